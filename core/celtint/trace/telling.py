"""Trace lines: coloured lines that part light from shadow inside what the dark lines enclose, and are painted over.

Studios draw them in red, blue or green over black outlines. What tells them from outlines that happen to be coloured:
their colour is saturated and the same all along; they part areas on both sides of them; the outside of the figure is on
neither; and most of them run from dark line to dark line. A pencil's strokes are pale or grainy, or part nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.trace import tuning
from celtint.types.arrays import F64, I32, I64, U8, Bool


@dataclass(frozen=True)
class Stroke:
    """What one pen has drawn.

    drawn: (H, W) uint8, how much of each pixel it covers, 0 to 255; ridge: not 0 in the middle of its lines. even: how
    evenly they are laid down, 0 to 1; chroma: of its colour, CIE Lab.
    """

    drawn: U8
    ridge: U8
    even: float
    chroma: float
    stands: int


@dataclass(frozen=True)
class _Sheet:
    """A page as far as it is known where lines part it, reduced. dark: not 0 on lines of other pens;
    outside: not 0 on what holds a corner of the page, as far as dark lines let it."""

    dark: U8
    outside: U8


def evenness(stands: U8, ridge: U8) -> float:
    """How evenly lines are laid down: of the middle of a line, what it has of the most about it, 0 to 1.

    stands: (H, W) uint8, how far each pixel is from the paper; ridge: not 0 in the middle of the lines.
    """
    laid = cv2.blur(stands, (3, 3))
    reach = np.ones((tuning.TRACES.along, tuning.TRACES.along), np.uint8)
    most = cv2.dilate(laid, reach)
    on = ridge > 0
    if not on.any():
        return 0.0
    return float(np.median(laid[on] / np.maximum(most[on], 1.0)))


def traces_among(strokes: Sequence[Stroke], dark: U8) -> list[bool]:
    """Which of the pens draw trace lines. dark: (H, W) uint8, not 0 on the lines of all other pens."""
    kept = tuning.TRACES
    vivid = [stroke.chroma >= kept.chroma and stroke.stands >= kept.stands for stroke in strokes]
    if not any(vivid) or not dark.any():
        return [False] * len(strokes)
    step = -(-max(dark.shape) // kept.side)
    sheet = _sheet(_coarse(dark, step))
    drawn = [_coarse(_solid(stroke.drawn), step) for stroke in strokes]
    both = sheet.dark.copy()
    for one, yes in zip(drawn, vivid, strict=True):
        both |= one if yes else np.uint8(0)
    areas = _areas(both)
    found = [
        _found(one, _coarse(stroke.ridge, step), sheet, areas) if yes else None
        for one, stroke, yes in zip(drawn, strokes, vivid, strict=True)
    ]
    inner = [one is not None and one.bounds >= kept.bounds and one.outer <= kept.outer for one in found]
    sure = [
        yes and one is not None and stroke.even >= kept.even and one.joined >= kept.joined and one.ended <= kept.ended
        for one, stroke, yes in zip(found, strokes, inner, strict=True)
    ]
    # Lights are often rings that touch no line: beside shadows that do they are taken for what they are.
    return [yes and any(sure) for yes in inner]


@dataclass(frozen=True)
class _Found:
    """bounds: the share of a pen's lines that has another area on each side; outer: that lies in the outside; joined:
    that ends at dark lines at two places or more. ended: of the places where it meets dark lines, the share at which
    the dark line ends."""

    bounds: float
    outer: float
    joined: float
    ended: float


def _solid(drawn: U8) -> U8:
    return np.asarray(cv2.inRange(drawn, tuning.TRACES.solid, 255), np.uint8)


def _coarse(mask: U8, step: int) -> U8:
    """The largest of each step × step block."""
    if step == 1:
        return mask
    height, width = mask.shape
    padded = cv2.copyMakeBorder(mask, 0, -height % step, 0, -width % step, cv2.BORDER_CONSTANT, value=0)
    blocks = np.asarray(padded, np.uint8).reshape(-(-height // step), step, -(-width // step), step)
    return np.ascontiguousarray(blocks.max(axis=(1, 3)))


def _sheet(dark: U8) -> _Sheet:
    radius = tuning.TRACES.ball
    shut = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)))
    _, parts = cv2.connectedComponents((shut == 0).astype(np.uint8), connectivity=4)
    corners = np.array([parts[0, 0], parts[0, -1], parts[-1, 0], parts[-1, -1]])
    outside = np.isin(parts, corners[corners > 0]).astype(np.uint8)
    free = (dark == 0).astype(np.uint8)
    for _ in range(radius + 1):  # as far as the ball's own rim, and not over lines
        outside = np.asarray(cv2.dilate(outside, np.ones((3, 3), np.uint8)) & free, np.uint8)
    return _Sheet(dark, outside)


def _areas(lines: U8) -> I32:
    """Areas between lines, from 1, gaps of a few pixels closed; 0 on lines."""
    reach = 2 * tuning.TRACES.gap + 1
    shut = cv2.dilate(lines, np.ones((reach, reach), np.uint8))
    _, parts = cv2.connectedComponents((shut == 0).astype(np.uint8), connectivity=4)
    return np.asarray(parts, np.int32)


def _found(drawn: U8, ridge: U8, sheet: _Sheet, areas: I32) -> _Found | None:
    """What is known of lines that may be trace lines; None where they are none."""
    width = _width(drawn, ridge)
    ridge = np.where((drawn > 0) & (sheet.dark == 0), ridge, 0).astype(np.uint8)
    length = cv2.countNonZero(ridge)
    if length == 0 or width > tuning.TRACES.wide:
        return None
    on = ridge > 0
    reach = 2 * (int(np.ceil(width / 2)) + tuning.TRACES.gap + 1) + 1
    square = np.ones((reach, reach), np.uint8)
    numbers = areas.astype(np.float32)
    highest = cv2.dilate(numbers, square)[on]
    lowest = -cv2.dilate(np.where(areas > 0, -numbers, -np.float32(1e9)).astype(np.float32), square)[on]
    bounds = float((highest > lowest).mean())
    outer = float((sheet.outside[on] > 0).mean())
    return _Found(bounds, outer, *_joined(drawn, ridge, sheet.dark))


def _width(drawn: U8, ridge: U8) -> float:
    """How wide most of the lines are at most, in pixels."""
    depth = cv2.distanceTransform((drawn > 0).astype(np.uint8), cv2.DIST_L2, 3)
    on = (ridge > 0) & (depth > 0)
    return float(2 * np.percentile(depth[on], 95)) if on.any() else 0.0


def _joined(drawn: U8, ridge: U8, dark: U8) -> tuple[float, float]:
    """The share of the lines that end at dark ones at two places or more; and of all places where they meet dark lines
    the share at which it is the dark line that ends."""
    near = 2 * tuning.TRACES.gap + 3
    own = np.where(dark > 0, 0, drawn).astype(np.uint8)
    count, lines = cv2.connectedComponents((cv2.dilate(own, np.ones((3, 3), np.uint8)) > 0).astype(np.uint8))
    meets = cv2.dilate(dark, np.ones((near, near), np.uint8)) > 0
    meets[[0, -1]] = meets[:, [0, -1]] = True  # a line may end where the page does
    touching = ((own > 0) & meets).astype(np.uint8)
    places, labels, _, found = cv2.connectedComponentsWithStats(touching)
    middles = np.asarray(found, np.float64)
    first = np.zeros(places, np.int64)
    first[labels[touching > 0]] = lines[touching > 0]
    radius = tuning.TRACES.around + 0.5 * _usual_width(dark)
    through, pass_by = (_arms(lines_of, middles[1:], radius) >= 2 for lines_of in (dark, own))
    size = np.array(dark.shape[::-1])
    edge = ((middles[1:] < near) | (middles[1:] > size - 1 - near)).any(axis=1)
    ends, ended = first[1:][through | edge], int((~through & pass_by & ~edge).sum())
    touches = np.bincount(ends, minlength=count)
    length: F64 = np.bincount(lines[ridge > 0], minlength=count).astype(np.float64)
    joined: Bool = touches >= 2
    return float(length[joined].sum() / max(length.sum(), 1.0)), ended / max(places - 1, 1)


def _usual_width(lines: U8) -> float:
    """How wide most of what is drawn is, in pixels."""
    depth = cv2.distanceTransform((lines > 0).astype(np.uint8), cv2.DIST_L2, 3)
    inside = depth[depth > 0]
    return float(4 * np.median(inside)) - 1 if len(inside) else 0.0


def _arms(lines: U8, middles: F64, radius: float) -> I64:
    """(n,) how many lines run out of a circle around each place, (n, 2) x and y."""
    turns = np.linspace(0, 2 * np.pi, tuning.TRACES.turns, endpoint=False)
    x = np.rint(middles[:, :1] + radius * np.cos(turns)).astype(np.intp).clip(0, lines.shape[1] - 1)
    y = np.rint(middles[:, 1:] + radius * np.sin(turns)).astype(np.intp).clip(0, lines.shape[0] - 1)
    on = lines[y, x] > 0
    return np.asarray((on & ~np.roll(on, 1, axis=1)).sum(axis=1), np.int64)
