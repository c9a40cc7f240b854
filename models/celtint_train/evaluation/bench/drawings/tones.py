"""Screentone, hatching and cross-hatching in a shape: they are no borders, and colour goes through them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from celtint.types.arrays import F32, F64, U8, Bool

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
    dab,
    disc,
    off,
    polygon,
    somewhere,
)
from celtint_train.puppets.scene_shapes import Random

Pattern = Literal["dots", "reversed", "lines", "gradient"]
SIDE = 320
FINE = 4
"""Tone is worked out at so many places in a pixel, each way."""
ANGLES = (45, 0, 15, 30, 75, 60)
PITCHES = (3, 4, 6, 8, 12, 16)
RIGHT = 0.97
DENSE = "screentone over 70 %"
"""A row without a bar."""


@dataclass(frozen=True)
class Tone:
    """A screen: ``share`` of the area is ink (of a gradient: at its dark end), ``pitch`` pixels from dot to dot."""

    pattern: Pattern
    share: float
    pitch: float
    angle: float

    def __str__(self) -> str:
        return f"{self.pattern} {self.share:.0%}, pitch {self.pitch:g}, {self.angle:g}°"


def tones(first: int = 0, every: int = 1) -> Iterator[Drawing]:
    """Tones of 10 to 80 %, every ``every``-th of them. first: a seed, of shapes and places."""
    chosen: list[tuple[Pattern, float, float]] = [
        *(("dots", share / 100, pitch) for share in range(10, 90, 10) for pitch in PITCHES),
        *(("reversed", share, pitch) for share in (0.3, 0.5, 0.65, 0.8) for pitch in (4, 6, 10, 16)),
        *(("lines", share, pitch) for share in (0.2, 0.4, 0.6) for pitch in (3, 6, 12)),
        *(("gradient", share, pitch) for share in (0.5, 0.7) for pitch in (4, 6, 10)),
    ]
    for number, (pattern, share, pitch) in enumerate(chosen):
        if number % every == 0:
            yield toned(Tone(pattern, share, pitch, ANGLES[number % len(ANGLES)]), first + number)


def hatchings(first: int = 0, every: int = 1) -> Iterator[Drawing]:
    """Hatching and cross-hatching, 5 to 16 px apart, 1 and 1.6 px wide, every ``every``-th of them."""
    number = 0
    for ways in (1, 2):
        for apart in (5, 7, 10, 16):
            for width in (1.0, 1.6):
                if number % every == 0:
                    yield hatched(apart, width, ways, first + number)
                number += 1


def toned(tone: Tone, seed: int) -> Drawing:
    """A shape under ``tone`` that hides part of another one, without."""
    rng = np.random.default_rng([seed, 5])
    pen = Pen(SIDE, SIDE)
    front = _outlines(rng, pen)
    plain = pen.picture(scaled=seed % 2 == 1)
    cover = screen(tone, SIDE) * polygon(pen.shape, front)
    picture = np.minimum(plain, np.rint(255 * (1 - cover)).astype(np.uint8))
    kind = f"screentone {tone.pattern}" if tone.share <= 0.7 else DENSE
    return _asked(rng, kind, str(tone), picture, plain, front)


def hatched(apart: float, width: float, ways: int, seed: int) -> Drawing:
    """A shape with parallel strokes by hand from rim to rim, in one or two directions."""
    rng = np.random.default_rng([seed, 6])
    pen = Pen(SIDE, SIDE)
    front = _outlines(rng, pen)
    plain = pen.picture(scaled=seed % 2 == 1)
    angle = rng.uniform(0, 180)
    inside = polygon(pen.shape, front)
    for way in range(ways):
        for stroke in strokes(rng, inside, apart, angle + way * rng.uniform(60, 90)):
            pen.line(stroke, width)
    kind = "hatching" if ways == 1 else "cross-hatching"
    return _asked(
        rng, kind, f"{kind} {apart:g} px apart, {width:g} wide", pen.picture(scaled=seed % 2 == 1), plain, front
    )


def strokes(rng: Random, inside: Bool, apart: float, angle: float) -> Iterator[F64]:
    """Lines through a shape at an angle in degrees, each a little off, from its rim to its rim."""
    side = inside.shape[0]
    along = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
    across = np.array([-along[1], along[0]])
    middle = np.argwhere(inside).mean(axis=0)[::-1]
    reach = np.arange(-side, side)
    for k in np.arange(-side / 2, side / 2, apart):
        lean = rng.normal(0, 0.02)
        points = middle + (k + rng.normal(0, 0.08 * apart)) * across + reach[:, None] * (along + lean * across)
        at = np.rint(points).astype(int)
        there = ((at >= 0) & (at < side)).all(axis=1)
        there[there] = inside[at[there, 1], at[there, 0]]
        ends = np.flatnonzero(there)
        if len(ends) > 4:
            yield points[[ends[0], ends[-1]]]


def _outlines(rng: Random, pen: Pen) -> F64:
    """Draw a rounded shape, another that it partly hides, and a ring beside; gives the first one's ring."""
    turn = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    radius = 84 * (1 + 0.16 * np.sin(turn * rng.integers(2, 4) + rng.uniform(0, 6)))
    middle = np.array([130, 150]) + rng.uniform(-8, 8, 2)
    front = np.asarray(middle + radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1), np.float64)
    hidden = polygon(pen.shape, front)
    behind = arc((225, 170), (70, 85), 0, 360)[:-1]
    seen = ~hidden[tuple(np.rint(behind[:, ::-1]).astype(int).T)]
    order = np.roll(np.arange(len(behind)), -int(np.flatnonzero(~seen)[len(np.flatnonzero(~seen)) // 2]))
    first, *_, last = np.flatnonzero(seen[order])
    kept = order[max(0, first - 2) : last + 3]  # a little under the shape before it, so that the lines meet
    pen.line(behind[kept], 2.2)
    pen.line(front, 2.2, closed=True)
    pen.line(arc((225, 50), (30, 30), 0, 360), 2.2)
    return front


def _asked(rng: Random, kind: str, name: str, picture: U8, plain: U8, front: F64) -> Drawing:
    shape = (SIDE, SIDE)
    inside = polygon(shape, front)
    behind = polygon(shape, arc((225, 170), (70, 85), 0, 360)) & ~inside
    ring = disc(shape, (225, 50), 30)
    layer = blank(shape)
    areas = []
    parts = {"under the texture": (inside, RED), "beside": (behind, YELLOW), "ring": (ring, BLUE)}
    for what, (where, colour) in parts.items():
        asked = off(where, plain, 1)
        dab(layer, somewhere(rng, asked, 9), 4, colour)
        areas.append(Area(what, asked, colour, RIGHT))
    dab(layer, (12, 12), 5, GREEN)
    areas.append(Area("outside", off(~(inside | behind | ring), plain, 1), GREEN, RIGHT))
    return Drawing(kind, name, picture, layer, tuple(areas), plain=plain)


def screen(tone: Tone, side: int) -> F32:
    """(side, side) float32, the share of each pixel that ``tone`` covers with ink."""
    fine = np.arange(side * FINE, dtype=np.float32) / FINE
    angle = np.deg2rad(tone.angle)
    u = (fine[None, :] * np.cos(angle) + fine[:, None] * np.sin(angle)) / tone.pitch
    v = (fine[:, None] * np.cos(angle) - fine[None, :] * np.sin(angle)) / tone.pitch
    u, v = np.abs(u - np.rint(u)), np.abs(v - np.rint(v))
    away = u if tone.pattern == "lines" else np.hypot(u, v)
    levels = np.quantile(away[::3, ::3], np.linspace(0, 1, 101))
    share = np.full(away.shape[1], 100 * tone.share)
    if tone.pattern == "gradient":
        share = np.linspace(10, 100 * tone.share, away.shape[1])
    if tone.pattern == "reversed":
        ink = away > np.interp(100 - share, np.arange(101), levels)[None, :]
    else:
        ink = away < np.interp(share, np.arange(101), levels)[None, :]
    return np.asarray(cv2.resize(ink.astype(np.float32), (side, side), interpolation=cv2.INTER_AREA), np.float32)
