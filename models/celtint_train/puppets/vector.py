"""Figures from packaged vector art: every shape of an SVG is a flat, and all of it sways and bends as one soft body."""

import functools
import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import svgelements
from celtint.types.arrays import F64

from celtint_train.data.build import split_of
from celtint_train.data.sources.registry import known_sources
from celtint_train.puppets.actions import Wave
from celtint_train.puppets.body import Character
from celtint_train.puppets.pieces import Figure, Piece, Random, Rgb
from celtint_train.puppets.skeleton import Build, PosedSkeleton

SOURCE = "fluentui"
"""Flat shapes without lines of their own, each of one colour; `celtint_train.data.sources.artists` has its licence."""
DARK, SPOT = 50, 0.06
"""Shapes darker than this, and smaller than so many square heads, are drawn as spots of ink: pupils, mouths."""
SMALL = 0.003
"""Square heads; what is smaller is left out."""
APART = 0.12
"""Heads between two points of an outline, at most."""
FEWEST, MOST = 9, 70
"""Flats of a picture that is used: fewer is a mark, more a jumble at a clip's size."""
CLOCKS = ("oclock", "thirty", "clock")
"""Drawn two dozen times, all but the same."""
NEVER = ("stroke=", "Gradient", "clip-path", "filter", "opacity", "<image")
"""What a flat alone cannot show."""


@dataclass(frozen=True)
class Joint:
    """Turns what lies beyond a place (at rest), the more the farther out, so that nothing tears."""

    at: tuple[float, float]
    out: tuple[float, float]
    soft: float
    swing: Wave

    def turned(self, rest: F64, time: float) -> F64:
        """The points turned about the joint."""
        off = np.subtract(rest, self.at)
        share = np.clip(off @ np.array(self.out) / self.soft, 0, 1)
        angle = self.swing.at(time) * share * share * (3 - 2 * share)
        sine, cosine = np.sin(angle), np.cos(angle)
        turned = np.stack([off[:, 0] * cosine - off[:, 1] * sine, off[:, 0] * sine + off[:, 1] * cosine], axis=1)
        return np.asarray(turned + np.array(self.at))


@dataclass(frozen=True)
class Soft:
    """A body without bones: it leans, bends and turns as a skeleton's pose says, and stretches when it jumps."""

    joints: tuple[Joint, ...]
    limber: float

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        for joint in self.joints:
            rest = joint.turned(rest, body.time)
        stretch = min(max(1 - 0.2 * body["y"], 0.86), 1.16)
        up = -rest[:, 1] * stretch
        share = up / body.build.height
        lean, bend = body["lean"] + 0.5 * body["tilt"], self.limber * body["bend"]
        angle, half = lean + bend * share, lean + bend * share / 2
        across = rest[:, 0] * math.cos(0.8 * body["turn"]) / stretch
        x = body["x"] + np.sin(half) * up + across * np.cos(angle)
        y = body["y"] - np.cos(half) * up + across * np.sin(angle)
        return np.stack([x, y], axis=1)


@functools.cache
def pictures(split: str) -> tuple[Path, ...]:
    """The files of a split: the data sets' own, and half of their validation for the bench.

    Raises DataError when the package is not in the cache and cannot be fetched.
    """
    source = known_sources()[SOURCE]
    return tuple(i.colour for i in source.items() if _side(i.group, source.held_back) == split and _usable(i.colour))


def creature(name: str, path: Path, rng: Random) -> Character:
    """A picture as large as a character or smaller, with joints where ``rng`` says."""
    build = Build()
    shapes = shapes_of(path)
    every = np.vstack([ring for rings, _ in shapes for ring in rings])
    low, high = every.min(axis=0), every.max(axis=0)
    scale = float(rng.uniform(0.55, 1)) * build.height / float((high - low).max())
    foot = np.array([(low[0] + high[0]) / 2, high[1]])
    wide, tall = (high - low) * scale
    rig = Soft(joints(rng, float(wide), float(tall)), float(rng.uniform(1, 2)))
    pieces = []
    for number, (rings, colour) in enumerate(shapes):
        outline, *holes = (_fine((ring - foot) * scale) for ring in rings)
        if _area(outline) < SMALL:
            continue
        ink = sum(colour) < 3 * DARK and _area(outline) < SPOT
        part = f"{name} {path.stem} {number}"
        flat = None if ink else colour
        pieces.append(Piece(part, outline, rig, flat, 0.0 if ink else 0.9, solid=ink, holes=tuple(holes)))
    return Character(Figure(f"{name} {path.stem}", tuple(pieces)), build)


@functools.lru_cache(maxsize=512)
def shapes_of(path: Path) -> tuple[tuple[list[F64], Rgb], ...]:
    """The flats of an SVG from back to front: rings of (n, 2) points, the outline before its holes, and the colour."""
    shapes: list[tuple[list[F64], Rgb]] = []
    for element in svgelements.SVG.parse(str(path), reify=True).elements():
        if not isinstance(element, svgelements.Shape) or element.fill.value is None:
            continue
        colour = (element.fill.red, element.fill.green, element.fill.blue)
        rings = [_ring(svgelements.Path(sub)) for sub in svgelements.Path(element).as_subpaths()]
        shapes += [(nested, colour) for nested in _nested([r for r in rings if len(r) > 2])]
    return tuple(shapes)


def _side(group: str, held_back: float) -> str:
    split = split_of(group, held_back)
    return split if split == "train" or split_of(f"clips {group}", 0.5) == "validation" else "bench"


def _usable(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    if any(word in path.stem for word in CLOCKS):
        return False
    return FEWEST <= text.count("<path") + text.count("M") // 4 <= MOST and not any(word in text for word in NEVER)


def joints(rng: Random, wide: float, tall: float) -> tuple[Joint, ...]:
    """Places half-way out to all sides but the ground, each with a swing of its own."""
    joints = []
    for around in rng.uniform(-1.2, 1.2, int(rng.integers(2, 5))):
        out = (math.sin(around * 1.3), -math.cos(around * 1.3))
        at = (0.25 * wide * out[0], -tall / 2 + 0.25 * tall * out[1])
        swing = Wave(float(rng.uniform(0.06, 0.3)), float(rng.uniform(16, 40)), float(rng.uniform(0, 6)))
        joints.append(Joint(at, out, 0.3 * max(wide, tall), swing))
    return tuple(joints)


def _ring(path: svgelements.Path) -> F64:
    """(n, 2) points along one closed path, curves in eight steps."""
    points: list[tuple[float, float]] = []
    for segment in path:
        if isinstance(segment, (svgelements.CubicBezier, svgelements.QuadraticBezier, svgelements.Arc)):
            points += [(p.x, p.y) for p in (segment.point(t) for t in np.linspace(0.125, 1, 8).tolist())]
        elif segment.end is not None:
            points.append((segment.end.x, segment.end.y))
    ring = np.array(points, float).reshape(-1, 2)
    return ring[np.any(ring != np.roll(ring, 1, axis=0), axis=1)]


def _nested(rings: list[F64]) -> list[list[F64]]:
    """Rings sorted into outlines, each with the holes straight in it."""
    rings = sorted(rings, key=_area, reverse=True)
    outlines: list[list[F64]] = []
    for k, ring in enumerate(rings):
        point = (float(ring[0, 0]), float(ring[0, 1]))
        around = [r for r in rings[:k] if cv2.pointPolygonTest(r.astype(np.float32), point, False) > 0]
        if len(around) % 2 == 0:
            outlines.append([ring])
        else:
            next(o for o in outlines if o[0] is around[-1]).append(ring)
    return outlines


def _area(ring: F64) -> float:
    x, y = ring.T
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def _fine(ring: F64) -> F64:
    """The ring with points between those that lie far apart, so that its sides can bend."""
    after = np.roll(ring, -1, axis=0)
    parts = np.maximum(1, np.ceil(np.linalg.norm(after - ring, axis=1) / APART)).astype(int)
    return np.vstack([a + (b - a) * np.arange(n)[:, None] / n for a, b, n in zip(ring, after, parts, strict=True)])
