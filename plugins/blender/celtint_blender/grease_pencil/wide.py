"""Pages that show a drawing whole: the camera's frame, and around it what else is drawn, or seen while it is held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from celtint_blender.grease_pencil import view
from celtint_blender.grease_pencil.drawing import Strokes
from celtint_blender.grease_pencil.view import Layer, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.view import Canvas, Matrix

LOST = 12
"""What lies so many frames beside the frame got lost there, and widens no page."""
NEARER = 0.5
"""Share of the depth of what is in the frame; what comes nearer to the camera is too large there to widen a page."""
MOST_PIXELS = 1 << 24
"""Of a widened page; a larger one is looked at from further away."""
BORDER = 0.01
"""Share of a frame's height: a line that ends so close to the frame's edge was meant to go on over it."""
ROUND = 1.0
"""Pixels around everything, for the edges of lines."""
SLACK = 0.05
"""Pixels by which single precision may put the frame's own corners beside it: they make no page wider."""


@dataclass(frozen=True)
class Span:
    """A rectangle on a page: x and y of its top left and its bottom right, pixels."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def with_(self, other: Span) -> Span:
        """The rectangle around both."""
        return Span(np.minimum(self.low, other.low), np.maximum(self.high, other.high))

    def whole(self) -> Span:
        """The rectangle of the whole pixels that it touches."""
        return Span(np.floor(self.low + SLACK), np.ceil(self.high - SLACK))


def frame(seen: View) -> Span:
    """The page itself."""
    return Span(np.zeros(2), np.array([seen.width, seen.height], np.float64))


def corners(canvas: Canvas) -> NDArray[np.float32]:
    """The corners of a canvas's page on its plane, in its layer's coordinates, k×3; none beyond the horizon."""
    ring = np.array([[0, 0], [0, 1], [1, 1], [1, 0]]) * canvas.size
    kept = replace(canvas, over=0.0, step=0.0).clipped(ring.astype(np.float64))
    return canvas.points(kept) if len(kept) else np.zeros((0, 3), np.float32)


def around(seen: View, points: NDArray[np.floating], place: Matrix, radii: NDArray[np.floating] | float = 0.0) -> Span:
    """The rectangle around the page and points, n×3 at `place` in the world; not around those that got lost.

    radii: how far around each, n, pixels.
    """
    size = np.array([seen.width, seen.height], np.float64)
    with np.errstate(invalid="ignore"):
        page = seen.page(points, place)
        near = np.all((page[:, :2] > -LOST * size) & (page[:, :2] < (1 + LOST) * size), axis=1)
        inside = np.all((page[:, :2] >= 0) & (page[:, :2] <= size), axis=1)
    deep = page[inside, 2].min() if inside.any() else 0.0
    kept = near & (page[:, 2] >= NEARER * deep)
    if not kept.any():
        return frame(seen)
    thick = np.broadcast_to(radii, len(page))[kept, None]
    return frame(seen).with_(Span((page[kept, :2] - thick).min(axis=0), (page[kept, :2] + thick).max(axis=0)))


def drawn(seen: View, lines: Sequence[Layer]) -> Span:
    """The rectangle around the page and all lines, with their widths."""
    found = frame(seen)
    for layer in lines:
        radii = np.nan_to_num(view.rows(seen, layer.strokes, layer.place)[:, 2]) + ROUND
        found = found.with_(around(seen, layer.strokes.points, layer.place, radii))
    return found


def widened(seen: View, span: Span) -> View:
    """A page for a rectangle of another, whole pixels; with fewer of them where it would be too large."""
    whole = span.whole()
    low, size = whole.low, whole.high - whole.low
    old = np.array([seen.width, seen.height])
    matrix = seen.matrix.copy()
    # on the page: x grows to the right, y downwards; in clip space y grows upwards
    matrix[0] = (old[0] * seen.matrix[0] + (old[0] - 2 * low[0] - size[0]) * seen.matrix[3]) / size[0]
    matrix[1] = (old[1] * seen.matrix[1] + (size[1] - old[1] + 2 * low[1]) * seen.matrix[3]) / size[1]
    scale = min(1.0, (max(MOST_PIXELS, float(old.prod())) / float(size.prod())) ** 0.5)
    width, height = np.maximum(np.round(size * scale), 1).astype(int).tolist()
    return View(matrix, width, height)


def onward(seen: View, canvas: Canvas, lines: Sequence[Layer], sight: Span, place: Matrix) -> Layer | None:
    """What lines that end out of sight would go on as: straight to the page's border, away from what is in sight.

    So an arm that nobody drew to its end, since the camera doesn't see it, is closed as the camera's frame closed it.
    sight: what is ever in the frame, on this page. place: 4×4, of the canvas's layer.
    """
    size = np.array([seen.width, seen.height], np.float64)
    rim = BORDER * (sight.high - sight.low)[1]
    tips, thick = _tips(seen, lines)
    to = np.stack([tips[:, 0] - sight.low[0], sight.high[0] - tips[:, 0], tips[:, 1] - sight.low[1]], axis=1)
    to = np.concatenate([to, (sight.high[1] - tips[:, 1])[:, None]], axis=1)
    left = np.stack([tips[:, 0], size[0] - tips[:, 0], tips[:, 1], size[1] - tips[:, 1]], axis=1)
    way = np.where((to <= rim) & (left > 0), left, np.inf)
    some = np.isfinite(way.min(axis=1))
    if not some.any():
        return None
    tips, thick, side = tips[some], thick[some], way[some].argmin(axis=1)
    ends = tips.copy()
    rows = np.arange(len(ends))
    ends[rows, side // 2] = np.array([0.0, size[0], 0.0, size[1]])[side]
    pairs = np.stack([tips, ends], axis=1).reshape(-1, 2)
    count, flags = len(tips), np.ones(len(tips), bool)
    ink = np.tile(np.array([0, 0, 0, 1], np.float32), (count, 1))
    points, radii = canvas.points(pairs), np.repeat(thick, 2).astype(np.float32)
    lengths = np.full(count, 2, np.int32)
    return Layer(Strokes(points, radii, lengths, ~flags, flags, ~flags, ink, 0 * ink, True), place)


def _tips(seen: View, lines: Sequence[Layer]) -> tuple[Matrix, Matrix]:
    """Where open lines end, n×2, and their radii there, n, pixels."""
    found = [np.zeros((0, 3))]
    for layer in lines:
        strokes = layer.strokes.only(layer.strokes.lined & ~layer.strokes.closed & (layer.strokes.lengths > 1))
        if len(strokes):
            ends = strokes.ends()
            at = np.concatenate([ends - strokes.lengths, ends - 1])
            found.append(view.rows(seen, strokes, layer.place)[at].astype(np.float64))
    rows = np.concatenate(found)
    rows = rows[np.isfinite(rows).all(axis=1)]
    return rows[:, :2], rows[:, 2]
