"""Hints on pairs: small dots anywhere up to an area's rim, and dots that a slip of the hand put over a line."""

from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F32, I32, U8, Bool, Index
from scipy import ndimage

from celtint_train.evaluation.bench.pairs.cases import Case
from celtint_train.evaluation.bench.pairs.pen import Rng, grown

SMALL = (1.0, 2.0)
"""Radius of a small dot, in pixels, whatever the picture's size."""
SLIPPED = (1, 5)
"""How far beyond the line a misplaced dot's middle is, in pixels at 512."""
AROUND = (4.0, 6.0)
"""A dot's surroundings: so many of its radii, and so many pixels at 512 more."""


def off_centre(case: Case, seed: int) -> U8:
    """(h, w, 4): in every area a dot of 1 to 2 px radius, anywhere but over its rim."""
    rng = np.random.default_rng([seed, 21])
    hints = np.zeros((*case.truth.shape, 4), np.uint8)
    room = _room(case.truth > 0)
    for area, box in enumerate(ndimage.find_objects(case.truth), 1):
        own = case.truth[box] == area
        places = np.argwhere(own & (room[box] >= min(1.5, float(room[box][own].max()))))
        y, x = places[rng.integers(len(places))]
        hints[box][_disc(own.shape, int(y), int(x), rng.uniform(*SMALL)) & own] = (*case.colours[area - 1], 255)
    return hints


@dataclass(frozen=True)
class Slip:
    """A misplaced dot: hints is the layer with it, (h, w, 4), around its surroundings, (h, w) bool."""

    hints: U8
    around: Bool


def misplaced(case: Case, right: U8, seed: int) -> Slip | None:
    """The right hints and one more: the colour of an area on its neighbour's ground, just over the line that parts
    them. None where no two areas of different colours lie beside one line."""
    rng = np.random.default_rng([seed, 22])
    grow = grown(max(case.truth.shape))
    room = _room(case.truth > 0)
    free = (case.truth > 0) & (room >= SLIPPED[0]) & (room <= SLIPPED[1] * grow) & (right[..., 3] == 0)
    places = np.argwhere(free)
    beside = _beside(case.truth, places, round(SLIPPED[1] * grow) + 4, rng)
    differ = np.abs(case.colours[case.truth[free] - 1].astype(int) - case.colours[beside - 1]).max(axis=1) > 24
    places, beside = places[(beside > 0) & differ], beside[(beside > 0) & differ]
    if not len(places):
        return None
    chosen = rng.integers(len(places))
    y, x = (int(v) for v in places[chosen])
    radius = min(float(rng.uniform(1.5, 4) * grow), max(1.0, float(room[y, x]) + 1))
    hints = right.copy()
    hints[_disc(case.truth.shape, y, x, radius) & (case.truth == case.truth[y, x]) & (right[..., 3] == 0)] = (
        *case.colours[beside[chosen] - 1],
        255,
    )
    return Slip(hints, _disc(case.truth.shape, y, x, AROUND[0] * radius + AROUND[1] * grow))


def _beside(truth: I32, places: Index, reach: int, rng: Rng) -> I32:
    """(n,): for each of the places, (n, 2) y, x, the area that is found on the other side of a line near by, looked for
    in eight ways one after the other; 0 where there is none."""
    angle = rng.uniform(0, 2 * np.pi)
    found = np.zeros(len(places), np.int32)
    own = truth[tuple(places.T)]
    height, width = truth.shape
    for turn in range(8):
        dy, dx = np.sin(angle + turn * np.pi / 4), np.cos(angle + turn * np.pi / 4)
        for step in range(2, reach):
            left = np.flatnonzero(found == 0)
            y = np.clip(places[left, 0] + round(dy * step), 0, height - 1)
            there = truth[y, np.clip(places[left, 1] + round(dx * step), 0, width - 1)]
            found[left] = np.where((there > 0) & (there != own[left]), there, 0)
    return found


def _room(free: Bool) -> F32:
    """Distance to a line or the page's edge."""
    padded = np.pad(free, 1).astype(np.uint8)
    return np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1], np.float32)


def _disc(shape: tuple[int, ...], y: int, x: int, radius: float) -> Bool:
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    return np.asarray((rows - y) ** 2 + (columns - x) ** 2 <= radius**2)
