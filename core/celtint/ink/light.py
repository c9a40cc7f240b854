"""Uneven light on a page: photographs and scans whose paper is darker in the corners, in a shadow, beside the spine.

What separates light from shading: light passes through lines as if they weren't there, and paper it leaves as bright
reaches the page's border; shading ends at lines. So the paper's level is followed over a reduced picture, and it is
taken for light where it changes smoothly over the whole page, or where its steps lie away from the lines. A page whose
paper is even is told so by its levels alone, which costs next to nothing.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.ink import tuning
from celtint.ink.levels import histogram_of
from celtint.types.arrays import F32, F64, U8, Bool
from celtint.types.picture import span

WHITE = 240
"""Level of paper once it is evened: what is lighter by its grain has room above."""


@dataclass(frozen=True)
class _Page:
    """A reduced page. levels: (h, w) uint8; paper: (h, w) float32, its paper's level, above 0; table: (h, w) whether it
    is what the sheet lies on."""

    levels: U8
    paper: F32
    table: Bool

    @property
    def ratio(self) -> F32:
        """(h, w) how bright each pixel is beside its paper, about 0 to 1."""
        return np.asarray(self.levels / self.paper, np.float32)


def evened(levels: U8, histogram: F64 | None = None) -> U8:
    """`levels` ((H, W) uint8) as they would be in even light, paper at `WHITE` and what is black in any light at 0; the
    same array where the light is even or what is dark is no lack of light."""
    light = light_on(levels, histogram)
    if light is None:
        return levels
    size = (levels.shape[1], levels.shape[0])
    paper = np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    black = tuning.LIGHT.dark * WHITE
    table = np.clip((np.arange(256) - black) * (WHITE / (WHITE - black)), 0, 255)
    return np.asarray(cv2.LUT(cv2.divide(levels, paper, scale=WHITE), np.rint(table).astype(np.uint8)), np.uint8)


def light_on(levels: U8, histogram: F64 | None = None) -> U8 | None:
    """The paper's level over a page of lines in uneven light, at least 1, reduced ((h, w) uint8); else None."""
    if min(levels.shape) < tuning.LIGHT.least or _is_even(levels, histogram):
        return None
    small = _reduced(levels)
    if _is_even_in_blocks(small):
        return None
    page = _page_of(small)
    high = tuning.LIGHT.even * np.percentile(page.paper, 98)
    if np.percentile(page.paper, 2) > high or np.percentile(_rim(page.paper), 5) > high:
        return None
    ratio = page.ratio
    inked = np.asarray((ratio < tuning.LIGHT.ink) & ~page.table)
    if inked.mean() < tuning.LIGHT.lines or not _is_drawn(ratio):
        return None
    rough = _roughness(page.paper)
    if rough > tuning.LIGHT.smooth and (rough > tuning.LIGHT.shadow or not _passes_lines(page.paper, inked)):
        return None
    # What is on the table is lighter than next to nothing: no line.
    return np.where(page.table, np.uint8(1), np.rint(page.paper).astype(np.uint8))


def _is_even(levels: U8, histogram: F64 | None) -> bool:
    """Whether nearly all of a page is at its paper's level or ink, by its levels alone."""
    histogram = histogram_of(levels) if histogram is None else histogram
    light = tuning.LIGHT.dim + int(np.argmax(np.convolve(histogram, np.ones(5), "same")[tuning.LIGHT.dim :]))
    near, dark = tuning.LIGHT.near, int(tuning.LIGHT.dark * light)
    between = histogram[dark : max(dark, light - near)].sum() + histogram[light + near + 1 :].sum()
    dim = histogram[: tuning.LIGHT.dim].sum() > 0.5 * levels.size
    return bool(dim or between <= tuning.LIGHT.between * levels.size)


def _reduced(levels: U8) -> U8:
    scale = min(1.0, tuning.LIGHT.side / span(levels.shape))
    size = (max(1, round(levels.shape[1] * scale)), max(1, round(levels.shape[0] * scale)))
    return np.asarray(cv2.resize(levels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _is_even_in_blocks(small: U8) -> bool:
    """Whether the lightest of nearly every block of a reduced page, where it isn't black, is its paper's level."""
    block = tuning.LIGHT.block
    height, width = (side // block * block for side in small.shape)
    lightest = small[:height, :width].reshape(height // block, block, width // block, block).max(axis=(1, 3))
    high = np.percentile(lightest, 98)
    return bool(np.percentile(lightest[lightest >= tuning.LIGHT.dark * high], 2) > tuning.LIGHT.even * high)


def _page_of(small: U8) -> _Page:
    """A reduced page and its paper: what is left when lines are closed over."""
    calm = cv2.GaussianBlur(small, (0, 0), 1.0)
    wide = 2 * round(tuning.LIGHT.wide * span(small.shape) / 2) + 1
    closed = np.asarray(cv2.morphologyEx(calm, cv2.MORPH_CLOSE, np.ones((wide, wide), np.uint8)), np.uint8)
    # Beside a shadow's edge the darker side counts: there paper may get too light, never as dark as ink.
    paper = cv2.erode(cv2.blur(closed, (3, 3)), np.ones((5, 5), np.uint8)).astype(np.float32)
    black = np.asarray(paper < tuning.LIGHT.dark * np.percentile(paper, 90), np.uint8)
    return _Page(small, np.maximum(_over(black, paper), 1), _table(black))


def _rim(paper: F32) -> F32:
    """(n,) the paper's level along the page's border."""
    return np.concatenate([paper[:3].ravel(), paper[-3:].ravel(), paper[:, :3].ravel(), paper[:, -3:].ravel()])


def _table(black: U8) -> Bool:
    """Of what is black, 0 or 1, that which has a good part of the page's border, a few pixels more."""
    if not black.any():
        return np.zeros(black.shape, np.bool_)
    count, found = cv2.connectedComponents(black, connectivity=8, ltype=cv2.CV_32S)
    patch = np.asarray(found, np.int32)
    rim = np.concatenate([patch[0], patch[-1], patch[:, 0], patch[:, -1]])
    along = np.bincount(rim, minlength=count) > tuning.LIGHT.table * len(rim)
    along[0] = False
    return np.asarray(cv2.dilate(along[patch].astype(np.uint8), np.ones((7, 7), np.uint8)), np.bool_)


def _over(black: U8, paper: F32) -> F32:
    """The paper's level with that under solid blacks, which closing leaves, as it is around them."""
    if not black.any():
        return paper
    beside = np.asarray(cv2.dilate(black, np.ones((7, 7), np.uint8)), np.bool_)
    known = (~beside).astype(np.float32)
    sigma = tuning.LIGHT.around * span(paper.shape)
    spread = cv2.GaussianBlur(paper * known, (0, 0), sigma) / np.maximum(cv2.GaussianBlur(known, (0, 0), sigma), 1e-4)
    return np.where(beside, spread, paper).astype(np.float32)


def _is_drawn(ratio: F32) -> bool:
    """Whether what stands out from its paper is lines: little ground is neither paper nor ink."""
    between = ((ratio > tuning.LIGHT.dark) & (ratio < tuning.LIGHT.ink)).astype(np.uint8)
    return bool((np.asarray(cv2.erode(between, np.ones((5, 5), np.uint8))) > 0).mean() <= tuning.LIGHT.shaded)


def _roughness(paper: F32) -> float:
    """How far, as a logarithm, the paper of all but a twentieth of the page is from a cubic of the place, which is what
    a lamp, a lens and a bent page leave it."""
    small = cv2.resize(paper, (48, 48), interpolation=cv2.INTER_AREA)
    y, x = np.mgrid[-1:1:48j, -1:1:48j].reshape(2, -1)
    terms: F64 = np.stack([x**i * y**j for i in range(4) for j in range(4 - i)], axis=1)
    level = np.log(np.asarray(small, np.float64).ravel())
    left = np.abs(level - terms @ np.linalg.lstsq(terms, level, rcond=None)[0])
    return float(np.percentile(left, 95))


def _passes_lines(paper: F32, inked: Bool) -> bool:
    """Whether no more of the change in the paper's level lies at lines than would by chance."""
    level = np.log(paper)
    slope = np.hypot(cv2.Sobel(level, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(level, cv2.CV_32F, 0, 1, scale=1 / 8))
    slope[slope < tuning.LIGHT.slope] = 0
    near = np.asarray(cv2.dilate(inked.astype(np.uint8), np.ones((9, 9), np.uint8)), np.bool_)
    at_lines, chance = float(slope[near].sum() / max(slope.sum(), 1e-6)), float(near.mean())
    return at_lines <= chance + tuning.LIGHT.chance * (1 - chance)
