"""Drawings without trace lines whose outlines are coloured, as artists do: all in one colour, each in that of its
paint, hair in its own, a red mouth."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from celtint.types.arrays import U8, Bool
from scipy import ndimage

from celtint_train.evaluation.bench.art import held_out
from celtint_train.evaluation.bench.pairs.cases import cases
from celtint_train.evaluation.bench.traces.drawn import LONGEST, PAIRS, SIZE
from celtint_train.puppets.clip import make_clip
from celtint_train.puppets.pieces import COLOUR_LINE, INK
from celtint_train.puppets.render import PlacedPiece, Sheet

Rng = np.random.Generator
How = Literal["one colour", "as painted", "one part"]
WAYS: tuple[How, ...] = ("one colour", "as painted", "one part")

INKS = ((96, 56, 24), (150, 75, 0), (40, 60, 160), (0, 0, 200), (160, 30, 60), (20, 110, 60), (110, 40, 140))
"""Colours of outlines: browns, blues, reds, green, purple."""
PARTS = {"hair": ("hair", "fringe", "lock"), "mouth": ("mouth",)}
"""What pieces of a puppet's head are called."""
MOUTHS = ((200, 40, 50), (255, 0, 0), (170, 60, 70))
DARKER = (0.3, 0.75)
"""What is left of a paint's colour in the line around it."""
FIGURE = 0.004
"""Least share of the page that a part has whose lines alone are coloured."""


@dataclass(frozen=True)
class Coloured:
    """A drawing: (h, w, 3) uint8 sRGB."""

    name: str
    picture: U8


def coloured_drawings(count: int, split: str) -> Iterator[Coloured]:
    """`count` drawings of puppets and of pairs, as `traced_drawings` has them."""
    chosen = cases(LONGEST, "no", PAIRS, held=split == "bench")
    of_pairs = (
        Coloured(f"{case.name} {how}", inked(case.picture, _paint(case.colours, case.truth), how, seed))
        for seed, case in ((k, chosen[k % len(chosen)]) for k in range(count))
        for how in WAYS
    )
    puppets = (of_puppets(seed, split) for seed in range(count))
    return islice((one for two in zip(of_pairs, puppets, strict=False) for one in two), count)


def of_art(folder: Path, most: int) -> Iterator[Coloured]:
    """The held-out pairs of the art set, their lines in the colours beside them and otherwise."""
    for seed, art in enumerate(held_out(folder, "pair", most, None)):
        assert art.line is not None  # as all pairs have them
        paint = np.where(art.figure[..., None], art.rgb, np.uint8(255))
        for how in WAYS:
            yield Coloured(f"{art.name} {how}", inked(art.line, paint, how, seed))


def _paint(colours: U8, truth: np.ndarray) -> U8:
    table = np.concatenate([np.full((1, 3), 255, np.uint8), colours])
    near = ndimage.distance_transform_edt(truth == 0, return_distances=False, return_indices=True)
    return np.asarray(table[truth[near[0], near[1]]], np.uint8)


def inked(line: U8, paint: U8, how: How, seed: int) -> U8:
    """Dark lines on white in colours. paint: (h, w, 3), the colours beside them."""
    rng = np.random.default_rng([seed, 9, WAYS.index(how)])
    ink = np.zeros((*line.shape, 3), np.float32)
    if how == "one colour":
        ink[:] = INKS[rng.integers(len(INKS))]
    elif how == "as painted":
        # The darker paint of the two beside a line.
        around = cv2.erode(paint, np.ones((7, 7), np.uint8))
        ink[:] = around * rng.uniform(*DARKER)
    else:
        part = _part(paint, rng)
        ink[part] = INKS[rng.integers(len(INKS))] if rng.random() < 0.5 else MOUTHS[rng.integers(len(MOUTHS))]
    share = (255 - line.astype(np.float32))[..., None] / 255
    return np.asarray(np.rint(255 + share * (ink - 255)), np.uint8)


def _part(paint: U8, rng: Rng) -> Bool:
    """One of the paints and what is about it: all lines of the hair, say."""
    packed = paint.astype(np.int32) @ np.array([65536, 256, 1], np.int32)
    codes, counts = np.unique(packed, return_counts=True)
    own = codes[(counts >= FIGURE * packed.size) & (codes != 0xFFFFFF)]
    if len(own) == 0:
        return np.zeros(packed.shape, np.bool_)
    chosen = packed == own[rng.integers(len(own))]
    return np.asarray(cv2.dilate(chosen.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0)


def of_puppets(seed: int, split: str) -> Coloured:
    """Puppets with lines of their own on hair and mouth."""
    clip = make_clip(seed, split, 1, 1, SIZE)
    rng = np.random.default_rng([seed, 10])
    tones = {"hair": INKS[rng.integers(len(INKS))], "mouth": MOUTHS[rng.integers(len(MOUTHS))]}
    chosen = [("hair",), ("mouth",), ("hair", "mouth")][rng.integers(3)]
    planes = []
    for channel in range(3):
        sheet = Sheet(SIZE, clip.line_width)
        for placed in clip.placed(0):
            sheet.draw(_toned(placed, {part: tones[part][channel] for part in chosen}))
        planes.append(sheet.ink)
    return Coloured(f"puppets {split} {seed}: {' and '.join(chosen)}", np.stack(planes, axis=-1))


def _toned(placed: PlacedPiece, tones: dict[str, int]) -> PlacedPiece:
    piece = placed.piece
    tone = next((tone for part, tone in tones.items() if any(word in piece.part for word in PARTS[part])), INK)
    if piece.tone in (INK, COLOUR_LINE):
        piece = replace(piece, tone=tone)
    return replace(placed, piece=piece, inside=tuple(_toned(one, tones) for one in placed.inside))
