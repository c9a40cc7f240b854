"""Marks: what strokes merge, keep empty and colour alike, and that hints win."""

import cv2
import numpy as np
import pytest
from celtint import BadRequest, Hints, Marks, Picture, Result, Settings, colour
from celtint.line import tuning
from celtint.line.marks import groups_of

from ..drawings import dabs, two_rooms

RED, GREEN = (200, 30, 40), (40, 160, 60)
MERGE, EMPTY, SAME = 1, 2, 3
LEFT, RIGHT = (35, 60), (85, 60)
CLEAR = Settings(undecided="transparent")
Plane = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def stroke(kind: int, *points: tuple[int, int], side: int = 120, width: int = 3) -> Plane:
    plane = np.zeros((side, side), np.uint8)
    cv2.polylines(plane, [np.array(points, np.int32)], False, kind, width)
    return plane


def made(plane: Plane, hints: Hints | None = None, door: int = 0, settings: Settings = CLEAR) -> Result:
    return colour(Picture(two_rooms(door)), hints, settings=settings, marks=Marks(plane))


def at(result: Result, place: tuple[int, int]) -> list[int]:
    return list(result.colour[place[1], place[0]])


def test_a_stroke_of_merge_makes_one_region_that_takes_a_hint_of_either_part() -> None:
    result = made(stroke(MERGE, LEFT, RIGHT), dabs((120, 120), (35, 30, RED)))
    assert at(result, LEFT) == at(result, RIGHT) == at(result, (60, 30)) == [*RED, 255]
    assert len(result.regions) == 2 and not result.notes
    assert result.labels[60, 35] == result.labels[60, 85]
    whole = next(r for r in result.regions if r.colour == RED)
    assert whole.area == int((result.labels == whole.id).sum()) and whole.box[2] > 90


def test_of_hints_that_contradict_a_stroke_each_keeps_its_own_and_it_is_said() -> None:
    hints = dabs((120, 120), (35, 30, RED), (85, 30, GREEN))
    for kind in (MERGE, SAME):
        result = made(stroke(kind, LEFT, RIGHT), hints)
        assert at(result, LEFT) == [*RED, 255] and at(result, RIGHT) == [*GREEN, 255]
        assert len(result.notes) == 1 and "the hints stand" in result.notes[0]


def test_what_is_kept_empty_stays_so_whatever_spreads() -> None:
    hint = dabs((120, 120), (35, 30, RED))
    for door in (0, 9, 30):
        for settings in (Settings(), Settings(undecided="mean"), Settings(undecided="distinct")):
            result = made(stroke(EMPTY, RIGHT, (85, 64)), hint, door, settings)
            assert at(result, LEFT) == [*RED, 255] and at(result, RIGHT)[3] == 0


def test_a_hint_on_a_mark_counts_and_the_mark_does_not() -> None:
    result = made(stroke(EMPTY, LEFT, LEFT, width=2), dabs((120, 120), (*LEFT, RED), radius=5))
    assert at(result, LEFT) == [*RED, 255]


def test_what_is_the_same_gets_one_colour_from_hints_and_without() -> None:
    result = made(stroke(SAME, LEFT, RIGHT), dabs((120, 120), (35, 30, RED)))
    assert at(result, RIGHT) == [*RED, 255] and len(result.regions) == 3
    told = made(stroke(SAME, LEFT, RIGHT), settings=Settings(undecided="distinct"))
    assert at(told, LEFT) == at(told, RIGHT) != at(told, (3, 3))


def test_a_stroke_of_same_that_crosses_what_is_kept_empty_means_the_colours() -> None:
    plane = stroke(SAME, LEFT, (35, 3), (85, 3), RIGHT)
    plane[117, 20:100] = EMPTY
    result = made(plane, dabs((120, 120), (25, 30, RED)))
    assert at(result, RIGHT) == at(result, LEFT) == [*RED, 255] and at(result, (3, 3))[3] == 0
    assert len(result.notes) == 1


def test_strokes_of_one_number_belong_together() -> None:
    plane = np.maximum(stroke(7, LEFT, LEFT), stroke(7, RIGHT, RIGHT))
    assert at(made(plane, dabs((120, 120), (35, 30, RED))), RIGHT) == [*RED, 255]
    plane[plane > 0] = SAME
    assert at(made(plane, dabs((120, 120), (35, 30, RED))), RIGHT)[3] == 0


def test_a_stroke_runs_through_what_its_middle_does(monkeypatch: pytest.MonkeyPatch) -> None:
    page = two_rooms()
    labels = colour(Picture(page)).labels
    ink = (page < 128).view(np.uint8)
    plane = stroke(MERGE, (53, 30), (53, 90), width=25)  # its rim is over the wall, and its middle is not
    assert groups_of(plane, labels, ink).merge == ()
    monkeypatch.setattr(tuning, "MARKING", tuning.Marking(core=0.0))
    assert len(groups_of(plane, labels, ink).merge) == 1


def test_strokes_that_share_a_region_are_one_group() -> None:
    labels = np.repeat(np.repeat(np.arange(1, 5, dtype=np.int32), 20)[None], 20, axis=0)
    plane = np.zeros((20, 80), np.uint8)
    plane[5, 10:30] = plane[15, 30:50] = MERGE
    groups = groups_of(plane, labels, np.zeros_like(plane))
    assert [group.tolist() for group in groups.merge] == [[1, 2, 3]]


def test_marks_of_another_size_and_of_no_plane_are_refused() -> None:
    with pytest.raises(BadRequest, match="make them the same size"):
        made(np.zeros((20, 20), np.uint8))
    with pytest.raises(BadRequest, match="one plane"):
        Marks(np.zeros((20, 20, 4), np.uint8))


def test_on_a_grey_picture_it_is_said_that_marks_change_nothing() -> None:
    grey = np.tile(np.linspace(20, 235, 120).astype(np.uint8), (120, 1))
    result = colour(Picture(grey), settings=Settings(mode="grey"), marks=Marks(stroke(MERGE, LEFT, RIGHT)))
    assert "The marks change nothing" in result.notes[0]


def test_no_marks_and_an_empty_plane_give_the_same_bytes() -> None:
    hints = dabs((120, 120), (35, 30, RED))
    plain = colour(Picture(two_rooms(9)), hints)
    none = made(np.zeros((120, 120), np.uint8), hints, 9, Settings())
    assert np.array_equal(plain.colour, none.colour) and plain.regions == none.regions
