"""Strokes cut into what is drawn in one go: runs of one thickness, and hulls of two discs where a line widens.

Whatever the points say, there are no more pieces than points, none of them reaches farther out of the picture than its
own thickness, and none that can't touch it is left. So the work is bounded by the picture and the number of points.
"""

from dataclasses import dataclass

import numpy as np

from celtint.types.arrays import F32, F64, I64, U8, Bool
from celtint.vector.simplifying import ragged

FAR = float(1 << 20)
"""Points farther than this from the picture's corner, in pixels, are no points."""
WIDEST = 4000.0
"""Largest radius, in pixels."""
THINNEST = 0.5
"""Smallest radius of a line, in pixels: a thinner one would be too faint to part two regions."""
OUTSIDE = 4.0
"""Pixels beyond a line's thickness that it is followed out of the picture."""
AT_ONCE = 1 << 25
"""Places that one run paints, or one segment of it, so that what is drawn run by run can be stopped in between."""
ROW = 8
"""What a row that a run's discs cross costs, in places painted, on the picture or off it."""


@dataclass(frozen=True)
class Segments:
    """Hulls of two discs: begin, end (n, 3) float64 x, y, radius in pixels; stroke: (n,) which stroke each is of."""

    begin: F64
    end: F64
    stroke: I64

    def __getitem__(self, which: Bool | slice) -> "Segments":
        return Segments(self.begin[which], self.end[which], self.stroke[which])


@dataclass(frozen=True)
class Runs:
    """Pieces of lines that are drawn in one go.

    points: (n, 2) x, y; bounds: (m + 1,) where each run begins; stroke: (m,) which stroke each is of. radii: (m, 2) at
    its first and its last point, in whole places of the canvas beyond the one in its middle; a run of two unlike radii
    has two points.
    """

    points: F64
    bounds: I64
    radii: I64
    stroke: I64

    def within(self, which: I64, top: int, bottom: int) -> Bool:
        """Which of some runs may touch the picture's rows from `top` to `bottom`."""
        if not len(which):
            return np.zeros(0, np.bool_)
        y, reach = self.points[:, 1], self.radii.max(axis=1) + 2.0
        lowest, highest = np.minimum.reduceat(y, self.bounds[:-1]), np.maximum.reduceat(y, self.bounds[:-1])
        return np.asarray((lowest[which] - reach[which] < bottom) & (highest[which] + reach[which] >= top))


def read_segments(points: F32, lengths: I64, flags: U8, closed: int, filled: int) -> Segments:
    """What the strokes' lines run along, in their order: from point to point, and the lone points as dots.

    points, lengths, flags: as in `celtint.ink.strokes.Strokes`; closed, filled: the flags' bits. Radii are brought
    within bounds.
    """
    chain = _chained(points, lengths, flags, closed, filled)
    follows = chain.goes_on
    start = np.flatnonzero(follows)
    lone = np.flatnonzero(~follows & ~np.concatenate(([False], follows[:-1])))
    first, last = np.concatenate((start, lone)), np.concatenate((start + 1, lone))
    order = np.argsort(first, kind="stable")
    first, last = first[order], last[order]
    return Segments(chain.points[first], chain.points[last], chain.stroke[first])


def sound(points: F32) -> Bool:
    """Which of (n, 3) points are points."""
    with np.errstate(invalid="ignore"):
        near = np.abs(points[:, :2]) <= FAR
    return np.asarray(near.all(axis=1) & ~np.isnan(points[:, 2]))


@dataclass(frozen=True)
class _Chain:
    """Points that lines run through. points: (n, 3) float64 x, y, radius; stroke: (n,) which stroke each is of;
    goes_on: (n,) whether a line goes on from it to the next."""

    points: F64
    stroke: I64
    goes_on: Bool


def _chained(points: F32, lengths: I64, flags: U8, closed: int, filled: int) -> _Chain:
    """The points that lines run through, a closed one's first point again at its end, radii within bounds."""
    starts = np.cumsum(lengths) - lengths
    stroke, step = ragged(lengths + (((flags & closed) > 0) & (lengths > 2)))
    index = starts[stroke] + step % np.maximum(lengths[stroke], 1)
    chained = points[index].astype(np.float64)
    bare = (flags[stroke] & filled > 0) & ~(chained[:, 2] > 0.0)  # a fill without an outline
    good = sound(points)[index] & ~bare
    chained[:, 2] = np.clip(chained[:, 2], THINNEST, WIDEST)
    goes_on = np.zeros(len(chained), np.bool_)
    goes_on[:-1] = good[:-1] & good[1:] & (stroke[1:] == stroke[:-1])
    kept = np.flatnonzero(good)
    return _Chain(chained[kept], stroke[kept], goes_on[kept])


def clipped(segments: Segments, width: int, height: int) -> Segments:
    """What of the segments may touch a picture; those that leave it end a little outside (Liang and Barsky 1984)."""
    begin, way = segments.begin, segments.end - segments.begin
    reach = np.maximum(begin[:, 2], segments.end[:, 2]) + OUTSIDE
    enters, leaves = np.zeros(len(reach)), np.ones(len(reach))
    inside = np.ones(len(reach), np.bool_)
    for axis, side in ((0, width), (1, height)):
        low, high = -reach - begin[:, axis], side + reach - begin[:, axis]
        still = way[:, axis] == 0.0
        inside &= ~still | ((low <= 0.0) & (high >= 0.0))
        slope = np.where(still, 1.0, way[:, axis])
        one, two = low / slope, high / slope
        enters = np.where(still, enters, np.maximum(enters, np.minimum(one, two)))
        leaves = np.where(still, leaves, np.minimum(leaves, np.maximum(one, two)))
    inside &= enters <= leaves
    # Both ends as they are where they lie near enough, so that runs stay in one piece.
    began = np.where((enters > 0.0)[:, None], begin + enters[:, None] * way, begin)
    ended = np.where((leaves < 1.0)[:, None], begin + leaves[:, None] * way, segments.end)
    return Segments(began[inside], ended[inside], segments.stroke[inside])


def covering(segments: Segments, width: int, height: int) -> Bool:
    """Which segments paint all of a picture: each of its corners lies well inside one of its discs, or between them."""
    radius = np.minimum(segments.begin[:, 2], segments.end[:, 2]) - 1.0
    start, way = segments.begin[:, :2], (segments.end - segments.begin)[:, :2]
    squared = np.maximum((way * way).sum(axis=1), 1e-12)
    whole = np.ones(len(radius), np.bool_)
    for corner in ((0, 0), (width, 0), (0, height), (width, height)):
        off = np.array(corner, np.float64) - start
        share = np.clip((off * way).sum(axis=1) / squared, 0.0, 1.0)
        whole &= np.square(off - share[:, None] * way).sum(axis=1) <= radius * np.abs(radius)
    return whole


def work_of(segments: Segments, width: int, height: int, fine: int) -> F64:
    """(n,) about how many places of a canvas `fine` times finer each segment paints."""
    thick = 2.0 * np.maximum(segments.begin[:, 2], segments.end[:, 2]) + 1.0
    way = np.abs(segments.end - segments.begin)
    rows = way[:, 1] + thick
    box = np.minimum(way[:, 0] + thick, width) * np.minimum(rows, height)
    along = thick * (np.hypot(way[:, 0], way[:, 1]) + thick)
    return np.asarray(np.minimum(box, along) * fine * fine + ROW * rows * fine, np.float64)


def joined(segments: Segments, work: F64, quantum: float) -> Runs:
    """Runs of segments of one thickness, in `quantum` pixels; one that widens by more than that is a run of its own.

    work: (n,) what each segment costs, as `work_of` says.
    """
    first, last = segments.begin[:, 2], segments.end[:, 2]
    widens = np.abs(last - first) > quantum
    even = np.floor(0.5 * (first + last) / quantum)
    radii = np.stack([np.where(widens, np.floor(r / quantum), even) for r in (first, last)], axis=1).astype(np.int64)
    goes_on = np.zeros(len(first), np.bool_)
    goes_on[1:] = (radii[1:] == radii[:-1]).all(axis=1) & (segments.stroke[1:] == segments.stroke[:-1])
    goes_on[1:] &= (segments.begin[1:, :2] == segments.end[:-1, :2]).all(axis=1)
    goes_on &= ~widens
    goes_on[1:] &= ~widens[:-1]
    share = np.floor(np.cumsum(work) / AT_ONCE)
    goes_on[1:] &= share[1:] == share[:-1]
    opens = np.flatnonzero(~goes_on)
    path = np.insert(segments.end[:, :2], opens, segments.begin[opens, :2], axis=0)
    bounds = np.concatenate((opens + np.arange(len(opens)), [len(path)])).astype(np.int64)
    return Runs(path, bounds, radii[opens], segments.stroke[opens])
