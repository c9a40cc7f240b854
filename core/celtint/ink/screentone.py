"""Taking screentone out: fields of evenly spread dots are shading, not lines."""

import cv2
import numpy as np
from scipy.spatial import cKDTree

from celtint.ink import tuning
from celtint.types.arrays import F32, U8, Bool, Ink


def without_screentone(coverage: Ink) -> U8:
    """`coverage` ((H, W) uint8, 0 paper to 255 line) with the dots of screentone set to paper.

    A dot is a small, compact, isolated blot; tone is many dots of like size close together.
    """
    blots = (coverage > tuning.SCREENTONE.blot).astype(np.uint8)
    # Counting alone is three times as fast as measuring, and most drawings stop here.
    if cv2.connectedComponents(blots, connectivity=8, ltype=cv2.CV_32S)[0] - 1 < tuning.SCREENTONE.fewest:
        return coverage
    count, found, stats, centres = cv2.connectedComponentsWithStats(blots, connectivity=8, ltype=cv2.CV_32S)
    labels = np.asarray(found, np.int32)
    side = max(coverage.shape)
    largest = max(4.0, tuning.SCREENTONE.largest * side)
    area, width, height = stats[:, cv2.CC_STAT_AREA], stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    compact = area >= tuning.SCREENTONE.compact * width * height
    dot = (
        (np.maximum(width, height) <= largest) & compact & (np.maximum(width, height) <= 2 * np.minimum(width, height))
    )
    dot[0] = False
    index = np.flatnonzero(dot)
    if len(index) < tuning.SCREENTONE.fewest:
        return coverage
    tone = index[_in_a_field(centres[index].astype(np.float32), area[index].astype(np.float32))]
    if len(tone) < tuning.SCREENTONE.fewest:
        return coverage
    keep = np.ones(count, bool)
    keep[tone] = False
    gone = (~np.take(keep, labels)).astype(np.uint8)
    # The dots' anti-aliased rims go with them.
    gone = np.asarray(cv2.dilate(gone, np.ones((3, 3), np.uint8)), np.uint8)
    lines = np.take(keep, labels) & (labels > 0)
    return np.where((gone > 0) & ~lines, np.uint8(0), coverage)


def _in_a_field(centre: F32, area: F32) -> Bool:
    """Which dots have four neighbours of like size at about the same, short distance."""
    near = min(5, len(centre))
    distance, index = cKDTree(centre).query(centre, k=near)
    radius = np.sqrt(area)
    ring = distance[:, 1:]
    even = ring.max(axis=1) <= tuning.SCREENTONE.even * ring.min(axis=1) + 1.0
    close = ring.max(axis=1) <= tuning.SCREENTONE.close * radius + 4.0
    like = np.abs(area[index[:, 1:]] - area[:, None]).max(axis=1) <= tuning.SCREENTONE.like * area + 4.0
    return np.asarray(even & close & like)
