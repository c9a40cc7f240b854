"""Runs, areas and boxes, against looking at every label."""

import numpy as np
from celtint.regions.measuring import runs, well_inside
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

MAPS = arrays.arrays(np.int32, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.integers(0, 4))


@settings(max_examples=60, deadline=None)
@given(MAPS)
def test_runs_are_the_picture_again(labels: np.ndarray) -> None:
    found = runs(labels)
    assert np.array_equal(np.repeat(found.label, found.length), labels.ravel())
    assert np.all(found.start % labels.shape[1] + found.length <= labels.shape[1])


@settings(max_examples=60, deadline=None)
@given(MAPS)
def test_areas_and_boxes_are_those_that_are_there(labels: np.ndarray) -> None:
    area, box = runs(labels).measured(5)
    assert area.tolist() == [int((labels == k).sum()) for k in range(6)]
    for k in range(6):
        y, x = np.nonzero(labels == k)
        expected = [x.min(), y.min(), np.ptp(x) + 1, np.ptp(y) + 1] if k and len(x) else [0, 0, 0, 0]
        assert box[k].tolist() == expected


@settings(max_examples=60, deadline=None)
@given(MAPS)
def test_a_table_is_looked_up_and_labels_are_found_by_runs(labels: np.ndarray) -> None:
    table, found = np.array([9, 4, 0, 7, 2], np.uint8), runs(labels)
    assert np.array_equal(found.looked_up(table), table[labels])
    chosen = np.array([False, True, False, True, False])
    assert np.array_equal(found.places(chosen), np.flatnonzero(chosen[labels]))


@settings(max_examples=60, deadline=None)
@given(MAPS)
def test_well_inside_is_of_the_region_and_nowhere_nearer_to_its_border_than_it_has_to_be(labels: np.ndarray) -> None:
    area, box = runs(labels).measured(5)
    for k in np.flatnonzero(area[1:]) + 1:
        x, y = well_inside(labels, int(k), tuple(box[k].tolist()))
        assert labels[y, x] == k
    x, y = well_inside(np.pad(np.full((21, 31), 7, np.int32), 3), 7, (3, 3, 31, 21))
    assert min(x - 3, 33 - x) >= 10 and y == 13


def test_well_inside_finds_what_the_grid_steps_over() -> None:
    labels = np.ones((4100, 4), np.int32)
    labels[1, 3] = labels[4001, 3] = 2
    assert well_inside(labels, 2, (2, 1, 2, 4001)) in ((3, 1), (3, 4001))
