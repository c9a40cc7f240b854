"""Drawings made of strokes: rasterised to a picture of lines, or to a layer of paint.

A stroke is a line through points that have a radius each: between two points it is the hull of their two discs. Lines
are drawn hard-edged on a canvas `FINE` times finer and averaged (box filter), so that a pixel's ink is the share of it
that is covered; paint is not averaged, so that every painted pixel has the exact colour of a stroke.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from celtint.errors import BadPicture
from celtint.picture import MAX_SIDE, MIN_SIDE, Hints, Picture
from celtint.simplifying import ragged

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.uint8]

CLOSED, FILLED, JOINED = 1, 2, 4
"""The last point is joined to the first; what the stroke runs around is painted too; and with the ring of the filled
stroke before it, by the even-odd rule, so that a ring in it is a hole."""

FINE = 4
"""Places in a pixel, each way, where a line's ink is looked for."""
FAR = float(1 << 20)
"""Points farther than this from the picture's corner, in pixels, are no points."""
WIDEST = 4000.0
"""Largest radius, in pixels."""
THINNEST = 0.5
"""Smallest radius of a line, in pixels: a thinner one would be too faint to part two regions."""
BAND = 1 << 26
"""Pixels of the fine canvas that are worked on at a time."""
SHIFT = 6
"""Bits of a coordinate behind the point, as OpenCV takes them."""


@dataclass(frozen=True)
class Strokes:
    """A drawing of height × width pixels.

    points: (n, 3) float32 x, y, radius in pixels from the top left corner, of all strokes, one after the other.
    lengths: (m,) points of each stroke. colours: (m, 4) uint8 sRGB and straight alpha. flags: (m,) uint8, sums of
    `CLOSED`, `FILLED`, `JOINED`.

    A point that is no number, or absurdly far away (`FAR`), is left out and parts its line there; a lone point is
    a dot; a stroke without points is nothing. Raises BadPicture for arrays that don't belong together and a size that
    no picture may have.
    """

    width: int
    height: int
    points: Floats
    lengths: Ints
    colours: Mask
    flags: Mask

    def __post_init__(self) -> None:
        count = len(self.lengths)
        shapes = (self.points.shape, self.colours.shape, self.flags.shape)
        if shapes != ((int(self.lengths.sum()), 3), (count, 4), (count,)) or (count and self.lengths.min() < 0):
            raise BadPicture("The points, lengths, colours and flags of the strokes don't belong together.")
        if not all(MIN_SIDE <= side <= MAX_SIDE for side in (self.width, self.height)):
            raise BadPicture(
                f"A drawing is {MIN_SIDE} to {MAX_SIDE} pixels a side, this is {self.width}×{self.height}."
            )


@dataclass(frozen=True)
class _Runs:
    """Pieces of lines that are drawn in one go, each of one thickness.

    points: (n, 2) x, y; bounds: (m + 1,) where each run begins; stroke: (m,) which stroke each is of. level: (m,) its
    thickness, 2 · level + 1 places of the canvas.
    """

    points: npt.NDArray[np.float64]
    bounds: Ints
    level: Ints
    stroke: Ints

    def within(self, which: Ints, top: int, bottom: int) -> npt.NDArray[np.bool_]:
        """Which of some runs may touch the picture's rows from `top` to `bottom`."""
        if not len(which):
            return np.zeros(0, np.bool_)
        y, reach = self.points[:, 1], self.level + 2.0
        lowest, highest = np.minimum.reduceat(y, self.bounds[:-1]), np.maximum.reduceat(y, self.bounds[:-1])
        return np.asarray((lowest[which] - reach[which] < bottom) & (highest[which] + reach[which] >= top))


def draw_lines(strokes: Strokes) -> Picture:
    """The strokes' lines as a picture: (H, W) uint8, 255 on paper to 0 on opaque line, anti-aliased.

    Each side of a line is where it should be to about an eighth of a pixel, half a place of the fine canvas.
    Where lines cross the darkest counts. Fills are not drawn, colours don't matter.
    """
    runs = _runs(strokes, 1.0 / FINE)
    opacity = strokes.colours[runs.stroke, 3]
    order = np.argsort(opacity, kind="stable")  # so that an opaque line is never covered by a fainter one
    order = order[opacity[order] > 0]
    picture = np.full((strokes.height, strokes.width), 255, np.uint8)
    rows = max(1, BAND // (FINE * FINE * strokes.width))
    for top in range(0, strokes.height, rows):
        band = picture[top : top + rows]
        fine = np.zeros((band.shape[0] * FINE, band.shape[1] * FINE), np.uint8)
        points = _fixed(runs.points, FINE, top)
        for k in order[runs.within(order, top, top + rows)].tolist():
            _draw(fine, runs, points, k, int(opacity[k]))
        mean = cv2.resize(fine, (band.shape[1], band.shape[0]), interpolation=cv2.INTER_AREA)
        np.subtract(255, mean, out=band)
    return Picture(picture)


def draw_paint(strokes: Strokes) -> Hints:
    """The strokes and fills as a layer of paint: (H, W, 4) uint8, in their order, every pixel one stroke's colour."""
    layer = np.zeros((strokes.height, strokes.width, 4), np.uint8)
    runs = _runs(strokes, 1.0)
    points = _fixed(runs.points, 1, 0)
    of_stroke = np.searchsorted(runs.stroke, np.arange(len(strokes.lengths) + 1)).tolist()
    rings: list[npt.NDArray[np.int32]] = []
    for k, ring in enumerate(_rings(strokes)):
        colour = tuple(strokes.colours[k].tolist())
        if strokes.flags[k] & FILLED and len(ring) > 2:
            rings = [*rings, ring] if strokes.flags[k] & JOINED else [ring]
            if not (strokes.flags[k + 1 : k + 2] & JOINED).any():
                cv2.fillPoly(layer, rings, colour, cv2.LINE_8, SHIFT)
        for run in range(of_stroke[k], of_stroke[k + 1]):
            _draw(layer, runs, points, run, colour)
    return Hints(layer)


def _rings(strokes: Strokes) -> Iterator[npt.NDArray[np.int32]]:
    """The points of every stroke that are points, as OpenCV takes them."""
    start = 0
    for length in strokes.lengths.tolist():
        points = strokes.points[start : start + length]
        start += length
        yield _fixed(points[_sound(points), :2].astype(np.float64), 1, 0)


def _sound(points: Floats) -> npt.NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        near = np.abs(points[:, :2]) <= FAR
    return np.asarray(near.all(axis=1) & ~np.isnan(points[:, 2]))


def _fixed(points: npt.NDArray[np.float64], fine: int, top: int) -> npt.NDArray[np.int32]:
    """Points as fixed-point numbers of a canvas; OpenCV counts from the middle of the first pixel."""
    moved = (points - (0.0, float(top))) * fine - 0.5
    return np.rint(moved * (1 << SHIFT)).astype(np.int32)


def _runs(strokes: Strokes, quantum: float) -> _Runs:
    """All lines, cut where their radius has changed by `quantum` pixels, or where a point is none."""
    points, stroke, follows = _chained(strokes)
    start = np.flatnonzero(follows)
    ends = np.stack((start, start + 1), axis=1)
    lone = np.flatnonzero(~follows & ~np.concatenate(([False], follows[:-1])))
    ends = np.concatenate((ends, np.repeat(lone[:, None], 2, axis=1)))
    ends = ends[np.argsort(ends[:, 0], kind="stable")]
    first, last = points[ends[:, 0]], points[ends[:, 1]]
    # A line that widens is drawn in pieces of one width each.
    pieces = np.maximum(np.ceil(np.abs(last[:, 2] - first[:, 2]) / quantum), 1).astype(np.int64)
    edge, step = ragged(pieces)
    share = np.stack((step, step + 1), axis=1) / pieces[edge][:, None]
    way = (last - first)[edge]
    begin, end = (first[edge] + share[:, [k]] * way for k in (0, 1))
    level = np.floor(0.5 * (begin[:, 2] + end[:, 2]) / quantum).astype(np.int64)
    of = stroke[ends[edge, 0]]
    joined = np.zeros(len(edge), np.bool_)
    joined[1:] = (level[1:] == level[:-1]) & (of[1:] == of[:-1]) & (begin[1:, :2] == end[:-1, :2]).all(axis=1)
    opens = np.flatnonzero(~joined)
    path = np.insert(end[:, :2], opens, begin[opens, :2], axis=0)
    bounds = np.concatenate((opens + np.arange(len(opens)), [len(path)]))
    return _Runs(path, bounds, level[opens], of[opens])


def _chained(strokes: Strokes) -> tuple[npt.NDArray[np.float64], Ints, npt.NDArray[np.bool_]]:
    """The points that lines run through, a closed one's first point again at its end, radii within bounds.

    Returns them, (n, 3), with (n,) the stroke of each and whether a line goes on from it to the next.
    """
    lengths, starts = strokes.lengths, np.cumsum(strokes.lengths) - strokes.lengths
    closed = ((strokes.flags & CLOSED) > 0) & (lengths > 2)
    stroke, step = ragged(lengths + closed)
    index = starts[stroke] + step % np.maximum(lengths[stroke], 1)
    points = strokes.points[index].astype(np.float64)
    bare = (strokes.flags[stroke] & FILLED > 0) & ~(points[:, 2] > 0.0)  # a fill without an outline
    sound = _sound(strokes.points)[index] & ~bare
    points[:, 2] = np.clip(points[:, 2], THINNEST, WIDEST)
    goes_on = np.zeros(len(points), np.bool_)
    goes_on[:-1] = sound[:-1] & sound[1:] & (stroke[1:] == stroke[:-1])
    kept = np.flatnonzero(sound)
    return points[kept], stroke[kept], goes_on[kept]


def _draw(canvas: Mask, runs: _Runs, points: npt.NDArray[np.int32], run: int, colour: int | tuple[int, ...]) -> None:
    """Draw one run. points: of all runs, as `_fixed` gives them for this canvas."""
    level = int(runs.level[run])
    path = points[runs.bounds[run] : runs.bounds[run + 1]]
    # OpenCV draws lines of 1, 3, 5… places; it calls them 1, 2, 4… thick.
    cv2.polylines(canvas, [path], False, colour, max(2 * level, 1), cv2.LINE_8, SHIFT)
