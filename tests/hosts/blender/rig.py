"""Rendered lines against rendered fills, frame by frame: what shows on the inner side of a line."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from .rendered import Pixels, picture

BAND = 2.0
"""Pixels beside a line that are looked at."""
NEAR = 2
"""Largest difference of a colour that is the same."""
PATCH = 0.9
"""Share of an outline that lies within another which it is a patch on."""
CLEAR = 2
"""Least opacity, of 255, of a pixel that something is drawn on."""


def shares(found: dict[str, Any]) -> list[float]:
    """Of the pixels within `BAND` of a line and inside what it runs around, the share that shows its own fill; a frame
    each."""
    return [_share(frame, found["colours"]) for frame in found["frames"]]


def _rings(drawing: list[list[list[float]]]) -> list[NDArray[np.int32]]:
    """A drawing's outlines in sixteenths of pixels, from the first pixel's middle."""
    return [np.round((np.array(outline) - 0.5) * 16).astype(np.int32) for outline in drawing]


def _drawn(rings: list[NDArray[np.int32]], lines: Pixels) -> float:
    """How much of outlines is covered by what was rendered as lines."""
    at = np.concatenate(rings) // 16
    here = at[((at >= 0) & (at < (lines.shape[1], lines.shape[0]))).all(axis=1)]
    return float(lines[here[:, 1], here[:, 0]].mean()) if len(here) else 0.0


def _share(frame: dict[str, Any], colours: list[list[int]]) -> float:
    fills, lines = picture(frame["fills"]), picture(frame["lines"])[..., 3]
    rings = max((_rings(each) for each in frame["drawings"]), key=lambda each: _drawn(each, lines))
    covers = [cv2.fillPoly(np.zeros(lines.shape, np.uint8), [ring], 1, shift=4) > 0 for ring in rings]
    near = (lines <= CLEAR) & (distance_transform_edt(lines <= CLEAR) <= BAND)
    band, right = np.zeros((2, *lines.shape), np.bool_)
    for n, cover in enumerate(covers):
        # where lines that boil cross, what lies within two of them may have either's fill; a patch has its own
        patches = [other for other in covers if other is not cover and (other & cover).sum() > PATCH * other.sum()]
        own = near & cover & ~np.any([np.zeros_like(cover), *patches], axis=0)
        band |= own
        right |= own & (np.abs(fills - colours[n % len(colours)]).max(axis=2) <= NEAR)
    return float(right[band].mean()) if band.any() else 0.0
