"""Hint colours spread along edges: nothing from nothing, nothing over a closed line, and never a new
colour."""

import numpy as np
import pytest
from celtint.colours.lab import srgb_to_lab
from celtint.hints.spreading import shrink_hints, spread
from celtint.types.choices import FoundMode
from hypothesis import given, settings
from hypothesis import strategies as st

RED, BLUE = (200, 30, 30), (30, 60, 200)


def _box_drawing() -> np.ndarray:
    """A closed square in the middle of a 64 × 64 line drawing; light from 0 to 1."""
    light = np.ones((64, 64), np.float32)
    light[16:48, 16:48] = 0.0
    light[18:46, 18:46] = 1.0
    return light


def _hinted(points: dict[tuple[int, int], tuple[int, int, int]], size: int = 64) -> tuple[np.ndarray, np.ndarray]:
    colours, mask = np.zeros((size, size, 3), np.uint8), np.zeros((size, size), bool)
    for place, colour in points.items():
        colours[place], mask[place] = colour, True
    return srgb_to_lab(colours), mask


@pytest.mark.parametrize("mode", ["line", "grey"])
def test_without_hints_everything_is_zero(mode: FoundMode) -> None:
    found = spread(_box_drawing(), mode, *_hinted({}))
    for plane in (found.sharp, found.smooth, found.nearness, found.reach):
        assert not plane.any()


@pytest.mark.parametrize("mode", ["line", "grey"])
def test_a_closed_line_keeps_colours_apart(mode: FoundMode) -> None:
    found = spread(_box_drawing(), mode, *_hinted({(32, 32): RED, (4, 4): BLUE}))
    red, blue = srgb_to_lab(np.array([RED, BLUE], np.uint8))
    for plane in (found.sharp, found.smooth):
        assert np.abs(plane[20:44, 20:44] - red).max() < 1.0
        assert np.abs(plane[:14] - blue).max() < 1.0


def test_a_hint_is_nearest_to_itself() -> None:
    found = spread(_box_drawing(), "line", *_hinted({(32, 32): RED}))
    assert found.nearness[32, 32] == 1.0
    assert (np.diff(found.nearness[32, 32:]) < 0).all()


def test_reach_ends_at_a_line() -> None:
    found = spread(_box_drawing(), "line", *_hinted({(32, 32): RED}))
    assert (found.reach[20:44, 20:44] == 1.0).all()
    assert (found.reach[:14] == 0.0).all()


def test_the_same_hints_give_the_same_bytes() -> None:
    rng = np.random.default_rng(3)
    light = rng.random((48, 80), dtype=np.float32)
    lab, mask = srgb_to_lab(rng.integers(0, 256, (48, 80, 3), dtype=np.uint8)), rng.random((48, 80)) < 0.02
    one, two = spread(light, "grey", lab, mask), spread(light.copy(), "grey", lab.copy(), mask.copy())
    assert one.smooth.tobytes() == two.smooth.tobytes()
    assert one.sharp.tobytes() == two.sharp.tobytes()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["line", "grey"]))
def test_no_colour_lies_outside_those_of_the_hints(seed: int, mode: FoundMode) -> None:
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(16, 40)), int(rng.integers(16, 40)))
    light = rng.random(shape, dtype=np.float32)
    mask = rng.random(shape) < 0.03
    mask[0, 0] = True
    lab = srgb_to_lab(rng.integers(0, 256, (*shape, 3), dtype=np.uint8))
    found = spread(light, mode, lab, mask)
    low, high = lab[mask].min(axis=0), lab[mask].max(axis=0)
    assert (found.sharp >= low - 0.5).all()
    assert (found.sharp <= high + 0.5).all()
    # A few steps of conjugate gradients overshoot a little where they have not settled.
    room = 0.25 * (high - low) + 0.5
    assert (found.smooth >= low - room).all()
    assert (found.smooth <= high + room).all()


def test_the_smallest_dot_survives_shrinking() -> None:
    hints = np.zeros((2048, 1024, 4), np.uint8)
    hints[1999, 3] = (*RED, 255)
    hints[100:110, 500:510] = (*BLUE, 127)
    colours, mask = shrink_hints(hints, (256, 128))
    assert np.argwhere(mask).tolist() == [[249, 0]]
    assert tuple(colours[249, 0]) == RED


def test_small_pictures_keep_their_hints_in_place() -> None:
    hints = np.zeros((20, 30, 4), np.uint8)
    hints[7, 9] = (*RED, 200)
    colours, mask = shrink_hints(hints, (20, 30))
    assert np.argwhere(mask).tolist() == [[7, 9]]
    assert tuple(colours[7, 9]) == RED
