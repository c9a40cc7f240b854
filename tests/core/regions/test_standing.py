"""How wide the ground is that a dab stands for, and what follows from it where several colours meet."""

import celtint
import cv2
import numpy as np
from celtint import Hints, Picture, Settings, colour
from celtint.regions import tuning
from celtint.regions.fragments import distance_to_lines
from celtint.regions.standing import standing

from ..drawings import Bytes

CLEAR = Settings(mode="line", undecided="transparent")
SKIN, WHITE, SKY = (250, 220, 200), (255, 255, 255), (120, 180, 240)


def stands(page: Bytes, *places: tuple[int, int]) -> list[float]:
    """What dabs at the places (x, y) of a page stand for."""
    open_mask = (page > 128).astype(np.uint8)
    distance = distance_to_lines(open_mask)
    x, y = (np.array(v) for v in zip(*places, strict=True))
    return [float(v) for v in standing(distance, open_mask.astype(np.int32), y, x).wide]


def test_a_dab_beside_a_line_in_the_open_stands_for_more_than_one_in_a_channel() -> None:
    page = np.full((200, 200), 255, np.uint8)
    cv2.rectangle(page, (0, 0), (199, 4), 0, -1)
    cv2.rectangle(page, (0, 20), (80, 30), 0, -1)  # a channel 15 wide, open to the right
    in_the_open, in_the_channel = stands(page, (150, 12), (20, 12))
    assert in_the_channel <= 8.5
    assert 1.1 * 8 < in_the_open <= 8 * tuning.SPLITTING.lift + 1


def test_it_stands_for_at_least_the_ground_it_lies_on() -> None:
    page = np.full((60, 60), 255, np.uint8)
    cv2.circle(page, (30, 30), 20, 0, 2)
    assert stands(page, (30, 30))[0] >= 18


def test_who_is_in_a_pocket_is_further_from_the_top_than_who_is_beside_a_wall() -> None:
    page = np.full((200, 200), 255, np.uint8)
    cv2.rectangle(page, (0, 0), (199, 199), 0, 5)
    cv2.line(page, (0, 30), (60, 30), 0, 5)  # a pocket along the upper edge, open to the right
    open_mask = (page > 128).astype(np.uint8)
    found = standing(distance_to_lines(open_mask), open_mask.astype(np.int32), np.array([15, 100]), np.array([15, 15]))
    assert found.far[0] > 2 * found.far[1]


def test_a_knoll_on_the_way_does_not_make_it_short() -> None:
    page = np.full((200, 200), 255, np.uint8)
    cv2.rectangle(page, (0, 0), (199, 199), 0, 5)
    cv2.rectangle(page, (0, 24), (30, 34), 0, -1)  # a pocket with a chamber in it, both of one piece with the rest
    cv2.rectangle(page, (40, 20), (60, 34), 0, -1)
    open_mask = (page > 128).astype(np.uint8)
    distance = distance_to_lines(open_mask)
    y, x = divmod(int(distance.argmax()), 200)
    found = standing(distance, open_mask.astype(np.int32), np.array([13, 60]), np.array([12, 100]))
    away = np.hypot(y - 13, x - 12)
    assert found.far[0] > 0.9 * np.log1p(away / distance[13, 12])
    assert found.far[0] > 2 * found.far[1]


def scene() -> tuple[Bytes, Bytes]:
    """A large ring on a page; a dab of skin in its middle, sky outside."""
    page = np.full((300, 300), 255, np.uint8)
    cv2.circle(page, (150, 150), 100, 0, 3, cv2.LINE_AA)
    layer = np.zeros((300, 300, 4), np.uint8)
    cv2.circle(layer, (150, 150), 5, (*SKIN, 255), -1)
    cv2.circle(layer, (12, 12), 5, (*SKY, 255), -1)
    return page, layer


def region_at(result: celtint.Result, x: int, y: int) -> celtint.RegionInfo:
    return next(region for region in result.regions if region.id == result.labels[y, x])


def test_a_lone_dab_in_what_another_owns_stays_local_and_is_unsure() -> None:
    page, layer = scene()
    cv2.circle(layer, (150, 245), 2, (*WHITE, 255), -1)  # hugs the ring from inside
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    white = (result.colour[:, :, :3] == WHITE).all(axis=2) & (result.colour[:, :, 3] > 0)
    assert white[245, 150]
    assert white.sum() < 300
    assert region_at(result, 150, 245).unsure
    assert not region_at(result, 150, 150).unsure


def test_two_dabs_in_the_open_part_half_way_and_both_are_sure() -> None:
    page = np.full((200, 400), 255, np.uint8)
    cv2.rectangle(page, (10, 10), (389, 189), 0, 2)
    layer = np.zeros((200, 400, 4), np.uint8)
    cv2.circle(layer, (100, 90), 5, (*SKIN, 255), -1)
    cv2.circle(layer, (300, 110), 5, (*SKY, 255), -1)
    result = colour(Picture(page), Hints(layer), settings=CLEAR)
    skin = (result.colour[:, :, :3] == SKIN).all(axis=2)[20:180]
    assert np.abs(skin.sum(axis=1) - 190).max() < 30
    assert not region_at(result, 100, 90).unsure
    assert not region_at(result, 300, 110).unsure


def test_the_outside_takes_nothing_through_a_gap_and_gives_nothing() -> None:
    page, layer = scene()
    page[148:153, 40:60] = 255  # a gap of five
    only_skin, only_sky = layer.copy(), layer.copy()
    only_skin[:20, :20] = 0
    only_sky[140:160, 140:160] = 0
    inside = colour(Picture(page), Hints(only_skin), settings=CLEAR)
    assert inside.colour[150, 150, 3] == 255
    assert inside.colour[5, 5, 3] == 0
    outside = colour(Picture(page), Hints(only_sky), settings=CLEAR)
    assert outside.colour[150, 150, 3] == 0
    assert tuple(outside.colour[290, 290, :3]) == SKY


def two_rooms(door: int = 8) -> Bytes:
    """A wide frame with eight closed boxes beside it, and a wall in it with a doorway that looks like a gap."""
    page = np.full((300, 500), 255, np.uint8)
    cv2.rectangle(page, (20, 20), (340, 280), 0, 3)
    cv2.line(page, (180, 20), (180, 150 - door // 2), 0, 3)
    cv2.line(page, (180, 150 + door // 2), (180, 280), 0, 3)
    for k in range(8):
        cv2.rectangle(page, (380, 12 + 36 * k), (440, 36 + 36 * k), 0, 3)
    return page


def test_who_hints_all_that_is_closed_in_leaves_out_nothing_that_opens_into_it() -> None:
    layer = np.zeros((300, 500, 4), np.uint8)
    cv2.circle(layer, (100, 150), 4, (*SKIN, 255), -1)
    some = layer.copy()
    for k in range(8):
        cv2.circle(layer, (410, 24 + 36 * k), 3, (*WHITE, 255), -1)
        if k % 2:
            cv2.circle(some, (410, 24 + 36 * k), 3, (*WHITE, 255), -1)
    page = two_rooms()
    everything = colour(Picture(page), Hints(layer), settings=CLEAR)
    half = colour(Picture(page), Hints(some), settings=CLEAR)
    assert tuple(everything.colour[150, 260, :3]) == SKIN
    assert region_at(everything, 260, 150).unsure
    assert half.colour[150, 260, 3] == 0
    assert everything.colour[290, 5, 3] == 0


def test_what_looks_closed_is_open_where_most_lines_end_for_no_reason() -> None:
    layer = np.zeros((300, 500, 4), np.uint8)
    cv2.circle(layer, (50, 150), 4, (*SKIN, 255), -1)
    for k in range(0, 8, 2):
        cv2.circle(layer, (410, 24 + 36 * k), 3, (*WHITE, 255), -1)
    bare, hairy = two_rooms(18), two_rooms(18)
    for k in range(28):
        cv2.line(hairy, (50 + 40 * (k % 3), 30 + 8 * k), (65 + 40 * (k % 3), 26 + 8 * k), 0, 2)
    closed = colour(Picture(bare), Hints(layer), settings=CLEAR)
    ajar = colour(Picture(hairy), Hints(layer), settings=CLEAR)
    assert closed.colour[150, 260, 3] == 0
    assert tuple(ajar.colour[150, 260, :3]) == SKIN
    cv2.circle(layer, (260, 150), 4, (*SKY, 255), -1)  # who hints both has both
    both = colour(Picture(hairy), Hints(layer), settings=CLEAR)
    sky = (both.colour[:, :, :3] == SKY).all(axis=2)
    assert sky[24:276, 190:330].all()
    assert not sky[24:276, 24:170].any()
