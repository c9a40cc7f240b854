"""Hint chroma let run through a painted picture, from coarse to fine.

`celtint.hints.spreading` answers crisply, which flat art wants. Painted art has texture wherever one looks, and
there the flood of a watershed errs widely; colour that runs freely where lightness changes little and is
held back where it changes much does better by 2 dB at ten hints. ``mixed`` mixes the two by how flat the
picture is.

The energy is Levin, Lischinski and Weiss's (2004) with the affinity exp(-60 |difference in L|) between the
eight neighbours, L from 0 to 1. It is solved at half size first, and that answer is the start and, weakly,
the wish of the next finer one, so a fixed number of conjugate-gradient steps carries colour across the
whole picture.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.hints import tuning
from celtint.hints.solving import solved
from celtint.types.arrays import F32, Bool

Window = tuple[slice, slice]

_NEIGHBOURS = ((0, 1), (1, 0), (1, 1), (1, -1))


def mixed(light: F32, chroma: F32, held: Bool, crisp: F32) -> F32:
    """The a and b that hints alone give a grey picture.

    light: (h, w) L, 0 to 1. chroma: (h, w, 2) a and b, read where ``held`` (h, w) is true; at least one pixel
    is. crisp: (h, w, 2) the same colours as spread by watershed and smoothed. Returns (h, w, 2).
    """
    flat = flatness(light)
    if flat == 1.0:
        return crisp
    share = np.float32((1.0 - flat) * tuning.DIFFUSION.share)
    return np.asarray(share * run(light, chroma, held) + (1 - share) * crisp, np.float32)


def flatness(light: F32) -> float:
    """0 for a painted picture to 1 for flat art: how much of it (40 to 70 %) has no slope in lightness."""
    soft = cv2.GaussianBlur(light, (0, 0), 0.7)
    slope = cv2.magnitude(cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1))
    calm = float((np.asarray(slope) < tuning.DIFFUSION.calm).mean())
    return min(1.0, max(0.0, (calm - tuning.DIFFUSION.painted) / tuning.DIFFUSION.between))


def run(light: F32, chroma: F32, held: Bool) -> F32:
    """Let ``chroma`` (h, w, 2), known where ``held`` (h, w) is true, run through a picture of L ``light``
    (0 to 1)."""
    height, width = light.shape
    planes = np.where(held, np.moveaxis(chroma, -1, 0), np.float32(0.0)).astype(np.float32)
    affinity = _Affinity(light)
    if min(height, width) <= tuning.DIFFUSION.coarsest:
        start = np.broadcast_to(planes[:, held].mean(axis=1)[:, None, None], planes.shape).astype(np.float32)
        pull = np.where(held, np.float32(tuning.DIFFUSION.hint_pull), np.float32(0.0))
        answer = _relaxed(affinity, start, planes, pull, tuning.DIFFUSION.coarsest_steps)
    else:
        start = _from_half(light, planes, held)
        pull = np.where(held, np.float32(tuning.DIFFUSION.hint_pull), np.float32(tuning.DIFFUSION.coarse_pull))
        answer = _relaxed(affinity, start, np.where(held, planes, start), pull, tuning.DIFFUSION.steps)
    return np.ascontiguousarray(np.moveaxis(answer, 0, -1))


def _from_half(light: F32, planes: F32, held: Bool) -> F32:
    """(2, h, w): the answer at half size, enlarged."""
    height, width = light.shape
    small = ((width + 1) // 2, (height + 1) // 2)

    def halved(plane: F32) -> F32:
        return np.asarray(cv2.resize(plane, small, interpolation=cv2.INTER_AREA), np.float32)

    share = halved(held.astype(np.float32))
    known = np.stack([halved(plane) for plane in planes], axis=-1)
    known /= np.maximum(share, np.float32(1e-6))[..., None]
    answer = run(halved(light), known, share > 0)
    return np.asarray(np.moveaxis(cv2.resize(answer, (width, height)), -1, 0), np.float32)


@dataclass(frozen=True)
class _Edges:
    """Neighbours in one direction: the pixels that have one, these, and how freely colour runs between the two."""

    one: Window
    two: Window
    weight: F32


class _Affinity:
    """How freely colour runs between neighbours."""

    def __init__(self, light: F32) -> None:
        self.degree = np.zeros_like(light)
        self._edges: list[_Edges] = []
        for down, across in _NEIGHBOURS:
            one, two = _windows(light.shape, down, across)
            weight = np.exp(np.float32(-tuning.DIFFUSION.steepness) * np.abs(light[one] - light[two])) + np.float32(
                tuning.DIFFUSION.leak
            )
            weight *= np.float32(1.0 / np.hypot(down, across))
            self.degree[one] += weight
            self.degree[two] += weight
            self._edges.append(_Edges(one, two, weight))

    def laplacian(self, x: F32) -> F32:
        """Of each of (n, h, w) planes: what each pixel differs from its neighbours, by affinity."""
        out = self.degree * x
        for edges in self._edges:
            one, two = (slice(None), *edges.one), (slice(None), *edges.two)
            out[one] -= edges.weight * x[two]
            out[two] -= edges.weight * x[one]
        return out


def _windows(shape: tuple[int, ...], down: int, across: int) -> tuple[Window, Window]:
    """The pixels that have a neighbour so far off, and those neighbours."""
    height, width = shape
    left, right = max(0, -across), width - max(0, across)
    return (slice(0, height - down), slice(left, right)), (
        slice(down, height),
        slice(left + across, right + across),
    )


def _relaxed(affinity: _Affinity, start: F32, wanted: F32, pull: F32, steps: int) -> F32:
    """So many steps on (Laplacian + pull) x = pull × wanted."""

    def applied(x: F32) -> F32:
        return affinity.laplacian(x) + pull * x

    x = np.ascontiguousarray(start)
    residual = pull * (wanted - x) - affinity.laplacian(x)
    return solved(x, residual, applied, affinity.degree + pull, _inner, steps)


def _inner(one: F32, two: F32) -> F32:
    """Inner products plane by plane, (n, 1, 1), in an order of summation that threads don't change."""
    return np.asarray((one * two).sum(axis=(1, 2), keepdims=True), np.float32)
