"""What is too small for a hint of its own takes the colour beside it."""

import cv2
import numpy as np
import pytest
from celtint import Hints, Picture, Settings, colour

CLEAR = Settings(mode="line", undecided="transparent")
RED = (214, 44, 40)


@pytest.mark.parametrize("pen", [2, 5, 8])
def test_an_island_is_as_large_as_its_paper_however_thick_the_line_around_it(pen: int) -> None:
    rng = np.random.default_rng(pen)
    page, layer = np.full((240, 240), 255, np.uint8), np.zeros((240, 240, 4), np.uint8)
    cv2.rectangle(page, (10, 10), (229, 229), 0, 3)
    cv2.circle(layer, (30, 30), 4, (*RED, 255), -1)
    for row in range(3):
        for column in range(3):
            x, y = 70 + 55 * column + int(rng.integers(-4, 5)), 70 + 55 * row + int(rng.integers(-4, 5))
            room = 2 if row < 2 else 9  # four by four of paper, or a place that wants a dab
            cv2.rectangle(page, (x - room - pen, y - room - pen), (x + room + pen - 1, y + room + pen - 1), 0, -1)
            page[y - room : y + room, x - room : x + room] = 255
    made = colour(Picture(page), Hints(layer), settings=CLEAR).colour
    inside = made[12:228, 12:228]
    paper = page[12:228, 12:228] == 255
    assert (inside[:130, :, 3] == 255).all()
    wide = cv2.morphologyEx(paper.astype(np.uint8), cv2.MORPH_OPEN, np.ones((18, 18), np.uint8))
    count, places = cv2.connectedComponents(wide)
    left_clear = [k for k in range(1, count) if (inside[places == k][:, 3] == 0).all()]
    assert len(left_clear) == 3
