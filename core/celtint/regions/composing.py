"""From the grid back to the picture: what lines close in at full size, and the grid's regions carried over to it."""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.regions.adjacency import borders
from celtint.regions.flooding import fill
from celtint.regions.fragments import FragmentGraph
from celtint.regions.measuring import Runs, runs
from celtint.regions.specks import remove_specks
from celtint.types.arrays import I32, U8, Bool, Index, Ink, Ints, Labels

_ROWS = 1 << 22
"""Pixels of a picture that are enlarged at a time."""


@dataclass(frozen=True)
class Areas:
    """What lines close in at full resolution.

    runs: of the areas from 1, 0 on lines; large: (areas,) whether it is large enough to be a region.
    """

    runs: Runs
    large: Bool


@dataclass(frozen=True)
class Grid:
    """What was found on the grid, step × step picture pixels a pixel.

    closed: (k,) flat indices of the pixels on closings. graph: the fragments and their passages, closings included.
    roots: (n + 1,) int32, the fragment that stands for the region of each.
    """

    step: int
    graph: FragmentGraph
    closed: Index
    roots: I32


@dataclass(frozen=True)
class Composed:
    """labels, count, home: as `Regions` has them."""

    labels: Labels
    count: int
    home: I32


def closed_areas(ink: Ink, smallest: int) -> Areas:
    """Number what lines close in.

    Areas smaller than `smallest` pixels are marked as ink in place.
    """
    count, found = cv2.connectedComponents((ink == 0).view(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    labels = np.asarray(found, np.int32)
    of_areas = runs(labels)
    large = of_areas.areas(count - 1) >= smallest
    speck = ~large
    speck[0] = large[0] = False
    if speck.any():
        ink.ravel()[of_areas.places(speck)] = 1
    return Areas(of_areas, large)


def composed(ink: Ink, areas: Areas, home_area: I32, found: Grid) -> Composed:
    """Carry the grid's regions to full resolution; closed areas the grid is too coarse for become regions too.

    home_area: (n,) int32, the area each fragment lies in.
    """
    step, graph, roots, large = found.step, found.graph, found.roots, areas.large
    roots_used, first = np.unique(roots[1:], return_index=True)
    number = np.zeros(graph.count + 1, np.int32)
    number[roots_used] = np.arange(1, len(roots_used) + 1)
    alone = np.bincount(home_area[first], minlength=len(large))
    # Number the grid's regions first, then the areas it does not know.
    of_area = np.zeros(len(large), np.int32)
    of_area[home_area[first]] = number[roots_used]
    of_area[alone > 1] = 0
    lost = np.flatnonzero(alone == 0)
    lost = lost[large[lost]]
    of_area[lost] = len(roots_used) + 1 + np.arange(len(lost))
    fine = None
    if step == 1 or (alone > 1).any():
        fine = runs(graph.labels).looked_up(np.take(number, roots))
    home = np.take(number, roots)
    paper = ink == 0
    if not paper.any():
        return Composed(np.ones(ink.shape, np.int32), 1, home)
    labels = _at_full_size(areas.runs, of_area, fine, found.closed, ink, step)
    fill(labels, paper)
    remove_specks(labels)
    return Composed(labels, len(roots_used) + len(lost), home)


def _at_full_size(areas: Runs, of_area: I32, fine: Labels | None, closed: Index, ink: Ink, step: int) -> Labels:
    """Regions at full size, (H, W) int32, 0 on lines and closings.

    areas: those of the picture; of_area: (n,) int32 the region that each is, 0 where it is several: then the grid says.
    fine: (h, w) int32 regions on the grid, 0 for none; None where no area is several.
    closed: flat indices of closings there. ink: (H, W), non-zero on lines.
    """
    if step == 1 and fine is not None:
        # The grid is the picture, and knows all areas that closings don't cover.
        lost = of_area > fine.max(initial=0)
        at = areas.places(lost)
        fine.ravel()[at] = of_area[areas.at(*np.divmod(at, fine.shape[1]))]
        return fine
    labels: Labels = areas.looked_up(of_area)
    if fine is not None:
        large = _enlarge(fine, step, ink.shape)
        if step > 1:
            _round_cuts(large, fine, closed, ink, step)
        np.copyto(labels, large, where=labels == 0)
    return labels


def _round_cuts(large: Labels, fine: Labels, closed: Index, ink: Ink, step: int) -> None:
    """`smooth_steps` in place on `large` ((H, W) int32), near the cuts alone that `fine`, the same on the grid, has.

    closed: flat indices of the closings there: cuts too.
    """
    met = borders(fine)
    near = np.zeros(fine.shape, np.uint8)
    near.ravel()[met.place] = near.ravel()[closed] = 1
    near = np.asarray(cv2.dilate(near, np.ones((9, 9), np.uint8)), np.uint8)
    for x, y, width, height, _ in cv2.connectedComponentsWithStats(near)[2][1:].tolist():
        window = slice(y * step, (y + height) * step), slice(x * step, (x + width) * step)
        large[window] = smooth_steps(large[window], (ink[window] == 0).astype(np.uint8), step)


def smooth_steps(labels: Labels, paper: U8, step: int) -> I32:
    """Round off the steps that a cut found on the grid shows at full size, away from lines.

    labels: (H, W) int32, at least 0; paper: (H, W) uint8, 0 on lines. A median over five pixels: where two labels meet,
    the commoner one.
    """
    top = int(labels.max(initial=0))
    if step == 1 or top >= 65536:
        return labels
    rounded: Ints = labels.astype(np.uint8) if top < 256 else labels.astype(np.uint16)
    for _ in range(step):
        rounded = np.asarray(cv2.medianBlur(rounded, 5), rounded.dtype)
    clear = cv2.erode(paper, np.ones((5, 5), np.uint8)) > 0
    return np.where(clear & (rounded > 0), rounded, labels).astype(np.int32)


def _enlarge(labels: Labels, step: int, shape: tuple[int, ...]) -> I32:
    """Each grid pixel's label for its step × step pixels, cut to `shape`."""
    if step == 1:
        return labels
    large = np.empty(shape, np.int32)
    rows = max(1, _ROWS // (shape[1] * step))
    for top in range(0, labels.shape[0], rows):
        part = np.repeat(np.repeat(labels[top : top + rows], step, axis=1)[:, : shape[1]], step, axis=0)
        here = large[top * step : (top + rows) * step]
        here[:] = part[: len(here)]
    return large
