"""Whites of eyes that no line keeps from the face, ends that lie side by side, and gaps of one pixel."""

import cv2
import numpy as np
import pytest
from celtint import Hints, Picture, Result, Settings, colour

from ..drawings import Bytes, dabs, smaller

RED, GREEN, BLUE, SKIN, WHITE = (220, 40, 40), (40, 160, 60), (60, 120, 220), (250, 215, 190), (254, 254, 254)


def flats(page: Bytes, hints: Hints, gap: int | None = None) -> Result:
    settings = Settings(undecided="transparent", gap="auto" if gap is None else gap)
    return colour(Picture(page), hints, settings=settings)


def is_at(result: Result, x: float, y: float, wanted: tuple[int, int, int] | None) -> bool:
    r, g, b, alpha = (int(v) for v in result.colour[round(y), round(x)])
    return alpha == 0 if wanted is None else (r, g, b, alpha) == (*wanted, 255)


def arc(
    page: Bytes, middle: tuple[float, float], radii: tuple[float, float], span: tuple[float, float], width: int
) -> None:
    turn = np.deg2rad(np.linspace(*span, 120))
    points = np.stack([middle[0] + radii[0] * np.cos(turn), middle[1] + radii[1] * np.sin(turn)], axis=1)
    cv2.polylines(page, [np.rint(points * 16).astype(np.int32)], False, 0, width, cv2.LINE_AA, 4)


@pytest.mark.parametrize(("scale", "lean", "below"), [(1.0, 0.0, 18), (0.8, 6.0, 15), (1.3, -5.0, 22)])
def test_white_beside_an_iris_leaves_the_face_to_its_skin(scale: float, lean: float, below: float) -> None:
    side = round(384 * scale)
    page = np.full((side, side), 255, np.uint8)
    width = max(2, round(2.5 * scale))
    arc(page, (192 * scale, 192 * scale), (151 * scale, 171 * scale), (0, 360), width)
    arc(page, (190 * scale, 285 * scale), (47 * scale, 24 * scale), (10, 170), 2)
    spots = [(10, 10, GREEN)]
    whites = []
    for x in (130 * scale, 250 * scale):
        y = (167 + lean) * scale
        arc(page, (x, y), (41 * scale, 25 * scale), (185, 355), width + 1)
        arc(page, (x, y + 8 * scale), (19 * scale, 29 * scale), (-58, 238), 2)
        arc(page, (x, y + 43 * scale), (28 * scale, 9 * scale), (0, 180), 2)
        spots.append((round(x), round(y + 13 * scale), BLUE))
        whites += [(x - 32 * scale, y + below * scale), (x + 31 * scale, y + below * scale)]
    layer = dabs(page.shape, *spots, radius=4).pixels.copy()
    for x, y in whites:
        cv2.circle(layer, (round(x), round(y)), 2, (*WHITE, 255), -1)
    cv2.circle(layer, (round(71 * scale), round(271 * scale)), round(6 * scale), (*SKIN, 255), -1)
    result = flats(page, Hints(layer))
    for x, y in ((192, 230), (230, 305), (190, 70), (80, 120), (192, 340)):
        assert is_at(result, x * scale, y * scale, SKIN)
    assert all(is_at(result, x, y, WHITE) for x, y in whites)
    assert is_at(result, 4, side - 5, GREEN)


@pytest.mark.parametrize("turn", [0, 35, 180])
@pytest.mark.parametrize(("apart", "long"), [(5, 26), (5.5, 12), (7, 18)])
def test_ends_that_run_out_side_by_side_close_the_circle(turn: float, apart: float, long: float) -> None:
    fine = np.full((1024, 1024), 255, np.uint8)
    half = np.rad2deg(np.arcsin(apart / 2 / 78))
    arc(fine, (512, 512), (312, 312), (turn + half, turn + 360 - half), 12)
    way = np.array([np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))])
    for sign in (-1, 1):
        start = 512 + 4 * (78 * way + sign * apart / 2 * np.array([-way[1], way[0]]))
        ends = np.rint(np.stack([start, start + 4 * long * way]) * 16).astype(np.int32)
        cv2.polylines(fine, [ends], False, 0, 12, cv2.LINE_8, 4)
    page = smaller(fine)
    result = flats(page, dabs(page.shape, (108, 128, RED), radius=6), gap=30)
    assert is_at(result, 150, 128, RED) and is_at(result, 128, 70, RED)
    assert is_at(result, 2, 2, None) and is_at(result, 250, 250, None)


@pytest.mark.parametrize("pen", [2, 3, 5])
@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_line_that_stops_one_pixel_short_of_another_parts_what_it_should(pen: int, turns: int) -> None:
    page = np.full((256, 256), 255, np.uint8)
    page[20:236, 20:236] = 0
    page[20 + pen : 236 - pen, 20 + pen : 236 - pen] = 255
    page[20 : 236 - pen - 1, 128 : 128 + pen] = 0
    layer = dabs(page.shape, (60, 128, RED), radius=6).pixels
    page, layer = np.rot90(page, turns).copy(), np.rot90(layer, turns).copy()
    red = np.rot90(flats(page, Hints(layer), gap=40).colour, -turns)
    assert (red[40:220, 30:120] == (*RED, 255)).all()
    assert (red[40:220, 140:230, 3] == 0).all() and (red[:10, :, 3] == 0).all()
