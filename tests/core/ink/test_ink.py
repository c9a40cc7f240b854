"""What is paper and what is pen, at any share of ink."""

import cv2
import numpy as np
import pytest
from celtint import Picture, Settings, colour
from celtint.ink import levels
from celtint.ink.levels import paper_and_pen
from celtint.ink.paper import ink_coverage, ink_threshold
from hypothesis import given, settings
from hypothesis import strategies as st

from ..drawings import Bytes, dabs

RED = (255, 0, 0)
CLEAR = Settings(undecided="transparent")


def circle(side: int, at: tuple[int, int], radius: int = 10, width: int = 1, smooth: bool = True) -> Bytes:
    """How much ink (0 to 255) one circle leaves on a page."""
    page = np.zeros((side, side), np.uint8)
    cv2.circle(page, at, radius, 255, width, cv2.LINE_AA if smooth else cv2.LINE_8)
    return page


def inked(picture: Picture) -> Bytes:
    """Where line is seen in a picture."""
    coverage = ink_coverage(picture)
    return np.asarray(coverage >= ink_threshold(coverage))


def drawn_with(page: Bytes, style: str) -> Picture:
    """`page` (H, W, how much ink) as a picture in one of several styles."""
    if style == "black on white":
        return Picture(255 - page)
    if style == "light on dark":
        return Picture(np.asarray(np.rint(25 + page * 0.8), np.uint8))
    if style == "16-bit":
        return Picture(65535 - page.astype(np.uint16) * 257)
    if style == "float":
        return Picture(1.0 - page.astype(np.float32) / np.float32(255))
    if style in ("red", "yellow", "pale blue"):
        ink = {"red": (220, 30, 30), "yellow": (250, 220, 40), "pale blue": (170, 200, 250)}[style]
        share = page[..., None] / 255.0
        return Picture(np.asarray(np.rint(255 * (1 - share) + np.array(ink) * share), np.uint8))
    level = {"black on clear": 0, "white on clear": 255}[style]
    return Picture(np.dstack([np.full((*page.shape, 3), level, np.uint8), page]))


STYLES = ("black on white", "light on dark", "16-bit", "float", "red", "yellow", "pale blue")
LAYERS = ("black on clear", "white on clear")


@pytest.mark.parametrize("style", STYLES + LAYERS)
@pytest.mark.parametrize(("side", "radius", "width"), [(1000, 150, 3), (1000, 10, 1), (2400, 10, 1)])
def test_a_dab_in_a_lone_circle_stays_in_it(style: str, side: int, radius: int, width: int) -> None:
    at = (side // 3, side // 2)
    page = drawn_with(circle(side, at, radius, width), style)
    result = colour(page, dabs((side, side), (*at, RED)), settings=CLEAR)
    red = result.colour[:, :, 3] > 0
    assert result.mode == "line"
    assert red[at[1], at[0]]
    assert 0.8 * np.pi * radius**2 < red.sum() < 1.3 * np.pi * (radius + width) ** 2


def test_a_circle_of_twenty_pixels_on_a_page_of_8192_is_seen() -> None:
    side, at = 8192, (4001, 4005)
    page = np.full((side, side), 255, np.uint8)
    cv2.circle(page, at, 10, 0, 2, cv2.LINE_AA)
    assert paper_and_pen(page)[0] == 255
    assert paper_and_pen(page)[1] < 40
    result = colour(Picture(page), dabs((side, side), (*at, RED)), settings=CLEAR)
    red = result.colour[:, :, 3] > 0
    assert red[at[1], at[0]]
    assert red.sum() < 600


@settings(max_examples=60, deadline=None)
@given(
    side=st.integers(24, 900),
    x=st.floats(0, 1),
    y=st.floats(0, 1),
    width=st.sampled_from([1, 1, 2, 3]),
    smooth=st.booleans(),
    style=st.sampled_from(STYLES + LAYERS),
)
def test_one_circle_is_ink_and_the_rest_paper_wherever_it_lies(
    side: int, x: float, y: float, width: int, smooth: bool, style: str
) -> None:
    radius = 9
    at = (int(radius + 1 + x * (side - 2 * radius - 3)), int(radius + 1 + y * (side - 2 * radius - 3)))
    page = circle(side, at, radius, width, smooth)
    seen = inked(drawn_with(page, style))
    assert seen[page > 200].all()
    assert not seen[page == 0].any()


@pytest.mark.parametrize("style", STYLES + LAYERS)
@pytest.mark.parametrize("odd", [0, 1])
def test_thin_lines_on_odd_coordinates_alone_are_seen(style: str, odd: int) -> None:
    page = np.zeros((400, 400), np.uint8)
    page[101 - odd, 50:350] = page[301 - odd, 50:350] = 255
    page[101 - odd : 302 - odd, 51 - odd] = page[101 - odd : 302 - odd, 351 - odd] = 255
    assert np.array_equal(inked(drawn_with(page, style)), page > 0)


def test_lines_where_a_sample_would_only_meet_lines_are_lines_still() -> None:
    page = np.zeros((2048, 2048), np.uint8)
    page[::4] = 255
    assert np.array_equal(inked(drawn_with(page, "white on clear")), page > 0)


@pytest.mark.parametrize("blur", [0.0, 1.2])
@pytest.mark.parametrize("paper", [255, 228])
@pytest.mark.parametrize("sigma", [3.0, 8.0])
def test_the_grain_of_the_paper_is_not_the_pen(blur: float, paper: int, sigma: float) -> None:
    rng = np.random.default_rng(3)
    noise = rng.normal(0, 1, (1500, 1500)).astype(np.float32)
    if blur:
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), blur))
        noise /= noise.std()
    blank = np.clip(paper + sigma * noise, 0, 255)
    assert inked(Picture(np.asarray(blank, np.uint8))).mean() < 1e-3
    page = circle(1500, (701, 703), 12, 2)
    seen = inked(Picture(np.asarray(np.clip(blank - page * 0.6, 0, 255), np.uint8)))
    assert seen[page > 220].mean() > 0.98
    assert seen[page == 0].mean() < 0.002


@pytest.mark.parametrize("pencil", [110, 160, 200, 225])
def test_dust_is_not_the_pen_of_a_page_of_grey_pencil(pencil: int) -> None:
    rng = np.random.default_rng(5)
    side = 2000
    page = np.full((side, side), 255, np.uint8)
    cv2.circle(page, (900, 905), 120, pencil, 2, cv2.LINE_AA)
    for x, y, r in zip(*rng.integers(20, side - 20, (2, 300)), rng.integers(0, 3, 300), strict=True):
        cv2.circle(page, (int(x), int(y)), int(r), 0, -1)
    paper, pen = paper_and_pen(page)
    assert (paper, abs(pen - pencil) <= 12) == (255, True)
    result = colour(Picture(page), dabs((side, side), (900, 905, RED), radius=6), settings=CLEAR)
    red = (result.colour[:, :, 3] > 0).sum()
    assert 0.9 < red / (np.pi * 120**2) < 1.1


@pytest.mark.parametrize("quality", [40, 75])
def test_what_jpeg_leaves_beside_a_line_is_not_the_pen(quality: int) -> None:
    page = 255 - circle(1200, (501, 503), 40, 2)
    packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    spoilt = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
    assert paper_and_pen(spoilt)[0] >= 254
    assert paper_and_pen(spoilt)[1] < 60
    result = colour(Picture(spoilt), dabs((1200, 1200), (501, 503, RED)), settings=CLEAR)
    assert 0.85 < (result.colour[:, :, 3] > 0).sum() / (np.pi * 40**2) < 1.2


def test_a_few_highlights_on_toned_paper_are_not_the_pen() -> None:
    page = np.full((800, 800), 120, np.uint8)
    cv2.rectangle(page, (50, 50), (750, 750), 10, 4)
    cv2.line(page, (200, 200), (240, 200), 255, 2)
    assert paper_and_pen(page) == (120, 10)


def test_dots_alone_are_drawn_too_and_a_blank_page_is_blank() -> None:
    page = np.full((500, 500), 255, np.uint8)
    cv2.circle(page, (251, 251), 2, 0, -1)
    assert paper_and_pen(page) == (255, 0)
    assert paper_and_pen(np.full((40, 30), 200, np.uint8)) == (200, 200)
    assert not inked(Picture(np.full((40, 30), 200, np.uint8))).any()


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (4, 1), (1, 50), (50, 1), (3, 3)])
def test_pages_of_a_few_pixels_can_be_read(shape: tuple[int, int]) -> None:
    page = np.full(shape, 255, np.uint8)
    assert paper_and_pen(page) == (255, 255)
    page.flat[0] = 0
    assert paper_and_pen(page) == (255, 0) or page.size == 1


def test_lines_are_told_from_specks_by_their_outlines_as_by_their_pixels(monkeypatch):
    page = np.zeros((300, 400), np.uint8)
    cv2.rectangle(page, (20, 20), (300, 250), 1, 3)
    for at, radius in ((60, 3), (120, 8), (180, 14)):
        cv2.circle(page, (at, 100), radius, 1, 1)  # a short patch in a short one is no line either
        cv2.circle(page, (at, 100), radius // 3, 1, cv2.FILLED)
    found = levels._lines(page)
    assert found[100, 60] == 0 and found[100, 120] == 0 and found[86, 180] == 1 and found[20, 100] == 1
    monkeypatch.setattr(levels, "MOST", 0)
    assert (levels._lines(page) == found).all()
