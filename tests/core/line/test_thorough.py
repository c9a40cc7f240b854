"""Whoever hinted all that is large left nothing out, however many buckles have no hint."""

import cv2
import numpy as np
import pytest
from celtint import Picture, Settings, colour
from celtint.line.thorough import thoroughness

from ..drawings import Bytes, dabs

RED, BLUE = (220, 40, 40), (60, 120, 220)


def wardrobe(buckles: int, fold: int) -> Bytes:
    """Six rooms. Two folds in the first point at each other, ``fold`` pixels apart; ``buckles`` rings in the others."""
    page = np.full((300, 440), 255, np.uint8)
    for x in (10, 150, 290):
        for y in (10, 150):
            cv2.rectangle(page, (x, y), (x + 138, y + 138), 0, 2)
    middle = 80
    cv2.line(page, (80, 10), (80, middle - fold // 2), 0, 2)
    cv2.line(page, (80, 150), (80, middle + fold // 2), 0, 2)
    for k in range(buckles):
        row, place = divmod(k, 12)
        cv2.circle(page, (170 + 20 * place if row == 0 else 30 + 30 * place, 20 if row == 0 else 270), 5, 0, 1)
    return page


ROOMS = [(45, 80), (220, 80), (360, 80), (80, 220), (220, 220), (360, 220)]


@pytest.mark.parametrize("buckles", [0, 10, 20])
@pytest.mark.parametrize("fold", [10, 14])
def test_a_piece_cut_off_by_a_false_closing_takes_the_colour_of_its_area(buckles: int, fold: int) -> None:
    hints = dabs((300, 440), *((x, y, RED if k == 0 else BLUE) for k, (x, y) in enumerate(ROOMS)))
    layer = colour(Picture(wardrobe(buckles, fold)), hints, settings=Settings(undecided="transparent")).colour
    assert layer[80, 45].tolist() == layer[80, 120].tolist() == [*RED, 255]
    assert layer[20, 170 if buckles else 300, 3] == (0 if buckles else 255)


@pytest.mark.parametrize("buckles", [0, 10])
def test_what_may_have_been_left_out_on_purpose_stays_clear(buckles: int) -> None:
    hints = dabs((300, 440), *((x, y, RED if k == 0 else BLUE) for k, (x, y) in enumerate(ROOMS[:3])))
    layer = colour(Picture(wardrobe(buckles, 12)), hints, settings=Settings(undecided="transparent")).colour
    assert layer[80, 45].tolist() == [*RED, 255]
    assert layer[80, 120, 3] == 0


def test_small_areas_without_a_hint_hardly_speak_and_large_ones_do() -> None:
    hinted, peak = np.array([True] * 8 + [False] * 4), np.array([20.0] * 8 + [4.0] * 4, np.float32)
    shut = np.zeros(12, np.bool_)
    assert thoroughness(hinted, shut, peak) == 1.0
    assert thoroughness(hinted, shut, np.where(hinted, peak, np.float32(20))) == 0.0
    assert thoroughness(np.zeros(12, np.bool_), shut, peak) == 0.0


def test_areas_that_open_into_others_may_be_pieces_and_are_hardly_heard() -> None:
    hinted, peak = np.array([True] * 5 + [False] * 5), np.full(10, 20, np.float32)
    assert thoroughness(hinted, ~hinted, peak) == 1.0
    assert thoroughness(hinted, np.zeros(10, np.bool_), peak) == 0.0


@pytest.mark.parametrize(
    ("closed", "opened", "share"),
    [
        # With a dab, and so many times as wide; without one.
        (([1.0, 1, 1], []), ([1.0], [1.0, 1]), 0.94),
        (([1.0, 1, 1], []), ([1.0], [0.5, 0.5]), 1.0),
        (([1.0, 1, 1], []), ([1.0], [1.0] * 3), 0.58),
        (([1.0, 1, 1], []), ([1.0], [0.5] * 4), 0.91),
        (([1.0] * 3, [1.0]), ([1.0] * 4, []), 0.10),
        (([1.0] * 5, [2.0]), ([], []), 0.0),
        (([1.0] * 6, [2.0]), ([], []), 0.42),
        (([1.0] * 4, [0.5, 0.5]), ([], []), 1.0),
    ],
)
def test_how_much_each_area_says(
    closed: tuple[list[float], list[float]], opened: tuple[list[float], list[float]], share: float
) -> None:
    wide = [size for group in (*closed, *opened) for size in group]
    hinted = [k % 2 == 0 for k, group in enumerate((*closed, *opened)) for _ in group]
    opens = [k > 1 for k, group in enumerate((*closed, *opened)) for _ in group]
    found = thoroughness(np.array(hinted), np.array(opens), np.array(wide, np.float32) * 1000)
    assert found == pytest.approx(share, abs=0.02)
