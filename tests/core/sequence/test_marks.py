"""Marks on the frames of a sequence: law there, and followed by the frames around as hints are."""

import numpy as np
import pytest
from celtint import BadRequest, FrameResult, Key, Marks, SequenceSettings, affected
from celtint.types.choices import Mark
from celtint.types.picture import MARK_NUMBERS

from tests.core.sequence.test_sequence import BLUE, GREEN, RED, SIZE, Clip, dab, run

OTHER = (1, 2, 3)


def stroke(kind: Mark, at: int, first: int, last: int) -> Marks:
    """Along the middle of a frame that has moved `at` to the right."""
    plane = np.zeros(SIZE, np.uint8)
    plane[46:51, first + at : last + at] = MARK_NUMBERS[kind]
    return Marks(plane)


def halves(kind: Mark, at: int) -> Marks:
    return stroke(kind, at, 90, 124)


def shown(clip: Clip, results: list[FrameResult], x: int) -> list[tuple[int, ...]]:
    found = [r.colour[48, x + clip.places[r.index]].tolist() for r in results]
    return [tuple(c[:3]) if c[3] else () for c in found]


def ids(clip: Clip, result: FrameResult) -> tuple[int, int]:
    at = clip.places[result.index]
    return int(result.labels[48, 95 + at]), int(result.labels[48, 118 + at])


@pytest.mark.parametrize("kind", ["merge", "same"])
def test_areas_of_one_stroke_take_the_colour_of_the_largest_and_frames_around_follow(kind: Mark) -> None:
    clip = Clip(range(0, 12, 2))
    results = run(clip, {0: Key(clip.truth(0))}, marks={3: halves(kind, 6)})
    assert shown(clip, results, 36) == [RED] * 6
    assert shown(clip, results, 118) == [GREEN] * 6
    left = shown(clip, results, 95)
    assert left[0] == BLUE and left[3:] == [GREEN] * 3
    assert [one == two for one, two in (ids(clip, r) for r in results)] == [
        k == 3 and kind == "merge" for k in range(6)
    ]


def test_merged_areas_come_out_as_one_region() -> None:
    clip = Clip([0, 2, 4])
    plain, results = (run(clip, {0: Key(clip.truth(0))}, marks=m) for m in ({}, {1: halves("merge", 2)}))
    name = ids(clip, results[1])[0]
    parts = [next(r for r in plain[1].regions if r.id == k) for k in ids(clip, plain[1])]
    (whole,) = (r for r in results[1].regions if r.id == name)
    assert whole.area == sum(part.area for part in parts) == int((results[1].labels == name).sum())
    y, x = np.nonzero(results[1].labels == name)
    assert whole.box == (x.min(), y.min(), x.max() + 1 - x.min(), y.max() + 1 - y.min())
    assert len(results[1].regions) == len(plain[1].regions) - 1 and name in {r.id for r in results[1].regions}


@pytest.mark.parametrize("kind", ["merge", "same"])
def test_a_hint_on_one_part_is_one_on_all(kind: Mark) -> None:
    clip = Clip(range(0, 12, 2))
    hints = {3: dab((48, 95 + 6), OTHER)}
    results = run(clip, {0: Key(clip.truth(0))}, hints, marks={3: halves(kind, 6)})
    for x in (95, 118):
        assert shown(clip, results, x)[3:] == [OTHER] * 3
    assert shown(clip, results, 95)[0] == BLUE and shown(clip, results, 118)[0] == GREEN


def test_where_hints_contradict_a_stroke_each_area_keeps_its_own() -> None:
    clip = Clip([0, 2, 4])
    hints = {1: dab((48, 95 + 2), OTHER)}
    hints[1].pixels[46:51, 118:123] = (*RED, 255)
    results = run(clip, {0: Key(clip.truth(0))}, hints, marks={1: halves("merge", 2)})
    assert (shown(clip, results, 95)[1], shown(clip, results, 118)[1]) == (OTHER, RED)
    assert len(set(ids(clip, results[1]))) == 2


def test_what_a_mark_keeps_empty_stays_so_and_frames_around_follow() -> None:
    clip = Clip(range(0, 12, 2))
    results = run(clip, {0: Key(clip.truth(0))}, marks={3: stroke("empty", 6, 30, 44)})
    assert shown(clip, results, 36)[0] == RED and shown(clip, results, 36)[3:] == [()] * 3
    assert shown(clip, results, 95) == [BLUE] * 6


def test_what_nobody_is_sure_of_is_one_on_its_frame_alone() -> None:
    clip = Clip([0, 2, 4])
    guess = SequenceSettings(mode="line", undecided="auto", window=4)
    hints = {0: dab((48, 36), RED)}
    results = run(clip, None, hints, guess, marks={1: halves("same", 2)})
    assert len({shown(clip, results, x)[1] for x in (95, 118)}) == 1
    unsure = set(results[1].unsure)
    assert set(ids(clip, results[1])) <= unsure or shown(clip, results, 95)[1] == ()


def test_the_same_drawing_with_marks_is_not_held() -> None:
    clip = Clip([0, 0, 0])
    results = run(clip, {0: Key(clip.truth(0))}, marks={1: halves("merge", 0)})
    assert [r.held for r in results] == [False, False, False]


def test_marks_change_the_frames_that_affected_names_alone() -> None:
    clip = Clip(range(0, 16, 2))
    keys = {0: Key(clip.truth(0)), 4: Key(clip.truth(4))}
    marks, again = {5: halves("merge", 10)}, affected(len(clip), list(keys), 5)
    after = run(clip, keys, marks=marks)
    changed = {a.index for a, b in zip(run(clip, keys), after, strict=True) if a.colour.tobytes() != b.colour.tobytes()}
    assert changed and changed <= set(again)
    only = run(clip, keys, marks=marks, only=again)
    assert [r.colour.tobytes() for r in only] == [after[k].colour.tobytes() for k in again]


def test_marks_that_do_not_fit_are_said_in_one_sentence() -> None:
    clip = Clip([0, 2])
    with pytest.raises(BadRequest, match="a layer of marks for frame 2"):
        run(clip, marks={2: halves("same", 0)})
    with pytest.raises(BadRequest, match="marks are 5×4 pixels"):
        run(clip, marks={1: Marks(np.zeros((4, 5), np.uint8))})
