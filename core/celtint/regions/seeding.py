"""From paint to the grid: where each dab in a region speaks.

The grid knows only what is open over a whole block of pixels, so a small dab beside a line may lie on no pixel of it.
Such a dab speaks from the grid pixel nearest to it on its own side of every line; where there is none near, its ground
is too fine for the grid and is shared at full resolution.
"""

from dataclasses import dataclass
from itertools import count

import cv2
import numpy as np
from skimage.measure import label

from celtint.hints.dabs import Claim
from celtint.regions import tuning
from celtint.regions.flooding import waves
from celtint.types.arrays import I32, Bool, Index

Pair = tuple[int, int]


def paint_on(ground: Bool, corner: Pair, claims: list[Claim]) -> I32:
    """The claims' pixels as a map: (h, w) int32, 1 + the index of the claim, 0 where there is no paint.

    ground: (h, w) the region's paper; corner: x, y of the window. Paint on ink counts where the nearest paper is.
    """
    paint = np.zeros(ground.shape, np.int32)
    for k, claim in enumerate(claims):
        paint[claim.y - corner[1], claim.x - corner[0]] = k + 1
    y, x = np.nonzero((paint > 0) & ~ground)
    if len(y) == 0:
        return paint
    _, index = cv2.distanceTransformWithLabels(
        (~ground).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    near = np.flatnonzero(ground)[np.asarray(index, np.int32)[y, x] - 1]
    moved = paint[y, x]
    paint[y, x] = 0
    free = paint.ravel()[near] == 0
    paint.ravel()[near[free]] = moved[free]
    return paint


def enlarged(grid: I32, step: int, inset: Pair, shape: Pair) -> I32:
    """The `shape` pixels of `grid` at full size that begin `inset` (rows, columns) from its corner."""
    fine = np.repeat(np.repeat(grid, step, axis=0), step, axis=1)
    return np.ascontiguousarray(fine[inset[0] :, inset[1] :][: shape[0], : shape[1]])


def seeds_of(paint: I32, own: Bool, mine: Bool, step: int, inset: Pair) -> I32:
    """Which grid pixels speak for which claim: (gh, gw) int32, 0 for none.

    paint: (h, w) int32 the claims at full resolution; own: (h, w) the region's paper; mine: (gh, gw) its pixels of the
    grid, step × step pixels each, the first of which begins `inset` (rows, columns) before the window.
    """
    y, x = np.nonzero(paint)
    claim = paint[y, x]
    block = (y + inset[0]) // step * mine.shape[1] + (x + inset[1]) // step
    # A grid pixel with several colours is of the one with most paint in it.
    key, amount = np.unique((block << 32) | claim, return_counts=True)
    order = np.lexsort((-key, amount))
    seeds = np.zeros(mine.size, np.int32)
    seeds[key[order] >> 32] = key[order] & 0xFFFFFFFF
    seeds[~mine.ravel()] = 0
    heard = seeds[block] == claim
    if not heard.all():
        _place_the_others(paint, (y, x), heard, own, _Grid(mine, seeds, step, inset))
    return seeds.reshape(mine.shape)


@dataclass(frozen=True)
class _Grid:
    """A region on the grid.

    mine: (gh, gw) its pixels; seeds: (gh · gw,) int32 which claim each speaks for; step: picture pixels a grid pixel;
    inset: (rows, columns) that the grid begins before the window.
    """

    mine: Bool
    seeds: I32
    step: int
    inset: Pair


def _place_the_others(
    paint: I32,
    at: tuple[Index, Index],
    heard: Bool,
    own: Bool,
    grid: _Grid,
) -> None:
    """Give each dab that no grid pixel speaks for the nearest that it can walk to; `grid`'s seeds change in place."""
    mine, seeds, step, inset = grid.mine, grid.seeds, grid.step, grid.inset
    dabs = np.asarray(label(paint, background=0, connectivity=2), np.int32)  # type: ignore[no-untyped-call]
    dab = dabs[at]
    known = np.zeros(int(dab.max()) + 1, bool)
    known[dab[heard]] = True
    claim = np.zeros(len(known), np.int32)
    claim[dab] = paint[at]
    dabs[np.take(known, dabs)] = 0
    left = int((~known[1:]).sum())
    nothing_yet = not seeds.any()
    if left == 0 or not mine.any():
        return
    for round_, (y, x) in zip(count(), waves(dabs, own & (paint == 0)), strict=False):
        if left == 0 or (round_ > tuning.SEEDING.far * step and not nothing_yet):
            return
        block = (y + inset[0]) // step * mine.shape[1] + (x + inset[1]) // step
        hit = np.flatnonzero(mine.ravel()[block] & (seeds[block] == 0) & ~known[dabs[y, x]])
        who, first = np.unique(dabs[y, x][hit], return_index=True)
        # Two that meet at one grid pixel: one of them goes on looking.
        places, one = np.unique(block[hit][first], return_index=True)
        seeds[places] = claim[who[one]]
        known[who[one]] = True
        left -= len(one)
