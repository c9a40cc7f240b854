"""What is measured on pairs, on a drawing small enough to count by hand, with a tool that does as it is told."""

from dataclasses import dataclass

import cv2
import numpy as np
import pytest
from celtint.types.arrays import U8
from celtint_train.evaluation.bench.pairs import rows, section
from celtint_train.evaluation.bench.pairs.cases import Case
from celtint_train.evaluation.bench.pairs.marks import misplaced, off_centre
from celtint_train.evaluation.bench.pairs.rows import Measured, Plan, Tally, add, hints_of, measure
from celtint_train.evaluation.bench.pairs.sources import PairSource
from celtint_train.evaluation.rivals.tools import Celtint, Watershed

RED, BLUE, GREEN, WHITE = (200, 30, 40), (30, 40, 200), (40, 180, 60), (255, 255, 255)


@dataclass(frozen=True)
class Painter:
    """Paints what it was given, whatever the hints."""

    layer: U8
    name: str = "celtint"

    def flats(self, picture: U8, hints: U8) -> U8:
        assert picture.shape == hints.shape[:2]
        return self.layer


def rooms(size: int = 96) -> Case:
    """Four rooms in a frame, of four colours."""
    picture = np.full((size, size), 255, np.uint8)
    half = size // 2
    cv2.line(picture, (half, 0), (half, size), 0, 2)
    cv2.line(picture, (0, half), (size, half), 0, 2)
    truth = np.zeros((size, size), np.int32)
    for number, (y, x) in enumerate(((0, 0), (0, 1), (1, 0), (1, 1)), 1):
        truth[y * half : (y + 1) * half, x * half : (x + 1) * half] = number
    truth[picture < 255] = 0
    return Case("rooms", picture, truth, np.array([RED, BLUE, GREEN, WHITE], np.uint8))


def painted(case: Case, colours: list[tuple[int, int, int] | None]) -> U8:
    """A layer with each area in one colour, none where it stays empty."""
    layer = np.zeros((*case.truth.shape, 4), np.uint8)
    for area, colour in enumerate(colours, 1):
        if colour is not None:
            layer[case.truth == area] = (*colour, 255)
    return layer


def test_areas_right_and_areas_that_took_what_is_not_theirs() -> None:
    case = rooms()
    hints = np.zeros((96, 96, 4), np.uint8)
    for area, (y, x) in ((1, (20, 20)), (2, (20, 70))):
        hints[y, x] = (*case.colours[area - 1], 255)
    tally = Tally()
    add(tally, case, hints, painted(case, [RED, RED, RED, None]))
    assert (tally.right, tally.counted) == (1, 2)
    assert (tally.strange, tally.bare) == (1, 2)
    add(tally, case, hints, painted(case, [RED, BLUE, GREEN, WHITE]))
    assert (tally.right, tally.counted, tally.strange, tally.bare) == (3, 4, 1, 4)
    assert tally.areas == 0.75 and tally.took == 0.25 and tally.pixels[1] == 1.0


def test_nine_tenths_of_an_area_are_enough_and_less_is_not() -> None:
    case = rooms()
    hints = hints_of(case, "dots")
    layer = painted(case, [RED, BLUE, GREEN, WHITE])
    layer[:4][case.truth[:4] == 1] = 0
    tally = Tally()
    add(tally, case, hints, layer)
    assert tally.right == 4
    layer[:8][case.truth[:8] == 1] = 0
    add(tally, case, hints, layer)
    assert tally.right == 7


@pytest.mark.parametrize(("kind", "told"), [("dots", 4), ("half", 2), ("quarter", 1), ("strokes", 4), ("small", 4)])
def test_hints_are_in_as_many_areas_as_they_should_be(kind: rows.Kind, told: int) -> None:
    case = rooms()
    hints = hints_of(case, kind)
    there = hints[..., 3] == 255
    assert len(np.unique(case.truth[there])) == told and case.truth[there].min() > 0
    assert (hints[there][:, :3] == case.colours[case.truth[there] - 1]).all()
    assert np.array_equal(hints, hints_of(case, kind))


def test_small_dots_are_small_and_reach_the_rim() -> None:
    case = rooms()
    far = []
    for seed in range(30):
        there = off_centre(case, seed)[..., 3] == 255
        assert 4 <= there.sum() <= 4 * 13
        y, x = np.nonzero(there & (case.truth == 1))
        far.append(float(np.abs(np.array([y.mean(), x.mean()]) - 23).max()))
    assert max(far) > 19 and min(far) < 15


def test_a_misplaced_dot_lies_in_the_neighbour_just_over_the_line() -> None:
    case = rooms(192)
    right = hints_of(case, "dots")
    for seed in range(12):
        slip = misplaced(case, right, seed)
        assert slip is not None
        new = (slip.hints != right).any(axis=2)
        y, x = np.nonzero(new)
        assert len(y) and len(np.unique(case.truth[y, x])) == 1 and slip.around[y, x].all()
        colour = slip.hints[y[0], x[0], :3]
        other = 1 + int(np.flatnonzero((case.colours == colour).all(axis=1))[0])
        assert other != case.truth[y[0], x[0]]
        apart = np.hypot(*(np.argwhere(case.truth == other)[:, None] - np.stack([y, x], axis=1)[None]).reshape(-1, 2).T)
        assert apart.min() < 12
        assert slip.around.mean() < 0.2


def test_what_a_misplaced_dot_changes_far_from_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    found = measured(monkeypatch, Celtint())
    moved = found.row(96, "no", "misplaced", "celtint").moved
    assert len(moved) == rows.SLIPS and all(0 <= share < 0.3 for share in moved)


def measured(monkeypatch: pytest.MonkeyPatch, tool: Celtint) -> Measured:
    source = PairSource("own", lambda: iter(()))
    monkeypatch.setattr(rows, "sources", lambda: (source,))
    monkeypatch.setattr(section, "sources", lambda: (source,))
    monkeypatch.setattr(rows, "of_source", lambda _source, size, _gaps: iter([rooms(size)]))
    assert tool == rows.OURS
    plan = Plan(1, ("no", "many"), ("dots", "half"), ("dots",))
    return measure({96: plan}, (Watershed(),), lambda _line: None)


def test_the_section_has_a_bar_for_each_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section, "RIVALS", (Watershed(),))
    monkeypatch.setattr(section, "GMIC", Watershed().name)
    found = measured(monkeypatch, Celtint())
    assert found.row(96, "no", "dots", "celtint").areas == 1.0
    bars = section.bars_of(found)
    assert [bar.what.split(":")[0] for bar in bars if "misplaced" in bar.what] == ["a misplaced dot"]
    whole = next(bar for bar in bars if "no gaps, a dot" in bar.what)
    assert whole.bar == "≥ 98%" and whole.met and whole.got == "100.00%"
    assert sum("half the areas" in bar.what for bar in bars) == 2
    assert "| own |" in section._text(found, [])


def test_a_drawing_that_rows_share_gives_each_what_it_would_have_alone() -> None:
    @dataclass
    class Counting:
        name: str = "counting"
        asked: int = 0

        def flats(self, picture: U8, hints: U8) -> U8:
            self.asked += 1
            return hints

    case, rival = rooms(192), Counting()
    drawing = rows.Drawing(case)
    for kind in ("dots", "half", "small", "dots"):
        hints = hints_of(case, kind)
        for tool in (rows.OURS, rows.DEFAULT):
            assert np.array_equal(drawing.flats(tool, hints), tool.flats(case.picture, hints))
        assert np.array_equal(drawing.flats(rival, hints), hints)
    assert rival.asked == 3
    slip = misplaced(case, hints_of(case, "dots"), 1)
    assert slip is not None
    assert np.array_equal(drawing.flats(rows.OURS, slip.hints), rows.OURS.flats(case.picture, slip.hints))
