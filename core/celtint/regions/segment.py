"""From ink to regions: every pixel of the picture belongs to exactly one.

The outlines are followed at full resolution, so a closed area is exact to the pixel. Where areas run into each other
through gaps, the cut is found on a grid: large pictures in blocks of two by two pixels, which bounds time and memory.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import cv2
import numpy as np

from celtint.regions import tuning
from celtint.regions.adjacency import AROUND, Borders, Passages, passages, widest
from celtint.regions.composing import Grid, closed_areas, composed
from celtint.regions.ends import line_width
from celtint.regions.fragments import FragmentGraph, build_fragments
from celtint.regions.gaps import Closings, draw_closings, find_closings
from celtint.regions.measuring import Runs, runs
from celtint.regions.merging import Shut, merge_open
from celtint.regions.pieces import build_pieces
from celtint.types.arrays import F32, I32, I64, U8, Bool, Index, Ink, Labels
from celtint.types.picture import Pause, no_pause, span


@dataclass(frozen=True)
class Regions:
    """The regions of a drawing.

    labels: (H, W) int32 from 1, ink included. count: how many. ink: (H, W) uint8, non-zero on lines.
    gap: widest gap closed, in pixels. step: grid pixels are step × step picture pixels.
    fragments: the fragments of the grid and their passages, closings included;
    home: (n + 1,) int32 the region each fragment belongs to (0: the fragment is in no region of the grid).
    faint: (h, w) uint8, what is drawn on the grid too lightly to count as line. ajar: what closings leave open.
    """

    labels: Labels
    count: int
    ink: Ink
    gap: int
    step: int
    fragments: FragmentGraph
    home: I32
    faint: U8
    ajar: "Ajar"

    @cached_property
    def runs(self) -> Runs:
        """The labels in runs."""
        return runs(self.labels)


@dataclass(frozen=True)
class Ajar:
    """place: (k,) flat indices, ascending, of the grid's pixels on and beside closings; share: (k,) float32, 0 to 1,
    how likely it is that the drawing's maker left open what is closed there; left: (k,) float32, the half width in
    pixels of what is left open."""

    place: Index
    share: F32
    left: F32


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
    distance, ajar = regions.fragments.distance.ravel(), regions.ajar

    def open_at(place: I32) -> F32:
        """Half width of the ground there, of what is left of it on and beside closings; 0 on lines."""
        width = distance[place]
        if len(ajar.place):
            nearest = np.minimum(np.searchsorted(ajar.place, place), len(ajar.place) - 1)
            there = ajar.place[nearest] == place
            width[there] = ajar.left[nearest[there]]
        return width

    return passages(small, open_at, least=tuning.SEGMENT.over_line)


def region_doors(regions: Regions) -> Passages:
    """Regions that only closings part, and, as half width, how likely what is closed was left open on purpose."""
    small = np.ascontiguousarray(regions.labels[:: regions.step, :: regions.step])
    place, share = regions.ajar.place, regions.ajar.share

    def likely(places: I32) -> F32:
        """On and beside closings their share, elsewhere 0."""
        at = np.minimum(np.searchsorted(place, places), max(len(place) - 1, 0))
        return np.where(place[at] == places, share[at], np.float32(0))

    return passages(small, likely, place)


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
    return np.asarray(0.5 * closings.length * trust, np.float32)


@dataclass(frozen=True)
class _Drawn:
    """Closings on the grid's paper. place: (k,) flat indices, ascending; closing: (k,) which lies there."""

    place: Index
    closing: I32


def _drawn(closings: Closings, ink: Ink) -> tuple[Index, _Drawn]:
    """Flat indices of the pixels on closings, and those that lie on the paper of `ink` ((h, w), non-zero on lines)."""
    marks = draw_closings(closings, ink.shape).ravel()
    closed = np.flatnonzero(marks != 0)
    place = closed[ink.ravel()[closed] == 0]
    return closed, _Drawn(place, marks[place] - 1)


def _at_closings(drawn: _Drawn, ink: Ink, of_closing: F32) -> tuple[Index, F32]:
    """The paper on and beside closings, flat indices, ascending, and the largest value of a closing there.

    ink: (h, w), non-zero on lines; of_closing: (n,) the closings' values. A pixel beside a closing speaks for it.
    """
    h, w = ink.shape
    y, x = np.divmod(drawn.place, w)
    value, places, values = of_closing[drawn.closing], [], []
    for dy, dx in (*AROUND, (0, 0)):
        inside = (y + dy >= 0) & (y + dy < h) & (x + dx >= 0) & (x + dx < w)
        places.append(((y + dy) * w + x + dx)[inside])
        values.append(value[inside])
    place, of = np.unique(np.concatenate(places), return_inverse=True)
    largest = np.zeros(len(place), np.float32)
    np.maximum.at(largest, of, np.concatenate(values))
    paper = ink.ravel()[place] == 0
    return place[paper], largest[paper]


def _over_closings(graph: FragmentGraph, place: Index, left: F32) -> Passages:
    """The passages that closings leave open between the fragments on their two sides.

    place, left: (n,) as `_at_closings` gives them for the half width that is left to each.
    """
    h, w = graph.labels.shape
    # The closing itself is of one of its sides, so that the two meet.
    (y, x), own = np.divmod(place, w), graph.labels.ravel()[place]
    for dy, dx in AROUND:
        near = graph.labels[np.clip(y + dy, 0, h - 1), np.clip(x + dx, 0, w - 1)]
        own = np.where(own == 0, near, own)
    found = []
    for across, stride in ((True, 1), (False, w)):
        other = np.minimum(np.searchsorted(place, place + stride), max(len(place) - 1, 0))
        met = (place[other] == place + stride) & (own != own[other]) & (own > 0) & (own[other] > 0)
        if across:
            met &= x != w - 1
        found.append((own[met], own[other[met]], place[met], np.full(int(met.sum()), stride)))
    one, two, at, further = (np.concatenate(parts).astype(np.int32) for parts in zip(*found, strict=True))
    return widest(Borders(one, two, at, further), lambda places: left[np.searchsorted(place, places)])


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


def _open(ink: Ink, closed: Index) -> U8:
    """(h, w) 1 where neither ink (not 0) nor a closing (flat indices) is, else 0."""
    mask: U8 = np.asarray(ink == 0).view(np.uint8)
    mask.ravel()[closed] = 0
    return mask


def segment(
    coverage: Ink,
    threshold: int,
    gap: int | Literal["auto"] = "auto",
    pause: Pause = no_pause,
    pale: Ink | None = None,
    undabbed: bool = False,
) -> Regions:
    """Split a drawing into regions.

    coverage: (H, W) uint8, 0 on paper to 255 on solid line; from `threshold` on a pixel is line.
    gap: widest gap to close, in pixels. pause: called between the steps. pale: (H, W) uint8, what is drawn besides that
    is no ink; like what is too faint it only leads the border between two colours. undabbed: nobody dabs into these
    regions, so that no fragments are needed: the same regions, though perhaps numbered otherwise, in less time.
    """
    ink = (coverage >= threshold).view(np.uint8)
    step = 1 if span(ink.shape) <= tuning.SEGMENT.grid else 2
    pause()
    areas = closed_areas(ink, tuning.SEGMENT.speck * step)
    pause()
    coarse = _coarse(ink, step)
    width = min(line_width(coarse), 0.05 * span(coarse.shape))
    closings = find_closings(coarse, None if gap == "auto" else gap / step, width)
    closed, drawn = _drawn(closings, coarse)
    pause()
    graph = (build_pieces if undabbed and gap == "auto" else build_fragments)(_open(coarse, closed))
    pause()
    # A fragment is connected, so one pixel of it tells which area it lies in.
    y, x = np.divmod(graph.summit[1:], graph.labels.shape[1])
    home = areas.runs.at(np.minimum(y * step, ink.shape[0] - 1), np.minimum(x * step, ink.shape[1] - 1))
    place, left = _at_closings(drawn, coarse, _closing_widths(closings))
    graph = graph.joined(_over_closings(graph, place, left))
    pause()
    told = None if gap == "auto" else gap / step
    roots = merge_open(graph.peak, graph.edges, graph.saddle, _shut(graph, told))
    pause()
    ajar = Ajar(place, _at_closings(drawn, coarse, closings.ajar)[1], left)
    whole = composed(ink, areas, home, Grid(step, graph, closed, roots))
    seen = coverage if pale is None else np.asarray(cv2.max(coverage, pale), np.uint8)
    faint = np.asarray(cv2.resize(seen, coarse.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    faint = np.asarray(cv2.copyTo(faint, (coarse == 0).view(np.uint8)), np.uint8)
    widest = round(closings.widest * step) if gap == "auto" else gap
    return Regions(whole.labels, whole.count, ink, widest, step, graph, whole.home, faint, ajar)
