"""Boxes out of the shapes of a vector layer: rectangles in pixels, from Krita's SVG of each shape."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as Tree
from typing import NamedTuple

POINTS_AN_INCH = 72.0
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_PLAIN_NAME = re.compile(r"(rect|shape|path|ellipse|circle|polygon|polyline|line|text)[-_ ]?\d*$", re.IGNORECASE)


class Rectangle(NamedTuple):
    """x, y, width and height in pixels; what it is named."""

    x: int
    y: int
    width: int
    height: int
    tag: str


def rectangle(name: str, svg: str, dpi: float) -> Rectangle | None:
    """The upright rectangle round a shape, or None for what has no size.

    svg: as Shape.toSvg() gives it, in points, stroke not counted. A name that Krita gave ("shape0") is no tag.
    """
    try:
        root = Tree.fromstring(svg)
    except Tree.ParseError:
        return None
    size = [_length(root.get(key)) for key in ("width", "height")]
    if size[0] <= 0 or size[1] <= 0:
        return None
    left, top = _length(root.get("x")), _length(root.get("y"))
    a, b, c, d, e, f = _transform(root.get("transform") or "")
    corners = [(left + i * size[0], top + j * size[1]) for i in (0, 1) for j in (0, 1)]
    scale = dpi / POINTS_AN_INCH
    xs = [(a * x + c * y + e) * scale for x, y in corners]
    ys = [(b * x + d * y + f) * scale for x, y in corners]
    x, y = round(min(xs)), round(min(ys))
    tag = "" if _PLAIN_NAME.match(name) else name
    return Rectangle(x, y, max(1, round(max(xs)) - x), max(1, round(max(ys)) - y), tag)


def _length(text: str | None) -> float:
    found = re.match(_NUMBER, (text or "0").strip())
    return float(found.group()) if found else 0.0


def _transform(text: str) -> tuple[float, ...]:
    """The six numbers of an SVG transform list (SVG 1.1, 7.6)."""
    total: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for kind, inner in re.findall(r"(\w+)\s*\(([^)]*)\)", text):
        numbers = [float(n) for n in re.findall(_NUMBER, inner)]
        total = _times(total, _matrix(kind, numbers))
    return total


def _matrix(kind: str, n: list[float]) -> tuple[float, ...]:
    if kind == "matrix" and len(n) == 6:
        return tuple(n)
    if kind == "translate" and n:
        return (1.0, 0.0, 0.0, 1.0, n[0], n[1] if len(n) > 1 else 0.0)
    if kind == "scale" and n:
        return (n[0], 0.0, 0.0, n[1] if len(n) > 1 else n[0], 0.0, 0.0)
    if kind == "rotate" and n:
        cos, sin = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
        turn = (cos, sin, -sin, cos, 0.0, 0.0)
        if len(n) == 3:
            there, back = (1.0, 0.0, 0.0, 1.0, n[1], n[2]), (1.0, 0.0, 0.0, 1.0, -n[1], -n[2])
            return _times(_times(there, turn), back)
        return turn
    return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(m: tuple[float, ...], n: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * o + e, b * k + d * o + f)
