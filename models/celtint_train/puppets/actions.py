"""How a figure moves: each angle of its pose follows keys with easing, or swings; actions add up."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from celtint_train.puppets.pieces import Random

RESTING: dict[str, float] = {
    "x": 0.0, "y": 0.0, "lean": 0.0, "bend": 0.0, "turn": 0.0, "tilt": 0.0, "yaw": 0.0, "pitch": 0.0,
    "arm left": -0.2, "arm left lower": 0.12, "arm right": 0.2, "arm right lower": -0.12,
    "hand left": 0.0, "hand right": 0.0,
    "leg left": -0.04, "leg left lower": 0.0, "leg right": 0.04, "leg right lower": 0.0,
    "leg left foot": 0.0, "leg right foot": 0.0,
    "blink": 0.0, "glance": 0.0, "mouth": 0.0, "drag": 0.0,
}  # fmt: skip
"""A figure at rest: angles in radians, x and y in heads, blink and mouth from 0 to 1, drag: how far what hangs lags."""


@dataclass(frozen=True)
class Wave:
    """A swing about nothing: ``size`` · sin(2π time / period + phase)."""

    size: float
    period: float
    phase: float = 0.0
    middle: float = 0.0

    def at(self, time: float) -> float:
        return self.middle + self.size * math.sin(2 * math.pi * time / self.period + self.phase)


@dataclass(frozen=True)
class Hops:
    """Bounces: ``size`` · |sin|, one in each period."""

    size: float
    period: float
    phase: float = 0.0

    def at(self, time: float) -> float:
        return self.size * abs(math.sin(math.pi * time / self.period + self.phase))


@dataclass(frozen=True)
class Keys:
    """Values at times, with an ease in and out between two; over again after ``period`` when there is one."""

    times: tuple[float, ...]
    values: tuple[float, ...]
    period: float = 0.0

    def at(self, time: float) -> float:
        t = time % self.period if self.period else time
        k = int(np.searchsorted(self.times, t))
        if k == 0 or k == len(self.times):
            return self.values[0 if k == 0 else -1]
        u = (t - self.times[k - 1]) / (self.times[k] - self.times[k - 1])
        eased = u * u * (3 - 2 * u)
        return self.values[k - 1] + (self.values[k] - self.values[k - 1]) * eased


Track = Wave | Hops | Keys


@dataclass(frozen=True)
class Action:
    """What a figure does: for each name of the pose the tracks that are added to its rest."""

    name: str
    tracks: Mapping[str, Sequence[Track]] = field(default_factory=dict)

    def at(self, time: float) -> dict[str, float]:
        """The pose at a time in drawings on ones."""
        pose = dict(RESTING)
        for name, tracks in self.tracks.items():
            pose[name] += sum(track.at(time) for track in tracks)
        pose["blink"] = min(max(pose["blink"], 0.0), 1.0)
        return pose


def _living(rng: Random) -> dict[str, list[Track]]:
    """What everybody does: breathe, blink, look about, turn the head a little."""
    blink = float(rng.uniform(14, 60))
    yaw = float(rng.uniform(0.05, 0.35))
    slow = float(rng.uniform(50, 90))
    return {
        "y": [Wave(0.012, float(rng.uniform(36, 50)), float(rng.uniform(0, 6)))],
        "blink": [Keys((blink, blink + 2.5, blink + 4, blink + 7), (0, 1, 1, 0), float(rng.uniform(75, 110)))],
        "yaw": [Wave(yaw, slow, float(rng.uniform(0, 6)))],
        "pitch": [Wave(0.06, slow * 0.7, float(rng.uniform(0, 6)))],
        "tilt": [Wave(float(rng.uniform(0.02, 0.09)), slow * 0.8, float(rng.uniform(0, 6)))],
        "glance": [Keys((5, 8, 30, 33), (-0.6, 0.7, 0.7, -0.6), 66.0)],
        "mouth": [Wave(float(rng.uniform(0, 0.4)), float(rng.uniform(9, 16)), 0, 0.3)],
    }


def _walk(rng: Random) -> dict[str, list[Track]]:
    way = float(rng.choice([-1, 1]))
    period = float(rng.uniform(26, 34))
    stride = float(rng.uniform(0.28, 0.42))
    travel = way * stride * 4 * 1.9 / period
    legs: dict[str, list[Track]] = {}
    for k, side in enumerate(("left", "right")):
        phase = math.pi * k
        legs[f"leg {side}"] = [Wave(stride, period, phase, 0.04 if side == "left" else -0.04)]
        # The knee bends while the leg swings forward.
        legs[f"leg {side} lower"] = [
            Wave(-way * 0.3, period, phase + way * 0.4 * math.pi / 2 + math.pi / 2, -way * 0.32)
        ]
        legs[f"arm {side}"] = [Wave(stride * 0.9, period, phase + math.pi)]
        legs[f"arm {side} lower"] = [Wave(0.15, period, phase + math.pi, way * 0.3)]
    return legs | {
        "x": [Keys((0.0, 400.0), (-travel * 12, travel * 388))],
        "y": [Hops(-0.06, period / 2, math.pi / 2)],
        "turn": [Keys((0.0,), (way * 0.5,))],
        "yaw": [Keys((0.0,), (way * 0.35,))],
        "lean": [Wave(0.02, period / 2, 0, way * 0.05)],
        "drag": [Wave(0.08, period / 2, 0.5, -way * 0.12)],
    }


def _hail(rng: Random) -> dict[str, list[Track]]:
    side = str(rng.choice(["left", "right"]))
    sign = -1.0 if side == "left" else 1.0
    start = float(rng.uniform(-14, 6))
    up = Keys((start, start + 10), (0.0, sign * 2.0))
    return {
        f"arm {side}": [up],
        f"arm {side} lower": [Keys((start, start + 10), (0.0, sign * 0.75)), Wave(0.32, float(rng.uniform(10, 15)))],
        f"hand {side}": [Wave(0.25, 12, 0.7)],
        "tilt": [Keys((start, start + 12), (0.0, sign * 0.1))],
        "bend": [Keys((start, start + 12), (0.0, -sign * 0.06))],
        "mouth": [Keys((start + 4, start + 8), (0.0, 0.6))],
    }


def _turn_about(rng: Random) -> dict[str, list[Track]]:
    a, b = float(rng.uniform(-0.65, -0.35)), float(rng.uniform(0.35, 0.65))
    if rng.random() < 0.5:
        a, b = b, a
    start = float(rng.uniform(0, 8))
    return {
        "yaw": [Keys((start, start + 12, start + 30, start + 42), (a, b, b, a), 64.0)],
        "turn": [Keys((start + 2, start + 15, start + 32, start + 45), (a * 0.7, b * 0.7, b * 0.7, a * 0.7), 64.0)],
        "drag": [Keys((start, start + 6, start + 15, start + 20), (0, 0.25 if a > b else -0.25, 0.05, 0), 64.0)],
        "bend": [Keys((start, start + 14), (-0.05, 0.05))],
        "arm left": [Wave(0.1, 40)],
        "arm right": [Wave(0.1, 40, 1.0)],
    }


def _jump(rng: Random) -> dict[str, list[Track]]:
    period = float(rng.uniform(26, 36))
    d, u, t = 0.22 * period, 0.34 * period, 0.55 * period
    times = (0.0, d, u, t, 0.78 * period, 0.88 * period, period)
    high = float(rng.uniform(0.5, 1.1))
    crouch = (0.0, 1.0, 0.0, 0.15, 0.0, 0.75, 0.0)
    tracks: dict[str, list[Track]] = {
        "y": [
            Keys(
                times,
                tuple(0.28 * c - high * up for c, up in zip(crouch, (0, 0, 0.25, 1, 0.2, 0, 0), strict=True)),
                period,
            )
        ],
        "lean": [Keys(times, tuple(0.12 * c for c in crouch), period)],
        "drag": [Keys(times, (0.0, 0.05, -0.05, 0.0, 0.15, 0.0, 0.0), period)],
    }
    for side, sign in (("left", -1.0), ("right", 1.0)):
        tracks[f"leg {side}"] = [Keys(times, tuple(sign * 0.62 * c for c in crouch), period)]
        tracks[f"leg {side} lower"] = [Keys(times, tuple(-sign * 1.15 * c for c in crouch), period)]
        tracks[f"arm {side}"] = [Keys(times, tuple(sign * a for a in (0, 0.2, 1.2, 1.9, 1.0, 0.3, 0)), period)]
        tracks[f"arm {side} lower"] = [Keys(times, tuple(sign * a for a in (0, 0.5, 0.3, 0.3, 0.2, 0.4, 0)), period)]
    return tracks


def _dance(rng: Random) -> dict[str, list[Track]]:
    period = float(rng.uniform(22, 32))
    return {
        "x": [Wave(0.14, period)],
        "lean": [Wave(0.1, period, 0.4)],
        "bend": [Wave(-0.2, period, 0.4)],
        "turn": [Wave(0.3, period)],
        "y": [Hops(0.08, period / 2)],
        "leg left": [Wave(0.12, period, 0.0, -0.12)],
        "leg right": [Wave(0.12, period, 0.0, 0.12)],
        "leg left lower": [Hops(0.2, period)],
        "leg right lower": [Hops(-0.2, period)],
        "arm left": [Wave(0.45, period, 0.3, -0.75)],
        "arm left lower": [Wave(0.35, period, 1.2, -0.8)],
        "arm right": [Wave(0.45, period, 0.3, 0.75)],
        "arm right lower": [Wave(0.35, period, 1.2, 0.8)],
        "drag": [Wave(0.15, period, -0.8)],
    }


ACTIONS = {"walk": _walk, "hail": _hail, "turn about": _turn_about, "jump": _jump, "dance": _dance}


def any_action(rng: Random, names: Sequence[str] = ()) -> Action:
    """One of the actions, drawn with what everybody does."""
    name = str(rng.choice(list(names or ACTIONS)))
    tracks = _living(rng)
    for track, more in ACTIONS[name](rng).items():
        tracks[track] = [*tracks.get(track, []), *more]
    return Action(name, tracks)
