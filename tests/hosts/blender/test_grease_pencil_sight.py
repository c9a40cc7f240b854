"""Planes of any turn, and drawings that are larger than the frame they are seen through, in real Blender."""

from pathlib import Path

import pytest

from .harness import Blender
from .rig import shares

AREA = 5e-4
"""Share by which the area of a fill may differ from the same one's seen from the front."""
RED, BLUE = [243, 89, 89], [89, 124, 231]


def test_drawings_on_planes_of_any_turn_are_filled_as_from_the_front(blender: Blender) -> None:
    found = blender.call("drawn_sight.planes")
    front = found.pop("front")
    assert front["said"] == "" and len(front["areas"]) == 3
    for turn, seen in found.items():
        assert seen["said"] == "", turn
        assert seen["off"] < 1e-5, turn
        assert [rgb for rgb, _ in seen["areas"]] == [rgb for rgb, _ in front["areas"]], turn
        for (_, area), (_, expected) in zip(seen["areas"], front["areas"], strict=True):
            assert area == pytest.approx(expected, rel=AREA), turn


def test_a_wide_drawing_under_a_moving_camera_is_coloured_whole(blender: Blender, tmp_path: Path) -> None:
    found = blender.call("drawn_rig.measured", "pan", str(tmp_path), [1, 7, 10, 16], timeout=600)
    assert found["said"] == ""
    assert min(shares(found)) >= 0.995


def test_fills_go_beyond_the_frame_and_what_is_open_there_stays_closed(blender: Blender, tmp_path: Path) -> None:
    found = blender.call("drawn_sight.cut", str(tmp_path))
    assert found["said"] == ""
    assert found["colours"] == [BLUE, RED]
    assert found["low"][0] == pytest.approx(-9, abs=0.02)  # the wall's end, far beyond the frame
    assert found["low"][2] == pytest.approx(-2.6, abs=0.1)
    assert found["high"][0] == pytest.approx(1.5, abs=0.02)  # the figure's own side: nothing ran out
