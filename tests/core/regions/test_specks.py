import cv2
import numpy as np
from celtint.regions.specks import without_specks
from hypothesis import given, settings
from hypothesis import strategies as st


def patches(labels: np.ndarray) -> list[int]:
    """Sizes of all 4-connected patches."""
    sizes: list[int] = []
    for k in np.unique(labels):
        count, _, stats, _ = cv2.connectedComponentsWithStats((labels == k).astype(np.uint8), connectivity=4)
        sizes += stats[1:count, cv2.CC_STAT_AREA].tolist()
    return sizes


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 26), st.integers(1, 26), st.sampled_from([1, 2, 3])), max_size=4))
def test_lone_patches_of_up_to_three_pixels_go(spots: list[tuple[int, int, int]]) -> None:
    labels = np.ones((30, 30), np.int32)
    labels[:, 15:] = 2
    for y, x, size in spots:
        labels[y, x : x + size] = 7
    cleaned = without_specks(labels)
    assert min(patches(cleaned)) >= 4 or min(patches(labels)) >= 4
    assert set(np.unique(cleaned)) <= set(np.unique(labels))


def test_an_l_of_three_pixels_goes_and_a_block_of_four_stays() -> None:
    labels = np.ones((20, 20), np.int32)
    labels[5, 5] = labels[5, 6] = labels[6, 5] = 3
    labels[12:14, 12:14] = 4
    cleaned = without_specks(labels)
    assert 3 not in cleaned
    assert (cleaned == 4).sum() == 4


def test_straight_borders_are_left_alone() -> None:
    labels = np.ones((40, 40), np.int32)
    labels[10:30, 10:30] = 2
    assert np.array_equal(without_specks(labels), labels)
