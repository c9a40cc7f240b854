"""The lines of a finished drawing: what is dark and thin, and the borders of paints where no line lies."""

import cv2
import numpy as np

from celtint.cast import tuning
from celtint.colours.lab import srgb_to_lab
from celtint.types.arrays import U8, Bool

WHITE = np.uint8(255)
CLEAR = (160.0, 0.0, 0.0)
"""Lab of what is clear: unlike any paint."""
LEAST = 4
"""Pixels on either side of a line within which the borders of its paints are its own."""
FULL = 128
"""Darkness of a line that stands out just enough to be one."""
ALIKE = 24
"""Levels within which what is dark is of the pen."""


def lines_of(rgb: U8, clear: Bool) -> tuple[U8, bool]:
    """The lines, (h, w) uint8, dark on white, and whether any were drawn: False where only paints meet.

    rgb: (h, w, 3) uint8 sRGB over white. clear: (h, w) where nothing is painted.
    """
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    widest = max(LEAST, round(tuning.READING.pen * max(grey.shape)))
    width = min(widest, _pen(_thin(grey, widest) >= tuning.READING.dark))
    thin = _thin(grey, width)
    inked = _grown(thin >= tuning.READING.dark, grey, width)
    bare = _edges(rgb, clear) & ~_near(inked, max(width, LEAST))
    dark = np.minimum(thin.astype(np.int32) * FULL // tuning.READING.dark, 255).astype(np.uint8)
    dark = np.where(inked, np.where(thin >= tuning.READING.dark, dark, WHITE), np.uint8(0))
    return np.asarray(WHITE - np.where(bare, WHITE, dark), np.uint8), bool(inked.sum() > bare.sum())


def _pen(inked: Bool) -> int:
    """Half the side, in pixels, of what holds the drawing's own lines and little that is wider."""
    half = np.asarray(cv2.distanceTransform(inked.astype(np.uint8), cv2.DIST_L2, 3), np.float32)
    ridge = half[(half == cv2.dilate(half, np.ones((3, 3), np.uint8))) & inked]
    return LEAST if len(ridge) == 0 else max(2, int(np.ceil(1.5 * np.median(ridge))))


def _near(mask: Bool, reach: int) -> Bool:
    side = 2 * reach + 1
    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)) > 0)


def _thin(grey: U8, width: int) -> U8:
    """How much darker each pixel is than what lies around it, where that is no wider than a line."""
    round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * width + 1, 2 * width + 1))
    return np.asarray(cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, round_), np.uint8)


def _grown(inked: Bool, grey: U8, width: int) -> Bool:
    """Lines with the places where several meet, too wide for one: as dark as the pen, and beside it."""
    if not inked.any():
        return inked
    pen = int(np.median(grey[inked]))
    return np.asarray(inked | (_near(inked, width) & (grey <= pen + ALIKE)), np.bool_)


def _edges(rgb: U8, clear: Bool) -> Bool:
    """Where paints meet."""
    lab = np.asarray(srgb_to_lab(np.asarray(cv2.medianBlur(rgb, 5), np.uint8)), np.float32)
    lab[clear] = CLEAR
    found = np.zeros(rgb.shape[:2], np.bool_)
    found[:, 1:-1] |= np.linalg.norm(lab[:, 2:] - lab[:, :-2], axis=2) >= tuning.READING.edge
    found[1:-1] |= np.linalg.norm(lab[2:] - lab[:-2], axis=2) >= tuning.READING.edge
    return _near(found, 1)  # corners hold together
