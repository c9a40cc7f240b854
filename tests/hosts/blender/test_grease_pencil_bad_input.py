"""What can't be coloured is refused in a sentence that says what to do, and the file stays as it was."""

import re

from .harness import Blender

SAYS = {
    "no layer": "draw on one",
    "empty layer": "draw something first",
    "no camera": "add one, or choose to see the drawing from its own plane",
    "hidden": "draw on one, or show it",
    "hidden by name": "is hidden; show it",
    "no such layer": "choose the line layer again",
    "not made yet": "press Colour first",
    "turned round": "turn them round",
    "nothing there": "choose other frames",
    "nothing to fill": "add hints",
    "locked": "unlock it",
    "no server": "colour again",
}


def test_it_says_what_to_do_and_changes_nothing(blender: Blender) -> None:
    found = blender.call("drawn.bad_input")
    assert found["said"].keys() == SAYS.keys()
    for case, words in SAYS.items():
        assert words in found["said"][case], case
        assert not re.search(r"Traceback|\bNone\b", found["said"][case]), case
    assert all(found["same"])


def test_odd_strokes_are_coloured_all_the_same(blender: Blender) -> None:
    found = blender.call("drawn.odd_strokes")
    assert found["said"] == ["", ""]
    assert all(keys["1"] >= 2 for _, keys in found["counts"])
