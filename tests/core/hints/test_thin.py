"""A dab that is too thin to count is named; the soft rim of a good one is not."""

import cv2
import numpy as np
import pytest
from celtint import Hints, Picture, Settings, colour
from celtint.hints.thin import notes_on, thin_dabs

from ..drawings import Bytes, two_rooms

RED, BLUE = (200, 40, 30), (40, 90, 220)


def soft(layer: Bytes, x: int, y: int, radius: float, paint: tuple[int, int, int], opacity: int = 255) -> None:
    """A dab of a brush that fades to nothing over half its radius."""
    rows, columns = np.indices(layer.shape[:2])
    alpha = np.clip((radius - np.hypot(columns - x, rows - y)) / (radius / 2), 0, 1) * opacity
    here = alpha > layer[..., 3]
    layer[here] = np.column_stack([np.tile(paint, (here.sum(), 1)), alpha[here]]).astype(np.uint8)


@pytest.mark.parametrize("opacity", [20, 60, 127])
def test_a_thin_dab_beside_a_good_one_is_named(opacity: int) -> None:
    layer = np.zeros((120, 120, 4), np.uint8)
    soft(layer, 30, 60, 9, RED)
    soft(layer, 90, 40, 9, BLUE, opacity)
    result = colour(Picture(two_rooms()), Hints(layer), settings=Settings(undecided="transparent"))
    assert result.colour[60, 30].tolist() == [*RED, 255]
    assert result.colour[40, 90, 3] == 0
    (note,) = result.notes
    assert "90, 40" in note
    assert note.endswith(".")


@pytest.mark.parametrize("mode", ["line", "grey"])
def test_several_are_counted_in_both_modes(mode: str) -> None:
    layer = np.zeros((120, 120, 4), np.uint8)
    for x in (25, 45):
        cv2.circle(layer, (x, 30), 4, (*RED, 100), -1)
    cv2.circle(layer, (90, 80), 8, (*BLUE, 90), -1)
    cv2.circle(layer, (30, 90), 5, (*RED, 255), -1)
    result = colour(Picture(two_rooms()), Hints(layer), settings=Settings(mode=mode))  # type: ignore[arg-type]
    (note,) = result.notes
    assert note.startswith("3 dabs, the largest at 90, 80,")


def test_rims_traces_and_specks_are_not_named() -> None:
    layer = np.zeros((120, 120, 4), np.uint8)
    soft(layer, 30, 60, 25, RED)  # a broad soft rim
    layer[5:40, 70:110] = (*BLUE, 12)  # what an eraser leaves
    layer[100:103, 100:103] = (*BLUE, 100)
    assert notes_on(Hints(layer)) == ()
    assert notes_on(Hints(np.zeros((5, 7, 4), np.uint8))) == ()
    assert notes_on(Hints(np.full((5, 7, 4), 255, np.uint8))) == ()


def test_the_largest_comes_first() -> None:
    layer = np.zeros((60, 200, 4), np.uint8)
    for x, radius in ((20, 4), (60, 9), (120, 6)):
        cv2.circle(layer, (x, 30), radius, (*BLUE, 70), -1)
    assert thin_dabs(Hints(layer)) == ((60, 30), (120, 30), (20, 30))
