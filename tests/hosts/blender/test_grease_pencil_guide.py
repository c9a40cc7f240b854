"""The guide's pictures of Grease Pencil, of a figure that is hinted once and walks: they are made by real Blender."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from .harness import NEEDS, SYSTEM, Blender

PICTURES = os.environ.get("CELTINT_BLENDER_PICTURES", "")
"""A folder to save the guide's pictures in, such as docs/pictures; empty to save them nowhere."""
FRAME_MS = 42
PAPER = (250, 248, 242, 255)
LARGEST = 1_000_000
"""Bytes of a picture in the guide."""

pytestmark = pytest.mark.needs(*NEEDS[SYSTEM], "Xvfb")


def on_paper(path: str) -> Image.Image:
    rendered = Image.open(path).convert("RGBA")
    sheet = Image.new("RGBA", rendered.size, PAPER)
    sheet.alpha_composite(rendered)
    return sheet.convert("RGB")


def test_the_guide_s_animation(window_blender: Blender, tmp_path: Path) -> None:
    """Twelve drawings, each held for two frames: what is coloured holds its colour."""
    found = window_blender.call("drawn_figure.animation", str(tmp_path))
    assert found["refused"] == ""
    keys = {int(frame): {tuple(colour) for colour in colours} for frame, colours in found["fills"].items()}
    assert len(keys[1]) == 8
    assert [keys[frame] for frame in range(1, 25, 2)] == [keys[1]] * 12
    sheets = []
    for before, after in zip(found["before"], found["after"], strict=True):
        pair = [on_paper(before), on_paper(after)]
        sheet = Image.new("RGB", (pair[0].width + pair[1].width, pair[0].height))
        sheet.paste(pair[0])
        sheet.paste(pair[1], (pair[0].width, 0))
        sheets.append(sheet)
    for one, other in zip(sheets[0::2], sheets[1::2], strict=True):  # held
        assert np.array_equal(np.asarray(one), np.asarray(other))
    picture = Path(PICTURES or tmp_path) / "blender-animation.webp"
    held = sheets[::2]
    held[0].save(picture, save_all=True, append_images=held[1:], duration=2 * FRAME_MS, loop=0, lossless=True)
    assert picture.stat().st_size < LARGEST


def test_the_guide_s_window(window_blender: Blender, screen: str, tmp_path: Path) -> None:
    """The figure in a window, the sidebar on celtint."""
    picture = Path(PICTURES or tmp_path) / "blender-coloured.png"
    names = window_blender.window(screen, "drawn_figure.guide", str(picture), simulated=True)
    assert names == ["celtint colour", "lines", "celtint hints"]
    with Image.open(picture) as image:
        shown = np.asarray(image.convert("RGB")).astype(int)
    for colour in ((206, 56, 63), (56, 124, 170)):  # the coat's and the hat's
        assert (np.abs(shown - colour).max(axis=2) <= 3).mean() > 0.003
