"""Fills on a key, as both kinds of Grease Pencil keep them: writing them, telling them apart, giving them colours."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from celtint_blender.grease_pencil.compat import FILL_IDS, V2_LINE, V3, read
from celtint_blender.grease_pencil.skin import LEAST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.drawing import Fills, Strokes

ENTRY = "celtint_entry"
"""Name of the attribute that says which palette entry a fill has; v2 has nowhere to keep it."""
V2_POINTS = 256
"""Points that are added to a stroke of v2 in one go."""


def digest(key: Any) -> str:
    """What stands for a key's fills: it differs once somebody has worked on them."""
    made = hashlib.blake2b(digest_size=8)
    if V3:
        offsets, known = np.zeros(len(key.drawing.curve_offsets), np.int32), key.drawing.attributes
        count = len(offsets) - 1
        if count < 1:  # an empty drawing has no offsets at all
            return made.hexdigest()
        key.drawing.curve_offsets.foreach_get("value", offsets)
        made.update(offsets.tobytes())
        made.update(read(known, "position", "vector", 3 * int(offsets[-1]), 0.0).tobytes())
        made.update(read(known, "fill_color", "color", 4 * count, 0.0).tobytes())
        return made.hexdigest()
    for each in key.strokes:
        points = np.empty(3 * len(each.points), np.float32)
        each.points.foreach_get("co", points)
        made.update(points.tobytes())
        made.update(np.array(each.vertex_color_fill, np.float32).tobytes())
    return made.hexdigest()


def write(key: Any, fills: Fills, materials: Sequence[int], entries: Sequence[int], coloured: bool) -> None:
    """Write fills into an empty key. materials, entries: an index for each. coloured: each has its colour in itself."""
    if not len(fills.lengths):
        return
    colours = fills.colours if coloured else np.zeros_like(fills.colours)
    if V3:
        _write3(key.drawing, fills, materials, entries, colours)
        return
    start = 0
    strokes = key.strokes
    for n, count in enumerate(fills.lengths.tolist()):
        made = strokes.new()
        made.display_mode = "3DSPACE"
        made.line_width, made.material_index, made.use_cyclic = 1, materials[n], True
        _add_points2(made.points, fills.points[start : start + count])
        made.vertex_color_fill = colours[n].tolist()
        made.points.update()
        start += count


def weigh(key: Any, fills: Fills, indices: Sequence[int]) -> None:
    """Give fills that were written into a key their weights. indices: of their vertex groups in the object."""
    if fills.weights is None:
        return
    if V3:
        for name, column in zip(fills.groups, fills.weights.T, strict=True):
            rows = np.flatnonzero(column > LEAST)
            key.drawing.set_vertex_weights(name, rows.tolist(), column[rows].tolist(), assign_mode="REPLACE")
        return
    start = 0
    for stroke, count in zip(key.strokes, fills.lengths.tolist(), strict=True):
        shares = fills.weights[start : start + count]
        for n, g in np.argwhere(shares > LEAST).tolist():
            stroke.points.weight_set(vertex_group_index=indices[g], point_index=n, weight=float(shares[n, g]))
        start += count


def draw(key: Any, strokes: Strokes, inside: int, line: int) -> None:
    """Draw strokes into an empty key: those that are filled, with their colours; the others, as lines.

    inside, line: the materials' indices.
    """
    if not len(strokes):
        return
    materials = np.where(strokes.filled, inside, line).astype(np.int32)
    if V3:
        _draw3(key.drawing, strokes, materials)
        return
    start = 0
    for n, count in enumerate(strokes.lengths.tolist()):
        made, rows = key.strokes.new(), slice(start, start + count)
        made.display_mode, made.material_index = "3DSPACE", int(materials[n])
        made.use_cyclic = bool(strokes.closed[n])
        _add_points2(made.points, strokes.points[rows])
        if strokes.filled[n]:
            made.line_width, made.vertex_color_fill = 1, strokes.fill[n].tolist()
        else:
            made.line_width = max(1, int(np.ceil(V2_LINE * strokes.radii[rows].max())))
            made.points.foreach_set("pressure", V2_LINE * strokes.radii[rows] / made.line_width)
            made.points.foreach_set("strength", np.ones(count, np.float32))
            made.points.foreach_set("vertex_color", np.tile(strokes.ink[n], count).astype(np.float32))
        made.points.update()
        start += count


def _draw3(drawing: Any, strokes: Strokes, materials: NDArray[np.int32]) -> None:
    drawing.add_strokes(strokes.lengths.tolist())
    put, filled = _putting(drawing.attributes), strokes.filled
    put("position", "FLOAT_VECTOR", "POINT", "vector", strokes.points.ravel())
    put("radius", "FLOAT", "POINT", "value", strokes.radii)
    put("opacity", "FLOAT", "POINT", "value", np.ones(len(strokes.points), np.float32))
    put("vertex_color", "FLOAT_COLOR", "POINT", "color", np.repeat(strokes.ink, strokes.lengths, axis=0).ravel())
    put("cyclic", "BOOLEAN", "CURVE", "value", strokes.closed)
    put("material_index", "INT", "CURVE", "value", materials)
    put("fill_opacity", "FLOAT", "CURVE", "value", filled.astype(np.float32))
    put("fill_color", "FLOAT_COLOR", "CURVE", "color", np.where(filled[:, None], strokes.fill, 0).ravel())
    if FILL_IDS:
        put("fill_id", "INT", "CURVE", "value", (np.cumsum(filled) * filled).astype(np.int32))
        put("hide_stroke", "BOOLEAN", "CURVE", "value", filled)
    drawing.tag_positions_changed()


def _putting(known: Any) -> Callable[[str, str, str, str, NDArray[Any]], None]:
    """How an attribute is written whole, which is made if it isn't there."""

    def put(name: str, kind: str, domain: str, what: str, values: NDArray[Any]) -> None:
        found = known.get(name) or known.new(name, kind, domain)
        found.data.foreach_set(what, values)

    return put


def _add_points2(points: Any, rows: NDArray[np.float32]) -> None:
    """Add points to an empty stroke of v2, which fills it anew at every `add`, new points lying at the origin.

    That takes the square of how many lie there, so they come by and by, and those before lie on a circle meanwhile,
    which is filled soonest.
    """
    count = len(rows)
    for start in range(0, count, V2_POINTS):
        points.add(min(V2_POINTS, count - start))
        stop = start + V2_POINTS
        if stop < count:
            turn = np.linspace(0, 2 * np.pi, stop, endpoint=False, dtype=np.float32)
            points.foreach_set("co", np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1).ravel())
    points.foreach_set("co", rows.ravel())


def _write3(
    drawing: Any, fills: Fills, materials: Sequence[int], entries: Sequence[int], colours: NDArray[np.float32]
) -> None:
    drawing.add_strokes(fills.lengths.tolist())
    put, count, total = _putting(drawing.attributes), len(fills.lengths), len(fills.points)
    put("position", "FLOAT_VECTOR", "POINT", "vector", fills.points.ravel())
    put("radius", "FLOAT", "POINT", "value", np.full(total, 0.001, np.float32))
    put("opacity", "FLOAT", "POINT", "value", np.ones(total, np.float32))
    put("cyclic", "BOOLEAN", "CURVE", "value", np.ones(count, bool))
    put("material_index", "INT", "CURVE", "value", np.array(materials, np.int32))
    put("fill_opacity", "FLOAT", "CURVE", "value", np.ones(count, np.float32))
    put("fill_color", "FLOAT_COLOR", "CURVE", "color", colours.ravel())
    put(ENTRY, "INT", "CURVE", "value", np.array(entries, np.int32))
    if FILL_IDS:
        put("fill_id", "INT", "CURVE", "value", np.arange(1, count + 1, dtype=np.int32))
        put("hide_stroke", "BOOLEAN", "CURVE", "value", np.ones(count, bool))
    drawing.tag_positions_changed()


def recolour(key: Any, entry: int, old: NDArray[np.float32], new: NDArray[np.float32]) -> int:
    """Give the fills of a palette entry another colour, linear RGBA; gives how many it were.

    v3 knows each fill's entry; v2's are those of the old colour.
    """
    if not V3:
        same = [s for s in key.strokes if np.allclose(s.vertex_color_fill, old, atol=1e-4)]
        for each in same:
            each.vertex_color_fill = new.tolist()
        return len(same)
    count, known = len(key.drawing.curve_offsets) - 1, key.drawing.attributes
    if count < 1 or known.get(ENTRY) is None or known.get("fill_color") is None:
        return 0
    colours = read(known, "fill_color", "color", count * 4, 0.0).reshape(-1, 4)
    chosen = (read(known, ENTRY, "value", count, -1, np.int32) == entry) & (colours[:, 3] > 0)
    colours[chosen] = new
    known["fill_color"].data.foreach_set("color", colours.ravel())
    return int(chosen.sum())
