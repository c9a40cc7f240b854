"""The pictures of docs/regions.md show what the page says, and the page shows every one of them."""

import io
import re

import numpy as np
import pytest
from celtint_train import explaining
from celtint_train.evaluation.sheets import sheet
from PIL import Image

from tests.test_docs import ROOT

HEAVIEST = 150_000


def colour_at(page: explaining.Page, x: float, y: float) -> tuple[int, ...] | None:
    """The colour of celtint's answer at a place of a drawing of 340 pixels a side; None where it is clear."""
    side = page.picture.shape[0]
    found = page.coloured().colour[round(y * side / 340), round(x * side / 340)]
    return tuple(int(v) for v in found[:3]) if found[3] else None


def test_the_page_shows_every_picture_that_is_drawn_for_it() -> None:
    page = (ROOT / "docs" / "regions.md").read_text("utf-8")
    assert set(re.findall(r"\(pictures/([\w-]+)\.png\)", page)) == set(explaining.PICTURES)
    for name in explaining.PICTURES:
        assert (ROOT / "docs" / "pictures" / f"{name}.png").stat().st_size < HEAVIEST


@pytest.mark.parametrize("name", explaining.PICTURES)
def test_a_picture_is_as_large_as_the_one_in_the_docs(name: str) -> None:
    panels, side = explaining.PICTURES[name]
    drawn = Image.open(io.BytesIO(explaining.png(sheet(panels(), side))))
    with Image.open(ROOT / "docs" / "pictures" / f"{name}.png") as shown:
        assert (drawn.size, drawn.mode) == (shown.size, shown.mode)


def test_white_stays_in_the_eyes_and_skin_has_the_face() -> None:
    page = explaining.eyes_page()
    for x in (118, 222):
        assert colour_at(page, x, 190) == explaining.IRIS
        assert colour_at(page, x - 24, 180) == colour_at(page, x + 24, 184) == explaining.WHITE
    for x, y in ((170, 300), (240, 250), (170, 150), (70, 170), (165, 200)):
        assert colour_at(page, x, y) == explaining.SKIN


def test_a_lone_dab_beside_a_line_is_unsure_and_one_in_the_open_is_not() -> None:
    for page, unsure, most in zip(explaining.lone_pages(), (True, False), (0.01, 1.0), strict=True):
        result = page.coloured()
        blue = [r for r in result.regions if r.colour == explaining.IRIS]
        assert blue and all(r.unsure == unsure for r in blue)
        assert sum(r.area for r in blue) < most * page.picture.size / 2


def test_neither_the_outside_nor_a_shape_takes_a_colour_through_a_gap() -> None:
    inside, around = explaining.outside_pages()
    assert colour_at(inside, 110, 120) == explaining.LIPS and colour_at(inside, 4, 4) is None
    assert colour_at(inside, 262, 160) is None
    assert colour_at(around, 4, 4) == explaining.SKY
    assert colour_at(around, 110, 120) is None and colour_at(around, 262, 160) is None


def test_colour_goes_through_tone_and_hatching() -> None:
    page = explaining.toned_page()
    layer = page.coloured().colour
    rows, columns = np.ogrid[:320, :320]
    body = (np.abs(columns - 130) < 90) & (rows > 275) & (rows < 308)
    ball = np.hypot(columns - 262, rows - 64) < 42
    for where, colour in ((body, explaining.IRIS), (ball, explaining.LIPS)):
        assert (layer[where] == (*colour, 255)).all(axis=1).mean() >= 0.97
