"""What touches what in a label map: the one place where borders are looked for, whatever is asked along them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from celtint.types.arrays import F32, I32, Index, Ints, Labels

SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0))
AROUND = (*SIDES, (1, 1), (1, -1), (-1, 1), (-1, -1))
"""The eight neighbours, rows and columns, those at the sides first."""


@dataclass(frozen=True)
class Borders:
    """Where two labels meet: k pairs of neighbouring pixels (4-neighbours) of different labels, none of them 0.

    one, two: (k,) labels of the left or upper pixel and of the right or lower one. place: (k,) int32 flat index of the
    first; further: (k,) int32 how far the second's is from there.
    """

    one: Ints
    two: Ints
    place: I32
    further: I32


@dataclass(frozen=True)
class Passages:
    """The widest way between any two labels that touch.

    edges: (m, 2) int32 pairs of labels a < b, ascending. saddle: (m,) float32, half width of the passage in pixels.
    place: (m,) int32, flat index of the pixel at its middle.
    """

    edges: I32
    saddle: F32
    place: I32


@dataclass(frozen=True)
class Contacts:
    """How long two regions lie beside each other. pairs: (m, 2) int32 labels a < b, ascending; length: (m,) float32
    pixels."""

    pairs: I32
    length: F32


def borders(labels: Ints, at: Index | None = None) -> Borders:
    """Every place in a label map ((h, w), 0 for nothing) where two labels meet; side by side first, then stacked.

    at: (n,) flat indices, ascending, that alone are looked at, each with what is to the right of it and below.
    """
    width, flat = labels.shape[1], labels.ravel()
    found = []
    for across, stride in ((True, 1), (False, width)):
        place = np.flatnonzero(flat[stride:] != flat[:-stride]) if at is None else at[at < flat.size - stride]
        if across:
            place = place[place % width != width - 1]
        one, two = flat[place], flat[place + stride]
        met = (one != two) & (one > 0) & (two > 0)
        place = place[met]
        found.append((one[met], two[met], place.astype(np.int32), np.full(len(place), stride, np.int32)))
    one, two, place, further = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Borders(one, two, np.asarray(place, np.int32), np.asarray(further, np.int32))


def passages(labels: Labels, half_width: Callable[[I32], F32], at: Index | None = None, least: float = 0.0) -> Passages:
    """The labels that touch, by the widest place along their common border.

    half_width: gives (n,) float32, that of the ground at flat indices; a border is as wide as the narrower of its two
    sides, and `least` at least. at: as `borders` has it.
    """
    return widest(borders(labels, at), half_width, least)


def widest(met: Borders, half_width: Callable[[I32], F32], least: float = 0.0) -> Passages:
    """`passages` where the borders are known."""
    here, there = half_width(met.place), half_width(met.place + met.further)
    width = np.maximum(np.minimum(here, there), np.float32(least))
    place = met.place + np.where(there < here, met.further, 0).astype(np.int32)
    if len(width) == 0:
        return Passages(np.zeros((0, 2), np.int32), np.zeros(0, np.float32), np.zeros(0, np.int32))
    key = (np.minimum(met.one, met.two).astype(np.int64) << 32) | np.maximum(met.one, met.two).astype(np.int64)
    order = np.lexsort((width, key))
    key = key[order]
    last = np.flatnonzero(np.concatenate((key[1:] != key[:-1], [True])))
    best, first = order[last], key[last]
    edges = np.stack([first >> 32, first & 0xFFFFFFFF], axis=1).astype(np.int32)
    return Passages(edges, np.asarray(width[best], np.float32), np.asarray(place[best], np.int32))


def contacts(labels: Ints) -> Contacts:
    """The labels that touch, by how many pixels long they do."""
    met = borders(labels)
    one, two = met.one.astype(np.int64), met.two.astype(np.int64)
    key, length = np.unique((np.minimum(one, two) << 32) | np.maximum(one, two), return_counts=True)
    pairs = np.stack([key >> 32, key & 0xFFFFFFFF], axis=1).astype(np.int32)
    return Contacts(pairs, length.astype(np.float32))
