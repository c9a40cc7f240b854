"""Outlines that run between pixels, not along them, with few points.

A boundary between two regions is a row of unit edges, each with one pixel of either region beside it. The outline
starts out through the middles of these edges where they form stairs, and is straightened as long as it lies within
half a pixel of every edge's middle. Where a region is narrow it parts the middles of the two pixels beside every edge
as well, as a digital straight line does (Klette and Rosenfeld 2004), so that outlines on both sides of a pixel cannot
meet.

All coordinates are doubled in here, so that middles are whole numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.types.arrays import F64, I64, Bool, Labels
from celtint.types.picture import Pause, no_pause
from celtint.vector import tuning
from celtint.vector.simplifying import in_batches, independent, ragged


@dataclass(frozen=True)
class _Edges:
    """Unit edges of all arcs, one after the other.

    middle, way: (n, 2), the way leads to the next corner and is 2 long. left, right: (n,) whether the region on that
    side is wide enough there for the outline to stray past the middle of its pixel.
    """

    middle: I64
    way: I64
    left: Bool
    right: Bool


@dataclass(frozen=True)
class _Path:
    """Points of all arcs. xy: (n, 2). place: (n,) how far along the row of all unit edges, 2 an edge. end: (n,) whether
    an arc begins or ends there."""

    xy: I64
    place: I64
    end: Bool


_Off = Callable[[I64, I64], F64]
"""How far the outline is from straight lines between pairs of points, see `_off`."""


def fit_outlines(
    points: I64,
    bounds: I64,
    labels: Labels,
    tolerance: float,
    pause: Pause = no_pause,
) -> tuple[F64, I64]:
    """Draw arcs of a planar map with fewer points; their ends stay.

    points: (n, 2) x, y of the pixel corners where the arcs turn, one arc after the other, each along axes. bounds:
    (m + 1,) where each arc begins. labels: (H, W), the map. tolerance: above 0; how far, in pixels, the middle of a
    unit edge may lie from the outline; more than half a pixel is taken for that. pause: called all the while; it may
    raise. Returns the same two, points to halves of a pixel.
    """
    doubled = 2 * points.astype(np.int64)
    step = np.diff(doubled, axis=0)
    arc_end = np.zeros(len(points), np.bool_)
    arc_end[bounds[1:] - 1] = True
    run_at = np.flatnonzero(~arc_end)  # a run goes from each point but an arc's last
    length = np.abs(step[run_at]).sum(axis=1) // 2
    way = 2 * np.sign(step[run_at])
    run, k = ragged(length)
    middle = doubled[run_at[run]] + way[run] * k[:, None] + way[run] // 2
    aside = np.stack((way[run, 1], -way[run, 0]), axis=1) // 2  # to the pixel on the left as seen
    wide = _wide(labels)
    edges = _Edges(middle, way[run], *(_taken(wide, middle + side * aside) for side in (1, -1)))
    tolerance = min(tolerance, tuning.OUTLINING.half)
    path = _stairs(doubled, arc_end, run_at, length, way, tolerance == tuning.OUTLINING.half)

    def off(left: I64, right: I64) -> F64:
        return in_batches(lambda a, b: _off(path, edges, a, b, tolerance), pause, left, right)

    alive = _thinned(path, _strides(path, off), off)
    first = np.flatnonzero(path.end & alive)[0::2]
    kept = np.concatenate(([0], np.cumsum(alive)))
    return path.xy[alive] / 2.0, np.concatenate((kept[first], kept[-1:]))


def _wide(labels: Labels) -> Bool:
    """(H, W) whether a pixel is in a block of 3 × 3 pixels of one region."""
    same_rows, same_columns = labels[1:] == labels[:-1], labels[:, 1:] == labels[:, :-1]
    pairs = same_rows[:-1] & same_rows[1:]
    blocks = pairs[:, :-2] & pairs[:, 1:-1] & pairs[:, 2:] & (same_columns[:, :-1] & same_columns[:, 1:])[1:-1]
    wide = np.zeros(labels.shape, np.uint8)
    wide[1:-1, 1:-1] = blocks
    return cv2.dilate(wide, np.ones((3, 3), np.uint8)) > 0


def _taken(wide: Bool, middle: I64) -> Bool:
    """Of `wide` the pixels with these middles; False outside the picture."""
    x, y = ((middle - 1) // 2).T
    inside = (x >= 0) & (y >= 0) & (x < wide.shape[1]) & (y < wide.shape[0])
    return np.asarray(inside & wide[np.where(inside, y, 0), np.where(inside, x, 0)])


def _stairs(corners: I64, arc_end: Bool, run_at: I64, length: I64, way: I64, smooth: bool) -> _Path:
    """The path to start from: a corner between two runs is cut off half a pixel along both, through the edges' middles.

    smooth: of a stair with steps of one pixel it is cut off halfway along the tread, which leaves no edge's middle
    farther than half a pixel, and no pixel's middle on the wrong side.
    """
    count = len(run_at)
    begins = np.ones(count, np.bool_)  # whether a run is the first of its arc, or the last
    begins[1:] = arc_end[run_at[1:] - 1]
    ends = np.concatenate((begins[1:], [True]))
    turn = np.zeros(count + 1, np.int64)  # before each run
    turn[1:-1] = way[:-1, 0] * way[1:, 1] - way[:-1, 1] * way[1:, 0]
    before, after = np.where(begins, 0, turn[:-1]), np.where(ends, 0, turn[1:])
    stair = (before * after <= 0) & smooth
    leg_in, leg_out = np.ones(count, np.int64), np.ones(count, np.int64)  # at a run's first corner, at its last
    short = length == 1
    leg_in[1:] = np.where(stair[1:] & short[:-1], length[1:], 1)
    leg_out[:-1] = np.where(stair[:-1] & short[1:], length[:-1], 1)
    leg_in[begins], leg_out[ends] = 0, 0
    start = 2 * (np.cumsum(length) - length)
    inner = start[:, None] + np.stack((leg_in, 2 * length - leg_out), axis=1)
    xy = corners[run_at][:, None] + way[:, None] // 2 * (inner - start[:, None])[:, :, None]
    end = np.stack((begins, ends), axis=1)
    flat = inner.ravel()
    same = np.zeros(len(flat), np.bool_)  # both legs of a run may end at one point, its middle
    same[1::2] = flat[1::2] == flat[0::2]
    return _Path(xy.reshape(-1, 2)[~same], flat[~same], end.ravel()[~same])


def _strides(path: _Path, off: _Off) -> Bool:
    """Points that are enough: from each the farthest one that a straight line reaches, piece by piece."""
    enough = path.end.copy()
    begins = np.flatnonzero(path.end)[0::2]
    lengths = np.flatnonzero(path.end)[1::2] - begins
    pieces = -(-lengths // tuning.OUTLINING.piece)
    arc, k = ragged(pieces)
    at = begins[arc] + k * tuning.OUTLINING.piece
    stop = np.minimum(at + tuning.OUTLINING.piece, begins[arc] + lengths[arc])
    while len(at):
        enough[at] = True
        at = _reach(off, at, stop)
        more = at < stop
        at, stop = at[more], stop[more]
    return enough


def _reach(off: _Off, at: I64, stop: I64) -> I64:
    """The point up to `stop` that is reached from each: steps are doubled, then halved."""
    low, high = at + 1, stop + 1  # `low` is reached, `high` is not
    step = np.ones_like(at)
    growing = np.ones(len(at), np.bool_)
    while True:
        open_ = np.flatnonzero(high - low > 1)
        if not len(open_):
            return low
        ahead = np.where(growing, low + step, (low + high) // 2)[open_]
        ahead = np.minimum(ahead, high[open_] - 1)
        good = np.isfinite(off(at[open_], ahead))
        low[open_[good]] = ahead[good]
        high[open_[~good]] = ahead[~good]
        growing[open_[~good]] = False
        step *= 2


def _thinned(path: _Path, alive: Bool, off: _Off) -> Bool:
    """Which points stay: of those alive, fewer."""
    count = len(path.xy)
    alive = alive.copy()
    places = np.flatnonzero(alive)
    before, after = np.zeros(count, np.int64), np.full(count, count)
    before[places[1:]], after[places[:-1]] = places[:-1], places[1:]
    waiting = np.flatnonzero(alive & ~path.end)
    far = np.full(count, np.inf)
    stale = waiting
    while len(waiting):
        far[stale] = off(before[stale], after[stale])
        waiting = waiting[np.isfinite(far[waiting])]
        chosen = independent(waiting, far[waiting], before, after)
        if not len(chosen):
            break
        alive[chosen] = False
        after[before[chosen]], before[after[chosen]] = after[chosen], before[chosen]
        stale = np.unique(np.concatenate((before[chosen], after[chosen])))
        stale = stale[~path.end[stale]]
        waiting = np.union1d(waiting[alive[waiting]], stale)
    return alive


def _off(path: _Path, edges: _Edges, left: I64, right: I64, tolerance: float) -> F64:
    """How far the middles of the unit edges between two points lie from the straight line, at most, in half pixels;
    infinity where that is more than may be, or the line comes too near to another boundary of a narrow region."""
    # an edge belongs to the line if any of it does
    first, last = path.place[left] // 2, (path.place[right] + 1) // 2
    row, k = ragged(last - first)
    edge = first[row] + k
    start = path.xy[left][row]
    line = path.xy[right][row] - start
    away = edges.middle[edge] - start
    way = edges.way[edge]
    aside = line[:, 0] * away[:, 1] - line[:, 1] * away[:, 0]  # positive where the line passes on the edge's left
    # Half the edge's way, turned to the pixel beside it, is how far that one's middle is.
    room = (line[:, 0] * way[:, 0] + line[:, 1] * way[:, 1]) // 2
    squared = (line**2).sum(axis=1)
    good = (aside < room) | edges.left[edge]
    good &= (-aside < room) | edges.right[edge]
    good &= aside * aside <= 4.0 * tolerance * tolerance * squared
    starts = np.cumsum(last - first) - (last - first)
    far = np.where(good, np.abs(aside) / np.sqrt(np.maximum(squared, 1)), np.inf)
    return np.asarray(np.maximum.reduceat(far, starts)) if len(left) else np.zeros(0)
