"""One clip: figures that act in a place under a moving camera, drawing by drawing, with exact truth."""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Protocol

import cv2
import numpy as np
from celtint.types.arrays import F32, F64, I32, U8, Bool

from celtint_train.puppets import vector
from celtint_train.puppets.actions import Action, Keys, Track, any_action
from celtint_train.puppets.body import Character, character
from celtint_train.puppets.flow import Move, affine, moved
from celtint_train.puppets.pieces import Figure, Piece, Random, Rgb, Rig
from celtint_train.puppets.places import Still, place
from celtint_train.puppets.render import Gap, PlacedPiece, Sheet
from celtint_train.puppets.skeleton import Build, PosedSkeleton

Mover = Callable[[F64, Rig], F64]
"""From points at rest and the rig that carries them to pixels."""
PAPER: Rgb = (255, 255, 255)
WALL: Rgb = (226, 218, 204)
"""Behind the figures where a painted frame has no place."""
FIRST = {"train": 100_000_000, "validation": 200_000_000, "bench": 300_000_000}
"""Seeds of the splits: no design, no colours and no place of one is another's."""
FRAMINGS = {"full": 1.12, "knees": 0.78, "waist": 0.52, "bust": 0.36}
"""How much of a figure's height the picture is high."""
CAST = (0.62, 0.3, 0.08)
"""How often one, two and three figures act."""
_Maker = Callable[[str, Random], Character]
_STREAMS = {"characters": 11, "vector-art": 13}
"""The sources of clips, and what parts their random numbers."""
ART_CAST, ART_APART = (0.25, 0.5, 0.25), 1.5
"""How often one, two and three figures of vector art act, and heads between them."""


@dataclass(frozen=True)
class Drawing:
    """ink: (h, w) uint8 luminance of the lines. identity: (h, w) int32, 0 where bare paper is seen."""

    ink: U8
    identity: I32


@dataclass(frozen=True)
class _Actor:
    """A figure, what it does, where it stands (x, y in heads of the place), how large, and the tracks of its way."""

    figure: Figure
    build: Build
    action: Action
    at: tuple[float, float]
    size: float
    way: Track
    late: float

    def stands(self, time: float) -> float:
        """Where it is at a time, in heads."""
        walked = self.action.at(time + self.late)["x"] * self.size
        return self.at[0] + self.way.at(time) + walked


class _Path(Protocol):
    """A number over time, in drawings on ones."""

    def at(self, time: float) -> float: ...


@dataclass(frozen=True)
class _Following:
    """Beside a figure, always as far from it."""

    actor: _Actor
    away: float

    def at(self, time: float) -> float:
        return self.actor.stands(time) + self.away


@dataclass(frozen=True)
class _Camera:
    """x, y: where it looks, in heads; high: heads the picture is high; roll in radians; each over time."""

    x: _Path
    y: _Path
    high: _Path
    roll: _Path


def make_clip(
    seed: int,
    split: str,
    length: int = 25,
    step: int = 1,
    size: tuple[int, int] = (324, 576),
    source: str = "characters",
) -> "Clip":
    """A clip of ``length`` drawings, each ``step`` ones after the last, of (h, w) pixels; the same seed is the same.

    split: "train", "validation" or "bench". source: "characters", or "vector-art" for packaged pictures among them,
    which raises DataError where the package cannot be had.
    """
    return Clip(seed, split, length, step, size, source)


class Clip:
    """See `make_clip`."""

    def __init__(self, seed: int, split: str, length: int, step: int, size: tuple[int, int], source: str) -> None:
        self.name = f"{split} {seed}, step {step}"
        self.length, self.step, self.size = length, step, size
        self._seed = FIRST[split] + seed
        rng = np.random.default_rng([self._seed, _STREAMS[source]])
        self._actors = _cast(rng) if source == "characters" else _cast(rng, _art_of(split), ART_CAST, ART_APART)
        self._place, self._placeless = place(rng), False
        self._camera = _camera(rng, self._actors, size, source == "vector-art")
        self._line = float(rng.uniform(0.0035, 0.0065))
        self._wobble = float(rng.uniform(0, 0.0016))
        self._breaks = float(rng.choice([0, 0, 2, 6]))
        figures = [self._place, *(a.figure for a in self._actors)]
        self._pieces: list[Piece] = [p for f in figures for p in f.every()]
        self._number = {id(p): k for k, p in enumerate(self._pieces, start=1)}

    @property
    def palette(self) -> Mapping[int, Rgb]:
        """The colour of every identity, 0 (bare paper) too."""
        return self.colours

    @cached_property
    def colours(self) -> dict[int, Rgb]:
        """As `palette`; pieces of ink alone have no identity and no colour."""
        return {0: PAPER} | {k: p.colour for k, p in enumerate(self._pieces, start=1) if p.colour is not None}

    @cached_property
    def names(self) -> dict[int, str]:
        """What each identity is: "sleeve left", say."""
        return {0: "paper"} | {k: p.part for k, p in enumerate(self._pieces, start=1)}

    @property
    def line_width(self) -> float:
        """Of a line of weight 1, in pixels."""
        return self._line * self.size[0]

    def drawing(self, index: int) -> Drawing:
        """One drawing, any of them at any time."""
        sheet = Sheet(self.size, self.line_width, self._gaps(index))
        for placed in self.placed(index):
            sheet.draw(placed)
        return Drawing(sheet.ink, sheet.identity)

    def flats(self, index: int) -> U8:
        """(h, w, 4) uint8: the true flats of a drawing, clear where bare paper is seen."""
        return np.asarray(self.table[self.drawing(index).identity])

    @cached_property
    def table(self) -> U8:
        """(identities, 4) uint8: the colour of each identity as RGBA, clear for bare paper."""
        table = np.zeros((len(self._pieces) + 1, 4), np.uint8)
        for number, colour in self.colours.items():
            table[number] = (*colour, 255 if number else 0)
        return table

    @cached_property
    def behind(self) -> int:
        """Identities up to this one are of the place; those above it are of the figures."""
        return len(self._place.every())

    def posing(self) -> "list[Clip]":
        """Each figure alone on bare paper, from head to foot, looking about, as model sheets have it; its identities
        and colours are those it has here."""
        made: list[Clip] = []
        for actor in self._actors:
            clip = copy.copy(self)
            rng = np.random.default_rng([self._seed, len(made), 17])
            action, stay = any_action(rng, ("turn about",)), Keys((0.0,), (0.0,))
            posing = replace(actor, action=action, at=(0.0, 0.0), size=1.0, way=stay, late=0.0)
            tall = actor.build.height * FRAMINGS["full"]
            middle, high = Keys((0.0,), (-actor.build.height / 2,)), Keys((0.0,), (tall,))
            clip._actors, clip._camera, clip._placeless = (posing,), _Camera(stay, middle, high, stay), True
            clip._breaks = 0
            made.append(clip)
        return made

    def _gaps(self, index: int) -> list[Gap]:
        rng = np.random.default_rng([self._seed, index, 5])
        long = self.size[0] * 0.012
        lines = rng.integers(1, len(self._pieces) + 1, int(rng.poisson(self._breaks)))
        return [Gap(int(k), float(rng.random()), float(rng.uniform(0.4, 1)) * long) for k in lines]

    def movers(self, index: int) -> list[tuple[Figure, Mover]]:
        """The figures of a drawing from back to front, each with what brings its points to pixels."""
        time = float(index * self.step)
        h, w = self.size
        scale = h / max(self._camera.high.at(time), 0.4)
        look, middle = np.array([self._camera.x.at(time), self._camera.y.at(time)]), np.array([w / 2, h / 2])
        roll = self._camera.roll.at(time)
        turn = np.array([[np.cos(roll), np.sin(roll)], [-np.sin(roll), np.cos(roll)]]) * scale

        def shown(points: F64) -> F64:
            return np.asarray((points - look) @ turn + middle)

        nobody = PosedSkeleton(Build(), {}, time)

        def still(points: F64, rig: Rig) -> F64:
            return shown(rig(points, nobody))

        def acting(actor: _Actor) -> Mover:
            body = PosedSkeleton(actor.build, actor.action.at(time + actor.late), time + actor.late)
            stands = np.array([actor.at[0] + actor.way.at(time), actor.at[1]])
            return lambda points, rig: shown(rig(points, body) * actor.size + stands)

        behind: list[tuple[Figure, Mover]] = [] if self._placeless else [(self._place, still)]
        return [*behind, *((a.figure, acting(a)) for a in self._actors)]

    def flow(self, index: int) -> tuple[F32, Bool]:
        """Where the pixels of a drawing are on the next, wobble of lines aside.

        Returns (h, w, 2) float32, how far each goes right and down in pixels, and (h, w) bool, where what it shows is
        on the next drawing still seen. A line's pixels go with the flat below it.
        """
        identity, after = self.drawing(index).identity, self.drawing(index + 1).identity
        h, w = self.size
        way = np.zeros((h, w, 2), np.float32)
        for (figure, here), (_, there) in zip(self.movers(index), self.movers(index + 1), strict=True):
            for piece in figure.every():
                rows, columns = np.nonzero(identity == self._number[id(piece)])
                if len(rows):
                    pixels = np.stack([columns, rows], axis=1).astype(float)
                    ways = moved(piece.outline, _rigged(here, piece.rig), _rigged(there, piece.rig), pixels)
                    way[rows, columns] = ways
        rows, columns = np.nonzero(identity == 0)
        ground = [_rigged(self.movers(k)[0][1], Still()) for k in (index, index + 1)]
        way[rows, columns] = affine(ground[0], ground[1], np.stack([columns, rows], axis=1).astype(float))
        y, x = np.indices((h, w))
        to_x, to_y = np.rint(x + way[..., 0]).astype(int), np.rint(y + way[..., 1]).astype(int)
        inside = (to_x >= 0) & (to_x < w) & (to_y >= 0) & (to_y < h)
        seen = after[np.clip(to_y, 0, h - 1), np.clip(to_x, 0, w - 1)] == identity
        return way, inside & seen

    def placed(self, index: int) -> list[PlacedPiece]:
        """The pieces of a drawing where they lie, from back to front."""
        rng = np.random.default_rng([self._seed, index, 3])
        return [self._carried(piece, mover, rng) for figure, mover in self.movers(index) for piece in figure.pieces]

    def _carried(self, piece: Piece, mover: Mover, rng: Random) -> PlacedPiece:
        outline = mover(piece.outline, piece.rig)
        if self._wobble:
            outline = outline + _low_noise(rng, len(outline)) * (self._wobble * self.size[0])
        inside = tuple(self._carried(p, mover, rng) for p in piece.inside)
        return PlacedPiece(
            piece, self._number[id(piece)], outline, tuple(mover(r, piece.rig) for r in piece.holes), inside
        )

    def shaded(self, index: int) -> U8:
        """(h, w, 3) uint8: the drawing painted, with light from the left, soft edges, grain, and darker lines."""
        drawn = self.drawing(index)
        h, w = self.size
        table = self.table[:, :3].astype(np.float32)
        table[0] = WALL
        flat = table[drawn.identity]
        inside = (drawn.identity > self.behind).astype(np.uint8)
        deep = np.minimum(cv2.distanceTransform(inside, cv2.DIST_L2, 5) / (0.05 * h), 1).astype(np.float32)
        slope = cv2.Sobel(cv2.GaussianBlur(deep, (0, 0), 0.012 * h), cv2.CV_32F, 1, 0, ksize=3)
        x = np.linspace(0, 1, w, dtype=np.float32)[None]
        light = (0.86 + 0.14 * deep + np.clip(1.2 * slope, -0.16, 0.12)) * (1.05 - 0.12 * x)
        lines = np.float32(0.3) + np.float32(0.7) * drawn.ink.astype(np.float32) / 255
        grain = np.random.default_rng([self._seed, index, 9]).normal(0, 1.5, (h, w)).astype(np.float32)
        painted = cv2.GaussianBlur(flat * (light * lines)[..., None], (0, 0), 0.7) + grain[..., None]
        return np.asarray(np.clip(painted, 0, 255), np.uint8)


def _rigged(mover: Mover, rig: Rig) -> Move:
    """From points at rest to pixels' own coordinates, in which the middle of the first pixel is 0."""
    return lambda rest: mover(rest, rig) - 0.5


def _low_noise(rng: Random, count: int) -> F64:
    """(count, 2) noise that goes smoothly around a closed curve."""
    size, phase = rng.normal(0, 0.6, (4, 2)), rng.uniform(0, 6.3, (4, 2))
    return np.asarray((size[:, None] * np.sin(_turns(count) + phase[:, None])).sum(axis=0))


@cache
def _turns(count: int) -> F64:
    """(4, count, 1) angles around a closed curve, once, twice, three and five times."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)[:, None]
    return np.stack([n * angle for n in (1, 2, 3, 5)])


def _art_of(split: str) -> _Maker:
    """Makes figures of the split's vector art, and a character now and then, beside which they are props."""

    def made(name: str, rng: Random) -> Character:
        if rng.random() < 0.25:
            return character(name, rng)
        chosen = vector.pictures(split)
        return vector.creature(name, chosen[int(rng.integers(len(chosen)))], rng)

    return made


def _cast(
    rng: Random, maker: _Maker = character, counts: Sequence[float] = CAST, apart: float = 0.95
) -> tuple[_Actor, ...]:
    """Who acts, from back to front, so many heads apart; some cross the picture, some come in or go out."""
    count = int(rng.choice(len(counts), p=counts)) + 1
    spots = rng.permutation(np.linspace(-1, 1, count)) * (apart * (count - 1)) if count > 1 else np.zeros(1)
    actors = []
    for k, spot in enumerate(spots):
        made = maker(f"figure {k}", rng)
        action = any_action(rng)
        way: Track = Keys((0.0,), (0.0,))
        if rng.random() < 0.12:
            side, start = float(rng.choice([-1, 1])) * 6.0, float(rng.uniform(-10, 10))
            ends = (side, 0.0) if rng.random() < 0.5 else (0.0, side)
            way = Keys((start, start + 34), ends)
        late, passes, size = float(rng.uniform(0, 40)), float(rng.uniform(0, 30)), float(rng.uniform(0.92, 1.08))
        # Who walks passes its place while the clip lasts.
        x = float(spot + rng.uniform(-0.2, 0.2)) - size * action.at(late + passes)["x"]
        at = (x, float(rng.uniform(-0.1, 0.15)))
        actors.append(_Actor(made.figure, made.build, action, at, size, way, late))
    return tuple(actors)


def _camera(rng: Random, actors: tuple[_Actor, ...], size: tuple[int, int], whole: bool) -> _Camera:
    """A framing of the first figure, or of all, held or slowly panned, zoomed and rolled. whole: from head to foot."""
    h, w = size
    tall = max(a.build.height * a.size for a in actors)
    names = list(FRAMINGS) if len(actors) == 1 else ["full", "knees", "waist"]
    if any(a.action.name == "jump" for a in actors):
        # A jump is framed so that who jumps stays in the picture.
        names, tall = ["full", "full", "knees"], tall + 0.6
    if whole:
        names = ["full"]
    high = tall * FRAMINGS[str(rng.choice(names))] * float(rng.uniform(0.92, 1.1))
    stands = [a.stands(12) for a in actors]
    wide = 2.6 + float(np.ptp(stands))
    if len(actors) > 1:
        high = max(high, wide * h / w * 0.8)
    # The head keeps some air; the rest of the figure may be cut by the picture's edge.
    y = high / 2 - tall - 0.07 * high
    x = float(rng.uniform(-0.08, 0.08)) * high + (min(stands) + max(stands)) / 2
    moves = rng.random(3) < (0.4, 0.35, 0.12)
    pan = float(rng.uniform(-0.006, 0.006)) * high * moves[0]
    zoom = float(rng.uniform(-0.004, 0.004)) * moves[1]
    roll = float(rng.uniform(0.02, 0.08)) * moves[2]
    end = 160.0
    along: _Path = Keys((-end, end), (x - pan * end, x + pan * end))
    if actors[0].action.name == "walk" and rng.random() < 0.6:
        along = _Following(actors[0], x - stands[0])
    return _Camera(
        along, Keys((-end, end), (y, y)),
        Keys((-end, 0.0, end), (high * (1 - 0.5 * zoom * end), high, high * (1 + 0.5 * zoom * end))),
        Keys((0.0, 60.0, 120.0), (-roll, roll, -roll)),
    )  # fmt: skip
