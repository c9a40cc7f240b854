"""Runs, areas and boxes, against looking at every label."""

import numpy as np
from celtint.regions.measuring import label_areas, measure, runs
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
    area, box = measure(labels, 5)
    assert area.tolist() == label_areas(labels, 5).tolist() == [int((labels == k).sum()) for k in range(6)]
    for k in range(6):
        y, x = np.nonzero(labels == k)
        expected = [x.min(), y.min(), np.ptp(x) + 1, np.ptp(y) + 1] if k and len(x) else [0, 0, 0, 0]
        assert box[k].tolist() == expected
