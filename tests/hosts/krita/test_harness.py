"""What the other tests stand on: real Krita starts, answers, draws what the mouse draws, and ends."""

import pytest

from .harness import NEEDS, Home, KritaError, run_offscreen

pytestmark = pytest.mark.needs(*NEEDS)


def test_kritarunner_answers_without_a_display(desk: Home) -> None:
    about = run_offscreen(desk, "probe.about")
    assert about["windows"] == 0
    assert tuple(map(int, about["krita"].split(".")[:2])) >= (5, 1)


def test_what_goes_wrong_inside_is_told_outside(desk: Home) -> None:
    with pytest.raises(KritaError, match="ModuleNotFoundError"):
        run_offscreen(desk, "nothing.here")
