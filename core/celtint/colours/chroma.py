"""Chroma laid under a picture's own lightness: taken up to full size along its edges."""

import cv2
import numpy as np

from celtint.colours import tuning
from celtint.types.arrays import F32, Index


class AlongEdges:
    """Small planes taken up to a picture's size so that they change where the picture does.

    Joint bilateral upsampling (Kopf, Cohen, Lischinski and Uyttendaele 2007) over the four nearest small
    pixels: each counts by how close it is and by how near its lightness is to the full-size pixel's. At
    equal size nothing changes.
    """

    def __init__(self, light: F32, a: F32, b: F32, size: tuple[int, int]) -> None:
        """light, a, b: (h, w) small L (0 to 100) and what goes with it. size: (H, W) of the picture."""
        height, width = size
        self._top, self._below = _taps(light.shape[0], height)
        left, self._beyond = _taps(light.shape[1], width)
        planes = (light, a, b)
        self._left = [np.take(plane, left, axis=1) for plane in planes]
        self._right = [np.take(plane, np.minimum(left + 1, light.shape[1] - 1), axis=1) for plane in planes]
        self._last = light.shape[0] - 1

    def rows(self, lightness: F32, top: int) -> tuple[F32, F32]:
        """The a and b of rows ``top`` and on, as many as ``lightness`` (n, W), the picture's L there, has."""
        band = slice(top, top + lightness.shape[0])
        upper, below = self._top[band], self._below[band, None]
        lower = np.minimum(upper + 1, self._last)
        total_a, total_b = np.zeros_like(lightness), np.zeros_like(lightness)
        weight = np.full_like(lightness, 1e-12)
        for rows, down in ((upper, 1.0 - below), (lower, below)):
            for planes, across in ((self._left, 1.0 - self._beyond), (self._right, self._beyond)):
                light, a, b = (np.take(plane, rows, axis=0) for plane in planes)
                alike = cv2.exp(cv2.absdiff(light, lightness) * np.float32(-1.0 / tuning.CHROMA.likeness))
                say = (alike + np.float32(1e-4)) * (down * across)
                weight += say
                total_a += say * a
                total_b += say * b
        return total_a / weight, total_b / weight


def _taps(small: int, large: int) -> tuple[Index, F32]:
    """For each of ``large`` pixels the small pixel before its centre, and how far past that it lies (0 to
    1)."""
    at = np.clip((np.arange(large) + 0.5) * (small / large) - 0.5, 0.0, small - 1.0)
    before = np.floor(at).astype(np.intp)
    return before, (at - before).astype(np.float32)
