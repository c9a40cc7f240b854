"""What a network looks at besides a region's own numbers: the drawing itself, whole, and where its regions lie in it.

The figure fills the view whatever its size on the page, so a small part is seen as finely as the drawing shows it,
and a figure in another scale looks the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from celtint.types.arrays import F32, I16, I32, U8

VIEW = 384
"""Side of a view, in pixels."""
POINTS = 16
"""Places of each region at which it is looked at."""
STEP = 4
"""Pixels of a view that a place of the network's finest map stands for."""
FINE = VIEW // STEP
"""Side of that map."""
AIR = 0.04
"""What is left clear around the figure, in its longer side."""
DRAWN = 60
"""Darkness on the features' grid from which something is drawn."""


@dataclass(frozen=True)
class View:
    """The lines of a drawing. picture: (`VIEW`, `VIEW`) uint8 darkness. points: (n, `POINTS`, 2) int32 y, x in it of
    pixels of each region, evenly over it."""

    picture: U8
    points: I32


@dataclass(frozen=True)
class Look:
    """Views as a network takes them. views: (p, 1, `VIEW`, `VIEW`) uint8. places: (m, `POINTS`) int64, for all their
    regions in turn (view × `FINE` + y) × `FINE` + x on the finest map."""

    views: U8
    places: npt.NDArray[np.int64]


def look(views: Sequence[View]) -> Look:
    """Several drawings' views, at least one, as one."""
    places = [
        ((k * FINE + v.points[..., 0] // STEP) * FINE + v.points[..., 1] // STEP).astype(np.int64)
        for k, v in enumerate(views)
    ]
    return Look(np.stack([v.picture for v in views])[:, None], np.concatenate(places))


def view(light: U8, lines: U8, grid: I16, count: int, step: int) -> View:
    """The view of a drawing.

    light: (H, W) uint8 luminance. lines, grid, step: as in `celtint.matching.features.RegionFeatures`; count: regions.
    """
    left, top, side = _square(lines, step)
    zoom = side / VIEW
    to = np.array([[zoom, 0, left + zoom / 2 - 0.5], [0, zoom, top + zoom / 2 - 0.5]])
    darkness = np.asarray(255 - light, np.uint8)
    while zoom >= 2:
        darkness = np.asarray(cv2.resize(darkness, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
        zoom, to = zoom / 2, to / 2
        to[:, 2] -= 0.25  # the middles of pixels twice as large
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    picture = np.asarray(cv2.warpAffine(darkness, to, (VIEW, VIEW), flags=flags), np.uint8)
    points = ((_places(grid, count) + 0.5) * step - np.array([top, left])) * (VIEW / side)
    return View(picture, np.clip(points, 0, VIEW - 1).astype(np.int32))


def _square(lines: U8, step: int) -> tuple[float, float, float]:
    """Left, top and side, in pixels of the full picture, of the square that the figure fills; the page where nothing is
    drawn."""
    drawn = lines > DRAWN
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if not len(rows):
        rows, columns = (np.arange(side) for side in drawn.shape)
    high, wide = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    side = max(high, wide) * (1 + 2 * AIR)
    top, left = rows[0] + high / 2 - side / 2, columns[0] + wide / 2 - side / 2
    return float(left * step), float(top * step), float(side * step)


def _places(grid: I16, count: int) -> F32:
    """(n, `POINTS`, 2) y, x on the grid: pixels of each region, in their order, evenly."""
    order = np.argsort(grid.ravel(), kind="stable")
    size = np.bincount(grid.ravel(), minlength=count + 1)
    first = np.cumsum(size) - size
    share = (np.arange(POINTS) + 0.5) / POINTS
    at = first[1:, None] + np.minimum((share * size[1:, None]).astype(np.int64), np.maximum(size[1:, None] - 1, 0))
    y, x = np.divmod(order[np.minimum(at, len(order) - 1)], grid.shape[1])
    return np.stack([y, x], axis=2).astype(np.float32)
