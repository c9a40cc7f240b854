"""Brushes whose colour varies: grain, bristles, paint that runs out. Each stroke of one is one colour, its mean.

Two flat paints that touch stay two, however near their colours are, and a soft blend between two paints stays what it
is: there colours change in one direction, where grain goes up and down, and more than one brush varies.
"""

import cv2
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from celtint.hints import tuning
from celtint.types.arrays import F32, I32, I64, U8, Bool, Index

_WINDOW = (7, 7)
_APART = 9
"""Paint that isn't joined when it is widened by so much of a brush doesn't see each other through two windows."""
_PACKED = np.array([1 << 16, 1 << 8, 1])


def settled(rgb: U8, within: Bool) -> U8:
    """Paint with every stroke of a varying brush in its mean colour, all other paint as it is.

    rgb: (h, w, 3), 0 to 255. within: (h, w), where paint lies that is to be looked at.
    """
    settled = rgb.copy()
    near = cv2.dilate(within.astype(np.uint8), np.ones((_APART, _APART), np.uint8))
    groups, group, boxes, _ = cv2.connectedComponentsWithStats(near, connectivity=8, ltype=cv2.CV_32S)
    for number in range(1, groups):
        x, y, width, height = boxes[number][:4].tolist()
        at = np.s_[y : y + height, x : x + width]
        _settle(settled[at], np.ascontiguousarray(rgb[at]), within[at] & (group[at] == number))
    return settled


def _settle(settled: U8, rgb: U8, within: Bool) -> None:
    """The same for paint that lies together, into `settled`, which is its colours."""
    rough = within & _is_rough(rgb, within)
    if rough.any():
        _take_means(settled, rgb, _strokes(_local_mean(rgb, rough), rough, tuning.GRAIN.step), None)
    calm = within & ~rough
    if calm.any():
        _take_means(settled, rgb, _strokes(rgb.astype(np.float32), calm, tuning.DABS.alike), tuning.GRAIN.varies)


def _is_rough(rgb: U8, within: Bool) -> Bool:
    """(h, w) where most paint around is lighter or darker than what is on both sides of it: grain, and no blend."""
    turns = np.zeros(within.shape, np.float32)
    levels = np.where(within[..., None], rgb, 0).astype(np.int16)
    for axis in (0, 1):
        before, after = np.roll(levels, 1, axis), np.roll(levels, -1, axis)
        inner = within & np.roll(within, 1, axis) & np.roll(within, -1, axis)
        up, down = levels - before, levels - after
        turning = (np.minimum(up, down) > 0) | (np.maximum(up, down) < 0)
        turns[inner & turning.any(axis=2)] = 1
    paint = cv2.boxFilter(within.astype(np.float32), -1, _WINDOW, normalize=False, borderType=cv2.BORDER_CONSTANT)
    turning_near = cv2.boxFilter(turns, -1, _WINDOW, normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(turning_near > tuning.GRAIN.rough * paint)


def _local_mean(rgb: U8, within: Bool) -> F32:
    """(h, w, 3) mean of the paint within a few pixels."""
    paint = within.astype(np.float32)
    sums = cv2.boxFilter(rgb * paint[..., None], -1, _WINDOW, normalize=False, borderType=cv2.BORDER_CONSTANT)
    count = cv2.boxFilter(paint, -1, _WINDOW, normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(sums / np.maximum(count, 1)[..., None], np.float32)


def _strokes(levels: F32, within: Bool, step: float) -> I32:
    """(h, w) number of each pixel's stroke, from 1, 0 for none: what hangs together in steps of at most so much."""
    height, width = within.shape
    number = np.cumsum(within.ravel()).reshape(height, width) - 1
    ends: list[tuple[Index, Index]] = []
    for here, there in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[:-1, :-1], np.s_[1:, 1:]),
        (np.s_[:-1, 1:], np.s_[1:, :-1]),
    ):
        joined = within[here] & within[there] & (np.abs(levels[here] - levels[there]).max(axis=2) <= step)
        ends.append((number[here][joined], number[there][joined]))
    one, two = (np.concatenate(side) for side in zip(*ends, strict=True))
    count = int(within.sum())
    graph = coo_array((np.ones(len(one), np.int8), (one, two)), shape=(count, count))
    stroke = np.zeros(within.shape, np.int32)
    stroke[within] = connected_components(graph, directed=False)[1] + 1
    return stroke


def _take_means(settled: U8, rgb: U8, stroke: I32, most: int | None) -> None:
    """Paint strokes in their means, in place; with `most`, only those whose levels lie no farther apart and that are
    not mostly of one colour or two: flat paint keeps its own."""
    inside = stroke > 0
    of = stroke[inside] - 1
    colours = rgb[inside].astype(np.float64)
    size = np.maximum(np.bincount(of), 1)
    mean = np.stack([np.bincount(of, weights=colours[:, k]) / size for k in range(3)], axis=1)
    takes = np.ones(len(size), bool)
    if most is not None:
        least, greatest = np.full((len(size), 3), 255.0), np.zeros((len(size), 3))
        np.minimum.at(least, of, colours)
        np.maximum.at(greatest, of, colours)
        takes = ((greatest - least).max(axis=1) <= most) & (_two_commonest(of, rgb[inside]) < tuning.GRAIN.flat * size)
    found = settled[inside]
    found[takes[of]] = np.rint(mean).astype(np.uint8)[of][takes[of]]
    settled[inside] = found


def _two_commonest(of: I32, rgb: U8) -> I64:
    """How many pixels of each stroke have one of its two commonest colours."""
    key, count = np.unique((of.astype(np.int64) << 24) | rgb.astype(np.int64) @ _PACKED, return_counts=True)
    order = np.lexsort((-count, key >> 24))
    first = np.searchsorted(key >> 24, np.arange(int(of.max()) + 1))
    padded = np.append(count[order], 0)
    several = np.diff(np.append(first, len(key))) > 1
    return np.asarray(padded[first] + np.where(several, padded[first + 1], 0))
