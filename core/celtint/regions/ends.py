"""Ends of lines: where the outline of the ink turns back on itself within about a line's width.

Each end remembers how its stroke came to it: which way it points, how it bends and how far it can be followed back.
The ink's middle is found between the two sides of the outline at the same distance from the tip, so nothing is
thinned.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.regions import tuning
from celtint.regions.fragments import distance_to_lines
from celtint.types.arrays import F32, Bool, Index, Ink

_BACK = (1, 2, 3, 5, 8)
"""How far back from a tip the stroke's middle is looked at, in pieces as long as one that a tip is looked for on: two
pieces to tell where the tip points, and two circles through three of them each."""


@dataclass(frozen=True)
class Ends:
    """Tips of lines.

    point: (n, 2) float32 x, y; direction: (n, 2) unit vectors pointing out of the line. bend: (n,) float32, curvature
    of the stroke's last piece in radians a pixel, above 0 where it turns from x towards y. stroke: (n,) float32, how
    many pixels the stroke can be followed back from its tip (a few times ten widths at most).
    """

    point: F32
    direction: F32
    bend: F32
    stroke: F32

    @classmethod
    def none(cls) -> "Ends":
        pair, one = np.zeros((0, 2), np.float32), np.zeros(0, np.float32)
        return cls(pair, pair, one, one)

    def only(self, chosen: Bool | slice) -> "Ends":
        return Ends(self.point[chosen], self.direction[chosen], self.bend[chosen], self.stroke[chosen])


def line_width(ink: Ink) -> float:
    """Typical width of the lines in pixels: twice the median distance from line centre to line edge."""
    drawn = ink > 0
    inside, at = distance_to_lines(drawn.view(np.uint8)), np.flatnonzero(drawn)
    around = np.asarray(cv2.dilate(inside, np.ones((3, 3), np.uint8)), np.float32)
    ridge = inside.ravel()[at]
    ridge = ridge[ridge >= around.ravel()[at]]
    return max(1.0, 2.0 * float(np.median(ridge)) - 1.0) if ridge.size else 1.0


@dataclass(frozen=True)
class _Outline:
    """All outlines of the ink in a row. points: (n, 2) float32; start, length: (n,) of the outline each lies on."""

    points: F32
    start: Index
    length: Index

    def beyond(self, chosen: Index, k: int) -> F32:
        """The points `k` further along their outlines than the `chosen` ones."""
        start = self.start[chosen]
        return np.asarray(self.points[start + (chosen - start + k) % self.length[chosen]], np.float32)


def find_ends(ink: Ink, width: float) -> Ends:
    """Tips of the lines in `ink` ((h, w) uint8, non-zero on lines) that are about `width` pixels wide."""
    contours, _ = cv2.findContours((ink > 0).view(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    reach = max(4, round(tuning.ENDS.around * width + 1))
    kept = [c for c in contours if len(c) >= 2 * reach + 2]
    if not kept:
        return Ends.none()
    lengths = np.array([len(c) for c in kept])
    start = np.repeat(np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    outline = _Outline(np.concatenate(kept)[:, 0].astype(np.float32), start, np.repeat(lengths, lengths))
    chosen = _tips(outline, reach, width)
    # A line that runs off the page does not end there.
    x, y = outline.points[chosen].T
    rim = 1 + width / 2
    chosen = chosen[(np.minimum(x, y) > rim) & (x < ink.shape[1] - 1 - rim) & (y < ink.shape[0] - 1 - rim)]
    if len(chosen) == 0:
        return Ends.none()
    return _followed(outline, chosen, reach, width)


def _tips(outline: _Outline, reach: int, width: float) -> Index:
    """Indices of the outline's points at which it turns round: one for each tip."""
    points, widest = outline.points, tuning.ENDS.narrow * width + 2.5
    # Few points have the outline's other side so near; only they are looked at closely. Where an outline begins the
    # points before are those at its end, and nobody can tell.
    span = points[2 * reach :] - points[: -2 * reach]
    place = np.arange(len(points)) - outline.start
    near = (place < reach) | (place >= outline.length - reach)
    near[reach:-reach] |= np.einsum("ij,ij->i", span, span) <= widest * widest
    left = np.flatnonzero(near)
    before, after = outline.beyond(left, -reach), outline.beyond(left, reach)
    came, goes = points[left] - before, after - points[left]
    norm = np.linalg.norm(came, axis=1) * np.linalg.norm(goes, axis=1) + 1e-6
    cosine = (came * goes).sum(axis=1) / norm
    turn = came[:, 0] * goes[:, 1] - came[:, 1] * goes[:, 0]
    # OpenCV walks outlines so that a tip of ink turns this way and a notch in it the other.
    tip = (cosine < tuning.ENDS.turn) & (turn <= 0.0) & (np.linalg.norm(after - before, axis=1) <= widest)
    # One tip is a run of neighbouring outline points: keep its middle, found as the sharpest within reach.
    score = np.full(len(points), -2.0, np.float32)
    best = left[tip]
    score[best] = -cosine[tip]
    for k in range(1, reach + 1):
        first, along = outline.start[best], place[best]
        lower = score[best] >= score[first + (along - k) % outline.length[best]]
        best = best[lower & (score[best] > score[first + (along + k) % outline.length[best]])]
    return np.asarray(best, np.intp)


def _followed(outline: _Outline, chosen: Index, reach: int, width: float) -> Ends:
    """The ends at the `chosen` points of an outline, with how their strokes came to them."""
    tip = outline.points[chosen]
    steps = np.array(_BACK)
    sides = [(outline.beyond(chosen, -reach * int(k)), outline.beyond(chosen, reach * int(k))) for k in steps]
    middle = np.stack([(a + b) / 2 for a, b in sides], axis=1).astype(np.float32)
    wide = np.stack([np.linalg.norm(a - b, axis=1) for a, b in sides], axis=1)
    free = outline.length[chosen, None] >= 2 * reach * steps[None, :]
    whole = np.logical_and.accumulate((wide <= tuning.ENDS.follow * width + 2.5) & free, axis=1)
    short = tip - (middle[:, 0] + middle[:, 1]) / 2
    short /= np.linalg.norm(short, axis=1, keepdims=True) + 1e-6
    direction, bend = _bent(middle, whole, tip, short.astype(np.float32))
    followed = whole.sum(axis=1)
    stroke = reach * np.concatenate(([1], steps))[followed]
    return Ends(tip, direction.astype(np.float32), bend.astype(np.float32), stroke.astype(np.float32))


def _bent(middle: F32, whole: Bool, tip: F32, short: F32) -> tuple[F32, F32]:
    """Direction at the tip and curvature, from a circle through three points of the stroke's middle.

    middle: (n, k, 2); whole: (n, k) whether the stroke goes as far back as each; short: (n, 2) the way the last two
    widths point, which is kept where the stroke cannot be followed further or has a corner there.
    """
    direction, bend = short.copy(), np.zeros(len(tip), np.float32)
    for mid, far in ((1, 2), (2, 3)):
        last, before = middle[:, 0] - middle[:, mid], middle[:, mid] - middle[:, far]
        turn = np.arctan2(before[:, 0] * last[:, 1] - before[:, 1] * last[:, 0], (before * last).sum(axis=1))
        length = np.linalg.norm(last, axis=1) + np.linalg.norm(before, axis=1) + 1e-6
        curvature = 2 * turn / length
        # The chord of the last piece points as the circle does in its middle.
        ahead = curvature * (np.linalg.norm(last, axis=1) / 2 + np.linalg.norm(tip - middle[:, 0], axis=1))
        angle = np.arctan2(last[:, 1], last[:, 0]) + ahead
        found = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        agrees = (found * short).sum(axis=1) > tuning.ENDS.agree
        good = whole[:, far] & agrees & (np.abs(turn) < 1.2)
        direction[good], bend[good] = found[good], curvature[good]
    return np.asarray(direction, np.float32), np.asarray(bend, np.float32)
