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

F32 = npt.NDArray[np.float32]
U8 = npt.NDArray[np.uint8]

# IEC 61966-2-1 primaries to CIE XYZ, the rows divided by the D65 white below.
_XYZ = np.array(
    [[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]],
    np.float64,
)
_WHITE = np.array([0.95047, 1.0, 1.08883], np.float64)
_TO_XYZ = (_XYZ / _WHITE[:, None]).astype(np.float32)
_FROM_XYZ = np.linalg.inv(_XYZ / _WHITE[:, None]).astype(np.float32)

_CODES = np.arange(256, dtype=np.float64) / 255.0
_LINEAR = np.where(_CODES > 0.04045, ((_CODES + 0.055) / 1.055) ** 2.4, _CODES / 12.92).astype(np.float32)
_EPSILON = 0.008856
_KAPPA_SLOPE = 7.787
_OFFSET = 16.0 / 116.0


def _linear(rgb: npt.NDArray[Any]) -> F32:
    """Undo the sRGB curve: uint8, or floating point in 0 to 1, to linear light in float32."""
    if rgb.dtype == np.uint8:
        return np.asarray(_LINEAR[rgb])
    x = np.asarray(rgb, np.float32)
    bent = cv2.pow(np.ascontiguousarray((np.maximum(x, 0.0) + 0.055) / 1.055), 2.4)
    return np.where(x > 0.04045, np.asarray(bent, np.float32).reshape(x.shape), x / 12.92).astype(np.float32)


def _curved(linear: F32) -> F32:
    """Apply the sRGB curve to linear light."""
    positive = np.maximum(linear, 0.0)
    bent = np.asarray(cv2.pow(np.ascontiguousarray(positive), 1.0 / 2.4), np.float32).reshape(linear.shape)
    return np.where(linear > 0.0031308, 1.055 * bent - 0.055, 12.92 * linear).astype(np.float32)


def _flat_product(values: F32, matrix: F32) -> F32:
    return (values.reshape(-1, 3) @ matrix.T).reshape(values.shape)


def srgb_to_lab(rgb: npt.NDArray[Any]) -> F32:
    """(…, 3) sRGB, uint8 or floating point in 0 to 1, to (…, 3) float32 Lab. Follows CIE 15:2004."""
    xyz = _flat_product(_linear(rgb), _TO_XYZ)
    f = np.where(xyz > _EPSILON, np.cbrt(xyz), _KAPPA_SLOPE * xyz + np.float32(_OFFSET)).astype(np.float32)
    lab = np.empty_like(f)
    lab[..., 0] = 116.0 * f[..., 1] - 16.0
    lab[..., 1] = 500.0 * (f[..., 0] - f[..., 1])
    lab[..., 2] = 200.0 * (f[..., 1] - f[..., 2])
    return lab


def lab_to_srgb(lab: npt.NDArray[Any]) -> F32:
    """(…, 3) Lab to (…, 3) float32 sRGB, *not* clipped: outside 0 to 1 means outside the gamut."""
    x = np.asarray(lab, np.float32)
    fy = (x[..., 0] + 16.0) / 116.0
    f = np.stack([fy + x[..., 1] / 500.0, fy, fy - x[..., 2] / 200.0], axis=-1)
    xyz = np.where(f > 0.2068966, f * f * f, (f - np.float32(_OFFSET)) / _KAPPA_SLOPE).astype(np.float32)
    return _curved(_flat_product(xyz, _FROM_XYZ))


def lab_to_srgb8(lab: npt.NDArray[Any]) -> U8:
    """(…, 3) Lab to (…, 3) uint8 sRGB, clipped channel by channel."""
    rgb = lab_to_srgb(lab)
    return np.asarray(np.clip(rgb * 255.0 + 0.5, 0, 255), np.uint8)


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
    y = _LINEAR[rgb] @ _TO_XYZ[1]
    return np.asarray(np.clip(_curved(y) * 255.0 + 0.5, 0, 255), np.uint8)


def lab_to_srgb8_in_gamut(lightness: npt.NDArray[Any], a: npt.NDArray[Any], b: npt.NDArray[Any]) -> U8:
    """Lab given as three arrays of one shape (…) to (…, 3) uint8 sRGB that keeps L.

    Colours outside the gamut lose chroma at constant hue until they fit (bisection), never lightness; after
    rounding to 8 bits the lightness stays within one grey code (1/255) of the wanted one.
    """
    l32 = np.clip(np.asarray(lightness, np.float32), 0.0, 100.0)
    lab = np.stack([l32, np.asarray(a, np.float32), np.asarray(b, np.float32)], axis=-1)
    rgb = lab_to_srgb(lab)
    outside = ((rgb < -0.0005) | (rgb > 1.0005)).any(axis=-1)
    if outside.any():
        rgb[outside] = _reduced_chroma(lab[outside])
    return np.asarray(np.clip(rgb * 255.0 + 0.5, 0, 255), np.uint8)


def _reduced_chroma(lab: F32) -> F32:
    """(n, 3) Lab outside the gamut to (n, 3) sRGB with the largest share of its chroma that fits."""
    low = np.zeros(len(lab), np.float32)
    high = np.ones(len(lab), np.float32)
    trial = lab.copy()
    for _ in range(9):
        middle = (low + high) / 2
        trial[:, 1:] = lab[:, 1:] * middle[:, None]
        rgb = lab_to_srgb(trial)
        fits = ((rgb >= -0.0005) & (rgb <= 1.0005)).all(axis=-1)
        low = np.where(fits, middle, low)
        high = np.where(fits, high, middle)
    trial[:, 1:] = lab[:, 1:] * low[:, None]
    return lab_to_srgb(trial)


def ciede2000(one: npt.NDArray[Any], two: npt.NDArray[Any]) -> F32:
    """Colour difference CIEDE2000 of two (…, 3) Lab arrays (Sharma, Wu and Dalal 2005), by scikit-image."""
    return np.asarray(deltaE_ciede2000(one, two), np.float32)  # type: ignore[no-untyped-call]
