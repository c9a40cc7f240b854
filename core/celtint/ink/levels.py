"""Paper and pen: the two levels a drawing is made of, read from all its pixels, however few of them are ink.

A share of the page says nothing about the pen: one small circle on a large sheet is a drawing, and a sheet full of
grain or dust is none. So the pen is read from what holds together: connected pixels that stand out from the paper and
reach some way, as lines do and specks don't.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from celtint.ink import tuning
from celtint.types.arrays import F64, I32, U8, Bool, Index
from celtint.types.picture import span

MOST = 512
"""Patches that are outlined rather than numbered: more of them take longer one by one."""
MEDIAN, MEDIAN_CLIPPED = 0.954, 0.394
"""Median difference of two normal deviates, in standard deviations; the second where one half of them is cut off."""


@dataclass(frozen=True)
class _Side:
    """What stands out from the paper on one side. contrast: levels to its pen; share: of the page, 0 to 1."""

    contrast: int
    share: float


def histogram_of(levels: U8, within: U8 | None = None) -> F64:
    """(256,) how many pixels of `levels` ((H, W) uint8) have each level; `within`: only where it is not 0."""
    if within is not None:
        return np.asarray(cv2.calcHist([levels], [0], within, [256], [0, 256]).ravel(), np.float64)
    # Counting one level over and over is slow, and most of a drawing is paper: what isn't is counted alone.
    usual = int(np.argmax(np.bincount(levels[::64, ::64].ravel(), minlength=256)))
    other = levels[levels != usual]
    if other.size == 0:
        return np.where(np.arange(256) == usual, float(levels.size), 0.0)
    counts = np.asarray(cv2.calcHist([other], [0], None, [256], [0, 256]).ravel(), np.float64)
    # OpenCV rounds counts above 2^24, which only the commonest can be by much.
    counts[int(np.argmax(counts))] += other.size - counts.sum()
    counts[usual] = levels.size - other.size
    return counts


def grain(levels: U8, paper: int) -> float:
    """Standard deviation of the noise of a page, in levels: 0 where it is clean.

    levels: (H, W) uint8; paper: its paper's level. Measured as the median difference of pixels a little apart that are
    both near the paper, so that lines, screentone and shading don't count.
    """
    rows = levels[:: max(1, levels.shape[0] // tuning.LEVELS.rows)]
    lag = min(tuning.LEVELS.lag, rows.shape[1] - 1)
    if lag < 1:
        return 0.0
    near = _looked_up(rows, np.abs(np.arange(256) - paper) <= tuning.LEVELS.near)
    apart = np.asarray(cv2.absdiff(rows[:, lag:].copy(), rows[:, :-lag].copy()), np.uint8)
    running = np.cumsum(histogram_of(apart, near[:, lag:] & near[:, :-lag]))
    median = int(np.searchsorted(running, 0.5 * running[-1]))
    return median / (MEDIAN_CLIPPED if min(paper, 255 - paper) <= 2 else MEDIAN)


def paper_and_pen(grey: U8, histogram: F64 | None = None) -> tuple[int, int]:
    """Levels of paper (the commonest level) and of solid ink, 0 to 255; pen > paper for light on dark.

    grey: (H, W) uint8; histogram: of it, if it is known. Both are the same where nothing but paper is found.
    """
    histogram = histogram_of(grey) if histogram is None else histogram
    paper = int(np.argmax(np.convolve(histogram, [1.0, 2.0, 3.0, 2.0, 1.0], "same")))
    noise = grain(grey, paper)
    levels = np.arange(256)
    dark, light = (_side(grey, histogram, contrast, noise) for contrast in (paper - levels, levels - paper))
    # Where both are there in plenty the greater contrast is the pen; a few highlights on toned paper are not.
    weights = [side.contrast * min(1.0, side.share / tuning.LEVELS.plenty) for side in (dark, light)]
    return paper, paper - dark.contrast if weights[0] >= weights[1] else paper + light.contrast


def _side(grey: U8, histogram: F64, contrast: npt.NDArray[np.int_], noise: float) -> _Side:
    """The pen on one side of the paper; contrast: (256,) how far each level lies from the paper on that side."""
    least = max(tuning.LEVELS.faintest, int(np.ceil(tuning.LEVELS.grain * noise)))
    enough = min(tuning.LEVELS.handful, 0.5 * histogram[contrast >= least].sum())
    if enough == 0:
        return _Side(0, 0.0)
    extreme = _reached(histogram, contrast, enough)
    stands_out = float(extreme)
    while stands_out > least:
        stands_out = max(least, tuning.LEVELS.stands_out * stands_out)
        drawn = contrast >= stands_out
        looked_up = _looked_up(grey, drawn)
        lines = _lines(looked_up)
        counts = (histogram if lines is looked_up else histogram_of(grey, lines)) * drawn
        inked = counts.sum()
        if inked >= tuning.LEVELS.handful:
            share = inked / grey.size
            return _Side(
                _reached(counts, contrast, min(tuning.LEVELS.plenty * grey.size, tuning.LEVELS.darkest * inked)), share
            )
    # No lines. Dots then, if they can't be grain.
    dots = histogram[contrast >= tuning.LEVELS.stands_out * extreme].sum()
    return (
        _Side(extreme, dots / grey.size)
        if extreme >= max(2 * tuning.LEVELS.faintest, tuning.LEVELS.surely * noise)
        else _Side(0, 0.0)
    )


def _reached(counts: F64, contrast: npt.NDArray[np.int_], enough: float) -> int:
    """The greatest contrast that at least `enough` of the counted pixels reach."""
    order = np.argsort(-contrast, kind="stable")
    place = int(np.searchsorted(np.cumsum(counts[order]), max(enough, 1e-9)))
    return int(contrast[order[min(place, 255)]])


def _looked_up(levels: U8, table: Bool) -> U8:
    return np.asarray(cv2.LUT(levels, table.astype(np.uint8)), np.uint8)


def _extents(drawn: U8) -> tuple[list[I32], Index] | None:
    """Outlines of the patches of `drawn` and how far each reaches, in pixels; None where numbering their pixels takes
    less time: a page with many specks, in the strip across its middle, has too many to outline."""
    strip = tuning.LEVELS.strip
    if max(drawn.shape) > tuning.LEVELS.finest or min(drawn.shape) < 2 * strip:
        return None
    top = (drawn.shape[0] - strip) // 2
    for part in (drawn[top : top + strip], drawn):
        found, levels = cv2.findContours(part, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
        outer = [] if levels is None else np.flatnonzero(np.asarray(levels)[0, :, 3] < 0).tolist()
        if len(outer) > (MOST if part is drawn else MOST * strip // drawn.shape[0]):
            return None
    outlines = [np.asarray(found[k], np.int32) for k in outer]
    return outlines, np.array([max(cv2.boundingRect(outline)[2:]) for outline in outlines], np.intp)


def _shortest(extent: Index) -> int:
    """From which reach on a patch is a line. extent: (n,) how far each reaches, in pixels."""
    return tuning.LEVELS.long if extent.max(initial=0) >= 4 * tuning.LEVELS.long else tuning.LEVELS.line


def _lines(drawn: U8) -> U8:
    """The patches of `drawn` ((H, W) uint8, 0 or 1) that reach far enough to be lines; the same shape, 0 or 1."""
    outlined = _extents(drawn)
    if outlined is None:
        return _numbered_lines(drawn)
    outlines, extent = outlined
    short = np.flatnonzero(extent < _shortest(extent)).tolist()
    kept = drawn.copy() if short else drawn
    for k in short:
        # What lies in the holes of a short patch is shorter still.
        cv2.drawContours(kept, outlines, k, 0, cv2.FILLED)
    return kept


def _numbered_lines(drawn: U8) -> U8:
    """`_lines` where there are many patches, or the page is large."""
    height, width = drawn.shape
    block = -(-max(span(drawn.shape), math.isqrt(drawn.size)) // tuning.LEVELS.finest)
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
    line = extent >= _shortest(extent)
    if line[1:].all():
        return drawn
    kept = np.take(line.astype(np.uint8), np.asarray(patch, np.int32))
    if block > 1:
        kept = np.asarray(cv2.resize(kept, (size[0] * block, size[1] * block), interpolation=cv2.INTER_NEAREST))
    return np.asarray(kept[:height, :width] & drawn, np.uint8)
