"""Characters: a body of its own build and clothes on the skeleton, with a head from `celtint_train.clips.head`."""

from dataclasses import dataclass

import numpy as np

from celtint_train.clips.head import head
from celtint_train.clips.palettes import Colours
from celtint_train.clips.pieces import (
    COLOUR_LINE,
    Figure,
    Piece,
    Points,
    Random,
    Rgb,
    darker,
    mirrored,
    oval,
    shifted,
    smooth,
    tube,
)
from celtint_train.clips.skeleton import Build, End, Foot, Limb, Skirt, Tail, Torso

SIDES = (("left", -1.0), ("right", 1.0))


@dataclass(frozen=True)
class Character:
    """A design: its build and its pieces from back to front."""

    figure: Figure
    build: Build


def character(name: str, rng: Random) -> Character:
    """A character of its own design: every random number is drawn from ``rng``, so the same seed is the same one."""
    tall = float(rng.uniform(0, 1))
    slim = float(rng.uniform(0.85, 1.15))
    build = Build(
        leg=(0.5 + 0.55 * tall, 0.5 + 0.55 * tall), arm=(0.42 + 0.26 * tall, 0.42 + 0.24 * tall), torso=0.75 + 0.5 * tall,
        shoulder=(0.3 + 0.1 * tall) * slim, hip=0.15 + 0.05 * tall, neck=0.1 + 0.06 * tall,
    )  # fmt: skip
    colours = Colours.any(rng)
    shaded = bool(rng.random() < 0.75)
    top = head(rng, colours, shaded)
    dress = _Tailor(rng, build, colours, shaded, (0.1 + 0.02 * tall) * slim)
    pieces = [*dress.cape(), *top.behind, *dress.legs(), *dress.trunk(), *dress.arms(), *top.front]
    return Character(Figure(name, tuple(pieces)), build)


class _Tailor:
    """Makes the pieces of a body below the head."""

    def __init__(self, rng: Random, build: Build, colours: Colours, shaded: bool, thick: float):
        self.rng, self.build, self.c, self.shaded, self.thick = rng, build, colours, shaded, thick
        self.below = str(rng.choice(["trousers", "shorts", "skirt", "long skirt", "dress"]))
        self.sleeve = str(rng.choice(["long", "short", "none", "puff"]))
        self.top = colours.main
        self.bottom = colours.main if self.below == "dress" else colours.dark if rng.random() < 0.6 else colours.second
        self.waist = float(rng.uniform(0.72, 0.95))

    def _shade(self, part: str, outline: Points, rig: Torso | Limb | Skirt, colour: Rgb) -> tuple[Piece, ...]:
        return (Piece(part, outline, rig, darker(colour), 0.55, COLOUR_LINE),) if self.shaded else ()

    def _limb_shade(
        self, part: str, limb: str, first: float, last: float, width: float, colour: Rgb, side: float
    ) -> tuple[Piece, ...]:
        """Shade along the side of a limb that is away from the light (left of the picture)."""
        s = np.linspace(first - 0.1, last + 0.12, 6)
        inner = 0.3 * width * np.array([0.2, 0.9, 1.1, 0.7, 1.0, 0.6])
        outline = smooth(
            [*zip(s, inner, strict=True), (float(s[-1]), 2 * width), (float(s[0]), 2 * width)], (0, 5, 6, 7)
        )
        return self._shade(part, outline, Limb(limb), colour)

    def _folds(self, part: str, limb: str, at: float, width: float) -> tuple[Piece, ...]:
        lines = []
        for k, (s, d) in enumerate(((at - 0.03, -1), (at + 0.05, -1))):
            curve = smooth([(s, d * width), (s + 0.03, d * 0.4 * width), (s - 0.01, 0.0)], closed=False)
            lines.append(Piece(f"{part} fold {k}", curve, Limb(limb), line=0.55))
        return tuple(lines)

    def arms(self) -> list[Piece]:
        """Arms, the one behind first: skin, sleeves, hands."""
        up, low = self.build.arm
        w = self.thick * 0.82
        out = []
        for name, side in SIDES:
            limb = f"arm {name}"
            arm = tube(
                [(0.0, w * 0.95), (up * 0.5, w), (up, w * 0.8), (up + low * 0.4, w * 0.82), (up + low, w * 0.55)]
            )
            shade = self._limb_shade(f"arm shade {name}", limb, 0, up + low, w, self.c.skin, side)
            bare = Piece(limb, arm, Limb(limb), self.c.skin, inside=shade)
            hand = self._hand(name, side)
            if self.sleeve != "long":
                out += [bare, hand]
            else:
                out.append(hand)
            out += self._sleeve(name, side, limb, up, low, w)
        return out

    def _hand(self, name: str, side: float) -> Piece:
        k = self.thick / 0.11
        palm = [
            (-0.055, -0.03),
            (0.05, -0.03),
            (0.075, 0.05),
            (0.06, 0.13),
            (0.03, 0.19),
            (-0.03, 0.19),
            (-0.06, 0.14),
            (-0.075, 0.1),
            (-0.12, 0.12),
            (-0.125, 0.07),
            (-0.08, 0.02),
        ]
        fingers = [smooth([(x, 0.18), (x, 0.115)], closed=False, steps=3) for x in (-0.012, 0.022)]
        rig = End(f"arm {name}", f"hand {name}")
        flip = (side * k, k)
        lines = tuple(Piece(f"finger {name} {i}", f * flip, rig, line=0.5) for i, f in enumerate(fingers))
        return Piece(f"hand {name}", smooth(palm) * flip, rig, self.c.skin, 0.9, inside=lines)

    def _sleeve(self, name: str, side: float, limb: str, up: float, low: float, w: float) -> list[Piece]:
        rig, colour = Limb(limb), self.top
        if self.sleeve == "none":
            return []
        if self.sleeve == "long":
            end = up + low * 0.97
            shape = tube(
                [(-0.02, w * 1.25), (up * 0.5, w * 1.3), (up, w * 1.15), (up + low * 0.6, w * 1.2), (end, w * 1.1)]
            )
            inside = self._limb_shade(f"sleeve shade {name}", limb, 0, end, w * 1.3, colour, side) + self._folds(
                f"sleeve {name}", limb, up, w * 1.2
            )
            cuff = tube([(end - 0.09, w * 1.16), (end + 0.01, w * 1.16)])
            return [
                Piece(f"sleeve {name}", shape, rig, colour, inside=inside),
                Piece(f"cuff {name}", cuff, rig, self.c.second),
            ]
        end = up * (0.62 if self.sleeve == "short" else 0.55)
        k = 1.35 if self.sleeve == "short" else 1.85
        shape = tube([(-0.03, w * 1.25), (end * 0.6, w * k), (end, w * (k if self.sleeve == "short" else 1.25))])
        shade = self._limb_shade(f"sleeve shade {name}", limb, 0, end, w * k, colour, side)
        return [Piece(f"sleeve {name}", shape, rig, colour, inside=shade)]

    def legs(self) -> list[Piece]:
        """Legs with socks, trousers and shoes; the left one lies behind."""
        up, low = self.build.leg
        w = self.thick * 1.25
        out = []
        socks = bool(self.rng.random() < 0.6)
        sock_top = float(self.rng.uniform(0.15, 0.85))
        for name, side in SIDES:
            limb, rig = f"leg {name}", Limb(f"leg {name}")
            leg = tube(
                [
                    (-0.05, w * 1.15),
                    (up * 0.5, w * 1.05),
                    (up, w * 0.8),
                    (up + low * 0.35, w * 0.82),
                    (up + low, w * 0.5),
                ]
            )
            shade = self._limb_shade(f"leg shade {name}", limb, 0, up + low, w, self.c.skin, side)
            if self.below != "trousers":
                out.append(Piece(limb, leg, rig, self.c.skin, inside=shade))
            if socks and self.below != "trousers":
                top = up + low * (1 - sock_top)
                k = np.interp([top, (top + up + low) / 2], [up, up + low * 0.35, up + low], [0.86, 0.88, 0.56])
                sock = tube(
                    [(top, w * float(k[0])), ((top + up + low) / 2, w * float(k[1])), (up + low + 0.03, w * 0.56)]
                )
                out.append(Piece(f"sock {name}", sock, rig, self.c.second))
            out.append(self._shoe(name))
            out += self._trouser(name, side, limb, up, low, w)
        return out

    def _shoe(self, name: str) -> Piece:
        k = self.thick / 0.11
        shoe = smooth(
            [
                (-0.085, -0.07),
                (0.07, -0.07),
                (0.09, 0.0),
                (0.2, 0.03),
                (0.23, 0.08),
                (0.2, 0.105),
                (-0.09, 0.105),
                (-0.1, 0.03),
            ],
            (6, 5),
        ) * (k, 1.0)
        sole = smooth([(-0.2, 0.075), (0.3, 0.075), (0.3, 0.2), (-0.2, 0.2)], range(4), steps=3) * (k, 1.0)
        rig = Foot(f"leg {name}")
        return Piece(
            f"shoe {name}", shoe, rig, self.c.accent, inside=(Piece(f"sole {name}", sole, rig, self.c.second, 0.6),)
        )

    def _trouser(self, name: str, side: float, limb: str, up: float, low: float, w: float) -> list[Piece]:
        if self.below not in ("trousers", "shorts"):
            return []
        end = up + low * 0.93 if self.below == "trousers" else up * 0.72
        wide = w * (1.2 if self.below == "trousers" else 1.3)
        shape = tube(
            [(-0.08, w * 1.22), (min(up * 0.5, end * 0.5), wide), (end * 0.75, wide * 0.92), (end, wide * 0.95)]
        )
        inside = self._limb_shade(f"trouser shade {name}", limb, 0, end, wide, self.bottom, side)
        if self.below == "trousers":
            inside += self._folds(f"trouser {name}", limb, up, wide)
        return [Piece(f"trouser {name}", shape, Limb(limb), self.bottom, inside=inside)]

    def trunk(self) -> list[Piece]:
        """Neck, shirt, what is worn below the waist, belt, collar, scarf."""
        t, s, h = self.build.torso, self.build.shoulder, self.build.hip + self.thick * 1.25
        out: list[Piece] = []
        waist = s * self.waist
        hem = 0.04 if self.below in ("trousers", "shorts") else -0.12 * t
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
        if self.below in ("trousers", "shorts"):
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
            out.append(Piece("seat", seat, Torso(), self.bottom))
        out.append(Piece("neck", *self._neck(t)))
        out.append(Piece("shirt", shirt, Torso(), self.top, 1.1, inside=self._on_shirt(t, s, h)))
        if self.below in ("skirt", "long skirt", "dress"):
            out.append(self._skirt(t, waist, h))
        if self.rng.random() < 0.5:
            y = -0.14 * t if hem < 0 else -0.1
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
                self.c.second,
                0.7,
            )
            out += [Piece("belt", belt, Torso(), self.c.accent, inside=(buckle,))]
        return out + self._at_neck(t, s)

    def _neck(self, t: float) -> tuple[Points, Torso, Rgb, float, int, bool, tuple[Piece, ...]]:
        w, n = self.thick * 0.85, self.build.neck
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
        return neck, Torso(), self.c.skin, 0.9, 24, False, self._shade("neck shade", under, Torso(), self.c.skin)

    def _on_shirt(self, t: float, s: float, h: float) -> tuple[Piece, ...]:
        """What lies on the shirt and is cut at its edges: pattern, neckline, shade."""
        out: list[Piece] = []
        pattern = str(self.rng.choice(["plain", "plain", "stripes", "yoke", "emblem", "jacket", "dots"]))
        if pattern == "stripes":
            n = int(self.rng.integers(2, 5))
            for k in range(n):
                y, d = -t + (k + 0.9) * t / (n + 0.6), 0.28 * t / n
                band = smooth(
                    [(-1, y), (0, y + 0.04), (1, y), (1, y + d), (0, y + d + 0.04), (-1, y + d)], (0, 2, 3, 5), steps=4
                )
                out.append(Piece(f"stripe {k}", band, Torso(), self.c.second, 0.8))
        elif pattern == "yoke":
            yoke = smooth(
                [(-1, -t - 0.1), (1, -t - 0.1), (1, -t + 0.24), (0, -t + 0.34), (-1, -t + 0.24)], (0, 1, 2, 4)
            )
            out.append(Piece("yoke", yoke, Torso(), self.c.second, 0.8))
        elif pattern == "emblem":
            out.append(Piece("emblem", _star(0, -t * 0.6, 0.15), Torso(), self.c.accent, 0.8))
        elif pattern == "jacket":
            inner = smooth(
                [(-0.12, -t - 0.1), (0.12, -t - 0.1), (0.09, -t * 0.5), (0.13, 0.2), (-0.13, 0.2), (-0.09, -t * 0.5)],
                (0, 1, 3, 4),
            )
            out.append(Piece("inner shirt", inner, Torso(), self.c.second, 0.9))
        elif pattern == "dots":
            for k, (x, y) in enumerate(((-0.18, 0.25), (0.12, 0.34), (-0.08, 0.55), (0.22, 0.62), (-0.22, 0.78))):
                out.append(
                    Piece(f"dot {k}", oval(x * s / 0.4, -t + y * t, 0.055, 0.055, 14), Torso(), self.c.second, 0.7)
                )
        v = float(self.rng.uniform(0.1, 0.26))
        neckline = smooth(
            [(-0.16, -t - 0.1), (0.16, -t - 0.1), (0.13, -t + 0.02), (0, -t + v), (-0.13, -t + 0.02)], (0, 1, 3)
        )
        out.append(Piece("neckline", neckline, Torso(), self.c.skin, 0.9))
        if self.shaded and pattern in ("plain", "emblem"):
            side = smooth(
                [(s * 0.6, -t + 0.25), (s * 0.45, -t * 0.5), (s * 0.6, 0.2), (1.5, 0.2), (1.5, -t + 0.2)], (0, 2, 3, 4)
            )
            out[:0] = self._shade("shirt shade", side, Torso(), self.top)
        return tuple(out)

    def _skirt(self, t: float, waist: float, h: float) -> Piece:
        long = {"skirt": 0.62, "dress": 0.85, "long skirt": 1.35}[self.below] * sum(self.build.leg) / 1.5
        flare = h * float(self.rng.uniform(1.35, 1.9))
        top = -0.2 * t
        pleats = int(self.rng.integers(3, 6))
        xs = np.linspace(flare, -flare, 2 * pleats + 1)
        hem = [(float(x), long * (1.0 if k % 2 else 0.95)) for k, x in enumerate(xs)]
        outline = smooth(
            [(-waist * 0.98, top), (0, top + 0.03), (waist * 0.98, top), (h * 1.15, 0.08), *hem, (-h * 1.15, 0.08)],
            (0, 2, 4, 4 + 2 * pleats),
        )
        rig, inside = Skirt(long), []
        if self.rng.random() < 0.6:
            band = [(x * 1.2, y - 0.15 * long) for x, y in hem]
            low = [(x * 1.2, y - 0.07 * long) for x, y in reversed(hem)]
            inside.append(
                Piece(
                    "skirt band",
                    smooth([*band, *low], (0, len(hem) - 1, len(hem), 2 * len(hem) - 1), steps=4),
                    rig,
                    self.c.second,
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
            self.bottom,
            1.1,
            inside=(*self._shade("skirt shade", shade, rig, self.bottom), *inside),
        )

    def _at_neck(self, t: float, s: float) -> list[Piece]:
        kind = str(self.rng.choice(["nothing", "collar", "scarf", "tie", "bow", "sailor"]))
        rig, out = Torso(), []
        if kind in ("collar", "sailor"):
            low = 0.2 if kind == "collar" else 0.34
            for name, side in SIDES:
                wing = [
                    (0.0, -t + low * 0.75),
                    (0.06, -t - 0.02),
                    (0.16, -t - 0.07),
                    (s * (0.6 if kind == "collar" else 0.95), -t + 0.06),
                    (s * 0.6, -t + low),
                ]
                out.append(
                    Piece(
                        f"collar {name}", smooth([(side * x, y) for x, y in wing], (0, 2, 4)), rig, self.c.second, 0.9
                    )
                )
        if kind in ("tie", "sailor", "bow"):
            y = -t + 0.2
            if kind == "tie":
                out.append(
                    Piece(
                        "tie",
                        smooth(
                            [(-0.03, y), (0.03, y), (0.065, y + 0.38), (0, y + 0.46), (-0.065, y + 0.38)], (0, 1, 3)
                        ),
                        rig,
                        self.c.accent,
                    )
                )
            else:
                for name, side in SIDES:
                    out.append(
                        Piece(
                            f"neck bow {name}",
                            smooth(
                                [
                                    (0, y),
                                    (side * 0.12, y - 0.08),
                                    (side * 0.2, y - 0.03),
                                    (side * 0.19, y + 0.11),
                                    (side * 0.1, y + 0.09),
                                ],
                                (0,),
                            ),
                            rig,
                            self.c.accent,
                        )
                    )
            out.append(Piece("knot", oval(0, y, 0.045, 0.045, 12), rig, darker(self.c.accent)))
        if kind == "scarf":
            tail = Tail((0.1, -t + 0.1), False, 0.5, 0.7)
            out.append(Piece("scarf end", tube([(0.0, 0.05), (0.35, 0.09), (0.7, 0.1)]), tail, self.c.accent))
            wrap = smooth(
                [
                    (-0.2, -t - 0.13),
                    (0.2, -t - 0.13),
                    (0.25, -t - 0.02),
                    (0.16, -t + 0.12),
                    (-0.16, -t + 0.12),
                    (-0.25, -t - 0.02),
                ]
            )
            out.append(Piece("scarf", wrap, rig, self.c.accent))
        return out

    def cape(self) -> list[Piece]:
        """A cape behind the body, for some."""
        if self.rng.random() > 0.15:
            return []
        t, s = self.build.torso, self.build.shoulder
        outline = smooth(
            [(-s, -t), (0, -t - 0.06), (s, -t), (s * 1.9, 0.7), (s, 0.85), (0, 0.78), (-s, 0.85), (-s * 1.9, 0.7)],
            (0, 2, 3, 7),
        )
        return [Piece("cape", outline, Skirt(0.8), self.c.accent, 1.1)]


def _star(x: float, y: float, r: float) -> Points:
    a = np.arange(10) * np.pi / 5 - np.pi / 2
    k = np.where(np.arange(10) % 2, 0.45, 1.0) * r
    return shifted(smooth(np.stack([k * np.cos(a), k * np.sin(a)], axis=1), range(10), steps=3), x, y)
