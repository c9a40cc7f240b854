"""What fills an area evenly is shading: it is coloured through, and the lines around and across it stay."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from celtint import Picture, Settings, colour, prepare
from celtint.ink import tuning
from celtint.ink.paper import detect_mode
from celtint.ink.texture import without_texture

from ..drawings import Bytes, dabs

SIDE, FINE = 320, 4
RED, GREEN, BLUE = (200, 30, 40), (20, 160, 70), (30, 60, 220)
CLEAR = Settings(undecided="transparent")


def dots(pitch: float, share: float, turn: float, reverse: bool = False) -> Bytes:
    """Screentone, (n, n) uint8, 0 or 255, drawn `FINE` times finer. share: of black, the same all over."""
    return _dots(pitch, np.float64(share), turn, reverse)


def gradient(pitch: float) -> Bytes:
    """Screentone from nearly white at the left to 80 % at the right."""
    x = np.linspace(-0.15, 1.15, SIDE * FINE)[None, :]
    return _dots(pitch, np.clip(0.8 * x, 0.02, 0.8), 45)


def _dots(
    pitch: float,
    share: np.float64 | np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    turn: float,
    reverse: bool = False,
) -> Bytes:
    y, x = np.indices((SIDE * FINE, SIDE * FINE)) / (pitch * FINE)
    a = np.deg2rad(turn)
    u, v = x * np.cos(a) + y * np.sin(a), y * np.cos(a) - x * np.sin(a)
    away = np.hypot(u - np.rint(u), v - np.rint(v))
    black = away > np.sqrt((1 - share) / np.pi) if reverse else away < np.sqrt(share / np.pi)
    return np.asarray(black * 255, np.uint8)


def strokes(pitch: float, width: float, turn: float, by_hand: float = 0.0, bend: float = 0.0) -> Bytes:
    """Parallel strokes; by_hand: how far their distances and directions vary, as a share of the pitch."""
    rng = np.random.default_rng(round(pitch * 10 + turn))
    out = np.zeros((SIDE * FINE, SIDE * FINE), np.uint8)
    along = np.linspace(-SIDE * FINE, SIDE * FINE, 80)[:, None]
    at = -SIDE * FINE
    while at < SIDE * FINE:
        a = np.deg2rad(turn + rng.normal(0, 5 * by_hand))
        across = np.array([-np.sin(a), np.cos(a)])
        path = (
            SIDE * FINE / 2 + across * (at + bend * along**2 / (SIDE * FINE)) + np.array([np.cos(a), np.sin(a)]) * along
        )
        cv2.polylines(out, [np.rint(path).astype(np.int32)], False, 255, max(1, round(width * FINE)))
        at += round(pitch * FINE * (1 + rng.normal(0, 0.6 * by_hand)))
    return out


def toned(texture: Bytes, *lines: Bytes) -> tuple[Bytes, Bytes]:
    """A page with a disc filled with a texture, and where the disc is, outline included."""
    disc = np.zeros((SIDE * FINE, SIDE * FINE), np.uint8)
    middle = SIDE * FINE // 2
    cv2.circle(disc, (middle, middle), round(0.36 * SIDE * FINE), 255, -1)
    ink = np.maximum.reduce([texture, *lines]) & disc
    cv2.circle(ink, (middle, middle), round(0.36 * SIDE * FINE), 255, 3 * FINE)
    page, inside = (cv2.resize(plane, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for plane in (ink, disc))
    return np.asarray(255 - page, np.uint8), np.asarray(inside, np.uint8)


def right(page: Bytes, inside: Bytes) -> float:
    """The worse share of the disc that is red, and of the paper around it that is green."""
    result = colour(Picture(page), dabs(page.shape, (160, 160, RED), (12, 12, GREEN), radius=6), settings=CLEAR)
    assert result.mode == "line"
    within = cv2.erode(inside, np.ones((9, 9), np.uint8)) > 127
    beyond = cv2.dilate(inside, np.ones((9, 9), np.uint8)) < 127
    return min(
        float((result.colour[where] == (*paint, 255)).all(axis=1).mean())
        for where, paint in ((within, RED), (beyond, GREEN))
    )


@pytest.mark.parametrize("pitch", [3, 4, 6, 9, 12, 16])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.78])
def test_screentone_of_any_darkness_is_coloured_through(pitch: int, share: float) -> None:
    assert right(*toned(dots(pitch, share, 45))) >= 0.97


@pytest.mark.parametrize("pitch", [4, 6, 12])
@pytest.mark.parametrize("turn", [0, 20])
def test_white_dots_on_black_are_coloured_through(pitch: int, turn: float) -> None:
    assert right(*toned(dots(pitch, 0.6, turn, reverse=True))) >= 0.97


@pytest.mark.parametrize("pitch", [4, 6, 10])
def test_a_gradient_of_dots_is_coloured_through(pitch: int) -> None:
    assert right(*toned(gradient(pitch))) >= 0.97


@pytest.mark.parametrize("turn", [0, 30, 45, 90])
@pytest.mark.parametrize(("pitch", "width"), [(3, 1), (6, 2), (10, 5), (16, 4)])
def test_line_tone_is_coloured_through(pitch: int, width: float, turn: float) -> None:
    assert right(*toned(strokes(pitch, width, turn))) >= 0.97


@pytest.mark.parametrize("bend", [0.0, 0.2])
@pytest.mark.parametrize(("pitch", "width"), [(5, 1.2), (8, 1.5), (12, 2)])
def test_hatching_by_hand_is_coloured_through(pitch: int, width: float, bend: float) -> None:
    assert right(*toned(strokes(pitch, width, 50, 0.25, bend))) >= 0.97


@pytest.mark.parametrize(("pitch", "width"), [(6, 1.3), (10, 1.6)])
def test_crossed_hatching_is_coloured_through(pitch: int, width: float) -> None:
    assert right(*toned(np.maximum(strokes(pitch, width, 50, 0.2), strokes(pitch, width, -35, 0.2)))) >= 0.97


@pytest.mark.parametrize("texture", ["fine dots", "dense dots", "line tone", "slanting line tone"])
def test_a_line_across_a_texture_still_parts_two_colours(texture: str) -> None:
    marks = {
        "fine dots": lambda: dots(3, 0.5, 45),
        "dense dots": lambda: dots(6, 0.6, 45),
        "line tone": lambda: strokes(6, 2, 0),
        "slanting line tone": lambda: strokes(7, 2, 60),
    }[texture]()
    wall = np.zeros_like(marks)
    cv2.line(wall, (560, 0), (700, SIDE * FINE), 255, 3 * FINE)
    page, inside = toned(marks, wall)
    # Without the line, they would meet half way, far left of it.
    result = colour(Picture(page), dabs(page.shape, (70, 160, RED), (185, 160, BLUE), radius=6), settings=CLEAR)
    core = cv2.erode(inside, np.ones((9, 9), np.uint8)) > 127
    x = np.indices(page.shape)[1]
    for where, paint in ((core & (x < 140), RED), (core & (x > 180), BLUE)):
        assert (result.colour[where] == (*paint, 255)).all(axis=1).mean() >= 0.97


def among_others(texture: Bytes) -> tuple[Bytes, Bytes]:
    """A page with a textured disc, before a shape that it hides in part and close to a ring; and where the disc is."""
    page, inside = toned(texture)
    lines = np.zeros((SIDE * FINE, SIDE * FINE), np.uint8)
    cv2.ellipse(lines, (1010, 760), (230, 300), 0, 0, 360, 255, round(2.2 * FINE))
    cv2.circle(lines, (1020, 300), 130, 255, round(2.2 * FINE))
    line = np.asarray(255 - cv2.resize(lines, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    line[inside > 0] = 255
    return np.minimum(page, line), inside


@pytest.mark.parametrize(
    ("kind", "pitch", "amount"),
    [
        *(("dots", pitch, share) for pitch in (3, 4, 8) for share in (0.5, 0.6)),
        *(("white dots", pitch, share) for pitch in (4, 16) for share in (0.3, 0.65)),
        *(("strokes", pitch, width) for pitch in (7, 10, 15) for width in (1.0, 1.6)),
        *(("crossed", pitch, width) for pitch in (10, 15) for width in (1.0, 1.6)),
    ],
)
def test_the_outline_of_a_texture_stays_whole_where_marks_and_other_lines_run_into_it(
    kind: str, pitch: int, amount: float
) -> None:
    marks = {
        "dots": lambda: dots(pitch, amount, 10),
        "white dots": lambda: dots(pitch, amount, 10, reverse=True),
        "strokes": lambda: strokes(pitch, amount, 50, 0.1),
        "crossed": lambda: np.maximum(strokes(pitch, amount, 50, 0.1), strokes(pitch, amount, -35, 0.1)),
    }[kind]()
    page, inside = among_others(marks)
    spots = ((160, 160, RED), (12, 12, GREEN), (285, 190, BLUE), (255, 75, GREEN))
    layer = colour(Picture(page), dabs(page.shape, *spots, radius=6), settings=CLEAR).colour
    within, (y, x) = cv2.erode(inside, np.ones((9, 9), np.uint8)) > 127, np.indices(page.shape)
    hidden = ((x - 252) / 50) ** 2 + ((y - 190) / 67) ** 2 < 1
    behind = hidden & (cv2.dilate(inside, np.ones((9, 9), np.uint8)) < 127)
    for where, paint in ((within, RED), (behind, BLUE), ((x < 36) | (y > 284), GREEN)):
        assert (layer[where] == (*paint, 255)).all(axis=1).mean() >= 0.97


@pytest.mark.parametrize(("pitch", "width"), [(6, 1.2), (10, 1.4), (14, 1.4)])
@pytest.mark.parametrize("crossed", [False, True])
def test_a_hatched_shadow_without_an_outline_is_part_of_what_it_lies_on(
    pitch: int, width: float, crossed: bool
) -> None:
    marks = strokes(pitch, width, 50, 0.1)
    if crossed:
        marks = np.maximum(marks, strokes(pitch, width, -35, 0.1))
    marks[:, : SIDE * FINE // 2] = 0
    page, inside = toned(marks)
    layer = colour(Picture(page), dabs(page.shape, (100, 160, RED), (12, 12, GREEN), radius=6), settings=CLEAR).colour
    core = cv2.erode(inside, np.ones((9, 9), np.uint8)) > 127
    assert (layer[core] == (*RED, 255)).all(axis=1).mean() >= 0.97


def test_a_drawing_without_texture_is_given_back_as_it_is() -> None:
    page = np.zeros((600, 600), np.uint8)
    for x in range(60, 540, 40):
        cv2.rectangle(page, (x, 60), (x + 30, 540), 255, 2)
    assert without_texture(page) is page


@pytest.mark.parametrize(("high", "apart"), [(160, 14), (160, 16)])
def test_a_few_planks_are_no_texture(high: int, apart: int) -> None:
    """Long lines side by side, exactly alike, but few: areas of their own."""
    page = np.zeros((400, 400), np.uint8)
    for x in range(120, 120 + 7 * apart, apart):
        cv2.line(page, (x, 80), (x, 80 + high), 255, 2)
    cv2.rectangle(page, (120, 80), (120 + 6 * apart, 80 + high), 255, 2)
    assert without_texture(page) is page


def test_planks_would_be_one_if_any_number_were_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning, "TEXTURE", replace(tuning.TEXTURE, some=0))
    with pytest.raises(AssertionError):
        test_a_few_planks_are_no_texture(160, 14)


def test_a_page_of_nothing_but_strokes_is_a_drawing() -> None:
    page = np.zeros((400, 400), np.uint8)
    page[::6] = page[1::6] = 255
    assert without_texture(page) is page


def test_bricks_and_teeth_are_no_texture() -> None:
    page = np.zeros((400, 400), np.uint8)
    for row, y in enumerate(range(20, 380, 30)):
        cv2.line(page, (20, y), (380, y), 255, 2)
        for x in range(20 + row % 2 * 25, 380, 50):
            cv2.line(page, (x, y), (x, y + 30), 255, 2)
    assert without_texture(page) is page


def shirt(apart: int) -> tuple[Bytes, Bytes]:
    """A page with a striped shirt, as line tone is drawn, and where the shirt is."""
    page, inside = np.zeros((SIDE, SIDE), np.uint8), np.zeros((SIDE, SIDE), np.uint8)
    cv2.rectangle(inside, (60, 40), (260, 280), 255, -1)
    for y in range(40, 280, apart):
        page[y : y + 2, 60:260] = 255
    cv2.rectangle(page, (60, 40), (260, 280), 255, 2)
    return np.asarray(255 - page, np.uint8), inside


def test_a_shirt_coloured_stripe_by_stripe_has_stripes() -> None:
    page, _ = shirt(12)
    tops = range(40, 268, 12)
    spots = [(160, top + 7, RED if k % 2 else BLUE) for k, top in enumerate(tops)]
    layer = colour(Picture(page), dabs(page.shape, *spots, (12, 12, GREEN), radius=2), settings=CLEAR).colour
    for _, y, paint in spots:
        assert (layer[y - 3 : y + 4, 64:256] == (*paint, 255)).all()
    assert (layer[:30] == (*GREEN, 255)).all()


def test_a_striped_shirt_of_one_colour_takes_one_dab() -> None:
    page, inside = shirt(12)
    assert right(page, inside) == 1
    prepared = prepare(Picture(page), CLEAR)
    assert prepared.textures is not None and prepared.textures.any()


def test_stripes_are_lines_only_where_they_are_coloured_one_by_one() -> None:
    page, _ = shirt(12)
    page = np.hstack([page, page])
    spots = [(160, 119, RED), (160, 131, BLUE), (480, 119, GREEN)]
    layer = colour(Picture(page), dabs(page.shape, *spots, radius=2), settings=CLEAR).colour
    assert (layer[116:122, 64:256] == (*RED, 255)).all() and (layer[128:134, 64:256] == (*BLUE, 255)).all()
    assert not layer[152:158, 70:250].any()
    assert (layer[50:270, 390:570] == (*GREEN, 255)).all()


def test_dabs_across_the_marks_share_a_texture() -> None:
    page, inside = toned(strokes(6, 2, 0))
    layer = colour(Picture(page), dabs(page.shape, (100, 160, RED), (220, 160, BLUE), radius=8), settings=CLEAR).colour
    core, x = cv2.erode(inside, np.ones((9, 9), np.uint8)) > 127, np.indices(page.shape)[1]
    for where, paint in ((core & (x < 120), RED), (core & (x > 200), BLUE)):
        assert (layer[where] == (*paint, 255)).all(axis=1).mean() >= 0.97


def test_tone_on_a_large_page_is_line_art() -> None:
    page = np.full((2100, 2100), 255, np.uint8)
    small = dots(4, 0.4, 45)
    tone = np.asarray(255 - cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    page[300:1580, 300:1580] = np.tile(tone, (4, 4))
    cv2.rectangle(page, (300, 300), (1580, 1580), 0, 4)
    cv2.circle(page, (1800, 1800), 200, 0, 4)
    assert detect_mode(Picture(page)) == "line"
    assert prepare(Picture(page)).mode == "line"


@pytest.mark.parametrize(("wide", "high", "apart", "shifted"), [(14, 14, 3, 0), (20, 10, 1, 10), (13, 13, 1, 0)])
def test_small_keys_bricks_and_calendars_are_no_texture(wide: int, high: int, apart: int, shifted: int) -> None:
    page = np.zeros((400, 400), np.uint8)
    for row, y in enumerate(range(40, 340, high + apart)):
        for x in range(40 + row % 2 * shifted, 340, wide + apart):
            cv2.rectangle(page, (x, y), (x + wide, y + high), 255, 1)
    assert without_texture(page) is page
