"""What strokes run around, filled by the even-odd rule.

OpenCV's `fillPoly` sorts all edges on every row, which takes minutes for a scribble of 40,000 points and can't be
stopped. Here each edge flips, on each row that it crosses, all that lies to the right of it; so the work is the
crossings and the pixels, and it can be stopped at any time.
"""

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from celtint.types.arrays import F64, I32, U8
from celtint.types.picture import Pause
from celtint.vector.simplifying import ragged

AT_A_TIME = 1 << 18
"""Crossings, and edges, that are worked on at a time."""
CROSSING = 64
"""What a crossing costs, in pixels painted."""
SHIFT = 6
"""Bits of a coordinate behind the point, as OpenCV takes them."""


def fixed(points: F64, fine: int = 1, top: int = 0) -> I32:
    """Points as fixed-point numbers of a canvas `fine` times finer, from row `top` of the picture on.

    OpenCV counts from the middle of the first pixel.
    """
    moved = (points - (0.0, float(top))) * fine - 0.5
    return np.rint(moved * (1 << SHIFT)).astype(np.int32)


def fill(
    layer: U8,
    rings: Sequence[I32],
    colour: tuple[int, ...],
    spend: Callable[[float], None],
    pause: Pause,
) -> None:
    """Paint what lies inside an odd number of rings, and the pixels that the rings run through, in place.

    layer: (H, W, 4) uint8. rings: (n, 2) each, as `fixed` gives them. spend: told the work, in pixels, before it is
    done; may raise to refuse it.
    """
    points = np.concatenate(rings).astype(np.float64) / (1 << SHIFT)
    height, width = layer.shape[:2]
    low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0)) + 1
    left, top = (int(v) for v in np.clip(low, 0, (width, height)))
    right, bottom = (int(v) for v in np.clip(high, 0, (width, height)))
    if left >= right or top >= bottom:
        return
    after = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings]).astype(np.float64) / (1 << SHIFT)
    upper, lower = (
        np.where((points[:, 1] <= after[:, 1])[:, None], a, b) for a, b in ((points, after), (after, points))
    )
    begins = np.clip(np.ceil(upper[:, 1]), top, bottom).astype(np.int64)
    rows = np.clip(np.ceil(lower[:, 1]), top, bottom).astype(np.int64) - begins
    spend(float((right - left) * (bottom - top) + CROSSING * (rows.sum() + len(rows))))
    flips = np.zeros((bottom - top, right - left + 1), np.uint8)
    slope = (lower[:, 0] - upper[:, 0]) / np.maximum(lower[:, 1] - upper[:, 1], 1e-9)
    total = np.cumsum(rows)
    start = 0
    while start < len(rows):
        pause()
        done = total[start - 1] if start else 0
        stop = min(max(start + 1, int(np.searchsorted(total, done + AT_A_TIME))), start + AT_A_TIME)
        edge, step = ragged(rows[start:stop])
        edge += start
        row = begins[edge] + step
        x = np.ceil(upper[edge, 0] + (row - upper[edge, 1]) * slope[edge])
        np.add.at(flips, (row - top, np.clip(x, left, right).astype(np.int64) - left), 1)
        start = stop
    pause()
    inside = np.add.accumulate(flips[:, :-1], axis=1, dtype=np.uint8)
    inside &= 1
    packed = np.array(colour, np.uint8).view(np.uint32)[0]
    np.copyto(layer[top:bottom, left:right].view(np.uint32)[..., 0], packed, where=inside.view(np.bool_))
    for ring in rings:
        around = np.concatenate((ring, ring[:1]))
        for at in range(0, len(around), AT_A_TIME >> 6):
            pause()
            cv2.polylines(layer, [around[at : at + (AT_A_TIME >> 6) + 1]], False, colour, 1, cv2.LINE_8, SHIFT)
