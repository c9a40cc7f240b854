"""Lines left open as artists leave them: in the middle, short of another line, with ends side by side, at an eyelid."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from celtint.types.arrays import F32, I32, Index

from celtint_train.evaluation.bench.pairs.flats import widest_of
from celtint_train.evaluation.bench.pairs.pen import Line, Rng
from celtint_train.puppets.scenes import Gaps


@dataclass(frozen=True)
class Opening:
    """How lines are opened, in pixels at 512. share: of the lines that get gaps. widths: narrowest and widest gap.
    spacing: a line may get one more gap for every so many pixels. lids: small areas that lose a part of their outline.
    """

    share: float
    widths: tuple[float, float]
    spacing: float
    lids: int


OPENINGS: dict[Gaps, Opening] = {
    "some": Opening(0.2, (1.5, 8.0), np.inf, 1),
    "many": Opening(0.85, (1.5, 14.0), 110.0, 3),
}
ROOMIEST = 0.6
"""A gap is no wider than this share of the narrower of the two areas that it joins: else nobody could say what was
meant. (An eyelid's may be.)"""
SHORT, BESIDE = 0.3, 0.2
"""Share of the gaps that are made by stopping short of another line, and by ends that pass side by side."""
CLEAR = 5
"""Pixels at 512 that a gap keeps from where lines meet."""
EYES = (40, 700)
"""Least and greatest area, in pixels at 512, of what may be an eye."""


def opened(lines: list[Line], truth: I32, gaps: Gaps, rng: Rng, grow: float) -> list[Line]:
    """The lines with gaps. truth: (h, w) areas of the whole lines, 0 on them. grow: times as large as at 512
    everything is."""
    if gaps == "no":
        return lines
    how = OPENINGS[gaps]
    places = _Places(truth, widest_of(_room(truth), truth), grow)
    found: list[Line] = []
    for line in lines:
        parts = [line]
        if len(line.points) > 4 * CLEAR * grow and rng.random() < how.share:
            more = int(rng.integers(0, 2 + int(len(line.points) / (how.spacing * grow))))
            for _ in range(1 + (more if np.isfinite(how.spacing) else 0)):
                parts[:1] = _gap(parts[0], places, grow * rng.uniform(*how.widths), rng) or parts[:1]
        found += parts
    return _lids(found, places, how.lids, rng)


@dataclass(frozen=True)
class _Places:
    """Where gaps may be. truth: (h, w) areas. widest: (n + 1,) radius of the widest place of each. grow: as in
    `opened`."""

    truth: I32
    widest: F32
    grow: float

    def beside(self, line: Line, at: Index) -> tuple[I32, I32]:
        """The areas to the left and the right of points of a line."""
        many = len(line.points)
        after, before = (at + 3, at - 3) if line.closed else (np.minimum(at + 3, many - 1), np.maximum(at - 3, 0))
        way = line.points[after % many] - line.points[before % many]
        side = np.stack([-way[:, 1], way[:, 0]], axis=1) / np.maximum(np.hypot(*way.T), 1e-9)[:, None]
        height, width = self.truth.shape
        found = []
        for sign in (1, -1):
            there = line.points[at] + sign * side * (line.width[at] / 2 + 1.7)[:, None]
            x, y = np.floor(there).astype(int).T
            found.append(self.truth[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)])
        return found[0], found[1]

    def fitting(self, line: Line, middle: int, width: float) -> float:
        """A gap's width where it is to be, no more than its place bears; 0 where it would join nothing."""
        left, right = (int(area[0]) for area in self.beside(line, np.array([middle])))
        if left == 0 or right in (0, left):
            return 0.0
        narrower = 2 * float(min(self.widest[left], self.widest[right]))
        fits = min(width, ROOMIEST * narrower, 0.3 * len(line.points))
        return fits if fits >= 1 else 0.0


def _room(truth: I32) -> F32:
    """Distance to the nearest line; the page's edge is no limit."""
    return np.asarray(cv2.distanceTransform((truth > 0).astype(np.uint8), cv2.DIST_L2, 5), np.float32)


def _gap(line: Line, places: _Places, width: float, rng: Rng) -> list[Line]:
    """The line with one more gap, in two parts where its ends pass each other; none where it has no place for one."""
    kind, many, clear = rng.random(), len(line.points), round(CLEAR * places.grow)
    ends = [side for side in (0, 1) if not line.closed and line.met[side]]
    if kind < SHORT and ends:
        return _stopped(line, ends[int(rng.integers(len(ends)))], places, width)
    low, high = (0, many) if line.closed else (2 * clear, many - 2 * clear)
    if high <= low:
        return []
    middle = int(rng.integers(low, high))
    wide = places.fitting(line, middle, width)
    if wide and kind > 1 - BESIDE and not line.closed and line.keep.all():
        return _side_by_side(line, middle, wide, rng, places.grow)
    reach = round(wide + float(line.width[middle]))  # round ends reach into the gap
    around = np.arange(middle - reach // 2 - clear, middle - reach // 2 + reach + clear)
    inside = line.closed or (around[0] >= 0 and around[-1] < many)
    if not wide or not inside or not line.keep[around % many].all():
        return []
    return [line.cut(middle - reach // 2, middle - reach // 2 + reach)]


def _stopped(line: Line, side: int, places: _Places, width: float) -> list[Line]:
    """The line without its last pixels before the line that it meets at that side."""
    many = len(line.points)
    at = min(round(CLEAR * places.grow), many - 1)
    wide = places.fitting(line, at if side == 0 else many - 1 - at, width)
    reach = round(wide + float(line.width[0 if side == 0 else -1]))
    first = 0 if side == 0 else many - reach
    return [line.cut(first, first + reach)] if wide and line.keep[first : first + reach].all() else []


def _side_by_side(line: Line, middle: int, width: float, rng: Rng, grow: float) -> list[Line]:
    """Two lines whose ends pass each other, ``width`` of paper (at most six pixels at 512) between them."""
    over = round(rng.uniform(0, 7) * grow)
    apart = min(width, 6 * grow) + float(line.width[middle])
    way = line.points[min(middle + 4, len(line.points) - 1)] - line.points[max(middle - 4, 0)]
    side = np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), 1e-9)
    parts = []
    for sign, part in ((1, slice(0, middle + over)), (-1, slice(max(0, middle - over), len(line.points)))):
        points = line.points[part].copy()
        away = np.arange(len(points))[::sign][::-1]  # from the end that is bent aside, over three dozen pixels
        points += sign * apart / 2 * side * np.exp(-np.square(away / (18 * grow)))[:, None]
        met = (line.met[0], False) if sign == 1 else (False, line.met[1])
        parts.append(replace(line, points=points, width=line.width[part], met=met, keep=np.ones(len(points), np.bool_)))
    return parts


def _lids(lines: list[Line], places: _Places, most: int, rng: Rng) -> list[Line]:
    """Small areas lose up to a third of their outline to a larger one, as an eye whose lid isn't drawn through."""
    area, grow = np.bincount(places.truth.ravel()), places.grow
    eyes = [n for n in range(1, len(area)) if EYES[0] * grow**2 <= area[n] <= EYES[1] * grow**2]
    found = list(lines)
    for eye in [eyes[k] for k in rng.permutation(len(eyes))[:most].tolist()]:
        want = round(rng.uniform(0.5, 1.1) * float(np.sqrt(area[eye])))
        for k, line in enumerate(found):
            left, right = places.beside(line, np.arange(len(line.points)))
            other = np.where(left == eye, right, np.where(right == eye, left, 0))
            along = np.flatnonzero((other != eye) & (area[other] > area[eye]) & (other > 0) & line.keep)
            run = max(np.split(along, np.flatnonzero(np.diff(along) > 1) + 1), key=len)
            if len(run) > want + 6 * grow:
                first = int(run[0]) + int(rng.integers(round(3 * grow), len(run) - want - round(2 * grow)))
                found[k] = line.cut(first, first + want)
                break
    return found
