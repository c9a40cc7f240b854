"""Catchments: what climbs in blocks comes to the peaks that single pixels come to."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from celtint.regions import climbing, tuning
from celtint.regions.climbing import catchments
from celtint.regions.fragments import distance_to_lines

from ..drawings import two_rooms


def test_two_rooms_and_what_is_around_them_are_three_catchments_at_least() -> None:
    distance = distance_to_lines((two_rooms(14) > 128).astype(np.uint8))
    found = catchments(distance)
    assert np.array_equal(found.labels > 0, distance > 0)
    left, right = found.labels[60, 30], found.labels[60, 90]
    assert left != right
    for k in range(1, len(found.summit)):
        own = found.labels == k
        assert own.ravel()[found.summit[k]]
        assert distance.ravel()[found.summit[k]] >= distance[own].max() - 1 / climbing._PART


def test_blocks_and_pixels_part_a_corridor_at_the_same_waist(monkeypatch: pytest.MonkeyPatch) -> None:
    page = np.zeros((300, 500), np.uint8)
    cv2.circle(page, (150, 150), 100, 255, -1)
    cv2.circle(page, (350, 150), 100, 255, -1)
    distance = distance_to_lines(page)
    places = []
    for blocks in (tuning.FRAGMENTS.blocks, 1000.0):
        monkeypatch.setattr(tuning, "FRAGMENTS", replace(tuning.FRAGMENTS, blocks=blocks))
        labels = catchments(distance).labels
        assert labels[150, 150] != labels[150, 350]
        places.append(int(np.flatnonzero(labels[150] == labels[150, 150]).max()))
    assert abs(places[0] - places[1]) <= 1


def test_flat_ground_is_one_catchment() -> None:
    assert len(catchments(np.full((70, 90), 160.0, np.float32)).summit) == 2


def test_no_ground_has_no_catchment() -> None:
    found = catchments(np.zeros((20, 30), np.float32))
    assert not found.labels.any()
    assert len(found.summit) == 1
