"""Places that figures stand in: plain paper, hills under a sky, a room. Coordinates are heads, the ground at y = 0."""

from dataclasses import dataclass

import numpy as np
from celtint.types.arrays import F64

from celtint_train.puppets.palettes import ROOMS, SKIES, varied
from celtint_train.puppets.pieces import Figure, Piece, Random, Rgb, darker, oval, smooth
from celtint_train.puppets.skeleton import PosedSkeleton


@dataclass(frozen=True)
class Still:
    """Stays where it is; ``drift``: heads that it moves to the right in a drawing, as clouds do."""

    drift: float = 0.0

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        return np.add(rest, (self.drift * body.time, 0.0))


PLACES = ("paper", "paper", "paper", "hills", "room")


def place(rng: Random) -> Figure:
    """A place, most often bare paper: everything in it is behind the figures."""
    kind = str(rng.choice(PLACES))
    if kind == "hills":
        return Figure(kind, tuple(_hills(rng)))
    if kind == "room":
        return Figure(kind, tuple(_room(rng)))
    return Figure(kind, ())


def _box(left: float, top: float, right: float, bottom: float) -> F64:
    return smooth([(left, top), (right, top), (right, bottom), (left, bottom)], range(4), steps=6)


def _hills(rng: Random) -> list[Piece]:
    sky, meadow, far, cloud, sun = (varied(rng, c) for c in SKIES[int(rng.integers(len(SKIES)))])
    still = Still()
    pieces = [Piece("sky", _box(-40, -30, 40, 6), still, sky)]
    if rng.random() < 0.6:
        x, r = float(rng.uniform(-6, 6)), float(rng.uniform(0.5, 1.0))
        pieces.append(Piece("sun", oval(x, -6.2, r, r, 24), still, sun, 0.8))
    for k in range(int(rng.integers(1, 4))):
        pieces.append(_cloud(rng, k, cloud))
    pieces.append(Piece("far hills", _ridge(rng, -1.8, 0.7), still, far, 0.8))
    pieces.append(Piece("meadow", _ridge(rng, -0.6, 0.15), still, meadow, 0.9))
    for k in range(int(rng.integers(0, 3))):
        pieces += _tree(rng, k, darker(meadow), (132, 94, 66))
    return pieces


def _cloud(rng: Random, number: int, colour: Rgb) -> Piece:
    x, y, s = float(rng.uniform(-7, 7)), float(rng.uniform(-6.5, -4)), float(rng.uniform(0.7, 1.4))
    puffs = [
        (-1.4, 0.2),
        (-1.2, -0.25),
        (-0.6, -0.3),
        (-0.2, -0.7),
        (0.4, -0.6),
        (0.7, -0.2),
        (1.3, -0.2),
        (1.5, 0.2),
        (0, 0.25),
    ]
    outline = smooth([(x + s * u, y + s * v) for u, v in puffs], (7,))
    return Piece(f"cloud {number}", outline, Still(float(rng.uniform(-0.02, 0.02))), colour, 0.8)


def _ridge(rng: Random, top: float, rough: float) -> F64:
    xs = np.linspace(-30, 30, 31)
    ys = top + rough * rng.uniform(-1, 1, len(xs))
    return smooth([*zip(xs.tolist(), ys.tolist(), strict=True), (30.0, 8.0), (-30.0, 8.0)], (0, 30, 31, 32), steps=3)


def _tree(rng: Random, number: int, leaf: Rgb, bark: Rgb) -> list[Piece]:
    x, h = float(rng.choice([-1, 1]) * rng.uniform(1.6, 5)), float(rng.uniform(3.0, 5.0))
    trunk = smooth([(x - 0.18, 0.05), (x - 0.12, -h * 0.6), (x + 0.12, -h * 0.6), (x + 0.2, 0.05)], range(4))
    a = np.linspace(0, 2 * np.pi, 11, endpoint=False)
    r = rng.uniform(0.85, 1.15, len(a)) * 0.32 * h
    crown = smooth(np.stack([x + r * np.cos(a), -0.75 * h + r * np.sin(a)], axis=1))
    still = Still()
    return [
        Piece(f"trunk {number}", trunk, still, varied(rng, bark)),
        Piece(f"crown {number}", crown, still, varied(rng, leaf)),
    ]


def _room(rng: Random) -> list[Piece]:
    wall, floor, glass, cloth, wood = (varied(rng, c) for c in ROOMS[int(rng.integers(len(ROOMS)))])
    still = Still()
    pieces = [
        Piece("wall", _box(-30, -20, 30, -0.6), still, wall, 0.8),
        Piece("floor", _box(-30, -0.6, 30, 8), still, floor, 0.8),
    ]
    if rng.random() < 0.8:
        x, y = float(rng.uniform(-4, 4)), -5.2
        pane = tuple(
            Piece(f"pane {k}", _box(x + dx, y + dy, x + dx + 0.95, y + dy + 1.05), still, glass, 0.7)
            for k, (dx, dy) in enumerate(((0.12, 0.12), (1.15, 0.12), (0.12, 1.25), (1.15, 1.25)))
        )
        pieces.append(Piece("window", _box(x, y, x + 2.2, y + 2.4), still, wood, 0.9, inside=pane))
        for side, name in ((0.0, "left"), (2.2, "right")):
            way = -1 if side == 0 else 1
            corners = ((-0.25, -0.2), (0.55, -0.2), (0.6, 2.9), (0.05, 2.8))
            shape = smooth([(x + side + way * u, y + v) for u, v in corners], range(4))
            pieces.append(Piece(f"curtain {name}", shape, still, cloth))
    if rng.random() < 0.6:
        x = float(rng.choice([-1, 1]) * rng.uniform(2, 5))
        inner = Piece("picture", _box(x + 0.1, -4.1, x + 1.1, -3.2), still, glass, 0.6)
        pieces.append(Piece("frame", _box(x, -4.2, x + 1.2, -3.1), still, darker(wood), 0.8, inside=(inner,)))
    if rng.random() < 0.6:
        x = float(rng.choice([-1, 1]) * rng.uniform(1.8, 4.5))
        pieces.append(Piece("cupboard", _box(x - 0.8, -1.9, x + 0.8, -0.35), still, wood, 1.0, inside=(
            Piece("door left", _box(x - 0.7, -1.7, x - 0.04, -0.5), still, darker(wood), 0.7),
            Piece("door right", _box(x + 0.04, -1.7, x + 0.7, -0.5), still, darker(wood), 0.7),
        )))  # fmt: skip
    return pieces
