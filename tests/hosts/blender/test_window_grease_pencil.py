"""Grease Pencil in a real window: progress, cancel, undo and redo, another file, a deleted object."""

from pathlib import Path

import numpy as np
import pytest
from celtint_client import VERSION
from PIL import Image

from .harness import NEEDS, SYSTEM, Blender

pytestmark = pytest.mark.needs(*NEEDS[SYSTEM], "Xvfb")


def test_colouring_leaves_the_window_alive_and_is_one_undo_step(
    window_blender: Blender, screen: str, tmp_path: Path
) -> None:
    pictures = [str(tmp_path / name) for name in ("progress.png", "coloured.png")]
    found = window_blender.window(screen, "drawn_window.colour", str(tmp_path), *pictures)
    assert found["returned"] == ["RUNNING_MODAL"]
    assert found["ticks"] > 0  # the window's timers went on meanwhile
    assert found["before"] == ["lines", "celtint hints"]
    assert found["after"] == ["celtint colour", "lines", "celtint hints"]
    assert found["keys"] == [1, 3, 6, 9, 12, 14, 17, 20, 23]
    assert found["undone"] == found["before"]
    assert found["redone"] == found["after"]
    assert found["frame stays"]


def test_what_is_unsure_is_gone_to_and_outlined(window_blender: Blender, screen: str, tmp_path: Path) -> None:
    picture = tmp_path / "unsure.png"
    found = window_blender.window(screen, "drawn_window.unsure", str(tmp_path), str(picture))
    assert not found["before"] and found["count"] > 0
    assert found["looked"][0] == 14 and found["looked"][-1] == 14  # where it is largest first, and once round
    shown = np.asarray(Image.open(picture).convert("RGB")).astype(int)
    assert ((shown[..., 0] > 200) & (shown[..., 1] < 90) & (abs(shown[..., 2] - 153) < 70)).sum() > 100


def test_cancel_changes_nothing(window_blender: Blender, screen: str, tmp_path: Path) -> None:
    found = window_blender.window(screen, "drawn_window.cancel", str(tmp_path))
    assert found == {"pressed": ["FINISHED"], "same": True}


def test_another_file_ends_it(window_blender: Blender, screen: str, tmp_path: Path) -> None:
    found = window_blender.window(screen, "drawn_window.leave", str(tmp_path))
    assert found == {"was running": True, "running": False, "names": ["lines", "celtint hints"]}


def test_a_deleted_object_ends_it(window_blender: Blender, screen: str, tmp_path: Path) -> None:
    assert "drawing" not in window_blender.window(screen, "drawn_window.remove", str(tmp_path))


def test_the_log_is_copied_for_who_helps(window_blender: Blender, screen: str, tmp_path: Path) -> None:
    found = window_blender.window(screen, "drawn_window.copy_log", str(tmp_path))
    about, *lines = found["clipboard"].splitlines()
    assert about == f"celtint {VERSION} in Blender {found['version']}"
    assert "client=blender-" in lines[-1]
    assert any("jobs: done after" in line for line in lines)
    assert "walk" not in found["clipboard"]  # the file's name
