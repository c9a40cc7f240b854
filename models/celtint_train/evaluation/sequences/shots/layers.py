"""A figure as layers that move by themselves: what each pixel is, and the artist's own lines over it."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import I32, U8, Bool
from scipy import ndimage

from celtint_train.evaluation.bench.pairs.flats import ALIKE, DEEPEST, SIDE, deep, lines_of
from celtint_train.evaluation.sequences.shots import parting

FEWEST = 4
"""Flats that a figure has at least."""
HALF = 2
"""Layers are kept at one so manieth of the size at which lines are told from what is filled."""


@dataclass(frozen=True)
class Layer:
    """What moves together. faces: for each of the figure's faces, (h, w) int32 identities from 1, 0 where nothing is;
    lines: the same as (h, w) uint8 cover of ink. joint: x, y in pixels that it turns about; below: the layer that it
    hangs from, -1 for none; on: whether it lies on that one, as a face on a head."""

    faces: tuple[I32, ...]
    lines: tuple[U8, ...]
    joint: tuple[float, float]
    below: int
    on: bool


@dataclass(frozen=True)
class Figure:
    """A painted figure. layers: from back to front, all of one size. colours: (n, 3) uint8, identity i has that of row
    i - 1."""

    name: str
    layers: tuple[Layer, ...]
    colours: U8

    @property
    def faces(self) -> int:
        return len(self.layers[0].faces)


def from_vectors(name: str, svgs: Sequence[str], seed: int) -> Figure | None:
    """A figure from drawings of one character that differ in their faces; None where it has too little in it."""
    drawings = [parting.Drawing(svg) for svg in svgs]
    parts = parting.parted(drawings[0])
    if not parts:
        return None
    for other in drawings[1:]:
        parting.also(parts, other)
    numbers = _Numbers(seed)
    planes = [[_plane(d, set(part.keys), numbers, k) for d in drawings] for k, part in enumerate(parts)]
    shape = next((p[1].shape for row in planes for p in row if p is not None), None)
    if shape is None or len(numbers.colours) < FEWEST:
        return None
    empty = np.zeros(shape, np.int32), np.zeros(shape, np.uint8)
    top, left, bottom, right = _box([p for row in planes for p in row if p is not None])
    layers = []
    for part, row in zip(parts, planes, strict=True):
        cut = [tuple(np.ascontiguousarray(v[top:bottom, left:right]) for v in p or empty) for p in row]
        x, y = (share * shape[1] for share in parting.joint(part, parts))
        faces, lines = tuple(c[0] for c in cut), tuple(c[1] for c in cut)
        layers.append(Layer(faces, lines, (x - left, y - top), part.below, part.on))  # type: ignore[arg-type]
    return Figure(name, tuple(layers), np.array(numbers.colours, np.uint8))


def from_pair(name: str, rgb: U8, figure: Bool, line: U8) -> Figure:
    """A figure from a picture and its lines: one layer. rgb: (h, w, 3) flats; figure: where it is; line: dark on
    white."""
    numbers = _Numbers(0)
    off = (line > 200) & figure
    identity = np.where(off, numbers.of(rgb, off, 0), 0)
    at = ndimage.distance_transform_edt(identity == 0, return_distances=False, return_indices=True)
    identity = np.where(figure, identity[at[0], at[1]], 0).astype(np.int32)
    h, w = identity.shape
    layer = Layer((identity,), (np.asarray(255 - line, np.uint8),), (w / 2, float(h)), -1, False)
    return Figure(name, (layer,), np.array(numbers.colours, np.uint8))


class _Numbers:
    """Numbers for what is of one layer and one colour; colours alike are one, whatever the layer."""

    def __init__(self, seed: int) -> None:
        self.colours: list[tuple[int, ...]] = []
        self.filled = deep(seed)
        self._known: list[tuple[int, ...]] = []
        self._number: dict[tuple[int, int], int] = {}

    def of(self, rgb: U8, where: Bool, layer: int) -> I32:
        """(h, w): the number of each pixel of a mask, 0 elsewhere."""
        packed = rgb.astype(np.int32) @ np.array([65536, 256, 1], np.int32)
        often = np.bincount(packed[where])
        lookup = np.zeros(len(often), np.int32)
        found = np.flatnonzero(often)
        for value in found[np.argsort(-often[found], kind="stable")].tolist():
            lookup[value] = self._one((value >> 16, value >> 8 & 255, value & 255), layer)
        full = np.zeros(where.shape, np.int32)
        full[where] = lookup[packed[where]]
        return full

    def _one(self, colour: tuple[int, int, int], layer: int) -> int:
        apart = [max(abs(a - b) for a, b in zip(c, colour, strict=True)) for c in self._known]
        one = next((k for k, far in enumerate(apart) if far <= ALIKE), len(apart))
        if one == len(apart):
            self._known.append(colour)
        if (layer, one) not in self._number:
            self.colours.append(self._known[one])
            self._number[layer, one] = len(self.colours)
        return self._number[layer, one]


def _plane(drawing: parting.Drawing, keys: set[str], numbers: _Numbers, layer: int) -> tuple[I32, U8] | None:
    """Identities and ink of some shapes of a drawing; None where nothing of them is seen."""
    rgba = drawing.alone(keys, SIDE)
    if rgba is None or not (rgba[..., 3] > 127).any():
        return None
    solid = rgba[..., 3] > 127
    line, filled = lines_of(solid & (rgba[..., :3].max(axis=2) < parting.DARK), DEEPEST[1])
    size = (rgba.shape[1] // HALF, rgba.shape[0] // HALF)
    cover = cv2.resize(np.where(line, 255, 0).astype(np.uint8), size, interpolation=cv2.INTER_AREA)
    solid, line, filled = (v[::HALF, ::HALF][: size[1], : size[0]] for v in (solid, line, filled))
    rgb = np.where(filled[..., None], numbers.filled, rgba[::HALF, ::HALF, :3][: size[1], : size[0]])
    identity = numbers.of(rgb, solid & ~line, layer)
    if identity.any():
        at = ndimage.distance_transform_edt(identity == 0, return_distances=False, return_indices=True)
        identity = np.where(solid, identity[at[0], at[1]], 0).astype(np.int32)
    return np.ascontiguousarray(identity), np.asarray(cover, np.uint8)


def _box(planes: Sequence[tuple[I32, U8]]) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of all that is drawn, with air for what bends."""
    seen = np.any([(identity > 0) | (cover > 0) for identity, cover in planes], axis=0)
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1
