"""A picture and its hints at the size at which a network sees them."""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.colours.lab import grey_to_l
from celtint.hints.spreading import shrink_hints
from celtint.types.arrays import F32, U8, Bool
from celtint.types.choices import FoundMode


@dataclass(frozen=True)
class View:
    """light: (h, w) float32 L, 0 to 1. colours: (h, w, 3) uint8 sRGB of the hints, read where mask, (h, w) bool, is
    true."""

    light: F32
    colours: U8
    mask: Bool


def size_within(shape: tuple[int, ...], side: int) -> tuple[int, int]:
    """(h, w) with the longest side at most ``side``; small pictures keep their size."""
    scale = min(1.0, side / max(shape))
    return max(1, round(shape[0] * scale)), max(1, round(shape[1] * scale))


def view_of(grey: U8, mode: FoundMode, hints: U8 | None, size: tuple[int, int]) -> View:
    """grey: (H, W) uint8 luminance. hints: None or (H, W, 4) uint8 RGBA, alpha of 128 or more is paint. size: its
    (h, w)."""
    light = _light(grey, mode, size)
    if hints is None:
        return View(light, np.zeros((*size, 3), np.uint8), np.zeros(size, np.bool_))
    return View(light, *shrink_hints(hints, size))


def _light(grey: U8, mode: FoundMode, size: tuple[int, int]) -> F32:
    """(h, w) light, 0 to 1, at the network's size.

    Averaging turns a thin line into a faint one, so for line art ink regains half of what it lost.
    """
    small = cv2.resize(grey, (size[1], size[0]), interpolation=cv2.INTER_AREA)
    if mode == "grey":
        return np.asarray(grey_to_l(np.asarray(small, np.uint8)) / 100.0, np.float32)
    gain = max(1.0, grey.shape[0] / size[0] / 2.0)
    return np.asarray(1.0 - np.minimum(1.0, (255.0 - small) / 255.0 * gain), np.float32)
