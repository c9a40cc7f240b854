"""How long something still takes is said from what is done, and in round numbers."""

import pytest
from celtint_client.estimate import Estimate, spoken
from hypothesis import given
from hypothesis import strategies as st


def test_it_is_said_from_what_was_watched() -> None:
    estimate = Estimate()
    assert estimate.left(0.2, 100.0) is None
    assert estimate.left(0.22, 110.0) is None  # too little was done
    assert estimate.left(0.6, 101.0) is None  # too short
    assert estimate.left(0.6, 140.0) == pytest.approx(40.0)
    assert estimate.left(0.1, 150.0) is None  # another job, or one that began anew
    assert estimate.left(0.4, 160.0) == pytest.approx(20.0)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1e6), st.floats(0, 1e6))
def test_it_is_never_less_than_nothing(one: float, other: float, begun: float, took: float) -> None:
    estimate = Estimate()
    estimate.left(one, begun)
    left = estimate.left(other, begun + took)
    assert left is None or left >= 0


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.0, "about 5 seconds left"),
        (21.0, "about 25 seconds left"),
        (56.0, "about 1 minute left"),
        (61.0, "about 2 minutes left"),
    ],
)
def test_seconds_are_rounded_up(seconds: float | None, said: str) -> None:
    assert spoken(seconds) == said
