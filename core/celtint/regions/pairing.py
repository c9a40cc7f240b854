"""Which ends of lines belong together, and how surely.

Two ends are one broken line the more surely, the better each, going on as its own stroke bends, would meet the other,
the more alike both turn from the straight way between them (the two tangents of one circle), the narrower the opening
is beside the line, and the fewer other ends are nearer. Each counts by a weight; together they give a probability
(logistic regression). That two pieces of contour lie on one circle is the measure of Parent and Zucker, "Trace
inference, curvature consistency, and curve detection" (1989). Two ends that lie side by side, as the tips of a cusp
or the lips of a channel do, face nowhere near each other: they are judged by how the lines behind them run.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from celtint.regions import tuning
from celtint.regions.ends import Ends
from celtint.types.arrays import F32, I32, Bool, Ink


@dataclass(frozen=True)
class Pairs:
    """Two ends each. ends: (m, 2) int32 indices; likely: (m,) float32, 0 to 1, that a line is missing between them;
    bulge: (m, 2) float32, from the middle between them to where that line would pass. limit: pixels, what is wider than
    openings are in this drawing."""

    ends: I32
    likely: F32
    bulge: F32
    limit: float


@dataclass(frozen=True)
class _Sight:
    """How one end of each pair sees the other. turn: (m,) float32, angle from where it points to where the other is;
    off: (m,) how far that is from where its stroke would bend."""

    turn: F32
    off: F32


def _wrapped(angle: F32) -> F32:
    return np.asarray((angle + np.pi) % (2 * np.pi) - np.pi, np.float32)


def _sight(ends: Ends, own: I32, toward: F32, distance: F32) -> _Sight:
    points = ends.direction[own]
    turn = np.arctan2(points[:, 0] * toward[:, 1] - points[:, 1] * toward[:, 0], (points * toward).sum(axis=1)).astype(
        np.float32
    )
    bent = np.arcsin(np.clip(ends.bend[own] * distance / 2, -1.0, 1.0)).astype(np.float32)
    return _Sight(turn, np.abs(_wrapped(turn - bent)))


@dataclass(frozen=True)
class Reach:
    """How far apart what belongs together may be, in pixels.

    width: of the lines. most: further is nothing looked for. usual: the opening that counts as `tuning.PAIRS.usual`
    widths of the line. alone: the widest opening in a drawing that has too few others to tell; None where the drawing's
    maker says how wide they are.
    """

    width: float
    most: float
    usual: float
    alone: float | None


def pair_ends(ends: Ends, ink: Ink, reach: Reach) -> Pairs:
    """Pairs of ends within reach that nothing is drawn between: of each end those with its `tuning.PAIRS.near` nearest.

    ink: (h, w) uint8, non-zero on lines.
    """
    tree = cKDTree(ends.point)
    pairs = _close(tree, reach.most + 1)
    if len(pairs) == 0:
        nothing = np.zeros(0, np.float32)
        return Pairs(pairs, nothing, np.zeros((0, 2), np.float32), common_limit(nothing, nothing, reach))
    a, b = pairs.T
    across = ends.point[b] - ends.point[a]
    distance = np.linalg.norm(across, axis=1).astype(np.float32) + np.float32(1e-6)
    across /= distance[:, None]
    first, second = _sight(ends, a, across, distance), _sight(ends, b, -across, distance)
    nearest = tree.query(ends.point, k=2)[0][:, 1].astype(np.float32)
    odds = _odds(first, second, distance / reach.usual, distance / np.maximum(nearest[pairs], 1.0).T)
    turn = _wrapped(first.turn - second.turn) / 2
    turn[np.abs(turn) > tuning.PAIRS.most_turn] = 0.0
    side = np.stack([across[:, 1], -across[:, 0]], axis=1)
    bulge = (distance / 2 * np.tan(turn / 2))[:, None] * side
    clear = clear_between(ink, ends.point[a], ends.point[b], reach.width)
    pairs, odds, distance, bulge = pairs[clear], odds[clear], distance[clear], bulge[clear]
    limit = common_limit(distance, odds, reach)
    return Pairs(pairs, likelihood(odds - too_wide(distance, limit)), bulge.astype(np.float32), limit)


def _close(tree: cKDTree, reach: float) -> I32:
    """(m, 2) ascending indices a < b of points that are near each other. On a page of grain every end has thousands
    within reach, and those beyond the nearest few are never the likeliest."""
    count = min(tuning.PAIRS.near + 1, tree.n)
    other = np.asarray(tree.query(tree.data, k=count, distance_upper_bound=reach)[1]).reshape(tree.n, count)
    one = np.broadcast_to(np.arange(tree.n)[:, None], other.shape)
    there = (other < tree.n) & (other != one)
    one, other = one[there], other[there]
    both = np.unique((np.minimum(one, other) << 32) | np.maximum(one, other))
    return np.stack([both >> 32, both & 0xFFFFFFFF], axis=1).astype(np.int32)


def likelihood(odds: F32) -> F32:
    """Probability, from log odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), np.float32)


def common_limit(distance: F32, odds: F32, reach: Reach) -> float:
    """What opening is still as wide as those that surely are some, given pairs so far apart with such log odds."""
    if reach.alone is None:
        return reach.most
    t = tuning.PAIRS
    sure = distance[likelihood(odds) > t.sure]
    if len(sure) < t.few:
        return reach.alone
    return max(t.wider * float(np.percentile(sure, 90)), reach.alone / 2)


def too_wide(distance: F32, limit: float) -> F32:
    """What openings lose that are wider than those that surely are some, (m,) log odds."""
    return np.asarray(tuning.PAIRS.steep * np.log(np.maximum(distance / limit, 1.0)), np.float32)


def _odds(first: _Sight, second: _Sight, wide: F32, nearer: F32) -> F32:
    """Log odds of each pair. wide: (m,) opening beside the usual one; nearer: (2, m) distance beside that of the
    nearest end of each of the two."""
    t = tuning.PAIRS
    alike = np.abs(_wrapped(first.turn + second.turn))
    better, worse = np.minimum(first.off, second.off), np.maximum(first.off, second.off)
    low, high = np.log(nearer.min(axis=0)), np.log(nearer.max(axis=0))
    sum_ = t.base - t.wide * np.log(t.usual * wide + 0.5) - t.better * better - t.worse * worse - t.alike * alike
    sum_ -= t.both * low + t.passed * high
    return np.asarray(sum_, np.float32)


def clear_between(ink: Ink, a: F32, b: F32, width: float) -> Bool:
    """Whether each segment a to b crosses no ink but that of lines of `width` pixels that end at a and b."""
    t = np.linspace(0.0, 1.0, 15, dtype=np.float32)
    p = a[:, None, :] * (1 - t)[None, :, None] + b[:, None, :] * t[None, :, None]
    at = p.round().astype(int)
    nearer = np.minimum(t, 1 - t)[None, :] * np.linalg.norm(b - a, axis=1)[:, None]
    own = nearer <= tuning.PAIRS.own * width + 1.5
    return np.asarray(~((ink[at[..., 1], at[..., 0]] > 0) & ~own).any(axis=1))
