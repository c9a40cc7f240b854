from typing import Literal

import cv2
import numpy as np
import pytest
from celtint import preview_regions
from celtint.regions.ends import find_ends, line_width
from celtint.regions.flooding import nearest_label
from celtint.regions.fragments import build_fragments
from celtint.regions.gaps import find_closings
from celtint.regions.segment import region_passages, segment
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ..drawings import two_rooms


def coverage(page: np.ndarray) -> np.ndarray:
    return 255 - page


def test_closed_outlines_give_one_region_each_and_ink_goes_to_both_sides() -> None:
    regions = segment(coverage(two_rooms()), 90)
    assert regions.count == 3
    outside, left, right = (int(regions.labels[y, x]) for y, x in ((2, 2), (60, 30), (60, 90)))
    assert len({outside, left, right}) == 3
    assert regions.labels.min() == 1
    wall = regions.labels[60, 58:63]
    assert set(wall.tolist()) == {left, right}
    assert np.all(np.diff(np.flatnonzero(regions.labels[60] == left)) == 1)


@pytest.mark.parametrize("door", [3, 6, 10, 14])
def test_a_gap_up_to_the_setting_is_closed(door: int) -> None:
    regions = segment(coverage(two_rooms(door)), 90, gap=20)
    assert regions.labels[60, 30] != regions.labels[60, 90]


def test_a_gap_wider_than_the_setting_stays_open() -> None:
    regions = segment(coverage(two_rooms(30)), 90, gap=8)
    assert regions.labels[60, 30] == regions.labels[60, 90]


@pytest.mark.parametrize(("gap", "through"), [("auto", True), (5, True), (20, False)])
def test_a_channel_between_whole_lines_is_no_gap_until_it_is_said_to_be_one(
    gap: int | Literal["auto"], through: bool
) -> None:
    page = np.full((120, 200), 255, np.uint8)
    cv2.rectangle(page, (10, 10), (190, 110), 0, 3)
    cv2.circle(page, (100, 40), 24, 0, 3)
    cv2.circle(page, (100, 84), 14, 0, 3)
    regions = segment(coverage(page), 90, gap=gap)
    assert (regions.labels[60, 30] == regions.labels[60, 170]) == through


def test_line_ends_point_out_of_the_line() -> None:
    page = np.zeros((60, 100), np.uint8)
    cv2.line(page, (20, 30), (70, 30), 255, 3)
    ends = find_ends(page, line_width(page))
    assert len(ends.point) == 2
    right = ends.direction[np.argmax(ends.point[:, 0])]
    assert right[0] > 0.95


def test_two_ends_that_face_each_other_are_joined_before_anything_else() -> None:
    page = np.zeros((80, 100), np.uint8)
    cv2.line(page, (10, 30), (44, 30), 255, 3)
    cv2.line(page, (56, 30), (90, 30), 255, 3)
    cv2.line(page, (10, 42), (90, 42), 255, 3)
    closings = find_closings(page, 20)
    joined = [k for k in range(len(closings.start)) if 44 <= min(closings.start[k][0], closings.end[k][0]) <= 48]
    assert joined
    assert closings.doubt[joined[0]] < 0.2


def test_an_empty_page_is_one_region() -> None:
    regions = segment(np.zeros((40, 50), np.uint8), 90)
    assert regions.count == 1
    assert np.all(regions.labels == 1)


def test_a_page_of_ink_is_one_region() -> None:
    regions = segment(np.full((40, 50), 255, np.uint8), 90)
    assert regions.count == 1
    assert np.all(regions.labels == 1)


def test_areas_finer_than_the_grid_are_regions_too() -> None:
    page = np.full((4200, 4200), 255, np.uint8)
    cv2.rectangle(page, (2000, 2000), (2003, 2090), 0, 1)
    regions = segment(coverage(page), 90)
    assert regions.step == 2
    assert regions.labels[2040, 2001] != regions.labels[1990, 1990]


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.uint8, st.tuples(st.integers(16, 60), st.integers(16, 60)), elements=st.sampled_from([0, 255])))
def test_any_picture_splits_into_numbered_regions_without_holes(page: np.ndarray) -> None:
    regions = segment(page, 90)
    found = set(np.unique(regions.labels).tolist())
    assert found <= set(range(1, regions.count + 1))
    again = segment(page, 90)
    assert np.array_equal(regions.labels, again.labels)
    ways = region_passages(regions)
    assert np.all(ways.edges[:, 0] < ways.edges[:, 1])
    assert np.all(ways.saddle > 0)


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.uint8, st.tuples(st.integers(4, 40), st.integers(4, 40)), elements=st.sampled_from([0, 1])))
def test_fragments_are_connected_and_cover_what_is_open(mask: np.ndarray) -> None:
    graph = build_fragments(mask)
    assert np.array_equal(graph.labels > 0, mask > 0)
    for k in range(1, graph.count + 1):
        parts, _ = cv2.connectedComponents((graph.labels == k).astype(np.uint8), connectivity=8)
        assert parts == 2


def test_the_nearest_label_fills_what_is_empty() -> None:
    labels = np.zeros((5, 9), np.int32)
    labels[2, 1], labels[2, 7] = 4, 9
    assert nearest_label(labels)[2].tolist() == [4, 4, 4, 4, 4, 9, 9, 9, 9] or nearest_label(labels)[2, 0] == 4
    assert set(np.unique(nearest_label(labels)).tolist()) == {4, 9}


def test_the_preview_gives_every_region_one_tint() -> None:
    labels = np.repeat(np.arange(0, 9, dtype=np.int32)[None], 3, axis=0)
    preview = preview_regions(labels)
    assert preview.shape == (3, 9, 4)
    assert preview[0, 0, 3] == 0
    assert len({tuple(p) for p in preview[0, 1:].tolist()}) == 8
