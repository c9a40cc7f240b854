"""The gamut of sRGB: what it cannot show at its lightness loses chroma at constant hue until it fits, never lightness.

The edge of the gamut is found by bisection, in one function. For a few colours it is asked for each of them; a page has
millions of pixels, so there the edge is a small table of the same, read only for colours outside.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from celtint.colours import tuning
from celtint.colours.lab import FROM_XYZ, eight_bits, lab_to_srgb
from celtint.types.arrays import F32, U8, Bool, Lab

_ROUNDING = 0.0005
"""How far outside 0 to 1 sRGB still counts as inside: less than 8 bits show."""
_TO_LINEAR = np.round(FROM_XYZ.astype(np.float64), 7).astype(np.float32)
"""The matrix for whole pages: to seven places, so that they keep the bytes they had with it written out so."""
_L_STEPS = 160
_HUES = 240

_LINEAR_STEPS = np.arange(65536, dtype=np.float64) / 65535.0
_CURVED = np.where(_LINEAR_STEPS > 0.0031308, 1.055 * _LINEAR_STEPS ** (1 / 2.4) - 0.055, 12.92 * _LINEAR_STEPS)
_CODE_OF_LINEAR = np.rint(255.0 * _CURVED).astype(np.uint8)


def to_srgb8(lightness: F32, a: F32, b: F32) -> U8:
    """(h, w) Lab L (0 to 100), a and b to (h, w, 3) uint8 sRGB, for whole pages.

    As `to_srgb8_exactly`, but where the gamut ends is read from a table.
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

    def at(chroma: F32) -> F32:
        return lab_to_srgb(np.stack([light, chroma * np.cos(hue), chroma * np.sin(hue)], axis=-1))

    return _widest(at, np.full_like(light, 140.0), 11)


def to_srgb8_exactly(lightness: npt.NDArray[Any], a: npt.NDArray[Any], b: npt.NDArray[Any]) -> U8:
    """Lab given as three arrays of one shape (…) to (…, 3) uint8 sRGB that keeps L.

    After rounding to 8 bits the lightness stays within one grey code (1/255) of the wanted one.
    """
    l32 = np.clip(np.asarray(lightness, np.float32), 0.0, 100.0)
    lab = np.stack([l32, np.asarray(a, np.float32), np.asarray(b, np.float32)], axis=-1)
    rgb = lab_to_srgb(lab)
    outside = ~_fits(rgb)
    if outside.any():
        rgb[outside] = _reduced_chroma(lab[outside])
    return eight_bits(rgb)


def _reduced_chroma(lab: Lab) -> F32:
    """(n, 3) Lab outside the gamut to (n, 3) sRGB with the largest share of its chroma that fits."""
    trial = lab.copy()

    def at(share: F32) -> F32:
        trial[:, 1:] = lab[:, 1:] * share[:, None]
        return lab_to_srgb(trial)

    return at(_widest(at, np.ones(len(lab), np.float32), 9))


def _fits(rgb: F32) -> Bool:
    """(…) which of (…, 3) sRGB colours lie in the gamut."""
    return np.asarray(((rgb >= -_ROUNDING) & (rgb <= 1 + _ROUNDING)).all(axis=-1))


def _widest(at: Callable[[F32], F32], most: F32, steps: int) -> F32:
    """The edge of the gamut between no chroma, which always fits, and `most`, by so many halvings.

    at: the sRGB (…, 3) of so much chroma (…).
    """
    low, high = np.zeros_like(most), most
    for _ in range(steps):
        middle = (low + high) / np.float32(2)
        fits = _fits(at(middle))
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    return low
