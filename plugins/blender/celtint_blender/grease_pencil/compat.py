"""The one module that knows how Grease Pencil differs: v2 (to 4.2), v3 (from 4.3), and what 5.x added to it.

Of a layer, v2 says `info`, v3 `name`. v2 keeps strokes as objects, v3 as attributes of one drawing. Evaluated, v2's
points have the layer's own transform in them, v3's have not. From 5.1 a fill is drawn only for strokes that have a
`fill_id`, and `hide_stroke` hides a line.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import bpy
import numpy as np

from celtint_blender.grease_pencil.drawing import EMPTY, Strokes, linear_of_bytes, means, mixed, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

V3 = bpy.app.version >= (4, 3, 0)
FILL_IDS = bpy.app.version >= (5, 1, 0)
OVER = 2.0 if bpy.app.version >= (5, 0, 0) else 0.0
"""Pixels that fills go over the page's border: from 5.0, anti-aliasing looks 1.5 over it. Where it doesn't, fills end
at the border, since rendering in software loses what crosses it."""
V2_LINE = 2000.0
"""v2's line width of a radius of one unit."""
EMPTIES = "celtint no colour"
"""The material of dabs that keep what they lie in empty, by its mark."""
WEIGHS = not V3 or "set_vertex_weights" in bpy.types.GreasePencilDrawing.bl_rna.functions
"""Whether fills can be given weights."""
BEZIER = 2
SPARED = 97
"""The pass of layers that modifiers leave out; filters know numbers up to 100."""


def version() -> str:
    """Blender's, for people."""
    return str(bpy.app.version_string)


def is_drawing(item: Any) -> bool:
    """Whether an object is Grease Pencil."""
    return item is not None and item.type == ("GREASEPENCIL" if V3 else "GPENCIL")


def drawing_data(name: str) -> Any:
    """New Grease Pencil data, without layers."""
    return getattr(bpy.data, "grease_pencils_v3", bpy.data.grease_pencils).new(name)


def name_of(layer: Any) -> str:
    return str(layer.name if V3 else layer.info)


def rename(layer: Any, name: str) -> None:
    setattr(layer, "name" if V3 else "info", name)


def layer(item: Any, name: str) -> Any:
    """The layer of this name, or None."""
    return next((each for each in item.data.layers if name_of(each) == name), None)


def hidden(found: Any) -> bool:
    """Whether a layer, or a group that it is in, is hidden."""
    group = getattr(found, "parent_group", None)
    while group is not None and not group.hide:
        group = getattr(group, "parent_group", None)
    return bool(found.hide or found.opacity == 0 or group is not None)


@contextlib.contextmanager
def shown(item: Any, names: Sequence[str]) -> Iterator[None]:
    """Within it layers are shown, with the groups that they are in: v3 leaves out what is hidden when it evaluates."""
    covers = []
    for each in item.data.layers:
        cover = each if name_of(each) in names else None
        while cover is not None:
            covers += [cover] if cover.hide else []
            cover = getattr(cover, "parent_group", None)
    try:
        for cover in covers:
            cover.hide = False
        yield
    finally:
        for cover in covers:
            cover.hide = True


def new_layer(item: Any, name: str, below: Any = None) -> Any:
    """A layer of its own colours, unlit; just under another, or on top."""
    layers = item.data.layers
    made = layers.new(name, set_active=False)
    made.use_lights = False
    if below is not None:
        group = getattr(below, "parent_group", None)
        if group is not None:
            layers.move_to_layer_group(made, group)
        under = name_of(below)
        while (order := [name_of(each) for each in layers]).index(name_of(made)) > order.index(under):
            layers.move(made, "DOWN")
    return made


def keys(found: Any) -> list[int]:
    """The frames on which a layer has keys."""
    return sorted(each.frame_number for each in found.frames)


def held(found: Any, number: int) -> Any:
    """The key that a layer shows on a frame, or None."""
    return max((k for k in found.frames if k.frame_number <= number), key=lambda k: k.frame_number, default=None)


def new_key(found: Any, number: int) -> Any:
    """An empty key in place of any that is there."""
    remove_key(found, number)
    return found.frames.new(number)


def remove_key(found: Any, number: int) -> None:
    for each in list(found.frames):
        if each.frame_number == number:
            found.frames.remove(number if V3 else each)


def to_object(item: Any, found: Any) -> Matrix:
    """4×4, from a layer's coordinates to the object's."""
    graph = bpy.context.evaluated_depsgraph_get()
    now = next((each for each in item.evaluated_get(graph).data.layers if name_of(each) == name_of(found)), found)
    own = _matrix(now.matrix_local if V3 else now.matrix_layer)
    parent = found.parent
    if parent is None:
        return own
    back = _matrix(found.matrix_parent_inverse if V3 else found.matrix_inverse)
    above = parent.evaluated_get(graph)
    world = above.matrix_world
    if found.parent_bone and above.pose and (V3 or found.parent_type == "BONE"):
        world = world @ above.pose.bones[found.parent_bone].matrix
    return np.linalg.inv(_matrix(item.evaluated_get(graph).matrix_world)) @ _matrix(world) @ back @ own


def follow(made: Any, lines: Any) -> None:
    """Let a layer move as another does."""
    for name in ("parent", "parent_type", "parent_bone", "matrix_inverse", "location", "translation", "rotation"):
        if hasattr(made, name) and not made.is_property_readonly(name) and (lines.parent or "par" not in name):
            setattr(made, name, getattr(lines, name))
    made.scale = lines.scale


def _matrix(value: Any) -> Matrix:
    return np.array(value, np.float64).reshape(4, 4)


def evaluated(item: Any, name: str, graph: Any, hidden_too: bool = False) -> tuple[Strokes, Matrix]:
    """What a layer shows on the scene's frame, with modifiers; and 4×4, where its coordinates are in the world.

    hidden_too: with strokes whose material is hidden; and, without modifiers, of a layer whose animation hides it.
    """
    above = item.evaluated_get(graph)
    own = layer(item, name)
    found = next((each for each in above.data.layers if name_of(each) == name), own if hidden_too else None)
    world = _matrix(above.matrix_world)
    if found is None:
        return Strokes.none(), world
    key = held(found, graph.scene.frame_current)
    if V3:
        strokes = Strokes.none() if key is None else _strokes3(item, key.drawing, found, hidden_too)
        return strokes, world @ to_object(item, own)
    return (Strokes.none() if key is None else _strokes2(item, key, found, hidden_too)), world


def is_evaluated(item: Any, graph: Any) -> bool:
    """Whether an object is there at all on the scene's frame: not if it, or its collection, is disabled."""
    return bool(item.evaluated_get(graph).is_evaluated)


def drawn(item: Any, key: Any, found: Any) -> Strokes:
    """What a key holds, without modifiers, in the layer's coordinates."""
    return _strokes3(item, key.drawing, found) if V3 else _strokes2(item, key, found)


def _styles(
    item: Any, used: NDArray[np.int32], hidden_too: bool = False
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """Line colour, fill colour, k×4; and whether line and fill are drawn, k×2; of strokes' material indices."""
    rows = []
    for slot in item.material_slots:
        style = slot.material.grease_pencil if slot.material is not None else None
        shown = style is not None and (hidden_too or not style.hide)
        if style is None:
            rows.append(((0, 0, 0, 1), (0, 0, 0, 0), (True, False)))
        else:
            rows.append((style.color, style.fill_color, (shown and style.show_stroke, shown and style.show_fill)))
    rows = rows or [((0, 0, 0, 1), (0, 0, 0, 0), (True, False))]
    at = np.clip(used, 0, len(rows) - 1)
    ink, fill = (np.array([tuple(row[n]) for row in rows], np.float32)[at] for n in (0, 1))
    return ink, fill, np.array([row[2] for row in rows], bool)[at]


def _emptied(
    item: Any, used: NDArray[np.int32], ink: NDArray[np.float32], fill: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Colours of lines and of insides, k×4, with `EMPTY` for strokes of the material that says so, however painted."""
    marks = [slot.material and slot.material.get("celtint") for slot in item.material_slots]
    empty = np.isin(used, [n for n, mark in enumerate(marks) if mark == EMPTIES])
    for each in (ink, fill):
        each[empty] = linear_of_bytes(np.array([EMPTY], np.uint8))
    return ink, fill


def _strokes3(item: Any, drawing: Any, found: Any, hidden_too: bool = False) -> Strokes:
    count = len(drawing.curve_offsets) - 1
    if count < 1:
        return Strokes.none()
    offsets = np.zeros(count + 1, np.int32)
    drawing.curve_offsets.foreach_get("value", offsets)
    total, known = int(offsets[-1]), drawing.attributes
    points = read(known, "position", "vector", total * 3, 0.0).reshape(-1, 3)
    radii = np.maximum(read(known, "radius", "value", total, 0.01) + found.radius_offset, 0)
    lengths = np.diff(offsets)
    used = read(known, "material_index", "value", count, 0, np.int32)
    ink, fill, shown = _styles(item, used, hidden_too)
    over = means(read(known, "vertex_color", "color", total * 4, 0.0).reshape(-1, 4), lengths)
    opacity = means(read(known, "opacity", "value", total, 1.0), lengths)
    inside = read(known, "fill_color", "color", count * 4, 0.0).reshape(-1, 4)
    lined = shown[:, 0] & ~read(known, "hide_stroke", "value", count, 0, bool)
    filled = shown[:, 1] & (read(known, "fill_id", "value", count, 0 if FILL_IDS else 1, np.int32) != 0)
    closed = read(known, "cyclic", "value", count, 0, bool)
    thick = read(known, "fill_opacity", "value", count, 1.0)
    kinds = read(known, "curve_type", "value", count, 1, np.int8)
    colours = mixed(ink, over, opacity), mixed(fill, inside, thick)
    strokes = Strokes(points, radii, lengths, closed, lined, filled, *_emptied(item, used, *colours))
    if not np.any(kinds == BEZIER):
        return strokes
    sides = [read(known, f"handle_{side}", "vector", total * 3, 0.0).reshape(-1, 3) for side in ("left", "right")]
    return rounded(strokes, kinds == BEZIER, sides[0], sides[1])


def read(known: Any, name: str, what: str, size: int, usual: float, kind: Any = np.float32) -> NDArray[Any]:
    """An attribute of v3's, `size` numbers; `usual` everywhere if it isn't there."""
    found = known.get(name)
    if found is None or not size:
        return np.full(size, usual, kind)
    values = np.empty(size, kind)
    found.data.foreach_get(what, values)
    return values


def _strokes2(item: Any, key: Any, found: Any, hidden_too: bool = False) -> Strokes:
    every = list(key.strokes)
    if not every:
        return Strokes.none()
    lengths = np.array([len(each.points) for each in every], np.int32)
    points, pressure, colours, strength = (np.empty((int(lengths.sum()), n), np.float32) for n in (3, 1, 4, 1))
    end = 0
    for each in every:
        rows = slice(end, end := end + len(each.points))
        each.points.foreach_get("co", points[rows].ravel())
        each.points.foreach_get("pressure", pressure[rows].ravel())
        each.points.foreach_get("vertex_color", colours[rows].ravel())
        each.points.foreach_get("strength", strength[rows].ravel())
    screen = item.data.stroke_thickness_space == "SCREENSPACE"
    width = np.array([max(each.line_width + found.line_change, 1) for each in every], np.float32)
    width *= 0.5 if screen else item.data.pixel_factor / V2_LINE
    used = np.array([each.material_index for each in every], np.int32)
    ink, fill, shown = _styles(item, used, hidden_too)
    inside = np.array([tuple(each.vertex_color_fill) for each in every], np.float32)
    over, opacity = means(colours, lengths), means(strength[:, 0], lengths)
    return Strokes(
        points,
        pressure[:, 0] * np.repeat(width, lengths),
        lengths,
        np.array([each.use_cyclic for each in every], bool),
        shown[:, 0],
        shown[:, 1],
        *_emptied(item, used, mixed(ink, over, opacity), mixed(fill, inside, np.ones(len(every), np.float32))),
        screen,
    )


def annotation(scene: Any) -> Any:
    """The scene's annotations, or None; 5.0 gave them a place of their own."""
    return scene.annotation if hasattr(scene, "annotation") else scene.grease_pencil


def palette_is_linear() -> bool:
    """Whether a palette's colours are linear values, as from 5.0, or sRGB."""
    return bool(bpy.types.PaletteColor.bl_rna.properties["color"].subtype == "COLOR")


def paint_in_colours(scene: Any) -> None:
    """Let the brush paint in its own colour instead of the material's."""
    tools = scene.tool_settings
    paint = tools.gpencil_paint
    if paint is not None:
        paint.color_mode = "VERTEXCOLOR"


def repaint(item: Any) -> None:
    """Let Blender see that a drawing was changed."""
    item.data.update_tag()
