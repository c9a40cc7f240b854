"""What stays without a colour in real Blender: the paper around figures, and holes that a dab or a box keeps empty."""

import pytest

from .harness import Blender

RED, BLUE, SKIN = [243, 89, 89], [89, 124, 231], [231, 170, 124]


def test_paper_that_holds_no_hint_takes_nothing_through_a_gap_or_from_what_the_page_cuts(blender: Blender) -> None:
    found = blender.call("drawn_paper.outside", 0.1)
    assert found["said"] == ""
    assert found["ring"] == [RED] * 3
    assert found["figure"] == [BLUE] * 3
    assert found["paper"] == [[None] * 3] * 3


@pytest.mark.parametrize("how", ["dab", "box"])
def test_what_one_drawing_keeps_empty_is_empty_on_all(blender: Blender, how: str) -> None:
    found = blender.call("drawn_paper.holes", how)
    assert found["said"] == ""
    # where a box is on another drawing, the dab of colour on the first one holds there
    assert found["hole"] == [None if how == "dab" else RED, *[None] * 8]
    assert found["ring"] == [SKIN] * 9
    assert found["legs"] == [BLUE] * 9
    assert "#fe01fd" not in found["entries"]
    assert found["brush"] == "celtint hints"
