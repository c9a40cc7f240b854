"""Generated scenes: the truth is exact and the same seed gives the same bytes."""

from typing import get_args

import numpy as np
import pytest
from celtint_train.puppets.scenes import BENCH_SEEDS, DEV_SEEDS, Gaps, HintKind, make_hints, make_scene
from scipy import ndimage
from skimage import measure

SIZE = 256


@pytest.fixture(scope="module")
def scenes():
    return {gaps: make_scene(SIZE, 11, gaps) for gaps in get_args(Gaps)}


def test_same_seed_same_bytes(scenes):
    again = make_scene(SIZE, 11, "many")
    for name in ("picture", "truth", "ink", "colours"):
        assert getattr(again, name).tobytes() == getattr(scenes["many"], name).tobytes()
    assert make_scene(SIZE, 12, "many").picture.tobytes() != again.picture.tobytes()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_truth_has_every_region_once_and_whole(seed):
    scene = make_scene(SIZE, seed)
    count = len(scene.colours)
    assert set(np.unique(scene.truth)) == set(range(1, count + 1))
    seen = np.where(scene.ink, 0, scene.truth)
    assert measure.label(seen, connectivity=1).max() == count
    assert np.bincount(seen.ravel(), minlength=count + 1)[1:].min() > 0


def test_ink_takes_the_nearest_region(scenes):
    scene = scenes["no"]
    away = [ndimage.distance_transform_edt(scene.ink | (scene.truth != r)) for r in range(1, len(scene.colours) + 1)]
    nearest = np.min(away, axis=0)
    own = np.take_along_axis(np.array(away), scene.truth[None] - 1, axis=0)[0]
    np.testing.assert_allclose(own, nearest)


def test_gaps_change_the_lines_and_nothing_else(scenes):
    whole, some, many = scenes["no"], scenes["some"], scenes["many"]
    assert 0 == whole.gaps < some.gaps < many.gaps
    for scene in (some, many):
        np.testing.assert_array_equal(scene.truth, whole.truth)
        np.testing.assert_array_equal(scene.colours, whole.colours)
        assert (scene.picture >= whole.picture).mean() > 0.99
        assert ((scene.picture > 200) & (whole.picture < 100)).any()


def test_whole_lines_keep_neighbours_apart(scenes):
    scene = scenes["no"]
    for axis in (0, 1):
        first, second = (np.take(scene.truth, range(i, SIZE - 1 + i), axis) for i in (0, 1))
        ink, next_ink = (np.take(scene.ink, range(i, SIZE - 1 + i), axis) for i in (0, 1))
        assert not ((first != second) & ~ink & ~next_ink).any()


@pytest.mark.parametrize("kind", get_args(HintKind))
def test_hints_lie_inside_their_regions(scenes, kind):
    scene = scenes["many"]
    hints = make_hints(scene, 5, kind)
    painted = hints[..., 3] > 0
    assert not (painted & scene.ink).any()
    assert set(np.unique(hints[..., 3])) == {0, 255}
    assert not hints[~painted].any()
    np.testing.assert_array_equal(hints[painted][:, :3], scene.flats[painted])
    assert set(np.unique(scene.truth[painted])) == set(range(1, len(scene.colours) + 1))
    assert measure.label(np.where(painted, scene.truth, 0), connectivity=2).max() == len(scene.colours)


def test_a_share_of_the_regions_is_hinted(scenes):
    hints = make_hints(scenes["no"], 5, share=0.5)
    hinted = np.unique(scenes["no"].truth[hints[..., 3] > 0])
    assert len(hinted) == round(0.5 * len(scenes["no"].colours))


def test_the_bench_draws_on_seeds_of_its_own():
    assert not set(DEV_SEEDS) & set(BENCH_SEEDS)


def test_half_the_regions_are_small(scenes):
    scene = scenes["no"]
    areas = np.sort(np.bincount(scene.truth[~scene.ink])[1:])
    assert areas[: len(areas) // 2].sum() < 0.06 * areas.sum()
