"""Fills on a key, as both kinds of Grease Pencil keep them: writing them, telling them apart, giving them colours."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from celtint_blender.grease_pencil.compat import FILL_IDS, V2_LINE, V3, read
from celtint_blender.grease_pencil.skin import LEAST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.drawing import Fills, Strokes

ENTRY = "celtint_entry"
"""Name of the attribute that says which palette entry a fill has; v2 has nowhere to keep it."""
GROUPS = 64
"""Vertex groups of v2 that are looked through for a point's weights."""
V2_POINTS = 256
"""Points that are added to a stroke of v2 in one go."""


def digests(key: Any, item: Any) -> list[str]:
    """What stands for each stroke of a key: it differs once somebody has moved, coloured or otherwise changed it."""
    names = [slot.material and (slot.material.get("celtint") or slot.material.name) for slot in item.material_slots]
    if not V3:
        return [_digest(_parts2(each, names)) for each in key.strokes]
    count, known = len(key.drawing.curve_offsets) - 1, key.drawing.attributes
    if count < 1:  # an empty drawing has no offsets at all
        return []
    offsets = np.zeros(count + 1, np.int32)
    key.drawing.curve_offsets.foreach_get("value", offsets)
    total = int(offsets[-1])
    points = read(known, "position", "vector", 3 * total, 0.0).reshape(-1, 3)
    radii = read(known, "radius", "value", total, 0.01)
    colours = read(known, "fill_color", "color", 4 * count, 0.0).reshape(-1, 4)
    thick = read(known, "fill_opacity", "value", count, 1.0)
    hidden = read(known, "hide_stroke", "value", count, 0, bool)
    used = read(known, "material_index", "value", count, 0, np.int32).tolist()
    found = []
    for n, (start, stop) in enumerate(pairwise(offsets.tolist())):
        rows = (points[start:stop], radii[start:stop], colours[n], thick[n : n + 1], hidden[n : n + 1])
        found.append(_digest((*(each.tobytes() for each in rows), _named(names, used[n]))))
    return found


def _parts2(stroke: Any, names: Sequence[Any]) -> tuple[bytes, ...]:
    points, pressure = np.empty(3 * len(stroke.points), np.float32), np.empty(len(stroke.points), np.float32)
    stroke.points.foreach_get("co", points)
    stroke.points.foreach_get("pressure", pressure)
    inside = np.array([*stroke.vertex_color_fill, stroke.line_width], np.float32)
    return points.tobytes(), pressure.tobytes(), inside.tobytes(), _named(names, stroke.material_index)


def _named(names: Sequence[Any], index: int) -> bytes:
    return str(names[index] if 0 <= index < len(names) else "").encode()


def _digest(parts: Iterable[bytes]) -> str:
    made = hashlib.blake2b(digest_size=6)
    for each in parts:
        made.update(each)
    return made.hexdigest()


def strokes_of(key: Any) -> list[NDArray[np.float32]]:
    """The points of each stroke of a key, n×3."""
    if not V3:
        found = [np.empty((len(each.points), 3), np.float32) for each in key.strokes]
        for each, rows in zip(key.strokes, found, strict=True):
            each.points.foreach_get("co", rows.ravel())
        return found
    count = len(key.drawing.curve_offsets) - 1
    if count < 1:
        return []
    offsets = np.zeros(count + 1, np.int32)
    key.drawing.curve_offsets.foreach_get("value", offsets)
    every = read(key.drawing.attributes, "position", "vector", 3 * int(offsets[-1]), 0.0).reshape(-1, 3)
    return np.split(every, offsets[1:-1])


def remove(key: Any, indices: Sequence[int]) -> None:
    """Take strokes off a key."""
    if V3:
        if indices:
            key.drawing.remove_strokes(indices=list(indices))
        return
    every = list(key.strokes)
    for n in indices:
        key.strokes.remove(every[n])


def lift(key: Any, count: int) -> None:
    """Lay the first strokes of a key, so many, on top of the others."""
    every = len(key.drawing.curve_offsets) - 1 if V3 else len(key.strokes)
    if not 0 < count < every:
        return
    if V3:
        key.drawing.reorder_strokes(new_indices=[*range(count, every), *range(count)])
        return
    for each in list(key.strokes)[:count]:
        _copy2(each, key.strokes.new())
        key.strokes.remove(each)


def _copy2(old: Any, new: Any) -> None:
    new.points.add(len(old.points))
    for of, to in ((old, new), *zip(old.points, new.points, strict=True)):
        for known in of.bl_rna.properties:
            if not known.is_readonly and known.type != "COLLECTION":
                setattr(to, known.identifier, getattr(of, known.identifier))
    for n in range(len(old.points)):
        for group in range(GROUPS):
            weight = old.points.weight_get(vertex_group_index=group, point_index=n)
            if weight >= 0:
                new.points.weight_set(vertex_group_index=group, point_index=n, weight=weight)
    new.points.update()


def write(key: Any, fills: Fills, materials: Sequence[int], entries: Sequence[int], coloured: bool) -> None:
    """Write fills into a key, over what is there. materials, entries: an index for each. coloured: each has its colour
    in itself."""
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
    """Give fills that were written into a key last their weights. indices: of their vertex groups in the object."""
    if fills.weights is None:
        return
    if V3:
        before = _points3(key.drawing) - len(fills.points)
        for name, column in zip(fills.groups, fills.weights.T, strict=True):
            rows = np.flatnonzero(column > LEAST)
            key.drawing.set_vertex_weights(name, (rows + before).tolist(), column[rows].tolist(), assign_mode="REPLACE")
        return
    start = 0
    for stroke, count in zip(list(key.strokes)[-len(fills.lengths) :], fills.lengths.tolist(), strict=True):
        shares = fills.weights[start : start + count]
        for n, g in np.argwhere(shares > LEAST).tolist():
            stroke.points.weight_set(vertex_group_index=indices[g], point_index=n, weight=float(shares[n, g]))
        start += count


def _points3(drawing: Any) -> int:
    """How many points a drawing of v3 has."""
    return len(drawing.attributes["position"].data) if drawing.attributes.get("position") is not None else 0


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
    points, strokes, known = _points3(drawing), max(0, len(drawing.curve_offsets) - 1), drawing.attributes
    count, total = len(fills.lengths), len(fills.points)

    def put(name: str, kind: str, domain: str, what: str, values: NDArray[Any], usual: float = 0) -> None:
        """Write an attribute of what is new; what was there keeps its own, or has what is usual."""
        rows = points if domain == "POINT" else strokes
        wide = values.size // (total if domain == "POINT" else count)
        # what was added has values already, where the attribute was there before
        old = read(known, name, what, values.size + wide * rows, usual, values.dtype)[: wide * rows]
        found = known.get(name) or known.new(name, kind, domain)
        found.data.foreach_set(what, np.concatenate([old, values]))

    ids = read(known, "fill_id", "value", strokes, 0, np.int32)
    drawing.add_strokes(fills.lengths.tolist())
    known = drawing.attributes
    put("position", "FLOAT_VECTOR", "POINT", "vector", fills.points.ravel())
    put("radius", "FLOAT", "POINT", "value", np.full(total, 0.001, np.float32), 0.01)
    put("opacity", "FLOAT", "POINT", "value", np.ones(total, np.float32), 1)
    put("cyclic", "BOOLEAN", "CURVE", "value", np.ones(count, bool))
    put("material_index", "INT", "CURVE", "value", np.array(materials, np.int32))
    put("fill_opacity", "FLOAT", "CURVE", "value", np.ones(count, np.float32), 1)
    put("fill_color", "FLOAT_COLOR", "CURVE", "color", colours.ravel())
    put(ENTRY, "INT", "CURVE", "value", np.array(entries, np.int32), -1)
    if FILL_IDS:
        put("fill_id", "INT", "CURVE", "value", np.arange(1, count + 1, dtype=np.int32) + ids.max(initial=0))
        put("hide_stroke", "BOOLEAN", "CURVE", "value", np.ones(count, bool))
    drawing.tag_positions_changed()


def recolour(key: Any, entry: int, old: NDArray[np.float32], new: NDArray[np.float32]) -> int:
    """Give the fills of a palette entry another colour, linear RGBA; gives how many it were.

    v3 knows each fill's entry; v2's are those of the old colour. What somebody gave another colour keeps it.
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
    chosen = (read(known, ENTRY, "value", count, -1, np.int32) == entry) & np.all(np.abs(colours - old) <= 1e-4, axis=1)
    colours[chosen] = new
    known["fill_color"].data.foreach_set("color", colours.ravel())
    return int(chosen.sum())
