"""Both answers of a proposal network in one: where each is heard, and that others are left alone."""

from dataclasses import replace

import numpy as np
from celtint.heads import SHARE, settled
from celtint.proposal import Proposal
from celtint.spread import Spread

RED, BLUE = np.array((50, 60, 40), np.float32), np.array((50, 10, -60), np.float32)


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
    made = settled(proposal(near=0.0))
    sharp = 0.6**4 / (0.6**4 + 0.4**4)
    expected = SHARE * (sharp * RED + (1 - sharp) * BLUE)[1:]
    assert made.lab.shape == (22, 30, 3) and np.allclose(made.lab[..., 1:], expected, atol=1e-3)
    assert (made.lab[..., 0] == 50).all()


def test_at_a_hint_the_regression_alone_counts() -> None:
    given = proposal(near=1.0)
    assert np.allclose(settled(given).lab, given.lab)


def test_what_was_given_is_left_as_it_was_and_others_are_untouched() -> None:
    given = proposal(near=0.0)
    settled(given)
    assert (given.lab[..., 1:] == 0).all()
    other = replace(given, corrects=False)
    assert settled(other) is other
