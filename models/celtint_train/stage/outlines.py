"""Outlines of SVG shapes as polygons: curves flattened, the two fill rules followed."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely import Polygon
from svgelements import Arc, Close, CubicBezier, Matrix, Move, Path, QuadraticBezier

SIDE = 8192.0
"""Units over the longer side of a picture."""
FLAT = 3.0
"""How far, in units, a flattened curve may lie from the true one."""

Points = np.ndarray


def shape_path(tag: str, attributes: Mapping[str, str]) -> Path | None:
    """A basic shape, or path, of SVG as a path in its own coordinates; None for one without size."""

    def number(name: str, default: float = 0.0) -> float:
        try:
            return float(attributes.get(name, default))
        except ValueError:
            return default

    if tag == "path":
        text = attributes.get("d", "")
    elif tag in ("polygon", "polyline"):
        text = f"M{attributes.get('points', '')}" + ("Z" if tag == "polygon" else "")
    elif tag == "line":
        text = f"M{number('x1')},{number('y1')}L{number('x2')},{number('y2')}"
    elif tag == "rect":
        text = _rectangle(number)
    else:
        rx, ry = (number("r"),) * 2 if tag == "circle" else (number("rx"), number("ry"))
        cx, cy = number("cx"), number("cy")
        round_ = f"A{rx},{ry} 0 0 1"
        text = f"M{cx - rx},{cy}{round_} {cx + rx},{cy}{round_} {cx - rx},{cy}Z" if min(rx, ry) > 0 else ""
    return Path(text) if text.strip("MZ ") else None


def _rectangle(number: Any) -> str:
    x, y, width, height = number("x"), number("y"), number("width"), number("height")
    rx, ry = number("rx", -1), number("ry", -1)
    rx, ry = min(rx if rx >= 0 else max(ry, 0), width / 2), min(ry if ry >= 0 else max(rx, 0), height / 2)
    if min(width, height) <= 0:
        return ""
    if min(rx, ry) <= 0:
        return f"M{x},{y}h{width}v{height}h{-width}Z"
    arc = f"a{rx},{ry} 0 0 1 "
    return (
        f"M{x + rx},{y}h{width - 2 * rx}{arc}{rx},{ry}v{height - 2 * ry}{arc}{-rx},{ry}"
        f"h{2 * rx - width}{arc}{-rx},{-ry}v{2 * ry - height}{arc}{rx},{-ry}Z"
    )


def polylines(path: Path, matrix: Matrix) -> list[tuple[Points, bool]]:
    """A path's strands, moved by the matrix, each as points (n, 2) in units and whether it is closed."""
    strands: list[tuple[Points, bool]] = []
    points: list[Points] = []
    closed = False

    def finish() -> None:
        if points:
            line = np.concatenate(points)
            keep = np.r_[True, (np.abs(np.diff(line, axis=0)) > 1e-6).any(axis=1)]
            strands.append((line[keep], closed))

    for segment in path:
        if isinstance(segment, Move):
            finish()
            points, closed = [_moved([segment.end], matrix)], False
        elif isinstance(segment, Close):
            closed = True
            if segment.end is not None:
                finish()
                points, closed = [_moved([segment.end], matrix)], False
        elif segment.start is not None and segment.end is not None:
            points.extend(_flattened(segment, matrix))
    finish()
    return [(line, closed) for line, closed in strands if len(line) > 1]


def _flattened(segment: Any, matrix: Matrix) -> list[Points]:
    if isinstance(segment, Arc):
        return [_curve(_moved([c.start, c.control1, c.control2, c.end], matrix)) for c in segment.as_cubic_curves()]
    if isinstance(segment, CubicBezier):
        return [_curve(_moved([segment.start, segment.control1, segment.control2, segment.end], matrix))]
    if isinstance(segment, QuadraticBezier):
        a, b, c = _moved([segment.start, segment.control, segment.end], matrix)
        return [_curve(np.stack([a, a + (b - a) * 2 / 3, c + (b - c) * 2 / 3, c]))]
    return [_moved([segment.end], matrix)]


def _moved(points: list[Any], matrix: Matrix) -> Points:
    at = np.array([[p.x, p.y] for p in points], np.float64)
    turned = at @ np.array([[matrix.a, matrix.b], [matrix.c, matrix.d]])
    return np.asarray(turned + np.array([matrix.e, matrix.f], np.float64))


def _curve(control: Points) -> Points:
    """Points of a cubic Bézier curve after its start, so many that chords leave it by `FLAT` at most."""
    bend = max(
        np.hypot(*(control[0] - 2 * control[1] + control[2])), np.hypot(*(control[1] - 2 * control[2] + control[3]))
    )
    count = int(np.clip(np.ceil(np.sqrt(0.75 * bend / FLAT)), 1, 200))
    t = (np.arange(1, count + 1) / count)[:, None]
    a, b, c, d = control
    return np.asarray((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)


def area_of(rings: list[Points], even_odd: bool) -> shapely.Geometry:
    """What rings, taken as closed, fill by SVG's rule even-odd or nonzero: a valid polygon or several, maybe empty."""
    rings = [ring for ring in rings if len(ring) > 2]
    if not rings:
        return Polygon()
    if len(rings) == 1 and (whole := Polygon(rings[0])).is_valid:
        return whole
    closed = [np.vstack([ring, ring[:1]]) for ring in rings]
    noded = shapely.union_all([shapely.linestrings(ring) for ring in closed])
    faces = shapely.get_parts(shapely.polygonize([noded]))
    if len(faces) == 0:
        return Polygon()
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    turns = sum(_windings(ring, inner) for ring in closed)
    kept = turns % 2 != 0 if even_odd else turns != 0
    return shapely.union_all(faces[kept])


def _windings(ring: Points, at: Points) -> np.ndarray:
    """How often a closed ring (n, 2) goes round each of the points (m, 2)."""
    x, y = at[:, :1], at[:, 1:]
    x0, y0, x1, y1 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    left = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
    up, down = (y0 <= y) & (y1 > y) & (left > 0), (y0 > y) & (y1 <= y) & (left < 0)
    return np.asarray(up.sum(axis=1) - down.sum(axis=1))
