"""Progress never goes back, though drawings are read ahead of those that are decided."""

import pytest
from celtint import Key
from celtint.sequence import tuning
from celtint.sequence.progress import Steady
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sequence.test_sequence import Clip, run


@given(st.lists(st.tuples(st.sampled_from(["scenes", "regions", "light", "frame"]), st.floats(0, 1))))
def test_it_only_grows(steps: list[tuple[str, float]]) -> None:
    told: list[float] = []
    steady = Steady(lambda _stage, share: told.append(share))
    for stage, share in steps:
        steady(stage, share)
    assert told == sorted(told) and all(0 <= share <= 1 for share in told)


def test_reading_is_its_part_of_the_work() -> None:
    told: list[float] = []
    steady = Steady(lambda _stage, share: told.append(share))
    steady("scenes", 1.0)
    steady("regions", 0.4)
    steady("frame", 0.2)
    steady("frame", 1.0)
    part = tuning.FLATS.reading
    assert told == pytest.approx([0.0, 0.4 * part, 0.4 * part + 0.2 * (1 - part), 1.0])


def test_a_sequence_ends_at_one() -> None:
    told: list[float] = []
    clip = Clip(range(0, 10, 2))
    run(clip, {0: Key(clip.truth(0))}, progress=lambda _stage, share: told.append(share))
    assert told == sorted(told) and told[-1] == 1.0 and len(set(told)) > 5
