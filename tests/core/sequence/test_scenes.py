"""Scenes: cuts are found through what the camera and the light do, and one frame never changes what a scene is."""

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from celtint import BadRequest, Picture, Scene, find_scenes
from celtint.sequence import scenes, tuning
from celtint.sequence.likeness import likeness
from celtint.sequence.scenes import cuts_of, keyed
from hypothesis import given, settings
from hypothesis import strategies as st

SIZE = (180, 320)


class Shot:
    """Pictures as frames."""

    def __init__(self, pictures):
        self.pictures = list(pictures)
        self.asked = []

    def __len__(self):
        return len(self.pictures)

    def picture(self, index):
        self.asked.append(index)
        return Picture(self.pictures[index])


def drawing(seed, grown=1.0, at=(0.0, 0.0), turned=0.0):
    """Lines of a figure of its own, seen by a camera."""
    rng = np.random.default_rng(seed)
    paper = np.full((360, 640), 255, np.uint8)
    for _ in range(14):
        x, y = rng.uniform(0.2, 0.8) * 640, rng.uniform(0.15, 0.85) * 360
        axes = (int(rng.uniform(10, 90)), int(rng.uniform(10, 70)))
        start, stop = float(rng.uniform(0, 180)), float(rng.uniform(220, 360))
        cv2.ellipse(paper, (int(x), int(y)), axes, float(rng.uniform(0, 180)), start, stop, 0, 4, cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D((320, 180), turned, grown * SIZE[1] / 640)
    matrix[:, 2] += (SIZE[1] / 2 - 320 + at[0], SIZE[0] / 2 - 180 + at[1])
    return cv2.warpAffine(paper, matrix, SIZE[::-1], flags=cv2.INTER_AREA, borderValue=255)


def painted(seed, gain=1.0, at=(0.0, 0.0)):
    """A soft painted place."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, 1, (300, 480)).astype(np.float32)
    rough = cv2.GaussianBlur(noise, (0, 0), 9) + 0.3 * cv2.GaussianBlur(noise, (0, 0), 3)
    y, x = 60 + int(at[1]), 60 + int(at[0])
    shown = rough[y : y + SIZE[0], x : x + SIZE[1]]
    return np.clip(gain * (120 + 1400 * shown), 0, 255).astype(np.uint8)


BLANK = np.full(SIZE, 255, np.uint8)


def starts(pictures, **more):
    return [scene.frames.start for scene in find_scenes(Shot(pictures), **more)]


def moving(seed, count=6):
    return [drawing(seed, at=(3 * k, k)) for k in range(count)]


def test_a_cut_between_drawings_is_found_and_every_frame_is_in_one_scene() -> None:
    shot = Shot([*moving(1), *moving(2), *moving(3)])
    found = find_scenes(shot, keys=(0, 7, 12))
    assert found == (
        Scene(range(6), "line", (0,)),
        Scene(range(6, 12), "line", (7,)),
        Scene(range(12, 18), "line", (12,)),
    )


@pytest.mark.parametrize(
    "camera",
    [
        lambda k: drawing(4, grown=1.12**k),
        lambda k: drawing(4, grown=0.9**k),
        lambda k: drawing(4, at=(26 * (k - 3), 0)),
        lambda k: drawing(4, turned=2.5 * k),
        lambda k: painted(5, at=(7 * k, -5 * k)),
    ],
    ids=["zoom in", "zoom out", "fast pan", "roll", "painted pan"],
)
def test_what_the_camera_does_is_no_cut(camera) -> None:
    assert starts([camera(k) for k in range(7)]) == [0]


def test_what_the_light_does_is_no_cut() -> None:
    dusk = [painted(6, gain=1 - 0.09 * k) for k in range(8)]
    lightning = [np.minimum(255, p.astype(int) + 120 * (k == 4)).astype(np.uint8) for k, p in enumerate(dusk)]
    white = [*dusk[:3], BLANK, *dusk[3:]]
    for light in (dusk, lightning, white):
        assert starts(light) == [0]
    assert starts([*dusk, *(painted(7) for _ in range(4))]) == [0, 8]


def test_one_odd_drawing_is_no_scene_but_one_that_is_held_is() -> None:
    one, other = moving(8, 8), drawing(9)
    assert starts([*one[:4], other, *one[4:]]) == [0]
    assert starts([*one[:4], *[other] * 5, *one[4:]]) == [0, 4, 9]


def test_blank_frames_are_compared_across() -> None:
    one = moving(10, 8)
    assert starts([BLANK, *one[:4], BLANK, BLANK, *one[4:]]) == [0]
    assert starts([*one[:4], BLANK, *moving(11)]) == [0, 5]
    assert starts([BLANK] * 5) == [0]


def test_who_rises_or_walks_in_is_no_cut() -> None:
    ground, figure = drawing(12, grown=1.3), drawing(13, grown=0.7)
    rising = [np.minimum(ground, np.vstack([BLANK[: 150 - 22 * k], figure[: 30 + 22 * k]])) for k in range(7)]
    assert starts(rising) == [0]
    alone = [np.vstack([BLANK[: 165 - 15 * k], figure[: 15 + 15 * k]]) for k in range(11)]
    assert starts(alone) == [0]


def test_one_frame_never_changes_what_a_scene_is() -> None:
    shaded = [painted(14, at=(k, 0)) for k in range(9)]
    one = moving(15, 9)
    toned = one[4].copy()
    toned[20:150, 40:250] = painted(16)[20:150, 40:250]
    for pictures, kind in (([*one[:4], toned, *one[5:]], "line"), ([*shaded[:4], drawing(17), *shaded[4:]], "grey")):
        assert [scene.mode for scene in find_scenes(Shot(pictures))] == [kind]
    assert [scene.mode for scene in find_scenes(Shot([*one, *shaded, *one]))] == ["line", "grey", "line"]
    assert [scene.mode for scene in find_scenes(Shot([*one, *shaded]), mode="line")] == ["line", "line"]


def test_white_lines_on_an_empty_layer_are_seen() -> None:
    layers = []
    for seed in (18, 19):
        for lines in moving(seed, 4):
            layer = np.full((*SIZE, 4), 255, np.uint8)
            layer[..., 3] = 255 - lines
            layers.append(layer)
    assert starts(layers) == [0, 4]


def test_cuts_can_be_told() -> None:
    pictures = [*moving(20), *moving(21)]
    assert starts(pictures, cuts="none") == [0]
    assert starts(pictures, cuts="3, 9,1") == [0, 2, 8]
    shot = Shot(pictures)
    find_scenes(shot, cuts="none", mode="line")
    assert shot.asked == []  # nothing is read where nothing is asked
    with pytest.raises(BadRequest, match="frame 13; give numbers from 1 to 12"):
        find_scenes(shot, cuts="13")
    assert cuts_of("auto") is None and cuts_of("none") == [] and cuts_of("9, 3,9") == [3, 9]


def test_every_frame_is_read_once_and_held_ones_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(scenes, "likeness", lambda one, two: compared.append(1) or likeness(one, two))
    shot = Shot([p for p in moving(22, 4) for _ in range(5)])
    find_scenes(shot, mode="line")
    assert sorted(shot.asked) == list(range(20)) and len(compared) == 3


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(30, 60), st.integers(3, 6)), min_size=1, max_size=3, unique_by=lambda s: s[0]))
def test_scenes_hold_every_frame_once_in_order(parts: list[tuple[int, int]]) -> None:
    pictures = [p for seed, count in parts for p in moving(seed, count)]
    found = find_scenes(Shot(pictures))
    assert [k for scene in found for k in scene.frames] == list(range(len(pictures)))
    assert len(found) == len(parts)


@pytest.mark.parametrize(
    "broken",
    [
        {"like": 0.2, "unlike": 0.2},
        {"unlike": 0.99, "like": 0.99},
        {"blank": 0.9},
        {"flash": 9},
        {"drawn": 0.2},
        {"reach": 0},
    ],
    ids=str,
)
def test_constants_matter(broken: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning, "SCENES", replace(tuning.SCENES, **broken))
    with pytest.raises(AssertionError):
        for test in (
            test_a_cut_between_drawings_is_found_and_every_frame_is_in_one_scene,
            test_who_rises_or_walks_in_is_no_cut,
            test_one_odd_drawing_is_no_scene_but_one_that_is_held_is,
            test_one_frame_never_changes_what_a_scene_is,
            test_what_the_light_does_is_no_cut,
        ):
            test()


def test_drawings_without_a_key_stay_with_the_key_before_them_unless_the_artist_parts_them() -> None:
    found = keyed([Scene(range(0, 4), "line"), Scene(range(4, 9), "line"), Scene(range(9, 12), "line")], (1, 10))
    assert found == (Scene(range(0, 9), "line", (1,), cuts=(4,)), Scene(range(9, 12), "line", (10,)))
    assert [scene.frames for scene in keyed(found, (1, 5))] == [range(0, 4), range(4, 12)], (
        "found again with other keys"
    )
    parted = keyed([Scene(range(0, 4), "line", told=True), Scene(range(4, 9), "line", told=True)], (1,))
    assert [scene.borrowed for scene in parted] == [None, 1]
    assert len(keyed([Scene(range(0, 4), "grey"), Scene(range(4, 9), "grey")], (1,))) == 2
