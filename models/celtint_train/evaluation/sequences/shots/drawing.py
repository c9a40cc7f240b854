"""The drawings of a shot, each with its truth: layers put over one another, and a pencil line where colours meet that
no line of the artist's parts."""

from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F32, F64, I32, U8, Bool

from celtint_train.evaluation.sequences.clips import Clip, frame_of
from celtint_train.evaluation.sequences.shots.moving import Actor, Camera
from celtint_train.puppets.scene_shapes import Random

FINE = 2
"""Drawings are made at so many times their size."""
NEAR = 5
"""Pixels, at that size, within which an artist's line parts two colours."""
SOFT = 0.7
"""By so many pixels, at that size, lines are softened."""
MARGIN = 24
"""Pixels round a layer that its bending may touch."""


@dataclass(frozen=True)
class Pencil:
    """How a shot is drawn. width, tone: of lines between colours, pixels and luminance; shade: the tone of those within
    one layer; boil: how far lines tremble from drawing to drawing, pixels; gaps: breaks in a drawing's lines."""

    width: float
    tone: int
    shade: int
    boil: float
    gaps: int


@dataclass(frozen=True)
class Shot:
    """A shot before it is drawn; the same seed is the same. kind: what moves most; step: how much time passes between
    two drawings; size: (h, w); cut: the drawing at which the camera is elsewhere."""

    name: str
    kind: str
    length: int
    step: float
    size: tuple[int, int]
    actors: tuple[Actor, ...]
    camera: Camera
    pencil: Pencil
    seed: int

    @property
    def cut(self) -> int | None:
        """The drawing from which another view is seen."""
        return self.camera.jump

    def clip(self) -> Clip:
        """All drawings with their truth."""
        return Clip(self.name, [frame_of(*self.drawing(k), self.table, 0) for k in range(self.length)])

    @property
    def table(self) -> U8:
        """(identities, 4) uint8: the colour of each identity as RGBA, clear for bare paper."""
        rows = [np.zeros((1, 3), np.uint8), *(actor.figure.colours for actor in self.actors)]
        every = np.concatenate(rows)
        return np.concatenate([every, np.where(np.arange(len(every)) > 0, 255, 0)[:, None]], axis=1).astype(np.uint8)

    def drawing(self, index: int) -> tuple[U8, I32]:
        """(h, w) uint8 luminance of the lines and (h, w) int32 identities, 0 for paper."""
        rng = np.random.default_rng([self.seed, index])
        h, w = (FINE * side for side in self.size)
        identity, cover, layer = np.zeros((h, w), np.int32), np.zeros((h, w), np.uint8), np.zeros((h, w), np.int32)
        boil = _boil(rng, (h, w), self.pencil.boil * FINE)
        share = index / max(self.length - 1, 1)
        seen = self.camera.at(index, share, (h, w))
        first = 0
        for actor in self.actors:
            place = seen @ actor.placed(index * self.step, share, h)
            for number in range(len(actor.figure.layers)):
                _lay((identity, cover, layer), actor, number, index, index * self.step, place, boil, first)
            first += len(actor.figure.colours)
        self._pencilled(identity, cover, layer)
        _rub(cover, rng, self.pencil.gaps)
        cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), SOFT), np.uint8)
        small = cv2.resize(255 - cover, self.size[::-1], interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.uint8), np.ascontiguousarray(identity[::FINE, ::FINE])

    def _pencilled(self, identity: I32, cover: U8, layer: I32) -> None:
        """Draw lines where colours meet that none parts."""
        kernel = np.ones((NEAR, NEAR), np.uint8)
        drawn = cv2.dilate((cover > 90).astype(np.uint8), kernel) > 0
        wide = max(1, round(self.pencil.width * FINE))
        round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide))
        outer, inner = _meet(layer) & ~drawn, _meet(identity) & ~_meet(layer) & ~drawn
        for border, tone, pen in (
            (inner, self.pencil.shade, np.ones((2, 2), np.uint8)),
            (outer, self.pencil.tone, round_),
        ):
            line = cv2.dilate(border.astype(np.uint8), pen)
            np.maximum(cover, line * np.uint8(255 - tone), out=cover)


def _meet(number: I32) -> Bool:
    found = np.zeros(number.shape, np.bool_)
    found[:, :-1] |= number[:, 1:] != number[:, :-1]
    found[:-1] |= number[1:] != number[:-1]
    return found


def _boil(rng: Random, size: tuple[int, int], far: float) -> tuple[F32, F32]:
    """Two smooth fields, (h, w), of so many pixels."""
    rough = rng.normal(0, far, (2, max(2, size[0] // 36), max(2, size[1] // 36))).astype(np.float32)
    one, two = (cv2.resize(r, size[::-1], interpolation=cv2.INTER_CUBIC) for r in rough)
    return np.asarray(one, np.float32), np.asarray(two, np.float32)


def _lay(
    onto: tuple[I32, U8, I32], actor: Actor, number: int, index: int, time: float, place: F64,
    boil: tuple[F32, F32], first: int,
) -> None:  # fmt: skip
    """Put a layer of a figure over what is there."""
    layer = actor.figure.layers[number]
    face = actor.face(index)
    pixels, ink = layer.faces[face], layer.lines[face]
    own = actor.layer(number, time)
    area = _touched(place @ own, pixels.shape, onto[0].shape)
    if area is None or not (pixels.any() or ink.any()):
        return
    y, x = np.mgrid[area].astype(np.float64)
    back, home = (np.asarray(np.linalg.inv(way), np.float64) for way in (place, own))
    right, down = (np.asarray(field[area], np.float64) for field in boil)
    x, y = actor.bent(*_carried(back, x + right, y + down), time)
    x, y = _carried(home, x, y)
    to = x.astype(np.float32), y.astype(np.float32)
    identity = cv2.remap(pixels.astype(np.float32), *to, cv2.INTER_NEAREST, borderValue=[0]).astype(np.int32)
    lines = np.asarray(cv2.remap(ink, *to, cv2.INTER_LINEAR, borderValue=[0]), np.uint8)
    there, cover, on = (plane[area] for plane in onto)
    solid = identity > 0
    there[solid], on[solid] = identity[solid] + first, first + number + 1
    cover[solid] = 0
    np.maximum(cover, lines, out=cover)


def _carried(way: F64, x: F64, y: F64) -> tuple[F64, F64]:
    return (
        np.asarray(way[0, 0] * x + way[0, 1] * y + way[0, 2]),
        np.asarray(way[1, 0] * x + way[1, 1] * y + way[1, 2]),
    )


def _touched(way: F64, shape: tuple[int, ...], size: tuple[int, ...]) -> tuple[slice, slice] | None:
    """The part of the picture that a layer can touch; None for none."""
    h, w = shape
    x, y = _carried(way, np.array([0.0, w, 0.0, w]), np.array([0.0, 0.0, h, h]))
    left, right = (int(np.clip(v, 0, size[1])) for v in (x.min() - MARGIN, x.max() + MARGIN))
    top, bottom = (int(np.clip(v, 0, size[0])) for v in (y.min() - MARGIN, y.max() + MARGIN))
    return (slice(top, bottom), slice(left, right)) if right > left and bottom > top else None


def _rub(cover: U8, rng: Random, gaps: int) -> None:
    """Rub out small pieces of line."""
    y, x = np.nonzero(cover > 128)
    for at in rng.integers(0, len(y), gaps) if len(y) else ():
        cv2.circle(cover, (int(x[at]), int(y[at])), int(rng.integers(2, 3 + FINE)), [0], -1)
