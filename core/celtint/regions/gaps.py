"""The closings drawn between ends of lines.

Each opening is decided by its own evidence: two ends that may be one broken line (`pairing`), or an end that looks at
another line. The likeliest are drawn first, and an end is used once. The idea of closing line art from the ends of its
strokes follows Fourey, Tschumperlé and Revoy, "A fast and efficient semi-guided algorithm for flat coloring line-arts"
(2018); how ends are found and judged here is our own.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.regions import tuning
from celtint.regions.ends import Ends, find_ends, line_width
from celtint.regions.pairing import Pairs, Reach, likelihood, pair_ends, too_wide
from celtint.types.arrays import F32, I32, U8, Bool, Ink
from celtint.types.picture import span

_AT_ONCE = 1 << 9
"""So many ends at a time look ahead: what they see stays in the processor's cache."""


@dataclass(frozen=True)
class Closings:
    """Curves that close gaps, most believable first.

    start, end: (n, 2) float32 x, y; bulge: (n, 2) float32, from the middle between them to the curve. doubt: (n,)
    float32, 0 for two ends that are surely one broken line up to 1; ajar: (n,) the same where it counts as well how
    many lines of the drawing end for no reason. loose: the ends nothing was found for.
    """

    start: F32
    end: F32
    bulge: F32
    doubt: F32
    ajar: F32
    loose: Ends

    @property
    def length(self) -> F32:
        return np.asarray(np.linalg.norm(self.end - self.start, axis=1), np.float32)

    @property
    def widest(self) -> float:
        """The widest opening that was closed, in pixels of paper."""
        return max(0.0, float(self.length.max(initial=0.0)) - 1.0)


@dataclass(frozen=True)
class _Rays:
    """Ends that have a line ahead. end: (m,) int32 indices; landing: (m, 2) float32 x, y on that line; likely: (m,)
    float32, 0 to 1."""

    end: I32
    landing: F32
    likely: F32


def _extend_ends(ends: Ends, ink: Ink, reach: Reach, limit: float) -> _Rays:
    """The ends that have a line ahead within `reach`, going straight on, aside, or as their strokes bend.

    The page's border is a line too: one that is meant to run off the page may stop short of it.
    """
    h, w = ink.shape
    # Paper is 0, ink 1, and what lies off the page 2.
    page = np.full((h + 2, w + 2), 2, np.uint8)
    page[1:-1, 1:-1] = ink > 0
    # What cannot be followed back is the corner of a shape more often than the end of a line.
    stub = np.asarray(ends.stroke < 2.5 * ends.stroke.min(), np.bool_)
    parts = [slice(k, k + _AT_ONCE) for k in range(0, len(stub), _AT_ONCE)]
    found = [_looking_ahead(ends.only(part), stub[part], page, reach, limit) for part in parts]
    end = [rays.end + np.int32(part.start) for rays, part in zip(found, parts, strict=True)]
    landing, likely = [rays.landing for rays in found], [rays.likely for rays in found]
    return _Rays(np.concatenate(end), np.concatenate(landing), np.concatenate(likely))


def _looking_ahead(ends: Ends, stub: Bool, page: U8, reach: Reach, limit: float) -> _Rays:
    """`_extend_ends` for some of the ends. stub: (n,) whether what is behind each is too short for a line; page:
    (h + 2, w + 2) 0 on paper, 1 on ink, 2 off the page."""
    angles = np.deg2rad(np.array([0, -12, 12, -25, 25, -40, 40], np.float32))
    steps = np.arange(0.5, max(tuning.GAPS.ahead * reach.most, 1.5) + 0.5, 0.5, dtype=np.float32)
    facing = np.arctan2(ends.direction[:, 1], ends.direction[:, 0])
    heading = facing[:, None, None] + angles[None, :, None] + (ends.bend[:, None] * steps / 2)[:, None, :]
    x = ends.point[:, 0, None, None] + np.cos(heading) * steps
    y = ends.point[:, 1, None, None] + np.sin(heading) * steps
    h, w = page.shape
    row, column = (np.clip(np.rint(v) + 1, 0, n - 1).astype(np.int32) for v, n in ((y, h), (x, w)))
    seen = page.ravel()[row * w + column]
    # The ray has to leave the line it starts on before anything counts as the line ahead.
    ahead = np.zeros(seen.shape, bool)
    ahead[..., 1:] = (seen[..., 1:] > 0) & (seen[..., :-1] == 0)
    any_hit = np.asarray(ahead.any(axis=2), np.bool_)
    first = np.argmax(ahead, axis=2)
    length = np.where(any_hit, steps[first], np.float32(2 * reach.most))
    t = tuning.GAPS
    wide = np.log(tuning.PAIRS.usual * length / reach.usual + 0.5)
    sum_ = np.where(any_hit, t.ray_base, -np.inf) - t.ray_wide * wide - t.ray_turn * (1.0 - np.cos(angles))
    sum_ -= t.ray_stub * stub[:, None]
    off = np.take_along_axis(seen, first[..., None], axis=2)[..., 0] > 1
    sum_ -= t.ray_off * off + too_wide(length, limit)
    choice = np.argmax(sum_, axis=1)
    row = np.arange(len(choice))
    found = any_hit[row, choice]
    pick = (row[found], choice[found])
    at = (*pick, first[pick])
    landing = np.stack([x[at], y[at]], axis=1).astype(np.float32)
    return _Rays(row[found].astype(np.int32), landing, likelihood(sum_[pick]))


def find_closings(ink: Ink, reach: float | None = None, width: float | None = None) -> Closings:
    """Curves that close the gaps in the lines of `ink` ((h, w) uint8, non-zero on lines).

    reach: the widest gap to close, in pixels; None leaves it to each gap's own evidence.
    """
    width = line_width(ink) if width is None else width
    ends = find_ends(ink, width)
    most = _own_reach(width, span(ink.shape)) if reach is None else _told_reach(width, reach)
    if most.most < 1 or len(ends.point) == 0:
        pair, one = np.zeros((0, 2), np.float32), np.zeros(0, np.float32)
        return Closings(pair, pair, pair, one, one, ends)
    pairs = pair_ends(ends, ink, most)
    return _chosen(ends, pairs, _extend_ends(ends, ink, most, pairs.limit), is_told=reach is not None)


def _own_reach(width: float, side: int) -> Reach:
    """How far a drawing with lines of `width` pixels and its longer side is looked over for what belongs together."""
    t = tuning.GAPS
    # A fine pen leaves no finer gaps: the hand that draws is as large.
    hand = max(width, t.hand * side)
    usual = tuning.PAIRS.usual * hand
    return Reach(width, min(t.search * hand, t.ceiling * side), usual, usual)


def _told_reach(width: float, reach: float) -> Reach:
    return Reach(width, reach, max(tuning.PAIRS.usual * width, reach), None)


def _chosen(ends: Ends, pairs: Pairs, rays: _Rays, is_told: bool) -> Closings:
    """Each end's likeliest closing, the likeliest of all first. is_told: the drawing's maker says what is a gap."""
    likely = np.concatenate([pairs.likely, rays.likely])
    fewer = np.float32(0) if is_told else _fewer(ends, pairs, rays)
    order = np.argsort(-likely, kind="stable")
    order = order[likely[order] >= tuning.GAPS.least]
    many = len(pairs.ends)
    a = np.concatenate([pairs.ends[:, 0], rays.end])[order].tolist()
    b = np.concatenate([pairs.ends[:, 1], rays.end])[order].tolist()
    used = [False] * len(ends.point)
    kept = np.zeros(len(order), bool)
    for k, (one, other) in enumerate(zip(a, b, strict=True)):
        if not (used[one] and used[other]):
            used[one] = used[other] = kept[k] = True
    order = order[kept]
    paired = order[:, None] < many
    pair, ray = np.minimum(order, max(many - 1, 0)), np.maximum(order - many, 0)
    zero = np.zeros((1, 2), np.float32)
    start = np.where(paired, *_either(ends.point[pairs.ends[:, 0]], pair, ends.point[rays.end], ray))
    end = np.where(paired, *_either(ends.point[pairs.ends[:, 1]], pair, rays.landing, ray))
    bulge = np.where(paired, *_either(pairs.bulge, pair, np.repeat(zero, len(rays.end), 0), ray))
    doubt = (1.0 - likely[order]).astype(np.float32)
    ajar = (1.0 - _by_custom(likely[order], fewer)).astype(np.float32)
    loose = ends.only(~np.array(used, bool))
    return Closings(start, end, bulge, doubt, ajar, loose)


def _fewer(ends: Ends, pairs: Pairs, rays: _Rays) -> np.float32:
    """What a closing loses, in log odds, in a drawing most of whose lines end for no reason: hair, brows, lashes.

    The share of ends that are gaps' is what the likelihoods themselves say once they are judged by that share: the
    expectation and maximisation of Saerens, Latinne and Decaestecker (2002).
    """
    t, many = tuning.GAPS, len(ends.point)
    end = np.concatenate([pairs.ends.ravel(), rays.end])
    likely = np.concatenate([np.repeat(pairs.likely, 2), rays.likely])
    fewer = np.float32(0)
    for _ in range(t.rounds):
        gap = np.zeros(many, np.float32)
        np.maximum.at(gap, end, _by_custom(likely, fewer))
        share = (gap.sum() + t.own * t.share) / (many + t.own)
        ratio = share / (1.0 - share) * (1.0 - t.share) / t.share
        fewer = np.float32(max(0.0, -t.custom * np.log(ratio)))
    return fewer


def _by_custom(likely: F32, fewer: np.float32) -> F32:
    """Likelihoods whose log odds are less by `fewer`."""
    return np.asarray(likely / (likely + (1.0 - likely) * np.exp(fewer)), np.float32)


def _either(ours: F32, at: I32, theirs: F32, there: I32) -> tuple[F32, F32]:
    """Rows of two tables, of which one may be empty."""
    shape = (len(at), 2)
    return (ours[at] if len(ours) else np.zeros(shape, np.float32)), (
        theirs[there] if len(theirs) else np.zeros(shape, np.float32)
    )


def draw_closings(closings: Closings, shape: tuple[int, int]) -> I32:
    """(h, w) int32: 0, or 1 + the index of the closing drawn there (one pixel wide, 8-connected)."""
    canvas = np.zeros(shape, np.int32)
    t = np.linspace(0.0, 1.0, 9, dtype=np.float32)[None, :, None]
    start, end = closings.start[:, None], closings.end[:, None]
    curve = start * (1 - t) + end * t + closings.bulge[:, None] * 4 * t * (1 - t)
    points = np.rint(curve).astype(np.int32)
    for k in range(len(points) - 1, -1, -1):
        cv2.polylines(canvas, [points[k]], False, k + 1, 1, cv2.LINE_8)
    return canvas
