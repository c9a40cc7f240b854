"""Line ends and the closings drawn between them.

A line end is a place where the outline of the ink turns back on itself within about a line's width. Two ends that
look at each other are joined; an end that looks at another line close by is extended to it. The idea of closing line
art from the ends of its strokes follows Fourey, Tschumperlé and Revoy, "A fast and efficient semi-guided algorithm
for flat coloring line-arts" (2018); how ends are found and scored here is our own.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from scipy.spatial import cKDTree

from celtint.regions import tuning
from celtint.regions.fragments import distance_to_lines
from celtint.types.arrays import F32, I32, Bool, Ink


@dataclass(frozen=True)
class Ends:
    """Tips of lines. point: (n, 2) float32 x, y; direction: (n, 2) unit vectors pointing out of the line."""

    point: F32
    direction: F32


@dataclass(frozen=True)
class Closings:
    """Segments that close gaps, most believable first.

    start, end: (n, 2) float32 x, y. doubt: (n,) float32, 0 for two ends facing each other up to 1 for an end that
    merely points at a line. loose: the ends nothing was found for.
    """

    start: F32
    end: F32
    doubt: F32
    loose: Ends

    @property
    def length(self) -> F32:
        return np.asarray(np.linalg.norm(self.end - self.start, axis=1), np.float32)


def line_width(ink: Ink) -> float:
    """Typical width of the lines in pixels: twice the median distance from line centre to line edge."""
    inside = distance_to_lines((ink > 0).astype(np.uint8))
    ridge = inside[(inside > 0) & (inside >= cv2.dilate(inside, np.ones((3, 3), np.uint8)))]
    return max(1.0, 2.0 * float(np.median(ridge)) - 1.0) if ridge.size else 1.0


def find_ends(ink: Ink, width: float) -> Ends:
    """Tips of the lines in `ink` ((h, w) uint8, non-zero on lines) that are about `width` pixels wide."""
    contours, _ = cv2.findContours((ink > 0).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    reach = max(4, round(tuning.GAPS.around * width + 1))
    kept = [c[:, 0, :] for c in contours if len(c) >= 2 * reach + 2]
    empty = np.zeros((0, 2), np.float32)
    if not kept:
        return Ends(empty, empty)
    points = np.concatenate(kept).astype(np.float32)
    lengths = np.array([len(c) for c in kept])
    start = np.repeat(np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    length = np.repeat(lengths, lengths)
    position = np.arange(len(points)) - start

    def shifted(k: int) -> F32:
        return np.asarray(points[start + (position + k) % length], np.float32)

    before, after = shifted(-reach), shifted(reach)
    came, goes = points - before, after - points
    norm = np.linalg.norm(came, axis=1) * np.linalg.norm(goes, axis=1) + 1e-6
    cosine = (came * goes).sum(axis=1) / norm
    turn = came[:, 0] * goes[:, 1] - came[:, 1] * goes[:, 0]
    # OpenCV walks outlines so that a tip of ink turns this way and a notch in it the other.
    convex = turn <= 0.0
    narrow = np.linalg.norm(after - before, axis=1) <= tuning.GAPS.narrow * width + 2.5
    tip = (cosine < tuning.GAPS.turn) & convex & narrow
    if not tip.any():
        return Ends(empty, empty)
    # One tip is a run of neighbouring outline points: keep its middle, found as the sharpest within reach.
    score = np.where(tip, -cosine, -2.0)
    best = np.ones(len(points), bool)
    for k in range(1, reach + 1):
        best &= score >= score[start + (position - k) % length]
        best &= score > score[start + (position + k) % length]
    chosen = np.flatnonzero(tip & best)
    middle = (shifted(-2 * reach) + shifted(2 * reach) + before + after)[chosen] / 4.0
    direction = points[chosen] - middle
    direction /= np.linalg.norm(direction, axis=1, keepdims=True) + 1e-6
    return Ends(points[chosen], direction.astype(np.float32))


@dataclass(frozen=True)
class _Facing:
    """Ends that face each other. pairs: (m, 2) int32 indices; cost: (m,) float32 pixels, the less they face the more;
    doubt: (m,) float32 as `Closings` has it."""

    pairs: I32
    cost: F32
    doubt: F32

    def only(self, chosen: Bool) -> "_Facing":
        return _Facing(self.pairs[chosen], self.cost[chosen], self.doubt[chosen])


@dataclass(frozen=True)
class _Rays:
    """Ends that have a line ahead. end: (m,) int32 indices; landing: (m, 2) float32 x, y on that line; cost: (m,)
    float32 pixels, more for a turn."""

    end: I32
    landing: F32
    cost: F32


def _join_ends(ends: Ends, reach: float) -> _Facing:
    """Pairs of ends within `reach` that face each other."""
    pairs = np.array(sorted(cKDTree(ends.point).query_pairs(reach)), np.int32).reshape(-1, 2)
    a, b = pairs[:, 0], pairs[:, 1]
    across = ends.point[b] - ends.point[a]
    distance = np.linalg.norm(across, axis=1) + 1e-6
    across /= distance[:, None]
    look_a = (ends.direction[a] * across).sum(axis=1)
    look_b = -(ends.direction[b] * across).sum(axis=1)
    # Ends almost touching may look anywhere; the wider the gap the better they must face each other.
    need = np.clip(distance / reach, 0.0, 1.0) * tuning.GAPS.facing
    good = (np.minimum(look_a, look_b) > need - 0.1) & (look_a + look_b > tuning.GAPS.together)
    doubt = np.clip(1.0 - 0.5 * (look_a + look_b), 0.0, 1.0)
    cost = distance * (1.0 + 2.0 * doubt)
    return _Facing(pairs, cost.astype(np.float32), (tuning.GAPS.pair_doubt * doubt).astype(np.float32)).only(good)


def _extend_ends(ends: Ends, ink: Ink, reach: float) -> _Rays:
    """The ends that have a line ahead within `reach`."""
    angles = np.deg2rad(np.array([0, -12, 12, -25, 25, -40, 40], np.float32))
    cos, sin = np.cos(angles), np.sin(angles)
    dx = ends.direction[:, :1] * cos - ends.direction[:, 1:] * sin
    dy = ends.direction[:, :1] * sin + ends.direction[:, 1:] * cos
    steps = np.arange(1.5, max(reach, 1.5) + 0.5, 0.5, dtype=np.float32)
    x = ends.point[:, 0, None, None] + dx[:, :, None] * steps
    y = ends.point[:, 1, None, None] + dy[:, :, None] * steps
    h, w = ink.shape
    inside = (x >= 0) & (y >= 0) & (x <= w - 1) & (y <= h - 1)
    hit = (ink[np.clip(y, 0, h - 1).round().astype(int), np.clip(x, 0, w - 1).round().astype(int)] > 0) & inside
    # The ray has to leave the line it starts on before anything counts as the line ahead.
    left = np.cumsum(~hit, axis=2) >= 2
    ahead = hit & left
    any_hit = ahead.any(axis=2)
    first = np.argmax(ahead, axis=2)
    length = np.where(any_hit, steps[first], np.inf)
    cost = length * (1.0 + 3.0 * (1.0 - cos))
    choice = np.argmin(cost, axis=1)
    row = np.arange(len(choice))
    found = np.isfinite(cost[row, choice])
    index = row[found].astype(np.int32)
    pick = (row[found], choice[found])
    landing = np.stack(
        [x[pick][np.arange(len(index)), first[pick]], y[pick][np.arange(len(index)), first[pick]]], axis=1
    )
    return _Rays(index, landing.astype(np.float32), cost[pick].astype(np.float32))


def _clear(ink: Ink, a: F32, b: F32) -> Bool:
    """Whether the middle of each segment a to b crosses no ink."""
    t = np.linspace(0.3, 0.7, 7, dtype=np.float32)
    p = a[:, None, :] * (1 - t)[None, :, None] + b[:, None, :] * t[None, :, None]
    at = p.round().astype(int)
    return np.asarray(~(ink[at[..., 1], at[..., 0]] > 0).any(axis=1))


def find_closings(ink: Ink, reach: float, width: float | None = None) -> Closings:
    """Segments that close the gaps of up to `reach` pixels in the lines of `ink` ((h, w) uint8, non-zero on lines)."""
    width = line_width(ink) if width is None else width
    ends = find_ends(ink, width)
    if reach < 1 or len(ends.point) == 0:
        nothing = np.zeros((0, 2), np.float32)
        return Closings(nothing, nothing, np.zeros(0, np.float32), ends)
    facing = _join_ends(ends, reach)
    if len(facing.pairs):
        facing = facing.only(_clear(ink, ends.point[facing.pairs[:, 0]], ends.point[facing.pairs[:, 1]]))
    rays = _extend_ends(ends, ink, tuning.GAPS.ahead * reach)
    order = np.argsort(np.concatenate([facing.cost, tuning.GAPS.ray_cost * rays.cost]), kind="stable")
    used = np.zeros(len(ends.point), bool)
    start, end, doubt = [], [], []
    for k in order:
        if k < len(facing.pairs):
            a, b = facing.pairs[k]
            if used[a] or used[b]:
                continue
            used[a] = used[b] = True
            start.append(ends.point[a])
            end.append(ends.point[b])
            doubt.append(float(facing.doubt[k]))
        else:
            r = k - len(facing.pairs)
            a = rays.end[r]
            if used[a]:
                continue
            used[a] = True
            start.append(ends.point[a])
            end.append(rays.landing[r])
            doubt.append(min(1.0, 0.5 + 0.5 * float(rays.cost[r]) / reach))
    loose = Ends(ends.point[~used], ends.direction[~used])
    starts, stops = (np.array(p, np.float32).reshape(-1, 2) for p in (start, end))
    return Closings(starts, stops, np.array(doubt, np.float32), loose)


def draw_closings(closings: Closings, shape: tuple[int, int]) -> I32:
    """(h, w) int32: 0, or 1 + the index of the closing drawn there (one pixel wide, 8-connected)."""
    canvas = np.zeros(shape, np.int32)
    for k in range(len(closings.start) - 1, -1, -1):
        a, b = closings.start[k].round().astype(int), closings.end[k].round().astype(int)
        cv2.line(canvas, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), k + 1, 1, cv2.LINE_8)
    return canvas
