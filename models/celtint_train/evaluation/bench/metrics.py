"""Scores of a colour layer against a generated scene's truth."""

from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F64, I32, U8, Bool
from skimage import measure

from celtint_train.puppets.scenes import Scene

NEAR = 12
"""A channel may be off by so much (of 255) and the pixel still counts as right."""
WHOLE = 0.9
"""A region with this share of its pixels right counts as right."""
LEAST = 30
"""Regions of so many pixels or fewer are not counted one by one."""
SPECK = 4
"""A connected patch of one colour with fewer pixels than this is a stray speck."""


@dataclass(frozen=True)
class Score:
    """pixels, regions, fringe: shares 0 to 1 (fringe: the smaller the better). specks: how many."""

    pixels: float
    regions: float
    fringe: float
    specks: int


def score(scene: Scene, hints: U8, flats: U8) -> Score:
    """Score ``flats``, (H, W, 4) uint8, painted over ``scene`` from ``hints``, (H, W, 4) uint8."""
    right = right_pixels(scene.flats, flats)
    shares, counted = region_shares(scene, hints, right)
    whole = shares >= WHOLE
    regions = float(whole[counted].mean()) if counted.any() else 1.0
    pixels = float(right[~scene.ink].mean())
    return Score(pixels, regions, fringe(scene, flats, whole), specks(flats))


def right_pixels(truth: U8, flats: U8) -> Bool:
    """(H, W) bool: painted (alpha over half) and within `NEAR` of ``truth``, (H, W, 3) uint8."""
    return np.asarray(near(flats, truth) & (flats[..., 3] >= 128))


def near(flats: U8, truth: U8) -> Bool:
    """(H, W) bool: no channel of RGB is farther than `NEAR` from ``truth``'s; of (H, W, 3 or 4) uint8 each."""
    away = cv2.absdiff(*(np.ascontiguousarray(layer[..., :3]) for layer in (flats, truth)))
    return np.asarray(cv2.inRange(away, (0, 0, 0), (NEAR, NEAR, NEAR)) > 0)


def region_shares(scene: Scene, hints: U8, right: Bool) -> tuple[F64, Bool]:
    """For every region the share right of its pixels off the lines, and whether it has a hint and counts."""
    count, paper = len(scene.colours), ~scene.ink
    area = np.bincount(scene.truth[paper], minlength=count + 1)[1:]
    good = np.bincount(scene.truth[paper & right], minlength=count + 1)[1:]
    hinted = np.bincount(scene.truth[hints[..., 3] == 255], minlength=count + 1)[1:] > 0
    return good / np.maximum(area, 1), np.asarray(hinted & (area > LEAST))


def fringe(scene: Scene, flats: U8, whole: Bool) -> float:
    """Share of the half-covered pixels at the edges of lines that were left empty or match neither side.

    A side's colour is a true colour found within about a line's width, or one that ``flats`` has there off the
    lines: a leak is scored elsewhere and has no fringe of its own. Looked at only beside regions that came out
    right (``whole``, (n,) bool).
    """
    size = scene.truth.shape[0]
    grey = scene.picture.astype(np.float32)
    dark = (255 - grey) / max(1.0, 255 - float(grey.min()))
    y, x = np.nonzero((dark > 0.05) & (dark < 0.95) & whole[scene.truth - 1])
    if not len(y):
        return 0.0
    found = np.zeros(len(y), dtype=np.bool_)
    colour = flats[y, x, :3].astype(np.int16)
    truth = scene.flats
    for reach in (0, 2, 4, 7):
        step = round(reach * max(1.0, size / 512))
        for dy, dx in ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)):
            there = np.clip(y + dy * step, 0, size - 1), np.clip(x + dx * step, 0, size - 1)
            found |= np.abs(colour - truth[there]).max(axis=1) <= NEAR
            found |= (np.abs(colour - flats[there][:, :3]).max(axis=1) <= NEAR) & ~scene.ink[there]
    found &= flats[y, x, 3] >= 128
    return float(1 - found.mean())


def specks(flats: U8) -> int:
    """Connected patches (4 neighbours) of one colour, transparent included, smaller than `SPECK` pixels."""
    packed = np.ascontiguousarray(flats).view(np.uint32)[..., 0].astype(np.int64)
    patches = measure.label(packed, background=-1, connectivity=1)  # type: ignore[no-untyped-call]
    return int((np.bincount(patches.ravel())[1:] < SPECK).sum())


def one_colour_each(labels: I32, flats: U8) -> bool:
    """Whether every region of ``labels``, (H, W) int32, has exactly one RGBA value in ``flats``."""
    packed = np.ascontiguousarray(flats).view(np.uint32).ravel().astype(np.int64)
    pairs = np.unique(labels.ravel().astype(np.int64) << 32 | packed)
    return len(pairs) == len(np.unique(labels))
