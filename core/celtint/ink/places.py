"""Where textures may be: windows of a drawing that are busy all over, evenly so, and that repeat themselves.

Nearly all drawings have busy places, hair and flowers and fingers; this is what sorts them out at little cost, so that
only what is very likely a texture is looked at pixel by pixel (`celtint.ink.texture`).
"""

from collections.abc import Iterator

import cv2
import numpy as np

from celtint.ink import tuning
from celtint.ink.periods import SIDE, Place, likeness
from celtint.types.arrays import U8, Bool, Ink


def likely_places(coverage: Ink) -> Iterator[Place]:
    """Windows around what may be texture, (H, W) uint8, 0 paper to 255 line: all that is busy around a place that is
    evenly busy and repeats itself."""
    block = tuning.TEXTURE.block
    height, width = coverage.shape
    if min(height, width) <= max(SIDE, 4 * block):
        return
    changes = _changes(coverage)
    square = np.ones((3, 3), np.uint8)
    busy = cv2.erode(changes, square, borderType=cv2.BORDER_CONSTANT, borderValue=0) >= 255 * tuning.TEXTURE.busy
    busy &= cv2.blur(changes, (3, 3)) >= 255 * tuning.TEXTURE.busier
    even = _even(changes)
    if not even.any():
        return
    _, patch, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(busy.astype(np.uint8), square), connectivity=8)
    rows, columns = np.nonzero(even & (patch > 0))
    of = patch[rows, columns]
    for k in np.unique(of).tolist():
        inside = np.flatnonzero(of == k)
        some = inside[np.linspace(0, len(inside) - 1, min(len(inside), tuning.TEXTURE.samples)).astype(int)]
        alike = sum(_repeats(coverage, int(rows[i]), int(columns[i])) for i in some)
        if alike < tuning.TEXTURE.enough * len(some):
            continue
        x, y, wide, high, _area = stats[k].tolist()
        yield (
            slice(max(0, (y - 1) * block), min(height, (y + high + 1) * block)),
            slice(max(0, (x - 1) * block), min(width, (x + wide + 1) * block)),
        )


def _changes(coverage: Ink) -> U8:
    """How much neighbours differ, down and across, on the mean of each block."""
    block = tuning.TEXTURE.block
    # Whole blocks, which OpenCV takes the means of five times as fast.
    size = ((coverage.shape[1] - 1) // block, (coverage.shape[0] - 1) // block)
    high, wide = size[1] * block, size[0] * block
    here = coverage[:high, :wide]
    across, down = (
        cv2.resize(cv2.absdiff(here, beside), size, interpolation=cv2.INTER_AREA)
        for beside in (coverage[:high, 1 : wide + 1], coverage[1 : high + 1, :wide])
    )
    return np.asarray(cv2.add(across, down), np.uint8)


def _even(changes: U8) -> Bool:
    """The blocks around which four by four (from the second before to the next) are as busy, nearly, as each other."""
    side, anchor = (4, 4), (2, 2)
    least = cv2.erode(changes, np.ones(side, np.uint8), anchor=anchor, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    mean = cv2.blur(changes, side, anchor=anchor, borderType=cv2.BORDER_REPLICATE)
    enough = (least >= 255 * tuning.TEXTURE.busy) & (mean >= 255 * tuning.TEXTURE.busier)
    return np.asarray(enough & (least >= tuning.TEXTURE.evenly * mean))


def _repeats(coverage: Ink, row: int, column: int) -> bool:
    """Whether the window around the corner of a block repeats itself."""
    block = tuning.TEXTURE.block
    y = min(max(0, row * block - SIDE // 2), coverage.shape[0] - SIDE)
    x = min(max(0, column * block - SIDE // 2), coverage.shape[1] - SIDE)
    window = coverage[y : y + SIDE, x : x + SIDE].astype(np.float32)
    return likeness(window) >= tuning.TEXTURE.alike
