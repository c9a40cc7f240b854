"""How wide lines are, measured on the line art itself."""

from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F32, I64, U8

FINE = 4
"""Lines are measured this many times as large, so that a width may be a fraction of a pixel."""
_LEAST = 0.4


@dataclass(frozen=True)
class Middle:
    """Points of the middle of lines: x and y in pixels, (n,) int64, and the width of the line there, (n,) float32."""

    x: I64
    y: I64
    width: F32


def middle_of(ink: U8) -> Middle:
    """The middle of lines, where the distance to paper has its ridge, and twice that distance there: their width.

    ink: (h, w) uint8, 255 is ink, less is thinner ink.
    """
    size = (ink.shape[1] * FINE, ink.shape[0] * FINE)
    solid = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_LINEAR) > 127, np.uint8)
    away = np.asarray(cv2.distanceTransform(solid, cv2.DIST_L2, cv2.DIST_MASK_PRECISE), np.float32)
    top = away >= np.asarray(cv2.dilate(away, np.ones((3, 3), np.uint8))) - np.float32(1e-3)
    # the ends of lines are ridges too, but low ones
    y, x = np.nonzero(top & (away > FINE * _LEAST))
    return Middle(x // FINE, y // FINE, 2 * away[y, x] / np.float32(FINE))
