"""How a figure's layers move: each swings about what it hangs from, the figure leans, bends and goes its way, the
camera pans and zooms."""

from dataclasses import dataclass

import numpy as np
from celtint.types.arrays import F64

from celtint_train.evaluation.sequences.shots.layers import Figure
from celtint_train.puppets.scene_shapes import Random

BEND = 0.012
"""Of a figure's height: how far it bends, at most."""
TURN = 0.035
"""Of a figure's width: how far a face goes when the head turns, at most."""
NARROW = 0.16
"""How much narrower a face is when it is turned away."""


@dataclass(frozen=True)
class Wave:
    """A sum of two slow waves over drawings, of a size."""

    size: float
    speed: tuple[float, float]
    late: tuple[float, float]

    @classmethod
    def any(cls, rng: Random, size: float) -> "Wave":
        one, two = rng.uniform(0.12, 0.5, 2).tolist()
        late, later = rng.uniform(0, 2 * np.pi, 2).tolist()
        return cls(size, (one, two), (late, later))

    def at(self, time: float) -> float:
        (one, two), (late, later) = self.speed, self.late
        return self.size * float(np.sin(one * time + late) + 0.6 * np.sin(two * time + later)) / 1.6


def shifted(x: float, y: float) -> F64:
    """(3, 3): a move by so much."""
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def scaled(x: float, y: float) -> F64:
    """(3, 3): so many times as wide and as high."""
    return np.diag([x, y, 1.0])


def turned(angle: float) -> F64:
    """(3, 3): a turn by radians."""
    c, s = float(np.cos(angle)), float(np.sin(angle))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def about(way: F64, x: float, y: float) -> F64:
    """The same about a place."""
    return np.asarray(shifted(x, y) @ way @ shifted(-x, -y))


@dataclass(frozen=True)
class Actor:
    """A figure that acts. swings, slides: of each layer; at: where its foot stands, x and y as shares of the picture's
    height; high: its height as a share of the picture's; way: how far it goes over the shot, in the same shares;
    changes: the drawings at which its face changes."""

    figure: Figure
    swings: tuple[Wave, ...]
    slides: tuple[tuple[Wave, Wave], ...]
    turn: Wave
    lean: Wave
    bends: tuple[Wave, ...]
    at: tuple[float, float]
    high: float
    way: tuple[float, float]
    changes: tuple[int, ...]

    def face(self, index: int) -> int:
        """Which of its faces it shows on a drawing."""
        return sum(index >= change for change in self.changes) % self.figure.faces

    def layer(self, number: int, time: float) -> F64:
        """(3, 3): from a layer's pixels to the figure's."""
        figure = self.figure
        layer = figure.layers[number]
        h, w = layer.faces[0].shape
        own = about(turned(self.swings[number].at(time)), *layer.joint)
        x, y = (wave.at(time) for wave in self.slides[number])
        own = shifted(x * w, y * h) @ own
        if layer.on:
            turn = self.turn.at(time)
            own = shifted(TURN * turn * w, 0) @ about(scaled(1 - NARROW * abs(turn), 1), *layer.joint) @ own
        return own if layer.below < 0 else np.asarray(self.layer(layer.below, time) @ own)

    def bent(self, x: F64, y: F64, time: float) -> tuple[F64, F64]:
        """Where in the unbent figure a place of the bent one is; pixels of the figure."""
        h, w = self.figure.layers[0].faces[0].shape
        size = BEND * h
        u, v = x / max(w, 1), y / max(h, 1)
        one, two, three, four = (wave.at(time) for wave in self.bends)
        return (
            x + size * (one * np.sin(4 * v + 3 * two) + 0.5 * three * np.sin(9 * v + 2 * u)),
            y + size * (four * np.sin(4 * u + 3 * one) + 0.5 * two * np.sin(9 * u + 2 * v)),
        )

    def placed(self, time: float, share: float, height: int) -> F64:
        """(3, 3): from the figure's pixels to the picture's, `share` of the shot gone by."""
        h, w = self.figure.layers[0].faces[0].shape
        size = self.high * height / h
        x, y = (self.at[k] + self.way[k] * (share - 0.5) for k in (0, 1))
        stand = shifted(x * height, y * height) @ scaled(size, size) @ shifted(-w / 2, -h)
        return np.asarray(stand @ about(turned(self.lean.at(time)), w / 2, h))


@dataclass(frozen=True)
class Camera:
    """Where it looks and how near, at the shot's beginning and end; x, y as shares of the picture's height. jump: the
    drawing at which it is elsewhere at once, None for none; there: how near it is then, and where."""

    pan: tuple[float, float]
    zoom: float
    roll: float
    jump: int | None = None
    there: tuple[float, float, float] = (1.0, 0.0, 0.0)

    def at(self, index: int, share: float, size: tuple[int, int]) -> F64:
        """(3, 3): from the place's pixels to the picture's."""
        h, w = size
        near = self.zoom ** (share - 0.5)
        x, y = (self.pan[k] * (share - 0.5) for k in (0, 1))
        seen = about(turned(self.roll * (share - 0.5)) @ scaled(near, near), w / 2, h / 2) @ shifted(x * h, y * h)
        if self.jump is not None and index >= self.jump:
            nearer, right, down = self.there
            seen = about(scaled(nearer, nearer), w / 2, h / 2) @ shifted(right * h, down * h) @ seen
        return np.asarray(seen)


def actor(
    figure: Figure, rng: Random, at: tuple[float, float], high: float, way: tuple[float, float], lively: float,
    changes: tuple[int, ...] = (),
) -> Actor:  # fmt: skip
    """A figure with motions of chance; what is small swings most. lively: 1 for what is usual."""
    whole = max(int(np.count_nonzero(layer.faces[0])) for layer in figure.layers)
    swings, slides = [], []
    for layer in figure.layers:
        share = np.count_nonzero(layer.faces[0]) / max(whole, 1)
        swing = 0.02 if layer.on else 0.3 * (1 - share) ** 2 + 0.03
        swings.append(Wave.any(rng, lively * float(rng.uniform(0.3, 1)) * swing))
        slide = 0.004 if layer.on else 0.012
        slides.append((Wave.any(rng, lively * slide), Wave.any(rng, lively * slide)))
    bends = tuple(Wave.any(rng, lively) for _ in range(4))
    return Actor(
        figure, tuple(swings), tuple(slides), Wave.any(rng, min(1.0, lively)), Wave.any(rng, 0.06 * lively), bends,
        at, high, way, changes,
    )  # fmt: skip
