"""Taking texture out: what fills an area evenly (screentone, line tone, hatching) is shading, not a border.

In a texture nothing is left white over more than a few pixels, and nothing is black over more: a small closing fills
it and a small opening clears it (granulometry, Matheron 1975), over a wide area; and it repeats itself (`periods`).
What stays a line there is what the texture doesn't explain (`through`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.ink import tuning
from celtint.ink.periods import repeats
from celtint.ink.screentone import without_screentone
from celtint.ink.through import lines_through
from celtint.types.arrays import Bool, Ink

Place = tuple[slice, slice]
"""Rows and columns of a window of the picture."""


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
    busy = False
    for place in _busy_places(coverage):
        busy = True
        window = coverage[place]
        found = texture_of(window)
        if found is None:
            continue
        if out is coverage:
            out = coverage.copy()
        out[place][found.area & ~lines_through(window, found.area, found.size)] = 0
    if busy:
        out = without_screentone(out)
    if out is coverage:
        return coverage
    left, drawn = (cv2.countNonZero(cv2.inRange(plane, tuning.PAPER.most, 255)) for plane in (out, coverage))
    return coverage if left <= tuning.TEXTURE.alone * drawn else out


def _busy_places(coverage: Ink) -> Iterator[Place]:
    """Windows around what may be texture: light and dark take turns in it over several blocks in each direction."""
    block = tuning.TEXTURE.block
    height, width = coverage.shape
    size = (width // block, height // block)
    if min(size) < 3:
        return
    whole = coverage[: size[1] * block, : size[0] * block]
    # Each lacks the difference beyond the last pixel, of which there are hundreds.
    across, down = (
        cv2.resize(cv2.absdiff(a, b), size, interpolation=cv2.INTER_AREA)
        for a, b in ((whole[:, 1:], whole[:, :-1]), (whole[1:], whole[:-1]))
    )
    changes = cv2.add(across, down)
    square = np.ones((3, 3), np.uint8)
    core = cv2.erode(changes, square, borderType=cv2.BORDER_CONSTANT, borderValue=0) >= 255 * tuning.TEXTURE.busy
    core &= cv2.blur(changes, (3, 3)) >= 255 * tuning.TEXTURE.busier
    if not core.any():
        return
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(core.astype(np.uint8), square), connectivity=8)
    for x, y, wide, high, _area in stats[1:].tolist():
        rows = slice(max(0, (y - 1) * block), min(height, (y + high + 1) * block))
        yield rows, slice(max(0, (x - 1) * block), min(width, (x + wide + 1) * block))


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
        found &= repeats(coverage, found)
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
