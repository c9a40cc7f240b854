"""Boxes with names become a Grease Pencil object, in real Blender."""

from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import binary_dilation

from .harness import NEEDS, SYSTEM, Blender
from .rendered import picture

TREE, DOG = (0.6, -1.6, 2.4, 1.4), (-2.2, -1.8, -0.9, -0.7)


@pytest.mark.parametrize("turn", [0.0, 0.5])
def test_boxes_become_an_object_that_looks_as_the_servers_picture(
    blender: Blender, turn: float, tmp_path: Path
) -> None:
    found = blender.call("drawn_stage.picture", str(tmp_path), turn)
    assert found["refused"] == ""
    assert found["same"]  # the artist's own object
    names = [name for name, *_ in found["layers"]]
    assert names[0] == "background"
    assert sorted(name.split()[1] for name in names[1:]) == ["dog", "tree"]
    for name, fills, lines, bounds in found["layers"][1:]:
        assert fills >= 2 and lines >= 2
        left, bottom, right, top = TREE if "tree" in name else DOG
        if not turn:  # else the page's upright boxes are larger than those that lie aslant
            assert left - 0.1 < bounds[0] and bounds[3] < right + 0.1
            assert bottom - 0.1 < bounds[2] and bounds[5] < top + 0.1
        assert bounds[:2] == pytest.approx([bounds[0], bounds[0] * np.tan(turn)], abs=1e-3)  # in the boxes' plane
    shown = picture(found["rendered"])
    server = np.fromfile(found["server"], np.uint8).reshape(480, 640, 4).astype(int)
    same = np.abs(shown[..., :3] - server[..., :3]).max(axis=2) <= 8
    assert same.mean() > 0.94  # all but the edges of lines
    ink, dark = server[..., :3].max(axis=2) < 60, shown[..., :3].max(axis=2) < 110
    assert binary_dilation(dark, np.ones((3, 3)))[ink].mean() > 0.97  # lines lie where they are in it,
    assert binary_dilation(ink, np.ones((3, 3)))[dark].mean() > 0.97  # and nowhere else


def test_without_a_camera_it_lies_in_the_boxes_plane_and_another_is_an_object_more(blender: Blender) -> None:
    found = blender.call("drawn_stage.planes")
    assert found["said"] == ["", ""]
    assert (found["count"], found["seed"]) == (2, 1)
    assert found["off"] < 1e-4


def test_what_it_cannot_do_is_said_and_nothing_is_made(blender: Blender) -> None:
    found = blender.call("drawn_stage.refused")
    none, unseen, unknown = found["said"]
    assert "no box" in none
    assert "sight" in unseen
    assert "xyzzyq" in unknown
    assert found["made"] is False


@pytest.mark.needs(*NEEDS[SYSTEM], "Xvfb")
def test_in_a_window_it_is_one_undo_step_and_cancel_makes_nothing(
    window_blender: Blender, screen: str, tmp_path: Path
) -> None:
    found = window_blender.window(screen, "drawn_window.stage", str(tmp_path / "stage.png"))
    assert found == {
        "returned": ["RUNNING_MODAL"],
        "made": True,
        "undone": True,
        "pressed": ["FINISHED"],
        "cancelled": True,
    }
