"""Strokes drawn as artists draw them: thin, with pressure, with ends that overshoot and strands of hair.

Whole lines part everything that they parted; gaps are made of the same strokes, so the truth about both is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from celtint.ink.strokes import Strokes as Drawn
from celtint.ink.strokes import draw_lines
from celtint.types.arrays import F32, F64, I32, U8, Bool

from celtint_train.evaluation.bench.pairs.strokes import Stroke
from celtint_train.puppets.scenes import BASE

Rng = np.random.Generator

WIDTHS = (0.7, 3.0)
"""Narrowest and widest line, in pixels of the picture, whatever its size."""
STEP = 1.0
"""Pixels between two points of a line."""
OVERSHOOTS = 0.15
"""Share of the ends at other lines that run over them."""
STRANDS = (2, 7)
"""Hair strands of a drawing: lines that begin at another and end in the middle of an area."""
GREYEST = 70
"""The lightest ink, 0 black to 255."""


@dataclass(frozen=True)
class Line:
    """A stroke at its size. points: (n, 2) x, y in pixels, `STEP` apart. width: (n,) pixels. closed, met: as in
    `Stroke`. keep: (n,) bool, what is drawn."""

    points: F64
    width: F64
    closed: bool
    met: tuple[bool, bool]
    keep: Bool

    def cut(self, first: int, last: int) -> "Line":
        """Without the points from ``first`` up to ``last``; of a closed one both may lie beyond its end."""
        keep = self.keep.copy()
        at = np.arange(first, last)
        keep[at % len(keep) if self.closed else at[(at >= 0) & (at < len(keep))]] = False
        return replace(self, keep=keep)


def ruled(strokes: tuple[Stroke, ...], scale: float, rng: Rng) -> list[Line]:
    """Strokes at ``scale`` times their size, in one hand: a width of its own, pressure, a slight tremble."""
    own = float(np.exp(rng.uniform(*np.log(WIDTHS))))
    pressed, tremble = rng.uniform(0.1, 0.5), rng.uniform(0, 0.35)
    lines = []
    for stroke in strokes:
        points = _spaced(stroke.points * scale, stroke.closed)
        if len(points) < 2:
            continue
        count = len(points)
        turn = np.linspace(0, 2 * np.pi, count, endpoint=not stroke.closed)
        wave = np.sin(turn * rng.integers(1, 4) + rng.uniform(0, 6.3))
        width = own * rng.uniform(0.8, 1.2) * (1 - pressed / 2 + pressed / 2 * wave)
        if not stroke.closed:
            away = np.minimum(np.arange(count), np.arange(count)[::-1]) + 1
            width = width * (1 - pressed * np.exp(-away / (4 * own + 4)))
            fade = np.minimum(1, away / 12)[:, None]  # ends stay where they meet
            points = points + tremble * fade * _waves(rng, count)
        lines.append(Line(points, np.clip(width, *WIDTHS), stroke.closed, stroke.met, np.ones(count, np.bool_)))
    return lines


def _waves(rng: Rng, count: int) -> F64:
    """(count, 2) slow waves between -1 and 1."""
    at = np.arange(count)[:, None]
    return np.asarray(np.sin(at / rng.uniform(9, 30, (1, 2)) + rng.uniform(0, 6.3, (1, 2))))


def _spaced(points: F64, closed: bool) -> F64:
    whole = np.concatenate([points, points[:1]]) if closed else points
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(whole, axis=0).T))])
    count = max(2, round(along[-1] / STEP) + (0 if closed else 1))
    at = np.linspace(0, along[-1], count, endpoint=not closed)
    return np.stack([np.interp(at, along, whole[:, k]) for k in (0, 1)], axis=1)


def overshot(lines: list[Line], rng: Rng, grow: float) -> list[Line]:
    """Some ends go on over the line that they meet, by up to five pixels times ``grow``."""
    found = []
    for line in lines:
        points, width = line.points, line.width
        for side in (0, 1):
            if line.closed or not line.met[side] or len(points) < 8 or rng.random() > OVERSHOOTS:
                continue
            end, before = (points[0], points[4]) if side == 0 else (points[-1], points[-5])
            way = (end - before) / max(float(np.hypot(*(end - before))), 1e-9)
            reach = np.arange(1, 1 + int(rng.uniform(1.5, 5) * grow))[:, None]
            more = end + way * reach
            points = np.concatenate([more[::-1], points] if side == 0 else [points, more])
            pad = (len(more), 0) if side == 0 else (0, len(more))
            width = np.pad(width, pad, mode="edge")
        found.append(replace(line, points=points, width=width, keep=np.ones(len(points), np.bool_)))
    return found


def strands(lines: list[Line], room: F32, rng: Rng, grow: float) -> list[Line]:
    """Strands that leave lines and end in an area. room: (h, w), pixels to the nearest line."""
    found: list[Line] = []
    longest = [line for line in lines if len(line.points) > 40 * grow]
    for _ in range(int(rng.integers(*STRANDS)) if longest else 0):
        line = longest[int(rng.integers(len(longest)))]
        at = int(rng.integers(8, len(line.points) - 8))
        way = line.points[at + 4] - line.points[at - 4]
        side = np.array([-way[1], way[0]]) * (1 if rng.random() < 0.5 else -1)
        lean = side / max(float(np.hypot(*way)), 1e-9) + rng.uniform(-0.9, 0.9) * way / max(float(np.hypot(*way)), 1e-9)
        length = rng.uniform(14, 70) * grow
        t = np.linspace(0, 1, max(4, int(length)))[:, None]
        bend = np.array([-lean[1], lean[0]]) * rng.uniform(-0.35, 0.35)
        points = line.points[at] + length * (lean * t + bend * t * t)
        x, y = np.round(points).astype(int).T
        inside = (x >= 0) & (y >= 0) & (x < room.shape[1]) & (y < room.shape[0])
        if not inside.all() or room[y[4:], x[4:]].min(initial=0) < 1.0 or room[y[-1], x[-1]] < 4 * grow:
            continue  # it would touch another line, and part what is one
        width = np.clip(line.width[at] * (1 - 0.7 * t[:, 0]), *WIDTHS)
        found.append(Line(points, width, False, (False, False), np.ones(len(points), np.bool_)))
    return found


def picture_of(lines: list[Line], shape: tuple[int, int], ink: int = 0) -> U8:
    """(h, w) uint8: the lines in ink of that grey on white paper, anti-aliased."""
    points: list[F64] = []
    lengths: list[int] = []
    for line in lines:
        for run in _runs(line):
            points.append(np.column_stack([line.points[run], line.width[run] / 2]))
            lengths.append(len(run))
    count = len(lengths)
    every = np.concatenate(points).astype(np.float32) if points else np.zeros((0, 3), np.float32)
    colours = np.full((count, 4), 255 - ink, np.uint8)
    drawn = Drawn(shape[1], shape[0], every, np.array(lengths, np.int64), colours, np.zeros(count, np.uint8))
    return np.asarray(draw_lines(drawn).pixels, np.uint8)


def _runs(line: Line) -> Iterator[I32]:
    """Runs of the points that are drawn; a whole closed line comes back to its first."""
    count = len(line.keep)
    if line.keep.all():
        yield np.append(np.arange(count), 0).astype(np.int32) if line.closed else np.arange(count, dtype=np.int32)
        return
    order = np.arange(count)
    if line.closed:
        order = np.roll(order, -int(np.flatnonzero(~line.keep)[0]))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], line.keep[order].astype(np.int8), [0]])))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if last - first > 1:
            yield order[first:last].astype(np.int32)


def grown(size: int) -> float:
    """How much larger what a hand does (gaps, strands, overshoots) is than at `BASE`: it zooms in, not all the way."""
    return float(np.sqrt(size / BASE))


def ink_of(rng: Rng) -> int:
    """The grey of a drawing's ink: most are black."""
    return int(rng.integers(20, GREYEST)) if rng.random() < 0.2 else 0
