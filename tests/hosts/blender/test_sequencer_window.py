"""Strips in a real window: the operator's progress, cancel, undo and redo, and what else happens meanwhile."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from .harness import ROOT, Blender
from .shot import Shot

PICTURES = os.environ.get("CELTINT_BLENDER_PICTURES", "")
"""A folder to save the guide's screenshots in, such as docs/pictures; empty to save them nowhere."""

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
    assert said["ticks"] > 1
    assert said["after"] == said["redone"] == ["lines", "lines colour"]
    assert said["undone"] == ["lines"]
    assert left(shot) == ["lines"]
    with Image.open(picture) as image:
        assert image.size[0] > 1000


def test_what_is_unsure_is_gone_to_and_outlined(window_blender: Blender, screen: str, shot: Shot) -> None:
    picture = shot.folder / "unsure.png"
    files = shot.lines(4)
    said = window_blender.window(screen, "strips_window.unsure", str(shot.folder), files, str(picture), simulated=True)
    assert not said["before"] and 1 <= said["frame"] <= 4
    assert said["scenes"] == "2 scenes, which begin with 1 (line, no key), 3 (line, no key); Cuts says otherwise."
    shown = np.asarray(Image.open(picture).convert("RGB")).astype(int)
    assert ((shown[..., 0] > 200) & (shown[..., 1] < 90) & (abs(shown[..., 2] - 153) < 70)).sum() > 100


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


def test_the_guide_s_picture(window_blender: Blender, screen: str, tmp_path: Path) -> None:
    """The example clip with its key, coloured, the sidebar on celtint."""
    clip = ROOT / "examples" / "clips" / "line"
    shutil.copytree(clip / "frames", tmp_path / "lines")
    shutil.copytree(clip / "keys", tmp_path / "keys")
    files = sorted(path.name for path in (tmp_path / "lines").iterdir())
    picture = Path(PICTURES or tmp_path) / "blender-strips.png"
    names = window_blender.window(
        screen, "strips_window.guide", str(tmp_path), files, ["0001.png"], str(picture), simulated=True
    )
    assert sorted(names) == ["lines", "lines colour", "my keys"]
    with Image.open(picture) as image:
        shown = np.asarray(image.convert("RGB")).astype(int)
    key = np.asarray(Image.open(clip / "keys" / "0001.png").convert("RGBA")).reshape(-1, 4)
    colours, counts = np.unique(key[key[:, 3] == 255, :3], axis=0, return_counts=True)
    for colour in colours[np.argsort(counts)[-3:]]:  # the preview shows the key's commonest colours
        assert (np.abs(shown - colour).max(axis=2) <= 2).mean() > 0.005
