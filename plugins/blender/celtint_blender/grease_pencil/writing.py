"""The layer that celtint makes: fills under the lines, with keys where the lines have keys."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import bpy
import numpy as np
from celtint_client.messages import PaletteEntry

from celtint_blender.grease_pencil import compat, paint, palettes, rigs, settings
from celtint_blender.grease_pencil.drawing import linear_of_bytes, srgb_bytes
from celtint_blender.grease_pencil.gather import NEVER
from celtint_blender.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from celtint_blender.grease_pencil.drawing import Fills
    from celtint_blender.grease_pencil.gather import Drawing
    from celtint_blender.grease_pencil.palettes import Chosen


@dataclass(frozen=True)
class Target:
    """Where fills are written: a layer that is there, `own`, or a new one under the layer `lowest`. follows: whether
    that moves as the lowest does."""

    own: Any
    lowest: Any
    follows: bool


def target(item: Any, lines: Sequence[str], drawings: Sequence[Drawing], again: bool) -> Target:
    """Where the fills of drawings go; nothing is changed yet. Raises Refused where lines are gone, or it is locked.

    again: into celtint's own layer, if nobody else drew on these drawings there since.
    """
    below = [compat.layer(item, name) for name in lines]
    if None in below:
        raise Refused(f"A layer of lines in {item.name} is gone; nothing was changed.")
    order = [compat.name_of(each) for each in item.data.layers]
    lowest = min(below, key=lambda each: order.index(compat.name_of(each)))
    return Target(_own(item, drawings) if again else None, lowest, len(lines) == 1)


def write(
    item: Any,
    place: Target,
    drawings: Sequence[Drawing],
    unseen: Sequence[Drawing],
    results: dict[int, Fills],
    entries: dict[str, PaletteEntry],
    chosen: Chosen,
) -> str:
    """Write the fills of every drawing; gives the layer's name.

    What lies there already outside of these drawings stays, and so does what belongs to those that were `unseen`.
    """
    known, own = settings.of(item), place.own
    if own is None:
        own = compat.new_layer(item, settings.RESULT, place.lowest)
        known.marks = ""
        known.entries.clear()
        if place.follows:
            compat.follow(own, place.lowest)
    if place.follows:
        rigs.follow(item.data, own, place.lowest)
    known.result = compat.name_of(own)
    marks = known.known_marks()
    seen = [drawing for drawing in drawings if drawing not in unseen]
    for number in [n for n in compat.keys(own) if _replaced(n, seen)]:
        compat.remove_key(own, number)
        marks.pop(number, None)
    if not marks:
        known.entries.clear()
    indices = _entries(known, entries, chosen)
    slots = _slots(item, known, entries, chosen)
    for drawing in drawings:
        if drawing in unseen and any(_replaced(number, [drawing]) for number in compat.keys(own)):
            continue
        key = compat.new_key(own, drawing.number)
        fills = results.get(drawing.number)
        if fills is not None:
            rows = [indices.get(entry, -1) for entry in fills.entries]
            where = [slots.get(entry, slots[""]) for entry in fills.entries]
            paint.write(key, fills, where, rows, known.hold == "FILLS")
            paint.weigh(key, fills, [item.vertex_groups[name].index for name in fills.groups])
        marks[drawing.number] = paint.digest(key)
    _end(own, drawings)
    known.marks = json.dumps(marks)
    compat.repaint(item)
    return compat.name_of(own)


def _end(own: Any, drawings: Sequence[Drawing]) -> None:
    """Where the lines go on after the last drawing that was coloured, its fills don't."""
    stop = drawings[-1].stop
    if stop < NEVER and stop not in compat.keys(own):
        compat.new_key(own, stop)


def _replaced(number: int, drawings: Sequence[Drawing]) -> bool:
    return any(drawing.number <= number < drawing.stop for drawing in drawings)


def _own(item: Any, drawings: Sequence[Drawing]) -> Any:
    """celtint's layer, or None if somebody drew on it where it would be written. Raises Refused if it is locked."""
    known = settings.of(item)
    own = compat.layer(item, known.result) if known.result else None
    if own is None:
        return None
    if own.lock:
        raise Refused(f"The layer {known.result} is locked; unlock it to update it, or press Colour for a new one.")
    marks = known.known_marks()
    for key in own.frames:
        if _replaced(key.frame_number, drawings) and paint.digest(key) != marks.get(key.frame_number):
            return None
    return own


def _entries(known: Any, entries: dict[str, PaletteEntry], chosen: Chosen) -> dict[str, int]:
    """Note the colours of the result in the object; gives their index by id.

    The server names the colours of each run anew, so those of the drawings that stay are known by what they are.
    """
    mine, found = dict(chosen.materials), dict[str, int]()
    rows = [(row.title, row.material, _rgb(row)) for row in known.entries]
    for entry in entries.values():
        told = (entry.name or palettes.hex_of(entry.colour), mine.get(entry.id, ""), entry.colour)
        taken = found.values()
        index = next((n for n, each in enumerate(rows) if each == told and n not in taken), len(rows))
        if index == len(rows):
            rows.append(told)
            row = known.entries.add()
            row.name, row.title, row.material = entry.id, told[0], told[1]
            row.colour = linear_of_bytes(np.array([entry.colour], np.uint8))[0, :3].tolist()
        found[entry.id] = index
    return found


def _rgb(row: Any) -> tuple[int, int, int]:
    """A noted colour, 8-bit sRGB."""
    red, green, blue = srgb_bytes(np.array([tuple(row.colour)], np.float32))[0].tolist()
    return red, green, blue


def _slots(item: Any, known: Any, entries: dict[str, PaletteEntry], chosen: Chosen) -> dict[str, int]:
    """The material index for each entry's id, and for "", fills without one."""
    common = palettes.slot(item, palettes.fills_material())
    found = {"": common}
    mine = dict(chosen.materials)
    for entry in entries.values() if known.hold == "MATERIALS" else ():
        own = bpy.data.materials.get(mine.get(entry.id, ""))
        material = own if own is not None else palettes.colour_material(entry)
        found[entry.id] = palettes.slot(item, material)
    return found


def swap(item: Any) -> int:
    """Give the chosen colour of celtint's layer another one on all frames; gives how many fills or materials it were.

    Raises Refused where there is nothing to change.
    """
    known = settings.of(item)
    own = compat.layer(item, known.result) if known.result else None
    if own is None or not 0 <= known.entry < len(known.entries):
        raise Refused("There is no coloured layer here yet; press Colour first.")
    if own.lock:
        raise Refused(f"The layer {known.result} is locked; unlock it first.")
    row = known.entries[known.entry]
    if row.material:
        raise Refused(f"This colour is your own material {row.material}; change it there and all frames follow.")
    old, new = (np.array([*colour, 1.0], np.float32) for colour in (row.colour, known.new_colour))
    marks, count = known.known_marks(), 0
    for key in own.frames:
        untouched = paint.digest(key) == marks.get(key.frame_number)
        count += paint.recolour(key, known.entry, old, new)
        if untouched:
            marks[key.frame_number] = paint.digest(key)
    red, green, blue = srgb_bytes(new[None, :3])[0].tolist()
    count += _swap_material(item, row, (red, green, blue))
    row.colour = known.new_colour
    known.marks = json.dumps(marks)
    compat.repaint(item)
    return count


def _swap_material(item: Any, row: Any, new: tuple[int, int, int]) -> int:
    """Put celtint's material of the new colour in the place of the old one's; other objects keep theirs."""
    entry = PaletteEntry(row.name, row.title, _rgb(row))
    slots = [slot for slot in item.material_slots if palettes.holds(slot.material, entry)]
    for slot in slots:
        slot.material = palettes.colour_material(replace(entry, colour=new))
    return len(slots)
