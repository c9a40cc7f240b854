"""How things move between two frames: dense optical flow (DIS, Kroeger et al. 2016, by OpenCV), and how far it can be
believed."""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.sequence import tuning
from celtint.types.arrays import F32, U8, Bool

_ASKED = ((0, 0), *((r * y, r * x) for r in (7, 18) for y in (-1, 0, 1) for x in (-1, 0, 1) if (y, x) != (0, 0)))


@dataclass(frozen=True)
class BelievedFlow:
    """Flow from one frame to another. moved: (h, w, 2) float32, as `flow` gives it; belief: (h, w) float32, 0 to 1."""

    moved: F32
    belief: F32


def flow(here: U8, there: U8, guess: F32 | None = None) -> F32:
    """(h, w, 2) float32: how far (x, y), in pixels, what each pixel of `here` shows lies from it in `there`.

    here, there: (h, w) uint8, at least 16 pixels a side. guess: what is known of it, like it; sought from there.
    """
    method = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    begun = None if guess is None else guess.astype(np.float32)  # a copy: it is written over
    return np.asarray(method.calc(here, there, begun), np.float32)  # type: ignore[arg-type]


def follow(picture: F32, moved: F32, how: int = cv2.INTER_LINEAR) -> F32:
    """What of `picture` ((h, w) or (h, w, c) float32) lies where `moved` leads."""
    at = moved + places(*moved.shape[:2])
    return np.asarray(cv2.remap(picture, at[..., 0], at[..., 1], how, borderMode=cv2.BORDER_REPLICATE), np.float32)


def places(height: int, width: int) -> F32:
    """(height, width, 2) float32: x and y of each pixel."""
    y, x = np.indices((height, width), np.float32)
    return np.stack([x, y], axis=-1)


def turned(moved: F32) -> F32:
    """Roughly the way back of a flow: where it leads to, its opposite; elsewhere that of the nearest such places."""
    h, w = moved.shape[:2]
    at = np.rint(moved + places(h, w)).astype(np.int32)
    x, y = np.clip(at[..., 0], 0, w - 1), np.clip(at[..., 1], 0, h - 1)
    back, met = np.zeros_like(moved), np.zeros((h, w), np.float32)
    back[y, x], met[y, x] = -moved, 1
    around = cv2.GaussianBlur(back, (0, 0), 4.0) / np.maximum(cv2.GaussianBlur(met, (0, 0), 4.0), 1e-4)[..., None]
    return np.where(met[..., None] > 0, back, around).astype(np.float32)


def believed_flow(here: U8, there: U8, guess: F32 | None = None) -> BelievedFlow:
    """Flow there, and how well the way back meets it and the two frames are alike along it.

    here, there: (h, w) uint8 luminance. guess: as for `flow`.
    """
    forth, back = flow(here, there, guess), flow(there, here, None if guess is None else turned(guess))
    returned = follow(back, forth)
    miss = np.square(forth + returned).sum(axis=2)
    # Sundaram, Brox and Keutzer 2010: a long way may miss by more.
    allowed = tuning.FLOW.miss + tuning.FLOW.longer * (np.square(forth).sum(axis=2) + np.square(returned).sum(axis=2))
    unlike = np.abs(follow(there.astype(np.float32), forth) - here) / np.float32(tuning.FLOW.unlike)
    return BelievedFlow(forth, (np.exp(-miss / allowed - np.square(unlike)) * _inside(forth)).astype(np.float32))


def _inside(moved: F32) -> Bool:
    """(h, w) whether the flow leads to a place in the frame."""
    h, w = moved.shape[:2]
    x, y = np.moveaxis(moved + places(h, w), -1, 0)
    return np.asarray((x >= -0.5) & (x <= w - 0.5) & (y >= -0.5) & (y <= h - 0.5))


@dataclass(frozen=True)
class Warp:
    """What was carried along the motion. picture: (h, w, c) float32; belief: (h, w) float32, 0 to 1."""

    picture: F32
    belief: F32


def carry(picture: F32, belief: F32, here: U8, there: U8, guess: F32 | None = None) -> Warp:
    """Take what belongs to the frame `there` to the frame `here`.

    Every pixel asks its own flow and the flow of pixels around it, so what comes into view beside a moving edge moves
    with the side it belongs to; the ways along which the two frames are alike count for most.

    picture: (h, w, c) float32; belief: (h, w) float32, what is believed of it; here, there: (h, w) uint8 luminance.
    guess: as for `flow`.
    """
    led = believed_flow(here, there, guess)
    source = np.concatenate([picture, belief[..., None], there.astype(np.float32)[..., None]], axis=2)
    total, weight, best = np.zeros_like(picture), np.zeros_like(belief), np.zeros_like(belief)
    for dy, dx in _ASKED:
        moved = led.moved if (dy, dx) == (0, 0) else _shifted(led.moved, dy, dx)
        found = follow(source, moved, cv2.INTER_LINEAR)
        unlike = cv2.blur(np.abs(found[..., -1] - here), (5, 5))
        alike = np.exp(-np.square(unlike / np.float32(tuning.FLOW.alike))) * (
            1.0 if (dy, dx) == (0, 0) else tuning.FLOW.stranger
        )
        if (dy, dx) == (0, 0):
            alike = np.maximum(alike * led.belief, tuning.FLOW.least * alike)
        # beyond the frame's edge nothing is known
        alike *= found[..., -2] * _inside(moved)
        share = np.square(alike) + np.float32(1e-8)
        total += share[..., None] * found[..., :-2]
        weight += share
        np.maximum(best, alike, out=best)
    return Warp((total / weight[..., None]).astype(np.float32), best.astype(np.float32))


def _shifted(moved: F32, dy: int, dx: int) -> F32:
    matrix = np.array([[1, 0, -dx], [0, 1, -dy]], np.float32)
    size = (moved.shape[1], moved.shape[0])
    flags = cv2.INTER_NEAREST
    return np.asarray(cv2.warpAffine(moved, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.float32)
