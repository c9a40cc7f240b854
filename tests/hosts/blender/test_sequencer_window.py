"""Strips in a real window: the operator's progress, cancel, undo and redo, and what else happens meanwhile."""

from pathlib import Path

import pytest
from PIL import Image

from .harness import Blender
from .shot import Shot

pytestmark = pytest.mark.needs("blender", "Xvfb")


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    return Shot(tmp_path)


def left(shot: Shot) -> list[str]:
    return sorted(path.name for path in (shot.folder / "celtint").iterdir())


def test_colour_undo_and_redo(window_blender: Blender, screen: str, shot: Shot) -> None:
    picture = shot.folder / "window.png"
    said = window_blender.window(screen, "strips_window.colour", str(shot.folder), shot.lines(40), str(picture))
    assert said["returned"] == ["RUNNING_MODAL"]
    assert said["refused twice"]
    assert said["ticks"] > 3
    assert said["after"] == said["redone"] == ["lines", "lines colour"]
    assert said["undone"] == ["lines"]
    assert left(shot) == ["lines"]
    with Image.open(picture) as image:
        assert image.size[0] > 1000


def test_cancel_leaves_nothing(window_blender: Blender, screen: str, shot: Shot) -> None:
    said = window_blender.window(screen, "strips_window.cancel", str(shot.folder), shot.lines(60))
    assert said == {"pressed": ["FINISHED"], "names": ["lines"]}
    assert left(shot) == []


def test_another_file_is_opened_meanwhile(window_blender: Blender, screen: str, shot: Shot) -> None:
    said = window_blender.window(screen, "strips_window.leave", str(shot.folder), shot.lines(60))
    assert said == {"was running": True, "running": False, "names": ["lines"]}
    assert left(shot) == []


def test_the_strip_is_deleted_meanwhile(window_blender: Blender, screen: str, shot: Shot) -> None:
    assert window_blender.window(screen, "strips_window.remove", str(shot.folder), shot.lines(40)) == []
    assert left(shot) == []
