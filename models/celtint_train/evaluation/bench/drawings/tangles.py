"""Drawings of the kinds in the tests of other fill tools (MyPaint's, Krita's lazy brush): sketched outlines, corridors,
rings, shapes that touch, two dabs on open ground, hints that are scribbled."""

from collections.abc import Callable, Iterator

import numpy as np
from celtint import RGB
from celtint.types.arrays import F64, U8, Bool

from celtint_train.evaluation.bench.drawings.drawing import (
    BLUE,
    GREEN,
    RED,
    YELLOW,
    Area,
    Drawing,
    Pen,
    arc,
    blank,
    border,
    dab,
    disc,
    grown,
    off,
    polygon,
    somewhere,
)
from celtint_train.puppets.scene_shapes import Random

SIDE = 320
EACH = 6
"""Drawings of each kind."""
RIGHT = 0.97
MIDDLE = 0.95
"""Of what is nearer to one of two dabs on open ground, the share that it gets."""
LONGER = 1.2
"""Their border may be so many times as long as the straight one."""
SHAPE = (SIDE, SIDE)


def tangles(first: int = 0, every: int = 1) -> Iterator[Drawing]:
    """`EACH` drawings of each kind of `KINDS`, every ``every``-th of them. first: a seed."""
    for number in range(EACH * len(KINDS)):
        if number % every == 0:
            yield tangle(list(KINDS)[number // EACH], first + number)


def tangle(kind: str, seed: int) -> Drawing:
    """One drawing of `KINDS`."""
    return KINDS[kind](np.random.default_rng([seed, 11]), kind, f"{kind} {seed}")


def _dabbed(
    rng: Random, kind: str, name: str, picture: U8, parts: list[tuple[str, Bool, RGB | None]], room: float = 6.0
) -> Drawing:
    """A drawing with a dab in each of its parts that have a colour."""
    layer = blank(SHAPE)
    areas = []
    for what, where, colour in parts:
        asked = off(where, picture, 1)
        if colour:
            dab(layer, somewhere(rng, asked, room), min(3.5, room), colour)
        areas.append(Area(what, asked, colour, RIGHT))
    return Drawing(kind, name, picture, layer, tuple(areas))


def _wobbly(rng: Random, middle: F64, radius: float) -> F64:
    turn = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    waves = np.zeros(len(turn))
    for k in (2, 3, 4):
        waves += rng.uniform(0, 0.09) * np.sin(k * turn + rng.uniform(0, 6))
    return np.asarray(middle + radius * (1 + waves)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1))


def _sketched(rng: Random, kind: str, name: str) -> Drawing:
    """An outline gone over again and again with strokes that don't quite meet each other."""
    pen = Pen(*SHAPE)
    ring = _wobbly(rng, np.array([SIDE / 2, SIDE / 2]), rng.uniform(80, 110))
    middle = ring.mean(axis=0)
    spread = float(rng.uniform(1.5, 4))
    for start in np.arange(0, 240, rng.uniform(14, 24)):
        for _ in range(2):
            run = (int(start) + np.arange(int(rng.uniform(30, 55)))) % 240
            start_off, end_off = rng.normal(1, spread / 100, 2).tolist()
            drift = np.linspace(start_off, end_off, len(run))[:, None]
            pressure = np.sin(np.linspace(0.4, 2.7, len(run)))
            pen.line(middle + (ring[run] - middle) * drift, pressure * rng.uniform(1, 2.2))
    slop = 3 * spread + 3
    shape = polygon(SHAPE, ring)
    inside, outside = off(shape, ~shape, slop), off(~shape, shape, slop)
    return _dabbed(rng, kind, name, pen.picture(), [("inside", inside, RED), ("outside", outside, _by_chance(rng))])


def _dashed(rng: Random, kind: str, name: str) -> Drawing:
    """An outline of short strokes across or along it, as fur and grass are drawn, with paper between them."""
    pen = Pen(*SHAPE)
    ring = _wobbly(rng, np.array([SIDE / 2, SIDE / 2]), rng.uniform(80, 105))
    step = np.roll(ring, -1, axis=0) - ring
    lengths = np.linalg.norm(step, axis=1)
    along = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    dash, gap, lean = rng.uniform(9, 18), rng.uniform(2, 5), rng.uniform(0, 35)
    for start in np.arange(0, along[-1], dash + gap):
        run = np.flatnonzero((along >= start) & (along < start + dash))
        if len(run) < 3:
            continue
        outer = np.linspace(0, np.tan(np.deg2rad(lean)) * dash, len(run))[:, None]
        normal = np.stack([step[run, 1], -step[run, 0]], axis=1) / lengths[run, None]
        pen.line(ring[run] + normal * outer, 1.8)
    slop = float(np.tan(np.deg2rad(lean)) * dash) + 4
    shape = polygon(SHAPE, ring)
    inside, outside = off(shape, ~shape, 4), off(~shape, shape, slop)
    return _dabbed(rng, kind, name, pen.picture(), [("inside", inside, RED), ("outside", outside, _by_chance(rng))])


def _spiral(rng: Random, kind: str, name: str) -> Drawing:
    """A corridor wound up in a circle: one dab anywhere fills it."""
    pen = Pen(*SHAPE)
    corridor, turns = rng.uniform(9, 18), 5
    radius = corridor * (turns + 0.5)
    turn = np.linspace(0.3, turns * 2 * np.pi, 900)
    spun = turn * corridor / (2 * np.pi)
    middle = np.array([SIDE / 2, SIDE / 2])
    line = middle + spun[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    pen.line(line, rng.uniform(1.2, 2.4))
    pen.line(arc(middle, (radius, radius), 0, 360), 2.2, closed=True)
    shape = disc(SHAPE, middle, radius)
    return _dabbed(rng, kind, name, pen.picture(), [("corridor", shape, RED), ("outside", ~shape, _by_chance(rng))], 3)


def _comb(rng: Random, kind: str, name: str) -> Drawing:
    """A box with teeth that reach nearly to its bottom: one dab fills all of it."""
    pen = Pen(*SHAPE)
    left, top, right, bottom = 40.0, 60.0, 280.0, 250.0
    box = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    width, pitch = rng.uniform(1.2, 2.4), rng.uniform(9, 20)
    pen.line(box, 2.2, closed=True)
    free = rng.uniform(40, 60)
    for x in np.arange(left + pitch, right - 6, pitch):
        pen.line(np.array([(x, top), (x + rng.uniform(-1, 1), bottom - free - rng.uniform(0, 12))]), width)
    shape = polygon(SHAPE, box)
    return _dabbed(rng, kind, name, pen.picture(), [("comb", shape, RED), ("outside", ~shape, _by_chance(rng))], 3)


def _maze(rng: Random, kind: str, name: str) -> Drawing:
    """A maze in which every cell can be reached: one dab fills it."""
    pen = Pen(*SHAPE)
    cells = int(rng.integers(6, 11))
    pitch = 240 / cells
    open_walls = _walk(rng, cells)
    width = rng.uniform(1.6, 3)
    for y in range(cells):
        for x in range(cells):
            corner = np.array([40 + x * pitch, 40 + y * pitch])
            if y > 0 and ((x, y - 1), (x, y)) not in open_walls:
                pen.line(np.stack([corner, corner + np.array([pitch, 0])]), width)
            if x > 0 and ((x - 1, y), (x, y)) not in open_walls:
                pen.line(np.stack([corner, corner + np.array([0, pitch])]), width)
    box = np.array([(40.0, 40.0), (280.0, 40.0), (280.0, 280.0), (40.0, 280.0)])
    pen.line(box, width, closed=True)
    shape = polygon(SHAPE, box)
    return _dabbed(rng, kind, name, pen.picture(), [("maze", shape, RED), ("outside", ~shape, _by_chance(rng))], 5)


def _walk(rng: Random, cells: int) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of neighbours between which there is no wall, the lower first: a tree over all cells."""
    way, seen, found = [(0, 0)], {(0, 0)}, set()
    while way:
        x, y = way[-1]
        steps = [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
        steps = [c for c in steps if c not in seen and 0 <= c[0] < cells and 0 <= c[1] < cells]
        if not steps:
            way.pop()
            continue
        cell = steps[int(rng.integers(len(steps)))]
        found.add((min(cell, (x, y)), max(cell, (x, y))))
        seen.add(cell)
        way.append(cell)
    return found


def _rings(rng: Random, kind: str, name: str) -> Drawing:
    """Rings in each other, a dab in each."""
    pen = Pen(*SHAPE)
    apart = rng.uniform(7, 14)
    middle = SIDE / 2 + rng.uniform(-6, 6, 2)
    radii = apart * np.arange(2, 10)
    for radius in radii:
        pen.line(arc(middle, (radius, radius), 0, 360), 1.6, closed=True)
    discs = [disc(SHAPE, middle, float(radius)) for radius in radii]
    colours = (RED, YELLOW, BLUE, GREEN)
    parts: list[tuple[str, Bool, RGB | None]] = [("middle", discs[0], BLUE)]
    for k in range(1, len(discs)):
        parts.append((f"ring {k}", discs[k] & ~discs[k - 1], colours[k % 4]))
    parts.append(("outside", ~discs[-1], (120, 200, 220)))
    return _dabbed(rng, kind, name, pen.picture(), parts, 2)


def _touching(rng: Random, kind: str, name: str) -> Drawing:
    """Circles that touch: a dab in each, and what they enclose between them stays clear."""
    pen = Pen(*SHAPE)
    radius = float(rng.uniform(24, 34))
    colours = (RED, YELLOW, BLUE)
    parts: list[tuple[str, Bool, RGB | None]] = []
    outside = np.ones(SHAPE, np.bool_)
    for row in range(3):
        for column in range(3):
            place = np.array([SIDE / 2 + (column - 1) * 2 * radius, SIDE / 2 + (row - 1) * 2 * radius])
            pen.line(arc(place, (radius, radius), 0, 360), 2.4, closed=True)
            where = disc(SHAPE, place, radius)
            parts.append((f"circle {row} {column}", where, colours[(row + column) % 3]))
            outside &= ~where
    square = np.zeros(SHAPE, np.bool_)
    reach = int(2 * radius)
    square[SIDE // 2 - reach : SIDE // 2 + reach, SIDE // 2 - reach : SIDE // 2 + reach] = True
    parts += [
        ("between", off(outside & square, pen.picture(), 2), None),
        ("outside", outside & ~grown(square, 3), GREEN),
    ]
    return _dabbed(rng, kind, name, pen.picture(), parts)


def _open_ground(rng: Random, kind: str, name: str) -> Drawing:
    """Two dabs in one open area: each has what is clearly nearer to it, and their border is short and smooth."""
    pen = Pen(*SHAPE)
    width, height = rng.uniform(150, 260), rng.uniform(110, 200)
    left, top = (SIDE - width) / 2, (SIDE - height) / 2
    box = np.array([(left, top), (left + width, top), (left + width, top + height), (left, top + height)])
    ring = box if rng.random() < 0.5 else arc((SIDE / 2, SIDE / 2), (width / 2, height / 2), 0, 360)
    pen.line(ring, 2.2, closed=True)
    picture = pen.picture()
    shape = off(polygon(SHAPE, ring), picture, 1)
    places = [
        (left + width * rng.uniform(*span), SIDE / 2 + rng.uniform(-0.2, 0.2) * height)
        for span in ((0.2, 0.34), (0.66, 0.8))
    ]
    rows, columns = np.indices(SHAPE)
    away = [np.hypot(columns - x, rows - y) for x, y in places]
    layer, ideal = blank(SHAPE), blank(SHAPE)
    areas = []
    for k, colour in enumerate((RED, BLUE)):
        dab(layer, places[k], 4, colour)
        nearer = np.asarray(shape & (away[k] < away[1 - k]))
        ideal[nearer] = (*colour, 255)
        areas.append(Area(f"side {k + 1}", nearer, colour, MIDDLE))
    answer = GREEN if rng.random() < 0.5 else None
    if answer:
        dab(layer, (10, 10), 4, answer)
    areas.append(Area("outside", off(~polygon(SHAPE, ring), picture, 1), answer, RIGHT))
    return Drawing(kind, name, picture, layer, tuple(areas), most_border=LONGER * border(ideal))


def _scribbled(rng: Random, kind: str, name: str) -> Drawing:
    """A shape scribbled over, here and there over its line: what spills does not claim the neighbour."""
    pen = Pen(*SHAPE)
    left = _wobbly(rng, np.array([115, SIDE / 2]), 70)
    right = arc((235, SIDE / 2), (48, 60), 0, 360)
    pen.line(left, 2.2, closed=True)
    pen.line(right, 2.2, closed=True)
    picture = pen.picture()
    shapes = polygon(SHAPE, left), polygon(SHAPE, right)
    shape = shapes[0] & ~shapes[1], shapes[1] & ~shapes[0]
    layer = blank(SHAPE)
    paint = _scribble(rng, shapes[0] & ~shapes[1])
    layer[paint] = (*RED, 255)
    dab(layer, somewhere(rng, off(shape[1], picture, 2) & ~paint, 8), 4, YELLOW)
    outside = off(~(shapes[0] | shapes[1]), picture, 1) & ~grown(paint, 1)
    answer = _by_chance(rng)
    if answer:
        dab(layer, (10, 10), 4, answer)
    areas = (
        Area("scribbled", off(shape[0], picture, 1), RED, RIGHT),
        Area("beside", off(shape[1], picture, 1) & ~grown(paint, 1), YELLOW, RIGHT),
        Area("outside", outside, answer, RIGHT),
    )
    return Drawing(kind, name, picture, layer, areas)


def _scribble(rng: Random, shape: Bool) -> Bool:
    """A zigzag over a shape that passes its line by up to 4 pixels at a few of its turns."""
    y, x = np.nonzero(off(shape, ~shape, 10))
    pen = Pen(*SHAPE)
    points = []
    for k, row in enumerate(np.arange(int(y.min()), int(y.max()), rng.uniform(9, 15))):
        on_row = x[y == int(row)]
        end = float(on_row.min() if k % 2 else on_row.max())
        over = rng.uniform(8, 15) if rng.random() < 0.25 else 0.0
        points.append((end + (-over if k % 2 else over), row))
    pen.line(np.array(points), 4)
    return np.asarray(pen.picture() < 128)


def _by_chance(rng: Random) -> RGB | None:
    return GREEN if rng.random() < 0.5 else None


KINDS: dict[str, Callable[[Random, str, str], Drawing]] = {
    "sketched outlines": _sketched,
    "outlines of dashes": _dashed,
    "spiral": _spiral,
    "comb": _comb,
    "maze": _maze,
    "rings": _rings,
    "circles that touch": _touching,
    "two dabs on open ground": _open_ground,
    "scribbles that spill": _scribbled,
}
