"""What everybody who is measured is given: pictures of one size, and dots in the pictures' own colours as hints."""

import cv2
import numpy as np
from celtint.types.arrays import U8


def fitted(picture: U8, side: int, least: int = 16) -> U8:
    """(h, w) or (h, w, n) uint8, made larger or smaller until its longest side is ``side``, no side under ``least``."""
    share = side / max(picture.shape[:2])
    size = max(least, round(picture.shape[1] * share)), max(least, round(picture.shape[0] * share))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def dot(layer: U8, rgb: U8, y: int, x: int) -> None:
    """Paint 3×3 pixels round a place into hints, (h, w, 4) uint8, in the median colour of what is under them."""
    around = np.s_[y - 1 : y + 2, x - 1 : x + 2]
    layer[around] = (*np.median(rgb[around], axis=(0, 1)).astype(np.uint8), 255)
