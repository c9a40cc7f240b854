"""Lines in a texture: its outline, and strokes that run through it where its own strokes and rows of dots don't."""

from functools import lru_cache

import cv2
import numpy as np

from celtint.ink import tuning
from celtint.types.arrays import F32, U8, Bool, Ink


def lines_through(coverage: Ink, area: Bool, size: int) -> Bool:
    """Which pixels of a textured area, (h, w) bool, are lines and none of its marks.

    coverage: (h, w) uint8, 0 paper to 255 line. size: side of the square that no gap
    and no mark of the texture holds, in pixels.
    """
    inside = area.astype(np.uint8)
    ink = _solid(coverage)
    kept = _outline(coverage, area, _rim(ink, inside), size) | _strangers(ink, inside, size)
    kept = np.asarray(cv2.dilate(kept, np.ones((3, 3), np.uint8)), np.uint8)
    kept &= (coverage >= tuning.TEXTURE.dark).astype(np.uint8)
    _, patch, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    long = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= tuning.TEXTURE.long
    long[0] = False
    return np.asarray(long[patch])


def _solid(coverage: Ink) -> U8:
    """Where the pen was, 0 or 1: darker than what is left of dots so fine that they run into each other."""
    ground = np.asarray(cv2.morphologyEx(coverage, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)
    levels = tuning.TEXTURE.pen + tuning.TEXTURE.above * np.arange(256)
    least = cv2.LUT(ground, np.minimum(levels, tuning.TEXTURE.black).astype(np.uint8))
    return (coverage >= np.asarray(least, np.uint8)).astype(np.uint8)


def _rim(ink: U8, inside: U8) -> U8:
    """The outline of a texture: straight for a little while, along its border."""
    drawn = np.zeros_like(ink)
    for rod in _rods(tuning.TEXTURE.straight, 8):
        drawn |= np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, rod), np.uint8)
    # At the window's border the texture may go on.
    padded = cv2.copyMakeBorder(inside, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, 3)[1:-1, 1:-1]
    drawn[depth > tuning.TEXTURE.rim] = 0
    return drawn


def _outline(coverage: Ink, area: Bool, rim: U8, size: int) -> U8:
    """`rim`, but where it is most of what lies along open ground all of that: there a line was drawn.

    Marks that run into a line, or dots that touch it, hide pieces of it from `rim`. Where nothing was drawn around a
    texture, the ends of its marks are what lies along the open.
    """
    mark = coverage >= tuning.TEXTURE.dark
    away = cv2.distanceTransform((~_open_ground(~mark, area, size)).view(np.uint8), cv2.DIST_L2, 3)
    along = ((away <= tuning.TEXTURE.wall) & mark & area).astype(np.uint8)
    seen = np.asarray(cv2.dilate(rim, np.ones((3, 3), np.uint8)), np.uint8) & along
    drawn = _enlarged(_near(seen) >= tuning.TEXTURE.outlined * _near(along), rim)
    return np.where((drawn > 0) & (away <= 2 * tuning.TEXTURE.rim), along, rim)


def _open_ground(paper: Bool, area: Bool, size: int) -> Bool:
    """Paper outside a texture, with what of it the texture's area reached into: corners between the outline and other
    lines."""
    _, patch, stats, _ = cv2.connectedComponentsWithStats(paper.astype(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    size_of = stats[:, cv2.CC_STAT_AREA]
    outside = size_of >= 2 * np.bincount(np.asarray(patch, np.int32)[area], minlength=len(stats))
    outside[0] = False
    ground = np.asarray(outside, np.bool_)[patch]
    _, bay, stats, _ = cv2.connectedComponentsWithStats((ground & area).astype(np.uint8), connectivity=4)
    least = max(tuning.TEXTURE.wide, tuning.TEXTURE.times * size) ** 2
    small = np.asarray(stats[:, cv2.CC_STAT_AREA] <= tuning.TEXTURE.bay * least, np.bool_)
    small[0] = False
    return np.asarray(ground & (~area | small[bay]))


def _strangers(ink: U8, inside: U8, size: int) -> U8:
    """Long runs of ink in directions in which few others run near by."""
    rods = _rods(round(tuning.TEXTURE.run + tuning.TEXTURE.beyond * size), tuning.TEXTURE.turns)
    # A row of dots that touch is thin at every touch.
    thick = np.asarray(cv2.erode(ink, np.ones((2, 2), np.uint8)), np.uint8)
    runs, thick_runs = (
        [np.asarray(cv2.morphologyEx(p, cv2.MORPH_OPEN, r), np.uint8) for r in rods] for p in (ink, thick)
    )
    few, sparse = tuning.TEXTURE.few, 255 * tuning.TEXTURE.sparse
    every, every_thick = _near(ink & inside), _near(thick & inside)
    found = np.zeros_like(ink)
    for turn, run in enumerate(thick_runs):
        if not run.any():
            continue
        alike, alike_thick = (
            _near((r[turn - 1] | r[turn] | r[(turn + 1) % len(r)]) & inside) for r in (runs, thick_runs)
        )
        single = (alike < few * every) & ((alike_thick < few * every_thick) | (alike_thick < sparse))
        found |= run & _enlarged(single, run)
    return found


def _near(marks: U8) -> F32:
    """How much is marked around each block of 8 by 8 pixels, 0 to 255."""
    small = cv2.resize(
        marks * np.uint8(255), (-(-marks.shape[1] // 8), -(-marks.shape[0] // 8)), interpolation=cv2.INTER_AREA
    )
    side = tuning.TEXTURE.around
    return np.asarray(cv2.boxFilter(small, cv2.CV_32F, (side, side)), np.float32)


def _enlarged(blocks: Bool, like: U8) -> U8:
    """Each block's value on its pixels, 0 or 1."""
    size = like.shape[1], like.shape[0]
    return np.asarray(cv2.resize(blocks.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST), np.uint8)


@lru_cache(maxsize=8)
def _rods(length: int, turns: int) -> tuple[U8, ...]:
    """Straight lines of `length` pixels, one pixel wide, turned by a half turn all in all."""
    middle = length // 2
    out = []
    for turn in np.pi * np.arange(turns) / turns:
        rod = np.zeros((length, length), np.uint8)
        dx, dy = round(np.cos(turn) * middle), round(np.sin(turn) * middle)
        cv2.line(rod, (middle - dx, middle - dy), (middle + dx, middle + dy), 1, 1)
        out.append(rod)
    return tuple(out)
