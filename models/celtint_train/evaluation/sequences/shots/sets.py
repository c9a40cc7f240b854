"""The shots that are measured, and others to develop with: no figure of one is in the other.

To loop over what constants may be chosen on::

    for shot in sets.development(8):
        clip = shot.clip()  # celtint.Frames with its truth, as `celtint_train.evaluation.sequences.clips` has it

What is drawn once is kept in the cache.
"""

import pickle
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
from celtint_models.writing import write_whole

from celtint_train.data.cache import cache_root
from celtint_train.evaluation.bench.art import held_out
from celtint_train.evaluation.bench.pairs.sources import cartoon
from celtint_train.evaluation.sequences.clips import Clip
from celtint_train.evaluation.sequences.shots.drawing import Pencil, Shot
from celtint_train.evaluation.sequences.shots.layers import Figure, from_pair, from_vectors
from celtint_train.evaluation.sequences.shots.moving import Actor, Camera, actor
from celtint_train.matcher.characters import characters
from celtint_train.puppets.scene_shapes import Random

VERSION = 1
"""Of figures and clips that are kept; another number makes them anew."""
KINDS = ("acting", "crossing", "camera", "cut")
"""Faces that change and heads that turn; one passes another; pans and zooms; another view from a drawing on."""
STYLES = {
    "development": ("comicgen", "adventurer", "big-smile", "open-peeps"),
    "held": ("comicgen", "toon-head"),
}
SPLITS = {"development": "train", "held": "bench"}
"""The splits of the characters: the trained matchers never saw the bench's."""
BUSTS = ("adventurer", "big-smile", "open-peeps", "toon-head")
CARTOONS = {
    "development": (
        "people/busy_mom_with_child_and_01", "people/hikinh_ganson", "people/sailing_kids",
        "people/water_fight_ganson1", "people/woman_chemist_gerald_g._01", "people/woman_reading_gerald_g._01",
        "people/woman_police_01_gerald_g_01", "animals/mammals/dog_on_leash_gerald_g._01",
    ),
    "held": (
        "people/beach_trip_ganson", "people/backpacker_ganson", "people/roller_blader_ganson", "people/man_02",
        "people/woman_nurse_gerald_g._01", "people/woman_doctor_gerald_g._01", "people/car_ride_ganson",
        "animals/mammals/housecats/kitten_gerald_g._01",
    ),
}  # fmt: skip
"""Drawings of openclipart that act."""
EACH, FACES = 4, 3
"""Figures of a style; faces of a figure."""
ART_SETS = ("gopher", "red-panda", "Bunnykin", "saniel", "carrot")
"""The art set's pairs, by folder, one figure of each."""
SIZE, LENGTH, LONG = (324, 576), 13, 25
WIDE = SIZE[1] / SIZE[0]
Side = Literal["development", "held"]
T = TypeVar("T")


@dataclass(frozen=True)
class Chosen:
    """A figure that is made when it is asked for. bust: whether it is cut off below the shoulders."""

    name: str
    bust: bool
    make: Callable[[], Figure | None]

    @cached_property
    def figure(self) -> Figure | None:
        """The figure, None where there is too little in it."""
        found: Figure | None = _kept(f"figures/{self.name}", self.make)
        return found


def development(count: int) -> Iterator[Shot]:
    """Shots of figures that are in no bench, all kinds in turn; as many as are wanted, always the same."""
    return (_shot("development", number, _figures("development")) for number in range(count))


def held(count: int, art: Path | None = None) -> Iterator[Shot]:
    """The shots that are measured; no constant is chosen on them. art: the art set, whose figures act as well."""
    figures = _figures("held")
    yield from (_shot("held", number, figures) for number in range(count))
    if art is not None:
        drawn = _of_art(art)
        yield from (_shot("held", 100 + number, drawn) for number in range(len(drawn)))


def clip_of(shot: Shot) -> Clip:
    """The shot's drawings, from the cache where they have been drawn before."""
    found: Clip = _kept(f"clips/{shot.name}", shot.clip)
    return found


def _kept(name: str, make: Callable[[], T]) -> T:
    folder = cache_root() / "shots" / f"{VERSION}"
    path = folder / f"{re.sub('[^a-z0-9/-]+', '-', name.lower())}.bin"
    if path.exists():
        found: T = pickle.loads(zlib.decompress(path.read_bytes()))
        return found
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, zlib.compress(pickle.dumps(made), 1))
    return made


@cache
def _figures(side: Side) -> tuple[Chosen, ...]:
    found = []
    for style in STYLES[side]:
        for character in islice(characters(SPLITS[side], (style,)), EACH):
            svgs = [drawing.svg for drawing in character.drawings]
            # a comicgen figure's drawings are other poses, a bust's are other faces
            faces = svgs[:1] if style == "comicgen" else svgs[:FACES]
            found.append(Chosen(character.name, style in BUSTS, _maker(character.name, faces)))
    for path in CARTOONS[side]:
        found.append(Chosen(path.split("/")[-1], False, _maker(path, [cartoon(path).svg])))
    return tuple(found)


def _maker(name: str, svgs: Sequence[str]) -> Callable[[], Figure | None]:
    return lambda: from_vectors(name, svgs, zlib.crc32(name.encode()))


def _of_art(folder: Path) -> tuple[Chosen, ...]:
    found: dict[str, Chosen] = {}
    for art in held_out(folder, "pair", 60, 640):
        name, line = art.name.split("/")[-2], art.line
        if name in ART_SETS and name not in found and line is not None:
            figure = from_pair(name, art.rgb, art.figure, line)
            found[name] = Chosen(f"art {name}", name == "saniel", lambda figure=figure: figure)  # type: ignore[misc]
    return tuple(found[name] for name in ART_SETS if name in found)


def _shot(side: Side, number: int, figures: Sequence[Chosen]) -> Shot:
    """A shot of a number: its kind by turns, the rest by chance."""
    kind, of_art = KINDS[number % len(KINDS)], number >= 100
    rng = np.random.default_rng([number, len(side), 17])
    count = 1 if kind == "acting" else 2
    first = (number - 100) if of_art else int(rng.integers(len(figures)))
    order = [figures[first % len(figures)], *(figures[k] for k in rng.permutation(len(figures)) if k != first)]
    chosen = list(islice((c for c in order if c.figure is not None), count))
    length = LONG if number % 5 == 3 else LENGTH
    step = float(rng.choice([1.0, 1.0, 1.6, 2.4]))
    actors = tuple(_cast(rng, kind, chosen, length))
    camera = _camera(rng, kind, length)
    pencil = Pencil(
        float(rng.uniform(0.8, 1.6)), int(rng.integers(0, 60)), int(rng.integers(60, 150)),
        float(rng.uniform(0.2, 0.7)), int(rng.choice([0, 0, 2, 4])),
    )  # fmt: skip
    name = f"{side} {number} {kind}: {', '.join(c.name for c in chosen)}"
    return Shot(name, kind, length, step, SIZE, actors, camera, pencil, 1000 * len(side) + number)


def _cast(rng: Random, kind: str, chosen: Sequence[Chosen], length: int) -> Iterator[Actor]:
    """Who acts where, from back to front."""
    lively = float(rng.uniform(1.0, 2.2))
    for number, one in enumerate(chosen):
        figure = one.figure
        assert figure is not None  # those that have too little in them are not chosen
        changes = tuple(sorted(rng.choice(np.arange(2, length), min(2, figure.faces - 1), replace=False).tolist()))
        h, w = figure.layers[0].faces[0].shape
        high = float(rng.uniform(0.8, 1.05)) * (1.0 if kind == "acting" or one.bust else 0.85)
        high = min(high, 1.2 * WIDE * h / w / len(chosen))
        side = 0.0 if len(chosen) == 1 else (number - 0.5) * float(rng.uniform(0.45, 0.75))
        at = (WIDE / 2 + side, 1.03 if one.bust else 0.97)
        way = (0.0, 0.0)
        if kind == "crossing" and number == 1:
            way = (float(rng.choice([-1, 1])) * float(rng.uniform(0.7, 1.1)), 0.0)
            at = (WIDE / 2 - side / 2, at[1])
        yield actor(figure, rng, at, high, way, lively, changes)


def _camera(rng: Random, kind: str, length: int) -> Camera:
    sign = float(rng.choice([-1, 1]))
    if kind == "camera":
        pan = sign * float(rng.uniform(0.2, 0.5)), float(rng.uniform(-0.1, 0.1))
        return Camera(pan, float(np.exp(rng.uniform(-0.6, 0.6))), float(rng.uniform(-0.12, 0.12)))
    pan = sign * float(rng.uniform(0, 0.08)), 0.0
    if kind != "cut":
        return Camera(pan, float(np.exp(rng.uniform(-0.08, 0.08))), 0.0)
    there = float(rng.uniform(1.5, 1.9)), -sign * float(rng.uniform(0.1, 0.3)), float(rng.uniform(0.1, 0.25))
    return Camera(pan, 1.0, 0.0, length // 2, there)
