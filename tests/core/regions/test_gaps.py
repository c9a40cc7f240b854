"""Openings of every kind, drawn in several turns and widths: what is closed, and what is a way through."""

import cv2
import numpy as np
import pytest
from celtint.regions.ends import find_ends, line_width
from celtint.regions.gaps import draw_closings, find_closings
from celtint.regions.segment import Regions, segment
from hypothesis import given, settings
from hypothesis import strategies as st

SIDE = 220
MIDDLE = SIDE / 2
Line = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def drawn(lines: list[Line], width: int, turn: float) -> Bytes:
    """Anti-aliased lines, turned about the middle of the page."""
    page = np.full((SIDE, SIDE), 255, np.uint8)
    t = np.deg2rad(turn)
    about = np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])
    for line in lines:
        points = (line - MIDDLE) @ about.T + MIDDLE
        cv2.polylines(page, [np.rint(points * 16).astype(np.int32)], False, 0, width, cv2.LINE_AA, 4)
    return page


def circle(opening: float, radius: float = 65.0) -> Line:
    """A circle whose ends, to the right, are so many pixels apart."""
    half = np.arcsin(opening / 2 / radius)
    t = np.linspace(half, 2 * np.pi - half, 240)
    return MIDDLE + radius * np.stack([np.cos(t), np.sin(t)], axis=1)


def lips(opening: float, length: float, uneven: float) -> Line:
    """The same, its ends led outward side by side, one further than the other."""
    ring = circle(opening)
    return np.concatenate([[ring[0] + [length, 0]], ring, [ring[-1] + [length + uneven, 0]]])


def spiral(opening: float, over: float) -> Line:
    """A ring whose ends pass each other by `over` radians."""
    t = np.linspace(0, 2 * np.pi + over, 300)
    radius = 60 + opening * np.clip((t - over) / (2 * np.pi - over), 0, 1)
    return MIDDLE + radius[:, None] * np.stack([np.cos(t), np.sin(t)], axis=1)


def star(opening: float, points: int = 5) -> list[Line]:
    """Bent lines that nearly meet in outward tips."""
    lines = []
    for k in range(points):
        a, b = (2 * np.pi * (k + i) / points for i in (0, 1))
        first, last = (80 * np.array([np.cos(v), np.sin(v)]) for v in (a, b))
        aside = opening / 2
        first = first + aside * np.array([-np.sin(a), np.cos(a)])
        last = last - aside * np.array([-np.sin(b), np.cos(b)])
        t = np.linspace(0, 1, 40)[:, None]
        lines.append(MIDDLE + (1 - t) ** 2 * first + 2 * t * (1 - t) * 0.3 * (first + last) / 2 + t**2 * last)
    return lines


def room(short: float) -> list[Line]:
    """A box with a wall that stops short of the side it goes to."""
    box = np.array([[40, 40], [180, 40], [180, 180], [40, 180], [40, 40]], np.float64)
    return [box, np.array([[100, 40], [100, 180 - short]], np.float64)]


def parted(regions: Regions, turn: float, one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two places, given before the turn, are in different regions."""
    t = np.deg2rad(turn)
    places = np.array([one, other], np.float64) - MIDDLE
    x, y = np.rint(places @ np.array([[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]]) + MIDDLE).astype(int).T
    return bool(regions.labels[y[0], x[0]] != regions.labels[y[1], x[1]])


def split(page: Bytes, gap: int) -> Regions:
    return segment(255 - page, 90, gap)


TURNS = (0.0, 17.0, 45.0, 90.0, 133.0)
WIDTHS = (1, 2, 3, 4)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("opening", [2, 6, 12])
def test_ends_that_face_each_other(opening: int, width: int, turn: float) -> None:
    regions = split(drawn([circle(opening + width)], width, turn), 30)
    assert parted(regions, turn, (MIDDLE, MIDDLE), (MIDDLE, 4))


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("opening", "length", "uneven"), [(2, 26, 0), (2, 8, 3), (5, 12, -4), (10, 30, 6)])
def test_ends_side_by_side(opening: int, length: int, uneven: int, width: int, turn: float) -> None:
    regions = split(drawn([lips(opening + width, length, uneven)], width, turn), 30)
    assert parted(regions, turn, (MIDDLE, MIDDLE), (MIDDLE, 4))


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("opening", [3, 8])
def test_ends_that_pass_each_other(opening: int, width: int, turn: float) -> None:
    regions = split(drawn([spiral(opening + width, 0.4)], width, turn), 30)
    assert parted(regions, turn, (MIDDLE, MIDDLE), (MIDDLE, 4))


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("opening", [1, 3, 8])
def test_a_line_that_stops_short_of_another(opening: int, width: int, turn: float) -> None:
    regions = split(drawn(room(opening + width), width, turn), 40)
    assert parted(regions, turn, (70, 110), (140, 110))


@pytest.mark.parametrize("width", [2, 3, 5])
@pytest.mark.parametrize("across", [False, True])
def test_one_pixel_of_paper_before_a_line(width: int, across: bool) -> None:
    page = np.full((160, 160), 255, np.uint8)
    cv2.rectangle(page, (20, 20), (140, 140), 0, width)
    below = int(np.flatnonzero(page[:, 50] == 0)[-1]) - width
    page[20:below, 80 : 80 + width] = 0
    regions = split(page.T.copy() if across else page, 40)
    left, right = (
        (regions.labels[80, 50], regions.labels[80, 120])
        if not across
        else (
            regions.labels[50, 80],
            regions.labels[120, 80],
        )
    )
    assert left != right


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("opening", [3, 6, 10])
def test_tips_where_two_lines_nearly_meet(opening: int, width: int, turn: float) -> None:
    regions = split(drawn(star(opening + width), width, turn), 30)
    assert parted(regions, turn, (MIDDLE, MIDDLE), (MIDDLE, 4))


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 180), st.integers(8, 40), st.integers(1, 4))
def test_nothing_wider_than_the_setting_is_closed(turn: float, opening: int, width: int) -> None:
    page = drawn([circle(opening + width)], width, turn)
    regions = split(page, opening // 2)
    assert not parted(regions, turn, (MIDDLE, MIDDLE), (MIDDLE, 4))
    found = find_closings((page < 165).astype(np.uint8), opening / 2)
    assert found.widest <= opening / 2


def test_a_line_that_runs_off_the_page_has_no_end_there() -> None:
    page = np.zeros((80, 120), np.uint8)
    page[40:43, :60] = 1
    ends = find_ends(page, line_width(page))
    assert len(ends.point) == 1
    assert ends.point[0, 0] > 55


def test_a_closing_follows_the_bend_of_its_lines() -> None:
    ring = drawn([circle(60)], 3, 0)
    found = find_closings((ring < 165).astype(np.uint8), 80)
    assert len(found.start) == 1
    y, x = np.nonzero(draw_closings(found, (SIDE, SIDE)))
    assert np.abs(np.hypot(x - MIDDLE, y - MIDDLE) - 65).max() < 4


def test_a_bent_stroke_knows_how_it_bends() -> None:
    ink = (drawn([circle(40)], 3, 0) < 165).astype(np.uint8)
    ends = find_ends(ink, line_width(ink))
    assert len(ends.point) == 2
    assert np.abs(ends.bend) == pytest.approx(1 / 65, rel=0.3)
    assert ends.bend[0] * ends.bend[1] < 0
