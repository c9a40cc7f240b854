"""Outlines with an opening, of the kinds in a painting program's own tests of gap closing: each turned, of several
widths of gap and line, with one dab inside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from celtint import Settings
from celtint.types.arrays import F64, Bool

from celtint_train.evaluation.bench.drawings.drawing import (
    GREEN,
    RED,
    Area,
    Drawing,
    Pen,
    arc,
    blank,
    dab,
    off,
    polygon,
    somewhere,
    turned,
)
from celtint_train.puppets.scene_shapes import Random

SIDE = 240
"""Pixels a side."""
HALF = 64.0
"""Pixels from the middle of a shape to its line."""
SETTINGS = Settings(mode="line", undecided="transparent", gap=40)
TURNS = (0, 17, 45, 90, 133, 180, 211, 270, 305)
GAPS, WIDTHS = range(1, 13), range(1, 5)
SLACK = 3.0
"""Pixels beside an opening where the border may lie."""
RIGHT = 0.98
"""Share of an area that has to be right."""


@dataclass(frozen=True)
class Opening:
    """An outline about 0, 0.

    lines: the strokes. inside: the ring that takes the dab. others: rings that must not. between: rings in which
    either is right.
    """

    lines: list[F64]
    inside: F64
    others: list[F64]
    between: list[F64]


def gap_drawings(first: int = 0, every: int = 1) -> Iterator[Drawing]:
    """Each kind of outline with each gap and width of line, one of `TURNS` each; every ``every``-th of them.

    first: a seed; another one has other turns and places. All of them: 7 × 12 × 4.
    """
    number = 0
    for kind in KINDS:
        for gap in GAPS:
            for width in WIDTHS:
                if number % every == 0:
                    yield gap_drawing(kind, gap, width, first + number)
                number += 1


def gap_drawing(kind: str, gap: float, width: float, seed: int) -> Drawing:
    """One outline of `KINDS`: ``gap`` pixels of paper between lines of ``width``. Half of the outsides have a dab."""
    rng = np.random.default_rng(seed)
    turn = TURNS[seed % len(TURNS)]
    middle = SIDE / 2 + rng.uniform(-3, 3, 2)
    opening = KINDS[kind](rng, gap, width)
    pen = Pen(SIDE, SIDE)
    for line in opening.lines:
        pen.line(turned(line, turn, middle), width)
    picture = pen.picture(scaled=seed % 3 == 1)
    if seed % 3 == 0:  # a pen without soft edges
        picture = np.where(picture < 128, 0, 255).astype(np.uint8)

    def ring(points: F64) -> Bool:
        return polygon(pen.shape, turned(points, turn, middle))

    between = np.zeros(pen.shape, np.bool_)
    for points in opening.between:
        between |= ring(points)
    inside = off(ring(opening.inside) & ~between, picture, 1)
    outside = off(~ring(opening.inside) & ~between, picture, 1)
    layer = blank(pen.shape)
    dab(layer, somewhere(rng, inside, 10), 3.5, RED)
    answer = GREEN if rng.random() < 0.5 else None
    areas = [Area("inside", inside, RED, RIGHT)]
    for k, points in enumerate(opening.others):
        closed = ring(points)
        areas.append(Area(f"beside {k + 1}", outside & closed, None, RIGHT))
        outside = outside & ~closed
    if answer:
        dab(layer, (9, 9), 4, answer)
    areas.append(Area("outside", outside, answer, RIGHT))
    return Drawing(kind, f"{kind} gap {gap:g} width {width:g} turn {turn}", picture, layer, tuple(areas), SETTINGS)


def _facing(rng: Random, gap: float, width: float) -> Opening:
    """A circle whose two ends face each other."""
    half = np.rad2deg(np.arcsin((gap + width) / 2 / HALF))
    ring = arc((0, 0), (HALF, HALF), 0, 360)
    mouth = arc((HALF, 0), [(gap + width) / 2 + SLACK] * 2, 0, 360)
    return Opening([arc((0, 0), (HALF, HALF), half, 360 - half)], ring, [], [mouth])


def _corner(rng: Random, gap: float, width: float) -> Opening:
    """A square with a corner missing."""
    h, cut = HALF, (gap + width) / np.sqrt(2)
    line = np.array([(h, h - cut), (h, -h), (-h, -h), (-h, h), (h - cut, h)])
    return Opening([line], _box(-h, -h, h, h), [], [arc((h, h), [cut + SLACK] * 2, 0, 360)])


def _beside(rng: Random, gap: float, width: float) -> Opening:
    """A circle whose ends run out, or in, side by side."""
    apart, out = (gap + width) / 2, rng.uniform(6, 24) * rng.choice([1, 1, -1])
    angle = np.arcsin(apart / HALF)
    start = np.rad2deg(angle)
    edge = HALF * np.cos(angle)
    line = np.vstack([[(edge + out, apart)], arc((0, 0), (HALF, HALF), start, 360 - start), [(edge + out, -apart)]])
    mouth = _box(min(edge, edge + out) - SLACK, -apart, max(HALF, HALF + out) + SLACK, apart)
    return Opening([line], arc((0, 0), (HALF, HALF), 0, 360), [], [mouth])


def _overlap(rng: Random, gap: float, width: float) -> Opening:
    """A stroke that begins as it ends, but passes its beginning at a distance."""
    more, step = rng.uniform(8, 40), (gap + width) / 360
    inner = HALF - (gap + width) / 2

    def spiral(start: float, end: float) -> F64:
        turn = np.linspace(start, end, 400)
        return np.stack([np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))], 1) * (inner + step * turn)[:, None]

    mouth = np.vstack([spiral(0, more), spiral(360, 360 + more)[::-1]])
    ends = [arc(spiral(a, a + 1)[0], [gap + width / 2 + SLACK] * 2, 0, 360) for a in (0, 360, 360 + more)]
    return Opening([spiral(0, 360 + more)], spiral(0, 360), [], [mouth, *ends])


def _wall(rng: Random, gap: float, width: float) -> Opening:
    """A line that stops short of the one it should meet."""
    h, x = HALF, rng.uniform(-12, 12)
    stop = h - gap - width
    lines = [_box(-h, -h, h, h)[[0, 1, 2, 3, 0]], np.array([(x, -h), (x, stop)])]
    mouth = arc((x, (h + stop) / 2), [(gap + width) / 2 + SLACK] * 2, 0, 360)
    return Opening(lines, _box(-h, -h, x, h), [_box(x, -h, h, h)], [mouth])


def _cusp(rng: Random, gap: float, width: float) -> Opening:
    """A leaf whose two sides come nearly together at its tip."""
    long, deep = 78.0, rng.uniform(34, 46)
    radius = (long * long + deep * deep) / (2 * deep)
    x = np.linspace(-long, long, 500)
    y = np.sqrt(radius * radius - x * x) - (radius - deep)
    kept = (x < 0) | (y >= (gap + width) / 2)
    stop = float(x[kept][-1])
    sides = [np.stack([x[kept], sign * y[kept]], 1) for sign in (1, -1)]
    leaf = np.vstack([np.stack([x, y], 1), np.stack([x, -y], 1)[::-1]])
    mouth = _box(stop - SLACK, -(gap + width) / 2 - 1, long + SLACK, (gap + width) / 2 + 1)
    return Opening([np.vstack([sides[0][::-1], sides[1]])], leaf, [], [mouth])


def _channel(rng: Random, gap: float, width: float) -> Opening:
    """A frame in which two shapes leave a channel: round ones or, by chance, square ones."""
    h, half = HALF, (gap + width) / 2
    if rng.random() < 0.5:
        left = arc((-h, 0), [h - half] * 2, -90, 90)
        reach = float(np.sqrt(2 * (h - half) * max(gap, 2.0))) + SLACK
    else:
        tall = rng.uniform(12, 30)
        left = np.array([(-h, -tall), (-half, -tall), (-half, tall), (-h, tall)])
        reach = tall + gap + SLACK
    right = left * (-1, 1)
    frame = _box(-h, -h, h, h)
    neck = _box(-half - width, -reach, half + width, reach)
    top = np.vstack([left[len(left) // 2 - 1 :: -1], [(-h, -h), (h, -h)], right[: len(right) // 2]])
    lower = np.vstack([left[len(left) // 2 :], [(-h, h), (h, h)], right[: len(right) // 2 - 1 : -1]])
    lines = [frame[[0, 1, 2, 3, 0]], left, right]
    wide = _box(-h / 2, -reach, h / 2, reach)
    return Opening(lines, top, [lower, left, right], [neck if len(left) == 4 else wide])


def _box(x: float, y: float, right: float, bottom: float) -> F64:
    return np.array([(x, y), (right, y), (right, bottom), (x, bottom)], float)


KINDS: dict[str, Callable[[Random, float, float], Opening]] = {
    "ends facing": _facing,
    "a corner missing": _corner,
    "ends side by side": _beside,
    "ends that pass": _overlap,
    "a line stops short": _wall,
    "a tip": _cusp,
    "a channel": _channel,
}
