"""Characters in poses as the matcher meets them: lines drawn anew in a hand of chance, with what each area is.

The colours are the character's, so one area is another where both are of one colour; the matcher itself sees none.
"""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from celtint.matching.features import describe
from celtint.types.arrays import I32, U8, Bool

from celtint_train.data.cache import cache_root
from celtint_train.evaluation.bench.pairs.cases import Case, drawn, stored
from celtint_train.evaluation.bench.pairs.flats import ALIKE, GROUND, Flats
from celtint_train.evaluation.bench.pairs.strokes import Stroke
from celtint_train.matcher.characters import FOLDER, Character
from celtint_train.matcher.samples import KnownFrame, majority, regions_of
from celtint_train.puppets.scene_shapes import Random

VERSION = 1
"""Of what is kept of drawings; another number takes them apart anew."""
SIZES = (320, 448, 512, 640)
"""Longest sides of the drawings."""
APART = 100
"""Frames between two drawings of a character: a sheet is no neighbour of anything."""
FLIPPED, CUT, TURNED = 0.3, 0.25, 0.3
"""Shares of the drawings that are seen from the other side, that show a part only, and that are turned."""
LEAST_CUT, MOST_TURN = 0.5, 15.0
"""Least side of what is shown, as a share; most degrees."""
UNKNOWN, CLEAR = 0, 1
"""Identity of lines and of what is too small to count; and of the clear page."""


@dataclass(frozen=True)
class Posed:
    """One drawing. ink: (h, w) uint8 luminance. identity: (h, w) int32: a colour of the character's, from 1."""

    ink: U8
    identity: I32


class PosedCharacter:
    """A character's drawings, each always the same for one seed.

    plain: as the bench shows them, upright, whole, closed lines, `SIZES`' third; otherwise seen, cut and drawn by
    chance. Raises DataError where a package cannot be had.
    """

    def __init__(self, character: Character, seed: int, plain: bool = False) -> None:
        self.character, self._seed, self._plain = character, seed, plain
        self._one_hand = bool(np.random.default_rng([seed, 3]).random() < 0.5)

    @cached_property
    def _drawings(self) -> list[tuple[str, Flats, tuple[Stroke, ...]]]:
        folder = cache_root() / FOLDER / str(VERSION) / self.character.style
        seed = sum(self.character.name.encode())
        found = [(v.name, stored(v, folder, seed)) for v in self.character.drawings]
        return [(name, *of) for name, of in found if of is not None]

    @property
    def length(self) -> int:
        return len(self._drawings)

    @cached_property
    def colours(self) -> I32:
        """(k, 3): the character's colours, each apart from the others; the first is the clear page's. Identity i has
        that of row i - 1."""
        found: list[tuple[int, ...]] = [GROUND]
        for _, flats, _ in self._drawings:
            for colour in flats.colours.tolist():
                if all(max(abs(a - b) for a, b in zip(colour, other, strict=True)) > ALIKE for other in found):
                    found.append(tuple(colour))
        return np.array(found, np.int32)

    def drawing(self, index: int) -> Posed | None:
        """None where so few areas are parted that there is nothing to ask."""
        rng = np.random.default_rng([self._seed, index])
        case = self.case(index, rng)
        if case is None:
            return None
        apart = np.abs(self.colours[None] - case.colours[:, None].astype(np.int32)).max(axis=2)
        named = np.concatenate([[UNKNOWN], apart.argmin(axis=1) + CLEAR]).astype(np.int32)
        whole = Posed(case.picture, named[case.truth])
        return whole if self._plain else seen(whole, rng)

    def case(self, index: int, rng: Random) -> Case | None:
        """The drawing and its areas, before anything is done to them."""
        name, flats, strokes = self._drawings[index]
        size = SIZES[2] if self._plain else int(rng.choice(SIZES))
        gaps = "some" if not self._plain and rng.random() < 0.2 else "no"
        hand = self._seed if self._one_hand else int(rng.integers(1 << 30))
        return drawn(name, flats, strokes, seed=hand, size=size, gaps=gaps)  # type: ignore[arg-type]

    def known(self, index: int) -> KnownFrame | None:
        """The drawing described, or None."""
        made = self.drawing(index)
        return None if made is None else described(made, index)


def described(made: Posed, index: int) -> KnownFrame:
    """A drawing described, its regions found in the lines; what is too small to count has no colour."""
    labels = regions_of(made.ink)
    found = describe(made.ink, labels)
    colour = majority(labels, made, found.ids)
    colour = np.where(colour == UNKNOWN, -1, colour).astype(np.int32)
    return KnownFrame(index * APART, found, colour, colour)


def seen(whole: Posed, rng: Random) -> Posed:
    """The drawing from the other side, a part of it, or turned, each by chance."""
    ink, identity = whole.ink, whole.identity
    if rng.random() < FLIPPED:
        ink, identity = ink[:, ::-1], identity[:, ::-1]
    if rng.random() < CUT:
        h, w = (int(rng.uniform(LEAST_CUT, 0.9) * side) for side in ink.shape)
        y, x = int(rng.integers(ink.shape[0] - h)), int(rng.integers(ink.shape[1] - w))
        ink, identity = ink[y : y + h, x : x + w], identity[y : y + h, x : x + w]
    elif rng.random() < TURNED:
        ink, identity = _turned(ink, identity, float(rng.uniform(-MOST_TURN, MOST_TURN)))
    return Posed(np.ascontiguousarray(ink), np.ascontiguousarray(identity))


def _turned(ink: U8, identity: I32, degrees: float) -> tuple[U8, I32]:
    h, w = ink.shape
    to = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 0.9)
    more = cv2.warpAffine(ink, to, (w, h), flags=cv2.INTER_LINEAR, borderValue=[255])
    parts = cv2.warpAffine(identity.astype(np.float32), to, (w, h), flags=cv2.INTER_NEAREST, borderValue=[CLEAR])
    return np.asarray(more, np.uint8), np.asarray(parts, np.int32)


def outside(frame: KnownFrame) -> Bool:
    """(n,): the clear page around the figure."""
    return np.asarray(frame.identity == CLEAR)
