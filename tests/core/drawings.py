"""Small drawings the core's tests colour."""

import cv2
import numpy as np
from celtint import Hints, Picture
from PIL import Image

Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def two_rooms(door: int = 0, side: int = 120) -> Bytes:
    """A framed square halved by an upright wall in the middle, with a door of `door` pixels in the wall."""
    page = np.full((side, side), 255, np.uint8)
    cv2.rectangle(page, (10, 10), (side - 11, side - 11), 0, 3)
    middle, half = side // 2, door // 2
    if door == 0:
        cv2.line(page, (middle, 10), (middle, side - 11), 0, 3)
    else:
        cv2.line(page, (middle, 10), (middle, middle - half - 1), 0, 3)
        cv2.line(page, (middle, middle + half + 1), (middle, side - 11), 0, 3)
    return page


def smaller(fine: Bytes) -> Bytes:
    """A quarter of the size, as a painting program makes it: edges are soft, paper beside them is not quite white."""
    side = fine.shape[1] // 4, fine.shape[0] // 4
    return np.asarray(Image.fromarray(fine).resize(side, Image.Resampling.LANCZOS))


def dabs(shape: tuple[int, ...], *spots: tuple[int, int, tuple[int, int, int]], radius: int = 3) -> Hints:
    """Round dabs at (x, y, colour)."""
    layer = np.zeros((*shape[:2], 4), np.uint8)
    for x, y, colour in spots:
        cv2.circle(layer, (x, y), radius, (*colour, 255), -1)
    return Hints(layer)


def face(side: int = 256) -> Picture:
    """A face with eyes, anti-aliased."""
    page = np.full((side, side), 255, np.uint8)
    c = side // 2
    cv2.circle(page, (c, c), int(0.4 * side), 0, 3, cv2.LINE_AA)
    for dx in (-0.15, 0.15):
        cv2.circle(page, (int(c + dx * side), int(0.45 * side)), int(0.06 * side), 0, 2, cv2.LINE_AA)
    cv2.ellipse(page, (c, int(0.65 * side)), (int(0.15 * side), int(0.05 * side)), 0, 0, 360, 0, 2, cv2.LINE_AA)
    return Picture(page)
