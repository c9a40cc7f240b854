"""What a figure is made of: outlines at rest, each with its colour and the rig that carries it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from celtint.types.arrays import F64

from celtint_train.puppets.skeleton import PosedSkeleton

Random = np.random.Generator
Rgb = tuple[int, int, int]

INK, COLOUR_LINE = 24, 96
"""Luminance of a drawn line, and of the thinner lines that part a shade from its flat."""


class Rig(Protocol):
    """Carries points of a part from rest to a pose: (n, 2) to (n, 2), any points of the part."""

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64: ...


@dataclass(frozen=True)
class Piece:
    """One flat, one line or one spot of ink.

    outline: (n, 2) at rest, in the rig's own coordinates; more than one ring makes holes (`holes`).
    colour: of the flat, or None for what is ink alone: an open line, or a spot (`solid`) such as a lash.
    line: width of its line relative to the clip's; tone: the line's luminance. inside: what lies in it, and is cut off
    at its outline.
    """

    part: str
    outline: F64
    rig: Rig
    colour: Rgb | None = None
    line: float = 1.0
    tone: int = INK
    solid: bool = False
    inside: tuple["Piece", ...] = ()
    holes: tuple[F64, ...] = ()

    def every(self) -> Iterator["Piece"]:
        """This piece and all that lies in it, in the order they are painted."""
        yield self
        for piece in self.inside:
            yield from piece.every()


@dataclass(frozen=True)
class Figure:
    """A character or a background: its pieces from back to front, and how its design is named."""

    name: str
    pieces: tuple[Piece, ...]

    def every(self) -> list[Piece]:
        """All pieces in the order they are painted."""
        return [p for piece in self.pieces for p in piece.every()]


def smooth(
    points: Sequence[tuple[float, float]] | F64, sharp: Sequence[int] = (), closed: bool = True, steps: int = 6
) -> F64:
    """(m, 2) points along a cardinal spline through (n, 2) points, pointed at those whose number is in ``sharp``."""
    p = np.asarray(points, float)
    n = len(p)
    before, after = (np.roll(p, 1, axis=0), np.roll(p, -1, axis=0)) if closed else (
        np.vstack([p[:1], p[:-1]]), np.vstack([p[1:], p[-1:]]))  # fmt: skip
    tangent = (after - before) * 0.5
    # Long chords beside short ones would overshoot.
    near = np.minimum(np.linalg.norm(p - before, axis=1), np.linalg.norm(after - p, axis=1))
    length = np.linalg.norm(tangent, axis=1)
    tangent *= np.minimum(1, 1.1 * near / np.maximum(length, 1e-9))[:, None]
    tangent[list(sharp)] = 0
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    h = (2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, 3 * t**2 - 2 * t**3, t**3 - t**2)
    spans = range(n if closed else n - 1)
    curve = [h[0] * p[i] + h[1] * tangent[i] + h[2] * p[(i + 1) % n] + h[3] * tangent[(i + 1) % n] for i in spans]
    return np.vstack(curve if closed else [*curve, p[-1:]])


def mirrored(half: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A closed outline from its right half, given from the top of the axis to the bottom, both ends on the axis."""
    return [*half, *((-x, y) for x, y in reversed(half[1:-1]))]


def oval(x: float, y: float, rx: float, ry: float, n: int = 20) -> F64:
    """(n, 2) points of an ellipse."""
    a = np.linspace(0, 2 * np.pi, n, endpoint=False)
    return np.stack([x + rx * np.cos(a), y + ry * np.sin(a)], axis=1)


def tube(profile: Sequence[tuple[float, float]], blunt: bool = True, steps: int = 5) -> F64:
    """An outline along a limb, in (along, across): half widths at places along it; a pointed end if not blunt."""
    s, d = np.array(profile, float).T
    right = np.stack([s, d], axis=1)
    left = np.stack([s, -d], axis=1)[::-1]
    if blunt:
        caps = [(s[-1] + 0.35 * d[-1], 0.0)], [(s[0] - 0.35 * d[0], 0.0)]
        return smooth(np.vstack([right, caps[0], left, caps[1]]), steps=steps)
    n = len(s)
    return smooth(np.vstack([right[:-1], [(s[-1], 0.0)], left[1:], [(s[0] - 0.35 * d[0], 0.0)]]), (n - 1,), steps=steps)


def shifted(points: F64, x: float, y: float) -> F64:
    """The points moved."""
    return np.add(points, (x, y))


def darker(colour: Rgb, tint: tuple[float, float, float] = (0.80, 0.74, 0.84)) -> Rgb:
    """The colour in shade: a little cooler, as cel painters mix it."""
    r, g, b = (max(0, min(255, round(c * k))) for c, k in zip(colour, tint, strict=True))
    return r, g, b


def lighter(colour: Rgb, share: float = 0.5) -> Rgb:
    """The colour with so much white."""
    r, g, b = (round(c + (255 - c) * share) for c in colour)
    return r, g, b
