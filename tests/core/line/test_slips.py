"""A dab just over the line from the ground that has its colour is a slip: it keeps what is about it, and no more."""

import cv2
import numpy as np
import pytest
from celtint import RGB, Picture, Settings, colour

from ..drawings import Bytes, dabs

RED, GREEN, BLUE = (200, 30, 40), (20, 160, 70), (30, 60, 220)
CLEAR = Settings(mode="line", undecided="transparent")


def pillar(top: int = 8) -> Bytes:
    """A page that a tall shape parts into left and right, but for a strip `top` pixels high above it."""
    page = np.full((240, 300), 255, np.uint8)
    ring = np.array([[90, 250], [100, 60], [120, top], [180, top], [200, 60], [210, 250]])
    cv2.polylines(page, [ring], True, 0, 2, cv2.LINE_AA)
    return page


def share(layer: Bytes, paint: RGB, where: tuple[slice, slice]) -> float:
    return float((layer[where] == (*paint, 255)).all(axis=2).mean())


RIGHT = slice(10, 230), slice(225, 295)


@pytest.mark.parametrize("slip", [(150, 3), (207, 90), (211, 150)])
def test_a_slip_over_the_line_stays_local_where_it_is_the_only_paint_beyond_a_narrow_place(
    slip: tuple[int, int],
) -> None:
    spots = ((40, 120, GREEN), (150, 130, RED), (*slip, RED))
    page = pillar()
    result = colour(Picture(page), dabs(page.shape, *spots), settings=CLEAR)
    assert share(result.colour, GREEN, RIGHT) >= 0.99
    assert tuple(result.colour[slip[1], slip[0]]) == (*RED, 255)
    own = result.regions[int(result.labels[slip[1], slip[0]]) - 1]
    assert own.unsure and own.area <= 120


@pytest.mark.parametrize(
    ("spot", "paint"), [((207, 90), BLUE), ((260, 120), RED)], ids=["another colour", "far from the line"]
)
def test_what_is_no_slip_has_the_ground_beyond_the_narrow_place(spot: tuple[int, int], paint: RGB) -> None:
    page = pillar()
    spots = ((40, 120, GREEN), (150, 130, RED), (*spot, paint))
    layer = colour(Picture(page), dabs(page.shape, *spots), settings=CLEAR).colour
    assert share(layer, paint, RIGHT) >= 0.97 and share(layer, GREEN, (slice(10, 230), slice(5, 75))) >= 0.97


def test_a_dab_alone_in_its_ground_is_no_slip() -> None:
    page = pillar()
    layer = colour(Picture(page), dabs(page.shape, (150, 130, RED), (207, 90, RED)), settings=CLEAR).colour
    assert share(layer, RED, RIGHT) == 1.0


def test_a_dab_that_fills_a_pocket_has_it() -> None:
    page = pillar()
    cv2.ellipse(page, (226, 120), (30, 14), 0, 40, 320, 0, 2, cv2.LINE_AA)
    spots = ((40, 120, GREEN), (150, 130, RED), (222, 120, RED))
    layer = colour(Picture(page), dabs(page.shape, *spots), settings=CLEAR).colour
    assert share(layer, RED, (slice(112, 129), slice(212, 236))) >= 0.97
