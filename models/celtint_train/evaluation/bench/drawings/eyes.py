"""An eye as it is drawn: lids that meet or do not, an iris, the whites beside it, lashes; or closed, a line."""

from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F64, U8, Bool, Index

from celtint_train.evaluation.bench.drawings.drawing import (
    BLUE,
    WHITE,
    Area,
    Pen,
    arc,
    dab,
    deepest,
    disc,
    grown,
    off,
    polygon,
    reached,
)
from celtint_train.puppets.scene_shapes import Random

KINDS = ("open", "half", "loose", "wide", "closed")
"""Lids that meet but for up to 3 px; a lower lid that is shorter; one that is a short stroke, and by chance an iris
that is open under the upper lid; a small iris between an arch and a stroke far below; no eye but a line."""


@dataclass(frozen=True)
class _Shape:
    """Ranges of a kind, in halves of an eye's length; tall: half an iris to the height of the eye."""

    up: tuple[float, float]
    down: tuple[float, float]
    lower: tuple[float, float] = (1.0, 1.0)
    tall: float = 0.42
    open_irises: float = 0.0


SHAPES = {
    "open": _Shape((0.5, 0.9), (0.3, 0.6), tall=0.62),
    "half": _Shape((0.4, 0.75), (0.3, 0.6), (0.65, 0.9)),
    "loose": _Shape((0.4, 0.75), (0.3, 1.0), (0.35, 0.6), open_irises=0.5),
    "wide": _Shape((0.5, 0.7), (0.8, 1.3), (0.5, 0.8), tall=0.36, open_irises=0.5),
    "closed": _Shape((0.4, 0.75), (0.3, 0.6)),
}
NEAR_DAB = 2.0
"""Pixels round a dab that must have its colour where lines leave the rest open."""
WHITE_RIGHT = 0.8
"""Share of a white, a few dozen pixels as a rule, that has to be right."""
SMALLEST_WHITE = 25
"""What of a white has fewer pixels gets no dab."""


@dataclass(frozen=True)
class Eye:
    """Where an eye is drawn and how.

    x, y: its middle. half: from there to a corner. up, down: from there to the lids. lower: how much of the lower lid
    is drawn. iris: radii. line: width of the pen.
    tilt: pixels down for each to the right. iris_open: degrees of the iris' outline, to each side of its top, that are
    not drawn.
    """

    kind: str
    x: float
    y: float
    half: float
    up: float
    down: float
    lower: float
    iris: tuple[float, float]
    line: float
    tilt: float
    iris_open: float

    def lid(self, height: float, share: float = 1.0) -> F64:
        """(n, 2) points of a lid from left to right, ``height`` above (or under) the corners."""
        t = np.linspace(-share, share, 60)
        return self._at(np.stack([t * self.half, -height * (1 - t * t)], axis=1))

    def iris_ring(self) -> F64:
        """(n, 2) points of the iris, from its top round."""
        y = self.iris[1] - self.up + 0.1 * self.half if self.iris_open else (self.down - self.up) * 0.5
        return self._at(arc((0, y), self.iris, -90, 270)[:-1])

    def _at(self, points: F64) -> F64:
        bent = points.copy()
        bent[:, 1] += self.tilt * bent[:, 0]
        return np.asarray(bent + np.array([self.x, self.y]))

    def opening(self) -> F64:
        """The ring between the lids."""
        return np.vstack([self.lid(self.up), self.lid(-self.down, self.lower)[::-1]])

    def _ends(self) -> tuple[F64, F64]:
        return self.lid(self.up)[[0, -1]], self.lid(-self.down, self.lower)[[0, -1]]

    def corners(self) -> F64:
        """(2, 2) x, y half way between the ends of the lids: the border of a white may lie there."""
        upper, lower = self._ends()
        return np.asarray((upper + lower) / 2)

    def corner_gap(self) -> float:
        """Pixels of paper between the ends of the lids, at most."""
        upper, lower = self._ends()
        return max(0.0, float(np.linalg.norm(upper - lower, axis=1).max()) - 1.5 * self.line)


def make_eye(rng: Random, kind: str, x: float, y: float, half: float) -> Eye:
    """An eye of `KINDS`, ``half`` pixels from its middle to a corner."""
    shape = SHAPES[kind]
    line = float(rng.uniform(1.2, 2.6))
    up, down = half * rng.uniform(*shape.up), half * rng.uniform(*shape.down)
    lower = 1 - rng.uniform(0, 3) / half if kind == "open" else rng.uniform(*shape.lower)
    white = rng.uniform(2, 12)
    wide = half * rng.uniform(0.4, 0.55) if kind == "wide" else max(4.0, half - white - 2 * line)
    tall = (up + down) * shape.tall
    iris_open = rng.uniform(15, 45) if rng.random() < shape.open_irises else 0
    return Eye(
        kind, x, y, half, float(up), float(down), float(lower), (float(wide), float(tall)), line,
        float(rng.uniform(-0.12, 0.12)), float(iris_open),
    )  # fmt: skip


def draw_eye(pen: Pen, rng: Random, eye: Eye) -> None:
    """Its lines: the upper lid thick in the middle and tapered, the iris cut by the lids, the pupil, lashes."""
    t = np.linspace(-1, 1, 60)
    pen.line(eye.lid(eye.up if eye.kind != "closed" else -eye.down), eye.line * (1 + 0.9 * (1 - t * t)))
    _lashes(pen, rng, eye)
    if eye.kind == "closed":
        return
    pen.line(eye.lid(-eye.down, eye.lower), eye.line * 0.9)
    ring, opening = eye.iris_ring(), eye.opening()
    inside = np.array(
        [cv2.pointPolygonTest(opening.astype(np.float32), tuple(map(float, p)), False) >= 0 for p in ring]
    )
    missing = round(eye.iris_open / 360 * len(ring))
    inside[:missing] = inside[len(ring) - missing :] = False
    for run in _runs(inside):
        pen.line(ring[run], eye.line * 0.9, closed=len(run) == len(ring))
    if rng.random() < 0.7:
        middle = ring.mean(axis=0)
        pen.dot((float(middle[0]), float(middle[1])), 0.34 * min(eye.iris))


def _lashes(pen: Pen, rng: Random, eye: Eye) -> None:
    if rng.random() < 0.5:
        return
    side = 1 if rng.random() < 0.5 else -1
    lid = eye.lid(eye.up if eye.kind != "closed" else -eye.down)
    for k in rng.integers(2, 14, int(rng.integers(1, 4))):
        root = lid[-k - 1] if side > 0 else lid[k]
        away = np.array([side * rng.uniform(2, 8), (-1 if eye.kind != "closed" else 1) * rng.uniform(1, 6)])
        pen.line(np.stack([root, root + away]), np.array([eye.line, 0.6 * eye.line]))


def _runs(inside: Bool) -> list[Index]:
    """Runs of points of a ring that are inside, as indices along it."""
    if inside.all():
        return [np.arange(len(inside))]
    order = np.roll(np.arange(len(inside)), -int(np.flatnonzero(~inside)[0]))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inside[order].astype(int), [0]])))
    return [order[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 1]


def hint_eye(layer: U8, picture: U8, eye: Eye) -> tuple[list[Area], Bool]:
    """Dabs in the whites and the iris.

    Gives what must come out, and where, (h, w) bool, the face is not asked about: the eye and what is beside it.
    """
    shape = (picture.shape[0], picture.shape[1])
    if eye.kind == "closed":
        return [], np.zeros(shape, np.bool_)
    opening = polygon(shape, eye.opening())
    iris = polygon(shape, eye.iris_ring()) & opening
    areas = []
    ring = off(iris, picture, 1)
    if ring.any():
        y, x, room = deepest(ring)
        under = dab(layer, (x, y), max(0.0, min(2.5, room - 1)), BLUE)
        near = disc(shape, (x, y), NEAR_DAB) if eye.iris_open else reached(off(iris, picture), under)
        areas.append(Area("iris", off(iris & near, picture, 0.5), BLUE, 0.9))
    if eye.kind == "wide":
        return [*areas, *_whites_in_the_open(layer, picture, eye)], grown(opening, 3 + eye.corner_gap() / 2)
    white = off(opening, picture) & ~iris
    # an iris that is open above takes what is over it: nobody would put white there
    over = 0.7 * eye.iris[0] if eye.iris_open else 0.0
    columns = np.arange(shape[1])[None, :]
    for half in (white & (columns < eye.x - over), white & (columns >= eye.x + over)):
        areas += _whites(layer, picture, eye, half)
    return areas, grown(opening, 3 + eye.corner_gap() / 2)


def _whites_in_the_open(layer: U8, picture: U8, eye: Eye) -> list[Area]:
    """Dabs half way between the iris and the ends of the lids, which no line keeps from the face."""
    areas = []
    shape = (picture.shape[0], picture.shape[1])
    for side, corner in zip((-1, 1), eye.corners(), strict=True):
        x = (eye.x + side * eye.iris[0] + corner[0] + side * 2) / 2
        y = (eye.y + corner[1]) / 2
        under = off(disc(shape, (x, y), 2.5), picture)
        layer[under] = (*WHITE, 255)
        areas.append(Area("white", under, WHITE, WHITE_RIGHT))
    return areas


def _whites(layer: U8, picture: U8, eye: Eye, half: Bool) -> list[Area]:
    """A dab in each part of the white beside the iris; where the lids are far apart, white is asked for near it."""
    shape = (picture.shape[0], picture.shape[1])
    corners = np.zeros(shape, np.bool_)
    for middle in eye.corners():
        corners |= disc(shape, middle, eye.corner_gap() / 2 + 3)
    areas = []
    count, parts = cv2.connectedComponents(half.astype(np.uint8), connectivity=4)
    for part in range(1, count):
        white = np.asarray(parts == part)
        if white.sum() < SMALLEST_WHITE:
            continue
        y, x, room = deepest(white)
        under = dab(layer, (x, y), max(0.0, min(2.5, room - 1)), WHITE) & white
        near = disc(shape, (x, y), NEAR_DAB) if eye.corner_gap() > 2 * room else ~corners
        asked = off(white & near, picture, 0.5)
        areas.append(Area("white", asked if asked.any() else under, WHITE, WHITE_RIGHT))
    return areas
