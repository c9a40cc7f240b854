"""Generated scenes set in motion: the shapes of `celtint_train.puppets.scene_shapes`, turned, bent and carried over
drawings.

Each figure travels and leans, each of its parts swings about the joint it hangs from, a slow warp bends them all, and
the camera pans and zooms. What a pixel belongs to is known exactly. The same seed gives the same bytes.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F64, I32, U8, Bool

from celtint_train.puppets.scene_shapes import Random, Shape, drawing

FIRST = {"train": 10_000_000, "validation": 20_000_000, "bench": 30_000_000}
"""Seeds of the splits' scenes: none shares a figure with another."""
SHIFT = 3
"""Bits of sub-pixel position that OpenCV draws with."""


@dataclass(frozen=True)
class SceneDrawing:
    """One drawing. ink: (h, w) uint8 luminance. identity: (h, w) int32, 0 for the background."""

    ink: U8
    identity: I32


@dataclass(frozen=True)
class _Swing:
    """What one thing does over time: a sum of two slow waves an axis, in radians or shares of the picture."""

    size: float
    speed: tuple[float, float]
    phase: tuple[float, float]

    @classmethod
    def any(cls, rng: Random, size: float) -> "_Swing":
        speed, phase = rng.uniform(0.08, 0.4, 2), rng.uniform(0, 2 * np.pi, 2)
        return cls(size, (float(speed[0]), float(speed[1])), (float(phase[0]), float(phase[1])))

    def at(self, time: float) -> float:
        (one, two), (late, later) = self.speed, self.phase
        return self.size * (math.sin(one * time + late) + math.sin(two * time + later)) / 2


@dataclass(frozen=True)
class _Part:
    shape: Shape
    figure: str
    joint: F64
    turn: _Swing
    leave: float


class MovingScene:
    """A clip of `length` drawings, `step` times the usual motion between two.

    palette: identity to a colour; shapes of one group (both eyes) share one.
    """

    def __init__(self, seed: int, split: str, length: int = 25, step: int = 1, size: tuple[int, int] = (216, 384)):
        rng = np.random.default_rng([FIRST[split] + seed, 7])
        self.length, self.step, self.size = length, step, size
        self._rng_seed = FIRST[split] + seed
        shapes = drawing(rng)
        figures = sorted({s.group.split("-")[0] for s in shapes})
        self._parts = [self._part(rng, s) for s in shapes]
        groups = [s.group for top in shapes for s in _all(top)]
        names = sorted(set(groups))
        self.palette = {0: (255, 255, 255)} | {
            number: (names.index(group), 0, 0) for number, group in enumerate(groups, start=1)
        }
        lively = rng.uniform(0.3, 1.6)
        self._motion = {f: [_Swing.any(rng, lively * a) for a in (0.16, 0.07, 0.25, 0.22)] for f in figures}
        self._middle = {
            f: np.mean([s.points.mean(axis=0) for s in shapes if s.group.split("-")[0] == f], axis=0) for f in figures
        }
        self._warp = [_Swing.any(rng, lively * 0.03) for _ in range(8)]
        self._camera = [_Swing.any(rng, a) for a in (0.25, 0.12, 0.22, 0.06)]
        self._line = float(rng.uniform(1.0, 2.2))
        self._gaps = float(rng.choice([0, 0, 1, 3]))
        self._wobble = float(rng.uniform(0, 0.0025))

    @staticmethod
    def _part(rng: Random, shape: Shape) -> _Part:
        low, high = shape.points.min(axis=0), shape.points.max(axis=0)
        # Most parts hang from their upper end.
        joint = np.array([rng.uniform(low[0], high[0]), low[1] + rng.uniform(0, 0.4) * (high[1] - low[1])])
        away = rng.uniform(0, 40) if rng.random() < 0.06 else np.inf
        return _Part(shape, shape.group.split("-")[0], joint, _Swing.any(rng, rng.uniform(0, 0.5)), away)

    def _placed(self, points: F64, part: _Part, time: float, wobble: Random) -> F64:
        """Where a part's points are at a time, in pixels (x, y)."""
        h, w = self.size
        x, y, lean, grow = (s.at(time) for s in self._motion[part.figure])
        p = _turn(points, part.joint, part.turn.at(time))
        p = _turn(p, self._middle[part.figure], lean)
        p = (p - self._middle[part.figure]) * (1 + grow) + self._middle[part.figure] + (x, y)
        k = [s.at(time) for s in self._warp]
        u, v = p.T
        p = p + np.stack([k[0] * np.sin(5 * v + 40 * k[1]) + k[2] * np.sin(9 * u + 60 * k[3]),
                          k[4] * np.sin(5 * u + 40 * k[5]) + k[6] * np.sin(9 * v + 60 * k[7])], axis=1)  # fmt: skip
        pan, tilt, zoom, roll = (s.at(time) for s in self._camera)
        p = _turn(p, np.array([0.5, 0.5]), roll)
        p = (p - 0.5) * (1 + zoom) + 0.5 + (pan, tilt)
        p = p + _low_noise(wobble, len(p)) * self._wobble
        scale = max(h, w) * 0.8
        return np.asarray((p - 0.5) * scale + (w / 2, h / 2))

    def drawing(self, index: int) -> SceneDrawing:
        """One drawing of the clip, any of them at any time."""
        time = index * self.step
        wobble = np.random.default_rng([self._rng_seed, index])
        identity = np.zeros(self.size, np.int32)
        ink = np.full(self.size, 255, np.uint8)
        number = 0
        for part in self._parts:
            if time > part.leave:
                number += len(_all(part.shape))
                continue
            number = self._draw(part.shape, part, time, (ink, identity), number, None, wobble)
        if self._gaps:
            self._rub(ink, wobble)
        return SceneDrawing(ink, identity)

    def _draw(
        self,
        shape: Shape,
        part: _Part,
        time: float,
        onto: tuple[U8, I32],
        number: int,
        within: Bool | None,
        wobble: Random,
    ) -> int:
        number += 1
        ink, identity = onto
        points = self._placed(shape.points, part, time, wobble)
        area = _around(points, self.size)
        ink, identity, clip = ink[area], identity[area], None if within is None else within[area]
        fixed = [np.round((points - (area[1].start, area[0].start)) * 2**SHIFT).astype(np.int32)]
        mask = np.zeros(ink.shape, np.uint8)
        line = np.full(ink.shape, 255, np.uint8)
        if ink.size:
            cv2.fillPoly(mask, fixed, [1], shift=SHIFT)
            width = 2 if self._line * shape.width > 1.5 else 1
            cv2.polylines(line, fixed, True, [0], width, cv2.LINE_AA, SHIFT)
        inside = mask > 0 if clip is None else (mask > 0) & clip
        identity[inside] = number
        ink[inside] = 255
        if shape.inside:
            whole = np.zeros(self.size, bool)
            whole[area] = inside
            for child in shape.inside:
                number = self._draw(child, part, time, onto, number, whole, wobble)
        if clip is not None:
            line[~clip] = 255
        np.minimum(ink, line, out=ink)
        return number

    def _rub(self, ink: U8, rng: Random) -> None:
        """Rub out small pieces of line."""
        y, x = np.nonzero(ink < 128)
        if len(y) == 0:
            return
        for at in rng.integers(0, len(y), int(self._gaps)):
            cv2.circle(ink, (int(x[at]), int(y[at])), 2, [255], -1)


def _around(points: F64, size: tuple[int, int]) -> tuple[slice, slice]:
    """The part of a picture that an outline and its line can touch."""
    low = np.floor(points.min(axis=0)).astype(int) - 4
    high = np.ceil(points.max(axis=0)).astype(int) + 5
    (left, top), (right, bottom) = (np.clip(v, 0, size[::-1]) for v in (low, high))
    return slice(int(top), int(bottom)), slice(int(left), int(right))


def _all(shape: Shape) -> list[Shape]:
    """A shape and all that lies in it, in the order they are drawn."""
    return [shape, *(s for child in shape.inside for s in _all(child))]


def _turn(points: F64, about: F64, angle: float) -> F64:
    c, s = np.cos(angle), np.sin(angle)
    return np.asarray((points - about) @ np.array([[c, s], [-s, c]]) + about)


def _low_noise(rng: Random, count: int) -> F64:
    """(count, 2) noise that goes smoothly around a closed curve."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)[:, None]
    return np.asarray(sum(rng.normal(0, 1, 2) * np.sin(k * angle + rng.uniform(0, 6.3)) for k in (2, 3, 5, 8)))
