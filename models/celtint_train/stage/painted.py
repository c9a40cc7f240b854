"""What an SVG paints, in painter's order: areas and strokes with flat colours, transforms and clips applied.

Follows SVG 1.1 as far as sets of pictures use it: shapes, groups, `use`, styles in attributes, in `style` and in
classes, clips, masks (as clips), gradients (as the colour that they have on average), opacity. Text, pictures, filters
and patterns are left out.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import shapely
from shapely import Polygon
from svgelements import Color, Matrix

from celtint_train.stage.outlines import SIDE, area_of, polylines, shape_path

INHERITED = (
    "fill", "stroke", "stroke-width", "fill-rule", "clip-rule", "fill-opacity", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "color", "visibility",
)  # fmt: skip
OWN = ("opacity", "clip-path", "mask", "display", "stop-color", "stop-opacity", "filter")
UNSEEN = ("defs", "clipPath", "mask", "linearGradient", "radialGradient", "symbol", "title", "desc", "metadata",
          "style", "pattern", "filter", "text", "image", "marker", "script")  # fmt: skip
SHAPES = ("path", "rect", "circle", "ellipse", "polygon", "polyline", "line")
NEAR_BLACK = 70
"""What is darker in every channel counts as ink."""

RGB = tuple[int, int, int]
Area: TypeAlias = shapely.Geometry


@dataclass(frozen=True)
class Paint:
    """A thing painted. area: what it covers, in units of `SIDE` over the picture's longer side. spine, width: of a
    stroke. outline: a dark stroke around an area of its own, which any line drawn round the area replaces."""

    area: Area
    colour: RGB
    alpha: float
    spine: Area | None = None
    width: float = 0.0
    outline: bool = False


@dataclass(frozen=True)
class _State:
    matrix: Matrix
    style: dict[str, str]
    alpha: float = 1.0
    clip: Area | None = None


@dataclass
class _Reader:
    ids: dict[str, ET.Element] = field(default_factory=dict)
    classes: dict[str, dict[str, str]] = field(default_factory=dict)
    depth: int = 0


def painted(svg: str) -> list[Paint]:
    """What the text of an SVG paints. Raises ValueError for what is no SVG."""
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        raise ValueError(f"That is no SVG: {error}.") from error
    reader = _Reader()
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rsplit("}", 1)[-1]
        if "id" in element.attrib:
            reader.ids[element.attrib["id"]] = element
        if element.tag == "style":
            reader.classes |= _classes(element.text or "")
    left, top, width, height = _view(root)
    matrix = Matrix(f"scale({SIDE / max(width, height)}) translate({-left},{-top})")
    page = shapely.box(0, 0, width * SIDE / max(width, height), height * SIDE / max(width, height))
    state = _State(matrix, {"fill": "#000", "stroke": "none", "stroke-width": "1"}, 1.0, page)
    return list(_walk(reader, root, state))


def _view(root: ET.Element) -> tuple[float, float, float, float]:
    box = [float(n) for n in re.findall(r"[-+.\deE]+", root.get("viewBox", ""))]
    if len(box) == 4 and min(box[2:]) > 0:
        return box[0], box[1], box[2], box[3]
    sides = [re.match(r"[\d.]+", root.get(name, "")) for name in ("width", "height")]
    if not all(sides):
        raise ValueError("The SVG says no size.")
    return 0.0, 0.0, *(float(side[0]) for side in sides if side)  # type: ignore[return-value]


def _classes(text: str) -> dict[str, dict[str, str]]:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    found: dict[str, dict[str, str]] = {}
    for heads, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        for head in heads.split(","):
            if head.strip().startswith("."):
                found.setdefault(head.strip()[1:], {}).update(_declared(body))
    return found


def _declared(text: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def _styled(reader: _Reader, element: ET.Element) -> dict[str, str]:
    told = {name: element.attrib[name] for name in (*INHERITED, *OWN) if name in element.attrib}
    for name in element.get("class", "").split():
        told |= reader.classes.get(name, {})
    return told | _declared(element.get("style", ""))


def _walk(reader: _Reader, element: ET.Element, state: _State) -> Iterator[Paint]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    told = _styled(reader, element)
    if told.get("display") == "none" or _is_blurred(reader, told):
        return
    style = state.style | {name: told[name] for name in INHERITED if told.get(name, "inherit") != "inherit"}
    matrix = Matrix(element.get("transform", "")) * state.matrix
    alpha = state.alpha * _number(told.get("opacity"), 1.0)
    inner = _State(matrix, style, alpha, state.clip)
    for name in ("clip-path", "mask"):
        inner = _clipped(reader, told.get(name, ""), inner)
    if element.tag in SHAPES:
        yield from _painted_shape(reader, element, inner)
    elif element.tag == "use":
        yield from _used(reader, element, inner)
    else:
        for child in element:
            yield from _walk(reader, child, inner)


def _is_blurred(reader: _Reader, told: dict[str, str]) -> bool:
    target = _target(reader, told.get("filter", ""))
    return target is not None and any(child.tag == "feGaussianBlur" for child in target)


def _used(reader: _Reader, element: ET.Element, state: _State) -> Iterator[Paint]:
    reference = next((v for k, v in element.attrib.items() if k.endswith("href")), "")
    target = reader.ids.get(reference.removeprefix("#"))
    if target is None or reader.depth > 6:
        return
    moved = Matrix(f"translate({_number(element.get('x'), 0)},{_number(element.get('y'), 0)})") * state.matrix
    inner = _State(moved, state.style, state.alpha, state.clip)
    reader.depth += 1
    if target.tag == "symbol":
        for child in target:
            yield from _walk(reader, child, inner)
    else:
        yield from _walk(reader, target, inner)
    reader.depth -= 1


def _target(reader: _Reader, value: str) -> ET.Element | None:
    found = re.match(r"url\([\"']?#([^)\"']+)[\"']?\)", value)
    return reader.ids.get(found[1]) if found else None


def _clipped(reader: _Reader, value: str, state: _State) -> _State:
    """Within what a clip path covers, or where a mask is light."""
    target = _target(reader, value)
    if target is None or reader.depth > 6:
        return state
    reader.depth += 1
    plain = _State(state.matrix, {"fill": "#000", "stroke": "none"} | _kept(state.style), 1.0, None)
    matrix = Matrix(target.get("transform", "")) * plain.matrix
    plain = _State(matrix, plain.style)
    seen: Area = Polygon()
    for child in target:
        for paint in _walk(reader, child, plain):
            light = target.tag == "clipPath" or sum(paint.colour) * paint.alpha > 380
            seen = shapely.union(seen, paint.area) if light else shapely.difference(seen, paint.area)
    reader.depth -= 1
    if target.tag == "mask" and seen.is_empty:
        return state
    clip = seen if state.clip is None else shapely.intersection(state.clip, seen)
    return _State(state.matrix, state.style, state.alpha, clip)


def _kept(style: dict[str, str]) -> dict[str, str]:
    return {"fill-rule": style["clip-rule"]} if "clip-rule" in style else {}


def _painted_shape(reader: _Reader, element: ET.Element, state: _State) -> Iterator[Paint]:
    style = state.style
    if style.get("visibility") in ("hidden", "collapse"):
        return
    path = shape_path(element.tag, element.attrib)
    lines = polylines(path, state.matrix) if path is not None else []
    if not lines:
        return
    filled: Paint | None = None
    rule = style.get("fill-rule", "nonzero")
    area = _within(area_of([points for points, _ in lines], rule == "evenodd"), state)
    if not area.is_empty:
        colour = _colour(reader, style.get("fill", "#000"), style, area, state.matrix)
        if colour is not None:
            alpha = state.alpha * colour[1] * _number(style.get("fill-opacity"), 1.0)
            filled = Paint(area, colour[0], alpha)
            yield filled
    yield from _stroked(reader, lines, filled, state)


def _stroked(
    reader: _Reader, lines: list[tuple[np.ndarray, bool]], filled: Paint | None, state: _State
) -> Iterator[Paint]:
    style = state.style
    scale = abs(state.matrix.a * state.matrix.d - state.matrix.b * state.matrix.c) ** 0.5
    width = _number(style.get("stroke-width"), 1.0) * scale
    long = [np.vstack([p, p[:1]]) if closed else p for p, closed in lines]
    spine = shapely.multilinestrings([shapely.linestrings(p) for p in long if len(p) > 1])
    if style.get("stroke", "none") == "none" or width <= 0 or spine.is_empty:
        return
    colour = _colour(reader, style["stroke"], style, spine, state.matrix)
    if colour is None:
        return
    cap = {"round": "round", "square": "square"}.get(style.get("stroke-linecap", ""), "flat")
    join = {"round": "round", "bevel": "bevel"}.get(style.get("stroke-linejoin", ""), "mitre")
    area = _within(shapely.buffer(spine, width / 2, quad_segs=6, cap_style=cap, join_style=join, mitre_limit=4), state)
    if not area.is_empty:
        alpha = state.alpha * colour[1] * _number(style.get("stroke-opacity"), 1.0)
        closed = all(c for _, c in lines)
        outline = filled is not None and closed and max(colour[0]) < NEAR_BLACK
        yield Paint(area, colour[0], alpha, _within(spine, state), width, outline)


def _within(area: Area, state: _State) -> Area:
    return area if state.clip is None or shapely.covers(state.clip, area) else shapely.intersection(area, state.clip)


def _number(text: str | None, default: float) -> float:
    found = re.match(r"\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*(%?)", text or "", re.I)
    if not found:
        return default
    return float(found[1]) / (100 if found[2] else 1)


def _colour(reader: _Reader, value: str, style: dict[str, str], area: Area, matrix: Matrix) -> tuple[RGB, float] | None:
    """A flat colour and its opacity, or None for no paint."""
    value = value.strip()
    if value in ("none", "transparent", ""):
        return None
    if value.startswith("url"):
        target = _target(reader, value)
        return _mean_of_stops(reader, target, area, matrix) if target is not None else None
    if value == "currentColor":
        value = style.get("color", "#000")
    colour = Color(value)
    if colour.value is None:
        return None
    return (colour.red, colour.green, colour.blue), (colour.alpha or 0) / 255


def _mean_of_stops(reader: _Reader, gradient: ET.Element, area: Area, matrix: Matrix) -> tuple[RGB, float] | None:
    """What a gradient has on average over an area: of a linear one along its axis, of a radial one over its disc."""
    holder: ET.Element | None = gradient
    for _ in range(6):
        if holder is None or any(child.tag == "stop" for child in holder):
            break
        reference = next((v for k, v in holder.attrib.items() if k.endswith("href")), "")
        holder = reader.ids.get(reference.removeprefix("#"))
    stops = [] if holder is None else [_stop(reader, child) for child in holder if child.tag == "stop"]
    if not stops:
        return None
    at = _offsets(gradient, area, matrix)
    places = np.maximum.accumulate([place for place, _ in stops])
    planes = np.array([colour for _, colour in stops])
    values = np.stack([np.interp(at, places, planes[:, k]) for k in range(4)], axis=1)
    alpha = float(values[:, 3].mean())
    if alpha < 0.02:
        return None
    mean = (values[:, :3] * values[:, 3:]).mean(axis=0) / alpha
    r, g, b = np.round(mean).astype(int).tolist()
    return (r, g, b), alpha


def _stop(reader: _Reader, stop: ET.Element) -> tuple[float, tuple[float, float, float, float]]:
    told = _styled(reader, stop)
    colour = Color(told.get("stop-color", "#000"))
    alpha = (colour.alpha if colour.alpha is not None else 255) / 255 * _number(told.get("stop-opacity"), 1.0)
    return _number(stop.get("offset"), 0.0), (colour.red or 0, colour.green or 0, colour.blue or 0, alpha)


def _offsets(gradient: ET.Element, area: Area, matrix: Matrix) -> np.ndarray:
    """Where along a gradient points spread over the area lie, 0 to 1."""
    left, top, right, bottom = area.bounds
    grid = np.stack(np.meshgrid(np.linspace(left, right, 18)[1:-1], np.linspace(top, bottom, 18)[1:-1]), -1)
    points = grid.reshape(-1, 2)
    inside = shapely.contains_xy(area, points) if area.area > 0 else np.zeros(len(points), bool)
    points = points[inside] if inside.any() else points
    if gradient.get("gradientUnits") == "userSpaceOnUse":
        to_user = Matrix(gradient.get("gradientTransform", "")) * matrix
    else:
        to_box = Matrix(f"matrix({right - left or 1},0,0,{bottom - top or 1},{left},{top})")
        to_user = Matrix(gradient.get("gradientTransform", "")) * to_box
    m = np.array([[to_user.a, to_user.c], [to_user.b, to_user.d]])
    if abs(np.linalg.det(m)) < 1e-12:
        return np.full(len(points), 0.5)
    own = np.linalg.solve(m, (points - [to_user.e, to_user.f]).T).T
    if gradient.tag == "linearGradient":
        start = np.array([_number(gradient.get("x1"), 0.0), _number(gradient.get("y1"), 0.0)])
        end = np.array([_number(gradient.get("x2"), 1.0), _number(gradient.get("y2"), 0.0)])
        axis = end - start
        return np.asarray(np.clip((own - start) @ axis / max(float(axis @ axis), 1e-12), 0, 1))
    centre = np.array([_number(gradient.get("cx"), 0.5), _number(gradient.get("cy"), 0.5)])
    far = np.linalg.norm(own - centre, axis=1) / max(_number(gradient.get("r"), 0.5), 1e-9)
    return np.asarray(np.clip(far, 0, 1))
