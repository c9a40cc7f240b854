"""Dabs that share one open ground: each is the middle of what it means."""

import cv2
import numpy as np
import pytest
from celtint import Picture, Settings, colour
from celtint.regions.fragments import distance_to_lines
from celtint.regions.sharing import shared

from ..drawings import Bytes, dabs

SKIN, SHADE = (250, 215, 190), (220, 160, 140)


def room(width: int, height: int) -> Bytes:
    page = np.full((height + 20, width + 20), 255, np.uint8)
    cv2.rectangle(page, (10, 10), (width + 9, height + 9), 0, 2)
    return page


def coloured(page: Bytes, *spots: tuple[int, int, tuple[int, int, int]]) -> Bytes:
    return colour(Picture(page), dabs(page.shape, *spots, radius=2), settings=Settings(undecided="transparent")).colour


@pytest.mark.parametrize("strip", [10, 16, 24])
@pytest.mark.parametrize("turned", [False, True])
def test_a_dab_of_shade_in_the_middle_of_a_strip_beside_a_line_keeps_the_strip(strip: int, turned: bool) -> None:
    """A shade along the left wall of a room, ``strip`` wide, a dab in the middle of each."""
    page = room(220, 60)
    spots = [(10 + strip // 2, 40, SHADE), (10 + strip + (220 - strip) // 2, 40, SKIN)]
    if turned:
        page, spots = np.ascontiguousarray(page.T), [(y, x, c) for x, y, c in spots]
    layer = coloured(page, *spots)
    layer = layer.transpose(1, 0, 2) if turned else layer
    inside = layer[14:66, 14:226, :3]
    strips = inside[16:36, : strip // 2]
    assert (strips == SHADE).all(axis=2).mean() > 0.9
    assert (inside[:, 2 * strip + 16 :] == SKIN).all(axis=2).mean() > 0.98


@pytest.mark.parametrize("apart", [40, 90])
def test_equals_part_half_way(apart: int) -> None:
    layer = coloured(room(200, 80), (110 - apart // 2, 50, SKIN), (110 + apart // 2, 50, SHADE))
    assert (layer[14:86, 14:108, :3] == SKIN).all()
    assert (layer[14:86, 113:206, :3] == SHADE).all()


@pytest.mark.parametrize(("left", "right"), [(4, 19), (9, 29)])
def test_the_border_is_as_many_widths_away_from_either(left: int, right: int) -> None:
    far = np.full((41, 121), 1, np.float32)
    markers = np.zeros(far.shape, np.int32)
    markers[20, 20], markers[20, 100] = 1, 2
    far[20, 20], far[20, 100] = left, right
    owner = shared(markers, far)
    border = 20 + 80 * (left + 1) / (left + right + 2)
    assert abs(int((owner[20, 20:] == 1).sum()) + 20 - border) <= 1.5
    assert set(np.unique(owner)) == {1, 2}


def test_dabs_of_one_colour_are_heard_one_by_one() -> None:
    ink = np.zeros((60, 200), np.uint8)
    ink[[0, -1]] = ink[:, [0, -1]] = 1
    far = distance_to_lines(1 - ink)
    markers = np.zeros(ink.shape, np.int32)
    markers[30, 40] = markers[30, 160] = 1
    markers[30, 100] = 2
    owner = shared(markers, far)
    assert owner[30, 65] == owner[30, 135] == 1
    assert (owner[30, 74:127] == 2).all()
