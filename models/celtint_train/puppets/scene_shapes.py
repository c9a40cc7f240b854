"""The things a generated scene is made of: closed outlines in picture units, back to front.

A `Shape` is a closed curve with the shapes drawn on it (stripes, eyes, buttons), which never leave it.
Coordinates are shares of the picture's side, so the same scene can be drawn at any size.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from celtint.types.arrays import F64

Random = np.random.Generator


@dataclass
class Shape:
    """One closed outline.

    points: (n, 2) x, y in shares of the side. group: shapes of one group share a colour (both eyes, all
    buttons). width: of its line, as a factor on the scene's. inside: shapes drawn on it and clipped to it,
    back to front.
    """

    points: F64
    group: str
    width: float = 1.0
    inside: list["Shape"] = field(default_factory=list)


def smooth(control: F64, steps: int = 12) -> F64:
    """Closed uniform Catmull-Rom curve (Catmull and Rom, 1974) through (n, 2) points, as (n * steps, 2)
    points."""
    p0, p1 = np.roll(control, 1, 0)[:, None], control[:, None]
    p2, p3 = np.roll(control, -1, 0)[:, None], np.roll(control, -2, 0)[:, None]
    t = (np.arange(steps) / steps)[None, :, None]
    curve = 2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    return np.asarray(0.5 * curve, dtype=np.float64).reshape(-1, 2)


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> F64:
    a = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    return turned(np.stack([x + rx * np.cos(a), y + ry * np.sin(a)], 1), (x, y), turn)


def turned(points: F64, about: tuple[float, float], angle: float) -> F64:
    c, s = np.cos(angle), np.sin(angle)
    centre = np.asarray(about)
    return np.asarray((points - centre) @ np.array([[c, s], [-s, c]]) + centre, dtype=np.float64)


def blob(rng: Random, x: float, y: float, rx: float, ry: float, *, rough: float = 0.25, corners: int = 8) -> F64:
    """A smooth closed curve around (x, y) whose radius wanders by ``rough``."""
    a = (np.arange(corners) + rng.uniform(-0.3, 0.3, corners)) * 2 * np.pi / corners
    r = rng.uniform(1 - rough, 1 + rough, corners)
    return smooth(np.stack([x + rx * r * np.cos(a), y + ry * r * np.sin(a)], 1))


def limb(start: F64, bend: F64, end: F64, wide: float, narrow: float) -> F64:
    """A tube along the quadratic Bezier curve start, bend, end, from ``wide`` to ``narrow`` (half widths)."""
    t = np.linspace(0, 1, 10)[:, None]
    line = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    side = np.stack([-along[:, 1], along[:, 0]], 1) * (wide + (narrow - wide) * t)
    return smooth(np.concatenate([line + side, (line - side)[::-1]]), 6)


def polygon(rng: Random, x: float, y: float, r: float, corners: int) -> F64:
    a = (np.arange(corners) + rng.uniform(-0.2, 0.2, corners)) * 2 * np.pi / corners + rng.uniform(0, 6.3)
    return np.stack([x + r * np.cos(a), y + r * np.sin(a)], 1)


def rectangle(x: float, y: float, w: float, h: float) -> F64:
    return np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], dtype=np.float64)


def wedge(root: F64, tip: F64, wide: float, bend: float) -> F64:
    """A lock of hair: broad at the root, pointed at the tip, curved by ``bend`` times its length."""
    along = tip - root
    side = np.array([-along[1], along[0]]) / (np.linalg.norm(along) + 1e-9)
    t = np.linspace(0, 1, 9)[:, None]
    line = root + along * t + side * bend * np.linalg.norm(along) * np.sin(np.pi * t)
    half = side * wide * (1 - t) ** 0.8
    return np.concatenate([line + half, (line - half)[::-1][1:]])


def stripes(rng: Random, shape: F64, count: int, group: str) -> list[Shape]:
    """Slightly wavy bands across a shape."""
    low, high = shape.min(0), shape.max(0)
    centre, reach = (low + high) / 2, float(np.linalg.norm(high - low))
    angle = rng.uniform(-0.5, 0.5) + rng.choice([0.0, np.pi / 2])
    step = reach / (2 * count + 1)
    bands = []
    for i in range(count):
        y = centre[1] + (i - (count - 1) / 2) * 2 * step
        x = np.linspace(centre[0] - reach, centre[0] + reach, 9)
        wave = rng.uniform(-0.12, 0.12, 9) * step
        top, bottom = np.stack([x, y - step / 2 + wave], 1), np.stack([x, y + step / 2 + wave], 1)
        band = np.concatenate([top, bottom[::-1]])
        bands.append(Shape(turned(band, (centre[0], centre[1]), angle), group, 0.7))
    return bands


def eye(x: float, y: float, r: float, name: str) -> Shape:
    white = Shape(ellipse(x, y, r, r * 1.25), f"{name}-white", 0.8)
    iris = Shape(ellipse(x, y + 0.2 * r, 0.66 * r, 0.85 * r), f"{name}-iris", 0.6)
    iris.inside.append(Shape(ellipse(x - 0.1 * r, y + 0.25 * r, 0.32 * r, 0.42 * r), f"{name}-pupil", 0.5))
    white.inside.append(iris)
    return white


def head(rng: Random, x: float, y: float, r: float, name: str) -> list[Shape]:
    """Hair behind, a face with eyes, brows, cheeks and a mouth, locks of hair in front."""

    def at(dx: float, dy: float) -> F64:
        return np.array([x + dx * r, y + dy * r])

    back = Shape(blob(rng, x, y - 0.1 * r, 1.3 * r, 1.35 * r, rough=0.12, corners=10), f"{name}-hair")
    face = Shape(blob(rng, x, y, 0.95 * r, 1.05 * r, rough=0.05, corners=8), f"{name}-skin")
    for side in (-1, 1):
        face.inside += [
            eye(x + side * 0.38 * r, y + 0.1 * r, 0.2 * r, name),
            Shape(
                limb(at(side * 0.2, -0.25), at(side * 0.4, -0.4), at(side * 0.6, -0.25), 0.05 * r, 0.03 * r),
                f"{name}-brow",
                0.5,
            ),
            Shape(ellipse(x + side * 0.55 * r, y + 0.48 * r, 0.16 * r, 0.09 * r), f"{name}-cheek", 0.6),
        ]
    mouth = Shape(blob(rng, x, y + 0.62 * r, 0.25 * r, 0.13 * r, rough=0.1, corners=6), f"{name}-mouth", 0.7)
    mouth.inside.append(Shape(ellipse(x, y + 0.7 * r, 0.13 * r, 0.06 * r), f"{name}-tongue", 0.5))
    face.inside.append(mouth)
    parts = [back, face]
    for angle in np.linspace(-2.6, -0.5, int(rng.integers(3, 7))):
        root = np.array([x + 0.85 * r * np.cos(angle), y + 1.05 * r * np.sin(angle)])
        tip = root + np.array([rng.uniform(-0.35, 0.35), rng.uniform(0.5, 0.95)]) * r
        parts.append(Shape(wedge(root, tip, rng.uniform(0.12, 0.25) * r, rng.uniform(-0.25, 0.25)), f"{name}-lock"))
    if rng.random() < 0.6:
        bow = np.array([x + rng.choice([-0.9, 0.9]) * r, y - 0.8 * r])
        for side in (-1, 1):
            end = bow + np.array([side * 0.4, -0.05]) * r
            flare = np.array([0, 0.22 * r])
            parts.append(Shape(np.array([bow, end - flare, end + flare]), f"{name}-bow", 0.8))
        parts.append(Shape(ellipse(float(bow[0]), float(bow[1]), 0.1 * r, 0.1 * r), f"{name}-knot", 0.7))
    return parts


def figure(rng: Random, x: float, y: float, r: float, name: str) -> list[Shape]:
    """A small person: legs, shoes, arms, hands, a shirt with stripes or buttons, a belt, a head."""

    def at(dx: float, dy: float) -> F64:
        return np.array([x + dx * r, y + dy * r])

    parts = []
    for side in (-1, 1):
        parts.append(
            Shape(
                limb(at(side * 0.3, 2.6), at(side * 0.4, 3.4), at(side * 0.45, 4.1), 0.28 * r, 0.2 * r),
                f"{name}-leg",
            )
        )
        parts.append(Shape(ellipse(x + side * 0.55 * r, y + 4.2 * r, 0.35 * r, 0.18 * r), f"{name}-shoe", 0.9))
    parts.append(Shape(limb(at(0, 0.8), at(0, 1.1), at(0, 1.4), 0.22 * r, 0.25 * r), f"{name}-skin"))
    body = Shape(
        smooth(
            np.array(
                [
                    at(-0.6, 1.2),
                    at(0, 1.15),
                    at(0.6, 1.2),
                    at(0.55, 2.0),
                    at(0.75, 2.9),
                    at(-0.75, 2.9),
                    at(-0.55, 2.0),
                ]
            )
        ),
        f"{name}-shirt",
    )
    if rng.random() < 0.5:
        body.inside += stripes(rng, body.points, int(rng.integers(3, 5)), f"{name}-stripe")
    else:
        body.inside += [
            Shape(ellipse(x + 0.05 * r, y + dy * r, 0.08 * r, 0.08 * r), f"{name}-button", 0.6)
            for dy in (1.5, 1.8, 2.1)
        ]
    body.inside.append(Shape(rectangle(x - r, y + 2.35 * r, 2 * r, 0.18 * r), f"{name}-belt", 0.8))
    body.inside.append(Shape(rectangle(x - 0.15 * r, y + 2.3 * r, 0.3 * r, 0.28 * r), f"{name}-buckle", 0.7))
    collar = [
        Shape(np.array([at(0, 1.55), at(side * 0.5, 1.1), at(side * 0.05, 1.15)]), f"{name}-collar", 0.8)
        for side in (-1, 1)
    ]
    parts += [body, *collar]
    for side in (-1, 1):
        swing = rng.uniform(-0.5, 0.6)
        hand = at(side * 1.35, 2.2 - swing)
        parts.append(Shape(limb(at(side * 0.55, 1.4), at(side * 1.1, 1.5), hand, 0.22 * r, 0.16 * r), f"{name}-sleeve"))
        parts.append(
            Shape(
                blob(rng, float(hand[0]), float(hand[1]), 0.2 * r, 0.2 * r, rough=0.15, corners=6),
                f"{name}-skin",
                0.9,
            )
        )
    return parts + head(rng, x, y, r, name)


def flower(rng: Random, x: float, y: float, r: float, name: str) -> list[Shape]:
    root = np.array([x + rng.uniform(-0.5, 0.5) * r, y + 3 * r])
    parts = [Shape(limb(np.array([x, y]), np.array([x, y + 1.5 * r]), root, 0.12 * r, 0.14 * r), f"{name}-stem", 0.8)]
    for angle in np.arange(petals := int(rng.integers(5, 8))) * 2 * np.pi / petals:
        parts.append(
            Shape(
                ellipse(x + 0.6 * r * np.cos(angle), y + 0.6 * r * np.sin(angle), 0.45 * r, 0.27 * r, angle),
                f"{name}-petal",
            )
        )
    return [*parts, Shape(ellipse(x, y, 0.3 * r, 0.3 * r), f"{name}-heart", 0.8)]


def house(rng: Random, x: float, y: float, r: float, name: str) -> list[Shape]:
    wall = Shape(rectangle(x - r, y, 2 * r, 1.5 * r), f"{name}-wall")
    for dx in (-0.6, 0.35):
        pane = Shape(rectangle(x + dx * r, y + 0.3 * r, 0.4 * r, 0.4 * r), f"{name}-frame", 0.8)
        pane.inside += [
            Shape(rectangle(x + (dx + i) * r, y + (0.3 + j) * r, 0.14 * r, 0.14 * r), f"{name}-glass", 0.6)
            for i in (0.04, 0.22)
            for j in (0.04, 0.22)
        ]
        wall.inside.append(pane)
    door = Shape(rectangle(x - 0.15 * r, y + 0.8 * r, 0.4 * r, 0.8 * r), f"{name}-door", 0.9)
    door.inside.append(Shape(ellipse(x + 0.15 * r, y + 1.2 * r, 0.05 * r, 0.05 * r), f"{name}-knob", 0.5))
    wall.inside.append(door)
    roof = Shape(np.array([[x - 1.25 * r, y + 0.1 * r], [x, y - 0.9 * r], [x + 1.25 * r, y + 0.1 * r]]), f"{name}-roof")
    if rng.random() < 0.6:
        roof.inside += stripes(rng, roof.points, 3, f"{name}-tiles")
    return [wall, roof]


def thing(rng: Random, x: float, y: float, r: float, name: str) -> list[Shape]:
    """A ball, a stone, a spotted or striped blob."""
    kind = rng.integers(4)
    if kind == 0:
        body = Shape(polygon(rng, x, y, r, int(rng.integers(3, 7))), f"{name}-body")
    elif kind == 1:
        body = Shape(ellipse(x, y, r, r * rng.uniform(0.6, 1), rng.uniform(0, 3)), f"{name}-body")
    else:
        body = Shape(
            blob(rng, x, y, r, r * rng.uniform(0.6, 1), rough=0.25, corners=int(rng.integers(5, 11))),
            f"{name}-body",
        )
    if rng.random() < 0.4:
        body.inside += stripes(rng, body.points, int(rng.integers(2, 4)), f"{name}-stripe")
    elif rng.random() < 0.7:
        for _ in range(int(rng.integers(3, 8))):
            sx, sy = np.array([x, y]) + rng.uniform(-0.75, 0.75, 2) * r
            rx, ry = rng.uniform(0.08, 0.2, 2) * r
            body.inside.append(Shape(blob(rng, sx, sy, rx, ry, rough=0.2, corners=6), f"{name}-spot", 0.7))
    return [body]


def hill(rng: Random, height: float, name: str) -> Shape:
    x = np.linspace(-0.2, 1.2, 8)
    ridge = np.stack([x, height + rng.uniform(-0.06, 0.06, 8)], 1)
    return Shape(smooth(np.concatenate([ridge, [[1.4, 1.5], [-0.4, 1.5]]])), name)


Maker = Callable[[Random, float, float, float, str], list[Shape]]


def drawing(rng: Random) -> list[Shape]:
    """All shapes of one scene, back to front."""
    shapes: list[Shape] = []
    if rng.random() < 0.7:
        shapes += [hill(rng, rng.uniform(0.45, 0.75), "hill"), hill(rng, rng.uniform(0.8, 0.92), "ground")]
    background: list[tuple[Maker, float, float]] = [
        (house, 0.1, 0.16),
        (thing, 0.04, 0.14),
        (flower, 0.04, 0.07),
    ]
    for i in range(int(rng.integers(3, 7))):
        make, low, high = background[int(rng.integers(3))]
        x, y = rng.uniform(0.08, 0.92, 2)
        shapes += make(rng, x, y, rng.uniform(low, high), f"b{i}")
    close = rng.random() < 0.3
    if close:
        shapes += figure(rng, rng.uniform(0.35, 0.65), rng.uniform(0.3, 0.4), rng.uniform(0.17, 0.24), "p0")
    else:
        places = (0.25, 0.7) if rng.random() < 0.6 else (0.5,)
        for i, x in enumerate(places):
            size = rng.uniform(0.09, 0.13)
            shapes += figure(rng, x + rng.uniform(-0.08, 0.08), rng.uniform(0.25, 0.45), size, f"p{i}")
    for i in range(int(rng.integers(2, 5))):
        make, low, high = background[int(rng.integers(1, 3))]
        shapes += make(rng, rng.uniform(0.05, 0.95), rng.uniform(0.7, 0.97), rng.uniform(low, high), f"f{i}")
    return shapes
