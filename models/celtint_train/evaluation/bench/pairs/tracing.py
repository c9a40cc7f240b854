"""The network of a drawing's lines: centre lines of its ink, and the borders of flats that touch."""

from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F32, F64, I32, Bool
from scipy import ndimage
from skimage.morphology import skeletonize

from celtint_train.evaluation.bench.pairs.flats import Flats, widest_of

SPUR = 1.4
"""A dead end no longer than so many half line widths is no stroke of the artist's but the corner of a line."""
BORDER = 8
"""Pixels by which the page is continued, so that lines run over its edge."""


@dataclass(frozen=True)
class Branch:
    """A part of the network between two meetings: (n, 2) y, x pixels, and the meeting at each side, -1 for none."""

    path: F64
    ends: tuple[int, int]


@dataclass(frozen=True)
class Network:
    """Branches, in an order that is always the same, and the place of each meeting, (m, 2) y, x, in pixels."""

    branches: tuple[Branch, ...]
    meetings: F64


def network_of(flats: Flats) -> Network:
    """The network that parts all flats, with the lines of the ink that end in one."""
    ink = flats.line | _touching(flats)
    padded = np.pad(ink.astype(np.uint8), BORDER, mode="edge")
    bones = np.asarray(skeletonize(padded > 0), np.bool_)  # type: ignore[no-untyped-call]
    thick = np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 5), np.float32)
    found = _network(_pruned(bones, thick))
    shifted = tuple(Branch(branch.path - BORDER + 0.5, branch.ends) for branch in found.branches)
    return Network(shifted, found.meetings - BORDER + 0.5)


def _touching(flats: Flats) -> Bool:
    """Where two flats meet without a line between them."""
    flat, found = flats.flat, np.zeros(flats.flat.shape, np.bool_)
    off = ~flats.line
    across = (flat[:, 1:] != flat[:, :-1]) & off[:, 1:] & off[:, :-1]
    down = (flat[1:] != flat[:-1]) & off[1:] & off[:-1]
    found[:, 1:] |= across
    found[:, :-1] |= across
    found[1:] |= down
    found[:-1] |= down
    return np.asarray(cv2.dilate(found.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)


def _neighbours(bones: Bool) -> I32:
    around = cv2.filter2D(bones.astype(np.uint8), cv2.CV_16S, np.ones((3, 3)), borderType=cv2.BORDER_CONSTANT)
    return np.where(bones, around.astype(np.int32) - 1, 0)


def _parts(bones: Bool) -> tuple[I32, int, I32, int]:
    """Meetings and the branches between them, each numbered from 1."""
    crossing = bones & (_neighbours(bones) > 2)
    meetings, many = ndimage.label(crossing, np.ones((3, 3)))
    branches, count = ndimage.label(bones & ~crossing, np.ones((3, 3)))
    return np.asarray(meetings, np.int32), many, np.asarray(branches, np.int32), count


def _pruned(bones: Bool, thick: F32) -> Bool:
    """Without the short dead ends that corners of thick lines leave; twice, for those that were forked."""
    for _ in range(2):
        meetings, _, branches, count = _parts(bones)
        loose = np.unique(branches[(_neighbours(bones) == 1) & (branches > 0)])
        at_meeting = cv2.dilate((meetings > 0).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        numbers = np.arange(count + 1)
        length = np.bincount(branches.ravel(), minlength=count + 1)
        reach = widest_of(thick, branches)
        tied = np.isin(numbers, np.unique(branches[at_meeting]))
        spur = np.isin(numbers, loose) & tied & (length < SPUR * reach + 3)
        spur[0] = False
        bones = bones & ~spur[branches]
        bones = np.asarray(skeletonize(bones), np.bool_)  # type: ignore[no-untyped-call]
    return bones


def _network(bones: Bool) -> Network:
    meetings, many, parts, count = _parts(bones)
    places = np.array(ndimage.center_of_mass(meetings > 0, meetings, np.arange(1, many + 1))).reshape(-1, 2)
    found: list[Branch] = []
    for number, box in enumerate(ndimage.find_objects(parts, count), 1):
        if box is None:
            continue
        pixels = np.argwhere(parts[box] == number) + np.array([box[0].start, box[1].start])
        path = _walked([tuple(p) for p in pixels.tolist()])
        sides = [_met(meetings, path[0]), _met(meetings, path[-1])]
        if len(path) == 1 and len(sides[0]) > 1:
            first, last = sides[0][0], sides[0][1]
        else:
            first = sides[0][0] if sides[0] else -1
            other = [m for m in sides[1] if len(path) > 3 or m != first]
            last = other[0] if other else -1
        found.append(Branch(np.array(path, float), (first, last)))
    return Network(tuple(found), places)


def _met(meetings: I32, pixel: tuple[int, int]) -> list[int]:
    y, x = pixel
    around = meetings[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2]
    return [int(m) - 1 for m in np.unique(around) if m]


def _walked(pixels: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pixels of a path in their order, from an end where there is one."""
    left = set(pixels)

    def beside(at: tuple[int, int]) -> list[tuple[int, int]]:
        y, x = at
        steps = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1))
        return [(y + dy, x + dx) for dy, dx in steps if (y + dy, x + dx) in left]

    at = next((p for p in pixels if len(beside(p)) < 2), pixels[0])
    path = [at]
    left.remove(at)
    while following := beside(at):
        at = following[0]
        left.remove(at)
        path.append(at)
    return path
