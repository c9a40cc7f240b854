"""Clips with known truth for the bench of sequences: generated scenes in motion, as lines and as shaded frames."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from celtint.ink import ink_threshold
from celtint.picture import Picture
from celtint.regions import segment

from celtint_train.matcher.moving import MovingScene

Bytes = npt.NDArray[np.uint8]
Ids = npt.NDArray[np.int32]
Codes = npt.NDArray[np.int64]
CLEAR = 0.6
"""A region that is less of one colour than this, in truth, is not scored."""


@dataclass(frozen=True)
class Frame:
    """One drawing and its truth.

    ink: (H, W) uint8. labels: (H, W) int32, the regions that the core finds in the lines; the same for every method.
    identity, code: (n,) of the regions from 1 on, the commonest identity off the lines and its colour's code (-1 for
    paper that stays empty); scored: (n,) whether that is clear. layer: (H, W, 4) uint8 the true flats.
    """

    ink: Bytes
    labels: Ids
    area: npt.NDArray[np.int64]
    identity: Ids
    code: Codes
    scored: npt.NDArray[np.bool_]
    layer: Bytes


@dataclass(frozen=True)
class Clip:
    """The frames of one clip; as `celtint.sequence.Frames` they are its line drawings."""

    name: str
    frames: list[Frame]

    def __len__(self) -> int:
        return len(self.frames)

    def picture(self, index: int) -> Picture:
        return Picture(self.frames[index].ink)

    def part(self, first: int, last: int) -> "Clip":
        """The frames from `first` to `last` alone."""
        return Clip(self.name, self.frames[first : last + 1])


def make_clip(seed: int, length: int, step: int, size: tuple[int, int]) -> Clip:
    """A clip of figures that no network has learned from."""
    scene = MovingScene(seed, "bench", length, step, size)
    rgba = _palette(scene)
    return Clip(f"scene {seed}, step {step}", [_frame(scene, k, rgba) for k in range(length)])


def _palette(scene: MovingScene) -> Bytes:
    """(identities, 4) uint8: a colour for each group of shapes, and clear for the background."""
    rgba = np.zeros((max(scene.palette) + 1, 4), np.uint8)
    for identity, (group, _, _) in scene.palette.items():
        if identity:
            hsv = np.array([[[group * 67 % 180, 90 + group * 41 % 110, 140 + group * 53 % 110]]], np.uint8)
            rgba[identity] = (*cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0], 255)
    return rgba


def codes(layer: Bytes) -> Codes:
    """(..., 4) uint8 to (...) codes: 24 bits, or -1 where it is clear."""
    wide = layer.astype(np.int64)
    return np.where(layer[..., 3] >= 128, (wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2], -1)


def _frame(scene: MovingScene, index: int, rgba: Bytes) -> Frame:
    drawn = scene.drawing(index)
    coverage = np.asarray(255 - drawn.ink, np.uint8)
    regions = segment(coverage, ink_threshold(coverage))
    paper = drawn.ink > 150
    top = len(rgba)
    pair = regions.labels[paper].astype(np.int64) * top + drawn.identity[paper]
    counts = np.bincount(pair, minlength=(regions.count + 1) * top).reshape(-1, top)[1:]
    total = counts.sum(axis=1)
    identity = counts.argmax(axis=1).astype(np.int32)
    scored = (total > 0) & (counts.max(axis=1) >= CLEAR * total)
    area = np.bincount(regions.labels.ravel(), minlength=regions.count + 1)[1:]
    layer = rgba[drawn.identity]
    return Frame(drawn.ink, regions.labels, area, identity, codes(rgba)[identity], scored, layer)


def read_regions(frame: Frame, layer: Bytes) -> Codes:
    """(n,) the code of each region in a method's colour layer: the commonest off the lines."""
    paper = frame.ink > 150
    code, inverse = np.unique(codes(layer)[paper], return_inverse=True)
    n = len(frame.area)
    counts = np.bincount(frame.labels[paper] * len(code) + inverse, minlength=(n + 1) * len(code))
    return np.asarray(code[counts.reshape(n + 1, -1)[1:].argmax(axis=1)])


def shaded(frame: Frame, index: int) -> Bytes:
    """(H, W, 3) uint8: the frame painted, with light from the side, soft edges, and a wall behind."""
    h, w = frame.ink.shape
    y, x = np.mgrid[0:1:h * 1j, 0:1:w * 1j]  # fmt: skip
    wall = np.stack([150 + 60 * x, 140 + 40 * y, 120 + 50 * (1 - x)], axis=2)
    flat = np.where(frame.layer[..., 3:] > 0, frame.layer[..., :3], wall)
    inside = (frame.layer[..., 3] > 0).astype(np.uint8)
    depth = np.minimum(cv2.distanceTransform(inside, cv2.DIST_L2, 5) / (0.06 * h), 1)
    light = (0.62 + 0.38 * depth) * (0.9 + 0.2 * np.cos(4 * x + 0.05 * index))
    lines = 0.35 + 0.65 * frame.ink / 255.0
    grain = np.random.default_rng(index).normal(0, 1.5, (h, w))
    painted = cv2.GaussianBlur(flat * (light * lines)[..., None], (0, 0), 0.9) + grain[..., None]
    return np.asarray(np.clip(painted, 0, 255), np.uint8)
