"""The engine that assembles a picture from objects of a set."""

from dataclasses import dataclass

import numpy as np

from celtint.stage.backgrounds import lay, light_of
from celtint.stage.drawing import Sheet, blank, draw
from celtint.stage.harmony import colours_of
from celtint.stage.hinting import dot_radius
from celtint.stage.layout import StageLayout
from celtint.stage.lining import Lined, lined
from celtint.stage.objects import ObjectSet
from celtint.stage.placing import Group
from celtint.types.picture import RGB


@dataclass(frozen=True)
class Assembled:
    """sheet: what was painted. lines: its line art and regions. colours: of each group's parts."""

    sheet: Sheet
    lines: Lined
    colours: tuple[tuple[RGB, ...], ...]


def assemble(layout: StageLayout, groups: tuple[Group, ...], objects: ObjectSet) -> Assembled:
    """Paint the background and all groups, the farthest first, and draw the lines between."""
    sheet = blank(layout)
    lay(sheet, layout, groups)
    colours, light = [], light_of(layout)
    for number, group in enumerate(groups):
        parts = objects.parts_of(group.index)
        luck = np.random.default_rng([layout.seed, 5, group.box]) if layout.seed else None
        own = colours_of(parts, group.object.group, group.asked.colour, light, luck)
        colours.append(own)
        for copy, place in enumerate(group.places):
            draw(sheet, parts, own, place, number, copy)
    return Assembled(sheet, lined(sheet, dot_radius(layout.side)), tuple(colours))
