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

    def joined(self, edges: I32, saddle: F32, place: I32) -> "FragmentGraph":
        """With further passages, marked as closings."""
        return replace(
            self,
            edges=np.concatenate([self.edges, edges]),
            saddle=np.concatenate([self.saddle, saddle]),
            place=np.concatenate([self.place, place]),
            closing=np.concatenate([self.closing, np.ones(len(edges), bool)]),
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


def reduce_pairs(a: I32, b: I32, value: F32, place: I32) -> tuple[I32, F32, I32]:
    """Unordered pairs, each with its greatest value and where that is.

    Returns ((m, 2) int32 with first < second, (m,) float32, (m,) int32).
    """
    if len(a) == 0:
        return np.zeros((0, 2), np.int32), np.zeros(0, np.float32), np.zeros(0, np.int32)
    key = (np.minimum(a, b).astype(np.int64) << 32) | np.maximum(a, b).astype(np.int64)
    order = np.lexsort((value, key))
    key = key[order]
    last = np.flatnonzero(np.concatenate((key[1:] != key[:-1], [True])))
    best, first = order[last], key[last]
    pairs = np.stack([first >> 32, first & 0xFFFFFFFF], axis=1).astype(np.int32)
    return pairs, np.asarray(value[best], np.float32), np.asarray(place[best], np.int32)


def touching(labels: Labels, value: F32) -> tuple[I32, F32, I32]:
    """Pairs of different non-zero labels that touch (4-neighbours), the best of min(value) along their common border
    and the flat index of the pixel where it is found."""
    w = labels.shape[1]
    found = []
    for stride, one, two, v1, v2 in (
        (1, labels[:, :-1], labels[:, 1:], value[:, :-1], value[:, 1:]),
        (w, labels[:-1], labels[1:], value[:-1], value[1:]),
    ):
        y, x = np.nonzero((one != two) & (one > 0) & (two > 0))
        place = (y * w + x).astype(np.int32)
        n1, n2 = v1[y, x], v2[y, x]
        found.append((one[y, x], two[y, x], np.minimum(n1, n2), place + np.where(n2 < n1, stride, 0).astype(np.int32)))
    a, b, v, at = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return reduce_pairs(a, b, v, at)


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
    edges, saddle, place = touching(labels, distance)
    return FragmentGraph(labels, distance, peak, summit, edges, saddle, place, np.zeros(len(edges), bool))
