"""The trunk and what is worn on it, from `Tailor`'s measures."""

import numpy as np
from celtint.types.arrays import F64

from celtint_train.puppets.pieces import Piece, darker, mirrored, oval, shifted, smooth, tube
from celtint_train.puppets.skeleton import Skirt, Tail, Torso
from celtint_train.puppets.tailor import SIDES, Tailor


def trunk(dress: Tailor) -> list[Piece]:
    """Neck, shirt, what is worn below the waist, belt, collar, scarf."""
    t, s, h = dress.build.torso, dress.build.shoulder, dress.build.hip + dress.thick * 1.25
    out: list[Piece] = []
    waist = s * dress.waist
    hem = 0.04 if dress.below in ("trousers", "shorts") else -0.12 * t
    half = [
        (0, -t - 0.02),
        (s * 0.45, -t - 0.015),
        (s * 0.92, -t + 0.03),
        (s * 1.12, -t + 0.13),
        (s * 0.98, -t * 0.72),
        (waist, -t * 0.38),
        (h * 1.0, hem),
        (0, hem + 0.035),
    ]
    shirt = smooth(mirrored(half), (6, 8))
    if dress.below in ("trousers", "shorts"):
        out.append(_seat(dress, h))
    out.append(_neck(dress, t))
    out.append(Piece("shirt", shirt, Torso(), dress.top, 1.1, inside=_on_shirt(dress, t, s, h)))
    if dress.below in ("skirt", "long skirt", "dress"):
        out.append(_skirt(dress, t, waist, h))
    if dress.rng.random() < 0.5:
        out.append(_belt(dress, h, -0.14 * t if hem < 0 else -0.1))
    return out + _at_neck(dress, t, s)


def _seat(dress: Tailor, h: float) -> Piece:
    seat = smooth(
        [
            (-h * 0.98, -0.18),
            (h * 0.98, -0.18),
            (h * 1.04, 0.06),
            (h * 0.5, 0.16),
            (0, 0.13),
            (-h * 0.5, 0.16),
            (-h * 1.04, 0.06),
        ],
        (0, 1),
    )
    return Piece("seat", seat, Torso(), dress.bottom)


def _belt(dress: Tailor, h: float, y: float) -> Piece:
    belt = smooth(
        [
            (-h * 1.06, y - 0.05),
            (0, y - 0.03),
            (h * 1.06, y - 0.05),
            (h * 1.07, y + 0.05),
            (0, y + 0.07),
            (-h * 1.07, y + 0.05),
        ],
        (0, 2, 3, 5),
    )
    buckle = Piece(
        "buckle",
        smooth([(-0.06, y - 0.02), (0.06, y - 0.02), (0.06, y + 0.06), (-0.06, y + 0.06)], range(4), steps=3),
        Torso(),
        dress.c.second,
        0.7,
    )
    return Piece("belt", belt, Torso(), dress.c.accent, inside=(buckle,))


def _neck(dress: Tailor, t: float) -> Piece:
    w, n = dress.thick * 0.85, dress.build.neck
    neck = smooth(
        [
            (-w, -t - n - 0.14),
            (w, -t - n - 0.14),
            (w * 1.05, -t - 0.02),
            (w * 1.6, -t + 0.05),
            (0, -t + 0.14),
            (-w * 1.6, -t + 0.05),
            (-w * 1.05, -t - 0.02),
        ],
        (0, 1),
    )
    under = smooth(
        [
            (-3 * w, -t - 0.3),
            (3 * w, -t - 0.3),
            (w * 1.1, -t - n * 0.35),
            (0, -t - n * 0.1),
            (-w * 1.1, -t - n * 0.5),
        ],
        (0, 1),
    )
    shade = dress.shade("neck shade", under, Torso(), dress.c.skin)
    return Piece("neck", neck, Torso(), dress.c.skin, 0.9, inside=shade)


def _on_shirt(dress: Tailor, t: float, s: float, h: float) -> tuple[Piece, ...]:
    """What lies on the shirt and is cut at its edges: pattern, neckline, shade."""
    out: list[Piece] = []
    pattern = str(dress.rng.choice(["plain", "plain", "stripes", "yoke", "emblem", "jacket", "dots"]))
    if pattern == "stripes":
        n = int(dress.rng.integers(2, 5))
        for k in range(n):
            y, d = -t + (k + 0.9) * t / (n + 0.6), 0.28 * t / n
            band = smooth(
                [(-1, y), (0, y + 0.04), (1, y), (1, y + d), (0, y + d + 0.04), (-1, y + d)], (0, 2, 3, 5), steps=4
            )
            out.append(Piece(f"stripe {k}", band, Torso(), dress.c.second, 0.8))
    elif pattern == "yoke":
        yoke = smooth([(-1, -t - 0.1), (1, -t - 0.1), (1, -t + 0.24), (0, -t + 0.34), (-1, -t + 0.24)], (0, 1, 2, 4))
        out.append(Piece("yoke", yoke, Torso(), dress.c.second, 0.8))
    elif pattern == "emblem":
        out.append(Piece("emblem", _star(0, -t * 0.6, 0.15), Torso(), dress.c.accent, 0.8))
    elif pattern == "jacket":
        inner = smooth(
            [(-0.12, -t - 0.1), (0.12, -t - 0.1), (0.09, -t * 0.5), (0.13, 0.2), (-0.13, 0.2), (-0.09, -t * 0.5)],
            (0, 1, 3, 4),
        )
        out.append(Piece("inner shirt", inner, Torso(), dress.c.second, 0.9))
    elif pattern == "dots":
        for k, (x, y) in enumerate(((-0.18, 0.25), (0.12, 0.34), (-0.08, 0.55), (0.22, 0.62), (-0.22, 0.78))):
            out.append(Piece(f"dot {k}", oval(x * s / 0.4, -t + y * t, 0.055, 0.055, 14), Torso(), dress.c.second, 0.7))
    v = float(dress.rng.uniform(0.1, 0.26))
    neckline = smooth(
        [(-0.16, -t - 0.1), (0.16, -t - 0.1), (0.13, -t + 0.02), (0, -t + v), (-0.13, -t + 0.02)], (0, 1, 3)
    )
    out.append(Piece("neckline", neckline, Torso(), dress.c.skin, 0.9))
    if dress.shaded and pattern in ("plain", "emblem"):
        side = smooth(
            [(s * 0.6, -t + 0.25), (s * 0.45, -t * 0.5), (s * 0.6, 0.2), (1.5, 0.2), (1.5, -t + 0.2)], (0, 2, 3, 4)
        )
        out[:0] = dress.shade("shirt shade", side, Torso(), dress.top)
    return tuple(out)


def _skirt(dress: Tailor, t: float, waist: float, h: float) -> Piece:
    long = {"skirt": 0.62, "dress": 0.85, "long skirt": 1.35}[dress.below] * sum(dress.build.leg) / 1.5
    flare = h * float(dress.rng.uniform(1.35, 1.9))
    top = -0.2 * t
    pleats = int(dress.rng.integers(3, 6))
    xs = np.linspace(flare, -flare, 2 * pleats + 1)
    hem = [(float(x), long * (1.0 if k % 2 else 0.95)) for k, x in enumerate(xs)]
    outline = smooth(
        [(-waist * 0.98, top), (0, top + 0.03), (waist * 0.98, top), (h * 1.15, 0.08), *hem, (-h * 1.15, 0.08)],
        (0, 2, 4, 4 + 2 * pleats),
    )
    rig, inside = Skirt(long), []
    if dress.rng.random() < 0.6:
        band = [(x * 1.2, y - 0.15 * long) for x, y in hem]
        low = [(x * 1.2, y - 0.07 * long) for x, y in reversed(hem)]
        inside.append(
            Piece(
                "skirt band",
                smooth([*band, *low], (0, len(hem) - 1, len(hem), 2 * len(hem) - 1), steps=4),
                rig,
                dress.c.second,
                0.7,
            )
        )
    for k, (x, y) in enumerate(hem[2:-2:2]):
        fold = smooth([(x, y + 0.02), (x * 0.85, y * 0.6), (x * 0.7, y * 0.3)], closed=False)
        inside.append(Piece(f"pleat {k}", fold, rig, line=0.6))
    shade = smooth(
        [
            (h * 0.35, top - 0.1),
            (flare * 0.35, long * 0.5),
            (flare * 0.55, long * 1.3),
            (3, long * 1.3),
            (3, top - 0.1),
        ],
        (0, 2, 3, 4),
    )
    return Piece(
        "skirt",
        outline,
        rig,
        dress.bottom,
        1.1,
        inside=(*dress.shade("skirt shade", shade, rig, dress.bottom), *inside),
    )


def _at_neck(dress: Tailor, t: float, s: float) -> list[Piece]:
    kind = str(dress.rng.choice(["nothing", "collar", "scarf", "tie", "bow", "sailor"]))
    out: list[Piece] = []
    if kind == "collar":
        out += _collar(dress, t, 0.2, s, 0.6)
    if kind == "sailor":
        out += _collar(dress, t, 0.34, s, 0.95)
    if kind in ("tie", "sailor", "bow"):
        y = -t + 0.2
        out += _tie(dress, y) if kind == "tie" else _bow(dress, y)
        out.append(Piece("knot", oval(0, y, 0.045, 0.045, 12), Torso(), darker(dress.c.accent)))
    if kind == "scarf":
        out += _scarf(dress, t)
    return out


def _collar(dress: Tailor, t: float, low: float, s: float, wide: float) -> list[Piece]:
    wing = [(0.0, -t + low * 0.75), (0.06, -t - 0.02), (0.16, -t - 0.07), (s * wide, -t + 0.06), (s * 0.6, -t + low)]
    return [
        Piece(f"collar {name}", smooth([(side * x, y) for x, y in wing], (0, 2, 4)), Torso(), dress.c.second, 0.9)
        for name, side in SIDES
    ]


def _tie(dress: Tailor, y: float) -> list[Piece]:
    outline = smooth([(-0.03, y), (0.03, y), (0.065, y + 0.38), (0, y + 0.46), (-0.065, y + 0.38)], (0, 1, 3))
    return [Piece("tie", outline, Torso(), dress.c.accent)]


def _bow(dress: Tailor, y: float) -> list[Piece]:
    wing = [(0.0, y), (0.12, y - 0.08), (0.2, y - 0.03), (0.19, y + 0.11), (0.1, y + 0.09)]
    return [
        Piece(f"neck bow {name}", smooth([(side * u, v) for u, v in wing], (0,)), Torso(), dress.c.accent)
        for name, side in SIDES
    ]


def _scarf(dress: Tailor, t: float) -> list[Piece]:
    half = [(0.2, -t - 0.13), (0.25, -t - 0.02), (0.16, -t + 0.12)]
    wrap = smooth([(-0.2, -t - 0.13), *half, *((-x, y) for x, y in half[:0:-1])])
    return [
        Piece("scarf end", tube([(0.0, 0.05), (0.35, 0.09), (0.7, 0.1)]), Tail((0.1, -t + 0.1), False, 0.5, 0.7),
              dress.c.accent),
        Piece("scarf", wrap, Torso(), dress.c.accent),
    ]  # fmt: skip


def cape(dress: Tailor) -> list[Piece]:
    """A cape behind the body, for some."""
    if dress.rng.random() > 0.15:
        return []
    t, s = dress.build.torso, dress.build.shoulder
    outline = smooth(
        [(-s, -t), (0, -t - 0.06), (s, -t), (s * 1.9, 0.7), (s, 0.85), (0, 0.78), (-s, 0.85), (-s * 1.9, 0.7)],
        (0, 2, 3, 7),
    )
    return [Piece("cape", outline, Skirt(0.8), dress.c.accent, 1.1)]


def _star(x: float, y: float, r: float) -> F64:
    a = np.arange(10) * np.pi / 5 - np.pi / 2
    k = np.where(np.arange(10) % 2, 0.45, 1.0) * r
    return shifted(smooth(np.stack([k * np.cos(a), k * np.sin(a)], axis=1), range(10), steps=3), x, y)
