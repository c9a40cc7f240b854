"""Clips of drawn characters: the same seed is the same, splits share nothing, and what is known of them is true."""

from itertools import pairwise

import numpy as np
import pytest
from celtint_train.puppets.clip import FIRST, Clip, make_clip
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import maximum_filter, minimum_filter

SIZE = (144, 256)
SPLITS = ("train", "validation", "bench")


@given(
    st.integers(0, 5000), st.sampled_from(SPLITS), st.integers(1, 6),
    st.tuples(st.integers(40, 160), st.integers(40, 200)), st.integers(0, 9),
)  # fmt: skip
@settings(max_examples=12, deadline=None)
def test_every_clip_can_be_drawn(seed: int, split: str, step: int, size: tuple[int, int], index: int) -> None:
    clip = make_clip(seed, split, 10, step, size)
    drawn = clip.drawing(index)
    assert drawn.ink.shape == drawn.identity.shape == size
    assert drawn.ink.dtype == np.uint8 and drawn.identity.dtype == np.int32
    assert set(np.unique(drawn.identity).tolist()) <= set(clip.palette) <= set(clip.names)
    assert clip.shaded(index).shape == (*size, 3)
    layer = clip.flats(index)
    assert ((layer[..., 3] == 0) == (drawn.identity == 0)).all()
    for identity in np.unique(drawn.identity)[:5]:
        if identity:
            assert (layer[drawn.identity == identity] == (*clip.palette[int(identity)], 255)).all()


def test_the_same_seed_draws_the_same_in_any_order() -> None:
    one, two = (make_clip(7, "train", 5, 3, SIZE) for _ in range(2))
    forward = [one.drawing(k) for k in range(5)]
    back = [two.drawing(k) for k in reversed(range(5))][::-1]
    for a, b in zip(forward, back, strict=True):
        assert a.ink.tobytes() == b.ink.tobytes() and a.identity.tobytes() == b.identity.tobytes()
    assert one.shaded(2).tobytes() == two.shaded(2).tobytes()
    assert one.colours == two.colours and one.names == two.names


def test_no_clip_of_one_split_is_in_another() -> None:
    starts = sorted(FIRST.values())
    assert all(b - a >= 100_000_000 for a, b in pairwise(starts))
    drawn = {make_clip(3, split, 2, 1, SIZE).drawing(0).ink.tobytes() for split in SPLITS}
    schemes = {tuple(make_clip(3, split).colours.items()) for split in SPLITS}
    assert len(drawn) == len(schemes) == 3


@pytest.mark.parametrize("seed", (1, 2, 4, 5))
def test_lines_run_where_parts_meet(seed: int) -> None:
    clip = make_clip(seed, "train", 25, 1, (270, 480))
    drawn = clip.drawing(6)
    dark = minimum_filter(drawn.ink, 5)
    for one, other, near in (
        (drawn.identity[1:], drawn.identity[:-1], dark[1:]),
        (drawn.identity[:, 1:], drawn.identity[:, :-1], dark[:, 1:]),
    ):
        # Lines break now and then.
        assert (near[one != other] < 200).mean() > 0.93
    bare = maximum_filter(drawn.identity, 9) == 0
    assert bare.any() and (drawn.ink[bare] == 255).all()


def test_steps_are_times() -> None:
    """The third drawing on twos is the time of the fifth on ones; only its lines wobble differently."""
    ones, twos = make_clip(11, "train", 9, 1, SIZE), make_clip(11, "train", 9, 2, SIZE)
    assert (ones.drawing(4).identity == twos.drawing(2).identity).mean() > 0.97
    assert (ones.drawing(0).identity == ones.drawing(8).identity).mean() < 0.97


def _follows(clip: Clip, index: int) -> tuple[float, float]:
    """How far the lines of two drawings differ where both are seen, as they lie and along the flow."""
    way, seen = clip.flow(index)
    here, there = (clip.drawing(k).ink.astype(np.float32) for k in (index, index + 1))
    y, x = np.indices(clip.size)
    to = [np.clip(np.rint(v), 0, n - 1).astype(int) for v, n in ((y + way[..., 1], clip.size[0]),
                                                                (x + way[..., 0], clip.size[1]))]  # fmt: skip
    return float(np.abs(here - there)[seen].mean()), float(np.abs(here - there[to[0], to[1]])[seen].mean())


@pytest.mark.parametrize("seed", range(4))
def test_lines_go_where_the_flow_says(seed: int) -> None:
    lying, along = _follows(make_clip(seed, "bench", 8, 2, SIZE), 3)
    assert along < 0.7 * lying


def test_the_flow_knows_what_stays_in_sight() -> None:
    clip = make_clip(6, "bench", 8, 1, SIZE)
    way, seen = clip.flow(3)
    one, two = clip.drawing(3).identity, clip.drawing(4).identity
    assert way.shape == (*SIZE, 2) and way.dtype == np.float32 and seen.dtype == bool
    assert np.isfinite(way).all() and 0.5 < seen[one > 0].mean() < 1
    y, x = np.nonzero(seen)
    right, down = np.rint(way[y, x]).astype(int).T
    assert (two[y + down, x + right] == one[y, x]).mean() > 0.995
