"""Labels that spread over open ground, pixel by pixel and never across a line.

The nearest label as the crow flies may lie behind a line; the nearest on foot (a geodesic distance) does not. Steps
alternate between four neighbours and eight, whose discs are octagons, and a step aslant needs both corners free.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from celtint.regions.adjacency import AROUND, SIDES
from celtint.types.arrays import I32, Bool, Index, Labels


def nearest_label(labels: Labels) -> I32:
    """Give every 0 in `labels` ((h, w) int32) the nearest non-zero label, whatever lies between."""
    found = labels.copy()
    _give_nearest(found)
    return found


def _give_nearest(labels: Labels) -> None:
    """The same in place."""
    known, flat = labels != 0, labels.ravel()
    empty = np.flatnonzero(~known)
    if len(empty) in (0, labels.size):
        return
    _, index = cv2.distanceTransformWithLabels(
        (~known).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    # OpenCV numbers the pixels that are not empty in reading order, from 1.
    flat[empty] = labels[known][np.asarray(index, np.int32).ravel()[empty] - 1]


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
    bare = np.flatnonzero(np.logical_and(labels == 0, paper))
    spread = flooded(labels, paper) if len(bare) else labels.copy()
    flat = spread.ravel()
    cut_off = bare[flat[bare] == 0]
    if len(cut_off) and spread.any():
        distance = cv2.distanceTransform((spread == 0).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5).ravel()
        lone = np.zeros(labels.shape, np.uint8)
        lone.ravel()[cut_off] = 1
        _, piece = cv2.connectedComponents(lone, connectivity=4, ltype=cv2.CV_32S)
        of = np.asarray(piece, np.int32).ravel()[cut_off]
        order = np.lexsort((distance[cut_off], of))
        first = order[np.unique(of[order], return_index=True)[1]]
        taken = nearest_label(spread).ravel()[cut_off[first]]
        flat[cut_off] = taken[of - 1]
    _give_nearest(spread)
    return spread
