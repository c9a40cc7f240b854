"""How things move between two frames: dense optical flow (DIS, Kroeger et al. 2016, by OpenCV), and how far it can be
believed."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
U8 = npt.NDArray[np.uint8]

UNLIKE = 16.0
"""Difference in luminance (of 255) along the flow at which belief falls to 1/e."""


@dataclass(frozen=True)
class Followed:
    """Flow from one frame to another. moved: (h, w, 2) float32, as `flow` gives it; belief: (h, w) float32, 0 to 1."""

    moved: F32
    belief: F32


def flow(here: U8, there: U8) -> F32:
    """(h, w, 2) float32: how far (x, y), in pixels, what each pixel of `here` shows lies from it in `there`.

    here, there: (h, w) uint8, at least 16 pixels a side.
    """
    method = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    return np.asarray(method.calc(here, there, None), np.float32)  # type: ignore[call-overload]


def follow(picture: F32, moved: F32, how: int = cv2.INTER_LINEAR) -> F32:
    """What of `picture` ((h, w) or (h, w, c) float32) lies where `moved` leads."""
    at = _places(moved)
    return np.asarray(cv2.remap(picture, at[..., 0], at[..., 1], how, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _places(moved: F32) -> F32:
    """(h, w, 2) float32 x and y to which each pixel is led."""
    y, x = np.indices(moved.shape[:2], np.float32)
    return np.asarray(moved + np.stack([x, y], axis=-1), np.float32)


def believed_flow(here: U8, there: U8) -> Followed:
    """Flow there, and how well the way back meets it and the two frames are alike along it.

    here, there: (h, w) uint8 luminance.
    """
    forth, back = flow(here, there), flow(there, here)
    returned = follow(back, forth)
    miss = np.square(forth + returned).sum(axis=2)
    # Sundaram, Brox and Keutzer 2010: a long way may miss by more.
    allowed = 0.5 + 0.01 * (np.square(forth).sum(axis=2) + np.square(returned).sum(axis=2))
    unlike = np.abs(follow(there.astype(np.float32), forth) - here) / np.float32(UNLIKE)
    at, (h, w) = _places(forth), here.shape
    inside = (at[..., 0] >= -0.5) & (at[..., 0] <= w - 0.5) & (at[..., 1] >= -0.5) & (at[..., 1] <= h - 0.5)
    return Followed(forth, (np.exp(-miss / allowed - np.square(unlike)) * inside).astype(np.float32))
