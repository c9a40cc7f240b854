"""Drawings made of strokes: rasterised to a picture of lines, or to a layer of paint.

A stroke is a line through points that have a radius each: between two points it is the hull of their two discs. Lines
are drawn hard-edged on a canvas `FINE` times finer and averaged (box filter), so that a pixel's ink is the share of it
that is covered; paint is not averaged, so that every painted pixel has the exact colour of a stroke.

The work is bounded, whatever the strokes say: what would paint the picture hundreds of times over is refused, and what
is done can be stopped several times a second.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.ink.fills import SHIFT, fill, fixed
from celtint.ink.runs import Runs, Segments, clipped, covering, joined, read_segments, sound, work_of
from celtint.types.arrays import F32, I32, I64, U8
from celtint.types.errors import BadPicture, TooLarge
from celtint.types.picture import MIN_SIDE, Hints, Pause, Picture, limit_passed, no_pause

CLOSED, FILLED, JOINED = 1, 2, 4
"""The last point is joined to the first; what the stroke runs around is painted too; and with the ring of the filled
stroke before it, by the even-odd rule, so that a ring in it is a hole."""

FINE = 4
"""Places in a pixel, each way, where a line's ink is looked for."""
BAND = 1 << 26
"""Pixels of the fine canvas that are worked on at a time."""
OVER = 512
"""So many times strokes may paint over a picture, all in all; a smaller one counts as of 16 megapixels."""


@dataclass(frozen=True)
class Strokes:
    """A drawing of height × width pixels.

    points: (n, 3) float32 x, y, radius in pixels from the top left corner, of all strokes, one after the other.
    lengths: (m,) points of each stroke. colours: (m, 4) uint8 sRGB and straight alpha. flags: (m,) uint8, sums of
    `CLOSED`, `FILLED`, `JOINED`.

    A point that is no number, or absurdly far away (over a million pixels), is left out and parts its line there; a
    lone point is a dot; a stroke without points is nothing. A radius is at most 4000 pixels. Raises BadPicture for
    arrays that don't belong together and a size that no picture may have.
    """

    width: int
    height: int
    points: F32
    lengths: I64
    colours: U8
    flags: U8

    def __post_init__(self) -> None:
        count = len(self.lengths)
        shapes = (self.points.shape, self.colours.shape, self.flags.shape)
        if shapes != ((int(self.lengths.sum()), 3), (count, 4), (count,)) or (count and self.lengths.min() < 0):
            raise BadPicture("The points, lengths, colours and flags of the strokes don't belong together.")
        limit = limit_passed(self.width, self.height)
        if limit or min(self.width, self.height) < MIN_SIDE:
            limit = limit or f"a drawing is at least {MIN_SIDE} pixels a side"
            raise BadPicture(f"The drawing is {self.width}×{self.height}; {limit}.")


class _Work:
    """Counts what is painted, in places of a canvas. Raises TooLarge once it is out of all proportion to its size."""

    def __init__(self, strokes: Strokes, fine: int) -> None:
        self._most = OVER * max(strokes.width * strokes.height * fine * fine, 1 << 24)
        self._spent = 0.0

    def spend(self, places: float) -> None:
        self._spent += places
        if self._spent > self._most:
            raise TooLarge(
                f"The strokes would paint over the drawing more than {OVER} times; send fewer, thinner or shorter ones."
            )


def draw_lines(strokes: Strokes, pause: Pause = no_pause) -> Picture:
    """The strokes' lines as a picture: (H, W) uint8, 255 on paper to 0 on opaque line, anti-aliased.

    Each side of a line is where it should be to about an eighth of a pixel, half a place of the fine canvas.
    Where lines cross the darkest counts. Fills are not drawn, colours don't matter. Raises TooLarge for strokes that
    are too many and too wide for their picture, and what `pause` does.
    """
    segments = _seen(strokes)
    opacity = strokes.colours[segments.stroke, 3]
    order = np.argsort(opacity, kind="stable")  # so that an opaque line is never covered by a fainter one
    order = order[opacity[order] > 0]
    segments = segments[order]
    segments = segments[_last_over_all(segments, strokes) :]
    costs = work_of(segments, strokes.width, strokes.height, FINE)
    _Work(strokes, FINE).spend(float(costs.sum()))
    runs = joined(segments, costs, 1.0 / FINE)
    picture = np.full((strokes.height, strokes.width), 255, np.uint8)
    rows = max(1, BAND // (FINE * FINE * strokes.width))
    every = np.arange(len(runs.stroke))
    for top in range(0, strokes.height, rows):
        band = picture[top : top + rows]
        fine = np.zeros((band.shape[0] * FINE, band.shape[1] * FINE), np.uint8)
        points = fixed(runs.points, FINE, top)
        for k in every[runs.within(every, top, top + rows)].tolist():
            pause()
            _draw(fine, runs, points, k, int(strokes.colours[runs.stroke[k], 3]))
        pause()
        mean = cv2.resize(fine, (band.shape[1], band.shape[0]), interpolation=cv2.INTER_AREA)
        np.subtract(255, mean, out=band)
    return Picture(picture)


def draw_paint(strokes: Strokes, pause: Pause = no_pause) -> Hints:
    """The strokes and fills as a layer of paint: (H, W, 4) uint8, in their order, every pixel one stroke's colour.

    Raises TooLarge for strokes that are too many and too wide for their picture, and what `pause` does.
    """
    layer = np.zeros((strokes.height, strokes.width, 4), np.uint8)
    work = _Work(strokes, 1)
    segments = _seen(strokes)
    base = _last_over_all(segments, strokes)
    below = int(segments.stroke[base]) if base else -1
    segments = segments[base:]
    costs = work_of(segments, strokes.width, strokes.height, 1)
    work.spend(float(costs.sum()))
    runs = joined(segments, costs, 1.0)
    points = fixed(runs.points)
    run, count = 0, len(runs.stroke)
    owner = [*runs.stroke.tolist(), len(strokes.lengths)]
    for k, rings in _fills(strokes):
        while owner[run] < k:
            pause()
            _draw(layer, runs, points, run, tuple(strokes.colours[owner[run]].tolist()))
            run += 1
        if k > below:  # a line that was drawn over all of the picture hides the fills before it, its own stroke's too
            fill(layer, rings, tuple(strokes.colours[k].tolist()), work.spend, pause)
    for rest in range(run, count):
        pause()
        _draw(layer, runs, points, rest, tuple(strokes.colours[owner[rest]].tolist()))
    return Hints(layer)


def _seen(strokes: Strokes) -> Segments:
    """The segments of all lines that may touch the picture."""
    segments = read_segments(strokes.points, strokes.lengths, strokes.flags, CLOSED, FILLED)
    return clipped(segments, strokes.width, strokes.height)


def _last_over_all(segments: Segments, strokes: Strokes) -> int:
    """The last segment that paints over all of the picture, and so over all before it; else 0."""
    found = np.flatnonzero(covering(segments, strokes.width, strokes.height))
    return int(found[-1]) if len(found) else 0


def _fills(strokes: Strokes) -> Iterator[tuple[int, list[I32]]]:
    """The rings that are filled together, each a `fixed` one, with the stroke at whose turn they are."""
    rings: list[I32] = []
    starts = np.cumsum(strokes.lengths) - strokes.lengths
    with_next = np.append(strokes.flags[1:] & JOINED, 0) > 0
    for k in np.flatnonzero((strokes.flags & FILLED > 0) & (strokes.lengths > 2)).tolist():
        points = strokes.points[starts[k] : starts[k] + strokes.lengths[k]]
        ring = fixed(points[sound(points), :2].astype(np.float64))
        if len(ring) < 3:
            continue
        if not strokes.flags[k] & JOINED:
            rings = []
        rings.append(ring)
        if not with_next[k]:
            yield k, rings


def _draw(canvas: U8, runs: Runs, points: I32, run: int, colour: int | tuple[int, ...]) -> None:
    """Draw one run. points: of all runs, as `fixed` gives them for this canvas."""
    path = points[runs.bounds[run] : runs.bounds[run + 1]]
    first, last = runs.radii[run].tolist()
    # OpenCV draws lines of 1, 3, 5… places; it calls them 1, 2, 4… thick.
    if first == last:
        cv2.polylines(canvas, [path], False, colour, max(2 * first, 1), cv2.LINE_8, SHIFT)
        return
    for end, radius in ((path[:1], first), (path[1:], last)):
        cv2.polylines(canvas, [np.repeat(end, 2, axis=0)], False, colour, max(2 * radius, 1), cv2.LINE_8, SHIFT)
    between = _tangents(path, first << SHIFT, last << SHIFT)
    if between is not None:
        cv2.fillConvexPoly(canvas, between, colour, cv2.LINE_8, SHIFT)


def _tangents(path: I32, first: int, last: int) -> I32 | None:
    """The four points at which the common tangents of two discs touch them; None where one lies in the other."""
    way = (path[1] - path[0]).astype(np.float64)
    length = float(np.hypot(*way))
    if length <= abs(first - last):
        return None
    lean = (first - last) / length
    along = way / length
    across = np.array([-along[1], along[0]]) * np.sqrt(1.0 - lean * lean)
    corners = [
        path[k] + radius * (lean * along + side * across)
        for k, radius, side in ((0, first, 1), (1, last, 1), (1, last, -1), (0, first, -1))
    ]
    return np.rint(corners).astype(np.int32)
