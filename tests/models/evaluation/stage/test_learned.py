"""The bench of the engine that has learned: what is cut out, drawn and compared of each engine."""

from dataclasses import replace

import numpy as np
import pytest
from celtint import StageBox, StageLayout
from celtint_train.evaluation.stage import layouts, learned

from tests.core.stage.drawers import drawer
from tests.core.stage.sets import no_words, small_set

BOXES = (StageBox(10, 60, 120, 90, "dog"), StageBox(150, 20, 100, 130, "house"), StageBox(260, 10, 50, 50, "nobody"))
CASE = layouts.Case("scene", StageLayout(320, 200, BOXES, "meadow"), (0, 1, 2))


def test_every_box_is_cut_out_of_both_engines_pictures() -> None:
    said: list[str] = []
    found = [
        learned._boxes([CASE] * 10, small_set(), no_words(), drawer(), engine, said.append)
        for engine in learned.ENGINES
    ]
    assert said == ["assembled: 10 of 10", "learned: 10 of 10"]
    for one in found:
        assert one.filled == [True, True, False] * 10 and len(one.seen) == len(one.alone) == 30
        assert np.ptp(one.alone[2]) == 0 and np.ptp(one.alone[0]) > 100
    assert not np.array_equal(found[0].alone[0], found[1].alone[0])


def test_where_nothing_is_known_a_meadow_stands_for_the_picture() -> None:
    bare = replace(CASE, layout=replace(CASE.layout, boxes=BOXES[2:], background="none"), kinds=(2,))
    found = learned._boxes([bare], small_set(), no_words(), drawer(), "learned", print)
    assert found.filled == [False] and np.ptp(found.seen[0]) > 0


@pytest.mark.parametrize("anew", [False, True])
def test_things_are_drawn_flat_in_the_boxes_order(anew: bool) -> None:
    made = list(learned._drawings(CASE, small_set(), no_words(), drawer(), 0, anew))
    assert [name for name, _ in made] == ["dog", "house"]
    assert all(np.ptp(picture) > 60 for _, picture in made)
    other = list(learned._drawings(CASE, small_set(), no_words(), drawer(), 0, not anew))
    assert not np.array_equal(made[0][1], other[0][1])


def test_things_are_drawn_by_name_alone_where_the_name_is_known() -> None:
    made = list(learned._of_things(small_set(), [0, 1, 2, 3], drawer()))
    assert [place for place, _ in made] == [1] and np.ptp(made[0][1]) > 100


def test_distances_are_told_with_their_lowest_tenth() -> None:
    assert learned._middle(np.linspace(0, 1, 11).astype(np.float32)) == "0.500 (0.100)"
    assert learned._middle(np.zeros(0, np.float32)) == "–"
