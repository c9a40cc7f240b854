"""SVG → the parts that *Stage* draws: opaque flat areas in painter's order and strokes, nothing hidden, few colours."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely import Polygon
from skimage.color import rgb2lab

from celtint_train.stage.outlines import SIDE
from celtint_train.stage.painted import NEAR_BLACK, RGB, Area, Paint, painted

FAINT, CLEAR = 0.06, 0.3
"""What is less opaque than the first is left out, than the second where nothing is under it."""
ALIKE = 7.0
"""Colours of an object nearer than this (CIE 1976, of 100) become one."""
SPECK = 1.5e-4
"""Of the object's box: what shows less is left out."""
SMALL, NARROW = 0.004, 0.012
"""Of the box, of the longer side: a part that shows less, or is narrower, is a detail."""
THIN = 0.035
"""Of the longer side: a stroke thinner than this is drawn as a line."""
SMOOTH = 2.0
"""Units: how far an outline may move when points are left out."""


@dataclass(frozen=True)
class Piece:
    """A part of an object. area: polygons, or line strings when ``line``."""

    area: Area
    colour: RGB
    line: bool = False
    detail: bool = False


def pieces_of(svg: str, sketch: bool = False, cut: Collection[RGB] = ()) -> list[Piece]:
    """The parts of an SVG, in units of its own page, without what is painted in the colours of ``cut``.

    sketch: its dark strokes round areas are the artist's lines and are left out. Raises ValueError where nothing is
    left.
    """
    paints = [p for p in painted(svg) if not p.area.is_empty and p.alpha > FAINT and p.colour not in cut]
    if not paints:
        raise ValueError("The picture paints nothing.")
    bounds = shapely.union_all([p.area for p in paints]).bounds
    side = max(bounds[2] - bounds[0], bounds[3] - bounds[1])
    pieces = _opaque(_lines_apart(paints, side, sketch))
    pieces = _joined(_fewer_colours(_shown(pieces, side)))
    finished = [p for piece in pieces for p in [_finished(piece)] if p is not None]
    if not any(not p.line for p in finished):
        raise ValueError("The picture has no areas.")
    return _details_marked(finished, side)


def _lines_apart(paints: list[Paint], side: float, sketch: bool) -> list[Paint | Piece]:
    """Thin dark strokes become lines; what is drawn round an area by its own stroke is left out with it."""
    kept: list[Paint | Piece] = []
    for paint in paints:
        dark = max(paint.colour) < NEAR_BLACK
        if paint.spine is None:
            kept.append(paint)
        elif (paint.outline or (sketch and dark and _is_closed(paint.spine))) and paint.width < 2 * THIN * side:
            if kept and isinstance(kept[-1], Paint) and not sketch:
                grown = shapely.union(kept[-1].area, paint.area)
                kept[-1] = replace(kept[-1], area=grown)
        elif dark and paint.width < THIN * side:
            kept.append(Piece(paint.spine, paint.colour, line=True))
        else:
            kept.append(paint)
    return kept


def _is_closed(spine: Area) -> bool:
    return all(shapely.is_closed(part) for part in shapely.get_parts(spine))


def _opaque(paints: list[Paint | Piece]) -> list[Piece]:
    """What is see-through becomes opaque, cut along what is seen through it."""
    done: list[Piece] = []
    for paint in paints:
        if isinstance(paint, Piece):
            done.append(paint)
        elif paint.alpha > 0.97:
            done.append(Piece(paint.area, paint.colour))
        else:
            done.extend(_over(paint, done))
    return done


def _over(paint: Paint, below: list[Piece]) -> list[Piece]:
    left, made = paint.area, []
    for piece in reversed(below):
        if left.is_empty:
            break
        if piece.line or not shapely.intersects(left, piece.area):
            continue
        both = _areas(shapely.intersection(left, piece.area))
        if not both.is_empty:
            made.append(Piece(both, _mixed(paint.colour, piece.colour, paint.alpha)))
            left = _areas(shapely.difference(left, piece.area))
    if paint.alpha >= CLEAR and not left.is_empty:
        made.append(Piece(left, _mixed(paint.colour, (255, 255, 255), paint.alpha)))
    return made


def _mixed(over: RGB, under: RGB, alpha: float) -> RGB:
    r, g, b = (round(o * alpha + u * (1 - alpha)) for o, u in zip(over, under, strict=True))
    return r, g, b


def _areas(area: Area) -> Area:
    """Polygons alone: what touches along an edge or in a point leaves no area."""
    parts = [p for p in shapely.get_parts(area) if p.geom_type == "Polygon" and p.area > 1]
    return shapely.multipolygons(parts) if parts else Polygon()


def _shown(pieces: list[Piece], side: float) -> list[Piece]:
    """Without what later areas cover."""
    covered: Area = Polygon()
    kept = []
    for piece in reversed(pieces):
        seen = shapely.difference(piece.area, covered)
        if piece.line:
            if seen.length > 0.01 * side:
                kept.append(replace(piece, area=seen))
            continue
        if seen.area > SPECK * side * side:
            kept.append(piece)
            covered = shapely.union(covered, piece.area)
    return kept[::-1]


def _fewer_colours(pieces: list[Piece]) -> list[Piece]:
    """Near-equal colours become that of the larger area."""
    weights: dict[RGB, float] = {}
    for piece in pieces:
        weights[piece.colour] = weights.get(piece.colour, 0.0) + (piece.area.length if piece.line else piece.area.area)
    names = sorted(weights, key=lambda c: (-weights[c], c))
    lab = rgb2lab(np.array(names, np.float64)[None] / 255)[0]
    taken: list[int] = []
    become: dict[RGB, RGB] = {}
    for k, name in enumerate(names):
        near = [t for t in taken if np.linalg.norm(lab[t] - lab[k]) < ALIKE]
        become[name] = names[near[0]] if near else name
        if not near:
            taken.append(k)
    return [replace(piece, colour=become[piece.colour]) for piece in pieces]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Areas of one colour that nothing comes between in painter's order become one part."""
    done: list[Piece] = []
    for piece in pieces:
        into = None
        for k in range(len(done) - 1, -1, -1):
            if done[k].colour == piece.colour and done[k].line == piece.line:
                into = k
                break
            if shapely.intersects(done[k].area, piece.area):
                break
        if into is None:
            done.append(piece)
        elif piece.line:
            done[into] = replace(done[into], area=shapely.line_merge(shapely.union(done[into].area, piece.area)))
        else:
            done[into] = replace(done[into], area=shapely.union(done[into].area, piece.area))
    return done


def _finished(piece: Piece) -> Piece | None:
    """Fewer points, no crumbs."""
    area = shapely.simplify(piece.area, SMOOTH)
    if piece.line:
        parts = [p for p in shapely.get_parts(area) if p.geom_type == "LineString" and p.length > 20]
        return replace(piece, area=shapely.multilinestrings(parts)) if parts else None
    area = _areas(shapely.make_valid(area))
    kept = []
    for polygon in shapely.get_parts(area):
        holes = [hole for hole in polygon.interiors if Polygon(hole).area > 0.2 * SPECK * SIDE * SIDE]
        if polygon.area > 0.2 * SPECK * SIDE * SIDE:
            kept.append(Polygon(polygon.exterior, holes))
    return replace(piece, area=shapely.multipolygons(kept)) if kept else None


def _details_marked(pieces: list[Piece], side: float) -> list[Piece]:
    covered: Area = Polygon()
    marked = []
    for piece in reversed(pieces):
        if piece.line:
            marked.append(replace(piece, detail=True))
            continue
        seen = shapely.difference(piece.area, covered)
        narrow = shapely.buffer(seen, -NARROW * side / 2).is_empty
        marked.append(replace(piece, detail=bool(narrow or seen.area < SMALL * side * side)))
        covered = shapely.union(covered, piece.area)
    return marked[::-1]
