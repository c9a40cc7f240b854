"""Hint colours spread along the picture's own edges, at network resolution.

Two answers are given, because they err differently: a *watershed* of the picture's gradient grown from the
hints (Beucher and Meyer 1993; crisp, obeys closed lines), and a *smooth* one that minimises Levin, Lischinski
and Weiss's (2004) energy, neighbours of like intensity having like colour, by a fixed number of
conjugate-gradient steps started from the watershed; in painted grey pictures `celtint.hints.diffusion` has a share of
its chroma. The network is given both and corrects them; training and inference call the same function.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from skimage.morphology import reconstruction
from skimage.segmentation import watershed

from celtint.hints import tuning
from celtint.hints.diffusion import mixed
from celtint.hints.solving import solved
from celtint.types.arrays import F32, I32, U8, Bool, Lab
from celtint.types.choices import FoundMode


@dataclass(frozen=True)
class Spread:
    """Hint colours everywhere.

    sharp, smooth: (h, w, 3) Lab. nearness: (h, w) 1 at a hint, falling to 0 with the distance. reach: (h, w)
    1 where a hint gets without crossing anything, towards 0 the stronger the line or edge it has to cross.
    colours: (m, 3) Lab, the m different colours of the hints, and owner: (h, w) int32, whose flood
    reached the pixel first. Without hints all are zero and m is 0.
    """

    sharp: F32
    smooth: F32
    nearness: F32
    reach: F32
    owner: I32
    colours: F32


def spread(light: F32, mode: FoundMode, hint_lab: Lab, hint_mask: Bool) -> Spread:
    """Spread the hints over a picture.

    light: (h, w) L of the picture, 0 to 1. hint_lab: (h, w, 3) Lab, read where ``hint_mask`` (h, w) is true.
    """
    shape = light.shape
    if not hint_mask.any():
        lab, plane = np.zeros((*shape, 3), np.float32), np.zeros(shape, np.float32)
        return Spread(lab, lab, plane, plane, np.zeros(shape, np.int32), np.zeros((0, 3), np.float32))
    relief = _relief(light, mode)
    owner, colours = _watershed(relief, hint_lab, hint_mask)
    sharp = colours[owner]
    across, down = _affinities(light, mode)
    smooth = _relax(sharp, across, down, hint_lab, hint_mask)
    if mode == "grey":
        smooth[..., 1:] = mixed(light, hint_lab[..., 1:], hint_mask, smooth[..., 1:])
    distance = cv2.distanceTransform((~hint_mask).astype(np.uint8), cv2.DIST_L2, 5)
    # A sixteenth of the picture away a hint still says half of what it said.
    reach = max(shape) / tuning.SPREADING.near
    nearness = (1.0 / (1.0 + distance / np.float32(reach))).astype(np.float32)
    return Spread(sharp, smooth, nearness, _reach(relief, hint_mask, mode), owner, colours)


def _relief(light: F32, mode: FoundMode) -> U8:
    """What the flood has to climb, in steps of 1/127: the gradient of a grey picture, the ink of a line
    drawing. (h, w) uint8, up to 254."""
    if mode == "line":
        return np.round((1.0 - light) * 127).astype(np.uint8)
    soft = cv2.GaussianBlur(light, (0, 0), 0.7)
    slope = cv2.magnitude(cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1))
    return np.asarray(np.round(np.minimum(slope, 2.0) * 127), np.uint8)


def _reach(relief: U8, mask: Bool, mode: FoundMode) -> F32:
    """(h, w) 1 to 0: how little the easiest way from a hint has to climb (morphological reconstruction)."""
    seed = np.where(mask, relief, np.uint8(255))
    climbed = reconstruction(seed, relief, method="erosion")  # type: ignore[no-untyped-call]
    level = np.asarray(climbed, np.float32) / np.float32(127.0)
    return np.maximum(1.0 - level, 0.0) if mode == "line" else np.asarray(np.exp(-3.0 * level), np.float32)


def _watershed(relief: U8, lab: Lab, mask: Bool) -> tuple[I32, F32]:
    """(h, w) which colour's flood reaches a pixel first, and the (m, 3) colours."""
    held = lab[mask]
    _, first, which = np.unique(np.round(held * 4).astype(np.int32), axis=0, return_index=True, return_inverse=True)
    markers = np.zeros(relief.shape, np.int32)
    markers[mask] = which.reshape(-1) + 1
    flooded = watershed(relief, markers)  # type: ignore[no-untyped-call]
    return np.asarray(flooded - 1, np.int32), held[first]


def _affinities(light: F32, mode: FoundMode) -> tuple[F32, F32]:
    """How alike a pixel and its right and lower neighbours are: (h, w-1) and (h-1, w), from 1e-4 to 1.

    Grey: Levin's Gaussian of the difference in intensity, its width the local standard deviation. Line: what
    ink lets through.
    """
    if mode == "line":
        through = np.exp(-tuning.SPREADING.ink * (1.0 - light)).astype(np.float32)
        return (
            np.minimum(through[:, 1:], through[:, :-1]) + tuning.SPREADING.floor,
            np.minimum(through[1:], through[:-1]) + tuning.SPREADING.floor,
        )
    mean = cv2.blur(light, (3, 3))
    variance = np.maximum(cv2.blur(light * light, (3, 3)) - mean * mean, 2e-6).astype(np.float32)

    def alike(one: F32, two: F32, width: F32) -> F32:
        return np.asarray(
            np.exp(-np.square(one - two) / (tuning.SPREADING.width * width)) + tuning.SPREADING.floor, np.float32
        )

    return (
        alike(light[:, 1:], light[:, :-1], np.minimum(variance[:, 1:], variance[:, :-1])),
        alike(light[1:], light[:-1], np.minimum(variance[1:], variance[:-1])),
    )


def _relax(start: F32, across: F32, down: F32, lab: Lab, mask: Bool) -> F32:
    """A fixed number of steps on (Laplacian + pull on hints) x = pull × hints, three colours at once; what they
    do not reach keeps the watershed's answer."""
    pull = mask.astype(np.float32) * np.float32(tuning.SPREADING.hint_pull)
    weight = pull.copy()
    weight[:, 1:] += across
    weight[:, :-1] += across
    weight[1:] += down
    weight[:-1] += down

    def applied(x: F32) -> F32:
        out = weight * x
        out[:, :, 1:] -= across * x[:, :, :-1]
        out[:, :, :-1] -= across * x[:, :, 1:]
        out[:, 1:] -= down * x[:, :-1]
        out[:, :-1] -= down * x[:, 1:]
        return out

    x = np.ascontiguousarray(start.transpose(2, 0, 1))
    # In two steps: numpy would subtract in place in the first's memory, whose planes are interleaved, and the order in
    # which `_dots` sums goes by how its arguments lie in memory.
    wanted = np.where(mask, lab.transpose(2, 0, 1), np.float32(0.0)) * pull
    residual = wanted - applied(x)
    return np.ascontiguousarray(solved(x, residual, applied, weight, _dots, tuning.SPREADING.steps).transpose(1, 2, 0))


def _dots(one: F32, two: F32) -> F32:
    """The inner product of each of three planes, shaped (3, 1, 1)."""
    return np.asarray(np.einsum("chw,chw->c", one, two)[:, None, None], np.float32)


def shrink_hints(hints: U8, size: tuple[int, int]) -> tuple[U8, Bool]:
    """(H, W, 4) RGBA hints to (h, w, 3) colours and an (h, w) mask, ``size`` being (h, w).

    A cell with any paint in it (alpha of 128 or more) is held, by the mean colour of that paint, so the
    smallest dot survives.
    """
    height, width = size
    paint = cv2.extractChannel(hints, 3) >= 128
    rows, columns = np.divmod(np.flatnonzero(paint), hints.shape[1])
    cell = (rows * height // hints.shape[0]) * width + columns * width // hints.shape[1]
    count = np.bincount(cell, minlength=height * width)
    colours = hints[rows, columns, :3]
    total = [np.bincount(cell, colours[:, c], height * width) for c in range(3)]
    mean = np.stack(total, axis=-1) / np.maximum(count, 1)[:, None]
    mask = (count > 0).reshape(height, width)
    return np.asarray(mean + 0.5, np.uint8).reshape(height, width, 3), mask
