"""Chroma laid under a picture's own lightness: kept inside sRGB, and taken up to full size along its edges.

`celtint.colours.lab.lab_to_srgb8_in_gamut` bisects pixel by pixel and is exact; a page has millions of
pixels, so here the edge of the gamut is a small table, read only for colours outside it.
"""

from functools import lru_cache

import cv2
import numpy as np

from celtint.colours import tuning
from celtint.colours.lab import lab_to_srgb
from celtint.types.arrays import F32, U8, Index

_L_STEPS = 160
_HUES = 240

# CIE XYZ under D65, divided by the white, to linear sRGB (IEC 61966-2-1).
_TO_LINEAR = np.array(
    [
        [3.0799804, -1.5371516, -0.5428213],
        [-0.9212478, 1.87599, 0.0452473],
        [0.0528905, -0.2040413, 1.151232],
    ],
    np.float32,
)
_LINEAR_STEPS = np.arange(65536, dtype=np.float64) / 65535.0
_CURVED = np.where(_LINEAR_STEPS > 0.0031308, 1.055 * _LINEAR_STEPS ** (1 / 2.4) - 0.055, 12.92 * _LINEAR_STEPS)
_CODE_OF_LINEAR = np.rint(255.0 * _CURVED).astype(np.uint8)


def to_srgb8(lightness: F32, a: F32, b: F32) -> U8:
    """(h, w) Lab L (0 to 100), a and b to (h, w, 3) uint8 sRGB, L kept to within 1/255 of its range.

    What sRGB cannot show at that L loses chroma at constant hue until it fits.
    """
    linear = _linear(lightness, a, b)
    inside = np.asarray(cv2.inRange(linear, (-tuning.CHROMA.slack,) * 3, (1.0 + tuning.CHROMA.slack,) * 3))
    outside = np.flatnonzero(inside.ravel() == 0)
    if outside.size:
        light, wide_a, wide_b = (plane.ravel()[outside][:, None] for plane in (lightness, a, b))
        linear.reshape(-1, 3)[outside] = _linear(light, *_narrowed(light, wide_a, wide_b))[:, 0]
    steps = np.clip(linear, 0.0, 1.0) * np.float32(65535.0) + np.float32(0.5)
    return np.asarray(_CODE_OF_LINEAR[steps.astype(np.uint16)])


def _linear(lightness: F32, a: F32, b: F32) -> F32:
    """(h, w) L, a, b to (h, w, 3) linear sRGB, unclipped (CIE 15:2004)."""
    fy = (lightness + np.float32(16.0)) * np.float32(1 / 116)
    f = cv2.merge([fy + a * np.float32(1 / 500), fy, fy - b * np.float32(1 / 200)])
    xyz = np.where(f > 0.2068966, f * f * f, (f - np.float32(16 / 116)) * np.float32(1 / 7.787))
    return np.asarray(cv2.transform(xyz, _TO_LINEAR), np.float32)


def _narrowed(lightness: F32, a: F32, b: F32) -> tuple[F32, F32]:
    """(n, 1) L, a and b to the a and b that sRGB can show at that L: hue kept, chroma cut."""
    chroma, hue = (np.asarray(x, np.float32) for x in cv2.cartToPolar(a, b))
    row = lightness * np.float32(_L_STEPS / 100.0)
    column = hue * np.float32(_HUES / (2.0 * np.pi))
    widest = _bilinear(_widest_chroma(), row, column)
    share = np.minimum(widest / np.maximum(chroma, 1e-3), 1.0).astype(np.float32)
    return a * share, b * share


def _bilinear(table: F32, row: F32, column: F32) -> F32:
    top = np.clip(row.astype(np.int32), 0, table.shape[0] - 2)
    left = np.clip(column.astype(np.int32), 0, table.shape[1] - 2)
    down, across = row - top, column - left
    upper = table[top, left] * (1 - across) + table[top, left + 1] * across
    lower = table[top + 1, left] * (1 - across) + table[top + 1, left + 1] * across
    return np.asarray(upper * (1 - down) + lower * down, np.float32)


@lru_cache(maxsize=1)
def _widest_chroma() -> F32:
    """(L steps + 1, hues + 1): the largest chroma sRGB can show at each L (0 to 100) and hue (0 to 360°)."""
    light, hue = np.meshgrid(
        np.linspace(0.0, 100.0, _L_STEPS + 1, dtype=np.float32),
        np.linspace(0.0, 2.0 * np.pi, _HUES + 1, dtype=np.float32),
        indexing="ij",
    )
    low, high = np.zeros_like(light), np.full_like(light, 140.0)
    for _ in range(11):
        middle = (low + high) / 2
        rgb = lab_to_srgb(np.stack([light, middle * np.cos(hue), middle * np.sin(hue)], axis=-1))
        fits = ((rgb >= -0.0005) & (rgb <= 1.0005)).all(axis=-1)
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    return low


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
