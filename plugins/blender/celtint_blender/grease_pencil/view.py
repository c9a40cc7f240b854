"""From the scene to the page and back: points through a camera, and a page's outlines onto the drawing's plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from celtint_client.strokes import CLOSED, FILLED, strokes_part

from celtint_blender.grease_pencil.drawing import srgb_bytes
from celtint_blender.grease_pencil.skin import dense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celtint_client.parts import Part
    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.drawing import Strokes

    Matrix = NDArray[np.float64]

WHOLLY = 2.0
"""`sight` of a drawing that is on the page with all its points."""
MARGIN = 0.05
"""Share of the way that is kept off a depth at which no more is rendered."""
HAIR = 1e-4
"""Share of a line's length that is left away where it is clipped."""
EDGE_ON = 0.02
"""Sine of the angle between a plane and the look at it, below which nothing is drawn onto it sensibly."""
LOOKS = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, -1.0]])
"""The directions of Blender's front, right and top views."""
FLAT_SCALE = 1e-6
"""Share of the largest scale below which another one is none."""
FLAT = 1e-4
"""Share of a drawing's extent that it has at least across its line for a plane to lie in it."""


@dataclass(frozen=True)
class View:
    """A page of width × height pixels. matrix: 4×4, from the world to clip space, -1 to 1 on the page, y up."""

    matrix: Matrix
    width: int
    height: int

    def page(self, points: NDArray[np.floating], place: Matrix) -> Matrix:
        """Pixels x, y from the page's top left, and depth w, n×3; x and y are no numbers where nothing is rendered,
        behind the camera, or nearer or farther than it clips.

        place: 4×4, from the points' coordinates to the world's.
        """
        through = self.matrix @ place
        with np.errstate(divide="ignore", invalid="ignore"):  # what is no number stays none
            clip = points.astype(np.float64) @ through[:, :3].T + through[:, 3]
            w = clip[:, 3]
            x = (clip[:, 0] / w + 1) / 2 * self.width
            y = (1 - clip[:, 1] / w) / 2 * self.height
            ahead = (w > 0) & (np.abs(clip[:, 2]) <= w)
        return np.stack([np.where(ahead, x, np.nan), np.where(ahead, y, np.nan), w], axis=1)

    def unit(self) -> float:
        """Pixels of a length of 1 across the look, at depth w = 1."""
        return float(np.linalg.norm(self.matrix[1, :3])) * self.height / 2


@dataclass(frozen=True)
class Layer:
    """A layer's strokes on one frame and, 4×4, where its coordinates are in the world."""

    strokes: Strokes
    place: Matrix


def fronting(points: Matrix, across: int, place: Matrix) -> View:
    """A page that looks straight at the drawing's plane, around all points, its longer side `across` pixels.

    points: n×3, world; at least one. place: 4×4, of the object; of the front, right and top looks at that, the one is
    taken that is nearest.
    """
    left, _, right = np.linalg.svd(place[:3, :3])
    turn = left @ right
    origin, axes = plane(points @ turn)
    origin, axes = turn @ origin, axes @ turn.T
    flat = (points - origin) @ axes[:2].T
    low, high = flat.min(axis=0), flat.max(axis=0)
    size = np.maximum(high - low, max(float((high - low).max()), 1e-6) * 1e-3)
    margin = 0.05 * size.max()
    low, size = low - margin, size + 2 * margin
    scale = across / size.max()
    width, height = (max(1, int(np.ceil(side * scale))) for side in size)
    matrix = np.zeros((4, 4))
    for row, axis, pixels in ((0, 0, width), (1, 1, height)):
        matrix[row, :3] = axes[axis] * 2 * scale / pixels
        matrix[row, 3] = -(axes[axis] @ origin + low[axis]) * 2 * scale / pixels - 1
    matrix[2, :3], matrix[3, 3] = axes[2] * 1e-9 / size.max(), 1  # however deep, nothing is clipped
    return View(matrix, width, height)


def plane(points: Matrix, look: NDArray[np.float64] | None = None) -> tuple[Matrix, Matrix]:
    """The plane that points lie in: its origin, and 3×3 rows, right, up and away from whoever looks.

    look: a direction; where the points lie in a line, or the plane is seen edge on, the plane is the one across it.
    None: whoever looks does so straight at the plane.
    """
    origin = points.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov((points - origin).T, bias=True).reshape(3, 3))
    away, along = vectors[:, 0], vectors[:, 2]
    lined = values[1] <= (FLAT**2) * values[2]
    if look is None:
        look = LOOKS[0] if lined else LOOKS[int(np.argmax(np.abs(LOOKS @ away)))]
    look = look / np.linalg.norm(look)
    if lined or abs(away @ look) < EDGE_ON:
        away = look - (look @ along) * along if values[2] > 0 and abs(look @ along) < 1 - EDGE_ON else look
        away = away / np.linalg.norm(away)
    if abs(away @ look) < EDGE_ON:
        away = look
    away = away if away @ look > 0 else -away
    upright = np.array([0.0, 0.0, 1.0]) if abs(away[2]) < 0.9 else np.array([0.0, 1.0, 0.0])
    right = np.cross(away, upright)
    right /= np.linalg.norm(right)
    return origin, np.stack([right, np.cross(right, away), away])


def flattened(place: Matrix) -> bool:
    """Whether a 4×4 has no way back: it scales by 0 somewhere, or is no number."""
    if not np.isfinite(place).all():
        return True
    sizes = np.linalg.svd(place[:3, :3], compute_uv=False)
    return bool(sizes[2] <= FLAT_SCALE * sizes[0])


def sight(view: View, layers: Sequence[Layer]) -> tuple[float, float]:
    """How much of the lines is on the page: 0 where none is, `WHOLLY` where all is, from 1 where some is; how large
    they are there, pixels.

    A line counts as on the page where the box around it meets the page.
    """
    meets, inside, count, large = False, 0, 0, 0.0
    size = np.array([view.width, view.height])
    for layer in layers:
        strokes = _clipped(view, layer.strokes, layer.place, False)
        lengths = strokes.lengths[strokes.lengths > 0]
        if not len(lengths):
            continue
        starts = np.cumsum(lengths, dtype=np.intp) - lengths
        found = rows(view, strokes, layer.place).astype(np.float64)
        at, radius = found[:, :2], found[:, 2:]
        with np.errstate(invalid="ignore"):  # what is no number is nowhere
            low, high = np.fmin.reduceat(at - radius, starts), np.fmax.reduceat(at + radius, starts)
            meets = meets or bool(np.any(np.all((low < size) & (high > 0), axis=1)))
            inside += int(np.all((at >= 0) & (at <= size), axis=1).sum())
            large = max(large, float((high - low)[np.isfinite(high - low)].max(initial=0)))
        count += len(at)
    return (1 + inside / count, large) if meets else (0.0, 0.0)


def finite(layers: Sequence[Layer]) -> Matrix:
    """Every point with three sensible numbers, in the world, n×3."""
    found = [np.zeros((0, 3))]
    for layer in layers:
        points = layer.strokes.points[np.isfinite(layer.strokes.points).all(axis=1)].astype(np.float64)
        found.append(points @ layer.place[:3, :3].T + layer.place[:3, 3])
    return np.concatenate(found)


def ahead(view: View, layers: Sequence[Layer]) -> Matrix:
    """The points, in the world, n×3, at depths that are rendered, or all where none is: what tells a drawing's plane.

    So a point that got lost far away doesn't turn the plane.
    """
    points = finite(layers)
    there = points[np.isfinite(view.page(points, np.eye(4))[:, 0])]
    return there if len(there) else points


def part(view: View, layers: Sequence[Layer], paint: bool = False) -> Part:
    """Layers as a drawing of strokes: their lines; paint: what is filled too, everything opaque in its own colour."""
    found = [
        (layer, _clipped(view, strokes, layer.place, inside), inside)
        for layer in layers
        for strokes, inside in (
            (layer.strokes.only(layer.strokes.filled & paint), True),
            (layer.strokes.only(layer.strokes.lined), False),
        )
        if len(strokes)
    ]
    if not found:
        return strokes_part(view.width, view.height, b"", b"")
    colours = np.concatenate([srgb_bytes(strokes.fill if inside else strokes.ink) for _, strokes, inside in found])
    if paint:
        colours[:, 3] = 255
    flags = [np.where(each.closed | inside, CLOSED, 0) + (FILLED if inside else 0) for _, each, inside in found]
    return strokes_part(
        view.width,
        view.height,
        np.concatenate([rows(view, each, layer.place, inside) for layer, each, inside in found]).astype("<f4"),
        np.concatenate([each.lengths for _, each, _ in found]).astype("<u4"),
        colours,
        np.concatenate(flags).astype(np.uint8),
    )


def _clipped(view: View, strokes: Strokes, place: Matrix, inside: bool) -> Strokes:
    """Strokes with a point more wherever a line leaves the depths that are rendered, so that it is not lost there."""
    through = view.matrix @ place
    for side in (1, -1):
        row = through[3] + side * through[2]
        with np.errstate(invalid="ignore"):
            ahead = strokes.points @ row[:3] + row[3]
            following = _next(strokes, inside)
            leaves = np.flatnonzero((ahead > 0) != (ahead[following] > 0))
        leaves = leaves[np.isfinite(ahead[leaves]) & np.isfinite(ahead[following[leaves]])]
        if len(leaves):
            to = following[leaves]
            share = ahead[leaves] / (ahead[leaves] - ahead[to])
            share += np.where(ahead[leaves] > 0, -HAIR, HAIR)  # on this side of it
            strokes = strokes.between(leaves, to, np.clip(share, 0, 1))
    return strokes


def _next(strokes: Strokes, inside: bool) -> NDArray[np.intp]:
    """The index of the point that a line, or the edge of an inside, goes on to from each; its own at an open end."""
    following = np.arange(1, len(strokes.points) + 1)
    some = strokes.lengths > 0
    last = strokes.ends()[some] - 1
    following[last] = np.where((strokes.closed | inside)[some], last - strokes.lengths[some] + 1, last)
    return following


def rows(view: View, strokes: Strokes, place: Matrix, inside: bool = False) -> NDArray[np.float32]:
    """x, y and radius in pixels of every point, n×3 f32; inside: of outlines, whose radius is 0."""
    found = view.page(strokes.points, place)
    if inside:
        found[:, 2] = 0
    elif strokes.screen:
        found[:, 2] = strokes.radii
    else:
        # as Blender's mat4_to_scale: what becomes of a diagonal's length
        scale = float(np.linalg.norm(place[:3, :3] @ np.full(3, 3**-0.5)))
        with np.errstate(divide="ignore", invalid="ignore"):
            found[:, 2] = strokes.radii * scale * view.unit() / found[:, 2]
    return found.astype(np.float32)


@dataclass(frozen=True)
class Canvas:
    """A plane in a layer's coordinates that outlines on the page are laid onto. back: 3×3, from the page to it.

    limits: 2×3, of x, y and 1 on the page, no number below 0 where the plane lies at a depth that is rendered.
    size: 2, the page's, pixels. over: pixels that fills go over its border. step: pixels between
    an outline's points, at most; 0: as they come.
    """

    origin: Matrix
    axes: Matrix
    back: Matrix
    limits: Matrix
    size: NDArray[np.int_]
    over: float
    step: float = 0.0

    def points(self, page: NDArray[np.floating]) -> NDArray[np.float32]:
        """n×3 in the layer's coordinates, of n×2 pixels."""
        rows = page.astype(np.float64) @ self.back[:, :2].T + self.back[:, 2]
        return (rows[:, :2] / rows[:, 2:] @ self.axes + self.origin).astype(np.float32)

    def clipped(self, ring: Matrix) -> Matrix:
        """The part of an outline, n×2 pixels, where the plane lies at a depth that is rendered; maybe none.

        What ends at the page's border is laid over it.

        Beyond lies the plane's horizon, and what the page shows above that is behind the camera. After Sutherland and
        Hodgman, Reentrant polygon clipping, 1974.
        """
        ring = ring + np.where(ring >= self.size, self.over, np.where(ring <= 0, -self.over, 0.0))
        for limit in self.limits:
            ahead = ring @ limit[:2] + limit[2]
            keep = ahead >= 0
            if keep.all():
                continue
            to = np.roll(np.arange(len(ring)), -1)
            leaves = keep != keep[to]
            share = ahead[leaves] / (ahead[leaves] - ahead[to][leaves])
            crossed = ring[leaves] + share[:, None] * (ring[to][leaves] - ring[leaves])
            order = np.concatenate([np.flatnonzero(keep), np.flatnonzero(leaves) + 0.5])
            ring = np.concatenate([ring[keep], crossed])[np.argsort(order)]
        return dense(ring, self.step) if self.step and len(ring) else ring


def canvas(view: View, points: Matrix, place: Matrix, over: float = 0.0, step: float = 0.0) -> Canvas:
    """The plane of a drawing, for a layer whose coordinates are at `place` in the world. points: n×3, world, n > 0.

    over: pixels that fills go over the page's border. step: pixels between an outline's points, at most.
    """
    look = _look(view, points.mean(axis=0))
    origin, axes = plane(points, look)
    to_layer = np.linalg.inv(place)
    local = to_layer[:3, :3] @ origin + to_layer[:3, 3]
    across = axes[:2] @ to_layer[:3, :3].T
    through = view.matrix @ place
    columns = np.stack([through[:, :3] @ across[0], through[:, :3] @ across[1], through[:, :3] @ local + through[:, 3]])
    pixels = np.array([[view.width / 2, 0, view.width / 2], [0, -view.height / 2, view.height / 2], [0, 0, 1]])
    back = np.linalg.inv(pixels @ columns.T[[0, 1, 3]])
    depth, last = columns.T[2] @ back, np.array([0.0, 0.0, 1.0])
    near, far = _margins(view)
    limits = np.stack([(1 - far) * last - depth, (1 - near) * last + depth])
    return Canvas(local, across, back, limits, np.array([view.width, view.height]), over, step)


def _margins(view: View) -> tuple[float, float]:
    """What to keep off the nearest and the farthest depth that are rendered, as a share of w; a twentieth of the way.

    Blender drops triangles that have a corner there, rounded as they are.
    """
    eye = view.matrix[3, :3]
    if not np.any(eye):
        return MARGIN, MARGIN
    endless = float(view.matrix[2, :3] @ eye / (eye @ eye))
    return MARGIN * (endless + 1), MARGIN * (endless - 1)


def _look(view: View, at: Matrix) -> Matrix:
    """The direction in which the page is looked at there: along it, x and y on the page stay the same."""
    rows = view.matrix
    clip = rows @ np.append(at, 1.0)
    x, y = (rows[i, :3] * clip[3] - rows[3, :3] * clip[i] for i in (0, 1))
    look = np.cross(x, y)
    depth = rows[3, :3] if np.any(rows[3, :3]) else rows[2, :3]
    return look if look @ depth > 0 else -look
