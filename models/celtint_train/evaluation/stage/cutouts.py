"""What stands in each box of the pictures, cut out: as it is seen, alone, and as naive paste has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from celtint import BadRequest, ObjectSet, Staged, StagedObject, WordTable, stage
from celtint.types.arrays import F32, U8

from celtint_train.evaluation.sheets import over_white
from celtint_train.evaluation.stage.altered import plain
from celtint_train.evaluation.stage.features import features, squared
from celtint_train.evaluation.stage.layouts import Case
from celtint_train.evaluation.stage.pasting import pasted

WAYS = ("seen", "whole", "paste")
"""A box cut out of the picture; the object alone on white; the box cut out of naive paste's picture."""
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

    def __init__(self) -> None:
        self.boxes: list[tuple[int, int]] = []
        self.kinds: list[int] = []
        self.found: list[StagedObject | None] = []
        self.pictures: dict[str, list[U8]] = {way: [] for way in WAYS}
        self.cases = 0

    def add(self, case: Case, made: Staged, objects: ObjectSet) -> None:
        """Cut out the boxes of a layout that was staged."""
        seen, paste = over_white(made.picture), pasted(case.layout, made, objects)
        placed = {one.box: one for one in made.objects}
        for place, kind in enumerate(case.kinds):
            one = placed.get(place)
            self.boxes.append((self.cases, place))
            self.kinds.append(kind)
            self.found.append(_small(one))
            self.pictures["seen"].append(_box_of(seen, case, place))
            self.pictures["paste"].append(_box_of(paste, case, place))
            alone = np.zeros((8, 8, 4), np.uint8) if one is None or 0 in one.layer.shape else one.layer
            self.pictures["whole"].append(plain(alone))
        self.cases += 1

    def cut(self) -> Cutouts:
        """All of them, with their features."""
        seen = {way: features(self.pictures[way]) for way in WAYS}
        return Cutouts(tuple(self.boxes), tuple(self.kinds), tuple(self.found), seen)


def _small(one: StagedObject | None) -> StagedObject | None:
    """An object without its pixels, of which a hundred layouts would hold gigabytes."""
    return None if one is None else replace(one, layer=np.zeros((1, 1, 4), np.uint8))


def _box_of(picture: U8, case: Case, place: int) -> U8:
    """A box with a little air, cut out of a picture and squared for the classifier."""
    box = case.layout.boxes[place]
    air = _AIR * max(box.width, box.height)
    x0, x1 = (int(np.clip(v, 0, picture.shape[1])) for v in (box.x - air, box.x + box.width + air))
    y0, y1 = (int(np.clip(v, 0, picture.shape[0])) for v in (box.y - air, box.y + box.height + air))
    if min(x1 - x0, y1 - y0) < _LEAST:
        return squared(np.full((_LEAST, _LEAST, 3), 255, np.uint8))
    return squared(np.ascontiguousarray(picture[y0:y1, x0:x1]))
