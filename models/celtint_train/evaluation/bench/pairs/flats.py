"""The flat colours of a vector drawing, and which of its pixels are line, hard-edged at one working size."""

from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F32, I32, U8, Bool
from scipy import ndimage
from skimage import measure

from celtint_train.evaluation.bench.pairs.sources import Vector

SIDE = 1280
"""Longest side, in pixels, at which drawings are taken apart; they are drawn again at any size."""
AIR = 20
"""Pixels of clear page round the figure, at `SIDE`."""
GROUND = (214, 226, 236)
"""The colour that an artist gives what is clear."""
DARK = 80
"""A colour none of whose channels is lighter is that of lines, or of what is filled black."""
ALIKE = 12
"""Colours no farther apart than this in any channel are one flat."""
FILLED = 1.4
"""What is filled is so many times as wide somewhere: where lines meet they are wide too, and lines all the same."""
NARROWEST = 4.0
"""A flat whose widest place has no more than this radius, at `SIDE`, nobody would draw with a pen: it is left out."""
DEEPEST, OF_LINES = (5.0, 18.0), 45.0
"""Least and most radius, at `SIDE`, up to which what is dark is line rather than filled; and the most where a drawing
of the lines alone says that it is line."""


@dataclass(frozen=True)
class Flats:
    """A drawing taken apart. flat: (h, w) int32, a number from 0 for every pixel that names its colour, lines given to
    the nearest. colours: (n, 3) uint8. line: (h, w) bool, where it has dark lines of its own."""

    flat: I32
    colours: U8
    line: Bool


def taken_apart(drawing: Vector, seed: int) -> Flats | None:
    """The drawing's flats at `SIDE`; None where nothing is painted or there is nothing but one flat.

    What is filled black gets a colour that ``seed`` chooses: in line art it is an area like others.
    """
    rgba = rendered(drawing.svg)
    if rgba is None:
        return None
    box = _box(rgba[..., 3] > 127, drawing.part)
    scale = SIDE / max(box[2] - box[0], box[3] - box[1], 1) if box else 0
    if not 0 < scale < 12:
        return None
    rgba = _zoomed(drawing.svg, rgba.shape, scale, box)
    if rgba is None:
        return None
    clear = rgba[..., 3] < 128
    rgb = np.where(clear[..., None], np.array(GROUND, np.uint8), rgba[..., :3])
    dark = ~clear & (rgb.max(axis=2) < DARK)
    if drawing.line is not None:
        own = _zoomed(drawing.line, rgba.shape, scale, box)
        dark |= own[..., 3] > 127 if own is not None and own.shape == rgba.shape else False
    line, filled = lines_of(dark, DEEPEST[1] if drawing.line is None else OF_LINES)
    rgb[filled] = deep(seed)
    return _numbered(rgb, line)


def deep(seed: int) -> U8:
    """(3,): a colour of middling darkness."""
    rng = np.random.default_rng([seed, 11])
    return np.asarray(rng.permutation([rng.integers(60, 100), rng.integers(80, 140), rng.integers(120, 180)]), np.uint8)


def rendered(svg: str, width: int = 512) -> U8 | None:
    """(h, w, 4) RGBA, every pixel of one shape's colour; None for what cannot be drawn."""
    import resvg_py

    hard = svg.replace('shape-rendering="auto"', 'shape-rendering="crispEdges"')
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=hard, width=width, skip_system_fonts=True, shape_rendering="crisp_edges"
        )  # fmt: skip
    except ValueError:
        return None
    decoded = cv2.imdecode(np.frombuffer(bytes(data), np.uint8), cv2.IMREAD_UNCHANGED)
    if decoded is None or decoded.ndim != 3 or decoded.shape[2] != 4:
        return None
    return np.ascontiguousarray(decoded[:, :, [2, 1, 0, 3]])


def _box(painted: Bool, part: float) -> tuple[int, int, int, int] | None:
    """Top, left, bottom, right of what is painted, its upper ``part``."""
    rows, columns = np.flatnonzero(painted.any(axis=1)), np.flatnonzero(painted.any(axis=0))
    if len(rows) == 0:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    bottom = top + max(1, round((bottom - top) * part))
    columns = np.flatnonzero(painted[top:bottom].any(axis=0))
    return top, int(columns[0]), bottom, int(columns[-1]) + 1


def _zoomed(svg: str, shape: tuple[int, ...], scale: float, box: tuple[int, int, int, int] | None) -> U8 | None:
    """The box of a drawing that is ``shape`` large, drawn ``scale`` times as large, with `AIR` around, but not below a
    figure that is cut off there by its page's edge or by the box: it runs off this page as well."""
    large = rendered(svg, round(shape[1] * scale))
    if large is None or box is None:
        return None
    top, left, bottom, right = (round(edge * scale) for edge in box)
    found = large[top : min(bottom, large.shape[0]), left : min(right, large.shape[1])]
    runs_off = found[-1, :, 3] > 127 if len(found) else np.zeros(0, np.bool_)
    ends = bottom < round(0.97 * large.shape[0]) and runs_off.mean() < 0.1
    return np.pad(found, ((AIR, AIR if ends else 0), (AIR, AIR), (0, 0)))


def lines_of(dark: Bool, most: float) -> tuple[Bool, Bool]:
    """Of what is dark, what is line and what is filled: filled is wider than this drawing's lines mostly are."""
    if not dark.any():
        return dark, dark
    room = _room(dark)
    ridge = room[(room >= cv2.dilate(room, np.ones((3, 3), np.uint8))) & dark]
    deepest = float(np.clip(1.6 * np.median(ridge), DEEPEST[0], most))
    parts, _ = ndimage.label(room > deepest)
    core = (widest_of(np.where(parts > 0, room, 0), np.asarray(parts, np.int32)) > FILLED * deepest)[parts]
    away = _room(~core)
    filled = dark & (away <= deepest + 1) if core.any() else np.zeros_like(dark)
    return dark & ~filled, filled


def _room(inside: Bool) -> F32:
    """Distance to the nearest pixel that is not inside; the page's edge is no limit."""
    return np.asarray(cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, 5), np.float32)


def widest_of(room: F32, parts: I32) -> F32:
    """(n + 1,): the largest value of ``room`` in each of the parts, (h, w) from 0 to n."""
    found = np.zeros(int(parts.max()) + 1, np.float32)
    np.maximum.at(found, parts.ravel(), room.ravel())
    return found


def _within(flat: I32) -> Bool:
    """Pixels whose neighbours to the right and below are of their own number."""
    found = np.ones(flat.shape, np.bool_)
    found[:, :-1] &= flat[:, 1:] == flat[:, :-1]
    found[:-1] &= flat[1:] == flat[:-1]
    return found


def _numbered(rgb: U8, line: Bool) -> Flats | None:
    """Flats by number; colours alike are one, and what no pen could draw goes to its neighbours."""
    packed = rgb.astype(np.int32) @ np.array([65536, 256, 1], np.int32)
    often = np.bincount(packed[~line])  # of 2²⁴ colours at most: much faster than sorting all pixels
    found = np.flatnonzero(often)
    count = often[found]
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1)
    chief: list[int] = []
    stands_for = np.zeros(len(found), np.int32)
    for k in np.argsort(-count, kind="stable").tolist():
        near = [c for c in chief if np.abs(colours[c] - colours[k]).max() <= ALIKE]
        chief += [] if near else [k]
        stands_for[k] = chief.index(near[0]) if near else len(chief) - 1
    flat = np.full(line.shape, -1, np.int32)
    lookup = np.zeros(len(often), np.int32)
    lookup[found] = stands_for
    flat[~line] = lookup[packed[~line]]
    parts = np.asarray(measure.label(flat, background=-1, connectivity=1))  # type: ignore[no-untyped-call]
    widest = widest_of(_room(_within(flat)), np.asarray(parts, np.int32))
    flat[widest[parts] <= NARROWEST] = -1
    if len(np.unique(flat[flat >= 0])) < 2:
        return None
    # what is left out goes to its neighbours off the lines where it has any, lines to the nearest flat
    at = ndimage.distance_transform_edt(flat < 0, return_distances=False, return_indices=True)
    return Flats(flat[at[0], at[1]], colours[chief].astype(np.uint8), line)
