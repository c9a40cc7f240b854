"""Pieces stand in for fragments where nobody dabs: other numbers, the same regions, but for a few pixels that are as
near to one as to another."""

import cv2
import numpy as np
import pytest
from celtint.regions.fragments import build_fragments
from celtint.regions.pieces import build_pieces
from celtint.regions.segment import segment
from celtint.types.arrays import I32, U8
from hypothesis import given
from hypothesis import strategies as st


def drawn(seed: int, height: int, width: int, wide: int) -> U8:
    """(height, width) uint8, 255 on lines: arcs and strokes that end in the open, rings, specks and solid black."""
    rng = np.random.default_rng(seed)
    page = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(0, 9))):
        x, y, across, down = (int(n) for n in rng.integers(0, (width, height, width // 2 + 1, height // 2 + 1)))
        cv2.ellipse(page, (x, y), (across, down), 0, 0, int(rng.integers(200, 361)), 255, wide)
        cv2.line(page, (x, y), (int(rng.integers(0, width)), int(rng.integers(0, height))), 255, wide)
    cv2.circle(page, (int(rng.integers(0, width)), height // 2), 5, 255, -1)
    page[rng.integers(0, height, 5), rng.integers(0, width, 5)] = 255
    return page


def same_parts(one: I32, other: I32) -> bool:
    """Whether two label maps say the same but for their numbers, and for some pixels, at most one in a hundred."""
    _, count = np.unique(one.astype(np.int64) << 32 | other, return_counts=True)
    regions = len(np.unique(one))
    return regions == len(np.unique(other)) and int(np.sort(count)[-regions:].sum()) >= 0.99 * one.size


@given(st.integers(0, 10_000), st.integers(40, 160), st.integers(40, 160), st.integers(1, 4))
def test_the_regions_are_those_of_fragments(seed: int, height: int, width: int, wide: int) -> None:
    page = drawn(seed, height, width, wide)
    whole, quick = segment(page, 128), segment(page, 128, undabbed=True)
    assert quick.count == whole.count and same_parts(quick.labels, whole.labels)
    assert quick.gap == whole.gap and np.array_equal(quick.ink, whole.ink)


@pytest.mark.parametrize("value", [0, 255])
def test_on_paper_and_on_ink_alone(value: int) -> None:
    page = np.full((40, 64), value, np.uint8)
    whole, quick = segment(page, 128), segment(page, 128, undabbed=True)
    assert quick.count == whole.count and same_parts(quick.labels, whole.labels)


def test_on_a_coarser_grid_cuts_alone_may_run_a_pixel_beside() -> None:
    """Where three regions meet at a cut, a median of their numbers rounds it off."""
    page = drawn(3, 1100, 2300, 4)
    whole, quick = segment(page, 128), segment(page, 128, undabbed=True)
    assert quick.step == whole.step == 2 and quick.count == whole.count
    _, count = np.unique(whole.labels.astype(np.int64) << 32 | quick.labels, return_counts=True)
    assert np.sort(count)[-whole.count :].sum() > 0.9995 * page.size


def test_a_gap_that_the_artist_names_is_looked_for_among_fragments() -> None:
    page = drawn(5, 120, 160, 2)
    asked, quick = segment(page, 128, 12), segment(page, 128, 12, undabbed=True)
    assert np.array_equal(asked.labels, quick.labels)


@given(st.integers(0, 10_000))
def test_a_piece_has_the_peak_of_its_highest_fragment(seed: int) -> None:
    open_mask = (drawn(seed, 70, 90, 2) == 0).astype(np.uint8)
    pieces, fragments = build_pieces(open_mask), build_fragments(open_mask)
    assert (pieces.labels > 0).tolist() == (fragments.labels > 0).tolist()
    assert np.array_equal(pieces.distance.ravel()[pieces.summit[1:]], pieces.peak[1:])
    assert np.array_equal(pieces.labels.ravel()[pieces.summit[1:]], np.arange(1, pieces.count + 1))
    of = pieces.labels.ravel()[fragments.summit[1:]]
    highest = np.zeros(pieces.count + 1, np.float32)
    np.maximum.at(highest, of, fragments.peak[1:])
    assert np.allclose(highest, pieces.peak, rtol=1e-3)  # a distance as OpenCV comes to it on one side or the other
