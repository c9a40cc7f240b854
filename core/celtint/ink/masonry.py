"""Rows of boxes: bricks, keys and calendars repeat themselves as tone does, and are drawn to be coloured."""

import cv2
import numpy as np

from celtint.ink import tuning
from celtint.types.arrays import Bool, Ink


def rows_of_boxes(coverage: Ink, area: Bool) -> bool:
    """Whether most of the paper in `area` ((h, w) bool) is closed, upright boxes of one size.

    coverage: (h, w) uint8, 0 paper to 255 line. The cells of crossed hatching lean and differ, those of dots are round
    or stars.
    """
    paper = area & (coverage < tuning.TEXTURE.dark)
    _, _, stats, _ = cv2.connectedComponentsWithStats(paper.astype(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    wide, high, size = (stats[1:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    short, long = np.minimum(wide, high), np.maximum(wide, high)
    box = (short >= tuning.TEXTURE.box) & (long <= 4 * short) & (size >= tuning.TEXTURE.full * wide * high)
    if not box.any():
        return False
    usual = np.median(size[box])
    box &= np.abs(size - usual) <= tuning.TEXTURE.even_box * usual
    return bool(size[box].sum() >= 0.5 * paper.sum())
