"""Where each pixel of a drawing goes: back to its piece's rest by the rig that brought it, and on by the next one's."""

from collections.abc import Callable

import cv2
import numpy as np
from celtint.types.arrays import F64, Bool
from scipy.spatial import cKDTree

Move = Callable[[F64], F64]
"""From points at rest, (n, 2), to pixels."""
MESH = 24
"""Points along the longer side of a piece from which its pixels' rest is looked for."""
ROUNDS = 3
STEP = 1e-4
"""Heads over which a rig's slope is measured."""


def moved(outline: F64, here: Move, there: Move, pixels: F64) -> F64:
    """(n, 2) pixels of a piece, x and y, to how far each goes. outline: the piece's at rest.

    The rest of a pixel is found by Newton's method from the nearest of a few points. Where a piece is as thin as a shut
    lid, that has no answer, and the pixel goes as the nearest of them.
    """
    mesh = _mesh(outline)
    rest = mesh[cKDTree(here(mesh)).query(pixels)[1]]
    start = rest
    for _ in range(ROUNDS):
        off = pixels - here(rest)
        step, steep = _solved(here, rest, off)
        rest = np.where(steep[:, None], rest + step, rest)
    away, before = (np.linalg.norm(pixels - here(r), axis=1) for r in (rest, start))
    lost = away > np.minimum(1.0, before + 1e-6)
    rest = np.where(lost[:, None], start, rest)
    return there(rest) - here(rest)


def affine(here: Move, there: Move, pixels: F64) -> F64:
    """The same for what is rigid, as paper."""
    rest = np.array([[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]])
    start, end = here(rest), there(rest)
    across = np.linalg.solve(start[1:] - start[0], end[1:] - end[0])
    return np.asarray((pixels - start[0]) @ across + end[0] - pixels)


def _solved(move: Move, rest: F64, off: F64) -> tuple[F64, Bool]:
    """How far at rest is so far in pixels, and where that can be said."""
    base = move(rest)
    a, c = ((move(rest + np.eye(2)[i] * STEP) - base).T / STEP for i in (0, 1))
    det = a[0] * c[1] - a[1] * c[0]
    steep = np.abs(det) > 1.0
    safe = np.where(steep, det, 1.0)
    step = np.stack([off[:, 0] * c[1] - off[:, 1] * c[0], off[:, 1] * a[0] - off[:, 0] * a[1]], axis=1)
    return step / safe[:, None], steep


def _mesh(outline: F64) -> F64:
    """(m, 2) points on an outline and on a grid in it, at rest."""
    low, high = outline.min(axis=0), outline.max(axis=0)
    apart = max(float((high - low).max()) / MESH, 1e-6)
    x, y = (np.arange(low[i] + apart / 2, high[i], apart) for i in (0, 1))
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    area = np.zeros((len(y), len(x)), np.uint8)
    ring = ((outline - low) / apart * 16).round().astype(np.int32) - 8
    cv2.fillPoly(area, [ring], [1], cv2.LINE_8, 4)
    return np.vstack([outline, grid[area.ravel() > 0]])
