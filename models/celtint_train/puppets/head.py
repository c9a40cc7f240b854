"""Heads: faces, eyes, hair. Coordinates are heads from the middle of the head: crown at y = -0.5, chin at y = 0.5."""

from dataclasses import dataclass

import numpy as np
from celtint.types.arrays import F64

from celtint_train.puppets.palettes import Colours
from celtint_train.puppets.pieces import (
    COLOUR_LINE,
    Piece,
    Random,
    Rgb,
    darker,
    lighter,
    mirrored,
    oval,
    shifted,
    smooth,
    tube,
)
from celtint_train.puppets.skeleton import Eye, Head, Mouth, Tail

WHITE: Rgb = (252, 252, 250)
FACE, FRONT, BACK = Head(0.08, 0.1), Head(0.16, 0.12), Head(-0.12, 0.05)


@dataclass(frozen=True)
class HeadPieces:
    """From back to front: behind the body, behind the head, and the head itself."""

    behind: list[Piece]
    front: list[Piece]


def head(rng: Random, c: Colours, shaded: bool) -> HeadPieces:
    """A head of its own design."""
    fringe = _fringe(rng)
    hair_shade = darker(c.hair)
    behind = _back_hair(rng, c, hair_shade)
    pieces = [*_ears(rng, c), _face(rng, c, fringe, shaded), *_features(rng, c)]
    pieces += _front_hair(rng, c, fringe, shaded)
    pieces += _worn(rng, c)
    return HeadPieces(behind, pieces)


def _jaw(rng: Random) -> F64:
    wide, chin = float(rng.uniform(0.38, 0.43)), float(rng.uniform(0.09, 0.17))
    half = [
        (0, -0.48),
        (wide * 0.75, -0.4),
        (wide, -0.1),
        (wide * 0.99, 0.1),
        (wide * 0.84, 0.3),
        (chin, 0.455),
        (0, 0.5),
    ]
    return smooth(mirrored(half))


def _face(rng: Random, c: Colours, fringe: F64, shaded: bool) -> Piece:
    jaw = _jaw(rng)
    inside = []
    if shaded:
        # The fringe's shadow on the brow.
        inside.append(Piece("face shade", shifted(fringe, 0.015, 0.075), FRONT, darker(c.skin), 0.6, COLOUR_LINE))
    if rng.random() < 0.45:
        for side in (-1, 1):
            cheek = oval(side * 0.27, 0.25, 0.075, 0.04, 14)
            blush: Rgb = (c.skin[0], max(0, c.skin[1] - 44), max(0, c.skin[2] - 34))
            inside.append(Piece(f"blush {side}", cheek, Head(0.3), blush, 0.5, COLOUR_LINE))
    return Piece("face", jaw, FACE, c.skin, 1.1, inside=tuple(inside))


def _ears(rng: Random, c: Colours) -> list[Piece]:
    out = []
    for side, name in ((-1, "left"), (1, "right")):
        ear = smooth(
            [
                (side * x, y)
                for x, y in ((0.36, 0.0), (0.44, -0.06), (0.49, 0.0), (0.47, 0.12), (0.41, 0.2), (0.36, 0.18))
            ]
        )
        inner = smooth(
            [(side * x, y) for x, y in ((0.40, 0.02), (0.45, 0.0), (0.455, 0.08), (0.42, 0.13))], closed=False
        )
        fold = Piece(f"ear line {name}", inner, Head(-0.02, 0.0), line=0.6)
        out.append(Piece(f"ear {name}", ear, Head(-0.02, 0.0), c.skin, inside=(fold,)))
    return out


def _features(rng: Random, c: Colours) -> list[Piece]:
    apart, size = float(rng.uniform(0.185, 0.215)), float(rng.uniform(0.85, 1.15))
    tall = float(rng.uniform(0.85, 1.2))
    pieces = []
    for side, name in ((-1, "left"), (1, "right")):
        pieces += _eye(c, side, name, (side * apart, 0.1), size, tall)
    brow_y, slant = float(rng.uniform(-0.13, -0.09)) - 0.06 * (tall - 1), float(rng.uniform(-0.03, 0.03))
    for side, name in ((-1, "left"), (1, "right")):
        brow = smooth(
            [
                (side * (apart - 0.08), brow_y + slant + 0.01),
                (side * apart, brow_y - 0.015),
                (side * (apart + 0.1), brow_y + 0.02),
            ],
            closed=False,
        )
        pieces.append(Piece(f"brow {name}", brow, Head(0.42), line=1.3))
    nose = smooth([(0.0, 0.2), (0.022, 0.24), (0.0, 0.255)], closed=False)
    pieces.append(Piece("nose", nose, Head(0.5), line=0.7))
    wide = float(rng.uniform(0.06, 0.1))
    at = (0.0, 0.355)
    if rng.random() < 0.6:
        lips = smooth(
            [
                (-wide, 0.335),
                (-wide * 0.5, 0.342),
                (wide * 0.5, 0.342),
                (wide, 0.335),
                (wide * 0.6, 0.40),
                (0, 0.42),
                (-wide * 0.6, 0.40),
            ],
            (0, 3),
        )
        tongue = Piece("tongue", oval(0, 0.425, wide * 0.7, 0.04), Mouth(at), (236, 120, 118), 0.6)
        pieces.append(Piece("mouth", lips, Mouth(at), (150, 52, 58), 0.9, inside=(tongue,)))
    else:
        smile = smooth([(-wide, 0.34), (-wide * 0.4, 0.36), (wide * 0.4, 0.36), (wide, 0.34)], closed=False)
        pieces.append(Piece("mouth line", smile, Head(0.46), line=0.9))
    return pieces


def _eye(c: Colours, side: int, name: str, at: tuple[float, float], size: float, tall: float) -> list[Piece]:
    x0, y0 = at
    w, h = 0.095 * size, 0.1 * size * tall

    def placed(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x0 + side * x * w, y0 + y * h) for x, y in points]

    white = smooth(
        placed(
            [(-1, 0.1), (-0.6, -0.75), (0.1, -1.0), (0.8, -0.6), (1.05, 0.15), (0.6, 0.85), (-0.1, 1.0), (-0.75, 0.75)]
        )
    )
    lid, look = Eye(at), Eye(at, True)
    iris_shade = Piece(
        f"iris shade {name}",
        oval(x0, y0 - 0.75 * h, 0.75 * w, 0.55 * h),
        look,
        darker(c.eye, (0.55, 0.5, 0.6)),
        0.4,
        COLOUR_LINE,
    )
    pupil = Piece(f"pupil {name}", oval(x0, y0 + 0.05 * h, 0.26 * w, 0.34 * h, 12), look, solid=True, line=0)
    shine = Piece(f"shine {name}", oval(x0 - 0.2 * w, y0 - 0.4 * h, 0.2 * w, 0.22 * h, 12), look, WHITE, 0.5)
    iris = Piece(f"iris {name}", oval(x0, y0, 0.66 * w, 0.92 * h), look, c.eye, 0.8, inside=(iris_shade, pupil, shine))
    lash = smooth(
        placed(
            [
                (-1.1, 0.0),
                (-0.65, -0.8),
                (0.1, -1.08),
                (0.85, -0.68),
                (1.3, 0.0),
                (1.45, -0.35),
                (1.0, -0.95),
                (0.15, -1.38),
                (-0.75, -1.05),
            ]
        ),
        (0, 4, 5),
    )
    lower = smooth(placed([(0.75, 0.8), (0.1, 1.06), (-0.4, 0.98)]), closed=False)
    return [
        Piece(f"eye {name}", white, lid, WHITE, 0.5, inside=(iris,)),
        Piece(f"lash {name}", lash, lid, solid=True, line=0.3),
        Piece(f"lid {name}", lower, lid, line=0.6),
    ]


def _fringe(rng: Random) -> F64:
    """The outline of the hair over the brow: up one side of the head and back along the locks' tips."""
    locks = int(rng.integers(4, 8))
    side_end = float(rng.uniform(0.1, 0.42))
    wide = float(rng.uniform(0.47, 0.52))
    part = float(rng.uniform(-0.2, 0.2))
    tip_y, root_y = float(rng.uniform(-0.1, 0.02)), float(rng.uniform(-0.3, -0.2))
    points: list[tuple[float, float]] = [
        (-wide + 0.06, side_end),
        (-wide, 0.0),
        (-wide * 0.96, -0.25),
        (-0.3, -0.52),
        (0, -0.6),
        (0.3, -0.52),
        (wide * 0.96, -0.25),
        (wide, 0.0),
        (wide - 0.06, side_end),
    ]
    sharp = [0, 8]
    xs = np.linspace(wide - 0.1, -wide + 0.1, 2 * locks + 1)
    for k, x in enumerate(xs):
        jitter, sway = float(rng.uniform(-0.03, 0.03)), 0.0
        if k % 2 == 0:
            y = root_y - 0.12 * np.exp(-(((x - part) / 0.12) ** 2)) + jitter
            if k in (0, 2 * locks):
                y = -0.02
        else:
            y = tip_y + jitter - 0.1 * np.exp(-(((x - part) / 0.15) ** 2))
            # Locks bend away from the parting.
            sway = 0.06 * np.sign(x - part)
        sharp.append(len(points))
        points.append((float(x + sway), float(y)))
    return smooth(points, sharp, steps=4)


def _front_hair(rng: Random, c: Colours, fringe: F64, shaded: bool) -> list[Piece]:
    inside = []
    if shaded and rng.random() < 0.7:
        n = 7
        xs = np.linspace(-0.33, 0.33, n)
        top = [(float(x), -0.44 + 0.5 * float(x) ** 2) for x in xs]
        low = [(float(x), (-0.36 if k % 2 else -0.31) + 0.6 * float(x) ** 2) for k, x in reversed(list(enumerate(xs)))]
        shine = smooth([*top, *low], range(n, 2 * n), steps=4)
        inside.append(Piece("hair shine", shine, FRONT, lighter(c.hair, 0.45), 0.5, COLOUR_LINE))
    for k in range(int(rng.integers(1, 4))):
        x = float(rng.uniform(-0.3, 0.3))
        strand = smooth([(x * 0.5, -0.5), (x * 0.9, -0.38), (x * 1.1, -0.24)], closed=False)
        inside.append(Piece(f"strand {k}", strand, FRONT, line=0.5))
    pieces = []
    if rng.random() < 0.65:
        down = float(rng.uniform(0.45, 0.95))
        for side, name in ((-1, "left"), (1, "right")):
            lock = smooth(
                [
                    (side * x, y)
                    for x, y in (
                        (0.36, -0.3),
                        (0.49, -0.2),
                        (0.5, 0.1),
                        (0.46, down * 0.8),
                        (0.4, down),
                        (0.385, 0.35),
                        (0.37, 0.05),
                    )
                ],
                (4,),
            )
            pieces.append(Piece(f"lock {name}", lock, Head(0.1, 0.1, 0.5, 0.05), c.hair))
    pieces.append(Piece("fringe", fringe, FRONT, c.hair, 1.1, inside=tuple(inside)))
    return pieces


def _back_hair(rng: Random, c: Colours, shade: Rgb) -> list[Piece]:
    style = str(rng.choice(["short", "bob", "long", "very long", "tails", "tail"]))
    down = {"short": 0.36, "bob": 0.62, "long": 1.25, "very long": 1.9}.get(style, 0.34)
    wide = 0.49 + (0.1 if down > 0.5 else 0.0) * float(rng.uniform(0.3, 1))
    locks = int(rng.integers(4, 7))
    right = [(0.0, -0.58), (0.33, -0.5), (0.49, -0.2), (wide, 0.2), (wide * 1.02, down * 0.75)]
    xs = np.linspace(wide * 0.98, -wide * 0.98, 2 * locks + 1)
    hem = [(float(x), down * (1.0 if k % 2 else 0.86) + float(rng.uniform(-0.03, 0.03))) for k, x in enumerate(xs)]
    left = [(-x, y) for x, y in reversed(right[1:])]
    outline = smooth([*right, *hem, *left], range(len(right), len(right) + len(hem)), steps=4)
    pieces = []
    if style in ("tails", "tail"):
        sides = ((-1, "left"), (1, "right")) if style == "tails" else ((int(rng.choice([-1, 1])), "tail"),)
        length = float(rng.uniform(0.9, 1.7))
        for side, name in sides:
            rig = Tail((side * 0.42, -0.25), True, side * float(rng.uniform(0.5, 0.8)), length, -side * 0.2)
            shape = tube(
                [(0.0, 0.06), (0.25 * length, 0.17), (0.6 * length, 0.15), (0.85 * length, 0.08), (length, 0.0)], False
            )
            line = Piece(
                f"tail line {name}",
                smooth([(0.1, 0.02), (0.5 * length, 0.03), (0.8 * length, 0.0)], closed=False),
                rig,
                line=0.5,
            )
            pieces.append(Piece(f"hair {name}", shape, rig, c.hair, inside=(line,)))
            pieces.append(Piece(f"ribbon {name}", oval(side * 0.44, -0.25, 0.07, 0.09), Head(-0.2, 0.1), c.accent))
    pieces.insert(0, Piece("back hair", outline, Head(-0.14, 0.05, 0.55, 0.1), shade))
    return pieces


def _worn(rng: Random, c: Colours) -> list[Piece]:
    """Something on the head, or nothing."""
    kind = str(rng.choice(["nothing", "nothing", "nothing", "ears", "bow", "band", "cap"]))
    if kind == "ears":
        return _animal_ears(c)
    if kind == "bow":
        return _bow(c, float(rng.choice([-1, 1])) * 0.3)
    if kind == "band":
        return _band(c)
    return _cap(c) if kind == "cap" else []


def _animal_ears(c: Colours) -> list[Piece]:
    out: list[Piece] = []
    for side, name in ((-1, "left"), (1, "right")):
        ear = smooth(
            [(side * x, y) for x, y in ((0.1, -0.54), (0.2, -0.72), (0.34, -0.86), (0.42, -0.62), (0.42, -0.38))],
            (2,),
        )
        inner = smooth(
            [(side * x, y) for x, y in ((0.2, -0.55), (0.26, -0.68), (0.33, -0.77), (0.37, -0.62), (0.37, -0.46))],
            (2,),
        )
        out.append(
            Piece(
                f"animal ear {name}",
                ear,
                Head(-0.05, 0.0),
                c.hair,
                inside=(Piece(f"animal inner ear {name}", inner, Head(-0.03, 0.0), lighter(c.accent, 0.4), 0.7),),
            )
        )
    return out


def _bow(c: Colours, x: float) -> list[Piece]:
    out: list[Piece] = []
    for side, name in ((-1, "left"), (1, "right")):
        wing = smooth(
            [
                (x, -0.5),
                (x + side * 0.12, -0.62),
                (x + side * 0.22, -0.6),
                (x + side * 0.22, -0.4),
                (x + side * 0.12, -0.4),
            ],
            (0,),
        )
        out.append(Piece(f"bow {name}", wing, Head(0.1, 0.1), c.accent))
    out.append(Piece("bow knot", oval(x, -0.5, 0.045, 0.055, 14), Head(0.12, 0.1), darker(c.accent)))
    return out


def _band(c: Colours) -> list[Piece]:
    band = smooth(
        [
            (-0.49, -0.12),
            (-0.42, -0.36),
            (0, -0.52),
            (0.42, -0.36),
            (0.49, -0.12),
            (0.46, -0.16),
            (0.38, -0.31),
            (0, -0.45),
            (-0.38, -0.31),
            (-0.46, -0.16),
        ],
        (0, 4),
    )
    return [Piece("hair band", band, Head(0.16, 0.12), c.accent)]


def _cap(c: Colours) -> list[Piece]:
    dome = smooth(
        [
            (-0.52, -0.2),
            (-0.48, -0.46),
            (-0.25, -0.66),
            (0.0, -0.7),
            (0.25, -0.66),
            (0.48, -0.46),
            (0.52, -0.2),
            (0, -0.28),
        ],
        (0, 6),
    )
    peak = smooth([(-0.44, -0.25), (0, -0.33), (0.44, -0.25), (0.3, -0.1), (0, -0.06), (-0.3, -0.1)], (0, 2))
    return [Piece("cap", dome, FRONT, c.main), Piece("peak", peak, Head(0.4, 0.3), c.accent)]
