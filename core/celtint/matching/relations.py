"""How a region of one drawing relates to a region of another, whatever they look like: where, how large, what moved.

Motion is OpenCV's DIS optical flow (Kroeger et al., "Fast Optical Flow using Dense Inverse Search", ECCV 2016) on the
blurred lines of the small grid, both ways; it only makes a pair likelier, the network decides how far to believe it.
"""

import cv2
import numpy as np
import numpy.typing as npt

from celtint.matching.features import PATCH, RegionFeatures
from celtint.types.arrays import F32, U8

RELATIONS = 20
"""Numbers of a pair."""
MOTION_SIDE = 192
"""Longest side, in pixels, at which motion is looked for."""


def relations(frame: RegionFeatures, reference: RegionFeatures) -> F32:
    """(n, m, `RELATIONS`) float32, about -3 to 3, of every region of `frame` to every region of `reference`."""
    n, m = len(frame.ids), len(reference.ids)
    if n == 0 or m == 0:
        return np.zeros((n, m, RELATIONS), np.float32)
    forward, moved = _overlap(frame, reference)
    backward, moved_back = _overlap(reference, frame)
    still = _counts(frame.grid, _fitted(reference.grid, frame.grid.shape), n, m)
    own, other = (np.bincount(d.grid.ravel(), minlength=len(d.ids) + 1)[1:] for d in (frame, reference))
    spot, there = frame.spots, reference.spots
    apart = there[None] - spot[:, None]
    after = there[None] - moved[:, None]
    before = moved_back[None] - spot[:, None]
    size = (np.log(reference.areas / reference.step**2 / reference.scale**2 + 1e-6)[None]
            - np.log(frame.areas / frame.step**2 / frame.scale**2 + 1e-6)[:, None])  # fmt: skip
    boxes = np.log(reference.boxes[None, :, 2:] / reference.scale) - np.log(frame.boxes[:, None, 2:] / frame.scale)
    distance, distance_after = (np.sqrt((d**2).sum(axis=2)) for d in (apart, after))
    shape, *surroundings = _alike(frame, reference)
    planes = [
        forward / np.maximum(own, 1)[:, None], forward / np.maximum(other, 1),
        backward.T / np.maximum(own, 1)[:, None], backward.T / np.maximum(other, 1),
        still / np.maximum(own, 1)[:, None], still / np.maximum(other, 1),
        *np.moveaxis(apart * 2, 2, 0), np.log(distance + 0.01) / 2, np.log(distance_after + 0.01) / 2,
        np.log(np.sqrt((before**2).sum(axis=2)) + 0.01) / 2, size / 2, np.abs(size) / 2,
        *np.moveaxis(np.abs(boxes) / 2, 2, 0), shape, *surroundings,
        np.sqrt(((frame.traits[:, None, 9:13] - reference.traits[None, :, 9:13]) ** 2).sum(axis=2)),
    ]  # fmt: skip
    return np.asarray(np.clip(np.stack(planes, axis=2), -4, 4), np.float32)


def _alike(frame: RegionFeatures, reference: RegionFeatures) -> list[F32]:
    """(n, m) how far two regions' shapes cover each other in their own boxes, and how their surroundings correlate."""
    one, two = (d.patches[:, 0].reshape(-1, PATCH * PATCH).astype(np.float32) / np.float32(255)
                for d in (frame, reference))  # fmt: skip
    both = one @ two.T
    either = one.sum(axis=1)[:, None] + two.sum(axis=1)[None] - both
    alike = [a @ b.T for a, b in zip(frame.surroundings, reference.surroundings, strict=True)]
    return [np.asarray(both / np.maximum(either, 1e-3), np.float32), *alike]


def _fitted(grid: npt.NDArray[np.int16], shape: tuple[int, ...]) -> npt.NDArray[np.int16]:
    if grid.shape == shape:
        return grid
    return np.asarray(cv2.resize(grid, shape[::-1], interpolation=cv2.INTER_NEAREST), np.int16)


def _counts(one: npt.NDArray[np.int16], two: npt.NDArray[np.int16], n: int, m: int) -> F32:
    """(n, m) pixels that lie in region i of the one map and in region j of the other."""
    both = np.bincount(one.ravel().astype(np.int64) * (m + 1) + two.ravel(), minlength=(n + 1) * (m + 1))
    return both.reshape(n + 1, m + 1)[1:, 1:].astype(np.float32)


def _moving_picture(described: RegionFeatures, shape: tuple[int, int]) -> U8:
    """Lines thickened into slopes, which flow can follow where thin lines no longer meet."""
    lines = cv2.resize(described.lines, shape[::-1], interpolation=cv2.INTER_AREA)
    wide = cv2.GaussianBlur(lines, (0, 0), 4.0).astype(np.float32)
    fine = cv2.GaussianBlur(lines, (0, 0), 1.0).astype(np.float32)
    return np.asarray(np.clip(3 * wide + fine, 0, 255), np.uint8)


def _overlap(frame: RegionFeatures, reference: RegionFeatures) -> tuple[F32, F32]:
    """(n, m) grid pixels of each region that flow carries into each region of the reference, and (n, 2) the regions'
    middles after it, relative to the reference's, in sizes of it."""
    h, w = frame.grid.shape
    shrink = max(1.0, max(h, w) / MOTION_SIDE)
    shape = max(round(h / shrink), 16), max(round(w / shrink), 16)
    flow_of = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    flow_of.setFinestScale(1)
    pictures = (_moving_picture(d, shape) for d in (frame, reference))
    small: F32 = flow_of.calc(*pictures, None)  # type: ignore[call-overload]
    flow = cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR) * np.float32(max(h, w) / max(shape))
    y, x = np.indices((h, w), np.float32)
    there_x, there_y = x + flow[..., 0], y + flow[..., 1]
    target = _fitted(reference.grid, (h, w))
    column = np.clip(np.rint(there_x), 0, w - 1).astype(np.int32)
    row = np.clip(np.rint(there_y), 0, h - 1).astype(np.int32)
    inside = (there_x >= -0.5) & (there_x < w - 0.5) & (there_y >= -0.5) & (there_y < h - 0.5)
    n = len(frame.ids)
    counted = _counts(frame.grid, np.where(inside, target[row, column], 0).astype(np.int16), n, len(reference.ids))
    flat = frame.grid.ravel()
    size = np.maximum(np.bincount(flat, minlength=n + 1)[1:], 1)
    mean = np.stack([np.bincount(flat, v.ravel(), n + 1)[1:] / size for v in (there_x, there_y)], axis=1)
    step = np.array(reference.grid.shape[::-1]) / np.array([w, h])
    return counted, ((mean * step - reference.origin) / reference.scale).astype(np.float32)
