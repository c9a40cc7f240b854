"""The skeleton of a figure and the rigs that hang on it.

A figure's own units are heads: the head, chin to crown, is 1 high; y points down; the origin lies on the ground between
the feet. Angles are radians; limbs hang down at 0 and a positive angle swings them to the viewer's right.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from celtint.types.arrays import F64

Pose = Mapping[str, float]
"""Angles and shares by name, see `celtint_train.puppets.actions.RESTING`."""
BEND = 0.2
"""Half of the length of limb, in heads, over which an elbow or a knee bends."""


@dataclass(frozen=True)
class Build:
    """Lengths in heads: legs and arms as (upper, lower), torso from hips to shoulders, half widths of both."""

    leg: tuple[float, float] = (0.95, 0.95)
    arm: tuple[float, float] = (0.65, 0.6)
    torso: float = 1.1
    shoulder: float = 0.42
    hip: float = 0.2
    neck: float = 0.16

    @property
    def height(self) -> float:
        """From the ground to the crown."""
        return sum(self.leg) + self.torso + self.neck + 1.1


@dataclass(frozen=True)
class PosedSkeleton:
    """A skeleton in a pose. `time` (drawings on ones) moves what hangs: hair, ribbons, cloth."""

    build: Build
    pose: Pose
    time: float = 0.0

    def __getitem__(self, name: str) -> float:
        return self.pose[name]

    @cached_property
    def hips(self) -> F64:
        """(2,) the middle of the hips."""
        return np.array([self["x"], self["y"] - sum(self.build.leg) - 0.06])

    def spine(self, along: F64) -> tuple[F64, F64]:
        """Middle of the torso and its angle at shares of its height; outside 0..1 it goes straight on."""
        t = np.clip(along, 0, 1)
        angle = self["lean"] + self["bend"] * t
        half = self["lean"] + self["bend"] * t / 2
        length = self.build.torso * along
        middle = self.hips + np.stack([np.sin(half) * length, -np.cos(half) * length], axis=-1)
        return np.asarray(middle), angle

    @cached_property
    def neck(self) -> F64:
        """(2,) where the neck leaves the shoulders."""
        return self.torso_point(0.0, -self.build.torso)

    def torso_point(self, x: float, y: float) -> F64:
        """(2,) where a point of the torso, hips at 0 and shoulders at -torso, is."""
        return np.asarray(Torso()(np.array([[x, y]]), self)[0])

    def limb(self, name: str) -> tuple[F64, float, float, tuple[float, float]]:
        """Root (2,), angles of the upper and the lower bone, and their lengths."""
        side = -1 if name.endswith("left") else 1
        if name.startswith("arm"):
            narrow = math.cos(self["turn"])
            root = self.torso_point(side * self.build.shoulder * narrow, -self.build.torso + 0.12)
            lengths = self.build.arm
        else:
            lean = self["lean"]
            out = side * self.build.hip * math.cos(self["turn"])
            root = np.add(self.hips, (out * math.cos(lean), out * math.sin(lean)))
            lengths = self.build.leg
        upper = self[name]
        return root, upper, upper + self[f"{name} lower"], lengths

    def bone(self, name: str) -> tuple[F64, F64, F64, F64]:
        """A limb's root (2,), places along it (n,), and its middle (n, 2) about the root and angle (n,) at each."""
        if name not in self._bones:
            root, upper, lower, (first, second) = self.limb(name)
            s = np.linspace(-0.3, first + second + 0.5, 60)
            k = np.clip((s - first + BEND) / (2 * BEND), 0, 1)
            angle = upper + (lower - upper) * k * k * (3 - 2 * k)
            step = (s[1] - s[0]) * np.stack([np.sin(angle), np.cos(angle)], axis=1)
            middle = np.vstack([np.zeros(2), np.cumsum((step[1:] + step[:-1]) / 2, axis=0)])
            middle -= [np.interp(0, s, middle[:, i]) for i in (0, 1)]
            self._bones[name] = (root, s, middle, angle)
        return self._bones[name]

    @cached_property
    def _bones(self) -> dict[str, tuple[F64, F64, F64, F64]]:
        return {}


@dataclass(frozen=True)
class Torso:
    """Points about the hips (0, 0), shoulders at y = -torso."""

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        x = rest[:, 0] * math.cos(0.8 * body["turn"])
        middle, angle = body.spine(-rest[:, 1] / body.build.torso)
        return middle + np.stack([x * np.cos(angle), x * np.sin(angle)], axis=1)


@dataclass(frozen=True)
class Limb:
    """Points in (along, across) of a limb, ``arm left`` and so on, bent smoothly at its joint."""

    name: str

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        root, s, middle, angle = body.bone(self.name)
        at = rest[:, 0]
        x, y, a = (np.interp(at, s, v) for v in (middle[:, 0], middle[:, 1], angle))
        across = rest[:, 1]
        return np.asarray(root + np.stack([x + across * np.cos(a), y - across * np.sin(a)], axis=1))


@dataclass(frozen=True)
class End:
    """Points about the end of a limb, y along it, x across; ``turn`` is the pose's angle that turns them."""

    limb: str
    turn: str | None = None

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        _, _, lower, lengths = body.limb(self.limb)
        end = Limb(self.limb)(np.array([[sum(lengths), 0.0]]), body)[0]
        angle = lower + (body[self.turn] if self.turn else 0.0)
        return np.asarray(turned(rest, angle) + end)


@dataclass(frozen=True)
class Foot:
    """Points about an ankle, the ground at y = 0.1; a foot stays level unless the leg is far from upright."""

    leg: str

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        _, _, lower, lengths = body.limb(self.leg)
        end = Limb(self.leg)(np.array([[sum(lengths), 0.0]]), body)[0]
        side = 1.0 if body["turn"] >= 0 else -1.0
        level = rest * ((1.0 if abs(body["turn"]) < 0.12 else side), 1.0)
        return np.asarray(turned(level, 0.75 * lower + body[f"{self.leg} foot"]) + end)


@dataclass(frozen=True)
class Head:
    """Points about the middle of the head, chin at y = 0.5; ``depth``: how far before the middle they lie, in heads.

    A turn of the head shifts what is in front more, and narrows the far side. ``swing`` lets what hangs below ``root``
    swing after the head.
    """

    depth: float = 0.35
    round: float = 0.45
    swing: float = 0.0
    root: float = 0.0

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        yaw, pitch = body["yaw"], body["pitch"]
        x, y = rest[:, 0], rest[:, 1]
        deep = self.depth - self.round * (x * x + 0.5 * y * y)
        p = np.stack(
            [x * math.cos(yaw) + deep * math.sin(yaw), y * (1 - 0.1 * abs(pitch)) + deep * math.sin(pitch)], axis=1
        )
        if self.swing:
            below = np.maximum(rest[:, 1] - self.root, 0)
            late = math.sin(0.26 * body.time - 0.9 * self.root) * 0.06 + body["drag"]
            # What hangs stays upright while the head tilts.
            p[:, 0] += below**1.3 * self.swing * (late + body["tilt"] * 0.7 + body["lean"] * 0.4)
        tilt = body["tilt"] + 0.6 * (body["lean"] + body["bend"])
        above = body.build.neck + 0.46
        return turned(p - (0, above), -tilt) + body.neck


@dataclass(frozen=True)
class Tail:
    """Points in (along, across) of something that hangs from a place on the head or the torso and swings: a plait, a
    scarf's end, a tail."""

    root: tuple[float, float]
    from_head: bool
    angle: float
    length: float
    curl: float = 0.3
    speed: float = 0.26

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        at = np.array([self.root])
        start = (Head(depth=-0.25, round=0.1)(at, body) if self.from_head else Torso()(at, body))[0]
        s = np.linspace(-0.1, self.length * 1.2, 40)
        share = np.clip(s / self.length, 0, 1.2)
        late = math.sin(self.speed * body.time + self.angle)
        wave = 0.16 * np.sin(2.4 * share * 2 - self.speed * body.time) * share
        angle = (
            self.angle * (1 - 0.45 * share) + self.curl * share * share + (0.08 * late + body["drag"]) * share + wave
        )
        step = (s[1] - s[0]) * np.stack([np.sin(angle), np.cos(angle)], axis=1)
        middle = np.cumsum(step, axis=0)
        middle -= [np.interp(0, s, middle[:, i]) for i in (0, 1)]
        x, y, a = (np.interp(rest[:, 0], s, v) for v in (middle[:, 0], middle[:, 1], angle))
        return np.asarray(start + np.stack([x + rest[:, 1] * np.cos(a), y - rest[:, 1] * np.sin(a)], axis=1))


@dataclass(frozen=True)
class Skirt:
    """Points about the hips that hang over the legs: y below 0 is the torso's, the hem at ``hem`` follows the knees."""

    hem: float

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        p = Torso()(rest, body)
        down = np.clip(rest[:, 1] / self.hem, 0, 1.2)
        half = body.build.hip * 1.6
        right = np.clip((rest[:, 0] + half) / (2 * half), -0.3, 1.3)
        left_knee, right_knee = (math.sin(body[leg]) * self.hem * 0.8 for leg in ("leg left", "leg right"))
        late = 0.03 * math.sin(0.3 * body.time) + 0.5 * body["drag"] * self.hem
        p[:, 0] += down * (left_knee * (1 - right) + right_knee * right + late)
        p[:, 1] -= down * 0.12 * abs(right_knee - left_knee)
        return p


@dataclass(frozen=True)
class Eye:
    """Points of an eye about its middle (x, y); a blink brings its lids together, a glance moves its iris."""

    middle: tuple[float, float]
    glances: bool = False
    depth: float = 0.42

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        x, y = self.middle
        p = rest - self.middle
        if self.glances:
            p = np.add(p, (0.035 * body["glance"], 0.012 * body["pitch"]))
        else:
            open_ = 1 - body["blink"]
            p = np.stack([p[:, 0], 0.05 + (p[:, 1] - 0.05) * np.maximum(open_, 0.0)], axis=1)
        return Head(self.depth)(np.add(p, (x, y)), body)


@dataclass(frozen=True)
class Mouth:
    """Points of the mouth about its middle; speaking opens it."""

    middle: tuple[float, float]

    def __call__(self, rest: F64, body: PosedSkeleton) -> F64:
        p = (rest - self.middle) * (1 - 0.25 * body["mouth"], 0.25 + body["mouth"])
        return Head(0.46)(p + self.middle, body)


def turned(points: F64, angle: float) -> F64:
    """The points turned about the origin as limbs turn: a positive angle carries what is below to the right."""
    c, s = math.cos(angle), math.sin(angle)
    return np.asarray(points @ np.array([[c, -s], [s, c]]))
