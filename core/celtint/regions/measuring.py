"""Label maps as runs: how large each label is and where, in few steps for large maps, since labels change seldom."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from celtint.types.arrays import I32, I64, Bool, Index, Ints

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
