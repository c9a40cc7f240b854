"""What Grease Pencil and the panel have to offer, and what of a drawing is in sight, in real Blender."""

from pathlib import Path

import pytest

from .harness import Blender

RED, BLUE, GREEN = [231, 63, 63], [63, 89, 231], [63, 203, 89]


def test_layers_annotations_and_empties_are_boxes(blender: Blender, tmp_path: Path) -> None:
    found = blender.call("drawn_features.boxes", str(tmp_path))
    assert found["refused"] == ""
    # painted red; a note named like a blue material; an empty named like a green one; and “none” stays empty
    expected = [(-2.1, RED), (-0.7, BLUE), (0.7, GREEN)]
    if not found["noted"]:  # this version has notes that only a mouse can make
        expected.pop(1)
    assert [colour for _, colour in found["fills"]] == [colour for _, colour in expected]
    assert [x for x, _ in found["fills"]] == pytest.approx([x for x, _ in expected], abs=0.11)


def test_layers_of_marks_say_what_is_the_same_and_what_stays_empty(blender: Blender, tmp_path: Path) -> None:
    found = blender.call("drawn_features.marked", str(tmp_path))
    assert found["refused"] == ""
    assert [x for x, _ in found["fills"]] == pytest.approx([-1.4, 0], abs=0.11)
    assert [colour for _, colour in found["fills"]] == [RED, RED]


def test_marks_on_the_keys_of_an_animation_count_there_and_are_followed(blender: Blender) -> None:
    found = blender.call("drawn_features.marked_frames")
    assert found["said"] == ["", ""]
    first, second, third = (found["fills"][key] for key in ("1", "5", "9"))

    def colours(fills: list[tuple[float, list[int]]], x: float) -> list[list[int]]:
        return [colour for middle, colour in fills if abs(middle - x) < 0.11]

    # the second circle is as the first where a mark says so, and on the key after it
    assert RED in colours(second, 0.1)
    assert RED in colours(found["unmarked"], 0.2)
    # the last is empty on its mark's key, and coloured once that is gone
    assert colours(first, 1.4) == colours(found["unmarked"], 1.6) == [BLUE]
    assert colours(third, 1.6) == []


def test_colours_follow_the_frames_that_the_artist_filled(blender: Blender, tmp_path: Path) -> None:
    found = blender.call("drawn_features.keyed", str(tmp_path))
    assert found["refused"] == ""
    assert found["same"]  # the artist's own fills
    assert len(found["fills"]) == 9
    assert all(colours == sorted([RED, GREEN, BLUE]) for colours in found["fills"].values())


def test_many_layers_of_lines_are_one_drawing_on_a_turned_plane_without_a_camera(blender: Blender) -> None:
    found = blender.call("drawn_features.two_line_layers")
    assert found["refused"] == ""
    assert found["order"] == ["celtint colour", "shapes", "details", "celtint hints"]
    assert found["fills"] == [[-0.5, RED], [0.5, BLUE]]
    assert found["off"] < 1e-5  # the drawing's plane, units


def test_modifiers_move_and_repeat_fills_as_they_do_lines(blender: Blender, tmp_path: Path) -> None:
    found = blender.call("drawn_features.modified", str(tmp_path))
    assert found["refused"] == ""
    assert found["fills"] == [[-2, RED]]
    low, high, count = found["shown"]
    assert (low, high) == pytest.approx((-1.2, 0.2), abs=0.02)
    assert count == 3


def test_one_drawing_follows_hints_on_another_until_its_own_say_otherwise(blender: Blender) -> None:
    found = blender.call("drawn_features.followed")
    assert found["said"] == ["", ""]
    first, again = found["found"]
    said = [[89, 124, 231], [231, 170, 124], [243, 89, 89], [243, 243, 231]]
    assert first == {"17": said, "20": []}  # filled from its own key on, though seen on frame 18
    assert again == {"17": sorted([GREEN, *said[1:]]), "20": []}


def test_update_of_one_drawing_leaves_the_others_and_their_colours(blender: Blender) -> None:
    found = blender.call("drawn_features.updated_hint")
    assert found["said"] == ["", ""]
    before, after, swapped = found["before"], found["after"], found["swapped"]
    assert found["layers"] == ["celtint colour", "lines", "celtint hints"]
    assert {n for n in before if before[n] != after[n]} == {"6"}
    assert GREEN in after["6"]
    # the new hint's colour is changed, and no other
    assert {n for n in before if after[n] != swapped[n]} == {"6"}
    assert swapped["6"] == sorted([[255, 255, 0], *(each for each in after["6"] if each != GREEN)])


def test_held_drawings_are_looked_at_where_they_are_in_sight(blender: Blender) -> None:
    found = blender.call("drawn_sight.arriving")
    assert found["count"] == 2
    assert found["sentence"].endswith("1 could not be seen, and got no fills.")
    assert found["fills"]["11"] == 0
    assert [231, 89, 89] in found["colours"]["1"]  # hinted on its key, where the object is elsewhere
    assert found["colours"]["21"] == [[89, 89, 231]]
    assert found["width"]["21"] == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("lens", ["PERSP", "ORTHO"])
def test_fills_of_a_floor_end_where_the_camera_sees_no_more(blender: Blender, lens: str, tmp_path: Path) -> None:
    found = blender.call("drawn_sight.floor", str(tmp_path), lens)
    assert found["refused"] == ""
    assert found["fills"] >= 3
    assert found["off"] < 1e-3  # all lie on the floor
    assert found["far"] < 300  # the camera's far end, 100 off, and its corners
    assert found["before_camera"] > 0
