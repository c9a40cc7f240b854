"""Generated line drawings whose true colouring is known pixel by pixel.

Closed shapes are painted back to front; every shape hides what lies behind it and is outlined by an
anti-aliased line. Regions are the visible connected parts of shapes. Pieces of the outlines are then rubbed
out, never where two lines meet, so a person could still say where the line ran. The same seed gives the same
bytes.
"""

import colorsys
from dataclasses import dataclass, field
from typing import Literal

import cv2
import numpy as np
from celtint.types.arrays import F32, F64, I32, U8, Bool, Index
from scipy import ndimage
from skimage import measure

from celtint_train.puppets.scene_shapes import Random, Shape, drawing

Gaps = Literal["no", "some", "many"]
HintKind = Literal["dots", "strokes"]

DEV_SEEDS = range(0, 100_000)
"""For training and for tuning an algorithm."""
BENCH_SEEDS = range(1_000_000, 1_100_000)
"""For the bench alone: nothing is trained or tuned on these."""

BASE = 512.0
"""The side, in pixels, that widths of lines and gaps are given for; they grow with the picture."""
FINE = 2
"""Lines are drawn at so many times the size and averaged down."""
FAINT = 0.12
"""A pixel covered by more than this share of line is ink."""
SLIVER = 12.0
"""Parts smaller than so many pixels (at `BASE`) are filled with ink, as a pen would."""


@dataclass(frozen=True)
class Scene:
    """A line drawing and the truth about it.

    picture: (H, W) uint8, dark lines on white. truth: (H, W) int32, regions from 1, one for every pixel (an
    ink pixel takes the nearest region's). ink: (H, W) bool, where the lines are before anything was rubbed
    out; scores leave these out. gaps: pieces rubbed out. colours: (n, 3) uint8 sRGB, row i for region i + 1.
    """

    picture: U8
    truth: I32
    ink: Bool
    gaps: int
    colours: U8

    @property
    def flats(self) -> U8:
        """(H, W, 3) uint8, the true colouring."""
        return np.asarray(np.take(self.colours, self.truth - 1, axis=0))


@dataclass(frozen=True)
class _Patch:
    """A mask on a part of the fine canvas, from row y and column x."""

    y: int
    x: int
    mask: Bool

    @property
    def area(self) -> tuple[slice, slice]:
        return slice(self.y, self.y + self.mask.shape[0]), slice(self.x, self.x + self.mask.shape[1])

    def within(self, parent: "_Patch") -> "_Patch":
        y, x = max(self.y, parent.y), max(self.x, parent.x)
        bottom = max(y, min(self.y + self.mask.shape[0], parent.y + parent.mask.shape[0]))
        right = max(x, min(self.x + self.mask.shape[1], parent.x + parent.mask.shape[1]))
        own = self.mask[y - self.y : bottom - self.y, x - self.x : right - self.x]
        other = parent.mask[y - parent.y : bottom - parent.y, x - parent.x : right - parent.x]
        return _Patch(y, x, own & other)


@dataclass
class _Step:
    """One step of painting: filling a shape (``fill``) or drawing its outline (``points``, fine pixels).

    keep: which points are seen in the finished drawing and not rubbed out. clip: what the line may not leave.
    """

    group: str
    fill: _Patch | None = None
    points: F64 = field(default_factory=lambda: np.zeros((0, 2)))
    widths: F64 = field(default_factory=lambda: np.zeros(0))
    clip: _Patch | None = None
    keep: Bool = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))


def make_scene(size: int, seed: int, gaps: Gaps = "no") -> Scene:
    """Draw the scene of ``seed`` at ``size`` pixels a side; ``gaps`` changes the lines and nothing else."""
    rng = np.random.default_rng(seed)
    width = float(np.clip(rng.lognormal(np.log(2.2), 0.3), 1.5, 5.0))
    steps: list[_Step] = []
    for shape in drawing(rng):
        _plan(rng, shape, None, steps, size=size, width=width)
    owner = _paint(steps, size)
    whole = _ink(steps, size)
    count = _rub_out(np.random.default_rng([seed, 1]), steps, gaps, size)
    drawn = _ink(steps, size) if count else whole
    truth, ink, blots = _regions(owner, whole, size)
    groups = [*sorted({s.group for s in steps}), "background"]
    style = np.random.default_rng([seed, 2])
    palette = _colours(style, len(groups))
    colour_of_step = np.array([palette[groups.index(s.group)] for s in steps] + [palette[-1]], dtype=np.uint8)
    first = np.zeros(int(truth.max()), dtype=np.intp)
    first[truth[~ink] - 1] = owner[~ink]
    return Scene(_picture(style, np.where(blots, np.float32(1), drawn), size), truth, ink, count, colour_of_step[first])


def _plan(rng: Random, shape: Shape, parent: _Patch | None, steps: list[_Step], *, size: int, width: float) -> None:
    """Append the steps that paint ``shape`` and what is on it."""
    fine = size * FINE
    points = _resampled(shape.points * fine, fine / BASE)
    low = np.clip(np.floor(points.min(0)) - 1, 0, fine).astype(int)
    high = np.clip(np.ceil(points.max(0)) + 2, low, fine).astype(int)
    canvas = np.zeros((high[1] - low[1], high[0] - low[0]), dtype=np.uint8)
    if canvas.size:
        cv2.fillPoly(canvas, [np.round((points - low) * 16).astype(np.int32)], [1], shift=4)
    patch = _Patch(int(low[1]), int(low[0]), canvas > 0)
    patch = patch.within(parent) if parent else patch
    steps.append(_Step(shape.group, fill=patch))
    for child in shape.inside:
        _plan(rng, child, patch, steps, size=size, width=width)
    small = 0.14 * float(np.sqrt(max(canvas.sum(), 1)))
    line = float(np.clip(width * shape.width * fine / BASE, 1.3 * fine / BASE, max(small, 1.3 * fine / BASE)))
    turn = np.linspace(0, 2 * np.pi, len(points), endpoint=False)
    swell = 1 + rng.uniform(0, 0.3) * np.sin(turn * rng.integers(1, 4) + rng.uniform(0, 6.3))
    steps.append(_Step(shape.group, points=points, widths=line * swell, clip=parent))


def _resampled(points: F64, step: float) -> F64:
    """A closed curve as points about ``step`` apart."""
    closed = np.concatenate([points, points[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    at = np.linspace(0, along[-1], max(8, int(along[-1] / step)), endpoint=False)
    return np.stack([np.interp(at, along, closed[:, i]) for i in range(2)], 1)


def _paint(steps: list[_Step], size: int) -> I32:
    """Fill every shape and find which points of the outlines stay visible.

    Returns (size, size) int32: the step that filled each pixel, -1 for the background.
    """
    fine = size * FINE
    last = np.full((fine, fine), -1, dtype=np.int16)
    for order, step in enumerate(steps):
        if step.fill:
            last[step.fill.area][step.fill.mask] = order
    for order, step in enumerate(steps):
        if len(step.points):
            at = np.floor(step.points).astype(int)
            seen = ((at >= 0) & (at < fine)).all(1)
            x, y = np.clip(at, 0, fine - 1).T
            seen &= last[y, x] < order
            if step.clip:
                inside = np.zeros_like(seen)
                cy, cx = y - step.clip.y, x - step.clip.x
                height, width = step.clip.mask.shape
                near = (cy >= 0) & (cx >= 0) & (cy < height) & (cx < width)
                inside[near] = step.clip.mask[cy[near], cx[near]]
                seen &= inside
            step.keep = seen
    return np.asarray(last[::FINE, ::FINE], dtype=np.int32)


def _ink(steps: list[_Step], size: int) -> F32:
    """(size, size) share of each pixel that the lines cover, rubbed-out points left out."""
    fine = size * FINE
    ink = np.zeros((fine, fine), dtype=np.uint8)
    for step in steps:
        if step.fill:
            ink[step.fill.area][step.fill.mask] = 0
            continue
        margin = int(step.widths.max()) + 3
        low = np.clip(step.points.min(0).astype(int) - margin, 0, fine)
        high = np.clip(step.points.max(0).astype(int) + margin, low, fine)
        line = np.zeros((high[1] - low[1], high[0] - low[0]), dtype=np.uint8)
        ends = np.round((step.points - low) * 16).astype(np.int32)
        drawable = step.keep & np.roll(step.keep, -1)
        for i in np.flatnonzero(drawable):
            start, end = ends[i].tolist(), ends[(i + 1) % len(ends)].tolist()
            cv2.line(line, start, end, [255], max(1, round(step.widths[i])), cv2.LINE_AA, 4)
        patch = _Patch(int(low[1]), int(low[0]), line > 0)
        if step.clip:
            patch = patch.within(step.clip)
        line = line[patch.y - low[1] :, patch.x - low[0] :][: patch.mask.shape[0], : patch.mask.shape[1]]
        np.maximum(ink[patch.area], line * patch.mask, out=ink[patch.area])
    cover = cv2.resize(ink, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(cover / np.float32(255), dtype=np.float32)


def _runs(keep: Bool) -> list[Index]:
    """Index runs of a closed line's visible points, in order along it."""
    if keep.all():
        return [np.arange(len(keep))]
    start = int(np.flatnonzero(~keep)[0])
    order = np.roll(np.arange(len(keep)), -start)
    edges = np.flatnonzero(np.diff(keep[order].astype(np.int8)))
    ends = [*edges[1::2], len(keep) - 1][: len(edges[::2])]
    return [order[a + 1 : b + 1] for a, b in zip(edges[::2], ends, strict=True)]


@dataclass(frozen=True)
class _Rubbing:
    """How lines are broken, in pixels at `BASE`.

    share: of the lines that get gaps. widths: narrowest and widest gap. most: widest gap as a share of its
    line. spacing: a line may get one more gap for every so many pixels.
    """

    share: tuple[float, float]
    widths: tuple[float, float]
    most: float
    spacing: float


# Set once so that G'MIC Smart Coloring gets about 99.8, 99.7 and 94 % of the pixels at 512 on development
# seeds; changing them makes every figure before and after incomparable.
RUBBING: dict[Gaps, _Rubbing] = {
    "some": _Rubbing((0.15, 0.25), (4.0, 10.0), 0.1, np.inf),
    "many": _Rubbing((0.8, 0.95), (4.0, 22.0), 0.22, 110.0),
}


def _rub_out(rng: Random, steps: list[_Step], gaps: Gaps, size: int) -> int:
    """Clear `keep` along pieces of the visible lines; returns how many pieces."""
    if gaps == "no":
        return 0
    how = RUBBING[gaps]  # points of a line lie one base pixel apart, whatever the size
    runs = [(s, run) for s in steps if len(s.points) for run in _runs(s.keep) if len(run) > 16]
    meetings = [s.points[[run[0], run[-1]]] for s, run in runs if not s.keep.all()]
    junctions = np.concatenate([*meetings, np.zeros((0, 2))])
    share, count = rng.uniform(*how.share), 0
    for step, run in runs:
        if rng.random() > share:
            continue
        more = int(rng.integers(0, 2 + int(len(run) / how.spacing))) if np.isfinite(how.spacing) else 0
        for _ in range(1 + more):
            width = int(min(rng.uniform(*how.widths), how.most * len(run)))
            count += width >= 3 and _rub(rng, step, run, width, junctions, size=size)
    return count


def _rub(rng: Random, step: _Step, run: Index, width: int, junctions: F64, *, size: int) -> bool:
    """Try to take ``width`` points out of a visible run, away from where other lines meet it."""
    margin = 4 + int(0.4 * width)
    length = width + 2 * margin
    closed = len(run) == len(step.keep)
    if not closed and len(run) <= length:
        return False
    start = int(rng.integers(0, len(run) if closed else len(run) - length))
    piece = run[np.arange(start, start + length) % len(run)]
    middle = step.points[piece[margin:-margin]]
    clear = 3 * FINE * size / BASE + float(step.widths.max())
    near = np.abs(middle[:, None] - junctions[None]).max(axis=2) <= clear
    if near.any() or not step.keep[piece].all():
        return False
    # a line's round ends reach half a width into the gap: rub out that much more
    reach = round(float(step.widths[piece].mean()) / (2 * FINE * size / BASE))
    spare = max(0, margin - reach)
    step.keep[piece[spare : length - spare]] = False
    return True


def _regions(owner: I32, cover: F32, size: int) -> tuple[I32, Bool, Bool]:
    """Truth for every pixel, the ink, and the slivers that are to be filled with ink."""
    ink = cover > FAINT
    flat = np.where(ink, 0, owner + 2)
    parts: I32 = measure.label(flat, connectivity=1)  # type: ignore[no-untyped-call]
    areas = np.bincount(parts.ravel())
    small = areas < SLIVER * (size / BASE) ** 2
    small[0] = False
    blots = small[parts]
    ink = ink | blots
    number = np.cumsum(~small) - 1
    number[small] = 0
    parts = number[parts].astype(np.int32)
    _, nearest = ndimage.distance_transform_edt(ink, return_distances=True, return_indices=True)
    return np.asarray(parts[nearest[0], nearest[1]], dtype=np.int32), ink, np.asarray(blots)


def _colours(rng: Random, count: int) -> U8:
    """(count, 3) colours as flats have them, far enough apart to tell a wrong region from a right one."""
    chosen: list[F64] = []
    apart = 44.0
    while len(chosen) < count:
        hue, saturation, value = rng.uniform(0, 1), rng.uniform(0.1, 0.7), rng.uniform(0.45, 1)
        colour = np.round(255 * np.array(colorsys.hsv_to_rgb(hue, saturation, value)))
        if all(np.linalg.norm(colour - other) >= apart for other in chosen):
            chosen.append(colour)
        else:
            apart = max(20.0, apart * 0.999)
    return np.array(chosen, dtype=np.uint8)


def _picture(rng: Random, cover: F32, size: int) -> U8:
    """Lines on white: most scenes black and anti-aliased, some grey, softened or with hard pixels."""
    kind = rng.random()
    if kind < 0.12:
        cover = np.asarray(cover >= 0.5, dtype=np.float32)
    elif kind < 0.24:
        spread = rng.uniform(0.4, 0.7) * max(1.0, size / BASE)
        cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), spread), dtype=np.float32)
    darkest = rng.uniform(30, 110) if rng.random() < 0.2 else rng.uniform(0, 25)
    return np.asarray(np.round(255 - (255 - darkest) * cover), dtype=np.uint8)


def make_hints(scene: Scene, seed: int, kind: HintKind = "dots", share: float = 1.0) -> U8:
    """Hints as an artist would give them: one dot or stroke in a region, on ``share`` of the regions.

    Returns (H, W, 4) uint8, alpha 255 where there is a hint and all zeros elsewhere; no hint touches ink or
    another region.
    """
    rng = np.random.default_rng([seed, 3])
    count = len(scene.colours)
    chosen = rng.permutation(count)[: max(1, round(share * count))] + 1
    paper = np.pad(~scene.ink, 1).astype(np.uint8)
    depth = np.asarray(cv2.distanceTransform(paper, cv2.DIST_L2, 5)[1:-1, 1:-1], dtype=np.float32)
    boxes = ndimage.find_objects(scene.truth)
    hints = np.zeros((*scene.truth.shape, 4), dtype=np.uint8)
    scale = scene.truth.shape[0] / BASE
    for region in sorted(int(c) for c in chosen):
        box = boxes[region - 1]
        free = (scene.truth[box] == region) & ~scene.ink[box]
        room = np.where(free, depth[box], 0)
        radius = rng.uniform(1.5, 4.0) * scale
        mark = _dot(rng, room, radius) if kind == "dots" else _stroke(rng, room, radius)
        hints[box][mark & free] = (*scene.colours[region - 1], 255)
    return hints


def _dot(rng: Random, room: F32, radius: float) -> Bool:
    places = np.argwhere(room >= 0.6 * room.max())
    y, x = places[rng.integers(len(places))]
    radius = max(0.5, min(radius, float(room[y, x]) - 1))
    rows, columns = np.ogrid[: room.shape[0], : room.shape[1]]
    return np.asarray((rows - y) ** 2 + (columns - x) ** 2 <= radius**2)


def _stroke(rng: Random, room: F32, radius: float) -> Bool:
    """The longest of a few bent lines between two places in a region, cut off where it would touch a line."""
    places = np.argwhere(room >= 0.35 * room.max())
    thick = max(1, round(min(2 * radius, float(room.max()))))
    safe = room > min(2.0, 0.5 * float(room.max()))
    best = _dot(rng, room, radius)
    for _ in range(8):
        start, end = places[rng.integers(len(places), size=2)].astype(float)
        bend = (start + end) / 2 + rng.uniform(-0.2, 0.2, 2) * np.linalg.norm(end - start)
        t = np.linspace(0, 1, 16)[:, None]
        line = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
        low = np.maximum(np.floor(line.min(axis=0)).astype(int) - thick, 0)
        high = np.ceil(line.max(axis=0)).astype(int) + thick + 1
        area = slice(low[0], high[0]), slice(low[1], high[1])
        canvas = np.zeros(room[area].shape, dtype=np.uint8)
        cv2.polylines(canvas, [np.round((line - low)[:, ::-1]).astype(np.int32)], False, [1], thick)
        canvas[~safe[area]] = 0
        _, parts = cv2.connectedComponents(canvas, connectivity=4)
        part = parts[int(start[0] - low[0]), int(start[1] - low[1])]
        mark = parts == part
        if part and mark.sum() > best.sum():
            best = np.zeros(room.shape, dtype=np.bool_)
            best[area] = mark
    return np.asarray(best)
