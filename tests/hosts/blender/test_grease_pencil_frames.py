"""Colours that hold over frames, changed on all of them at once, and updated without anything getting lost."""

from pathlib import Path

import pytest

from .harness import Blender

KEYS = ["1", "3", "6", "9", "12", "14", "17", "20", "23"]
GREEN = [0, 255, 0]


@pytest.mark.parametrize("hold", ["FILLS", "MATERIALS"])
def test_colours_hold_over_24_frames_and_change_on_all(blender: Blender, hold: str, tmp_path: Path) -> None:
    found = blender.call("drawn.animated", str(tmp_path), hold)
    assert found["refused"] == ""
    name, keys = found["layers"][0]
    assert name == "celtint colour"
    assert sorted(keys, key=int) == KEYS  # keys where the lines have keys
    first = found["fills"]["1"]
    assert len(first) == 4
    assert all(colours == first for colours in found["fills"].values())
    red = max(first, key=lambda colour: colour[0] - colour[2])
    changed = sorted([GREEN if colour == red else colour for colour in first])
    assert all(colours == changed for colours in found["swapped"].values())


def test_the_artists_own_materials_are_reused(blender: Blender, tmp_path: Path) -> None:
    found = blender.call("drawn.animated", str(tmp_path), "MATERIALS")
    assert ["coat", "coat"] in found["entries"]
    assert found["materials"].count("coat") == 1


def test_update_replaces_its_own_fills_and_keeps_what_was_painted(blender: Blender) -> None:
    found = blender.call("drawn.updated")
    assert [found[name] for name in ("first", "again", "touched", "one")] == [""] * 4
    first, again, touched, one = found["layers"]
    assert again == first
    expected = dict(first)
    expected["celtint colour"]["3"] += 1  # somebody's own stroke is still there, and no layer came on top
    assert dict(touched) == expected
    assert one == touched
