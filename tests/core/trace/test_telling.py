"""Trace lines are told from outlines that are coloured and from pencil."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from celtint import Hints, Picture, Settings, colour, prepare
from celtint.trace import tuning
from celtint.types.arrays import U8

from tests.core.trace.drawn import BLACK, BLUE, RED, dark, page, ring, stroke, traced


def traces(drawing: U8, trace: str = "auto", ink: str = "auto") -> list[tuple[int, int, int]]:
    found = prepare(Picture(drawing), Settings(mode="line", trace=trace, ink=ink)).inks
    return sorted(pen.colour for pen in found if pen.trace)


def test_shadow_and_light_are_trace_lines() -> None:
    assert traces(traced()) == [BLUE, RED]


def test_they_bound_areas_and_paint_meets_under_their_middle() -> None:
    hints = np.zeros((240, 240, 4), np.uint8)
    dabs = {(60, 80): (200, 10, 10), (110, 80): (10, 200, 10), (160, 75): (10, 10, 200)}
    for (x, y), paint in dabs.items():
        hints[y - 2 : y + 3, x - 2 : x + 3] = (*paint, 255)
    layer = colour(Picture(traced()), Hints(hints), settings=Settings(mode="line", undecided="transparent")).colour
    assert layer[80, 50:90, :3].tolist() == [[200, 10, 10]] * 40
    assert layer[80, 91:140, :3].tolist() == [[10, 200, 10]] * 49
    assert layer[75, 150:170, :3].tolist() == [[10, 10, 200]] * 20


@pytest.mark.parametrize("colour_", [(150, 75, 0), (0, 0, 200), (255, 0, 0)])
def test_a_drawing_in_one_colour_has_none(colour_: tuple[int, int, int]) -> None:
    on = page()
    ring(on, (120, 120), 90, colour_)
    stroke(on, (30, 120), (210, 120), colour_, 3)
    assert traces(on) == []


def test_hair_in_its_own_colour_is_an_outline() -> None:
    """Without it the head would be open: the outside is on one side of it."""
    on = page()
    ring(on, (120, 140), 60, BLACK)
    over = page()
    ring(over, (120, 100), 80, (120, 60, 200))
    over[140:] = 255
    np.minimum(on, over, out=on)
    assert traces(on) == []


def test_a_red_mouth_is_a_line() -> None:
    on = dark()
    stroke(on, (95, 170), (140, 170), RED)
    ring(on, (80, 150), 6, RED, 2)
    assert traces(on) == []


def test_lines_that_dark_ones_end_at_are_outlines() -> None:
    """A badge on a shirt: the folds end at it."""
    on = page()
    ring(on, (120, 120), 100, BLACK)
    ring(on, (120, 120), 40, RED, 3)
    for one, two in (((21, 120), (80, 120)), ((160, 120), (219, 120)), ((120, 21), (120, 80))):
        stroke(on, one, two, BLACK, 3)
    assert traces(on) == []


def test_lines_in_the_colours_of_what_they_bound_are_outlines() -> None:
    """The darkest of them are no ink: what lies inside is drawn no less than they are."""
    on = page()
    ring(on, (120, 120), 100, (40, 90, 40))
    for x in range(40, 210, 20):
        reach = round((100**2 - (x - 120) ** 2) ** 0.5)
        stroke(on, (x, 120 - reach), (x, 120 + reach), (190, 110, 70), 3)
    assert traces(on) == []
    once = page()
    ring(once, (120, 120), 100, (40, 90, 40))
    stroke(once, (90, 25), (90, 215), (230, 60, 40), 3)
    assert len(traces(once)) == 1


def test_pale_pencil_under_ink_is_none() -> None:
    on = traced()
    ring(on, (150, 150), 70, (200, 216, 240), 2)
    pens = prepare(Picture(on), Settings(mode="line")).inks
    assert sorted(pen.colour for pen in pens if pen.trace) == [BLUE, RED]
    assert [pen.counts for pen in pens if min(pen.colour) > 180] == [False]


def test_whoever_draws_has_the_last_word() -> None:
    assert traces(traced(), "none") == []
    assert traces(traced(), "#ff0000") == [RED]
    assert traces(traced(), ink="dark") == []
    assert traces(traced(), "#ff0000", ink="dark") == [RED]


def test_pale_ones_part_areas_as_dark_lines_do() -> None:
    on = dark()
    stroke(on, (90, 38), (90, 119), RED)
    ring(on, (160, 75), 14, (120, 190, 255), 2)
    assert len(traces(on)) == 2
    labels = colour(Picture(on), settings=Settings(mode="line")).labels
    assert labels[75, 160] != labels[75, 190]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("bounds", 1.0),
        ("joined", 1.0),
        ("chroma", 100.0),
        ("stands", 200),
        ("even", 1.0),
        ("wide", 2.0),
        ("solid", 250),
    ],
)
def test_constants_matter(monkeypatch: pytest.MonkeyPatch, name: str, wrong: Any) -> None:
    """Set wrongly they lose the trace lines of a drawing with small faults."""
    on = traced()
    stroke(on, (60, 130), (75, 160), RED)  # ends in the middle
    grain = np.random.default_rng(5).normal(0, 3, on.shape)
    on = np.clip(on + grain, 0, 255).astype(np.uint8)
    assert len(traces(on)) == 2
    monkeypatch.setattr(tuning, "TRACES", replace(tuning.TRACES, **{name: wrong}))
    assert len(traces(on)) < 2


@pytest.mark.parametrize(("name", "wrong"), [("outer", 1.0), ("ended", 1.0)])
def test_constants_keep_outlines(monkeypatch: pytest.MonkeyPatch, name: str, wrong: Any) -> None:
    """Set wrongly they take outlines for trace lines."""
    on = page()
    ring(on, (120, 120), 100, BLACK)
    if name == "ended":
        stroke(on, (120, 21), (120, 100), RED)
        stroke(on, (120, 100), (219, 120), RED)
        for end in ((21, 120), (60, 60), (60, 190)):
            stroke(on, end, (119, 90), BLACK, 3)
    else:
        on = page()
        ring(on, (120, 120), 60, BLACK)
        over = page()
        ring(over, (120, 80), 50, RED, 3)
        np.minimum(on, over, out=on)
    assert traces(on) == []
    monkeypatch.setattr(tuning, "TRACES", replace(tuning.TRACES, **{name: wrong}))
    assert traces(on) == [RED]
