"""Light and shadow: a layer to lay over the flats, with one light for everything."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.stage import tuning
from celtint.stage.placing import Group, Place
from celtint.types.arrays import F32, I32, U8, Rgba
from celtint.types.choices import Light
from celtint.types.picture import RGB

DARK: RGB = (42, 34, 88)
BRIGHT: RGB = (255, 247, 222)

_FROM: dict[Light, tuple[float, float]] = {
    "left": (-0.62, -0.48),
    "right": (0.62, -0.48),
    "above": (0.0, -0.78),
    "front": (0.0, -0.18),
}
"""Where light comes from, across and down the page."""


@dataclass(frozen=True)
class Silhouette:
    """A group by itself. left, top: of its bounds, in pixels. mask: (h, w) uint8, 255 where it is."""

    group: Group
    left: int
    top: int
    mask: U8


def shaded(groups: I32, silhouettes: Sequence[Silhouette], light: Light, horizon: float | None) -> Rgba:
    """(H, W, 4) shadows dark and light bright, with alpha.

    groups: (H, W) the number of the group that is seen at each pixel, -1 for the background. silhouettes: in that
    order, the farthest first. horizon: pixels down the page, from which the air brightens; None: no background.
    """
    tone = np.zeros(groups.shape, np.float32) if horizon is None else _air(groups, horizon)
    for number, one in enumerate(silhouettes):
        if one.group.kind in ("stands", "lies"):
            _grounded(tone, groups, number, one, light, horizon or 0.0)
        _rounded(tone, groups, number, one, light)
    layer = np.empty((*groups.shape, 4), np.uint8)
    layer[..., :3] = np.where((tone < 0)[..., None], np.array(DARK, np.uint8), np.array(BRIGHT, np.uint8))
    layer[..., 3] = np.minimum(np.abs(tone) * 255 + 0.5, 255)
    return layer


def _air(groups: I32, horizon: float) -> F32:
    """The background is brighter near the horizon and darker at the foot of the page."""
    down = np.arange(len(groups), dtype=np.float32)
    above, below = max(horizon, 1.0), max(len(groups) - horizon, 1.0)
    rows = np.where(
        down < horizon,
        tuning.SHADING.haze * (down / above) ** 2,
        -tuning.SHADING.near * (np.maximum(down - horizon, 0) / below) ** 1.5,
    )
    return np.where(groups < 0, rows[:, None], np.float32(0)).astype(np.float32)


def _grounded(tone: F32, groups: I32, number: int, one: Silhouette, light: Light, horizon: float) -> None:
    """A soft shadow at the foot of each copy, on what lies behind it, away from the light; none in the air."""
    for place in one.group.places:
        foot = place.top + place.height
        left, right = _sole(one, place)
        wide = (right - left) * tuning.SHADING.foot
        if foot < horizon or wide <= 0:
            continue
        high = float(np.clip(wide * tuning.SHADING.flat, 2.0, 0.05 * max(groups.shape)))
        middle = (left + right) / 2 - _FROM[light][0] * 0.22 * wide
        x0, x1 = max(0, int(middle - wide)), min(groups.shape[1], int(middle + wide) + 1)
        y0, y1 = max(0, int(foot - 2 * high)), min(groups.shape[0], int(foot + 2 * high) + 1)
        if x1 <= x0 or y1 <= y0:
            continue
        y, x = np.ogrid[y0:y1, x0:x1]
        reach = np.sqrt(((x - middle) / (wide / 2)) ** 2 + ((y - foot) / high) ** 2)
        deep = np.clip(1.6 - reach, 0, 1).astype(np.float32)
        part = tone[y0:y1, x0:x1]
        behind = groups[y0:y1, x0:x1] < number
        part[behind] = (part * (1 - deep) - np.float32(tuning.SHADING.contact) * deep)[behind]


def _sole(one: Silhouette, place: Place) -> tuple[float, float]:
    """From where to where a copy touches the ground, in pixels of the canvas: what its lowest part spans."""
    bottom = min(len(one.mask), round(place.top + place.height) - one.top)
    top = max(0, bottom - max(2, round(tuning.SHADING.sole * place.height)))
    x0 = max(0, round(place.left) - one.left)
    x1 = min(one.mask.shape[1], round(place.left + place.width) - one.left + 1)
    columns = np.flatnonzero((one.mask[top:bottom, x0:x1] > 127).any(axis=0))
    if not columns.size:
        return 0.0, 0.0
    return float(one.left + x0 + columns[0]), float(one.left + x0 + columns[-1] + 1)


def _rounded(tone: F32, groups: I32, number: int, one: Silhouette, light: Light) -> None:
    """Light on the side that it comes from, and shade on the other, as if everything were round."""
    height, width = one.mask.shape
    seen = groups[one.top : one.top + height, one.left : one.left + width] == number
    if not seen.any():
        return
    scale = min(1.0, tuning.SHADING.grid / max(height, width))
    size = max(2, round(width * scale)), max(2, round(height * scale))
    small = cv2.resize(one.mask, size, interpolation=cv2.INTER_AREA)
    framed = cv2.copyMakeBorder((small > 127).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    deep = cv2.distanceTransform(framed, cv2.DIST_L2, 5)[1:-1, 1:-1]
    reach = max(1.0, tuning.SHADING.round * float(deep.max()))
    hill = np.sqrt(np.clip(1 - (1 - np.minimum(deep / reach, 1)) ** 2, 0, 1)) * reach
    hill = cv2.GaussianBlur(np.asarray(hill, np.float32), (0, 0), max(0.8, 0.18 * reach))
    across, down = cv2.Sobel(hill, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(hill, cv2.CV_32F, 0, 1, scale=0.125)
    x, y = _FROM[light]
    facing = -(np.asarray(across) * x + np.asarray(down) * y) / np.sqrt(1 + np.square(across) + np.square(down))
    lit = tuning.SHADING.lit * np.clip(facing - 0.1, 0, 1) - tuning.SHADING.shade * np.clip(-facing - 0.1, 0, 1)
    full = cv2.resize(np.asarray(lit, np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    tone[one.top : one.top + height, one.left : one.left + width][seen] = np.asarray(full)[seen]
