"""Clips that are joined at cuts which are known, with what looks like a cut and is none: zooms, pans, flashes, changes
of exposure, blank frames, heads that rise, figures that walk in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import av
import cv2
import numpy as np
from celtint import Picture
from celtint.types.arrays import F32, U8
from celtint.types.choices import FoundMode

from celtint_train.evaluation.bench.art import Art, of_style
from celtint_train.evaluation.sequences.real import film
from celtint_train.puppets.clip import Clip, make_clip

SIZE = (216, 384)
LENGTH = 9
"""Drawings of a scene, where nothing else is said."""
CLOSE = 2
"""How much larger what a camera moves over is drawn."""

Scene = tuple[FoundMode, list[U8]]


@dataclass(frozen=True)
class Joined:
    """Scenes one after the other; as `celtint.Frames` they are a sequence. modes: of every frame. cuts: the frames,
    from 0, with which another scene begins."""

    name: str
    pictures: list[U8]
    modes: list[FoundMode]
    cuts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.pictures)

    def picture(self, index: int) -> Picture:
        return Picture(self.pictures[index])


class Material(Protocol):
    """What clips are made of; numbers run from 0 and begin again where there are no more."""

    def drawn(self, number: int, step: int = 1, size: tuple[int, int] = SIZE) -> Clip:
        """A clip of generated characters."""
        ...

    def acted(self, number: int) -> list[U8]:
        """Line drawings in motion by another hand, (h, w) uint8."""
        ...

    def page(self, number: int) -> U8:
        """A page in grey, (h, w) uint8."""
        ...

    def figure(self, number: int) -> list[Art]:
        """A painted figure in motion, cut out."""
        ...

    def filmed(self) -> list[U8]:
        """A film in grey, (h, w) uint8."""
        ...


class HeldOut:
    """Characters and styles that are for measuring alone. Raises BadRequest where the folder is not the art set."""

    _ACTED: tuple[str, ...] = (
        "pepper-carrot-runner/carrot/carrot-run",
        "synfig-kid/kid",
        "hack-clubhouse/ada/ada_closeup",
        "hack-clubhouse/estelle/estelle_closeup",
        "pepper-carrot-runner/carrot/carrot-fall",
        "hack-clubhouse/faber/faber_closeup",
    )
    _FIGURES: tuple[str, ...] = (
        "knight-chibi/knight/hero_run",
        "knight-chibi/knight/hero_attack",
        "hack-clubhouse/ada/ada_idle",
        "hack-clubhouse/faber/faber_hi",
    )
    _PAGES = ("frogs-comic", "sembrando-comic")
    _SPLIT, _USE = "bench", "test"

    def __init__(self, folder: Path, first: int = 0) -> None:
        self._folder, self._first = folder, first

    def drawn(self, number: int, step: int = 1, size: tuple[int, int] = SIZE) -> Clip:
        return make_clip(self._first + number, self._SPLIT, 1, step, size)

    def acted(self, number: int) -> list[U8]:
        wanted = self._ACTED[number % len(self._ACTED)]
        found = [art.line for art in of_style(self._folder, self._USE, wanted) if art.line is not None]
        return found[:LENGTH]

    def page(self, number: int) -> U8:
        style = self._PAGES[number % len(self._PAGES)]
        pages = of_style(self._folder, self._USE, style, (self._first + number // len(self._PAGES)) * 3, 1)
        return np.asarray(cv2.cvtColor(pages[0].rgb, cv2.COLOR_RGB2GRAY), np.uint8)

    def figure(self, number: int) -> list[Art]:
        return of_style(self._folder, self._USE, self._FIGURES[(self._first + number) % len(self._FIGURES)])[:LENGTH]

    def filmed(self) -> list[U8]:
        with av.open(str(film())) as container:
            frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
        return [np.asarray(cv2.resize(f, SIZE[::-1], interpolation=cv2.INTER_AREA), np.uint8) for f in frames[::2]]


class Development(HeldOut):
    """Others of the same kinds, to choose constants on."""

    _ACTED = tuple(f"dialogic-lines/{name}" for name in ("antonio", "jane", "antonio", "jane", "jane", "antonio"))
    _FIGURES = ("lily-novel/boy", "lily-novel/girl")
    _PAGES = ("book-dash", "african-storybook")
    _SPLIT, _USE = "validation", "train"

    def acted(self, number: int) -> list[U8]:
        wanted = self._ACTED[number % len(self._ACTED)]
        return [np.asarray(cv2.cvtColor(a.rgb, cv2.COLOR_RGB2GRAY), np.uint8) for a in
                of_style(self._folder, self._USE, wanted)][:LENGTH]  # fmt: skip

    def filmed(self) -> list[U8]:
        return [lit for clip in (self.drawn(90),) for lit in painted(clip, 40)]


def lines(clip: Clip, count: int = LENGTH, first: int = 0) -> list[U8]:
    """The lines of some drawings of a clip."""
    return [clip.drawing(first + k).ink for k in range(count)]


def painted(clip: Clip, count: int = LENGTH) -> list[U8]:
    """The same painted, in grey."""
    return [np.asarray(cv2.cvtColor(clip.shaded(k), cv2.COLOR_RGB2GRAY), np.uint8) for k in range(count)]


def fitted(picture: U8, size: tuple[int, int] = SIZE) -> U8:
    """A picture in the middle of a white page of that size."""
    h, w = size
    scale = min(h / picture.shape[0], w / picture.shape[1])
    inner = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = np.asarray(cv2.resize(picture, inner, interpolation=cv2.INTER_AREA), np.uint8)
    page = np.full((h, w), 255, np.uint8)
    y, x = (h - small.shape[0]) // 2, (w - small.shape[1]) // 2
    page[y : y + small.shape[0], x : x + small.shape[1]] = small
    return page


def filling(picture: U8, size: tuple[int, int] = SIZE) -> U8:
    """The middle of a picture, as large as fills that size."""
    h, w = size
    scale = max(h / picture.shape[0], w / picture.shape[1])
    grown = (max(w, round(picture.shape[1] * scale)), max(h, round(picture.shape[0] * scale)))
    large = np.asarray(cv2.resize(picture, grown, interpolation=cv2.INTER_AREA), np.uint8)
    y, x = (large.shape[0] - h) // 2, (large.shape[1] - w) // 2
    return np.ascontiguousarray(large[y : y + h, x : x + w])


def filmed_over(pictures: Sequence[U8], start: tuple[float, float, float], end: tuple[float, float, float]) -> list[U8]:
    """What a camera sees that goes over pictures. start, end: x and y of its middle and its width, in shares."""
    seen = []
    for k, picture in enumerate(pictures):
        t = k / max(1, len(pictures) - 1)
        x, y = ((1 - t) * start[i] + t * end[i] for i in (0, 1))
        wide = start[2] * (end[2] / start[2]) ** t
        h, w = picture.shape
        scale = SIZE[1] / (wide * w)
        matrix = np.array(
            [[scale, 0, SIZE[1] / 2 - x * w * scale], [0, scale, SIZE[0] / 2 - y * h * scale]], np.float32
        )
        flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        shown = cv2.warpAffine(picture, matrix, SIZE[::-1], flags=flags, borderMode=cv2.BORDER_REFLECT)
        seen.append(np.asarray(shown, np.uint8))
    return seen


def flashed(pictures: Sequence[U8], at: int, share: float = 0.85) -> list[U8]:
    """One frame and half the next are lit by lightning."""
    shares = {at: share, at + 1: share / 2}
    return [_mixed(p, np.full_like(p, 255), shares.get(k, 0.0)) for k, p in enumerate(pictures)]


def exposed(pictures: Sequence[U8], least: float) -> list[U8]:
    """The light goes down to a share of it."""
    gains = np.linspace(1, least, len(pictures))
    return [np.asarray(np.rint(p * gain), np.uint8) for p, gain in zip(pictures, gains, strict=True)]


def _mixed(one: U8, two: U8, share: float) -> U8:
    return np.asarray(cv2.addWeighted(one, 1 - share, two, share, 0), np.uint8)


def cutouts(clip: Clip, count: int, first: int = 0) -> Iterator[tuple[U8, F32]]:
    """The figures of a clip without their place: lines, and where they are."""
    for k in range(first, first + count):
        drawn = clip.drawing(k)
        own = (drawn.identity > clip.behind).astype(np.uint8)
        own = np.asarray(cv2.dilate(own, np.ones((5, 5), np.uint8)), np.uint8)
        yield drawn.ink, own.astype(np.float32)


def come_in(
    grounds: Sequence[U8], figures: Sequence[tuple[U8, F32]], way: Callable[[float], tuple[int, int]]
) -> list[U8]:
    """Figures over grounds. way: by the share of time, how far they are moved, in pixels right and down."""
    found = []
    for k, (ground, (shown, own)) in enumerate(zip(grounds, figures, strict=True)):
        x, y = way(k / max(1, len(grounds) - 1))
        matrix = np.array([[1, 0, x], [0, 1, y]], np.float32)
        size = (ground.shape[1], ground.shape[0])
        moved, mask = cv2.warpAffine(shown, matrix, size, borderValue=255), cv2.warpAffine(own, matrix, size)
        found.append(np.asarray(np.rint(ground * (1 - mask) + moved * mask), np.uint8))
    return found


def placed(arts: Sequence[Art], count: int) -> list[tuple[U8, F32]]:
    """Cut-out pictures, again from the first where there are fewer, as large as a page and white around."""
    found = []
    for k in range(count):
        art = arts[k % len(arts)]
        grey = np.asarray(cv2.cvtColor(art.rgb, cv2.COLOR_RGB2GRAY), np.uint8)
        clear = fitted(np.where(art.figure, 0, 255).astype(np.uint8))
        found.append((fitted(grey), (clear < 128).astype(np.float32)))
    return found


def joined(name: str, *scenes: Scene) -> Joined:
    """Scenes one after the other."""
    pictures = [picture for _, frames in scenes for picture in frames]
    modes = [mode for mode, frames in scenes for _ in frames]
    starts = np.cumsum([len(frames) for _, frames in scenes])[:-1]
    return Joined(name, pictures, modes, tuple(int(start) for start in starts))
