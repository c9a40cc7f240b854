"""Samples for networks that colour grey pictures: lightness and, for those that take them, blots of colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from celtint.colours.lab import srgb_to_lab
from celtint.types.arrays import F32

from celtint_train.data.samples import Recipe, window_of
from celtint_train.data.store import StoredPicture

Rng = np.random.Generator

A_B_RANGE = 128.0
"""a and b are divided by this, L by 100."""
_MOST_BLOTS = 8


@dataclass(frozen=True)
class GreySample:
    """planes (p, s, s) as `planes_of` makes them; lab (3, s, s) the truth, L 0 to 1, a and b -1 to 1."""

    planes: F32
    lab: F32


def planes_of(names: Sequence[str], unit: F32, blots: F32) -> F32:
    """The input planes (p, h, w) by name.

    unit: (3, h, w) the picture's L 0 to 1, a and b -1 to 1. blots: (4, h, w) the same of the blots, zero
    outside them, and where they are. names: "l", "zero", "hint_l", "hint_a", "hint_b", "mask".
    """
    known = {"l": unit[0], "zero": np.zeros_like(unit[0])}
    known |= dict(zip(("hint_l", "hint_a", "hint_b", "mask"), blots, strict=True))
    return np.stack([known[name] for name in names])


def make_grey(stored: StoredPicture, names: Sequence[str], recipe: Recipe, size: int, rng: Rng) -> GreySample:
    """One sample of a picture laid on white; the same generator state gives the same sample."""
    rgb = window_of(stored, recipe, size, rng)
    unit = to_unit(srgb_to_lab(rgb))
    wanted = "mask" in names
    blots = blots_of(unit, rng) if wanted else np.zeros((4, size, size), np.float32)
    return GreySample(planes_of(names, unit, blots), unit)


def to_unit(lab: F32) -> F32:
    """(h, w, 3) Lab to (3, h, w), L 0 to 1, a and b -1 to 1."""
    scaled = lab / np.array([100.0, A_B_RANGE, A_B_RANGE], np.float32)
    return np.ascontiguousarray(scaled.transpose(2, 0, 1), np.float32)


def blots_of(unit: F32, rng: Rng) -> F32:
    """Colour blots as recolourise makes them: the picture's major colours are found by clustering, and each is
    put down where its largest area is thickest. (4, h, w): L, a, b inside the blots, and 1 there."""
    height, width = unit.shape[1:]
    pixels = np.ascontiguousarray(unit.reshape(3, -1).T * np.array([1.0, A_B_RANGE / 100, A_B_RANGE / 100], np.float32))
    count = int(rng.integers(2, _MOST_BLOTS + 1))
    cv2.setRNGSeed(int(rng.integers(1, 1 << 30)))
    stop = (cv2.TERM_CRITERIA_MAX_ITER, 8, 0.0)
    step = max(1, len(pixels) // 2048)
    _, _, centres = cv2.kmeans(pixels[::step], count, np.empty(0, np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
    owner = ((pixels[:, None] - centres[None]) ** 2).sum(2).argmin(1).reshape(height, width)
    blots = np.zeros((4, height, width), np.float32)
    for place in range(count):
        depth = cv2.distanceTransform((owner == place).astype(np.uint8), cv2.DIST_L2, 3)
        y, x = np.unravel_index(int(np.argmax(depth)), depth.shape)
        radius = int(min(max(float(depth[y, x]) * rng.uniform(0.2, 0.7), 1.0), max(height, width) / 16))
        mask = np.zeros((height, width), np.uint8)
        cv2.circle(mask, (int(x), int(y)), radius, 1, -1)
        blots[:3, mask > 0] = unit[:, y, x, None]
        blots[3, mask > 0] = 1.0
    return blots
