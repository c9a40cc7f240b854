"""Fragments: the open areas of a drawing cut wherever they get narrow, and the graph of passages between them.

The distance of every open pixel to the nearest line is a landscape. Each pixel climbs to the peak above it, and the
pixels that share a peak are one fragment: the catchments of the watershed transform (Meyer 1994), found here by
steepest ascent and pointer jumping so that the work is whole-array operations. Two fragments that touch are joined by a
passage; half its width is the greatest distance along their common border (the saddle). Everything that follows
(closing gaps, obeying hints) is decided on this small graph.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from celtint.regions import tuning
from celtint.regions.adjacency import Passages, passages
from celtint.types.arrays import F32, I32, U8, Bool, Labels


@dataclass(frozen=True)
class FragmentGraph:
    """Fragments and passages.

    labels: (h, w) int32, 0 on lines, fragments from 1. distance: (h, w) float32 to the nearest line or closing.
    peak: (n + 1,) float32, the widest half width of each fragment in pixels; summit: (n + 1,) int32, flat index of the
    pixel where it is. edges: (m, 2) int32 pairs a < b; saddle: (m,) float32, half width of the passage; place: (m,)
    int32, flat index of the pixel at its middle; closing: (m,) bool, whether a drawn
    closing is in between.
    """

    labels: Labels
    distance: F32
    peak: F32
    summit: I32
    edges: I32
    saddle: F32
    place: I32
    closing: Bool

    def joined(self, more: Passages) -> "FragmentGraph":
        """With further passages, marked as closings."""
        return replace(
            self,
            edges=np.concatenate([self.edges, more.edges]),
            saddle=np.concatenate([self.saddle, more.saddle]),
            place=np.concatenate([self.place, more.place]),
            closing=np.concatenate([self.closing, np.ones(len(more.edges), bool)]),
        )

    @property
    def count(self) -> int:
        return len(self.peak) - 1


def distance_to_lines(open_mask: U8) -> F32:
    """Euclidean distance in pixels of each open pixel (non-zero) to the nearest line pixel; (h, w) float32.

    The picture's border is not a line: a passage along it is as wide as it looks twice over.
    """
    distance = np.asarray(cv2.distanceTransform(open_mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE), np.float32)
    # Where there is no line at all OpenCV answers with the largest float.
    return np.minimum(distance, np.float32(sum(open_mask.shape)))


def climb(distance: F32) -> I32:
    """For each pixel the flat index of the peak it climbs to, itself where nothing beside it is higher."""
    h, w = distance.shape
    tilt = (np.arange(w, dtype=np.float32) * tuning.FRAGMENTS.tilt_x)[None, :] + (
        np.arange(h, dtype=np.float32) * tuning.FRAGMENTS.tilt_y
    )[:, None]
    height = distance + tilt
    height[distance <= 0] = -1.0
    padded = np.full((h + 2, w + 2), -1.0, np.float32)
    padded[1:-1, 1:-1] = height
    best = height.copy()
    step = np.zeros((h, w), np.int32)
    # A pixel that touches a line (distance 1) must not step diagonally: that could cross a thin diagonal line.
    room = distance > 1.0
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            if dy == dx == 0:
                continue
            other = padded[1 + dy : 1 + dy + h, 1 + dx : 1 + dx + w]
            higher = other > best
            if dy and dx:
                higher &= room
            np.copyto(best, other, where=higher)
            step[higher] = dy * w + dx
    target = (np.arange(h * w, dtype=np.int32) + step.ravel()).astype(np.int32)
    while True:
        further = np.take(target, target)
        if np.array_equal(further, target):
            return target.reshape(h, w)
        target = further


def build_fragments(open_mask: U8) -> FragmentGraph:
    """Cut the open pixels (non-zero in `open_mask`, (h, w) uint8) into fragments and find their passages."""
    distance = distance_to_lines(open_mask)
    peaks = climb(distance)
    is_open = open_mask > 0
    root = peaks[is_open]
    index = np.zeros(open_mask.size, np.int32)
    unique = np.unique(root)
    index[unique] = np.arange(1, len(unique) + 1, dtype=np.int32)
    labels = np.zeros(open_mask.shape, np.int32)
    labels[is_open] = index[root]
    summit = np.concatenate(([0], unique)).astype(np.int32)
    peak = np.concatenate(([np.float32(0)], distance.ravel()[unique])).astype(np.float32)
    found = passages(labels, distance)
    drawn = np.zeros(len(found.edges), bool)
    return FragmentGraph(labels, distance, peak, summit, found.edges, found.saddle, found.place, drawn)
