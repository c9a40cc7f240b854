"""The plainest rival: each object's picture as it comes, stretched into its box, on white, one over the other."""

from collections.abc import Sequence

import cv2
import numpy as np
from celtint import ObjectSet, Staged, StageLayout
from celtint.types.arrays import F32, U8

from celtint_train.evaluation.stage.altered import over

_FINE = 2
"""Pictures are drawn this many times as large and made small again."""
_STROKE = 0.012
"""The width of strokes that an object itself has, in shares of its longer side."""


def drawn(objects: ObjectSet, index: int, width: int, height: int) -> U8:
    """An object's parts in their own colours, without lines of ours, stretched to a size: (height, width, 4) uint8."""
    size = np.array([width * _FINE, height * _FINE], np.float32)
    page = np.zeros((height * _FINE, width * _FINE, 4), np.uint8)
    for part in objects.parts_of(index):
        rings = [np.round(ring * size * 16).astype(np.int32) for ring in part.rings]
        colour = (*part.colour, 255)
        if part.kind:
            cv2.polylines(page, rings, False, colour, max(1, round(_STROKE * float(size.max()))), cv2.LINE_8, 4)
        else:
            cv2.fillPoly(page, rings, colour, cv2.LINE_8, 4)
    solid = page.astype(np.float32)
    solid[..., :3] *= solid[..., 3:] / 255
    small: F32 = np.asarray(cv2.resize(solid, (width, height), interpolation=cv2.INTER_AREA), np.float32)
    small[..., :3] /= np.maximum(small[..., 3:] / 255, 1e-6)
    return np.asarray(np.clip(np.round(small), 0, 255), np.uint8)


def pasted(layout: StageLayout, staged: Staged, objects: ObjectSet, page: U8 | None = None) -> U8:
    """(H, W, 3) uint8: the objects that an engine chose, each stretched into its whole box, on white or on ``page``."""
    page = np.full((layout.height, layout.width, 3), 255, np.uint8) if page is None else page
    for which in sorted(staged.objects, key=lambda one: one.order):
        box = layout.boxes[which.box]
        size = (max(1, round(box.width)), max(1, round(box.height)))
        page = over(page, drawn(objects, place_of(objects, which.object), *size), round(box.y), round(box.x))
    return page


def place_of(objects: ObjectSet, name: str) -> int:
    """The place of an object in its set, by its id."""
    return _places(objects.objects)[name]


def _places(objects: Sequence[object]) -> dict[str, int]:
    return {one.id: place for place, one in enumerate(objects)}  # type: ignore[attr-defined]
