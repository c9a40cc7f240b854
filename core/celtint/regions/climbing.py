"""Which peak of a landscape each pixel climbs to: the catchments of the watershed transform (Meyer 1994).

Steepest ascent, by whole-array operations. Wide ground is climbed in blocks: there the landscape is smooth, and a block
stands for its highest pixel. Where two catchments meet, and beside lines, the blocks are taken apart again and climb
by themselves, so borders are those of single pixels, while far fewer than all the pixels have to climb.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np

from celtint.regions import tuning
from celtint.regions.adjacency import AROUND, borders
from celtint.types.arrays import F32, I32, Index, Labels

_LEVELS = 4
_MARGIN = 1 << _LEVELS
"""Around the landscape, so that every block has neighbours and every level has whole blocks."""
_PART = 1024
"""Heights are whole numbers of this part of a pixel, so that no two blocks can each be higher than the other."""
_WAYS = 16
"""They are multiplied by this: below it there is room for a number of the way."""
_UNIT = _PART * _WAYS
"""A pixel, as a height."""
_ROWS = 1 << 20
"""So many are looked through at a time."""
_AT_ONCE = 1 << 14
"""So many blocks at a time stay in the processor's cache."""


@dataclass(frozen=True)
class Catchments:
    """labels: (h, w) int32 from 1, 0 where there is no ground. summit: (n + 1,) int32 flat index of the highest pixel
    of each, the first unused."""

    labels: Labels
    summit: I32


@dataclass
class _Peaks:
    """Peaks in the order in which they are found: the flat index of the block of each, level by level, from the finest
    so far."""

    place: Index = field(default_factory=lambda: np.zeros(1, np.intp))

    def add(self, place: Index) -> I32:
        """Their labels."""
        first = len(self.place)
        self.place = np.concatenate([self.place, place])
        return np.arange(first, len(self.place), dtype=np.int32)


def catchments(height: F32) -> Catchments:
    """The catchments of `height` ((h, w) float32, ground where it is above 0; it changes by at most 1 a pixel)."""
    h, w = height.shape
    levels = [_framed(height)]
    while len(levels) <= _LEVELS:
        levels.append(_halved(levels[-1]))
    peaks = _Peaks()
    labels: Labels = np.zeros(levels[-1].shape, np.int32)
    for level in reversed(range(len(levels))):
        if level < _LEVELS:
            labels = _taken_apart(labels, peaks)
            peaks.place = _highest_child(peaks.place, levels[level])
        _climb(levels.pop(), level, labels, peaks)
    y, x = np.divmod(peaks.place, labels.shape[1])
    summit = ((y - _MARGIN) * w + (x - _MARGIN)).astype(np.int32)
    summit[0] = 0
    return Catchments(np.ascontiguousarray(labels[_MARGIN : _MARGIN + h, _MARGIN : _MARGIN + w]), summit)


def _framed(height: F32) -> I32:
    """In whole numbers, with a margin of no ground, as many rows and columns as the coarsest blocks divide."""
    h, w = height.shape
    rows, columns = (-(-n // _MARGIN) * _MARGIN + 2 * _MARGIN for n in (h, w))
    framed = np.zeros((rows, columns), np.int32)
    inside = framed[_MARGIN : _MARGIN + h, _MARGIN : _MARGIN + w]
    np.multiply(height, np.float32(_PART), out=inside, casting="unsafe")
    inside *= _WAYS
    return framed


def _halved(height: I32) -> I32:
    """The highest of each 2 × 2."""
    rows = np.maximum(height[::2], height[1::2])
    return np.maximum(rows[:, ::2], rows[:, 1::2])


def _taken_apart(labels: Labels, peaks: _Peaks) -> I32:
    """Labels of one level on the next finer one; 0 along the borders, which are looked for anew there."""
    met = borders(labels)
    flat = labels.ravel()
    flat[met.place] = flat[met.place + met.further] = 0
    flat[peaks.place[1:]] = np.arange(1, len(peaks.place), dtype=np.int32)
    fine = cv2.resize(labels.view(np.float32), None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    return np.asarray(fine).view(np.int32)


def _highest_child(place: Index, finer: I32) -> Index:
    """Of each block's four blocks on the next finer level the highest."""
    width = finer.shape[1]
    y, x = np.divmod(place, width // 2)
    four = (2 * y * width + 2 * x)[:, None] + np.array([0, 1, width, width + 1])
    return np.asarray(four[np.arange(len(place)), np.argmax(finer.ravel()[four], axis=1)])


def _climb(height: I32, level: int, labels: Labels, peaks: _Peaks) -> None:
    """Give the blocks of a level that are wide enough for it, and have no label yet, the label they climb to."""
    side = 1 << level
    # The height of a block is that of its highest pixel: the lowest is a diagonal further down at most.
    least = int((tuning.FRAGMENTS.blocks * side + 2**0.5 * (side - 1)) * _PART) * _WAYS if level else 0
    # A block that is on its way to another one holds that one's number below 0.
    flat = labels.ravel()
    for at in _some(height, labels, least):
        goal = _steepest(height, at, least, side)
        peak = at[goal == at]
        flat[at] = -1 - goal
        flat[peak] = peaks.add(peak)
    while True:
        left = 0
        for top in range(0, flat.size, _ROWS):
            part = flat[top : top + _ROWS]
            at = np.flatnonzero(part < 0)
            onward = flat[-1 - part[at]]
            part[at] = onward
            left += int(np.count_nonzero(onward < 0))
        if not left:
            return


def _some(height: I32, labels: Labels, least: int) -> Iterator[Index]:
    """Flat indices of what is higher than `least` and has no label, `_AT_ONCE` of them at a time."""
    high, flat = height.ravel(), labels.ravel()
    for top in range(0, flat.size, _ROWS):
        part = slice(top, top + _ROWS)
        at = np.flatnonzero((high[part] > least) & (flat[part] == 0)) + top
        for k in range(0, len(at), _AT_ONCE):
            yield at[k : k + _AT_ONCE]


def _steepest(height: I32, at: Index, least: int, side: int) -> Index:
    """The highest of the eight neighbours above `least` of each place, itself where none is higher."""
    width, flat = height.shape[1], height.ravel()
    own = flat[at]
    # The last of the ways is to stay: it wins where another place is just as high.
    best = own + np.int32(_WAYS - 1)
    away = np.zeros(_WAYS, np.intp)
    first = at - (width + 1)
    # A pixel that touches a line must not step diagonally: that could cross a thin diagonal line.
    room = (own > _UNIT).astype(np.int32)
    for way, (dy, dx) in enumerate(AROUND):
        away[way] = dy * width + dx
        other = flat[width + 1 + away[way] :][first]
        if least:
            other *= other > least
        if dy and dx and side == 1:
            other *= room
        other += round(side * _PART * (dx * tuning.FRAGMENTS.tilt_x + dy * tuning.FRAGMENTS.tilt_y)) * _WAYS + way
        np.maximum(best, other, out=best)
    return np.asarray(at + away[best & (_WAYS - 1)])
