"""Marks that are no borders, and paper as cameras and scanners see it."""

import cv2
import numpy as np
import pytest
from celtint import Hints, Picture, Result, Settings, colour

from ..drawings import Bytes, dabs, smaller

RED, GREEN, BLUE, YELLOW = (220, 40, 40), (40, 160, 60), (40, 80, 220), (240, 200, 40)


def figure(side: int, width: int) -> tuple[Bytes, Hints]:
    """A face with two eyes over a box, in ink, and a dab in each of the five areas."""
    fine = np.full((4 * side, 4 * side), 255, np.uint8)
    cv2.circle(fine, (760, 520), 396, 0, 4 * width)
    for x in (600, 920):
        cv2.circle(fine, (x, 440), 76, 0, 4 * width)
    cv2.ellipse(fine, (760, 688), (184, 104), 0, 10, 170, 0, 4 * width)
    cv2.rectangle(fine, (244, 920), (1276, 1396), 0, 4 * width)
    spots = ((150, 110, BLUE), (230, 110, BLUE), (190, 60, YELLOW), (190, 290, RED), (20, 20, GREEN))
    return smaller(fine), dabs((side, side), *spots, radius=6)


def found(picture: Bytes, hints: Hints) -> Result:
    return colour(Picture(picture), hints, settings=Settings(undecided="transparent"))


def same_areas(result: Result, of: Result) -> bool:
    """Whether at most a hundredth of the pixels has another colour, and there are as many regions."""
    other = (result.colour != of.colour).any(axis=2).mean()
    return bool(other < 0.01) and len(result.regions) == len(of.regions)


@pytest.mark.parametrize(("pitch", "tint"), [(16, (190, 215, 235)), (12, (200, 200, 200)), (24, (170, 205, 170))])
def test_pale_squares_under_black_ink_are_paper(pitch: int, tint: tuple[int, int, int]) -> None:
    page, hints = figure(384, 3)
    printed = np.full((384, 384, 3), 255, np.uint8)
    printed[::pitch] = printed[:, ::pitch] = tint
    assert same_areas(found(np.minimum(printed, page[..., None]), hints), found(page, hints))


@pytest.mark.parametrize(("least", "paper"), [(0.7, (246, 242, 234)), (0.65, (235, 235, 235)), (0.75, (240, 225, 190))])
def test_a_photographed_page_that_is_darker_in_its_corners_is_line_art(
    least: float, paper: tuple[int, int, int]
) -> None:
    page, hints = figure(384, 3)
    y, x = np.indices(page.shape) / 191.5 - 1
    light = (1 - (1 - least) * (x * x + y * y) / 2)[..., None]
    ink = 40 + (255 - 40) * (page[..., None] / 255.0)
    noise = np.random.default_rng(1).normal(0, 2, (384, 384, 3))
    photograph = np.clip(ink * (np.array(paper) / 255) * light + noise, 0, 255).astype(np.uint8)
    result = found(photograph, hints)
    assert result.mode == "line"
    assert same_areas(result, found(page, hints))


@pytest.mark.parametrize(("pitch", "angle", "radius"), [(6, 0, 2.7), (7, 30, 3.2), (9, 45, 4.1)])
def test_dense_tone_in_a_disc_is_one_area(pitch: float, angle: float, radius: float) -> None:
    side = 384
    page = np.full((side, side), 255, np.uint8)
    cv2.circle(page, (192, 192), 131, 0, 3, cv2.LINE_AA)
    y, x = np.indices((4 * side, 4 * side)) / 4 - 192
    turn = np.deg2rad(angle)
    u, v = (x * np.cos(turn) + y * np.sin(turn)) / pitch, (y * np.cos(turn) - x * np.sin(turn)) / pitch
    dot = np.hypot(u - np.rint(u), v - np.rint(v)) * pitch < radius
    tone = cv2.resize(np.where(dot, 0, 255).astype(np.uint8), (side, side), interpolation=cv2.INTER_AREA)
    inside = np.zeros((side, side), np.uint8)
    cv2.circle(inside, (192, 192), 131, 255, -1)
    page = np.where(inside > 0, np.minimum(page, tone), page)
    result = found(page, dabs(page.shape, (192, 192, RED), (20, 20, GREEN), radius=6))
    middle = np.hypot(*np.indices((side, side)) - 192.0) < 128
    assert (result.colour[middle] == (*RED, 255)).all(axis=1).mean() > 0.97
    assert len(result.regions) <= 3


@pytest.mark.parametrize(("spread", "shape"), [(5, "bar"), (8, "bar"), (5, "disc")])
def test_a_grainy_brush_is_one_flat_of_its_mean(spread: float, shape: str) -> None:
    page = np.full((384, 384), 255, np.uint8)
    for place in (8, 192, 376):
        page[place - 1 : place + 2, 7:378] = page[7:378, place - 1 : place + 2] = 0
    grain = np.random.default_rng(2).uniform(-2 * spread, 2 * spread, (384, 384, 3))
    where = np.zeros((384, 384), np.uint8)
    if shape == "bar":
        where[90:110, 80:120] = 1
    else:
        cv2.circle(where, (100, 100), 12, 1, -1)
    layer = np.zeros((384, 384, 4), np.uint8)
    paint = np.clip(np.array([200, 100, 60]) + grain, 0, 255).astype(np.uint8)
    layer[where > 0] = np.dstack([paint, np.full((384, 384), 255, np.uint8)])[where > 0]
    square = found(page, Hints(layer)).colour[12:188, 12:188].reshape(-1, 4)
    assert len(np.unique(square, axis=0)) == 1
    assert np.abs(square[0, :3].astype(int) - (200, 100, 60)).max() <= 4 and square[0, 3] == 255


@pytest.mark.parametrize("shape", ["ball", "two balls", "figure"])
def test_a_shaded_figure_on_a_clear_layer_is_a_grey_picture(shape: str) -> None:
    side = 384
    y, x = np.indices((side, side)) - 192.0
    light = 110 + 80 * np.clip((-x - y) / 220, -1, 1)
    inside = np.hypot(x, y) < 150
    if shape == "two balls":
        inside = (np.hypot(x + 90, y) < 80) | (np.hypot(x - 90, y) < 80)
    elif shape == "figure":
        inside = (np.hypot(x, y + 90) < 60) | ((np.abs(x) < 90) & (y > -20) & (y < 170))
    grey = np.rint(light).astype(np.uint8)
    grey[np.hypot(x + 42, y + 20) < 14] = 30
    clear = np.dstack([grey, grey, grey, np.where(inside, 255, 0).astype(np.uint8)])
    on_white = np.where(inside, grey, 255).astype(np.uint8)
    hints = dabs((side, side), (150, 172, BLUE), (192, 260, RED), radius=6)
    expected = colour(Picture(on_white), hints)
    assert expected.mode == "grey"
    result = colour(Picture(clear), hints)
    assert result.mode == "grey"
    core = cv2.erode(inside.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    luma = result.colour[core][:, :3] @ np.array([0.299, 0.587, 0.114])
    assert np.corrcoef(luma, grey[core])[0, 1] > 0.9


@pytest.mark.parametrize("side", [384, 512, 300])
def test_each_of_four_dabs_in_a_room_reaches_the_lines_beside_it(side: int) -> None:
    a, b, c = (round(k * side / 384) for k in (8, 192, 376))
    fine = np.full((4 * side, 4 * side), 255, np.uint8)
    for place in (4 * a, 4 * b, 4 * c):
        cv2.line(fine, (4 * a, place), (4 * c, place), 0, 11)
        cv2.line(fine, (place, 4 * a), (place, 4 * c), 0, 11)
    page = smaller(fine)
    near, far = round(60 * side / 384), round(140 * side / 384)
    hints = dabs(page.shape, (near, near, RED), (far, near, YELLOW), (near, far, BLUE), (far, far, GREEN), radius=6)
    layer = found(page, hints).colour
    line = far + int(np.flatnonzero(page[far, far:] < 128)[0])
    rows = layer[far + near // 3 : far + near // 2, far:line]
    assert (rows == (*GREEN, 255)).all()
    assert (layer[a + 3 : b - 3, a + 3 : b - 3, 3] == 255).all()
