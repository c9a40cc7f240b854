"""Both answers of a proposal network in one: where each is heard, and that others are left alone."""

from dataclasses import replace

import numpy as np
from celtint.hints.spreading import Spread
from celtint.networks import tuning
from celtint.networks.heads import even, settled
from celtint.networks.proposal import Proposal
from hypothesis import given as drawn
from hypothesis import strategies as st

RED, BLUE = np.array((50, 60, 40), np.float32), np.array((50, 10, -60), np.float32)
FLAT = np.full((44, 60), 120, np.uint8)


def proposal(near: float, height: int = 22, width: int = 30) -> Proposal:
    """The regression says grey; the distribution red, rather than blue; hints are as near as said everywhere."""
    cells = (-(-height // 4), -(-width // 4))
    log_probs = np.log(np.stack([np.full(cells, 0.6), np.full(cells, 0.4)])).astype(np.float32)
    lab = np.zeros((height, width, 3), np.float32)
    lab[..., 0] = 50
    nothing = np.zeros((height, width, 3), np.float32)
    plane = np.full((height, width), near, np.float32)
    told = Spread(
        smooth=nothing, sharp=nothing, nearness=plane, reach=plane, owner=np.zeros((height, width), np.int32),
        colours=np.zeros((0, 3), np.float32),
    )  # fmt: skip
    return Proposal(lab, log_probs, np.stack([RED, BLUE]), (height, width), plane, told, corrects=True)


def test_far_from_hints_the_likelier_colour_is_heard_and_not_the_mean_of_both() -> None:
    made = settled(proposal(near=0.0), FLAT)
    sharp = 0.6**4 / (0.6**4 + 0.4**4)
    expected = tuning.HEADS.share * (sharp * RED + (1 - sharp) * BLUE)[1:]
    assert made.lab.shape == (22, 30, 3) and np.allclose(made.lab[..., 1:], expected, atol=1e-3)
    assert (made.lab[..., 0] == 50).all()


def test_at_a_hint_the_regression_alone_counts() -> None:
    given = proposal(near=1.0)
    assert np.allclose(settled(given, FLAT).lab, given.lab)


def test_what_was_given_is_left_as_it_was_and_others_are_untouched() -> None:
    given = proposal(near=0.0)
    settled(given, FLAT)
    assert (given.lab[..., 1:] == 0).all()
    other = replace(given, corrects=False)
    assert settled(other, FLAT) is other


def test_a_flat_takes_one_tint_and_its_neighbour_another() -> None:
    rng = np.random.default_rng(1)
    grey = np.full((40, 60), 90, np.uint8)
    grey[:, 30:] = 180
    chroma = rng.normal(0, 6, (40, 60, 2)).astype(np.float32)
    chroma[:, 30:] += 40
    made = even(chroma, grey)
    for side in (slice(0, 29), slice(31, 60)):
        assert np.ptp(made[:, side], axis=(0, 1)).max() < 1e-3
    assert (made[0, 45] - made[0, 10]).min() > 35


def test_gentle_light_gets_no_bands() -> None:
    grey = np.repeat(np.linspace(60, 124, 256)[None], 64, axis=0).astype(np.uint8)
    chroma = np.repeat(np.linspace(0, 32, 256, dtype=np.float32)[None, :, None], 64, axis=0).repeat(2, axis=2)
    steps = np.abs(np.diff(even(chroma, grey)[32, :, 0]))
    assert steps.max() < 1.5  # a shade of eight greys is four of chroma wide


@drawn(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**31 - 1))
def test_evening_out_adds_no_colour(height: int, width: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    grey = rng.integers(0, 256, (height, width)).astype(np.uint8) & np.uint8(rng.choice([0, 192, 255]))
    chroma = rng.normal(0, 30, (height, width, 2)).astype(np.float32)
    made = even(chroma, grey)
    assert made.shape == chroma.shape and made.dtype == np.float32
    assert (made <= chroma.max(axis=(0, 1)) + 1e-3).all() and (made >= chroma.min(axis=(0, 1)) - 1e-3).all()
