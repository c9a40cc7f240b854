"""Paper and pen: the two levels a drawing is made of, read from all its pixels, however few of them are ink.

A share of the page says nothing about the pen: one small circle on a large sheet is a drawing, and a sheet full of
grain or dust is none. So the pen is read from what holds together: connected pixels that stand out from the paper and
reach some way, as lines do and specks don't.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.float64]

LINE, LONG = 8, 20
"""Pixels that a connected patch must reach in height or width to be a line and no dust; the second where others are
four times as long."""
HANDFUL = 12
"""So many of the most extreme pixels say how far the pen could be from the paper."""
STANDS_OUT = 0.25
"""Share of that contrast from which a pixel stands out; a quarter of it again where only dust does."""
DARKEST = 0.25
"""The pen is the level that this share of the lines' pixels reaches: the others are rims and light strokes."""
PLENTY = 0.005
"""Where there is much ink, this share of the page says it instead."""
FAINTEST = 8
"""Contrast, in levels, below which nothing is a line."""
GRAIN, SURELY = 4.0, 8.0
"""Standard deviations of the paper's grain below which nothing is a line, and nothing short is a dot."""
NEAR = 64
"""Levels from the paper's within which a pixel may be grain."""
LAG, ROWS = 8, 256
"""Pixels that are so far apart have grains of their own, even in a soft scan; so many rows tell how strong it is."""
MEDIAN, MEDIAN_CLIPPED = 0.954, 0.394
"""Median difference of two normal deviates, in standard deviations; the second where one half of them is cut off."""
FINE = 4096
"""Longest side at which patches are told apart; larger pages are looked at in blocks of pixels."""


@dataclass(frozen=True)
class _Side:
    """What stands out from the paper on one side. contrast: levels to its pen; share: of the page, 0 to 1."""

    contrast: int
    share: float


def histogram_of(levels: Mask, within: Mask | None = None) -> Counts:
    """(256,) how many pixels of `levels` ((H, W) uint8) have each level; `within`: only where it is not 0."""
    counts = cv2.calcHist([levels], [0], within, [256], [0, 256]).ravel().astype(np.float64)
    if within is None:
        # OpenCV rounds counts above 2^24, which only the commonest can be by much.
        counts[int(np.argmax(counts))] += levels.size - counts.sum()
    return counts


def grain(levels: Mask, paper: int) -> float:
    """Standard deviation of the noise of a page, in levels: 0 where it is clean.

    levels: (H, W) uint8; paper: its paper's level. Measured as the median difference of pixels a little apart that are
    both near the paper, so that lines, screentone and shading don't count.
    """
    rows = levels[:: max(1, levels.shape[0] // ROWS)]
    lag = min(LAG, rows.shape[1] - 1)
    if lag < 1:
        return 0.0
    near = _looked_up(rows, np.abs(np.arange(256) - paper) <= NEAR)
    apart = np.asarray(cv2.absdiff(rows[:, lag:].copy(), rows[:, :-lag].copy()), np.uint8)
    running = np.cumsum(histogram_of(apart, near[:, lag:] & near[:, :-lag]))
    median = int(np.searchsorted(running, 0.5 * running[-1]))
    return median / (MEDIAN_CLIPPED if min(paper, 255 - paper) <= 2 else MEDIAN)


def paper_and_pen(grey: Mask) -> tuple[int, int]:
    """Levels of paper (the commonest level) and of solid ink, 0 to 255; pen > paper for light on dark.

    grey: (H, W) uint8. Both are the same where nothing but paper is found.
    """
    histogram = histogram_of(grey)
    paper = int(np.argmax(np.convolve(histogram, [1.0, 2.0, 3.0, 2.0, 1.0], "same")))
    noise = grain(grey, paper)
    levels = np.arange(256)
    dark, light = (_side(grey, histogram, contrast, noise) for contrast in (paper - levels, levels - paper))
    # Where both are there in plenty the greater contrast is the pen; a few highlights on toned paper are not.
    weights = [side.contrast * min(1.0, side.share / PLENTY) for side in (dark, light)]
    return paper, paper - dark.contrast if weights[0] >= weights[1] else paper + light.contrast


def _side(grey: Mask, histogram: Counts, contrast: npt.NDArray[np.int_], noise: float) -> _Side:
    """The pen on one side of the paper; contrast: (256,) how far each level lies from the paper on that side."""
    least = max(FAINTEST, int(np.ceil(GRAIN * noise)))
    enough = min(HANDFUL, 0.5 * histogram[contrast >= least].sum())
    if enough == 0:
        return _Side(0, 0.0)
    extreme = _reached(histogram, contrast, enough)
    stands_out = float(extreme)
    while stands_out > least:
        stands_out = max(least, STANDS_OUT * stands_out)
        drawn = contrast >= stands_out
        counts = histogram_of(grey, _lines(_looked_up(grey, drawn))) * drawn
        inked = counts.sum()
        if inked >= HANDFUL:
            share = inked / grey.size
            return _Side(_reached(counts, contrast, min(PLENTY * grey.size, DARKEST * inked)), share)
    # No lines. Dots then, if they can't be grain.
    dots = histogram[contrast >= STANDS_OUT * extreme].sum()
    return _Side(extreme, dots / grey.size) if extreme >= max(2 * FAINTEST, SURELY * noise) else _Side(0, 0.0)


def _reached(counts: Counts, contrast: npt.NDArray[np.int_], enough: float) -> int:
    """The greatest contrast that at least `enough` of the counted pixels reach."""
    order = np.argsort(-contrast, kind="stable")
    place = int(np.searchsorted(np.cumsum(counts[order]), max(enough, 1e-9)))
    return int(contrast[order[min(place, 255)]])


def _looked_up(levels: Mask, table: npt.NDArray[np.bool_]) -> Mask:
    return np.asarray(cv2.LUT(levels, table.astype(np.uint8)), np.uint8)


def _lines(drawn: Mask) -> Mask:
    """The patches of `drawn` ((H, W) uint8, 0 or 1) that reach far enough to be lines; the same shape, 0 or 1."""
    height, width = drawn.shape
    block = -(-max(drawn.shape) // FINE)
    found = drawn
    if block > 1:
        size = (-(-width // block), -(-height // block))
        padded = cv2.copyMakeBorder(
            drawn, 0, size[1] * block - height, 0, size[0] * block - width, cv2.BORDER_CONSTANT, value=0
        )
        # A mean over the block; 255 leaves it above 0 where a single pixel of the block is drawn.
        found = np.asarray(cv2.resize(padded * np.uint8(255), size, interpolation=cv2.INTER_AREA) > 0, np.uint8)
    _, patch, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8, ltype=cv2.CV_32S)
    extent = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) * block
    extent[0] = 0
    line = extent >= (LONG if extent.max() >= 4 * LONG else LINE)
    if line[1:].all():
        return drawn
    kept = np.take(line.astype(np.uint8), np.asarray(patch, np.int32))
    if block > 1:
        kept = np.asarray(cv2.resize(kept, (size[0] * block, size[1] * block), interpolation=cv2.INTER_NEAREST))
    return np.asarray(kept[:height, :width] & drawn, np.uint8)
