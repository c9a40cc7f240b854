"""Drawings in dark lines with red shadow, blue light and sometimes green lines in them, and the truth about each pixel.

Half are puppets, whose shades and shines have shapes of their own; half are pairs of the bench, whose areas are parted
by shadows that fall across them and by lights in their middle.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

import cv2
import numpy as np
from celtint.types.arrays import F32, I32, U8, Bool
from PIL import Image
from skimage import measure

from celtint_train.evaluation.bench.pairs.cases import Case, cases
from celtint_train.puppets.clip import make_clip
from celtint_train.puppets.pieces import COLOUR_LINE
from celtint_train.puppets.render import PAPER, PlacedPiece, Sheet

Rng = np.random.Generator
Kind = Literal["puppet", "pair"]

RED = ((255, 0, 0), (230, 40, 40), (220, 30, 90), (255, 60, 20))
BLUE = ((0, 0, 255), (40, 90, 240), (0, 140, 255), (80, 160, 255))
GREEN = ((0, 170, 60), (0, 200, 0), (40, 180, 120))
PENCIL = ((196, 214, 240), (240, 205, 205), (214, 214, 214))
"""Colours that trace lines are drawn in, and those of construction strokes in pencil."""
WIDTHS = (1.0, 4.0)
"""Narrowest and widest trace line, in pixels."""
LEAST = 40
"""Pixels of an area that counts."""
SHADOW, LIGHT = 200, 60
"""Pixels of red lines and of blue ones that a drawing has at least."""
ROOM = 400
"""Pixels from which on an area is parted by a trace line."""
FAINT = 0.12
"""A pixel covered by more than this share of line belongs to no area."""
SIZE = (648, 1152)
"""Height and width of a drawing of puppets; pairs are 768 on the longest side."""
LONGEST = 768
PAIRS = 60
"""Most pairs that are drawn on."""


@dataclass(frozen=True)
class Traced:
    """A drawing with trace lines.

    picture: (h, w, 3) uint8 sRGB, as it would come; dark: (h, w) uint8, its dark lines alone, on white. traced: (h, w)
    float32, how much of each pixel trace lines cover, 0 to 1. truth: (h, w) int32, areas from 1, 0 on lines and what is
    too small to count. sides: (h, w) int32, as truth, but trace lines are shared out between their sides.
    """

    name: str
    picture: U8
    dark: U8
    traced: F32
    truth: I32
    sides: I32


def traced_drawings(count: int, split: str) -> Iterator[Traced]:
    """`count` of them, the same every time. split: of puppets and pairs, "validation" or "bench"; pairs of the bench
    are of the sources on which nothing was chosen, each drawn on more than once."""
    chosen = cases(LONGEST, "no", PAIRS, held=split == "bench")
    puppets = (of_puppets(seed, split) for seed in range(20 * count))
    pairs = (of_pair(chosen[k % len(chosen)], k, split) for k in range(4 * count))
    found = [(one for one in each if one is not None) for each in (puppets, pairs)]
    return islice((one for two in zip(*found, strict=False) for one in two), count)


def of_puppets(seed: int, split: str) -> Traced | None:
    """Puppets whose shades are drawn in red and whose lights in blue; None where too few are."""
    clip = make_clip(seed, split, 1, 1, SIZE)
    rng = np.random.default_rng([seed, 7])
    colours = [RED[rng.integers(len(RED))], BLUE[rng.integers(len(BLUE))]]

    def drawn(shade: int, light: int) -> Sheet:
        sheet = Sheet(SIZE, clip.line_width)
        for placed in clip.placed(0):
            sheet.draw(_toned(placed, {"shade": shade, "light": light}))
        return sheet

    dark = drawn(PAPER, PAPER)
    cover = [
        np.asarray((dark.ink.astype(np.float32) - drawn(*tones).ink) / 255, np.float32)
        for tones in ((0, PAPER), (PAPER, 0))
    ]
    if not _enough(cover):
        return None
    picture = _composed(dark.ink, cover, colours)
    traced = np.maximum(*cover)
    return _finished(f"puppets {split} {seed}", picture, dark.ink, traced, dark.identity, rng)


def _enough(cover: list[F32]) -> bool:
    """Whether there is shadow in red and light in blue."""
    return bool((cover[0] > 0.5).sum() >= SHADOW and (cover[1] > 0.5).sum() >= LIGHT)


def _composed(dark: U8, cover: list[F32], colours: list[tuple[int, int, int]]) -> U8:
    """Trace lines on paper, and the dark lines over them."""
    drawn = np.full((*dark.shape, 3), PAPER, np.float32)
    for one, colour in zip(cover, colours, strict=True):
        drawn += one[..., None] * (np.array(colour, np.float32) - drawn)
    return np.asarray(np.rint(drawn * (dark[..., None].astype(np.float32) / 255)), np.uint8)


def _toned(placed: PlacedPiece, tones: dict[str, int]) -> PlacedPiece:
    piece = placed.piece
    if piece.tone == COLOUR_LINE:
        light = "shine" in piece.part or "light" in piece.part
        piece = replace(piece, tone=tones["light" if light else "shade"])
    return replace(placed, piece=piece, inside=tuple(_toned(one, tones) for one in placed.inside))


def of_pair(case: Case, seed: int, split: str) -> Traced | None:
    """A pair's lines, its areas parted by trace lines; None where too few are."""
    rng = np.random.default_rng([seed, 8, len(split)])
    colours = [RED[rng.integers(len(RED))], BLUE[rng.integers(len(BLUE))], GREEN[rng.integers(len(GREEN))]]
    width = float(np.exp(rng.uniform(*np.log(WIDTHS))))
    shape = case.picture.shape
    cover = [np.zeros(shape, np.float32) for _ in colours]
    sides = case.truth.astype(np.int32) * 2
    for area in np.flatnonzero(np.bincount(case.truth.ravel()) >= ROOM):
        if area == 0 or _touches_border(case.truth == area) or rng.random() < 0.25:
            continue
        box = _box(case.truth == area)
        inside = case.truth[box] == area
        light = rng.random() < 0.35
        level = _light(inside, rng) if light else _shadow(inside, rng)
        beyond = inside & (level > 0)
        if min(beyond.sum(), (inside & ~beyond).sum()) < 2 * LEAST:
            continue
        kind = 1 if light else (2 if rng.random() < 0.1 else 0)
        across = np.hypot(*np.gradient(level))
        far = np.abs(level) / np.maximum(across, 1e-6)
        line = np.clip(width / 2 + 0.5 - far, 0, 1).astype(np.float32)
        reach = cv2.dilate(inside.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        np.maximum(cover[kind][box], np.where(reach, line, 0), out=cover[kind][box])
        sides[box][beyond] += 1
    if rng.random() < 0.25:  # without anti-aliasing
        cover = [np.where(one >= 0.5, np.float32(1), np.float32(0)) for one in cover]
    if not _enough(cover):
        return None
    drawn = _composed(case.picture, cover, colours)
    return _finished(f"{case.name}, {split} {seed}", drawn, case.picture, np.maximum.reduce(cover), sides, rng)


def _touches_border(area: Bool) -> bool:
    return bool(area[0].any() or area[-1].any() or area[:, 0].any() or area[:, -1].any())


def _box(area: Bool) -> tuple[slice, slice]:
    """The box of an area and a few pixels around it."""
    y, x = (np.flatnonzero(area.any(axis=axis)) for axis in (1, 0))
    return slice(max(0, y[0] - 4), y[-1] + 5), slice(max(0, x[0] - 4), x[-1] + 5)


def _shadow(inside: Bool, rng: Rng) -> F32:
    """A field that is above 0 in shadow: across the area, its edge swinging."""
    height, width = inside.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    turn = rng.uniform(0, 2 * np.pi)
    along, across = np.cos(turn) * x + np.sin(turn) * y, -np.sin(turn) * x + np.cos(turn) * y
    size = float(max(height, width))
    swing = size * rng.uniform(0.02, 0.12) * np.sin(across / size * rng.uniform(3, 9) + rng.uniform(0, 6))
    level = along + swing
    return np.asarray(level - np.quantile(level[inside], rng.uniform(0.35, 0.75)), np.float32)


def _light(inside: Bool, rng: Rng) -> F32:
    """A field that is above 0 in a light: a patch around the deepest place of the area."""
    depth = cv2.distanceTransform(np.pad(inside, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    at = np.unravel_index(int(depth.argmax()), depth.shape)
    y, x = np.mgrid[: inside.shape[0], : inside.shape[1]].astype(np.float32)
    dy, dx = y - at[0], x - at[1]
    turn = np.arctan2(dy, dx)
    radius = float(depth.max()) * rng.uniform(0.45, 0.75)
    edge = radius * (1 + 0.18 * np.sin(rng.integers(2, 5) * turn + rng.uniform(0, 6)))
    return np.asarray(edge - np.hypot(dy, dx), np.float32)


def _finished(name: str, drawn: U8, dark: U8, traced: F32, identity: I32, rng: Rng) -> Traced:
    """The drawing with what befalls it on its way, and its areas."""
    line = (traced > FAINT) | (dark < round(255 * (1 - FAINT)))
    parts = np.asarray(measure.label(np.where(line, 0, identity + 1), connectivity=1), np.int32)  # type: ignore[no-untyped-call]
    counts = np.bincount(parts.ravel()) >= LEAST
    counts[0] = False
    number = np.where(counts, np.cumsum(counts), 0).astype(np.int32)
    truth = np.asarray(number[parts], np.int32)
    picture = drawn
    if rng.random() < 0.3:
        picture = _pencilled(picture, rng)
    if rng.random() < 0.3:
        noise = rng.normal(0, rng.uniform(1, 4), picture.shape)
        picture = np.clip(np.rint(picture + noise), 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        packed = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(80, 97))])[1]
        picture = np.array(Image.open(io.BytesIO(packed.tobytes())))
    return Traced(name, np.asarray(picture, np.uint8), dark, traced, truth, identity)


def _pencilled(picture: U8, rng: Rng) -> U8:
    """With construction strokes in pale, grainy pencil that run on under the ink."""
    height, width = picture.shape[:2]
    colour = np.array(PENCIL[rng.integers(len(PENCIL))], np.float32)
    layer = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(4, 10))):
        middle = tuple(int(v) for v in (rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height))
        axes = tuple(int(v) for v in rng.uniform(0.05, 0.3, 2) * min(height, width))
        if rng.random() < 0.5:
            cv2.ellipse(layer, middle, axes, float(rng.uniform(0, 180)), 0, 360, 255, 2, cv2.LINE_AA)
        else:
            end = tuple(int(v) for v in (rng.uniform(0, 1) * width, rng.uniform(0, 1) * height))
            cv2.line(layer, middle, end, 255, 2, cv2.LINE_AA)
    grain = rng.uniform(0.3, 1.0, (height, width)).astype(np.float32)
    share = (layer.astype(np.float32) / 255 * grain)[..., None]
    under = 255 + share * (colour - 255)
    return np.rint(np.minimum(picture, under)).astype(np.uint8)
