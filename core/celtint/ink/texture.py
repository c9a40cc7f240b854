"""Taking texture out: what fills an area evenly (screentone, line tone, hatching) is shading, not a border.

In a texture nothing is left white over more than a few pixels, and nothing is black over more: a small closing fills
it and a small opening clears it (granulometry, Matheron 1975), over a wide area; and it repeats itself (`periods`).
What stays a line there is what the texture doesn't explain (`through`).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.ink import tuning
from celtint.ink.masonry import rows_of_boxes
from celtint.ink.periods import repeats
from celtint.ink.places import likely_places
from celtint.ink.through import lines_through
from celtint.types.arrays import Bool, Ink


@dataclass(frozen=True)
class Texture:
    """Where a window of a drawing is textured.

    area: (h, w) bool, its marks, the paper between them and the outline around them; size: side of
    the square that no gap and no mark of the coarsest holds, in pixels.
    """

    area: Bool
    size: int


def without_texture(coverage: Ink) -> Ink:
    """`coverage` ((H, W) uint8, 0 paper to 255 line) with the marks of textures set to paper.

    A drawing that is nothing but texture stays as it is. A drawing without any is given back, not copied.
    """
    out = coverage
    for place in likely_places(coverage):
        window = coverage[place]
        found = texture_of(window)
        if found is None or rows_of_boxes(window, found.area):
            continue
        if out is coverage:
            out = coverage.copy()
        out[place][found.area & ~lines_through(window, found.area, found.size)] = 0
    if out is coverage:
        return coverage
    left, drawn = (cv2.countNonZero(cv2.inRange(plane, tuning.PAPER.most, 255)) for plane in (out, coverage))
    return coverage if left <= tuning.TEXTURE.alone * drawn else out


def texture_of(coverage: Ink) -> Texture | None:
    """The textures of a window ((h, w) uint8, 0 paper to 255 line), finest first; None where there is none."""
    area = np.zeros(coverage.shape, bool)
    coarsest = 0
    for size in (tuning.TEXTURE.fine, tuning.TEXTURE.middle, tuning.TEXTURE.coarse):
        # What a coarser one finds holds the finer one's, and is looked at as a whole: where a few gaps of fine
        # hatching are wide, their edges aren't an outline.
        found = _filled(coverage, size)
        enough = (1 + tuning.TEXTURE.more) * area.sum()
        if found.sum() <= enough:
            continue
        found &= repeats(coverage, found, size)
        if (found | area).sum() > enough:
            area |= found
            coarsest = size
    return Texture(area, coarsest) if coarsest else None


def _filled(coverage: Ink, size: int) -> Bool:
    """Where no square of `size` pixels is white and none is black, over enough in every direction."""
    square = np.ones((size, size), np.uint8)
    closed = np.asarray(cv2.morphologyEx(coverage, cv2.MORPH_CLOSE, square), np.uint8)
    opened = np.asarray(cv2.morphologyEx(coverage, cv2.MORPH_OPEN, square), np.uint8)
    mixed = np.asarray(cv2.inRange(closed, tuning.TEXTURE.dark, 255), np.uint8)
    mixed &= np.asarray(cv2.inRange(opened, 0, tuning.TEXTURE.light), np.uint8)
    mixed &= np.asarray(cv2.inRange(cv2.subtract(closed, opened), tuning.TEXTURE.contrast, 255), np.uint8)
    height, width = coverage.shape
    # What is wide is seen as well on a quarter of the rows and columns.
    small = cv2.resize(mixed, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    wide = round(max(tuning.TEXTURE.wide, tuning.TEXTURE.times * size)) // 4
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide))
    core = cv2.morphologyEx((small >= 250).astype(np.uint8), cv2.MORPH_OPEN, disc)
    # The disc doesn't reach into corners and stays a block short of the outline.
    grown = cv2.dilate(core, np.ones((size // 2 * 2 + 1,) * 2, np.uint8))
    near = cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray((near > 0) & (mixed > 0))
