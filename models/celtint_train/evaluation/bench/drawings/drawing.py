"""A drawing with its hints and what must come out of it, and the pen that it is drawn with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import celtint
import cv2
import numpy as np
from celtint import RGB, Hints, Picture, Settings
from celtint.ink.strokes import CLOSED, Strokes, draw_lines
from celtint.types.arrays import F32, F64, U8, Bool
from PIL import Image

from celtint_train.evaluation.rivals.tools import ALONE

RED, BLUE, GREEN, YELLOW = (214, 44, 40), (44, 84, 214), (40, 160, 80), (240, 200, 50)
SKIN, HAIR, WHITE = (250, 215, 190), (110, 70, 40), (254, 254, 254)
STAND_IN = (150, 150, 150)
"""The dab that stands for an area that is to stay clear, for tools that leave nothing clear."""
NEAR = 3
"""A channel may be off by so much (of 255) and the pixel still counts as right."""
AREA = 30
"""Parts of so many pixels or fewer get no dab that stands in."""


@dataclass(frozen=True)
class Area:
    """A place and what it must be: ``where``, (h, w) bool, has ``colour`` (None: stays clear) on ``least`` of it."""

    name: str
    where: Bool
    colour: RGB | None
    least: float = 0.97


@dataclass(frozen=True)
class Drawing:
    """A drawing, its hints and what must come out.

    kind: the row it is counted in. picture: (h, w) or (h, w, 3) uint8. hints: (h, w, 4) uint8. plain: the same without
    its texture, where it has one: it must have as many regions then. most_border: so many pixels of a colour may at
    most touch another's, off the lines (None: not looked at).
    """

    kind: str
    name: str
    picture: U8
    hints: U8
    areas: tuple[Area, ...]
    settings: Settings = ALONE
    plain: U8 | None = field(default=None, repr=False)
    most_border: float | None = None

    def shares(self, layer: U8) -> list[float]:
        """Of each area the share that is right in ``layer``, (h, w, 4) uint8; 1 for an empty area."""
        return [_share(layer, area) for area in self.areas]

    def wrong(self, layer: U8) -> list[str]:
        """What falls short in ``layer``, (h, w, 4) uint8, in words; nothing when it is right."""
        found = zip(self.areas, self.shares(layer), strict=True)
        short = [f"{area.name} {share:.1%}" for area, share in found if share < area.least]
        if self.most_border is not None and (length := border(layer)) > self.most_border:
            short.append(f"a border of {length} px, {self.most_border:.0f} at most")
        return short

    def coloured(self) -> celtint.Result:
        """What celtint makes of it."""
        return celtint.colour(Picture(self.picture), Hints(self.hints), settings=self.settings)

    def grey(self) -> U8:
        """The picture as (h, w) uint8, for tools that take no other."""
        if self.picture.ndim == 2:
            return self.picture
        return np.asarray(cv2.cvtColor(self.picture, cv2.COLOR_RGB2GRAY), np.uint8)

    def answered(self) -> U8:
        """The hints with a dab of `STAND_IN` in each part of what must stay clear, for tools that fill everything."""
        layer = self.hints.copy()
        for area in self.areas:
            if area.colour is None:
                count, parts = cv2.connectedComponents(area.where.astype(np.uint8), connectivity=4)
                for part in range(1, count):
                    _stand_in(layer, np.asarray(parts == part))
        return layer


def _share(layer: U8, area: Area) -> float:
    shown = layer[area.where]
    if not len(shown):
        return 1.0
    if area.colour is None:
        stands_in = (np.abs(shown[:, :3].astype(np.int16) - STAND_IN) <= NEAR).all(axis=1)
        return float((stands_in | (shown[:, 3] < 128)).mean())
    near = (np.abs(shown[:, :3].astype(np.int16) - area.colour) <= NEAR).all(axis=1)
    return float((near & (shown[:, 3] >= 128)).mean())


def _stand_in(layer: U8, part: Bool) -> None:
    if part.sum() > AREA and not layer[part][:, 3].any():
        y, x, room = deepest(part)
        dab(layer, (x, y), min(3.0, room - 1), STAND_IN)


def border(layer: U8) -> int:
    """Pixels of ``layer``, (h, w, 4) uint8, whose right or lower neighbour has another paint."""
    packed = np.ascontiguousarray(layer).view(np.uint32)[..., 0]
    return int((packed[1:] != packed[:-1]).sum() + (packed[:, 1:] != packed[:, :-1]).sum())


class Pen:
    """Draws lines on a page, anti-aliased."""

    def __init__(self, height: int, width: int) -> None:
        self.shape = (height, width)
        self._points: list[F32] = []
        self._lengths: list[int] = []
        self._colours: list[tuple[int, int, int, int]] = []
        self._flags: list[int] = []

    def line(self, points: F64, width: float | F64 = 2.0, *, closed: bool = False, dark: float = 1.0) -> None:
        """A line through ``points``, (n, 2) x, y. width: in pixels, one or n. dark: 1 black to 0 white."""
        radii = np.broadcast_to(np.asarray(width, float) / 2, len(points))
        self._points.append(np.column_stack([points, radii]).astype(np.float32))
        self._lengths.append(len(points))
        self._colours.append((0, 0, 0, round(255 * dark)))
        self._flags.append(CLOSED if closed else 0)

    def dot(self, place: tuple[float, float], radius: float) -> None:
        """A blot of ink."""
        self.line(np.array([place], float), 2 * radius)

    def picture(self, scaled: bool = False) -> U8:
        """(h, w) uint8, 255 on paper to 0 on ink.

        scaled: as a drawing that was made larger and scaled down with a filter that rings: paper beside a line isn't
        quite white, and lines are softer.
        """
        if scaled:
            fine = Image.fromarray(self._drawn(2))
            return np.asarray(fine.resize(self.shape[::-1], Image.Resampling.LANCZOS))
        return self._drawn(1)

    def _drawn(self, scale: int) -> U8:
        height, width = self.shape[0] * scale, self.shape[1] * scale
        points = np.concatenate(self._points) * np.float32(scale) if self._points else np.zeros((0, 3), np.float32)
        colours = np.array(self._colours, np.uint8).reshape(-1, 4)
        lengths, flags = np.array(self._lengths, np.int64), np.array(self._flags, np.uint8)
        return np.asarray(draw_lines(Strokes(width, height, points, lengths, colours, flags)).pixels)


def blank(shape: tuple[int, int]) -> U8:
    """Hints without a dab: (h, w, 4) uint8."""
    return np.zeros((*shape, 4), np.uint8)


def dab(layer: U8, place: tuple[float, float], radius: float, colour: RGB) -> Bool:
    """Paint a round dab, at least a pixel, at x, y; gives where it lies, (h, w) bool."""
    rows, columns = np.ogrid[: layer.shape[0], : layer.shape[1]]
    x, y = place
    under = np.asarray((rows - y) ** 2 + (columns - x) ** 2 <= radius**2)
    under[round(y), round(x)] = True
    layer[under] = (*colour, 255)
    return under


def polygon(shape: tuple[int, int], *rings: F64) -> Bool:
    """(h, w) bool: within any of ``rings``, (n, 2) x, y each."""
    canvas = np.zeros(shape, np.uint8)
    for ring in rings:
        cv2.fillPoly(canvas, [np.rint(ring * 16).astype(np.int32)], 1, shift=4)
    return canvas > 0


def disc(shape: tuple[int, int], place: tuple[float, float] | F64, radius: float) -> Bool:
    """(h, w) bool: no farther than ``radius`` from x, y."""
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    return np.asarray((rows - place[1]) ** 2 + (columns - place[0]) ** 2 <= radius**2)


def grown(where: Bool, by: float) -> Bool:
    """``where`` and what is within ``by`` pixels of it."""
    if by <= 0 or not where.any():
        return where
    return np.asarray(cv2.distanceTransform((~where).view(np.uint8), cv2.DIST_L2, 5) <= by)


def off(where: Bool, ink: U8 | Bool, by: float = 0.0) -> Bool:
    """``where`` without the ink, a picture's or a mask's, and what is within ``by`` pixels of it."""
    line = ink if ink.dtype == np.bool_ else ink < 224
    return np.asarray(where & ~grown(np.asarray(line, np.bool_), by))


def depth(where: Bool) -> F32:
    """(h, w) float32: of each pixel of ``where`` how far its rim, or the picture's edge, is."""
    return np.asarray(cv2.distanceTransform(np.pad(where, 1).view(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1], np.float32)


def reached(where: Bool, seeds: Bool, half: float = 0.0) -> Bool:
    """What of ``where`` can be reached from ``seeds`` through places at least 2 × ``half`` pixels wide."""
    core = depth(where) > half
    _, parts = cv2.connectedComponents(core.view(np.uint8), connectivity=4)
    found = np.isin(parts, np.setdiff1d(np.unique(parts[seeds & core]), [0]))
    return np.asarray(where & grown(np.asarray(found), 1.5 * half))


def deepest(where: Bool) -> tuple[int, int, float]:
    """Row and column of the place farthest from the rim of ``where``, and how far that is, in pixels."""
    room = depth(where)
    y, x = np.unravel_index(int(room.argmax()), room.shape)
    return int(y), int(x), float(room[y, x])


def somewhere(rng: np.random.Generator, where: Bool, room: float) -> tuple[float, float]:
    """x, y of a random place of ``where`` that is ``room`` pixels from its rim, or the deepest where none is."""
    free = depth(where)
    y, x = np.nonzero(free >= min(room, float(free.max())))
    k = int(rng.integers(len(y)))
    return float(x[k]), float(y[k])


def arc(middle: Sequence[float] | F64, radii: Sequence[float] | F64, start: float, end: float) -> F64:
    """(n, 2) x, y along an ellipse from one angle to another, in degrees (0 to the right, 90 down)."""
    count = max(8, int(abs(end - start) / 360 * 3 * (radii[0] + radii[1])))
    turn = np.deg2rad(np.linspace(start, end, count))
    return np.stack([middle[0] + radii[0] * np.cos(turn), middle[1] + radii[1] * np.sin(turn)], axis=1)


def turned(points: F64, degrees: float, middle: Sequence[float] | F64) -> F64:
    """``points``, (n, 2), about 0, 0 turned and set down round ``middle``."""
    angle = np.deg2rad(degrees)
    way = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ way + np.asarray(middle))
