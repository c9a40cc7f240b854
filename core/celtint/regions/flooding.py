"""Labels that spread over open ground, pixel by pixel and never across a line.

The nearest label as the crow flies may lie behind a line; the nearest on foot (a geodesic distance) does not. Steps
alternate between four neighbours and eight, whose discs are octagons, and a step aslant needs both corners free.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.regions.adjacency import AROUND, SIDES
from celtint.types.arrays import F32, I32, Bool, Index, Labels

_AT_ONCE = 1 << 20
"""Pixels in which what is nearest is looked for at a time."""
_AROUND = 32
"""Rows beyond them that are looked at first: most lines are no wider."""


def nearest_label(labels: Labels) -> I32:
    """Give every 0 in `labels` ((h, w) int32) the nearest non-zero label, whatever lies between."""
    found = labels.copy()
    _give_nearest(found)
    return found


@dataclass(frozen=True)
class _Near:
    """What is nearest to some places: their flat indices, how far it is in pixels, and its label; (n,) each."""

    place: Index
    far: F32
    label: I32


def _give_nearest(labels: Labels) -> None:
    """The same in place."""
    for found in _nearest(labels):
        labels.ravel()[found.place] = found.label


def _nearest(labels: Labels, wanted: Index | None = None) -> Iterator[_Near]:
    """Of the 0s, or of those at flat indices `wanted`, ascending, how far the nearest label is and which.

    Some rows at a time, each with so many more around it that nothing nearer can lie beyond: whole planes of distances
    take much memory. The 0s may have been given labels in between.
    """
    h, w = labels.shape
    known = labels != 0
    if not known.any():
        return
    rows, around = max(1, _AT_ONCE // w), _AROUND
    for top in range(0, h, rows):
        if wanted is None:
            place = np.flatnonzero(~known[top : top + rows]) + top * w
        else:
            place = wanted[slice(*np.searchsorted(wanted, (top * w, (top + rows) * w)))]
        while len(place):
            low, high = max(0, top - around), min(h, top + rows + around)
            there = known[low:high]
            if there.any():
                distance, index = cv2.distanceTransformWithLabels(
                    (~there).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
                )
                far = np.asarray(distance, np.float32).ravel()[place - low * w]
                if high - low == h or far.max() < around - 2:
                    # OpenCV numbers the pixels that are not empty in reading order, from 1.
                    number = np.asarray(index, np.int32).ravel()[place - low * w]
                    yield _Near(place, far, labels[low:high][there][number - 1])
                    break
            around *= 2


def waves(labels: Labels, ground: Bool) -> Iterator[tuple[Index, Index]]:
    """Let labels spread, in place, over the 0s in `ground`, a pixel at a time.

    labels: (h, w) int32, 0 where there is none; ground: (h, w). Yields the rows and columns newly labelled.
    """
    h, w = labels.shape
    bare = np.flatnonzero(np.logical_and(ground, labels == 0))
    y, x = np.divmod(bare, w)
    # Places in `free` are one further down and right than in `labels`.
    free = np.zeros((h + 2, w + 2), bool)
    free[y + 1, x + 1] = True
    # What lies beside free ground, or where most of it is free all that has a label.
    y, x = np.divmod(_beside(labels, y, x) if 2 * len(bare) < labels.size else np.flatnonzero(labels > 0), w)
    aslant = False
    while len(y):
        found = []
        for dy, dx in AROUND if aslant else SIDES:
            to = np.flatnonzero(free[y + 1 + dy, x + 1 + dx])
            if dy and dx:
                to = to[ground[y[to] + dy, x[to]] & ground[y[to], x[to] + dx]]
            ty, tx = y[to] + dy, x[to] + dx
            labels[ty, tx] = labels[y[to], x[to]]
            free[ty + 1, tx + 1] = False
            found.append((ty, tx))
        y, x = (np.concatenate(parts) for parts in zip(*found, strict=True))
        aslant = not aslant
        if len(y):
            yield y, x


def _beside(labels: Labels, y: Index, x: Index) -> Index:
    """Flat indices, ascending, of what has a label at the sides of the places y, x ((n,))."""
    h, w = labels.shape
    near = np.concatenate([np.clip(y + dy, 0, h - 1) * w + np.clip(x + dx, 0, w - 1) for dy, dx in SIDES])
    return np.unique(near[labels.ravel()[near] > 0])


def flooded(labels: Labels, ground: Bool) -> I32:
    """`labels` ((h, w) int32) spread over all of `ground` ((h, w)) that they can reach in it; the rest stays 0."""
    spread = labels.copy()
    for _ in waves(spread, ground):
        pass
    return spread


def filled(labels: Labels, paper: Bool) -> I32:
    """Give every 0 in `labels` ((h, w) int32) a label: paper that of its own ground, lines the nearest.

    Paper that no label reaches takes the one nearest to it, each connected piece as a whole.
    """
    spread = labels.copy()
    fill(spread, paper)
    return spread


def fill(spread: Labels, paper: Bool) -> None:
    """The same in place."""
    bare = np.flatnonzero(np.logical_and(spread == 0, paper))
    if len(bare):
        for _ in waves(spread, paper):
            pass
    flat = spread.ravel()
    cut_off = bare[flat[bare] == 0]
    if len(cut_off) and spread.any():
        near = list(_nearest(spread, cut_off))
        distance, label = np.concatenate([n.far for n in near]), np.concatenate([n.label for n in near])
        lone = np.zeros(spread.shape, np.uint8)
        lone.ravel()[cut_off] = 1
        _, piece = cv2.connectedComponents(lone, connectivity=4, ltype=cv2.CV_32S)
        of = np.asarray(piece, np.int32).ravel()[cut_off]
        order = np.lexsort((distance, of))
        first = order[np.unique(of[order], return_index=True)[1]]
        flat[cut_off] = label[first][of - 1]
    _give_nearest(spread)
