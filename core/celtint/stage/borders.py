"""Distances on a sheet: from borders between labels, and to the nearest of what is known."""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.types.arrays import F32, I32, U8


def away_from_borders(labels: I32, strokes: U8 | None = None) -> F32:
    """(h, w) how far each step is from a border between labels, and from where `strokes` is not 0."""
    free = np.full(labels.shape, 255, np.uint8) if strokes is None else np.asarray(cv2.bitwise_not(strokes), np.uint8)
    beside, below = free[:, :-1], free[:-1]  # OpenCV compares a good deal faster
    if beside.size:
        beside &= np.asarray(cv2.compare(labels[:, 1:], labels[:, :-1], cv2.CMP_EQ), np.uint8).reshape(beside.shape)
    if below.size:
        below &= np.asarray(cv2.compare(labels[1:], labels[:-1], cv2.CMP_EQ), np.uint8).reshape(below.shape)
    return np.asarray(cv2.distanceTransform(free, cv2.DIST_L2, 5), np.float32)


@dataclass(frozen=True)
class Nearest:
    """kinds: (h, w) the kind of the nearest known step. away: (h, w) how far that is, in steps."""

    kinds: I32
    away: F32


def nearest_to(kinds: I32, apart: bool = False) -> Nearest:
    """The nearest known kind to each step.

    kinds: (h, w), 0 where it isn't known. apart: whether pieces of different kinds never touch, which is faster.
    """
    free = kinds > 0
    if not free.any():
        return Nearest(kinds.copy(), np.zeros(kinds.shape, np.float32))
    away, nearest = cv2.distanceTransformWithLabels(
        np.asarray(~free, np.uint8),
        cv2.DIST_L2,
        5,
        labelType=cv2.DIST_LABEL_CCOMP if apart else cv2.DIST_LABEL_PIXEL,
    )
    table = np.zeros(int(nearest.max()) + 1, np.int32)
    if apart:  # one step of each piece is enough, and most have one on every second row and column
        some = free[::2, ::2]
        table[nearest[::2, ::2][some]] = kinds[::2, ::2][some]
    if not apart or (table[1:] == 0).any():
        table[nearest[free]] = kinds[free]
    return Nearest(np.take(table, np.asarray(nearest, np.int32)), np.asarray(away, np.float32))
