"""Reading a drawing: how dark its lines are, whether it is line art or a grey picture, and its lightness."""

import cv2
import numpy as np

from celtint.colours.depth import to_eight_bit
from celtint.ink import tuning
from celtint.ink.levels import grain, histogram_of, paper_and_pen
from celtint.ink.light import evened
from celtint.ink.texture import without_texture
from celtint.types.arrays import U8, Ink
from celtint.types.choices import FoundMode
from celtint.types.picture import Picture

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
    every = max(1, max(alpha.shape) // 512)
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


def ink_coverage(picture: Picture) -> U8:
    """(H, W) uint8: 0 on paper to 255 on solid line, whatever the colour of line and paper; textures removed."""
    alpha = _alpha_lines(picture)
    if alpha is not None:
        return without_texture(alpha)
    return without_texture(_coverage(_darkest_channel(picture)))


def _coverage(dark: U8) -> U8:
    """Levels stretched so that paper is 0 and solid ink 255, whatever light the page is in."""
    histogram = histogram_of(dark)
    lit = evened(dark, histogram)
    paper, pen = paper_and_pen(lit, histogram if lit is dark else None)
    span = paper - pen
    if span == 0:
        return np.zeros_like(dark)
    levels = np.arange(256, dtype=np.float32)
    lookup = np.clip((paper - levels) / span, 0.0, 1.0) * 255.0
    return np.asarray(cv2.LUT(lit, np.rint(lookup).astype(np.uint8)), np.uint8)


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


def mode_and_coverage(picture: Picture) -> tuple[FoundMode, U8 | None]:
    """What `detect_mode` and `ink_coverage` say, without doing what they share twice; no coverage of a grey picture."""
    alpha = _alpha_lines(picture)
    if alpha is not None:
        return "line", without_texture(alpha)
    grey, dark = grey_on_paper(picture), _darkest_channel(picture)
    if max(grey.shape) <= SEEN and (grey is dark or np.array_equal(grey, dark)):
        coverage = without_texture(_coverage(grey))
        mode = _mode_of(grey, coverage)
        return mode, coverage if mode == "line" else None
    mode = _mode_of(grey)
    return mode, without_texture(_coverage(dark)) if mode == "line" else None


def _mode_of(grey: U8, coverage: U8 | None = None) -> FoundMode:
    """`detect_mode` of a picture on paper; coverage: of `grey`, if it is known and no larger than is looked at."""
    if max(grey.shape) > SEEN:
        scale = SEEN / max(grey.shape)
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    if int(grey.min()) == int(grey.max()):
        return "line" if 255 - int(grey.min()) < tuning.PAPER.lightest else "grey"
    inked = without_texture(_coverage(grey)) if coverage is None else coverage
    between = np.asarray(cv2.inRange(inked, tuning.PAPER.lightest, tuning.PAPER.darkest), np.uint8)
    return "line" if (cv2.erode(between, np.ones((5, 5), np.uint8)) > 0).mean() <= tuning.PAPER.shaded else "grey"
