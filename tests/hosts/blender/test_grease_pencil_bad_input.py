"""What can't be coloured is refused in a sentence that says what to do, and the file stays as it was."""

import re
from typing import Any

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

UNSEEN = {
    "scale": "give it another scale",
    "scale in depth": "give it another scale",
    "scale of a layer": "give it another scale",
    "scale of a parent": "give it another scale",
    "scale of a layer's parent": "give it another scale",
    "scale of the camera": "set its scale to 1",
    "off the page": "is not in the camera's sight",
    "camera inside": "is not in the camera's sight",
    "camera just before it": "is not in the camera's sight",
    "behind": "is not in the camera's sight",
    "behind a flat camera": "is not in the camera's sight",
    "too far": "is not in the camera's sight",
    "no palette": "choose one",
    "empty palette": "choose one",
    "no materials": "has no material that fills",
    "linked": "make it local",
}


def test_it_says_what_to_do_and_changes_nothing(blender: Blender) -> None:
    check(blender.call("drawn.bad_input"), SAYS)


def test_what_cannot_be_seen_and_palettes_without_colours_are_refused(blender: Blender) -> None:
    check(blender.call("drawn_sight.unseen"), UNSEEN)


def check(found: dict[str, Any], says: dict[str, str]) -> None:
    assert found["said"].keys() == says.keys()
    for case, words in says.items():
        assert words in found["said"][case], case
        assert not re.search(r"Traceback|\bNone\b", found["said"][case]), case
    assert all(found["same"])


def test_odd_strokes_are_coloured_all_the_same(blender: Blender) -> None:
    found = blender.call("drawn.odd_strokes")
    assert found["said"] == ["", ""]
    assert all(keys["1"] >= 2 for _, keys in found["counts"])
