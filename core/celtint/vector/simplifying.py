"""Fewer corners on boundaries that regions share, without cracks, crossings or vanished regions.

Corners are removed one by one, flattest first, as in Visvalingam and Whyatt 1993, with three conditions:
every corner of the true boundary stays within the tolerance of the new edge; the triangle that is cut off
holds no other corner (then no boundary can cross the new edge, de Berg et al. 1998); and the new edge does
not exist already (then no region can collapse). Each round removes an independent set at once, which is the
same as one by one.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from celtint.types.arrays import F64, I64, Bool
from celtint.types.picture import Pause, no_pause

BATCH = 1 << 16
"""Corners that are looked at between two pauses."""
_SPREAD = 2654435761
"""Knuth's multiplier: scatters ties, so that a staircase loses every third step at a time and not one."""


def simplify_arcs(
    points: I64, bounds: I64, grid: tuple[int, int], tolerance: float, pause: Pause = no_pause
) -> tuple[I64, I64]:
    """Simplify arcs that together make a planar map; their ends stay.

    points: (n, 2) x, y of the corners of all arcs, one arc after the other, on a `grid` of rows and columns.
    bounds: (m + 1,) where each arc begins. tolerance in pixels, above 0. pause: called all the while; it may raise.
    Returns the same two for what is left.
    """
    count = len(points)
    xy = points
    place = xy[:, 1] * grid[1] + xy[:, 0]
    occupied = np.zeros(grid, np.bool_)
    occupied.ravel()[place] = True
    before, after = np.arange(count) - 1, np.arange(count) + 1
    after[bounds[1:] - 1] = count
    alive = np.ones(count, np.bool_)
    inner = np.ones(count, np.bool_)
    inner[bounds[:-1]] = inner[bounds[1:] - 1] = False
    waiting = np.flatnonzero(inner)
    while len(waiting):
        left, right = before[waiting], after[waiting]
        off = in_batches(lambda a, b: _deviation(xy, a, b), pause, left, right)
        near = off <= tolerance
        waiting, left, right, off = waiting[near], left[near], right[near], off[near]
        free = in_batches(lambda a, b, c: _free(xy[a], xy[b], xy[c], occupied), pause, left, waiting, right)
        # Only an edge at the end of an arc can be met twice.
        tails = np.flatnonzero(alive & (after < count))
        tails = tails[~(inner[tails] & inner[after[tails]])]
        free &= _new_edge(place[left], place[right], _edge_key(place[tails], place[after[tails]]))
        chosen = independent(waiting[free], off[free], before, after)
        edges = _edge_key(place[before[chosen]], place[after[chosen]])
        chosen = chosen[np.unique(edges, return_index=True)[1]]
        if not len(chosen):
            break
        alive[chosen] = False
        occupied.ravel()[place[chosen]] = False
        after[before[chosen]], before[after[chosen]] = after[chosen], before[chosen]
        # Only what changed needs another look: the neighbours, and whatever was flat enough but not yet
        # taken.
        touched = np.concatenate((waiting, before[chosen], after[chosen]))
        waiting = np.unique(touched[alive[touched] & inner[touched]])
    kept = np.concatenate(([0], np.cumsum(alive)))
    return points[alive], kept[bounds]


def in_batches(look: Callable[..., npt.NDArray[Any]], pause: Pause, *rows: I64) -> npt.NDArray[Any]:
    """What `look` gives for arrays of equally many corners, a batch of them at a time."""
    pause()
    count = len(rows[0])
    if count <= BATCH:
        return look(*rows)
    found = []
    for at in range(0, count, BATCH):
        pause()
        found.append(look(*(row[at : at + BATCH] for row in rows)))
    return np.concatenate(found)


def ragged(lengths: I64) -> tuple[I64, I64]:
    """For rows of these lengths laid end to end: each item's row, and its place in the row."""
    row = np.repeat(np.arange(len(lengths)), lengths)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def _deviation(xy: I64, left: I64, right: I64) -> F64:
    """How far the true corners between `left` and `right` lie from the straight edge, at most."""
    row, step = ragged(right - left - 1)
    start, point = xy[left][row], xy[left[row] + 1 + step]
    edge = (xy[right] - xy[left])[row]
    offset = point - start
    squared = np.maximum((edge**2).sum(axis=1), 1)
    share = np.clip((offset * edge).sum(axis=1) / squared, 0.0, 1.0)
    away = ((offset - share[:, None] * edge) ** 2).sum(axis=1)
    firsts = np.cumsum(right - left - 1) - (right - left - 1)
    return np.sqrt(np.maximum.reduceat(away, firsts)) if len(left) else np.zeros(0)


def _free(a: I64, b: I64, c: I64, occupied: Bool) -> Bool:
    """Whether the triangles a, b, c hold no occupied place but their corners."""
    one, other = b - a, c - a
    doubled = np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])
    free: Bool = doubled == 1  # by Pick's theorem there is no place in it at all
    rest = np.flatnonzero(~free)
    free[rest] = _empty(a[rest], b[rest], c[rest], occupied)
    return free


def _empty(a: I64, b: I64, c: I64, occupied: Bool) -> Bool:
    """Whether the triangles a, b, c hold no occupied place but their corners; edges count as inside."""
    triangle = np.stack((a, b, c), axis=1)
    extent = np.ptp(triangle, axis=1)
    tall = extent[:, 1] > extent[:, 0]
    triangle[tall] = triangle[tall][:, :, ::-1]  # the long side lies along axis 0
    triangle = np.take_along_axis(triangle, np.argsort(triangle[:, :, :1], axis=1), axis=1)
    row, step = ragged(extent.max(axis=1) + 1)
    (u0, v0), (u1, v1), (u2, v2) = (triangle[:, k].T for k in range(3))
    # The cross-section at u runs from the edge between the two ends to one of the two edges at the middle
    # corner.
    u = u0[row] + step
    far = v0[row] + step * ((v2 - v0) / (u2 - u0))[row]
    first, second = (v1 - v0) / np.maximum(u1 - u0, 1), (v2 - v1) / np.maximum(u2 - u1, 1)
    short = v1[row] + (u - u1[row]) * np.where(u < u1[row], first[row], second[row])
    lowest, highest = np.minimum(far, short), np.maximum(far, short)
    from_v = np.ceil(lowest - 1e-6).astype(np.int64)  # crossings are fractions of at most the grid's size
    column, rise = ragged(np.maximum(np.floor(highest + 1e-6).astype(np.int64) - from_v + 1, 0))
    owner, u, v = row[column], u[column], from_v[column] + rise
    x, y = np.where(tall[owner], v, u), np.where(tall[owner], u, v)
    hit = occupied[y, x]
    for corner in (a, b, c):
        hit &= (corner[owner, 0] != x) | (corner[owner, 1] != y)
    empty: Bool = np.bincount(owner[hit], minlength=len(a)) == 0
    return empty


def _new_edge(a: I64, b: I64, edges: I64) -> Bool:
    """Whether places a and b are two and no edge joins them yet."""
    new: Bool = (a != b) & ~np.isin(_edge_key(a, b), edges)
    return new


def _edge_key(a: I64, b: I64) -> I64:
    return np.minimum(a, b) * (1 << 31) + np.maximum(a, b)


def independent(candidates: I64, off: F64, before: I64, after: I64) -> I64:
    """The candidates that are flatter than both of their neighbours, where those are candidates too."""
    order = np.lexsort((candidates * _SPREAD % (1 << 32), np.round(off, 6)))
    rank = np.full(len(before) + 1, len(before), np.int64)
    rank[candidates[order]] = np.arange(len(order))
    mine = rank[candidates]
    return candidates[(mine < rank[before[candidates]]) & (mine < rank[after[candidates]])]
