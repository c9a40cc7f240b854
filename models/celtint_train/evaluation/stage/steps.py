"""A thing step by step, from the object as it is packed to its layer: where recognition is won and lost."""

import numpy as np
from celtint import ObjectSet, StageLayout
from celtint.stage.assembled import paint
from celtint.stage.drawing import Sheet, blank_part, draw
from celtint.stage.hinting import least_room
from celtint.stage.lining import drawn_plainly
from celtint.stage.placing import Group
from celtint.stage.staging import inked
from celtint.types.arrays import U8


def in_lines(layout: StageLayout, group: Group, bounds: tuple[int, int, int, int], objects: ObjectSet) -> U8:
    """(h, w, 4) uint8 RGBA of a group in its objects' own colours, with lines, before small parts are joined.

    bounds: x, y, width, height in pixels of the canvas, as `StagedObject` has them.
    """
    sheet = blank_part(layout, *bounds)
    for copy, place in enumerate(group.places):
        parts = objects.parts_of(group.index if place.index is None else place.index)
        draw(sheet, parts, tuple(part.colour for part in parts), place, 0, copy, least_room(layout.side))
    return _drawn(sheet)


def in_colour(
    layout: StageLayout, group: Group, number: int, bounds: tuple[int, int, int, int], objects: ObjectSet
) -> U8:
    """The same in the picture's colours; ``number`` is the group's place from behind."""
    sheet = blank_part(layout, *bounds)
    paint(sheet, layout, group, number, objects)
    return _drawn(sheet)


def _drawn(sheet: Sheet) -> U8:
    made = drawn_plainly(sheet)
    table = np.array([(*shade.colour, 255) for shade in sheet.shades], np.uint8)
    table[0] = 0
    return inked(table[made.labels], made.ink)
