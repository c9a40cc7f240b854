"""The scores, on cases small enough to count by hand."""

import numpy as np
import pytest
from celtint_train.evaluation.bench.metrics import (
    Score,
    fringe,
    one_colour_each,
    region_shares,
    right_pixels,
    score,
    specks,
)
from celtint_train.puppets.scenes import Scene

RED, BLUE = (200, 0, 0), (0, 0, 200)


@pytest.fixture
def scene():
    """16×16, red left of a 2 px line and blue right of it; the line's left column is half covered."""
    truth = np.ones((16, 16), dtype=np.int32)
    truth[:, 8:] = 2
    picture = np.full((16, 16), 255, dtype=np.uint8)
    picture[:, 7], picture[:, 8] = 128, 0
    return Scene(picture, truth, picture < 255, 0, np.array([RED, BLUE], dtype=np.uint8))


def painted(scene):
    return np.dstack([scene.flats, np.full((16, 16), 255, dtype=np.uint8)])


def test_the_truth_scores_full(scene):
    hints = np.zeros((16, 16, 4), dtype=np.uint8)
    hints[4, 3], hints[4, 12] = (*RED, 255), (*BLUE, 255)
    assert score(scene, hints, painted(scene)) == Score(1.0, 1.0, 0.0, 0)


def test_a_pixel_may_be_twelve_off_and_must_be_opaque(scene):
    flats = painted(scene)
    flats[0, 0, 0] += 12
    flats[0, 1, 0] += 13
    flats[0, 2, 3] = 127
    right = right_pixels(scene.flats, flats)
    assert right[0, 0] and not right[0, 1] and not right[0, 2]
    assert right.sum() == 254


def test_pixels_on_the_line_do_not_count(scene):
    flats = painted(scene)
    flats[scene.ink] = 0
    hints = np.zeros((16, 16, 4), dtype=np.uint8)
    assert score(scene, hints, flats).pixels == 1.0


def test_only_hinted_regions_of_some_size_count(scene):
    right = scene.truth == 2
    right[:, 12] = False
    hints = np.zeros((16, 16, 4), dtype=np.uint8)
    hints[4, 12, 3] = 255
    shares, counted = region_shares(scene, hints, right)
    np.testing.assert_allclose(shares, [0, 6 / 7])
    assert counted.tolist() == [False, True]
    scene.truth[:3, :3] = 3
    small = Scene(scene.picture, scene.truth, scene.ink, 0, np.array([RED, BLUE, RED], dtype=np.uint8))
    hints[1, 1, 3] = 255
    assert region_shares(small, hints, right)[1].tolist() == [False, True, False]


def test_fringe_is_what_neither_side_coloured(scene):
    flats = painted(scene)
    whole = np.array([True, True])
    flats[:, 7] = (*BLUE, 255)
    assert fringe(scene, flats, whole) == 0.0
    flats[:4, 7] = 0
    assert fringe(scene, flats, whole) == 0.25
    flats[:8, 7] = (0, 200, 0, 255)
    assert fringe(scene, flats, whole) == 0.5
    assert fringe(scene, flats, np.array([False, True])) == 0.0


def test_a_leak_that_runs_up_to_the_line_has_no_fringe(scene):
    flats = painted(scene)
    flats[:8, 3:8] = (0, 200, 0, 255)
    assert fringe(scene, flats, np.array([True, True])) == 0.0
    flats[:8, 3:8, 3] = 0
    assert fringe(scene, flats, np.array([True, True])) == 0.5


def test_specks_are_patches_under_four_pixels():
    flats = np.zeros((8, 8, 4), dtype=np.uint8)
    assert specks(flats) == 0
    flats[1, 1:4] = 255
    assert specks(flats) == 1
    flats[1, 4] = 255
    assert specks(flats) == 0
    flats[6, 6], flats[7, 5] = 9, 9
    assert specks(flats) == 2


def test_one_colour_each_sees_a_single_stray_pixel(scene):
    flats = painted(scene)
    assert one_colour_each(scene.truth, flats)
    flats[3, 3, 2] ^= 1
    assert not one_colour_each(scene.truth, flats)
