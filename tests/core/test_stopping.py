"""Every verb tells how far it is often enough that work which is cancelled stops soon.

Seconds differ from machine to machine, so what is measured is the longest silence between two tellings, in processor
time, against a limit with ample room; and that whatever is raised at any one of them comes out.
"""

import time
from collections.abc import Callable, Sequence

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from celtint import (
    Box,
    Cancelled,
    Hints,
    Key,
    Palette,
    Picture,
    Progress,
    SequenceSettings,
    Settings,
    colour,
    colour_sequence,
)

U8 = npt.NDArray[np.uint8]
SILENCE = 2.5
"""Seconds of one processor."""
HEIGHT, WIDTH = 1080, 1440


def page(shift: int = 0) -> U8:
    """A page of some hundred cells, with gaps in their walls."""
    drawing = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for x in range(60 + shift, WIDTH, 90):
        cv2.line(drawing, (x, 0), (x + 20, HEIGHT), 0, 3)
    for y in range(50, HEIGHT, 90):
        cv2.line(drawing, (0, y), (WIDTH, y + 15), 0, 3)
    for x in range(100 + shift, WIDTH, 270):
        drawing[400:406, x : x + 14] = 255
    return drawing


def painting(shift: int = 0) -> U8:
    noise = np.random.default_rng(1).normal(0, 6, (HEIGHT, WIDTH))
    return np.clip(cv2.GaussianBlur(page(shift), (0, 0), 6) * 0.7 + 20 + noise, 0, 255).astype(np.uint8)


def paint() -> Hints:
    """Dabs all over, and two strokes over many walls: every cell on their way is contested."""
    layer = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    for k, x in enumerate(range(80, WIDTH, 200)):
        cv2.line(layer, (x, 60), (x + 4, HEIGHT - 60), (40 * k % 255, 200 - 20 * k, 30, 255), 5)
    for k, y in enumerate(range(90, HEIGHT, 180)):
        cv2.line(layer, (20, y), (WIDTH - 20, y), (200, 40 * k % 255, 90, 255), 5)
    return Hints(layer)


class Clip:
    def __init__(self, pictures: Sequence[U8]) -> None:
        self._pictures = pictures

    def __len__(self) -> int:
        return len(self._pictures)

    def picture(self, index: int) -> Picture:
        return Picture(self._pictures[index])


def clip(mode: str, tell: Progress) -> object:
    frames = Clip([(page if mode == "line" else painting)(3 * n) for n in range(3)])
    key = np.repeat(frames.picture(0).pixels[..., None], 3, axis=2)
    key[(key > 128).all(axis=2), 0] = 255
    settings = SequenceSettings("line" if mode == "line" else "grey", "transparent")
    hints = {1: paint()} if mode == "line" else {}
    return list(colour_sequence(frames, {0: Key(key)}, hints, settings=settings, progress=tell))


def one(mode: str, picture: U8, tell: Progress) -> object:
    boxes = [Box(100, 100, 700, 600, "x", (200, 30, 30)), Box(300, 300, 700, 600, "y", (20, 30, 200))]
    settings = Settings("line" if mode == "line" else "grey", "soft", "distinct" if mode == "line" else "transparent")
    return colour(Picture(picture), paint(), boxes, Palette(), settings, progress=tell)


WORK: dict[str, Callable[[Progress], object]] = {
    "a drawing": lambda tell: one("line", page(), tell),
    "a grey picture": lambda tell: one("grey", painting(), tell),
    "drawings in a row": lambda tell: clip("line", tell),
    "grey pictures in a row": lambda tell: clip("grey", tell),
}


@pytest.mark.parametrize("name", WORK)
def test_no_silence_is_long_and_the_longest_ends_with_the_cancelling(name: str) -> None:
    times: list[float] = []

    def tell(_stage: str, _share: float) -> None:
        times.append(time.process_time())

    times.append(time.process_time())
    WORK[name](tell)
    silences = np.diff([*times, time.process_time()])
    assert silences.max() < SILENCE
    longest, told = int(silences.argmax()), 0

    def stop(_stage: str, _share: float) -> None:
        nonlocal told
        told += 1
        if told >= max(1, longest):
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        WORK[name](stop)
    assert told <= longest + 8  # threads that read ahead stop at theirs


def test_long_steps_are_told_one_by_one() -> None:
    """What the verbs do in silence no step of which was told before: splitting, finding regions, motion."""

    def told(name: str) -> int:
        count = 0

        def tell(_stage: str, _share: float) -> None:
            nonlocal count
            count += 1

        WORK[name](tell)
        return count

    assert told("a drawing") > 30
    assert told("drawings in a row") > 60
    assert told("grey pictures in a row") > 3 * 3
