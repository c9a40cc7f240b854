"""The layer that celtint makes: fills under the lines, with keys where the lines have keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import bpy
import numpy as np
from celtint_client.messages import PaletteEntry

from celtint_blender.grease_pencil import compat, kept, paint, palettes, rigs, settings
from celtint_blender.grease_pencil.drawing import Fills, linear_of_bytes, srgb_bytes
from celtint_blender.grease_pencil.gather import NEVER
from celtint_blender.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from celtint_blender.grease_pencil.gather import Drawing
    from celtint_blender.grease_pencil.palettes import Chosen


@dataclass(frozen=True)
class Target:
    """Where fills are written: a layer that is there, `own`, or a new one under the layer `lowest`. follows: whether
    that moves as the lowest does."""

    own: Any
    lowest: Any
    follows: bool


def target(item: Any, lines: Sequence[str], again: bool) -> Target:
    """Where the fills of drawings go; nothing is changed yet. Raises Refused where lines are gone, or it is locked.

    again: into celtint's own layer, if it is still there.
    """
    below = [compat.layer(item, name) for name in lines]
    if None in below:
        raise Refused(f"A layer of lines in {item.name} is gone; nothing was changed.")
    order = [compat.name_of(each) for each in item.data.layers]
    lowest = min(below, key=lambda each: order.index(compat.name_of(each)))
    return Target(_own(item) if again else None, lowest, len(lines) == 1)


class Writing:
    """Writes the fills of drawings one by one, so that the window gets its turn. made: the layer's name.

    What lies there already outside of these drawings stays, and so does what belongs to those that were `unseen`, and
    what the artist has changed. Anything may happen between two drawings, so layers are looked up by their names.
    """

    def __init__(
        self,
        item: Any,
        place: Target,
        drawings: Sequence[Drawing],
        unseen: Sequence[Drawing],
        results: dict[int, Fills],
        entries: dict[str, PaletteEntry],
        chosen: Chosen,
    ) -> None:
        known, own = settings.of(item), place.own
        if own is None:
            own = compat.new_layer(item, settings.RESULT, place.lowest)
            known.marks = ""
            known.entries.clear()
            if place.follows:
                compat.follow(own, place.lowest)
        if place.follows:
            rigs.follow(item.data, own, place.lowest)
        self.made = known.result = compat.name_of(own)
        self._drawings, self._unseen, self._results, self._at = drawings, unseen, results, 0
        self._marks = kept.loaded(known.marks)
        seen = [drawing for drawing in drawings if drawing not in unseen]
        if all(_replaced(key.frame_number, seen) and not _touched(key, item, self._marks) for key in own.frames):
            _forget(known)
        self._indices = _entries(known, entries, chosen)
        self._slots = _slots(item, known, entries, chosen, self._indices)

    def go_on(self, item: Any) -> bool:
        """Write the next drawing; True when all are written. Raises Refused where the layer is gone."""
        own = compat.layer(item, self.made)
        if own is None:
            raise Refused(f"The layer {self.made} is gone; press Colour again where it is wanted.")
        if self._at < len(self._drawings):
            self._draw(item, own, self._drawings[self._at])
            self._at += 1
            return False
        _end(own, self._drawings)
        settings.of(item).marks = kept.saved(self._marks)
        rigs.spare(item, self.made)
        compat.repaint(item)
        return True

    def _draw(self, item: Any, own: Any, drawing: Drawing) -> None:
        known, marks = settings.of(item), self._marks
        there = [number for number in compat.keys(own) if _replaced(number, [drawing])]
        if drawing in self._unseen and there:
            return
        for number in there:  # where noise or a cut had keys that are none any more
            if number != drawing.number and not _touched(_key(own, number), item, marks):
                compat.remove_key(own, number)
                marks.pop(number, None)
        key = _key(own, drawing.number) or compat.new_key(own, drawing.number)
        fills = self._results.get(drawing.number, Fills.none())
        same, gone = kept.split(paint.digests(key, item), marks.get(drawing.number, []))
        if drawing.number not in there:
            gone = []  # the key was deleted, as whoever wants it anew does
        fills = _apart(fills, gone)
        paint.remove(key, same)
        before = len(paint.strokes_of(key))
        rows = [self._indices.get(entry, -1) for entry in fills.entries]
        where = [self._slots.get(entry, self._slots[""]) for entry in fills.entries]
        paint.write(key, _overridden(fills, rows, known), where, rows, known.hold == "FILLS")
        paint.weigh(key, fills, [item.vertex_groups[name].index for name in fills.groups])
        marks[drawing.number] = [*_noted(key, item, before), *gone]
        paint.lift(key, before)


def _key(own: Any, number: int) -> Any:
    return next((key for key in own.frames if key.frame_number == number), None)


def _touched(key: Any, item: Any, marks: kept.Marks) -> bool:
    """Whether somebody has changed anything on a key."""
    digests = paint.digests(key, item)
    same, gone = kept.split(digests, marks.get(key.frame_number, []))
    return bool(gone) or len(same) < len(digests)


def _noted(key: Any, item: Any, start: int) -> list[kept.Written]:
    """What stands for the fills of a key from one stroke on."""
    rows = zip(paint.digests(key, item)[start:], paint.strokes_of(key)[start:], strict=True)
    return [kept.Written(digest, kept.inside(ring)) for digest, ring in rows]


def _forget(known: Any) -> None:
    """Forget the colours of a result that is replaced whole; not what the artist made of them."""
    for n in reversed(range(len(known.entries))):
        if not _changed(known.entries[n]):
            known.entries.remove(n)


def _changed(row: Any) -> bool:
    """Whether the artist gave a colour another one."""
    return bool(row.given != palettes.hex_of(_rgb(row)))


def _apart(fills: Fills, gone: Sequence[kept.Written]) -> Fills:
    """Fills without those that lie where the artist has changed one."""
    rings = np.split(fills.points, np.cumsum(fills.lengths)[:-1]) if len(fills.lengths) else []
    taken = {n for each in gone for n, ring in enumerate(rings) if kept.covers(ring, each.place)}
    return fills.only([n for n in range(len(rings)) if n not in taken]) if taken else fills


def _overridden(fills: Fills, rows: Sequence[int], known: Any) -> Fills:
    """Fills in the colours that the artist gave their entries since."""
    colours = fills.colours.copy()
    for n, row in enumerate(rows):
        if row >= 0 and _changed(known.entries[row]):
            colours[n, :3] = known.entries[row].colour
    return replace(fills, colours=colours)


def _end(own: Any, drawings: Sequence[Drawing]) -> None:
    """Where the lines go on after the last drawing that was coloured, its fills don't."""
    stop = drawings[-1].stop
    if stop < NEVER and stop not in compat.keys(own):
        compat.new_key(own, stop)


def _replaced(number: int, drawings: Sequence[Drawing]) -> bool:
    return any(drawing.number <= number < drawing.stop for drawing in drawings)


def _own(item: Any) -> Any:
    """celtint's layer, or None. Raises Refused if it is locked."""
    known = settings.of(item)
    own = compat.layer(item, known.result) if known.result else None
    if own is not None and own.lock:
        raise Refused(f"The layer {known.result} is locked; unlock it to update it, or press Colour for a new one.")
    return own


def _entries(known: Any, entries: dict[str, PaletteEntry], chosen: Chosen) -> dict[str, int]:
    """Note the colours of the result in the object; gives their index by id.

    The server names the colours of each run anew, so those that are there already are known by what it gave them, and
    keep what the artist made of them.
    """
    mine, found = dict(chosen.materials), dict[str, int]()
    rows = [(row.title, row.material, row.given) for row in known.entries]
    for entry in entries.values():
        given = palettes.hex_of(entry.colour)
        told = (entry.name or given, mine.get(entry.id, ""), given)
        taken = found.values()
        index = next((n for n, each in enumerate(rows) if each == told and n not in taken), len(rows))
        if index == len(rows):
            rows.append(told)
            row = known.entries.add()
            row.name, row.title, row.material, row.given = entry.id, *told
            row.colour = linear_of_bytes(np.array([entry.colour], np.uint8))[0, :3].tolist()
        found[entry.id] = index
    return found


def _rgb(row: Any) -> tuple[int, int, int]:
    """A noted colour, 8-bit sRGB."""
    red, green, blue = srgb_bytes(np.array([tuple(row.colour)], np.float32))[0].tolist()
    return red, green, blue


def _slots(
    item: Any, known: Any, entries: dict[str, PaletteEntry], chosen: Chosen, indices: dict[str, int]
) -> dict[str, int]:
    """The material index for each entry's id, and for "", fills without one."""
    common = palettes.slot(item, palettes.fills_material())
    found = {"": common}
    mine = dict(chosen.materials)
    for entry in entries.values() if known.hold == "MATERIALS" else ():
        row = known.entries[indices[entry.id]]
        own = bpy.data.materials.get(mine.get(entry.id, "") or row.made)
        if own is None:
            own = palettes.colour_material(replace(entry, colour=_rgb(row)))
            row.made = own.name
        found[entry.id] = palettes.slot(item, own)
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
    before = {key.frame_number: paint.digests(key, item) for key in own.frames}
    count = sum(paint.recolour(key, known.entry, old, new) for key in own.frames)
    red, green, blue = srgb_bytes(new[None, :3])[0].tolist()
    count += _swap_material(item, row, (red, green, blue))
    row.colour = known.new_colour
    known.marks = kept.saved(_renamed(kept.loaded(known.marks), own, item, before))
    compat.repaint(item)
    return count


def _renamed(marks: kept.Marks, own: Any, item: Any, before: dict[int, list[str]]) -> kept.Marks:
    """What was written, as its strokes are now that celtint itself has changed their colours."""
    for key in own.frames:
        now = dict(zip(before[key.frame_number], paint.digests(key, item), strict=True))
        rows = marks.get(key.frame_number, [])
        marks[key.frame_number] = [replace(row, digest=now.get(row.digest, row.digest)) for row in rows]
    return marks


def _swap_material(item: Any, row: Any, new: tuple[int, int, int]) -> int:
    """Put celtint's material of the new colour in the place of the old one's; other objects keep theirs."""
    made = bpy.data.materials.get(row.made)
    slots = [slot for slot in item.material_slots if made is not None and slot.material == made]
    for slot in slots:
        slot.material = palettes.colour_material(PaletteEntry(row.name, row.title, new))
        row.made = slot.material.name
    return len(slots)
