"""Reading a drawing: how dark its lines are, whether it is line art or a grey picture, and its lightness."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from celtint.colours.depth import to_eight_bit
from celtint.ink import tuning
from celtint.ink.levels import grain, histogram_of, paper_and_pen
from celtint.ink.light import evened
from celtint.ink.pens import Kept, pens_of
from celtint.ink.texture import without_texture
from celtint.types.arrays import U8, Ink
from celtint.types.choices import FoundMode, Mode
from celtint.types.picture import Picture, span
from celtint.types.result import Pen

SEEN = 1024
"""Longest side, in pixels, at which line art is told from a grey picture."""


def _over_paper(colour: U8, alpha: U8) -> U8:
    """`colour` ((H, W) or (H, W, 3)) laid over white paper through `alpha` ((H, W))."""
    a = alpha if colour.ndim == 2 else cv2.merge([alpha] * 3)
    inverse = cv2.bitwise_not(a)
    return np.asarray(cv2.add(cv2.multiply(colour, a, scale=1 / 255.0), inverse), np.uint8)


def grey_on_paper(picture: Picture) -> U8:
    """The picture as (H, W) uint8 grey (Rec. 601 luma), laid over white paper where it is transparent."""
    p = to_eight_bit(picture.pixels)
    if p.ndim == 2:
        return p
    if p.shape[2] == 2:
        return _over_paper(np.ascontiguousarray(p[:, :, 0]), np.ascontiguousarray(p[:, :, 1]))
    grey = np.asarray(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY if p.shape[2] == 3 else cv2.COLOR_RGBA2GRAY), np.uint8)
    return grey if p.shape[2] == 3 else _over_paper(grey, np.ascontiguousarray(p[:, :, 3]))


def _darkest_channel(picture: Picture) -> U8:
    """Per pixel the darkest of R, G and B over white paper: a yellow or pale blue line is a line too."""
    p = to_eight_bit(picture.pixels)
    if p.ndim == 2 or p.shape[2] == 2:
        return grey_on_paper(picture)
    rgb = p[:, :, :3] if p.shape[2] == 3 else _over_paper(p[:, :, :3], np.ascontiguousarray(p[:, :, 3]))
    r, g, b = cv2.split(rgb)
    return np.asarray(cv2.min(cv2.min(r, g), b), np.uint8)


def _alpha_lines(picture: Picture) -> U8 | None:
    """The alpha channel where the picture is lines on an empty layer, else None."""
    p = to_eight_bit(picture.pixels)
    if p.ndim == 2 or p.shape[2] == 3:
        return None
    alpha = np.ascontiguousarray(p[:, :, -1])
    histogram = histogram_of(alpha)
    if histogram[:13].sum() < tuning.PAPER.clear * alpha.size:
        return None
    # Paint that fills shapes is no line, unless it is black: the layer is a figure cut out, not lines alone.
    solid = _solid(alpha)
    if solid.mean() * alpha.size <= tuning.PAPER.filled * histogram[129:].sum():
        return alpha
    return None if _is_painted(picture, alpha, solid) else alpha


def _solid(alpha: U8) -> U8:
    """Where, 0 or 1, a layer holds shapes and not lines; on one pixel in so many of a larger one."""
    every = max(1, span(alpha.shape) // 512)
    size = (max(1, alpha.shape[1] // every), max(1, alpha.shape[0] // every))
    small = alpha if every == 1 else np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.erode((small > 128).astype(np.uint8), np.ones((9, 9), np.uint8)), np.uint8)


def _is_painted(picture: Picture, alpha: U8, solid: U8) -> bool:
    """Whether most of what is drawn is light, or the `solid` shapes in it are mostly lighter than ink and change in
    lightness, as paint does and one colour doesn't."""
    grey = grey_on_paper(picture)
    light = histogram_of(grey, (alpha > 128).astype(np.uint8))
    if light[201:].sum() > 0.5 * light.sum():
        return True
    small = np.asarray(cv2.resize(grey, solid.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    within = histogram_of(small, solid)
    if within[255 - tuning.PAPER.darkest :].sum() <= 0.5 * within.sum():
        return False
    running = np.cumsum(within) / within.sum()
    low, high = (int(np.searchsorted(running, share)) for share in (0.05, 0.95))
    return high - low > tuning.PAPER.shades


@dataclass(frozen=True)
class Reading:
    """A picture as it was read. coverage: (H, W) as `ink_coverage` says, None of a grey picture; pens: its lines';
    textures: (H, W) how dark the marks are that were taken out of coverage, None without any; pale: (H, W) the same of
    lines that are no ink; traces: (H, W) how much of each pixel trace lines cover, which are in coverage too."""

    mode: FoundMode
    coverage: Ink | None
    pens: tuple[Pen, ...]
    textures: Ink | None = None
    pale: Ink | None = None
    traces: Ink | None = None


def ink_coverage(picture: Picture, ink: str = "auto", trace: str = "none") -> Ink:
    """(H, W) uint8: 0 on paper to 255 on solid line, whatever the colour of line and paper; textures removed, and
    lines that are no ink. ink, trace: as in `Settings`."""
    coverage = reading(picture, "line", ink, trace).coverage
    assert coverage is not None  # as the mode is "line"
    return coverage


@dataclass(frozen=True)
class _Page:
    """Levels in even light. lit: (H, W) uint8; paper, pen: the levels of paper and of solid ink, alike where there is
    nothing but paper."""

    lit: U8
    paper: int
    pen: int


def _levels(dark: U8) -> _Page:
    histogram = histogram_of(dark)
    lit = evened(dark, histogram)
    return _Page(lit, *paper_and_pen(lit, histogram if lit is dark else None))


def _coverage(page: _Page) -> Ink:
    """Levels stretched so that paper is 0 and solid ink 255."""
    span = page.paper - page.pen
    if span == 0:
        return np.zeros_like(page.lit)
    levels = np.arange(256, dtype=np.float32)
    lookup = np.clip((page.paper - levels) / span, 0.0, 1.0) * 255.0
    return np.asarray(cv2.LUT(page.lit, np.rint(lookup).astype(np.uint8)), np.uint8)


def _pens_on(picture: Picture, page: _Page, ink: str, trace: str) -> Kept:
    """The pens of a drawing in even light."""
    lit, paper, pen = page.lit, page.paper, page.pen
    if paper == pen:
        return Kept((), None)
    stands = cv2.subtract(np.full_like(lit, paper), lit) if paper > pen else cv2.subtract(lit, np.full_like(lit, paper))
    return pens_of(_colours(picture), np.asarray(stands, np.uint8), ink, trace)


def _colours(picture: Picture) -> U8:
    """(H, W) grey or (H, W, 3) sRGB over white paper."""
    p = to_eight_bit(picture.pixels)
    if p.ndim == 2 or p.shape[2] == 2:
        return grey_on_paper(picture)
    return p if p.shape[2] == 3 else _over_paper(p[:, :, :3], np.ascontiguousarray(p[:, :, 3]))


def _of_layer(picture: Picture, alpha: U8, ink: str, trace: str) -> Reading:
    """Lines on an empty layer: white ones stand out as much as black ones."""
    stands = cv2.bitwise_not(_darkest_channel(picture))
    shown = int(stands.max(initial=0)) >= tuning.PENS.coloured
    kept = pens_of(_colours(picture), np.asarray(stands, np.uint8) if shown else alpha, ink, trace)
    layer = alpha if kept.out is None else np.where(kept.out > 0, np.uint8(0), alpha)
    return _line_art(layer, without_texture(layer), kept)


def ink_threshold(coverage: Ink) -> int:
    """Level of `coverage` from which a pixel counts as line: a third of the lines' usual darkness, above the grain."""
    least = int(np.clip(tuning.LEVELS.grain * grain(coverage, 0), tuning.PAPER.least, tuning.PAPER.most))
    histogram = histogram_of(coverage)
    histogram[:least] = 0
    if histogram.sum() == 0:
        return 128
    share = np.cumsum(histogram) / histogram.sum()
    usual = int(np.searchsorted(share, tuning.PAPER.usual))
    return int(np.clip(usual // 3, least, tuning.PAPER.most))


def detect_mode(picture: Picture) -> FoundMode:
    """Tell line art from a shaded picture: between paper and pen, line art has only the rims of lines. Blank paper is
    line art without lines; one darker tone throughout is a grey picture."""
    if _alpha_lines(picture) is not None:
        return "line"
    return _mode_of(grey_on_paper(picture))


def reading(picture: Picture, mode: Mode = "auto", ink: str = "auto", trace: str = "none") -> Reading:
    """What `detect_mode` says unless the mode is known, `ink_coverage`, and the pens, none of it done twice. What is no
    ink still tells what kind of picture it is."""
    alpha = None if mode == "grey" else _alpha_lines(picture)
    if alpha is not None:
        return _of_layer(picture, alpha, ink, trace)
    if mode == "grey":
        return Reading(mode, None, ())
    dark = _darkest_channel(picture)
    known = whole = None
    if mode == "auto":
        grey = grey_on_paper(picture)
        alike = span(grey.shape) <= SEEN and (grey is dark or np.array_equal(grey, dark))
        levels = _levels(dark) if alike else None
        whole = None if levels is None else _coverage(levels)
        known = None if whole is None else without_texture(whole)
        if _mode_of(grey, known) == "grey":
            return Reading("grey", None, ())
    else:
        levels = None
    page = _levels(dark) if levels is None else levels
    kept = _pens_on(picture, page, ink, trace)
    if whole is None:
        whole = _coverage(page)
    if kept.out is None:
        return _line_art(whole, without_texture(whole) if known is None else known, kept)
    lit = np.where(kept.out > 0, np.uint8(page.paper), page.lit)
    inked = _coverage(_Page(lit, *paper_and_pen(lit)))
    return replace(_line_art(inked, without_texture(inked), kept), pale=np.asarray(cv2.subtract(whole, inked)))


def _line_art(whole: Ink, coverage: Ink, kept: Kept) -> Reading:
    """whole: `coverage` with the textures. Trace lines count in full, however pale their colour is."""
    textures = None if coverage is whole else np.asarray(cv2.subtract(whole, coverage), np.uint8)
    if kept.traces is not None:
        coverage = np.asarray(np.maximum(coverage, kept.traces), np.uint8)
    return Reading("line", coverage, kept.pens, textures, traces=kept.traces)


def _mode_of(grey: U8, coverage: U8 | None = None) -> FoundMode:
    """`detect_mode` of a picture on paper; coverage: of `grey`, if it is known."""
    if int(grey.min()) == int(grey.max()):
        return "line" if 255 - int(grey.min()) < tuning.PAPER.lightest else "grey"
    if not _shaded(without_texture(_coverage(_levels(_seen(grey)))) if coverage is None else coverage):
        return "line"
    if coverage is None and span(grey.shape) > SEEN:
        # In a smaller picture dots of tone run into each other.
        whole = _coverage(_levels(grey))
        clean = without_texture(whole)
        return "line" if clean is not whole and not _shaded(_seen(clean)) else "grey"
    return "grey"


def _seen(plane: U8) -> U8:
    """A picture no larger than its kind is told at."""
    scale = min(1.0, SEEN / span(plane.shape))
    small = plane if scale == 1 else cv2.resize(plane, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _shaded(inked: Ink) -> bool:
    """Whether more than the rims of lines is between paper and pen, and that not only here and there: a drawing that is
    white all over but for the glass of its spectacles wants flats."""
    square = np.ones((5, 5), np.uint8)
    between = np.asarray(cv2.inRange(inked, tuning.PAPER.lightest, tuning.PAPER.darkest), np.uint8)
    core = cv2.erode(between, square)
    if (core > 0).mean() <= tuning.PAPER.shaded:
        return False
    white = (inked < tuning.PAPER.lightest).astype(np.uint8)
    _, patch = cv2.connectedComponents(white, connectivity=4, ltype=cv2.CV_32S)
    border = np.concatenate([patch[0], patch[-1], patch[:, 0], patch[:, -1]])
    inside = np.asarray(np.isin(patch, np.unique(border), invert=True) & (white > 0), np.bool_)
    shaded = cv2.countNonZero(cv2.dilate(core, square))
    return shaded > tuning.PAPER.greys * (shaded + int(inside.sum()))
