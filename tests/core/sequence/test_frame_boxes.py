"""Boxes of one frame of a sequence: law there, and keys to the frames around, as hints are."""

from dataclasses import replace

import numpy as np
import pytest
from celtint import BadRequest, Box, Key, affected

from tests.core.sequence.test_sequence import GREEN, GREY, RED, Clip, Film, dab, run


def test_a_box_on_one_frame_is_law_there_and_a_key_to_the_frames_around() -> None:
    clip = Clip(range(0, 12, 2))
    keys = {0: Key(clip.truth(0))}
    own = {3: [Box(5 + 6, 15, 70, 70, "ring", (1, 2, 3))]}
    results = run(clip, keys, frame_boxes=own)
    shown = [tuple(r.colour[48, 36 + clip.places[r.index]])[:3] for r in results]
    hinted = run(clip, keys, {3: dab((48, 36 + 6), (1, 2, 3))})
    assert shown == [tuple(r.colour[48, 36 + clip.places[r.index]])[:3] for r in hinted]
    assert shown[0] == RED and shown[3:] == [(1, 2, 3)] * 3
    boxed = next(r for r in results[3].regions if r.colour == (1, 2, 3))
    assert (boxed.decided_by, boxed.tag, boxed.unsure) == ("box", "ring", False)
    halves = [tuple(r.colour[48, 118 + clip.places[r.index]])[:3] for r in results]
    assert halves == [GREEN] * 6


def test_a_box_on_one_frame_empties_tags_and_wins_over_those_of_all() -> None:
    clip = Clip([0, 1, 2])
    ring = Box(5, 15, 70, 70, "ring", (9, 9, 9))
    own = {1: [replace(ring, tag="hole", colour="none")], 2: [replace(ring, tag="named", colour=None)]}
    results = run(clip, {0: Key(clip.truth(0))}, boxes=[ring], frame_boxes=own)
    assert [tuple(r.colour[48, 38]) for r in results] == [(9, 9, 9, 255), (0, 0, 0, 0), (9, 9, 9, 255)]
    assert ["hole" in {r.tag for r in one.regions} for one in results] == [False, True, False]
    assert "named" in {r.tag for r in results[2].regions}


def test_the_same_drawing_with_another_box_is_not_held() -> None:
    clip = Clip([0, 0, 0])
    own = {1: [Box(5, 15, 70, 70, "ring", (1, 2, 3))]}
    results = run(clip, {0: Key(clip.truth(0))}, frame_boxes=own)
    assert [r.held for r in results] == [False, False, False]
    assert tuple(results[1].colour[48, 36]) == (1, 2, 3, 255)


def test_a_box_changes_the_frames_that_affected_names_alone() -> None:
    clip = Clip(range(0, 16, 2))
    keys = {0: Key(clip.truth(0)), 4: Key(clip.truth(4))}
    own = {5: [Box(5 + 10, 15, 70, 70, "ring", (1, 2, 3))]}
    after, again = run(clip, keys, frame_boxes=own), affected(len(clip), list(keys), 5)
    changed = {a.index for a, b in zip(run(clip, keys), after, strict=True) if a.colour.tobytes() != b.colour.tobytes()}
    assert changed and changed <= set(again)
    only = run(clip, keys, frame_boxes=own, only=again)
    assert [r.colour.tobytes() for r in only] == [after[k].colour.tobytes() for k in again]


def test_a_box_colours_and_empties_a_grey_frame_and_is_carried_on() -> None:
    film = Film(5)
    keys = {0: Key(film.truth(0))}
    plain = run(film, keys, settings=GREY)
    blob, wall = (slice(40, 56), slice(48, 60)), (slice(6, 14), slice(120, 150))
    own = {2: [Box(36, 30, 36, 36, "blob", (20, 60, 220)), Box(115, 0, 40, 20, "wall", "none")]}
    results = run(film, keys, settings=GREY, frame_boxes=own)
    assert [a.colour.tobytes() == b.colour.tobytes() for a, b in zip(results, plain, strict=True)][:2] == [True, True]
    middle, after = (results[index].colour[blob][..., :3].reshape(-1, 3).mean(axis=0) for index in (2, 3))
    assert middle[2] > middle[0] + 60
    assert after[2] > plain[3].colour[blob][..., 2].mean() + 60  # as of a hint, beside what the key says
    shown = results[2].colour[wall][..., :3].astype(int)
    assert np.abs(shown.max(axis=2) - shown.min(axis=2)).max() <= 1
    assert "".join({r.mode for r in results}) == "grey"


def test_a_box_that_does_not_fit_is_said_in_one_sentence() -> None:
    clip = Clip([0, 2])
    with pytest.raises(BadRequest, match="a box for frame 2"):
        run(clip, frame_boxes={2: [Box(0, 0, 9, 9)]})
    with pytest.raises(BadRequest, match="outside"):
        run(clip, frame_boxes={1: [Box(160, 0, 9, 9, "far", (1, 2, 3))]})
