"""The rules for what nothing decided: the artist's own colours, chosen without a network.

A colour that a hint gave runs on over lines, the faintest first, into ground that no hint claims (a watershed from the
dabs: Beucher and Meyer 1993); a region takes the one that reaches most of it first. On line art of styles that nobody
learned from that is right more often than the mean of the dabs, than paper and than the network (docs/benchmarks.md,
"What no hint decides"). What holds a corner of the page is the outside and stays empty: a figure that the page's edge
cuts off touches the edge, but seldom a corner.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from skimage.segmentation import watershed

from celtint.colours.lab import lab_to_srgb8, srgb_to_lab
from celtint.line import tuning
from celtint.types.arrays import I32, U8, Ink, Ints, Labels
from celtint.types.picture import span


def outside(labels: Labels, ink: Ink, lower: bool = True) -> Ints:
    """Ids of the regions that hold a corner of the page; none where a line lies in the corner: that is a frame, and the
    picture goes up to it.

    labels: (H, W) int32 from 1. ink: (H, W) uint8, non-zero on lines. lower: whether the lower corners count.
    """
    corners = ([0, 0, -1, -1], [0, -1, 0, -1]) if lower else ([0, 0], [0, -1])
    return np.unique(labels[corners][ink[corners] == 0])


def mean_colour(colours: U8) -> U8:
    """(3,) sRGB of the mean, in Lab, of (n, 3) sRGB colours, each counting once whatever its area; n is at least 1."""
    return np.asarray(lab_to_srgb8(srgb_to_lab(colours).mean(axis=0, keepdims=True))[0])


def grid_step(shape: Sequence[int]) -> int:
    """Side of a grid cell in pixels for a picture of ``shape`` (H, W)."""
    return max(1, -(-span(shape) // tuning.UNHINTED.side))


def run_on(darkness: U8, told: I32, labels: Labels, wanted: Ints) -> I32:
    """(n,) for each wanted region the mark that reaches most of it first; 0 where there are no marks.

    darkness: (h, w) uint8, 0 paper to 255 ink, on the grid. told: (h, w) int32, the marks from 1, 0 for none. labels:
    (H, W) int32 region ids at the picture's own size, h × w times the same whole step. wanted: (n,) ids.
    """
    if not told.any() or len(wanted) == 0:
        return np.zeros(len(wanted), np.int32)
    owner = np.asarray(watershed(darkness >> 1, told), np.int32)  # type: ignore[no-untyped-call]
    step = -(-labels.shape[0] // owner.shape[0])
    place = np.full(int(max(labels.max(), wanted.max())) + 1, -1, np.int64)
    place[wanted] = np.arange(len(wanted))
    region, mark = place[labels[::step, ::step]].ravel(), owner.ravel()
    missed = np.ones(len(wanted), np.bool_)
    missed[region[region >= 0]] = False
    if missed.any():
        y, x = np.nonzero(np.concatenate([missed, [False]])[place][labels])
        region = np.concatenate([region, place[labels[y, x]]])
        mark = np.concatenate([mark, owner[y // step, x // step]])
    pair, count = np.unique((region[region >= 0] << 32) | mark[region >= 0], return_counts=True)
    order = np.lexsort((pair, -count, pair >> 32))
    of = (pair >> 32)[order]
    first = np.concatenate(([True], of[1:] != of[:-1]))
    found = np.zeros(len(wanted), np.int32)
    found[of[first]] = (pair & 0xFFFFFFFF)[order][first]
    return found


def on_grid(grey: U8) -> U8:
    """(h, w) darkness on the grid of a drawing (H, W) uint8, ink dark on white."""
    step = grid_step(grey.shape)
    if step == 1:
        return np.asarray(255 - grey)
    size = (-(-grey.shape[1] // step), -(-grey.shape[0] // step))
    return np.asarray(cv2.resize(255 - grey, size, interpolation=cv2.INTER_AREA), np.uint8)
