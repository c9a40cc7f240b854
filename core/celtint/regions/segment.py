"""From ink to regions: every pixel of the picture belongs to exactly one.

The outlines are followed at full resolution, so a closed area is exact to the pixel. Where areas run into each other
through gaps, the cut is found on a grid of two thousand pixels a side (a drawing is not more complicated for being
scanned finer), which bounds time and memory.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import cv2
import numpy as np

from celtint.regions import tuning
from celtint.regions.adjacency import AROUND, Passages, borders, passages
from celtint.regions.ends import line_width
from celtint.regions.flooding import filled
from celtint.regions.fragments import FragmentGraph, build_fragments
from celtint.regions.gaps import Closings, draw_closings, find_closings
from celtint.regions.measuring import Runs, runs
from celtint.regions.merging import Shut, merge_open
from celtint.regions.specks import without_specks
from celtint.types.arrays import F32, I32, I64, U8, Bool, Index, Ink, Ints, Labels
from celtint.types.picture import Pause, no_pause


@dataclass(frozen=True)
class Regions:
    """The regions of a drawing.

    labels: (H, W) int32 from 1, ink included. count: how many. ink: (H, W) uint8, non-zero on lines.
    gap: widest gap closed, in pixels. step: grid pixels are step × step picture pixels.
    fragments: the fragments of the grid and their passages, closings included;
    home: (n + 1,) int32 the region each fragment belongs to (0: the fragment is in no region of the grid).
    passage: (h, w) float32, half width in pixels of the open ground at each grid pixel; on a closing, how much of a
    passage is left to it; 0 on lines. faint: (h, w) uint8, what is drawn on the grid too lightly to count as line.
    ajar: how likely each closing is none.
    """

    labels: Labels
    count: int
    ink: Ink
    gap: int
    step: int
    fragments: FragmentGraph
    home: I32
    passage: F32
    faint: U8
    ajar: "Ajar"

    @cached_property
    def runs(self) -> Runs:
        """The labels in runs."""
        return runs(self.labels)


@dataclass(frozen=True)
class Ajar:
    """place: (k,) flat indices, ascending, of the grid's pixels on and beside closings; share: (k,) float32, 0 to 1,
    how likely it is that the drawing's maker left open what is closed there."""

    place: Index
    share: F32


def _coarse(ink: Ink, step: int) -> U8:
    """The largest value of each step × step block; what hangs over the border is paper."""
    if step == 1:
        return ink
    h, w = -(-ink.shape[0] // step), -(-ink.shape[1] // step)
    padded = np.zeros((h * step, w * step), np.uint8)
    padded[: ink.shape[0], : ink.shape[1]] = ink
    # The kernel's anchor is its first pixel, so each sampled pixel sees its own block.
    grown = cv2.dilate(
        padded, np.ones((step, step), np.uint8), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT, borderValue=0
    )
    return np.ascontiguousarray(grown[::step, ::step])


def region_passages(regions: Regions) -> Passages:
    """How regions reach each other, on the grid; next to nothing wide over a line."""
    small = np.ascontiguousarray(regions.labels[:: regions.step, :: regions.step])
    return passages(small, regions.passage, least=tuning.SEGMENT.over_line)


def region_doors(regions: Regions) -> Passages:
    """Regions that only closings part, and, as half width, how likely what is closed was left open on purpose."""
    small = np.ascontiguousarray(regions.labels[:: regions.step, :: regions.step])
    share = np.zeros(small.shape, np.float32)
    share.ravel()[regions.ajar.place] = regions.ajar.share
    return passages(small, share, regions.ajar.place)


def open_on_foot(regions: Regions, few: Bool) -> I32:
    """(k, 2) int32: a region of `few` ((n + 1,) bool), and one that no line parts from it at full size.

    A passage finer than the grid is none there, and yet the ground on its two sides is one.
    """
    h, w = regions.labels.shape
    place = regions.runs.places(few)
    y, x = np.divmod(place[regions.ink.ravel()[place] == 0], w)
    own, found = regions.labels[y, x], []
    for dy, dx in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        ny, nx = np.clip(y + dy, 0, h - 1), np.clip(x + dx, 0, w - 1)
        other = regions.labels[ny, nx]
        met = (other != own) & (regions.ink[ny, nx] == 0)
        found.append(np.stack([own[met], other[met]], axis=1))
    return np.unique(np.concatenate(found), axis=0).astype(np.int32)


def paper_areas(regions: Regions, few: Bool) -> I64:
    """(n + 1,) pixels of each region of `few` ((n + 1,) bool) that are on no line; 0 of the others."""
    place = regions.runs.places(few)
    place = place[regions.ink.ravel()[place] == 0]
    return np.bincount(regions.labels.ravel()[place], minlength=len(few)).astype(np.int64)


def region_peaks(regions: Regions, count: int) -> F32:
    """(count,) the widest half width of each region on the grid, 0 for those too fine for it."""
    peak = np.zeros(count, np.float32)
    y, x = np.divmod(regions.fragments.summit[1:], regions.fragments.labels.shape[1])
    rows, columns = (np.minimum(v * regions.step, n - 1) for v, n in zip((y, x), regions.labels.shape, strict=True))
    np.maximum.at(peak, regions.labels[rows, columns], regions.fragments.peak[1:])
    return peak


def _closing_widths(closings: Closings) -> F32:
    trust = tuning.SEGMENT.trust + tuning.SEGMENT.doubt * closings.doubt
    return np.concatenate(([np.float32(0)], 0.5 * closings.length * trust)).astype(np.float32)


def _at_closings(marks: I32, drawn: Index, ink: Ink, of_closing: F32) -> tuple[Index, F32]:
    """The paper on and beside closings, flat indices, ascending, and the largest value of a closing there.

    marks: (h, w) int32, 1 + the index of the closing drawn there, else 0; drawn: flat indices of those places,
    ascending; ink: (h, w), non-zero on lines; of_closing: (n + 1,) the closings' values. A pixel beside a closing
    speaks for it.
    """
    h, w = marks.shape
    y, x = np.divmod(drawn, w)
    value, places, values = of_closing[marks[y, x]], [], []
    for dy, dx in (*AROUND, (0, 0)):
        inside = (y + dy >= 0) & (y + dy < h) & (x + dx >= 0) & (x + dx < w)
        places.append(((y + dy) * w + x + dx)[inside])
        values.append(value[inside])
    place, of = np.unique(np.concatenate(places), return_inverse=True)
    largest = np.zeros(len(place), np.float32)
    np.maximum.at(largest, of, np.concatenate(values))
    paper = ink.ravel()[place] == 0
    return place[paper], largest[paper]


def _over_closings(graph: FragmentGraph, place: Index, left: F32) -> tuple[F32, Passages]:
    """What closings leave open: `Regions.passage`, and the passages between the fragments on their two sides.

    place, left: (n,) as `_at_closings` gives them for the half width that is left to each.
    """
    h, w = graph.labels.shape
    half = np.zeros((h, w), np.float32)
    half.ravel()[place] = left
    # The closing itself is of one of its sides, so that the two meet.
    (y, x), own = np.divmod(place, w), graph.labels.ravel()[place]
    for dy, dx in AROUND:
        near = graph.labels[np.clip(y + dy, 0, h - 1), np.clip(x + dx, 0, w - 1)]
        own = np.where(own == 0, near, own)
    labels = np.zeros((h, w), np.int32)
    labels.ravel()[place] = own
    passage = graph.distance.copy()
    passage.ravel()[place] = left
    return passage, passages(labels, half, place)


def _shut(graph: FragmentGraph, told: float | None) -> Shut:
    """Which passages are gaps.

    told: the widest opening that the drawing's maker wants closed, in grid pixels. Only then a channel between lines
    that go on is one too, where it is narrow beside both of the areas that it joins.
    """
    waist = np.where(graph.closing, np.float32(tuning.MERGING.narrow), np.float32(0))
    if told is not None:
        waist[~graph.closing & (2 * graph.saddle - 1 <= told)] = tuning.MERGING.channel
    outside = np.zeros(graph.count + 1, bool)
    for rim in (graph.labels[0], graph.labels[-1], graph.labels[:, 0], graph.labels[:, -1]):
        outside[rim] = True
    outside[0] = False
    return Shut(waist, ~graph.closing, outside)


def segment(
    coverage: Ink,
    threshold: int,
    gap: int | Literal["auto"] = "auto",
    pause: Pause = no_pause,
    pale: Ink | None = None,
) -> Regions:
    """Split a drawing into regions.

    coverage: (H, W) uint8, 0 on paper to 255 on solid line; from `threshold` on a pixel is line.
    gap: widest gap to close, in pixels. pause: called between the steps. pale: (H, W) uint8, what is drawn besides that
    is no ink; like what is too faint it only leads the border between two colours.
    """
    ink = (coverage >= threshold).view(np.uint8)
    step = max(1, -(-max(ink.shape) // tuning.SEGMENT.grid))
    pause()
    areas = _closed_areas(ink, tuning.SEGMENT.speck * step)
    pause()
    coarse = _coarse(ink, step)
    width = min(line_width(coarse), 0.05 * max(coarse.shape))
    closings = find_closings(coarse, None if gap == "auto" else gap / step, width)
    marks = draw_closings(closings, coarse.shape)
    closed = np.flatnonzero(marks != 0)
    over_line = coarse.ravel()[closed] > 0
    marks.ravel()[closed[over_line]] = 0
    drawn = closed[~over_line]
    open_mask = (coarse == 0).view(np.uint8)
    open_mask.ravel()[closed] = 0
    pause()
    graph = build_fragments(open_mask)
    pause()
    # A fragment is connected, so one pixel of it tells which area it lies in.
    y, x = np.divmod(graph.summit[1:], graph.labels.shape[1])
    home = areas.labels[np.minimum(y * step, ink.shape[0] - 1), np.minimum(x * step, ink.shape[1] - 1)]
    passage, across = _over_closings(graph, *_at_closings(marks, drawn, coarse, _closing_widths(closings)))
    graph = graph.joined(across)
    pause()
    told = None if gap == "auto" else gap / step
    roots = merge_open(graph.peak, graph.edges, graph.saddle, _shut(graph, told))
    seen = coverage if pale is None else np.asarray(cv2.max(coverage, pale), np.uint8)
    faint = np.asarray(cv2.resize(seen, coarse.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    faint = np.asarray(cv2.copyTo(faint, (coarse == 0).view(np.uint8)), np.uint8)
    pause()
    ajar = Ajar(*_at_closings(marks, drawn, coarse, np.concatenate(([np.float32(0)], closings.ajar))))
    found = _Grid(step, graph, closed, roots, passage, faint, ajar)
    return _compose(ink, areas, home, found, round(closings.widest * step) if gap == "auto" else gap)


@dataclass(frozen=True)
class _Areas:
    """What lines close in at full resolution.

    labels: (H, W) int32, 0 on lines; runs: the same in runs; large: (areas,) whether it is large enough to be a region.
    """

    labels: I32
    runs: Runs
    large: Bool


@dataclass(frozen=True)
class _Grid:
    """What was found on the grid: `step`, `passage`, `faint`, `ajar` as `Regions` has them.

    closed: (k,) flat indices of the pixels on closings.
    graph: the fragments and their passages, closings included. roots: (n + 1,) int32, the fragment that stands for the
    region of each.
    """

    step: int
    graph: FragmentGraph
    closed: Index
    roots: I32
    passage: F32
    faint: U8
    ajar: Ajar


def _closed_areas(ink: Ink, smallest: int) -> _Areas:
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
    return _Areas(labels, of_areas, large)


def _compose(ink: Ink, areas: _Areas, home_area: I32, found: _Grid, gap: int) -> Regions:
    """Carry the grid's regions to full resolution; closed areas the grid is too coarse for become regions too.

    home_area: (n,) int32, the area each fragment lies in. gap: widest gap closed, in pixels.
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
    labels = _at_full_size(areas.runs, of_area, fine, found.closed, ink, step)
    paper = ink == 0
    count = len(roots_used) + len(lost) if paper.any() else 1
    labels = without_specks(filled(labels, paper)) if paper.any() else np.ones_like(labels)
    home = np.take(number, roots)
    return Regions(labels, count, ink, gap, step, graph, home, found.passage, found.faint, found.ajar)


def _at_full_size(areas: Runs, of_area: I32, fine: Labels | None, closed: Index, ink: Ink, step: int) -> Labels:
    """Regions at full size, (H, W) int32, 0 on lines and closings.

    areas: those of the picture; of_area: (n,) int32 the region that each is, 0 where it is several: then the grid says.
    fine: (h, w) int32 regions on the grid, 0 for none; None where no area is several.
    closed: flat indices of closings there. ink: (H, W), non-zero on lines.
    """
    if step == 1 and fine is not None and of_area.max(initial=0) <= fine.max(initial=0):
        return fine  # the grid is the picture, and knows all of its areas
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
    big = cv2.resize(labels.view(np.float32), None, fx=step, fy=step, interpolation=cv2.INTER_NEAREST)
    return np.ascontiguousarray(big.view(np.int32)[: shape[0], : shape[1]])
