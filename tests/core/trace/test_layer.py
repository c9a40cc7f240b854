"""The line layer: as it is, without trace lines, in the paint's colours."""

import numpy as np
from celtint import Hints, Palette, PaletteEntry, Picture, Result, Settings, colour, recolour
from celtint.types.arrays import U8
from celtint.types.choices import LineColours

from tests.core.trace.drawn import dark, traced


def over(layer: U8, paper: int = 255) -> U8:
    alpha = layer[:, :, 3:].astype(np.float32) / 255
    return np.rint(layer[:, :, :3] * alpha + paper * (1 - alpha)).astype(np.uint8)


def made(how: LineColours, picture: U8 | None = None) -> Result:
    hints = np.zeros((240, 240, 4), np.uint8)
    for (x, y), paint in {(60, 80): (240, 200, 180), (110, 80): (180, 120, 100), (160, 75): (255, 240, 230)}.items():
        hints[y - 2 : y + 3, x - 2 : x + 3] = (*paint, 255)
    settings = Settings(mode="line", undecided="transparent", line_colours=how)
    given = Picture(traced() if picture is None else picture)
    return colour(
        given, Hints(hints), palette=Palette((PaletteEntry("skin", "skin", (240, 200, 180)),)), settings=settings
    )


def test_none_is_made_unless_it_is_asked_for() -> None:
    assert made("none").lines is None


def test_as_they_are_they_give_the_drawing_again() -> None:
    lines = made("keep").lines
    assert lines is not None and np.abs(over(lines).astype(int) - traced()).max() <= 10


def test_without_trace_lines_the_dark_ones_are_left_as_they_were() -> None:
    lines = made("untraced").lines
    assert lines is not None
    apart = np.abs(over(lines).astype(int) - dark()).max(axis=2)
    assert apart.max() <= 40 and (apart > 12).sum() <= 12  # where the two meet


def test_without_trace_lines_nothing_is_left_of_them_in_jpeg_and_grain() -> None:
    noisy = np.clip(traced() + np.random.default_rng(1).normal(0, 3, (240, 240, 3)), 0, 255).astype(np.uint8)
    lines = made("untraced", noisy).lines
    assert lines is not None and lines[60:110, 84:97, 3].max() < 26


def test_a_layer_on_nothing_stays_one() -> None:
    drawn = made("keep").lines
    assert drawn is not None
    lines = made("untraced", drawn).lines
    assert lines is not None
    assert np.abs(over(lines).astype(int) - dark()).max(axis=2).max() <= 40


def test_held_lines_take_a_darker_tone_of_the_darker_paint() -> None:
    result = made("hold")
    lines = result.lines
    assert lines is not None
    assert lines[120, 70].tolist() == [108, 90, 81, 255]  # below the lighter paint
    assert lines[120, 120, :3].tolist() == [81, 54, 45]
    assert lines[160, 39, 3] == 255 and lines[160, 39, :3].max() == 0  # beside no paint
    again = recolour(result, "skin", (100, 220, 100)).lines
    assert again is not None and again[120, 70].tolist() == [45, 99, 45, 255]


def test_a_grey_picture_has_none() -> None:
    shaded = np.tile(np.arange(240, dtype=np.uint8), (240, 1))
    assert colour(Picture(shaded), settings=Settings(mode="grey", line_colours="keep")).lines is None
