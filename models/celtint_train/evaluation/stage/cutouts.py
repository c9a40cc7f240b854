"""What stands in each box of the pictures, cut out: as seen, alone and step by step, and as naive paste has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from celtint import BadRequest, ObjectSet, Staged, StagedObject, StageLayout, WordTable, stage
from celtint.stage.placing import Group, set_out
from celtint.types.arrays import F32, U8

from celtint_train.evaluation.sheets import over_white
from celtint_train.evaluation.stage.altered import over, plain
from celtint_train.evaluation.stage.features import features, squared
from celtint_train.evaluation.stage.layouts import Case
from celtint_train.evaluation.stage.pasting import drawn, pasted, place_of
from celtint_train.evaluation.stage.steps import in_colour, in_lines

STEPS = ("object", "lines", "colours", "whole", "ground", "placed", "seen")
"""The object as it is packed, on white; with lines; in the picture's colours; its layer, small parts joined; that
before the background, cut out by its bounds; cut out of the picture by its bounds; and by its box."""
WAYS = (*STEPS, "paste", "pasted there")
"""And a box cut out of naive paste's picture, on white and on the same background."""
_SIDE = 160
_AIR = 0.04
_LEAST = 4


@dataclass(frozen=True)
class Cutouts:
    """Of boxes: their places as (case, box) numbers, classes, what was placed (None: nothing), and features of each of
    `WAYS`, (n, 1280), zero where nothing was placed."""

    boxes: tuple[tuple[int, int], ...]
    kinds: tuple[int, ...]
    objects: tuple[StagedObject | None, ...]
    seen: dict[str, F32]

    @property
    def filled(self) -> tuple[bool, ...]:
        return tuple(one is not None for one in self.objects)


def source_of(one: StagedObject) -> str:
    """The set that an object is from, as `art.SOURCES` calls it: what stands before the colon of its id."""
    return one.object.partition(":")[0]


def staged(cases: Sequence[Case], objects: ObjectSet, words: WordTable) -> Iterator[tuple[Case, Staged]]:
    """Each layout with what the engine makes of it.

    Where it refuses, since nothing named is known and there is no background, a meadow without things stands for it.
    """
    for case in cases:
        try:
            made = stage(case.layout, objects, words)
        except BadRequest:
            made = stage(replace(case.layout, background="meadow"), objects, words)
        yield case, made


class Cutter:
    """Cuts out what stands in the boxes of one layout after another."""

    def __init__(self, words: WordTable) -> None:
        self.words = words
        self.boxes: list[tuple[int, int]] = []
        self.kinds: list[int] = []
        self.found: list[StagedObject | None] = []
        self.pictures: dict[str, list[U8]] = {way: [] for way in WAYS}
        self.cases = 0

    def add(self, case: Case, made: Staged, objects: ObjectSet) -> None:
        """Cut out the boxes of a layout that was staged."""
        layout = case.layout
        seen, empty = over_white(made.picture), over_white(made.background)
        paste, there = pasted(layout, made, objects), pasted(layout, made, objects, empty)
        groups = {
            group.box: (number, group) for number, group in enumerate(set_out(layout, objects, self.words).groups)
        }
        placed = {one.box: one for one in made.objects}
        for place, kind in enumerate(case.kinds):
            one = placed.get(place)
            self.boxes.append((self.cases, place))
            self.kinds.append(kind)
            self.found.append(_small(one))
            box = layout.boxes[place]
            bounds = (box.x, box.y, box.width, box.height)
            made_of = _nothing()
            if one is not None and 0 not in one.layer.shape:
                made_of = _steps(layout, *groups[place], one, objects)
                made_of["ground"] = cut_out(over(empty, one.layer, one.bounds[1], one.bounds[0]), one.bounds)
                made_of["placed"] = cut_out(seen, one.bounds)
            made_of |= {
                "seen": cut_out(seen, bounds),
                "paste": cut_out(paste, bounds),
                "pasted there": cut_out(there, bounds),
            }
            for way in WAYS:
                self.pictures[way].append(made_of[way])
        self.cases += 1

    def cut(self) -> Cutouts:
        """All of them, with their features."""
        seen = {way: features(self.pictures[way]) for way in WAYS}
        return Cutouts(tuple(self.boxes), tuple(self.kinds), tuple(self.found), seen)


def _small(one: StagedObject | None) -> StagedObject | None:
    """An object without its pixels, of which a hundred layouts would hold gigabytes."""
    return None if one is None else replace(one, layer=np.zeros((1, 1, 4), np.uint8))


def _nothing() -> dict[str, U8]:
    """Of a box that nothing stands in."""
    return dict.fromkeys(STEPS, plain(np.zeros((8, 8, 4), np.uint8)))


def _steps(layout: StageLayout, number: int, group: Group, one: StagedObject, objects: ObjectSet) -> dict[str, U8]:
    """What stands in a box alone on white, from the object as it is packed to its layer."""
    index = place_of(objects, one.object)
    scale = _SIDE / max(1.0, objects.objects[index].aspect)
    size = (max(8, round(scale * objects.objects[index].aspect)), max(8, round(scale)))
    return {
        "object": plain(drawn(objects, index, *size)),
        "lines": plain(in_lines(layout, group, one.bounds, objects)),
        "colours": plain(in_colour(layout, group, number, one.bounds, objects)),
        "whole": plain(one.layer),
    }


def cut_out(picture: U8, bounds: Sequence[float]) -> U8:
    """A part of a picture, x, y, width and height, with a little air, squared for the classifier."""
    x, y, width, height = bounds
    air = _AIR * max(width, height)
    x0, x1 = (int(np.clip(v, 0, picture.shape[1])) for v in (x - air, x + width + air))
    y0, y1 = (int(np.clip(v, 0, picture.shape[0])) for v in (y - air, y + height + air))
    if min(x1 - x0, y1 - y0) < _LEAST:
        return squared(np.full((_LEAST, _LEAST, 3), 255, np.uint8))
    return squared(np.ascontiguousarray(picture[y0:y1, x0:x1]))
