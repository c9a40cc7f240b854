"""Uneven light on a page of lines is no shading; shading is no light; paint on a clear layer is no line."""

import cv2
import numpy as np
import pytest
from celtint import Picture, Settings, colour
from celtint.ink.light import evened, light_on
from celtint.ink.paper import detect_mode, ink_coverage, ink_threshold, reading

from ..drawings import Bytes, dabs, face

RED, BLUE = (255, 0, 0), (0, 0, 255)
WHITE_PAPER, YELLOW_PAPER, GREY_PAPER = (250, 250, 250), (240, 232, 196), (200, 200, 202)


def lit(kind: str, height: int, width: int) -> np.ndarray:
    """(h, w) the share of the light that falls on each place of a page."""
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    far = (x * x + y * y) / 2
    side = max(height, width) / 2
    name, _, amount = kind.partition(" ")
    if name == "vignette":
        return 1 - float(amount) * far
    if name == "lens":
        return 1 - 0.6 * far**2
    if name == "window":
        return 1 - 0.25 * (x + 1)
    if name == "shadow":  # with an edge so many pixels soft
        beyond = (0.8 * x + 0.6 * y - 0.2) * side / float(amount)
        return 1 - 0.45 / (1 + np.exp(np.clip(-beyond, -50, 50)))
    beside = np.hypot((x + 0.6) * width / 2, (y - 0.9) * height / 2) - 0.5 * side  # a hand
    return (1 - 0.35 / (1 + np.exp(np.clip(beside / 8, -50, 50)))) * (1 - 0.15 * far)


def photographed(page: Bytes, kind: str, paper: tuple[int, int, int], noise: float = 3, quality: int = 85) -> Bytes:
    """`page` (H, W) as RGB in that light, with a camera's grain and what JPEG leaves."""
    level = page[..., None] / 255 * lit(kind, *page.shape)[..., None] * np.array(paper)
    level = level + np.random.default_rng(1).normal(0, noise, level.shape)
    packed = cv2.imencode(".jpg", np.clip(level, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.ascontiguousarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))


def page(width: int, side: int = 420) -> Bytes:
    """A figure with a solid black shape in it, over a ground that reaches the border."""
    paper = np.full((side, side), 255, np.uint8)
    cv2.circle(paper, (side // 2, side // 3), side // 4, 0, width, cv2.LINE_AA)
    cv2.rectangle(paper, (side // 6, 7 * side // 12), (5 * side // 6, 11 * side // 12), 0, width)
    cv2.ellipse(paper, (side // 2, side // 4), (side // 8, side // 14), 0, 0, 360, 0, -1, cv2.LINE_AA)
    cv2.line(paper, (0, 7 * side // 12), (side // 6, 7 * side // 12), 0, width)
    cv2.line(paper, (5 * side // 6, 7 * side // 12), (side - 1, 7 * side // 12), 0, width)
    return paper


LIGHTS = (
    "vignette 0.3",
    "vignette 0.45",
    "vignette 0.6",
    "lens",
    "window",
    "shadow 60",
    "shadow 8",
    "shadow 0.5",
    "hand",
)


@pytest.mark.parametrize("paper", [WHITE_PAPER, YELLOW_PAPER, GREY_PAPER])
@pytest.mark.parametrize("kind", LIGHTS)
def test_a_photographed_drawing_is_coloured_as_without_the_light(kind: str, paper: tuple[int, int, int]) -> None:
    drawn = page(3)
    shot = photographed(drawn, kind, paper)
    assert detect_mode(Picture(shot)) == "line"
    spots = ((210, 190, RED), (210, 320, BLUE))
    result = colour(Picture(shot), dabs(drawn.shape, *spots), settings=Settings(undecided="transparent"))
    plain = colour(Picture(drawn), dabs(drawn.shape, *spots), settings=Settings(undecided="transparent"))
    assert result.mode == "line"
    same = (result.colour == plain.colour).all(axis=2)
    inside = cv2.erode((drawn > 250).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert same[inside].mean() > 0.97
    assert len(result.regions) == len(plain.regions)


@pytest.mark.parametrize("width", [2, 6])
@pytest.mark.parametrize(("noise", "quality"), [(1, 95), (6, 50)])
@pytest.mark.parametrize("side", [300, 1100, 2100])
def test_lines_are_seen_in_any_light_at_any_size(side: int, noise: float, quality: int, width: int) -> None:
    drawn = page(width * side // 500 + 1, side)
    shot = photographed(drawn, "vignette 0.5", YELLOW_PAPER, noise, quality)
    coverage = ink_coverage(Picture(shot))
    seen = coverage >= ink_threshold(coverage)
    assert seen[drawn < 50].mean() > 0.98
    assert seen[cv2.erode(drawn, np.ones((7, 7), np.uint8)) == 255].mean() < 0.002


def test_a_sheet_on_a_dark_table_is_line_art() -> None:
    shot = photographed(page(3), "vignette 0.3", WHITE_PAPER)
    around = cv2.copyMakeBorder(shot, 40, 40, 60, 30, cv2.BORDER_CONSTANT, value=(40, 50, 60))
    spots = ((210 + 60, 190 + 40, RED), (210 + 60, 320 + 40, BLUE))
    result = colour(Picture(around), dabs(around.shape, *spots), settings=Settings(undecided="transparent"))
    assert result.mode == "line"
    shown = result.colour[40:460, 60:480]
    plain = colour(
        Picture(page(3)),
        dabs((420, 420), (210, 190, RED), (210, 320, BLUE)),
        settings=Settings(undecided="transparent"),
    )
    assert (shown == plain.colour).all(axis=2)[cv2.erode(page(3), np.ones((5, 5), np.uint8)) > 250].mean() > 0.97


def test_even_pages_are_left_as_they_are() -> None:
    for drawn in (page(3), 255 - page(3), np.asarray(face().pixels), np.full((100, 100), 200, np.uint8)):
        assert evened(drawn) is drawn


def ball(outlined: bool, ground: int = 255) -> Bytes:
    y, x = np.indices((400, 400))
    light = np.clip(235 - 0.7 * np.hypot(x - 170, y - 160), 40, 255)
    inside = np.hypot(x - 200, y - 200) < 130
    shaded = np.where(inside, light, ground).astype(np.uint8)
    if outlined:
        cv2.circle(shaded, (200, 200), 130, 10, 3, cv2.LINE_AA)
        cv2.circle(shaded, (160, 170), 25, 10, 3, cv2.LINE_AA)
    return shaded


def washes() -> Bytes:
    """Areas of a drawing filled with flat greys up to the page's border."""
    drawn = page(3)
    for at, level in (((210, 180), 200), ((210, 320), 150), ((5, 5), 225), ((5, 400), 120)):
        cv2.floodFill(drawn, None, at, level, 30, 30)
    return drawn


@pytest.mark.parametrize(
    "shaded",
    [ball(True), ball(False), ball(True, 200), washes(), np.clip(np.indices((300, 300))[0] * 0.7 + 20, 0, 255)],
    ids=["a ball with outlines", "a ball", "on a grey ground", "washes", "a gradient alone"],
)
def test_shading_is_no_light(shaded: Bytes) -> None:
    levels = shaded.astype(np.uint8)
    assert light_on(levels) is None
    assert detect_mode(Picture(levels)) == "grey"


def on_clear(grey: Bytes, alpha: Bytes) -> Picture:
    return Picture(np.dstack([grey, grey, grey, alpha]).astype(np.uint8))


@pytest.mark.parametrize("ground", ["grey", "flats", "soft rim"])
def test_a_painted_figure_on_a_clear_layer_is_a_grey_picture(ground: str) -> None:
    y, x = np.indices((400, 400))
    away = np.hypot(x - 200, y - 200)
    alpha = np.clip((131 - away) * (25 if ground == "soft rim" else 255), 0, 255)
    painted = ball(True)
    if ground == "flats":
        painted = np.where(x < 200, 170, np.where(y < 200, 110, 210))
    assert detect_mode(on_clear(painted, alpha)) == "grey"
    assert detect_mode(on_clear(np.where(away < 131, painted, 255), np.full_like(alpha, 255))) == "grey"


def test_lines_on_a_clear_layer_are_line_art_whatever_fills_them() -> None:
    drawn = page(3)
    alpha = 255 - drawn
    for level in (0, 70, 255):
        assert detect_mode(on_clear(np.full_like(drawn, level), alpha)) == "line"  # white keyed out, and white ink
    coloured = np.zeros((*drawn.shape, 4), np.uint8)
    coloured[..., 3] = alpha
    coloured[:200, :, :3], coloured[200:, :, :3] = (200, 30, 40), (30, 60, 200)
    assert detect_mode(Picture(coloured)) == "line"
    cv2.circle(coloured, (210, 330), 60, (20, 20, 30, 255), -1)  # hair in solid black
    assert detect_mode(Picture(coloured)) == "line"


def test_both_at_once_are_what_each_is_alone() -> None:
    drawn = page(3)
    shot = photographed(drawn, "vignette 0.5", YELLOW_PAPER)
    pictures = [
        Picture(drawn),
        Picture(np.dstack([drawn] * 3)),
        Picture(page(6, 1500)),
        Picture(shot),
        Picture(washes()),
    ]
    for picture in (*pictures, on_clear(np.zeros_like(drawn), 255 - drawn)):
        read = reading(picture)
        mode, coverage = read.mode, read.coverage
        assert mode == detect_mode(picture)
        assert (coverage is None) == (mode == "grey")
        assert coverage is None or np.array_equal(coverage, ink_coverage(picture))
