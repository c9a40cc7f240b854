"""Sources that are drawn here: abstract pictures of two kinds, and frames of clips.

They are for the networks that learn from nothing else; other networks, and measurements, leave them out.
"""

import colorsys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from celtint.types.arrays import F32, U8

from celtint_train.data.cache import cache_root
from celtint_train.data.sources.registry import Item, register
from celtint_train.pictures import write_png

Rng = np.random.Generator

SIDE = 256
PICTURES = 380
"""Of each abstract kind: 350 are left to learn from, as the seed has, when some are held back."""
CLIPS, FRAMES, EVERY = 60, 8, 3
CLIP_SIZE = (216, 288)
_VERSION = 1
_LICENCE, _BY = "CC0-1.0", "Drawn by celtint_train.data.sources.generated"


def palette(rng: Rng, count: int) -> F32:
    """(count, 3) sRGB from 0 to 1, hues that go together: round a base, with an accent opposite, from dark to light."""
    base, spread = rng.random(), rng.uniform(0.05, 0.3)
    hues = (base + rng.uniform(-spread, spread, count) + 0.5 * (rng.random(count) < 0.25)) % 1.0
    values = np.linspace(0.25, 0.98, count)
    saturations = rng.uniform(0.35, 0.95, count)
    chosen = [colorsys.hsv_to_rgb(h, s, v) for h, s, v in zip(hues, saturations, values, strict=True)]
    return np.array(chosen, np.float32)


def geometric(rng: Rng) -> U8:
    """(256, 256, 3) sRGB: circles, polygons and stripes, some see-through, on a gradient."""
    colours = palette(rng, 6)
    across, down = np.meshgrid(np.linspace(0, 1, SIDE, dtype=np.float32), np.linspace(0, 1, SIDE, dtype=np.float32))
    angle = rng.uniform(0, 2 * np.pi)
    share = (np.clip(0.5 + (across - 0.5) * np.cos(angle) + (down - 0.5) * np.sin(angle), 0, 1))[..., None]
    page = np.asarray(colours[0] * (1 - share) + colours[5] * share, np.float32)
    for _ in range(int(rng.integers(8, 22))):
        mask = np.zeros((SIDE, SIDE), np.uint8)
        x, y, size = rng.uniform(0, SIDE), rng.uniform(0, SIDE), rng.uniform(15, 90)
        kind = rng.random()
        if kind < 0.35:
            width = -1 if rng.random() < 0.7 else int(rng.integers(3, 14))
            cv2.circle(mask, (int(x), int(y)), int(size), 255, width, cv2.LINE_AA)
        elif kind < 0.8:
            corners = int(rng.integers(3, 7))
            turns = np.sort(rng.uniform(0, 2 * np.pi, corners))
            points = np.stack([x + size * np.cos(turns), y + size * np.sin(turns)], axis=1)
            cv2.fillPoly(mask, [np.asarray(points, np.int32)], 255, cv2.LINE_AA)
        else:
            step = np.array([np.cos(angle), np.sin(angle)]) * 300
            ends = [tuple(int(v) for v in np.array([x, y]) + way * step) for way in (-1, 1)]
            cv2.line(mask, ends[0], ends[1], 255, int(rng.integers(4, 26)), cv2.LINE_AA)
        cover = (mask / np.float32(255) * rng.uniform(0.55, 1.0)).astype(np.float32)[..., None]
        page = page * (1 - cover) + colours[int(rng.integers(6))] * cover
    return np.asarray(page * 255 + 0.5, np.uint8)


def _cloud(rng: Rng, width: float) -> F32:
    """(256, 256) smooth noise, mean 0 and deviation 1."""
    noise = cv2.GaussianBlur(rng.standard_normal((SIDE, SIDE)).astype(np.float32), (0, 0), width)
    return np.asarray((noise - noise.mean()) / noise.std(), np.float32)


def fluid(rng: Rng) -> U8:
    """(256, 256, 3) sRGB: paint that was poured and stirred, smooth noise moved along other noise, again and again."""
    colours = palette(rng, 7)
    rows, columns = (np.asarray(x, np.float32) for x in np.mgrid[0:SIDE, 0:SIDE])
    field = _cloud(rng, rng.uniform(14, 30)) + 0.4 * _cloud(rng, 7)
    for _ in range(3):
        reach = rng.uniform(12, 34)
        moved = (columns + reach * _cloud(rng, 22), rows + reach * _cloud(rng, 22))
        field = np.asarray(cv2.remap(field, *moved, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.float32)
    place = (np.sin(field * rng.uniform(1.2, 2.6)) * 0.5 + 0.5) * (len(colours) - 1.001)
    low = place.astype(np.int64)
    share = np.clip(((place - low)[..., None] - 0.5) * rng.uniform(1.0, 4.0) + 0.5, 0, 1)
    page = colours[low] * (1 - share) + colours[low + 1] * share
    shine = np.clip(cv2.Sobel(field, cv2.CV_32F, 1, 1) * 0.4, -0.12, 0.12)[..., None]
    return np.asarray(np.clip(page + shine, 0, 1) * 255 + 0.5, np.uint8)


def _frame(number: int) -> U8:
    """A painted frame of a clip; numbers of one clip follow each other."""
    from celtint_train.puppets.clip import make_clip

    clip = make_clip(number // FRAMES, "train", FRAMES * EVERY, 1, CLIP_SIZE)
    return clip.shaded(number % FRAMES * EVERY)


def _drawn(name: str, count: int, draw: Callable[[int], U8]) -> Iterator[tuple[int, Path]]:
    """Number and file of each picture, drawn where it is not there yet."""
    folder = cache_root() / "generated" / f"{name}-{_VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"{number:05}.png"
        if not path.exists():
            write_png(path, draw(number))
        yield number, path


@register("abstract-geometric", _LICENCE, _BY, 0.25, generated=True)
def _geometric() -> Iterator[Item]:
    for number, path in _drawn("geometric", PICTURES, lambda n: geometric(np.random.default_rng([1, n]))):
        yield Item(path.stem, f"geometric {number}", path, path)


@register("abstract-fluid", _LICENCE, _BY, 0.25, generated=True)
def _fluid() -> Iterator[Item]:
    for number, path in _drawn("fluid", PICTURES, lambda n: fluid(np.random.default_rng([2, n]))):
        yield Item(path.stem, f"fluid {number}", path, path)


@register("clip-frames", _LICENCE, _BY, 0.25, generated=True)
def _clip_frames() -> Iterator[Item]:
    for number, path in _drawn("clip", CLIPS * FRAMES, _frame):
        yield Item(path.stem, f"clip {number // FRAMES}", path, path)
