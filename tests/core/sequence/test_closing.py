"""A region that is open on one drawing and was closed on the one before."""

import numpy as np
import pytest
from celtint import Key
from celtint.sequence import closing
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.sequence.test_sequence import BLUE, GREEN, RED, Clip, run


class Leaky(Clip):
    """The clip with a hole in the line between the two halves of the box, on some drawings."""

    def __init__(self, places, broken, hole=6):
        super().__init__(places)
        self.broken, self.hole = broken, hole

    def ink(self, index):
        ink = super().ink(index)
        if index in self.broken:
            middle = 106 + self.places[index]
            ink[48 - self.hole : 48 + self.hole, middle - 3 : middle + 4] = 255
        return ink


def halves(clip, results):
    places = clip.places
    return [tuple(tuple(r.colour[40, x + places[r.index]])[:3] for x in (95, 118)) for r in results]


def test_a_line_that_is_open_on_some_drawings_is_closed_as_it_was() -> None:
    clip = Leaky(range(0, 14, 2), {2, 3, 5})
    results = run(clip, {0: Key(clip.truth(0))})
    assert halves(clip, results) == [(BLUE, GREEN)] * 7
    rings = [tuple(r.colour[48, 36 + at])[:3] for r, at in zip(results, clip.places, strict=True)]
    assert rings == [RED] * 7


def test_without_it_the_halves_run_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celtint.sequence.flats.leaks", lambda *_: {})
    clip = Leaky(range(0, 14, 2), {2, 3, 5})
    found = halves(clip, run(clip, {0: Key(clip.truth(0))}))
    assert all(len({*found[k]}) == 1 for k in (2, 3, 5))


def test_held_drawings_are_closed_alike() -> None:
    clip = Leaky([0, 2, 2, 2, 4], {1, 2, 3})
    results = run(clip, {0: Key(clip.truth(0))})
    assert [r.held for r in results] == [False, False, True, True, False]
    assert len({r.colour.tobytes() for r in results[1:4]}) == 1
    assert halves(clip, results) == [(BLUE, GREEN)] * 5


def test_a_part_whose_line_is_gone_is_not_drawn_again() -> None:
    """The line between the halves is left out altogether: that is how the drawing is, not a leak."""
    clip = Leaky(range(0, 8, 2), {2, 3}, hole=24)
    results = run(clip, {0: Key(clip.truth(0))})
    assert all(len({*halves(clip, results)[k]}) == 1 for k in (2, 3))


@settings(max_examples=5, deadline=None)
@given(st.sets(st.integers(1, 5)), st.integers(2, 6))
def test_a_window_that_is_done_alone_closes_the_same(broken: set[int], window: int) -> None:
    clip = Leaky(range(0, 12, 2), broken)
    asked = Key(clip.truth(0))
    one, two = (run(clip, {0: asked}) for _ in range(2))
    assert [r.colour.tobytes() for r in one] == [r.colour.tobytes() for r in two]
    assert halves(clip, one) == [(BLUE, GREEN)] * 6


def test_claims_lie_in_their_regions() -> None:
    labels = np.ones((40, 40), np.int32)
    labels[:, 30:] = 2
    shown = np.full((20, 20), -1, np.int64)
    shown[2:18, 1:7], shown[2:18, 8:15] = 4, 6
    claims = closing._claims(labels, 1, shown, 2)
    assert len({c.colour for c in claims}) == len(claims) == 2
    assert all((labels[c.y, c.x] == 1).all() for c in claims)
