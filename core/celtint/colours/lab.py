"""sRGB and CIE Lab, in float32 and fast enough for whole pages.

Lab is CIE 1976 L*a*b* under D65 (2° observer), L from 0 to 100, a and b roughly -110 to 110, as scikit-image
computes it; sRGB is IEC 61966-2-1. The cube roots and the gamma curve dominate, so 8 bit input goes through a
table and the rest through OpenCV's vectorised kernels.
"""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from skimage.color import deltaE_ciede2000

from celtint.types.arrays import F32, U8

# IEC 61966-2-1 primaries to CIE XYZ, the rows divided by the D65 white below.
_XYZ = np.array(
    [[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]],
    np.float64,
)
_WHITE = np.array([0.95047, 1.0, 1.08883], np.float64)
_TO_XYZ = (_XYZ / _WHITE[:, None]).astype(np.float32)
FROM_XYZ = np.linalg.inv(_XYZ / _WHITE[:, None]).astype(np.float32)
"""(3, 3): CIE XYZ under D65, divided by the white, to linear sRGB."""

_CODES = np.arange(256, dtype=np.float64) / 255.0
_LINEAR = np.where(_CODES > 0.04045, ((_CODES + 0.055) / 1.055) ** 2.4, _CODES / 12.92).astype(np.float32)
_EPSILON = 0.008856
_KAPPA_SLOPE = 7.787
_OFFSET = 16.0 / 116.0
# Lab as an affine function of the three cube roots, and back: (3, 4), the last column added.
_LAB_OF_ROOTS = np.array([[0, 116, 0, -16], [500, -500, 0, 0], [0, 200, -200, 0]], np.float32)
_ROOTS_OF_LAB = np.array(
    [[1 / 116, 1 / 500, 0, 16 / 116], [1 / 116, 0, 0, 16 / 116], [1 / 116, 0, -1 / 200, 16 / 116]], np.float32
)


def _column(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(…, 3) as OpenCV takes it: (n, 1, 3), contiguous."""
    return np.ascontiguousarray(values).reshape(-1, 1, 3)


def _power(values: F32, exponent: float) -> F32:
    return np.asarray(cv2.pow(np.maximum(values, 0.0), exponent), np.float32)


def _linear(rgb: npt.NDArray[Any]) -> F32:
    """Undo the sRGB curve: (n, 1, 3) uint8, or floating point in 0 to 1, to linear light in float32."""
    if rgb.dtype == np.uint8:
        return np.asarray(cv2.LUT(rgb, _LINEAR), np.float32)
    x = np.asarray(rgb, np.float32)
    bent = _power((x + np.float32(0.055)) / np.float32(1.055), 2.4)
    return np.where(x > 0.04045, bent, x / np.float32(12.92))


def _curved(linear: F32) -> F32:
    """Apply the sRGB curve to linear light."""
    bent = np.float32(1.055) * _power(linear, 1.0 / 2.4) - np.float32(0.055)
    dark = linear <= 0.0031308
    if dark.any():
        bent[dark] = linear[dark] * np.float32(12.92)
    return bent


def srgb_to_lab(rgb: npt.NDArray[Any]) -> F32:
    """(…, 3) sRGB, uint8 or floating point in 0 to 1, to (…, 3) float32 Lab. Follows CIE 15:2004."""
    if rgb.size == 0:
        return np.zeros(rgb.shape, np.float32)
    xyz = np.asarray(cv2.transform(_linear(_column(rgb)), _TO_XYZ), np.float32)
    roots = _power(xyz, 1.0 / 3.0)
    dark = xyz <= _EPSILON
    if dark.any():
        roots[dark] = _KAPPA_SLOPE * xyz[dark] + np.float32(_OFFSET)
    return np.asarray(cv2.transform(roots, _LAB_OF_ROOTS), np.float32).reshape(rgb.shape)


def lab_to_srgb(lab: npt.NDArray[Any]) -> F32:
    """(…, 3) Lab to (…, 3) float32 sRGB, *not* clipped: outside 0 to 1 means outside the gamut."""
    if lab.size == 0:
        return np.zeros(lab.shape, np.float32)
    roots = np.asarray(cv2.transform(_column(np.asarray(lab, np.float32)), _ROOTS_OF_LAB), np.float32)
    xyz = roots * roots * roots
    dark = roots <= 0.2068966
    if dark.any():
        xyz[dark] = (roots[dark] - np.float32(_OFFSET)) / np.float32(_KAPPA_SLOPE)
    return _curved(np.asarray(cv2.transform(xyz, FROM_XYZ), np.float32)).reshape(lab.shape)


def lab_to_srgb8(lab: npt.NDArray[Any]) -> U8:
    """(…, 3) Lab to (…, 3) uint8 sRGB, clipped channel by channel."""
    rgb = lab_to_srgb(lab)
    return eight_bits(rgb)


def eight_bits(rgb: F32) -> U8:
    """sRGB, 0 to 1 (else clipped), of any shape to the nearest uint8."""
    return np.asarray(np.clip(rgb * np.float32(255.0) + np.float32(0.5), 0, 255), np.uint8)


_L_OF_CODE = srgb_to_lab(np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1))[:, 0]


def grey_to_l(grey: U8) -> F32:
    """uint8 sRGB grey of any shape to its Lab L."""
    return _L_OF_CODE[grey]


def l_to_grey(lightness: npt.NDArray[Any]) -> U8:
    """Lab L (0 to 100) of any shape to the uint8 sRGB grey of the same lightness."""
    table = _L_OF_CODE.astype(np.float64)
    middles = (table[1:] + table[:-1]) / 2
    return np.searchsorted(middles, np.asarray(lightness, np.float64)).astype(np.uint8)


def luminance(rgb: U8) -> U8:
    """(…, 3) uint8 sRGB to the uint8 grey of equal Lab L (equal CIE luminance, not a channel average)."""
    if rgb.size == 0:
        return np.zeros(rgb.shape[:-1], np.uint8)
    light = np.asarray(cv2.transform(_linear(_column(rgb)), _TO_XYZ[1:2]), np.float32)
    return np.asarray(_curved(light) * 255.0 + 0.5, np.uint8).reshape(rgb.shape[:-1])


def ciede2000(one: npt.NDArray[Any], two: npt.NDArray[Any]) -> F32:
    """Colour difference CIEDE2000 of two (…, 3) Lab arrays (Sharma, Wu and Dalal 2005), by scikit-image."""
    return np.asarray(deltaE_ciede2000(one, two), np.float32)  # type: ignore[no-untyped-call]
