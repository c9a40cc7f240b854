"""The bench of stages on what has known measures: lines of known width, boxes of known overlap, known orders."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from celtint import StageBox, StageLayout, stage
from celtint_train.evaluation.stage import layouts, likeness, pasting, placing, style
from celtint_train.evaluation.stage.flats import Flats
from celtint_train.evaluation.stage.linewidth import middle_of

from tests.core.stage.sets import no_words, small_set

OBJECTS, WORDS = small_set(), no_words()
SCENE = StageLayout(
    400,
    400,
    (StageBox(60, 120, 200, 220, "house"), StageBox(170, 230, 150, 130, "dog"), StageBox(20, 10, 120, 60, "cloud")),
    "meadow",
    line=3,
)
CASE = layouts.Case("scene", SCENE, (0, 0, 0))


def drawn_lines(width, side=120, fine=16):
    """A closed shape of straight lines and a ring, of a width in pixels, smooth edges: (side, side) uint8."""
    page = np.zeros((side * fine, side * fine), np.uint8)
    corners = np.array([[[10, 15], [105, 10], [110, 108], [12, 100]]], np.int32) * fine
    cv2.polylines(page, corners, True, 255, round(width * fine))
    cv2.circle(page, (60 * fine, 60 * fine), 25 * fine, 255, round(width * fine))
    return cv2.resize(page, (side, side), interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("width", [2, 2.5, 3, 4.5, 8])
def test_the_middle_of_lines_tells_their_width(width):
    found = middle_of(drawn_lines(width))
    assert len(found.width) > 300
    assert np.median(found.width) == pytest.approx(width, rel=0.04)


def test_each_line_has_its_own_width_and_nothing_has_none():
    ink = drawn_lines(3)
    ink[:, 60:] = np.maximum(ink[:, 60:], cv2.dilate(ink, np.ones((5, 5), np.uint8))[:, 60:])
    found = middle_of(ink)
    assert np.median(found.width[found.x < 50]) == pytest.approx(3, rel=0.04)
    assert np.median(found.width[found.x > 70]) > 5
    assert len(middle_of(np.zeros((40, 40), np.uint8)).width) == 0


def test_overlap_of_bounds_and_box():
    box = StageBox(10, 10, 100, 50, "dog")
    assert placing.iou(box, (10, 10, 100, 50)) == 1
    assert placing.iou(box, (60, 10, 100, 50)) == pytest.approx(1 / 3)
    assert placing.iou(box, (200, 200, 5, 5)) == 0
    assert placing.touching(box, (40, 10, 30, 50), 2)
    assert placing.touching(box, (10, 30, 100, 20), 2)
    assert not placing.touching(box, (40, 10, 30, 40), 2)


def test_a_stage_is_measured_as_it_is():
    made = stage(SCENE, OBJECTS, WORDS)
    found = placing.Placing()
    found.add(CASE, made, OBJECTS)
    assert (found.asked, found.filled) == (3, 3)
    assert found.order == [True] and all(found.whole) and len(found.iou) == 1 and len(found.touches) == 2

    swapped = replace(SCENE, boxes=tuple(replace(box, order=9 - k) for k, box in enumerate(SCENE.boxes)))
    assert [pair[:2] for pair in placing.ordered(swapped, stage(swapped, OBJECTS, WORDS), OBJECTS)] == [(0, 1)]
    other = placing.Placing()
    other.add(replace(CASE, layout=swapped), made, OBJECTS)
    assert other.order == [False] and "house" in other.wrong[-1]


def test_what_is_cut_off_is_not_whole():
    made = stage(SCENE, OBJECTS, WORDS)
    dog = next(one for one in made.objects if one.tag == "dog")
    assert placing.is_whole(dog, OBJECTS, 3)
    cut = dog.layer.copy()
    cut[: cut.shape[0] // 2] = 0
    assert not placing.is_whole(replace(dog, layer=cut), OBJECTS, 3)


def test_widths_and_colours_of_a_picture_and_wrong_widths_are_told():
    found = style.Style()
    found.add(CASE, stage(SCENE, OBJECTS, WORDS), OBJECTS)
    assert len(found.widths) == 3 and len(found.ours) == len(found.paste) == 1
    thin = style.Style()
    thin.add(replace(CASE, layout=replace(SCENE, line=9)), stage(SCENE, OBJECTS, WORDS), OBJECTS)
    assert max(thin.widths) < 0.6 and len(thin.wrong) == len(thin.widths)


def test_flats_come_again_and_what_does_not_is_named():
    made = stage(SCENE, OBJECTS, WORDS)
    found = Flats()
    found.add(CASE, made, OBJECTS)
    assert len(found.beside) == len(made.regions) and found.whole_pictures == [True]
    colours = made.hints.copy()
    colours[colours[..., 3] > 0, :3] = (1, 2, 3)
    found.add(CASE, replace(made, hints=colours), OBJECTS)
    assert found.whole_pictures == [True, False] and len(found.wrong) == len(made.regions)


def test_naive_paste_stretches_an_object_into_its_whole_box():
    made = stage(SCENE, OBJECTS, WORDS)
    page = pasting.pasted(SCENE, made, OBJECTS)
    house = page[120:340, 60:260]
    assert (page == 255).all(axis=2).mean() > 0.3
    assert all((edge != 255).any() for edge in (house[0], house[-1], house[:, 0], house[:, -1]))
    alone = pasting.drawn(OBJECTS, pasting.place_of(OBJECTS, "test:tree"), 40, 90)
    assert (
        alone.shape == (90, 40, 4) and (alone[..., 3] > 0).any(axis=0).all() and (alone[..., 3] > 0).any(axis=1).all()
    )


def test_kid_is_nothing_between_the_same_and_grows_with_what_is_added():
    rng = np.random.default_rng(5)
    real = [np.asarray(rng.normal(size=(150, 64)), np.float32) for _ in range(3)]
    floor = likeness.floor(real)
    near, far = (likeness.kid(real[0] + shift, real[1]) for shift in (0.2, 0.8))
    assert abs(floor) < 30 < near < far
    assert likeness.among(np.repeat(real[0][:1], 3, axis=0)) == pytest.approx(0, abs=1e-5)
    assert likeness.nearest(real[0][:5], real[0]) == pytest.approx(np.zeros(5), abs=1e-5)
    assert likeness.nearest(real[0][:5], real[1]).min() > 0.3


def test_the_layouts_are_a_hundred_that_the_rules_gave_and_all_their_names_have_classes():
    held = layouts.held()
    assert len(held) == 100 and all(len(case.kinds) == len(case.layout.boxes) for case in held)
    assert {len(case.layout.boxes) for case in held} == set(range(1, 10))
    assert [case.layout for case in held] == [case.layout for case in layouts.others(100, seed=16)]
    assert not {case.layout for case in held} & {case.layout for case in layouts.others(30)}
