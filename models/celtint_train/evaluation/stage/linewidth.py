"""How wide lines are, measured on the line art itself."""

import cv2
import numpy as np
from celtint.types.arrays import F32, U8, Bool

FINE = 4
"""Lines are measured this many times as large, so that a width may be a fraction of a pixel."""
_PIECE = 512


def middle_widths(ink: U8, among: Bool | None = None) -> F32:
    """Widths in pixels along the middle of lines: twice the distance from each point of their middle to paper.

    ink: (h, w) uint8, 255 is ink, less is thinner ink. among: (h, w) bool, only lines whose middle lies there are
    measured. The middle is where the distance transform has its ridge; (n,) float32, none where there are no lines.
    """
    found = [np.zeros(0, np.float32)]
    air = 24
    for top in range(0, ink.shape[0], _PIECE):
        for left in range(0, ink.shape[1], _PIECE):
            y0, x0 = max(top - air, 0), max(left - air, 0)
            part = ink[y0 : top + _PIECE + air, x0 : left + _PIECE + air]
            if not part.any():
                continue
            inside = np.zeros(part.shape, bool)
            inside[top - y0 : top - y0 + _PIECE, left - x0 : left - x0 + _PIECE] = True
            if among is not None:
                inside &= among[y0 : top + _PIECE + air, x0 : left + _PIECE + air]
            found.append(_ridge(part, inside))
    return np.concatenate(found)


def _ridge(ink: U8, inside: Bool) -> F32:
    size = (ink.shape[1] * FINE, ink.shape[0] * FINE)
    solid = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_LINEAR) > 127, np.uint8)
    away = cv2.distanceTransform(solid, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    top = away >= cv2.dilate(away, np.ones((3, 3), np.uint8)) - 1e-3
    counts = cv2.resize(inside.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    # ends and the flanks of knots are ridges too, but thin ones: those under a pixel are left out
    kept = top & counts & (away > FINE * 0.4)
    return np.asarray(2 * away[kept] / FINE, np.float32)
