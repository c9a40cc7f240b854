"""Which line colours of a drawing are ink, and which were there before it."""

import cv2
import numpy as np
import pytest
from celtint import BadRequest, Hints, Pen, Picture, Settings, colour, prepare
from celtint.ink.paper import reading

from ..drawings import Bytes

BLACK, BLUE_PENCIL, RED, BROWN = (20, 20, 20), (150, 190, 235), (220, 40, 40), (90, 60, 40)


def sheet() -> Bytes:
    return np.full((256, 256, 3), 255, np.uint8)


def drawn(page: Bytes, colour: tuple[int, int, int], *circles: tuple[int, int, int]) -> Bytes:
    """Circles (x, y, radius) 3 px wide over the page, the darker of the two on each pixel."""
    over = sheet()
    for x, y, radius in circles:
        cv2.circle(over, (x, y), radius, colour, 3, cv2.LINE_AA)
    return np.minimum(page, over)


FIGURE = drawn(sheet(), BLACK, (128, 128, 80), (100, 110, 16), (156, 110, 16))


def pens(page: Bytes, ink: str = "auto") -> tuple[Pen, ...]:
    return reading(Picture(page), "line", ink).pens


def others(page: Bytes, ink: str = "auto") -> list[Pen]:
    return [pen for pen in pens(page, ink) if not pen.counts]


@pytest.mark.parametrize("tint", [BLUE_PENCIL, (191, 191, 191), (240, 160, 150), (170, 205, 170), (156, 195, 230)])
def test_pencil_under_ink_is_paper(tint: tuple[int, int, int]) -> None:
    page = drawn(FIGURE, tint, (132, 124, 84), (80, 170, 60))
    (pencil,) = others(page)
    assert np.abs(np.array(pencil.colour) - tint).max() <= 6
    assert 0.2 < pencil.share < 0.8
    coverage = reading(Picture(page)).coverage
    assert coverage is not None
    left = cv2.dilate(255 - FIGURE.min(axis=2), np.ones((7, 7), np.uint8)) < 16
    assert coverage[left].max() < 40
    plain = prepare(Picture(FIGURE), Settings("line")).line
    found = prepare(Picture(page), Settings("line")).line
    assert plain is not None and found is not None
    assert found.regions.count == plain.regions.count


@pytest.mark.parametrize("tint", [BLUE_PENCIL, (191, 191, 191), BROWN, RED, BLACK])
def test_the_only_pen_is_ink(tint: tuple[int, int, int]) -> None:
    page = drawn(sheet(), tint, (128, 128, 80), (100, 110, 16))
    (only,) = pens(page)
    assert only.counts and only.share > 0.95


@pytest.mark.parametrize("tint", [RED, (40, 80, 220), BROWN])
def test_a_second_ink_as_dark_counts(tint: tuple[int, int, int]) -> None:
    assert others(drawn(FIGURE, tint, (200, 200, 40))) == []


def test_a_pale_drawing_apart_from_the_dark_one_counts() -> None:
    assert others(drawn(FIGURE, (240, 200, 90), (228, 228, 20))) == []


def test_a_line_that_fades_is_one_pen() -> None:
    page = sheet()
    for x in range(20, 236):
        level = int(20 + 215 * (x - 20) / 216)
        page[100:103, x] = level
    page[60:140, 18:21] = 20
    assert others(page) == []


def test_ink_can_be_chosen() -> None:
    page = drawn(drawn(FIGURE, BLUE_PENCIL, (132, 124, 84)), RED, (200, 200, 40))
    assert [pen.counts for pen in pens(page, "all")] == [True] * 3
    assert [np.abs(np.array(p.colour) - BLACK).max() <= 6 for p in pens(page, "dark") if p.counts] == [True]
    (red,) = [pen for pen in pens(page, "#dc2828") if pen.counts]
    assert np.abs(np.array(red.colour) - RED).max() <= 6
    assert len([pen for pen in pens(page, "#dc2828, #141414") if pen.counts]) == 2
    coverage = reading(Picture(page), "line", "#dc2828").coverage
    assert coverage is not None
    assert coverage[200, 238:242].max() > 200 and coverage[128, 46:51].max() == 0


def test_what_counts_is_said_with_the_result() -> None:
    page = drawn(FIGURE, BLUE_PENCIL, (132, 124, 84))
    result = colour(Picture(page), Hints(np.zeros((256, 256, 4), np.uint8)))
    assert [pen.counts for pen in result.inks].count(False) == 1
    assert result.ink is not None and result.ink.shape == (256, 256)
    assert result.ink[124, 212:218].min() > 200 or result.ink[40:44, 132].min() > 200
    again = colour(Picture(page), settings=Settings(ink="all"))
    assert again.ink is not None and again.ink.sum() < result.ink.sum()


def test_lines_on_an_empty_layer_are_told_apart_too() -> None:
    page = drawn(FIGURE, BLUE_PENCIL, (132, 124, 84))
    ink = 255 - page.min(axis=2)
    alpha = ink[:, :, None].astype(np.float32) / 255
    straight = np.where(alpha > 0, (page - 255 * (1 - alpha)) / np.maximum(alpha, 1e-3), 0)
    layer = np.dstack([np.clip(np.rint(straight), 0, 255).astype(np.uint8), ink])
    read = reading(Picture(layer))
    assert read.mode == "line" and len([pen for pen in read.pens if not pen.counts]) == 1


@pytest.mark.parametrize("ink", ["", "none", "#12345", "auto,all", "#112233,", 3])
def test_other_words_are_refused(ink: str) -> None:
    with pytest.raises(BadRequest, match="ink is auto, all, dark, or colours"):
        Settings(ink=ink)
