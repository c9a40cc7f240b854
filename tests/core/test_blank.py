"""A page on which nothing is drawn stays clear, whatever is asked for it; a hint on it is law all the same."""

import celtint
import numpy as np
import pytest
from celtint import Hints, Picture, SequenceSettings, Settings, colour, colour_sequence
from celtint.ink.strokes import Strokes, draw_lines


def pages() -> dict[str, Picture]:
    nothing = Strokes(
        96, 64, np.zeros((0, 3), np.float32), np.zeros(0, np.int64), np.zeros((0, 4), np.uint8), np.zeros(0, np.uint8)
    )
    faded = Strokes(
        96,
        64,
        np.array([[10, 10, 2], [60, 40, 2]], np.float32),
        np.array([2], np.int64),
        np.array([[0, 0, 0, 0]], np.uint8),
        np.zeros(1, np.uint8),
    )
    return {
        "no strokes": draw_lines(nothing),
        "a stroke without opacity": draw_lines(faded),
        "white": Picture(np.full((64, 96), 255, np.uint8)),
        "cream": Picture(np.full((64, 96, 3), (252, 248, 235), np.uint8)),
        "white, 16 bits": Picture(np.full((64, 96), 65535, np.uint16)),
        "an empty layer": Picture(np.zeros((64, 96, 4), np.uint8)),
    }


class Blank:
    """Frames that are all the same page."""

    def __init__(self, page: Picture) -> None:
        self.page = page

    def __len__(self) -> int:
        return 3

    def picture(self, index: int) -> Picture:
        return self.page


@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize("mode", ["auto", "line"])
@pytest.mark.parametrize("undecided", ["auto", "transparent", "mean", "distinct"])
def test_a_blank_page_stays_clear(name: str, mode: str, undecided: str) -> None:
    result = colour(pages()[name], settings=Settings(mode=mode, undecided=undecided))  # type: ignore[arg-type]
    assert result.mode == "line"
    assert not result.colour.any()


@pytest.mark.parametrize("name", pages())
def test_blank_frames_stay_clear(name: str) -> None:
    results = list(colour_sequence(Blank(pages()[name]), settings=SequenceSettings(undecided="transparent")))
    assert len(results) == 3
    assert not any(result.colour.any() for result in results)


def test_a_hint_on_a_blank_page_is_law() -> None:
    layer = np.zeros((64, 96, 4), np.uint8)
    layer[30:34, 40:44] = (200, 30, 30, 255)
    result = colour(pages()["white"], Hints(layer), settings=Settings(undecided="distinct"))
    assert (result.colour == (200, 30, 30, 255)).all()


def test_a_tone_throughout_is_a_grey_picture() -> None:
    assert celtint.prepare(Picture(np.full((64, 96), 128, np.uint8))).mode == "grey"
