"""The engine that assembles a picture from objects of a set."""

from dataclasses import dataclass

import numpy as np

from celtint.stage.backgrounds import lay, light_of
from celtint.stage.drawing import Sheet, blank, draw
from celtint.stage.harmony import colours_of
from celtint.stage.hinting import least_room
from celtint.stage.layout import StageLayout
from celtint.stage.lining import Lined, lined
from celtint.stage.objects import ObjectSet
from celtint.stage.placing import Group


@dataclass(frozen=True)
class Assembled:
    """sheet: what was painted. lines: its line art and regions."""

    sheet: Sheet
    lines: Lined


def assemble(layout: StageLayout, groups: tuple[Group, ...], objects: ObjectSet) -> Assembled:
    """Paint the background and all groups, the farthest first, and draw the lines between."""
    sheet = blank(layout)
    lay(sheet, layout, groups)
    for number, group in enumerate(groups):
        paint(sheet, layout, group, number, objects)
    return Assembled(sheet, lined(sheet, least_room(layout.side)))


def paint(sheet: Sheet, layout: StageLayout, group: Group, number: int, objects: ObjectSet) -> None:
    """Paint a group, which is the so many-th from behind, in its colours."""
    for copy, place in enumerate(group.places):
        index, apart = (group.index, 0) if place.index is None else (place.index, copy)
        parts = objects.parts_of(index)
        # The first seed leaves colours as they are, but two people don't wear the same.
        free = layout.seed or (group.object.group == "person" and (number or apart))
        luck = np.random.default_rng([layout.seed, 5, group.box, apart]) if free else None
        own = colours_of(parts, group.object.group, group.asked.colour, light_of(layout), luck)
        draw(sheet, parts, own, place, number, copy, least_room(layout.side))
