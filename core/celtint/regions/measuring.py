"""Label maps as runs: how large each label is and where, in few steps for large maps, since labels change seldom."""

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from celtint.regions import tuning
from celtint.types.arrays import I32, I64, Bool, Index, Ints, Labels

_Any = TypeVar("_Any", bound=np.generic)


@dataclass(frozen=True)
class Runs:
    """Stretches of one label in a row, in reading order.

    start: (k,) flat index of the first pixel; length: (k,) pixels; label: (k,). shape: (h, w) of the map.
    """

    start: Index
    length: Index
    label: Ints
    shape: tuple[int, ...]

    def areas(self, count: int) -> I64:
        """(count + 1,) pixels of each label, 0 to `count`."""
        return np.bincount(self.label, weights=self.length, minlength=count + 1).astype(np.int64)

    def at(self, y: Index, x: Index) -> I32:
        """(n,) the labels at some places."""
        return np.asarray(self.label[np.searchsorted(self.start, y * self.shape[1] + x, side="right") - 1], np.int32)

    def looked_up(self, table: npt.NDArray[_Any]) -> npt.NDArray[_Any]:
        """(h, w) what `table` ((n,)) has for the label of each pixel."""
        return np.repeat(table[self.label], self.length).reshape(self.shape)

    def places(self, chosen: Bool) -> Index:
        """Flat indices, ascending, of the pixels whose label `chosen` ((n,)) names."""
        which = chosen[self.label]
        length = self.length[which]
        before = np.cumsum(length) - length
        return np.repeat(self.start[which] - before, length) + np.arange(length.sum())

    def measured(self, count: int) -> tuple[I64, I32]:
        """Area (count + 1,) and box (count + 1, 4: x, y, width, height) of each label, 0 to `count`.

        A label that is nowhere, and 0, have the box 0, 0, 0, 0.
        """
        area = self.areas(count)
        y, x = np.divmod(self.start, self.shape[1])
        first = np.full((count + 1, 2), max(self.shape), np.int32)
        last = np.zeros((count + 1, 2), np.int32)
        for axis, (low, high) in enumerate(((x, x + self.length), (y, y + 1))):
            np.minimum.at(first[:, axis], self.label, low.astype(np.int32))
            np.maximum.at(last[:, axis], self.label, high.astype(np.int32))
        box = np.concatenate([first, last - first], axis=1)
        box[area == 0] = box[0] = 0
        return area, box


def runs(labels: Ints) -> Runs:
    """The runs of a label map ((h, w), neither side 0); 0 is a label like any other."""
    flat = labels.ravel()
    begins = np.empty(flat.shape, bool)
    np.not_equal(flat[1:], flat[:-1], out=begins[1:])
    begins[:: labels.shape[1]] = True
    start = np.flatnonzero(begins)
    return Runs(start, np.diff(start, append=flat.size), flat[start], labels.shape)


def well_inside(labels: Labels, region: int, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """x and y of a pixel of a region as far from its border as any, or nearly so in a large one.

    labels: (H, W). box: the region's x, y, width and height.
    """
    x, y, width, height = box
    step = max(1, max(width, height) // tuning.SEGMENT.grid)
    own = labels[y : y + height, x : x + width] == region
    coarse = own[::step, ::step]
    if not coarse.any():
        step, coarse = 1, own
    depth = cv2.distanceTransform(np.pad(coarse, 1).view(np.uint8), cv2.DIST_L2, 3)[1:-1, 1:-1]
    row, column = np.unravel_index(int(np.argmax(depth)), depth.shape)
    return x + int(column) * step, y + int(row) * step
