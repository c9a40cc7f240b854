"""What a region of a drawing looks like, in numbers that can be compared between the drawings of a sequence.

A drawing is read on a grid of at most `SIDE` pixels a side; everything is given relative to the drawing's own size,
so a zoom or a larger scan changes little. No colour is looked at: lines and shapes alone say which region is which.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import cv2
import numpy as np
from scipy import ndimage

from celtint.matching.views import View, view
from celtint.regions.adjacency import Contacts, contacts
from celtint.regions.measuring import Runs, runs
from celtint.types.arrays import F32, F64, I16, I32, U8, Labels

SIDE = 320
"""Longest side of the grid, in pixels."""
PATCH = 16
"""Side of a region's patches."""
PLANES = 4
"""Patches a region: its own shape, and the lines around it at three scales."""
AROUND = 2.5
"""Side of the patch that shows what surrounds a region, in sides of its box."""
MOTION_SIDE = 192
"""Longest side, in pixels, at which motion is looked for."""
_FLAGS = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
NEAR, FAR = 0.3, 0.75
"""Sides of the other two, in sizes of the drawing: the same for all its regions."""


class Trait(IntEnum):
    """The columns of `RegionFeatures.traits`: the numbers of a region besides its patches.

    Sizes and distances are in sizes of the drawing, unless said otherwise. Logarithms are natural. Weights that were
    trained know the columns by their order.
    """

    SPOT_X = 0
    """The middle, from the drawing's."""
    SPOT_Y = 1
    PAGE_X = 2
    """The middle, from the page's, in halves of its longer side."""
    PAGE_Y = 3
    AREA = 4
    """Logarithm, a quarter."""
    WIDTH = 5
    """Of the box: logarithm, half."""
    HEIGHT = 6
    MAJOR = 7
    """Standard deviation along the longer axis: logarithm, half."""
    MINOR = 8
    """Across it."""
    STRETCH = 9
    """How much longer than wide (positive) or wider than long: 1 - minor / major, by the axis' direction."""
    SLANT = 10
    """The same along the diagonals."""
    RAGGED = 11
    """Outline squared by area: logarithm, a third."""
    FILL = 12
    """Share of the box."""
    TOP = 13
    """How long it lies along that border of the page, in its longer side."""
    BOTTOM = 14
    LEFT = 15
    RIGHT = 16
    NEIGHBOURS = 17
    """How many regions touch it: logarithm of one more, half."""
    CONTACT = 18
    """How long they do, grid pixels: logarithm of one more, a quarter."""
    AROUND_AREA = 19
    """Mean area of what touches it, by length: logarithm, a quarter."""
    AROUND_X = 20
    """Mean middle of what touches it, from its own."""
    AROUND_Y = 21
    LARGEST_BESIDE = 22
    """The largest that touches it by its own area: logarithm, a quarter; 0 for none."""
    SKEW_X = 23
    """Skewness, at most 3."""
    SKEW_Y = 24
    INK = 25
    """Share of line in it."""
    RANK = 26
    """0 for the largest region of the drawing to 1 for the smallest."""
    COUNT = 27
    """Regions of the drawing: logarithm of one more, a quarter."""
    SCALE = 28
    """Size of the drawing in longer sides of the page."""
    ORIGIN_X = 29
    """Middle of the drawing on the page, in its longer side."""
    ORIGIN_Y = 30


TRAITS = len(Trait)
FORM = slice(Trait.STRETCH, Trait.FILL + 1)
"""The traits that tell a region's form, whatever its size and place."""
BORDERS = slice(Trait.TOP, Trait.RIGHT + 1)
"""The traits that tell how much of the page's borders a region has."""


@dataclass(frozen=True)
class RegionFeatures:
    """The n regions of one drawing, in about 1.5 kB each; can be pickled and kept for as long as it is needed.

    ids: (n,) int32, ascending, as in the label map. areas: (n,) float32 pixels of the full picture. centres: (n, 2)
    float32 (x, y) pixels of the full picture. boxes: (n, 4) int32 x, y, width, height on the grid. traits: (n,
    `TRAITS`) float32, about -3 to 3. patches: (n, `PLANES`, `PATCH`, `PATCH`) uint8. beside: (k, 2) int32 positions in
    ``ids`` of regions that touch, each pair once. grid: (h, w) int16, position in ``ids`` plus one. lines: (h, w)
    uint8 darkness on the grid. scale: grid pixels that the drawing is large. origin: (2,) float32 middle of the drawing
    on the grid. step: pixels of the full picture a grid pixel. view: the drawing itself, 150 kB.
    """

    ids: I32
    areas: F32
    centres: F32
    boxes: I32
    traits: F32
    patches: U8
    beside: I32
    grid: I16
    lines: U8
    scale: float
    origin: F32
    step: int
    view: View

    @property
    def spots(self) -> F32:
        """(n, 2) float32 middles of the regions relative to the drawing's, in sizes of the drawing."""
        return ((self.centres / self.step - self.origin) / self.scale).astype(np.float32)

    @property
    def shown(self) -> F32:
        """The patches, 0 to 1."""
        return np.asarray(self.patches, np.float32) / np.float32(255)

    @cached_property
    def moving(self) -> U8:
        """The lines as motion is looked for in: see `moving_picture`."""
        return moving_picture(self.lines, motion_shape(self.grid.shape))

    @cached_property
    def surroundings(self) -> F32:
        """(`PLANES` - 1, n, `PATCH`²) float32: the patches around, blurred, because a line need not meet its
        counterpart to the pixel, each with mean 0 and length 1, so that a product is a correlation."""
        soft = self.shown[:, 1:].swapaxes(0, 1)
        for axis in (2, 3):
            soft = (np.roll(soft, 1, axis) + 2 * soft + np.roll(soft, -1, axis)) / np.float32(4)
        flat = soft.reshape(PLANES - 1, len(self.ids), PATCH * PATCH)
        flat = flat - flat.mean(axis=2, keepdims=True)
        return np.asarray(flat / np.maximum(np.sqrt((flat**2).sum(axis=2, keepdims=True)), 1e-3), np.float32)


def describe(light: U8, labels: Labels, found: Runs | None = None) -> RegionFeatures:
    """Describe every region of a drawing.

    light: (H, W) uint8 luminance, dark lines on light paper. labels: (H, W) int32 of the regions, 0 for none. found:
    the labels in runs, if they are known.
    """
    step = max(1, -(-max(labels.shape) // SIDE))
    of = runs(labels) if found is None else found
    size = of.areas(int(of.label.max()))
    size[0] = 0
    ids = np.flatnonzero(size).astype(np.int32)
    grid = _grid(labels, of, ids, len(size), step)
    darkness = cv2.resize(255 - light, grid.shape[::-1], interpolation=cv2.INTER_AREA)
    lines = np.minimum(darkness.astype(np.int32) * 2, 255).astype(np.uint8)
    moments = _Moments.measure(grid, len(ids))
    extent = _Extent.measure(lines)
    met = contacts(grid)
    touch = Contacts(met.pairs - 1, met.length)
    areas = size[ids].astype(np.float32)
    traits = _traits(moments, areas / step**2, extent, touch, grid, lines)
    patches = _patches(grid, lines, moments, extent)
    centres = (moments.centre * step).astype(np.float32)
    return RegionFeatures(
        ids, areas, centres, moments.boxes, traits, patches, touch.pairs, grid, lines, extent.scale, extent.origin,
        step, view(light, lines, grid, len(ids), step),
    )  # fmt: skip


def _grid(labels: Labels, of: Runs, ids: I32, highest: int, step: int) -> I16:
    """The label map on the grid by position in `ids` plus one; regions too fine for it keep the pixels they lie in."""
    place = np.zeros(highest, np.int16)
    place[ids] = np.arange(1, len(ids) + 1)
    small = place[labels[::step, ::step]]
    seen = np.bincount(small.ravel(), minlength=len(ids) + 1)[1:] > 0
    if not seen.all():
        lost = np.zeros(highest, bool)
        lost[ids[~seen]] = True
        y, x = np.divmod(of.places(lost), labels.shape[1])
        small[y // step, x // step] = place[labels[y, x]]
    return small


@dataclass(frozen=True)
class _Extent:
    """What is drawn, on the grid. origin: (2,) float32 middle (x, y); scale: its size, the geometric mean of its box's
    sides, at least a tenth of the grid."""

    origin: F32
    scale: float

    @classmethod
    def measure(cls, lines: U8) -> "_Extent":
        h, w = lines.shape
        drawn = lines > 60
        columns, rows = np.flatnonzero(drawn.any(axis=0)), np.flatnonzero(drawn.any(axis=1))
        if len(columns) == 0:
            return cls(np.array([w / 2, h / 2], np.float32), float(np.sqrt(h * w)))
        across, down = float(np.ptp(columns)) + 1, float(np.ptp(rows)) + 1
        middle = np.array([columns[0] + across / 2, rows[0] + down / 2], np.float32)
        return cls(middle, max(float(np.sqrt(across * down)), 0.1 * max(h, w)))


@dataclass(frozen=True)
class _Moments:
    """Per region on the grid: pixels, centre (x, y), covariance (xx, yy, xy), skewness (x, y), box."""

    count: F32
    centre: F32
    spread: F32
    skew: F32
    boxes: I32

    @classmethod
    def measure(cls, grid: I16, n: int) -> "_Moments":
        flat = grid.ravel()
        y, x = (v.ravel().astype(np.float64) for v in np.indices(grid.shape))

        def total(values: F64 | None) -> F64:
            return np.bincount(flat, values, n + 1)[1:].astype(np.float64)

        count = np.maximum(total(None), 1)
        centre = np.stack([total(x), total(y)], axis=1) / count[:, None]
        padded = np.concatenate([np.zeros((1, 2)), centre])
        dx, dy = x - padded[flat, 0], y - padded[flat, 1]
        # A pixel is a square, not a point: a twelfth of its area keeps thin regions from having no width.
        spread = np.stack([total(dx * dx), total(dy * dy), total(dx * dy)], axis=1) / count[:, None]
        spread[:, :2] += 1 / 12
        skew = np.stack([total(dx**3), total(dy**3)], axis=1) / count[:, None] / spread[:, :2] ** 1.5
        boxes = np.array([_box(found) for found in ndimage.find_objects(grid, n)], np.int32).reshape(n, 4)
        floats = [np.asarray(v, np.float32) for v in (count, centre, spread, skew)]
        return cls(floats[0], floats[1], floats[2], floats[3], boxes)


def _box(found: tuple[slice, slice] | None) -> tuple[int, int, int, int]:
    if found is None:
        return 0, 0, 1, 1
    rows, columns = found
    return columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start


def _traits(m: _Moments, areas: F32, extent: _Extent, touch: Contacts, grid: I16, lines: U8) -> F32:
    """The numbers of each region that a drawing's size does not change; `areas` in grid pixels, `touch` by position."""
    n, (h, w) = len(areas), grid.shape
    origin, scale, beside, contact = extent.origin, extent.scale, touch.pairs, touch.length
    spot = (m.centre - origin) / scale
    page = (m.centre - np.array([w / 2, h / 2])) / max(h, w) * 2
    xx, yy, xy = m.spread.T
    half = np.sqrt(np.maximum((xx - yy) ** 2 / 4 + xy**2, 0))
    major, minor = np.sqrt((xx + yy) / 2 + half), np.sqrt(np.maximum((xx + yy) / 2 - half, 1 / 24))
    slim = np.where(half > 0, 1 - minor / major, 0) / np.maximum(half, 1e-6)
    area = np.log(areas / scale**2 + 1e-5)
    sides = np.log(m.boxes[:, 2:] / scale)
    sums = np.zeros((n, 5))
    for one, two in (beside.T, beside.T[::-1]):
        joined = np.stack([np.ones(len(one)), contact, contact * area[two], *(contact * spot[two].T)], axis=1)
        np.add.at(sums, one, joined)
    largest = np.full(n, -12.0)
    np.maximum.at(largest, beside.ravel(), area[beside[:, ::-1]].ravel())
    around = sums[:, 2:] / np.maximum(sums[:, 1:2], 1)
    edge = _border(grid, n) / max(h, w)
    ragged = np.log((sums[:, 1] + edge.sum(axis=1) * max(h, w) + 1) ** 2 / (areas + 1)) / 3
    ink = np.bincount(grid.ravel(), lines.ravel(), n + 1)[1:] / (255 * m.count)
    rank = np.argsort(np.argsort(-areas, kind="stable"), kind="stable") / max(n - 1, 1)
    on_page = origin / max(h, w)
    columns = {
        Trait.SPOT_X: spot[:, 0],
        Trait.SPOT_Y: spot[:, 1],
        Trait.PAGE_X: page[:, 0],
        Trait.PAGE_Y: page[:, 1],
        Trait.AREA: area / 4,
        Trait.WIDTH: sides[:, 0] / 2,
        Trait.HEIGHT: sides[:, 1] / 2,
        Trait.MAJOR: np.log(major / scale) / 2,
        Trait.MINOR: np.log(minor / scale) / 2,
        Trait.STRETCH: (xx - yy) / 2 * slim,
        Trait.SLANT: xy * slim,
        Trait.RAGGED: ragged,
        Trait.FILL: areas / np.maximum(m.boxes[:, 2] * m.boxes[:, 3], 1),
        Trait.TOP: edge[:, 0],
        Trait.BOTTOM: edge[:, 1],
        Trait.LEFT: edge[:, 2],
        Trait.RIGHT: edge[:, 3],
        Trait.NEIGHBOURS: np.log1p(sums[:, 0]) / 2,
        Trait.CONTACT: np.log1p(sums[:, 1]) / 4,
        Trait.AROUND_AREA: around[:, 0] / 4,
        Trait.AROUND_X: around[:, 1] - spot[:, 0],
        Trait.AROUND_Y: around[:, 2] - spot[:, 1],
        Trait.LARGEST_BESIDE: np.where(sums[:, 0] > 0, (largest - area) / 4, 0),
        Trait.SKEW_X: np.clip(m.skew[:, 0], -3, 3),
        Trait.SKEW_Y: np.clip(m.skew[:, 1], -3, 3),
        Trait.INK: ink,
        Trait.RANK: rank,
        Trait.COUNT: np.full(n, np.log1p(n) / 4),
        Trait.SCALE: np.full(n, scale / max(h, w)),
        Trait.ORIGIN_X: np.full(n, on_page[0]),
        Trait.ORIGIN_Y: np.full(n, on_page[1]),
    }
    return np.asarray(np.clip(np.stack([columns[trait] for trait in Trait], axis=1), -6, 6), np.float32)


def motion_shape(shape: tuple[int, ...]) -> tuple[int, int]:
    """(h, w) at which motion is looked for in a drawing whose grid is of a shape."""
    shrink = max(1.0, max(shape) / MOTION_SIDE)
    return max(round(shape[0] / shrink), 16), max(round(shape[1] / shrink), 16)


def moving_picture(lines: U8, shape: tuple[int, int]) -> U8:
    """Lines thickened into slopes, which flow can follow where thin lines no longer meet."""
    small = cv2.resize(lines, shape[::-1], interpolation=cv2.INTER_AREA)
    wide = cv2.GaussianBlur(small, (0, 0), 4.0).astype(np.float32)
    fine = cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.float32)
    return np.asarray(np.clip(3 * wide + fine, 0, 255), np.uint8)


def _border(grid: I16, n: int) -> F64:
    """(n, 4) grid pixels along the top, bottom, left and right border of the picture."""
    sides = (grid[0], grid[-1], grid[:, 0], grid[:, -1])
    return np.stack([np.bincount(s, minlength=n + 1)[1:] for s in sides], axis=1).astype(np.float64)


def _patches(grid: I16, lines: U8, m: _Moments, extent: _Extent) -> U8:
    """Each region's shape in its own square box, and the lines around it at three scales."""
    n = len(m.boxes)
    patches = np.zeros((n, PLANES, PATCH, PATCH), np.uint8)
    levels = [np.asarray(cv2.dilate(lines, np.ones((2, 2), np.uint8)), np.uint8)]
    while max(levels[-1].shape) > 2 * PATCH:
        levels.append(_half(levels[-1]))
    for i, (x, y, w, h) in enumerate(m.boxes.tolist()):
        own = (grid[y : y + h, x : x + w] == i + 1).astype(np.uint8) * 255
        halved = _halved(own, max(w, h))
        (level,), (to,) = _looks(halved, np.array([[w / 2, h / 2]]), np.array([1.1 * max(w, h)]))
        cv2.warpAffine(halved[level], to, (PATCH, PATCH), dst=patches[i, 0], flags=_FLAGS)
    boxes, spots = m.boxes[:, :2] + m.boxes[:, 2:] / 2, m.centre + np.float32(0.5)
    reaches = AROUND * m.boxes[:, 2:].max(axis=1, initial=0), *(np.full(n, f * extent.scale) for f in (NEAR, FAR))
    for plane, (middles, reach) in enumerate(zip((boxes, spots, spots), reaches, strict=True), start=1):
        for i, (level, to) in enumerate(zip(*_looks(levels, middles, np.maximum(reach, 4.0)), strict=True)):
            cv2.warpAffine(levels[level], to, (PATCH, PATCH), dst=patches[i, plane], flags=_FLAGS)
    return patches


def _half(picture: U8) -> U8:
    return np.asarray(cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)


def _halved(picture: U8, side: int) -> list[U8]:
    levels = [picture]
    while side > 2 * PATCH and min(levels[-1].shape) > 1:
        levels.append(_half(levels[-1]))
        side //= 2
    return levels


def _looks(levels: list[U8], middles: F32 | F64, sides: F64) -> tuple[list[int], F64]:
    """How `PATCH` × `PATCH` views are taken of squares of `sides` ((n,) pixels) around `middles` ((n, 2) x, y).

    Returns the levels fine enough for them, and (n, 2, 3) from a pixel of a view to one of its level.
    """
    fine = (np.log2(np.maximum(sides / PATCH, 1.0)) + 0.5).astype(np.int64).clip(0, len(levels) - 1)
    shares = np.array([[level.shape[1] / levels[0].shape[1], level.shape[0] / levels[0].shape[0]] for level in levels])
    zoom, share = sides / PATCH, shares[fine]
    to = np.zeros((len(sides), 2, 3))
    to[:, (0, 1), (0, 1)] = zoom[:, None] * share
    # Pixel (u, v) of the patch looks at the middle of its own square in the picture.
    to[:, :, 2] = (middles - sides[:, None] / 2 + zoom[:, None] / 2) * share - 0.5
    return fine.tolist(), to
