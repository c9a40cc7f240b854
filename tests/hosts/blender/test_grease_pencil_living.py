"""What the artist changed on celtint's layer stays when it is updated; everything else follows the hints."""

from itertools import pairwise

import pytest

from .harness import Blender

BLUE, PURPLE, YELLOW, GREEN, SKIN = [89, 124, 231], [188, 63, 203], [255, 255, 0], [0, 255, 0], [231, 170, 124]


@pytest.mark.parametrize("hold", ["FILLS", "MATERIALS"])
def test_ten_retouched_fills_and_a_swatch_are_kept_and_the_rest_is_updated(blender: Blender, hold: str) -> None:
    found = blender.call("drawn_living.retouched", hold)
    assert found["said"] == ["", "", ""]
    assert found["layers"] == ["celtint colour", "lines", "celtint hints"]
    before = found["before"]
    retouched = {number: sorted(rgb for *_, rgb in rows) for number, rows in before.items()}
    assert [number for number, colours in retouched.items() if YELLOW in colours] == ["1", "3", "6", "9"]
    assert [number for number, colours in retouched.items() if BLUE not in colours] == ["1", "3", "6"]  # deleted
    assert all(GREEN in colours and SKIN not in colours for colours in retouched.values())
    expected = {
        number: sorted([x, z, PURPLE if rgb == BLUE else rgb] for x, z, rgb in rows) for number, rows in before.items()
    }
    for after in found["after"]:
        assert {number: sorted(rows) for number, rows in after.items()} == expected
        assert after["9"][-1][2] == YELLOW and after["12"][-1][2] == [255, 255, 255]  # on top


def test_update_colours_the_drawings_that_a_change_reaches_and_no_others(blender: Blender) -> None:
    found = blender.call("drawn_living.narrowed")
    first, same, hinted, deleted, every = found["fills"]
    # of the drawings on 1 3 6 9 12 14 17 20 23, the one on 12 is a key
    assert found["counts"] == [9, 0, 4, 4, 9]
    assert found["told"][1] == "Nothing has changed since drawing was coloured; all 9 drawings are as they were."
    assert found["told"][2].startswith("Coloured 4 drawings of drawing; 5 are as they were")
    assert same == first
    assert {number for number in first if hinted[number] != first[number]} <= {"14", "17", "20", "23"}
    assert hinted["17"] != first["17"]
    assert deleted == hinted == every


def test_fills_are_written_drawing_by_drawing_so_that_the_window_gets_its_turn(blender: Blender) -> None:
    found = blender.call("drawn_living.sliced")
    counts = found["counts"]
    assert counts[-1] == 9 and found["same"]
    assert max(after - before for before, after in pairwise(counts)) == 1
