"""Whether things stand where the boxes say: how much of the box they fill, whole or not, who covers whom."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np
from celtint import ObjectSet, StageBox, Staged, StagedObject, StageLayout
from celtint.types.arrays import U8, Bool

from celtint_train.evaluation.stage.layouts import Case
from celtint_train.evaluation.stage.pasting import drawn, place_of

TOUCHES, SAME_ASPECT, SAME_FORM = 0.02, 0.10, 0.85
"""Sides touch within this share of the box's side (2 px and half a line at least); aspects are the same within
this share; silhouettes from this share on."""
_Corners = tuple[int, int, int, int]
_SEEN_TOGETHER, _TELLS_APART, _SOLID, _DARK = 30, 60, 127, 60
_STAND = ("stands", "lies")


@dataclass
class Placing:
    """Figures of boxes: overlap of box and bounds for what may repeat or widen; whether the others touch two opposite
    sides, and keep their aspect; whether each thing is whole; whether each pair that overlaps is in the right order;
    how many boxes were asked for and filled."""

    iou: list[float] = field(default_factory=list)
    touches: list[bool] = field(default_factory=list)
    aspect: list[bool] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    order: list[bool] = field(default_factory=list)
    asked: int = 0
    filled: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, case: Case, staged: Staged, objects: ObjectSet) -> None:
        """Measure what was made of a layout; what is wrong is named in ``wrong``."""
        name, layout = case.name, case.layout
        self.asked += len(layout.boxes)
        self.filled += len({one.box for one in staged.objects})
        for one in staged.objects:
            self._place(name, layout, one, objects)
        for near, far, right in ordered(layout, staged, objects):
            self.order.append(right)
            if not right:
                self.wrong.append(f"{name}: box {near} ({layout.boxes[near].tag}) is not before {far}")

    def _place(self, name: str, layout: StageLayout, one: StagedObject, objects: ObjectSet) -> None:
        box, about = layout.boxes[one.box], objects.objects[place_of(objects, one.object)]
        far = (box.x + box.width - layout.width, box.y + box.height - layout.height, -box.x, -box.y)
        if max(far) > 0:
            return
        flexible = about.repeats or about.widens
        if flexible:
            self.iou.append(iou(box, one.bounds))
        else:
            line = layout.line_width
            self.touches.append(touching(box, one.bounds, line))
            wide, tall = (max(side - line, 1.0) for side in one.bounds[2:])
            self.aspect.append(abs(wide / tall / about.aspect - 1) <= SAME_ASPECT)
        self.whole.append(is_whole(one, objects, layout.line_width))
        marks = [("IoU", not flexible or self.iou[-1] >= 0.7), ("whole", self.whole[-1])]
        marks += [] if flexible else [("touches", self.touches[-1]), ("aspect", self.aspect[-1])]
        if failed := [mark for mark, good in marks if not good]:
            self.wrong.append(f"{name}: box {one.box} ({box.tag}, {one.object}) fails {', '.join(failed)}")


def iou(box: StageBox, bounds: tuple[int, int, int, int]) -> float:
    """The overlap of a box and of bounds (x, y, width, height), over what both cover: 0 to 1."""
    x, y, width, height = bounds
    wide = min(box.x + box.width, x + width) - max(box.x, x)
    tall = min(box.y + box.height, y + height) - max(box.y, y)
    shared = max(wide, 0.0) * max(tall, 0.0)
    return shared / (box.width * box.height + width * height - shared)


def touching(box: StageBox, bounds: tuple[int, int, int, int], line: float) -> bool:
    """Whether bounds (x, y, width, height) reach two opposite sides of a box, give or take the width of a line."""
    x, y, width, height = bounds
    near_x, near_y = (max(line / 2 + 2, TOUCHES * side) for side in (box.width, box.height))
    across = abs(x - box.x) <= near_x and abs(x + width - box.x - box.width) <= near_x
    upright = abs(y - box.y) <= near_y and abs(y + height - box.y - box.height) <= near_y
    return across or upright


def is_whole(one: StagedObject, objects: ObjectSet, line: float) -> bool:
    """Whether a placed thing has the silhouette of its object, nothing cut off; of a group, whether its area is that
    of at least one whole object as high as the group. line: the width of lines, which make a thing larger."""
    solid = one.layer[..., 3] > _SOLID
    if min(solid.shape) < 2 or not solid.any():
        return False
    place = place_of(objects, one.object)
    if one.copies > 1:
        height = solid.shape[0]
        single = _silhouette(objects, place, max(2, round(height * objects.objects[place].aspect)), height)
        return bool(solid.sum() >= 0.8 * single.sum())
    rim = math.ceil(line / 2)
    inner = (max(2, side - 2 * rim) for side in solid.shape[::-1])
    right = np.pad(_silhouette(objects, place, *inner), rim)[: solid.shape[0], : solid.shape[1]]
    return max(_same(solid, right, rim + 2), _same(solid, right[:, ::-1], rim + 2)) >= SAME_FORM


def _silhouette(objects: ObjectSet, place: int, width: int, height: int) -> Bool:
    return np.asarray(drawn(objects, place, width, height)[..., 3] > _SOLID)


def _same(one: Bool, right: Bool, near: int) -> float:
    """The lower of two shares: of the right silhouette, how much is there; of what is there, how much lies in it or so
    many pixels beside it."""
    grown = np.ones((2 * near + 1, 2 * near + 1), np.uint8)
    there = one & right
    beside = one & (cv2.dilate(right.astype(np.uint8), grown) > 0)
    return float(min(there.sum() / max(right.sum(), 1), beside.sum() / max(one.sum(), 1)))


def ordered(layout: StageLayout, staged: Staged, objects: ObjectSet) -> Iterator[tuple[int, int, bool]]:
    """Pairs of boxes whose things overlap, as (nearer, farther, whether the flats show it so).

    Nearer is what has the larger `order`, where both have one; where neither has and both stand on something, what has
    its foot further down.
    """
    for i, one in enumerate(staged.objects):
        for other in staged.objects[i + 1 :]:
            feet = all(objects.objects[place_of(objects, thing.object)].kind in _STAND for thing in (one, other))
            near_first = _nearer(layout.boxes[one.box], layout.boxes[other.box], feet)
            shared = _shared(layout, one, other)
            if near_first is None or shared is None:
                continue
            first, second = _cut(one, shared), _cut(other, shared)
            both = (first[..., 3] > _SOLID) & (second[..., 3] > _SOLID)
            for third in staged.objects:
                if third is not one and third is not other and both.any():
                    both &= _cut(third, shared)[..., 3] == 0
            x0, y0, x1, y1 = shared
            shown = _shows_first(staged.flats[y0:y1, x0:x1], first, second, both)
            if shown is not None:
                pair = (one.box, other.box) if near_first else (other.box, one.box)
                yield (*pair, shown == near_first)


def _shared(layout: StageLayout, one: StagedObject, other: StagedObject) -> _Corners | None:
    """Left, top, right, bottom of what the bounds of two things share on the canvas."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = one.bounds, other.bounds
    x0, y0 = max(ax, bx, 0), max(ay, by, 0)
    x1, y1 = min(ax + aw, bx + bw, layout.width), min(ay + ah, by + bh, layout.height)
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _nearer(one: StageBox, other: StageBox, feet: bool) -> bool | None:
    """Whether one stands before the other; None where nobody said and nothing tells."""
    if one.order is not None and other.order is not None:
        return None if one.order == other.order else one.order > other.order
    below = one.y + one.height - other.y - other.height
    said = one.order is not None or other.order is not None
    return None if said or not feet or abs(below) < 2 else below > 0


def _cut(one: StagedObject, corners: _Corners) -> U8:
    """What of a thing's layer lies between corners of the canvas; see-through where it isn't."""
    x0, y0, x1, y1 = corners
    x, y, width, height = one.bounds
    made = np.zeros((y1 - y0, x1 - x0, 4), np.uint8)
    left, top, right, bottom = max(x0, x), max(y0, y), min(x1, x + width), min(y1, y + height)
    if right > left and bottom > top:
        part = one.layer[top - y : bottom - y, left - x : right - x]
        made[top - y0 : bottom - y0, left - x0 : right - x0] = part
    return made


def _shows_first(flats: U8, first: U8, second: U8, both: Bool) -> bool | None:
    """Which of two things flats show where both lie, off their lines, and their colours differ; None where that is
    nowhere."""
    ys, xs = np.nonzero(both)
    a, b, shown = (p[ys, xs, :3].astype(np.int32) for p in (first, second, flats))
    tells = (np.abs(a - b).sum(axis=1) > _TELLS_APART) & (np.minimum(a.max(axis=1), b.max(axis=1)) > _DARK)
    if tells.sum() < _SEEN_TOGETHER:
        return None
    like = np.abs(shown - a).sum(axis=1)[tells] < np.abs(shown - b).sum(axis=1)[tells]
    return bool(like.mean() > 0.5)
