"""Nothing that the artist made is lost, or left out without a word, because it is hidden, out of sight or empty."""

from .harness import Blender


def test_hints_are_read_however_they_are_hidden(blender: Blender) -> None:
    found = blender.call("drawn_hidden.updated")
    assert not any(found["said"])
    first, *others = found["fills"]
    assert len(first["1"]) >= 4
    for n, each in enumerate(others):
        assert each == first, n
    assert found["still hidden"]


def test_hidden_hints_are_where_a_modifier_moves_them(blender: Blender) -> None:
    assert blender.call("drawn_hidden.moved_by_a_modifier") == {"said": "", "middles": [0.5]}


def test_hidden_boxes_are_read(blender: Blender) -> None:
    found = blender.call("drawn_hidden.boxed")
    assert found["said"] == ""
    assert found["tags"] == ["hair", "hat"]
    assert [231, 63, 63] in found["fills"]["1"]


def test_what_is_left_out_is_told(blender: Blender) -> None:
    found = blender.call("drawn_hidden.left_out")
    assert found["sentence"] == "Coloured 1 drawing of drawing; of the hidden layers rough nothing was taken."
    assert "is disabled or excluded in these frames; show it" in found["said"]
    assert found["same"]


def test_update_keeps_the_fills_of_what_has_gone_out_of_sight(blender: Blender) -> None:
    found = blender.call("drawn_hidden.unseen")
    before, after = found["fills"]
    assert found["said"] == [""]
    assert found["sentence"].endswith("1 could not be seen, and keep what they had.")
    assert after["2"] == before["2"] == before["1"] == [[89, 89, 243]]
    assert after["1"] == [[243, 89, 89]]


def test_key_frames_without_strokes_end_the_fills(blender: Blender) -> None:
    found = blender.call("drawn_hidden.empty_keys")
    first, again, dabbed, alone = found["said"]
    assert first == again == dabbed == ""
    assert found["fills"]["3"] == []
    assert found["fills"]["1"] and found["fills"]["5"]
    assert "draw something first" in alone
