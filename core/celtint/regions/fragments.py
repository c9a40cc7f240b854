"""Fragments: the open areas of a drawing cut wherever they get narrow, and the graph of passages between them.

The distance of every open pixel to the nearest line is a landscape. Each pixel climbs to the peak above it, and the
pixels that share a peak are one fragment. Two fragments that touch are joined by a
passage; half its width is the greatest distance along their common border (the saddle). Everything that follows
(closing gaps, obeying hints) is decided on this small graph.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from celtint.regions.adjacency import Passages, passages
from celtint.regions.climbing import catchments
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
    """Euclidean distance in pixels, within two per cent (a 5×5 chamfer: Borgefors 1986), of each open pixel (non-zero)
    to the nearest line pixel; (h, w) float32.

    The picture's border is not a line: a passage along it is as wide as it looks twice over.
    """
    if cv2.countNonZero(open_mask) == open_mask.size:  # no line at all, and OpenCV answers with the largest float
        return np.full(open_mask.shape, sum(open_mask.shape), np.float32)
    return np.asarray(cv2.distanceTransform(open_mask, cv2.DIST_L2, cv2.DIST_MASK_5), np.float32)


def build_fragments(open_mask: U8) -> FragmentGraph:
    """Cut the open pixels (non-zero in `open_mask`, (h, w) uint8) into fragments and find their passages."""
    distance = distance_to_lines(open_mask)
    found = catchments(distance)
    peak = distance.ravel()[found.summit]
    peak[0] = 0
    ways = passages(found.labels, distance.ravel().take)
    drawn = np.zeros(len(ways.edges), bool)
    return FragmentGraph(found.labels, distance, peak, found.summit, ways.edges, ways.saddle, ways.place, drawn)
