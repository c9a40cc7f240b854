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

ALIKE = 10.0
"""The same, averaged over 5 × 5 pixels, for ways that are compared with each other."""
STRANGER = 0.6
"""What the flow of a pixel beside counts beside a pixel's own."""
LEAST = 0.35
"""What its own flow counts at least, though the way back does not meet it."""
_ASKED = ((0, 0), *((r * y, r * x) for r in (7, 18) for y in (-1, 0, 1) for x in (-1, 0, 1) if (y, x) != (0, 0)))


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


@dataclass(frozen=True)
class Carried:
    """What was carried along the motion. picture: (h, w, c) float32; belief: (h, w) float32, 0 to 1."""

    picture: F32
    belief: F32


def carry(picture: F32, belief: F32, here: U8, there: U8) -> Carried:
    """Take what belongs to the frame `there` to the frame `here`.

    Every pixel asks its own flow and the flow of pixels around it, so what comes into view beside a moving edge moves
    with the side it belongs to; the ways along which the two frames are alike count for most.

    picture: (h, w, c) float32; belief: (h, w) float32, what is believed of it; here, there: (h, w) uint8 luminance.
    """
    led = believed_flow(here, there)
    source = np.concatenate([picture, belief[..., None], there.astype(np.float32)[..., None]], axis=2)
    total, weight, best = np.zeros_like(picture), np.zeros_like(belief), np.zeros_like(belief)
    for dy, dx in _ASKED:
        moved = led.moved if (dy, dx) == (0, 0) else _shifted(led.moved, dy, dx)
        found = follow(source, moved, cv2.INTER_LINEAR)
        unlike = cv2.blur(np.abs(found[..., -1] - here), (5, 5))
        alike = np.exp(-np.square(unlike / np.float32(ALIKE))) * (1.0 if (dy, dx) == (0, 0) else STRANGER)
        if (dy, dx) == (0, 0):
            alike = np.maximum(alike * led.belief, LEAST * alike)
        alike *= found[..., -2]
        share = np.square(alike) + np.float32(1e-8)
        total += share[..., None] * found[..., :-2]
        weight += share
        np.maximum(best, alike, out=best)
    return Carried((total / weight[..., None]).astype(np.float32), best.astype(np.float32))


def _shifted(moved: F32, dy: int, dx: int) -> F32:
    matrix = np.array([[1, 0, -dx], [0, 1, -dy]], np.float32)
    size = (moved.shape[1], moved.shape[0])
    flags = cv2.INTER_NEAREST
    return np.asarray(cv2.warpAffine(moved, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.float32)
