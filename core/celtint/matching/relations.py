"""How a region of one drawing relates to a region of another, whatever they look like: where, how large, what moved.

Motion is OpenCV's DIS optical flow (Kroeger et al., "Fast Optical Flow using Dense Inverse Search", ECCV 2016) on the
blurred lines of the small grid, both ways; it only makes a pair likelier, the network decides how far to believe it.
"""

from dataclasses import dataclass
from enum import IntEnum

import cv2
import numpy as np

from celtint.matching.features import FORM, PATCH, RegionFeatures, motion_shape, moving_picture
from celtint.matching.overlap import moved_overlap, overlap
from celtint.types.arrays import F32, I16


class Relation(IntEnum):
    """The planes of `relations`: the numbers of a pair, from a region of the frame to one of the reference.

    Distances are in sizes of the drawing. Logarithms are natural. Weights that were trained know the planes by their
    order.
    """

    LED_HERE = 0
    """Share of the frame's region that motion leads into the reference's."""
    LED_THERE = 1
    """The same pixels as a share of the reference's region."""
    BACK_HERE = 2
    """Pixels of the reference's region that motion leads back into the frame's, as a share of the frame's."""
    BACK_THERE = 3
    """As a share of the reference's."""
    STILL_HERE = 4
    """Pixels that lie in both where nothing moves, as a share of the frame's region."""
    STILL_THERE = 5
    """As a share of the reference's."""
    APART_X = 6
    """From the middle of the one to that of the other, twice."""
    APART_Y = 7
    DISTANCE = 8
    """Its length: logarithm of a hundredth more, half."""
    DISTANCE_LED = 9
    """The same after motion."""
    DISTANCE_BACK = 10
    """The same after motion back."""
    LARGER = 11
    """How much larger the reference's region is: difference of the areas' logarithms, half."""
    SIZE_APART = 12
    """How different in size."""
    WIDTH_APART = 13
    """Of the boxes: difference of the logarithms, half."""
    HEIGHT_APART = 14
    SHAPE = 15
    """How far the shapes cover each other in their own boxes, 0 to 1."""
    AROUND = 16
    """Correlation of the lines around, seen as far as the region's size asks."""
    NEAR = 17
    """The same, seen near by, in sizes of the drawing."""
    FAR = 18
    """The same, seen far."""
    FORM_APART = 19
    """Distance of the traits that tell the form (`celtint.matching.features.FORM`)."""


RELATIONS = len(Relation)
ALONE = 1 << 18
"""Multiplications up to which OpenBLAS uses one thread."""


def relations(frame: RegionFeatures, reference: RegionFeatures) -> F32:
    """(n, m, `RELATIONS`) float32, about -3 to 3, of every region of `frame` to every region of `reference`."""
    n, m = len(frame.ids), len(reference.ids)
    if n == 0 or m == 0:
        return np.zeros((n, m, RELATIONS), np.float32)
    led, back = _Led.by_flow(frame, reference), _Led.by_flow(reference, frame)
    forward, backward, moved, moved_back = led.met, back.met, led.spots, back.spots
    still = overlap(frame.grid, _fitted(reference.grid, frame.grid.shape), n, m)
    own, other = (np.bincount(d.grid.ravel(), minlength=len(d.ids) + 1)[1:] for d in (frame, reference))
    spot, there = frame.spots, reference.spots
    apart = there[None] - spot[:, None]
    after = there[None] - moved[:, None]
    before = moved_back[None] - spot[:, None]
    size = (np.log(reference.areas / reference.step**2 / reference.scale**2 + 1e-6)[None]
            - np.log(frame.areas / frame.step**2 / frame.scale**2 + 1e-6)[:, None])  # fmt: skip
    boxes = np.log(reference.boxes[None, :, 2:] / reference.scale) - np.log(frame.boxes[:, None, 2:] / frame.scale)
    distance, distance_after = (np.sqrt((d**2).sum(axis=2)) for d in (apart, after))
    shape, around, near, far = _alike(frame, reference)
    planes = {
        Relation.LED_HERE: forward / np.maximum(own, 1)[:, None],
        Relation.LED_THERE: forward / np.maximum(other, 1),
        Relation.BACK_HERE: backward.T / np.maximum(own, 1)[:, None],
        Relation.BACK_THERE: backward.T / np.maximum(other, 1),
        Relation.STILL_HERE: still / np.maximum(own, 1)[:, None],
        Relation.STILL_THERE: still / np.maximum(other, 1),
        Relation.APART_X: apart[..., 0] * 2,
        Relation.APART_Y: apart[..., 1] * 2,
        Relation.DISTANCE: np.log(distance + 0.01) / 2,
        Relation.DISTANCE_LED: np.log(distance_after + 0.01) / 2,
        Relation.DISTANCE_BACK: np.log(np.sqrt((before**2).sum(axis=2)) + 0.01) / 2,
        Relation.LARGER: size / 2,
        Relation.SIZE_APART: np.abs(size) / 2,
        Relation.WIDTH_APART: np.abs(boxes[..., 0]) / 2,
        Relation.HEIGHT_APART: np.abs(boxes[..., 1]) / 2,
        Relation.SHAPE: shape,
        Relation.AROUND: around,
        Relation.NEAR: near,
        Relation.FAR: far,
        Relation.FORM_APART: np.sqrt(
            ((frame.traits[:, None, FORM] - reference.traits[None, :, FORM]) ** 2).sum(axis=2)
        ),
    }
    found = np.empty((n, m, RELATIONS), np.float32)
    for plane, values in planes.items():
        found[..., plane] = values
    return np.clip(found, -4, 4, out=found)


_SWAPPED = {
    Relation.LED_HERE: Relation.BACK_THERE,
    Relation.LED_THERE: Relation.BACK_HERE,
    Relation.STILL_HERE: Relation.STILL_THERE,
    Relation.DISTANCE_LED: Relation.DISTANCE_BACK,
}
_SIGNED = (Relation.APART_X, Relation.APART_Y, Relation.LARGER)


def turned(pairs: F32) -> F32:
    """`relations` of the reference with the frame, from those of the frame with the reference: motion is sought both
    ways already. Both drawings are of one size."""
    order = list(range(RELATIONS))
    for one, two in _SWAPPED.items():
        order[one], order[two] = two, one
    found = np.ascontiguousarray(pairs.swapaxes(0, 1)[..., order])
    found[..., _SIGNED] *= -1
    return found


def _alike(frame: RegionFeatures, reference: RegionFeatures) -> list[F32]:
    """(n, m) how far two regions' shapes cover each other in their own boxes, and how their surroundings correlate."""
    one, two = (d.patches[:, 0].reshape(-1, PATCH * PATCH).astype(np.float32) / np.float32(255)
                for d in (frame, reference))  # fmt: skip
    both = _products(one, two)
    either = one.sum(axis=1)[:, None] + two.sum(axis=1)[None] - both
    alike = [_products(a, b) for a, b in zip(frame.surroundings, reference.surroundings, strict=True)]
    return [np.asarray(both / np.maximum(either, 1e-3), np.float32), *alike]


def _products(one: F32, two: F32) -> F32:
    """(n, m) of (n, k) and (m, k), a few rows at a time: so few that the linear algebra below NumPy keeps them on this
    thread, which otherwise waits, at full load, for one that other work has taken."""
    found = np.empty((len(one), len(two)), np.float32)
    rows = max(1, ALONE // max(two.size, 1))
    for start in range(0, len(one), rows):
        np.matmul(one[start : start + rows], two.T, out=found[start : start + rows])
    return found


def _fitted(grid: I16, shape: tuple[int, ...]) -> I16:
    if grid.shape == shape:
        return grid
    return np.asarray(cv2.resize(grid, shape[::-1], interpolation=cv2.INTER_NEAREST), np.int16)


@dataclass(frozen=True)
class _Led:
    """Where flow leads a frame's n regions. met: (n, m) grid pixels of each that come into each of the reference's;
    spots: (n, 2) their middles after it, relative to the reference's, in sizes of it."""

    met: F32
    spots: F32

    @classmethod
    def by_flow(cls, frame: RegionFeatures, reference: RegionFeatures) -> "_Led":
        h, w = frame.grid.shape
        shape, alike = motion_shape((h, w)), frame.grid.shape == reference.grid.shape
        flow_of = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
        flow_of.setFinestScale(1)
        target_of = reference.moving if alike else moving_picture(reference.lines, shape)
        small: F32 = flow_of.calc(frame.moving, target_of, None)  # type: ignore[call-overload]
        flow = cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR) * np.float32(max(h, w) / max(shape))
        y, x = np.indices((h, w), np.float32)
        x, y = x + flow[..., 0], y + flow[..., 1]
        beyond = (x < -0.5) | (x >= w - 0.5) | (y < -0.5) | (y >= h - 0.5)
        n, target = len(frame.ids), _fitted(reference.grid, (h, w))
        met = moved_overlap(frame.grid, target, n, len(reference.ids), np.stack([x, y], axis=2), beyond)
        flat = frame.grid.ravel()
        size = np.maximum(np.bincount(flat, minlength=n + 1)[1:], 1)
        mean = np.stack([np.bincount(flat, v.ravel(), n + 1)[1:] / size for v in (x, y)], axis=1)
        step = np.array(reference.grid.shape[::-1]) / np.array([w, h])
        return cls(met, ((mean * step - reference.origin) / reference.scale).astype(np.float32))
