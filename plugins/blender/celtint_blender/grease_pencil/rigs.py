"""What moves a drawing's lines, and how its fills come to follow: they lie in the same object, made of lines at rest.

Most modifiers move fills as they move lines, and are left as they are. What cuts lines or makes more of them would do
so to fills as well: those leave the fills out. What moves every point by itself, as noise does, can't move a fill's
points as it moves a line's: what it makes of the lines is filled, anew whenever it changes.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import bpy
import numpy as np

from celtint_blender.grease_pencil import compat
from celtint_blender.grease_pencil.skin import LEAST, skin
from celtint_blender.grease_pencil.view import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.skin import Skin

CUT = {"BUILD", "DASH", "ENVELOPE", "MULTIPLY", "OUTLINE"}
"""Kinds of modifiers that only change how lines look: they are drawn whole, and fills are of the whole ones."""
MADE = {"LENGTH", "LINEART", "MIRROR", "NOISE", "SIMPLIFY", "SMOOTH", "SUBDIV"}
"""Kinds whose lines are filled as they make them."""
STEP = 5.0
"""Pixels between points of a fill that is bent, at most."""
PROBE = "celtint probe"


def modifiers(item: Any) -> Any:
    """An object's, of its drawing."""
    return item.modifiers if compat.V3 else item.grease_pencil_modifiers


def kind(each: Any) -> str:
    """A modifier's, in the same words for both kinds of Grease Pencil."""
    return str(each.type).removeprefix("GREASE_PENCIL_").removeprefix("GP_")


def limited(each: Any) -> bool:
    """Whether the artist had a modifier act on certain layers or passes only."""
    number, named = ("layer_pass_filter", "tree_node_filter") if compat.V3 else ("layer_pass", "layer")
    passed = getattr(each, number, 0) if not compat.V3 or getattr(each, "use_layer_pass_filter", False) else 0
    return bool(getattr(each, named, "") or passed not in (0, compat.SPARED))


def made(item: Any) -> list[Any]:
    """The modifiers whose lines are filled as they make them."""
    found, moved = [], False
    for each in modifiers(item):
        what = kind(each)
        if each.show_viewport and (_alone(each) or (what in MADE and not (moved and what == "MIRROR"))):
            found.append(each)
        moved = moved or what not in MADE | CUT
    return found


def _alone(each: Any) -> bool:
    """Whether a modifier that fills could follow doesn't act on their layer, or on every stroke in its own way."""
    if kind(each) == "OFFSET" and (any(any(getattr(each, name)) for name in _RANDOM if hasattr(each, name))):
        return True
    return kind(each) not in CUT | {"TIME"} and limited(each)


_RANDOM = ("random_offset", "random_rotation", "random_scale", "stroke_location", "stroke_rotation", "stroke_scale")


def spared(item: Any) -> list[Any]:
    """The modifiers that are to leave the fills out."""
    return [each for each in modifiers(item) if not limited(each) and (kind(each) in CUT or each in made(item))]


def carried(item: Any) -> list[Any]:
    """The modifiers that move fills as they move lines."""
    found = made(item)
    return [each for each in modifiers(item) if each.show_viewport and each not in found and kind(each) not in CUT]


def bends(item: Any) -> bool:
    """Whether fills need points all along their outlines, since something may bend them."""
    straight = {"ARRAY", "COLOR", "MIRROR", "OPACITY", "TEXTURE", "THICK", "THICKNESS", "TIME", "TINT"}
    return any(kind(each) not in straight for each in carried(item))


def timed(item: Any) -> bool:
    """Whether a modifier shows drawings at other times than their keys say."""
    return any(kind(each) == "TIME" for each in carried(item))


def spare(item: Any, name: str) -> None:
    """Have the modifiers that are to leave a layer out do so, by its pass; those that are not, whatever they did."""
    compat.layer(item, name).pass_index = compat.SPARED
    out = spared(item)
    for each in modifiers(item):
        number = "layer_pass_filter" if compat.V3 else "layer_pass"
        if not hasattr(each, number) or (each not in out and getattr(each, number) != compat.SPARED):
            continue
        if compat.V3:
            each.use_layer_pass_filter = each.invert_layer_pass_filter = each in out
        else:
            each.invert_layer_pass = each in out
        setattr(each, number, compat.SPARED if each in out else 0)


@contextlib.contextmanager
def resting(item: Any) -> Iterator[None]:
    """Within it an object is evaluated without what moves its fills as well."""
    kept = made(item)
    off = [each for each in modifiers(item) if each.show_viewport and each not in kept]
    names = [each.name for each in off]
    try:
        for each in off:
            each.show_viewport = False
        yield
    finally:
        for each in modifiers(item):
            if each.name in names:
                each.show_viewport = True


def groups(item: Any) -> tuple[str, ...]:
    """The vertex groups by which something moves the fills."""
    used = set()
    for each in carried(item):
        used.add(getattr(each, "vertex_group_name" if compat.V3 else "vertex_group", ""))
        if kind(each) == "ARMATURE" and each.object is not None and getattr(each, "use_vertex_groups", True):
            used.update(bone.name for bone in each.object.data.bones)
    return tuple(group.name for group in item.vertex_groups if group.name in used) if compat.WEIGHS else ()


def skin_of(item: Any, names: tuple[str, ...], lines: Sequence[str], place: NDArray[np.float64]) -> Skin | None:
    """The lines of the scene's frame with their weights, None without any. Call it within `resting`.

    place: 4×4, where the coordinates of the fills' layer are in the world.
    """
    if not names:
        return None
    rest = _read(item, lines)
    weights = np.zeros((sum(len(each.strokes.points) for each in rest), len(names)), np.float32)
    kinds = "GREASE_PENCIL_OFFSET" if compat.V3 else "GP_OFFSET"
    probes = [modifiers(item).new(PROBE, kinds) for _ in range(min(3, len(names)))]
    try:
        for start in range(0, len(names), 3):
            for axis, probe in enumerate(probes):
                named = names[start + axis] if start + axis < len(names) else ""
                probe.location = [float(n == axis and bool(named)) for n in range(3)]
                setattr(probe, "vertex_group_name" if compat.V3 else "vertex_group", named)
            item.data.update_tag()
            bpy.context.view_layer.update()
            moved = _read(item, lines)
            rows = [now.strokes.points - was.strokes.points for now, was in zip(moved, rest, strict=True)]
            taken = np.concatenate(rows)[:, : min(3, len(names) - start)]
            weights[:, start : start + 3] = np.clip(np.nan_to_num(taken), 0, 1)
    finally:
        for probe in probes:
            modifiers(item).remove(probe)
        item.data.update_tag()
        bpy.context.view_layer.update()
    some = np.flatnonzero(np.any(weights > LEAST, axis=0))
    kept = tuple(names[n] for n in some.tolist())
    to_fills = np.asarray(np.linalg.inv(place), np.float64)
    return _joined(rest, kept, weights[:, some], to_fills) if kept else None


def _read(item: Any, lines: Sequence[str]) -> list[Layer]:
    graph = bpy.context.evaluated_depsgraph_get()
    return [Layer(*compat.evaluated(item, name, graph)) for name in lines]


def _joined(
    layers: Sequence[Layer], names: tuple[str, ...], weights: NDArray[np.float32], to_fills: NDArray[np.float64]
) -> Skin:
    parts, start = [], 0
    for layer in layers:
        stop = start + len(layer.strokes.points)
        parts.append(skin(layer.strokes, names, weights[start:stop], to_fills @ layer.place))
        start = stop
    points, shares = (np.concatenate([getattr(each, name) for each in parts]) for name in ("points", "weights"))
    return replace(parts[0], points=points, weights=shares)


def turns(item: Any, first: int, last: int) -> list[int]:
    """The first frame, and those after it up to the last at which noise changes what is drawn."""
    steps = [max(1, each.step) for each in made(item) if kind(each) == "NOISE" and each.use_random and _by_step(each)]
    return [n for n in range(first, last + 1) if n == first or any(n // step != (n - 1) // step for step in steps)]


def _by_step(each: Any) -> bool:
    return getattr(each, "random_mode", "STEP") == "STEP"


def follow(data: Any, own: Any, lines: Any) -> None:
    """Let celtint's layer move as another is animated to: it gets the same curves. A driver would depend on itself."""
    place = "translation" if compat.V3 else "location"
    for curves in _curves(data):
        for curve in list(curves):
            if curve.data_path.startswith(f"{own.path_from_id()}."):
                curves.remove(curve)
        for curve in list(curves):
            channel = curve.data_path.removeprefix(f"{lines.path_from_id()}.")
            if channel in (place, "rotation", "scale"):
                _copy(curve, curves.new(f"{own.path_from_id()}.{channel}", index=curve.array_index))


def _curves(data: Any) -> Iterator[Any]:
    """The curves of data's animation: of its action, or, from 4.4, of its slot's part of that."""
    told = data.animation_data
    action = told.action if told is not None else None
    if action is None:
        return
    if not hasattr(action, "layers"):
        yield action.fcurves
        return
    for layer in action.layers:
        for strip in layer.strips:
            yield from (bag.fcurves for bag in strip.channelbags if bag.slot == told.action_slot)


def _copy(curve: Any, made: Any) -> None:
    made.extrapolation = curve.extrapolation
    made.keyframe_points.add(len(curve.keyframe_points))
    for old, new in zip(curve.keyframe_points, made.keyframe_points, strict=True):
        for name in ("co", "interpolation", "easing", "handle_left_type", "handle_right_type"):
            setattr(new, name, getattr(old, name))
        new.handle_left, new.handle_right = old.handle_left, old.handle_right
    for old in curve.modifiers:
        new = made.modifiers.new(old.type)
        for known in old.bl_rna.properties:
            if not known.is_readonly and known.identifier not in ("name", "active"):
                setattr(new, known.identifier, getattr(old, known.identifier))


def warning(item: Any) -> str:
    """What can't be followed, in one sentence with what to do about it; "" where everything can."""
    for each in carried(item) + made(item):
        if kind(each) not in MADE | CUT | {"OFFSET"} and limited(each):
            return f"{each.name} is for certain layers only, so fills don't follow it: empty its layer filter."
    if not compat.WEIGHS and any(kind(each) == "ARMATURE" for each in carried(item)):
        return "This version of Blender can't give fills weights, so they don't follow bones: use a newer one."
    moved = ""
    for each in modifiers(item):
        if moved and each in made(item):
            return f"{each.name} comes after {moved}, so fills follow it only roughly: move it up."
        if each in carried(item) and kind(each) in {"ARMATURE", "LATTICE", "HOOK", "SHRINKWRAP"}:
            moved = each.name
    return ""
