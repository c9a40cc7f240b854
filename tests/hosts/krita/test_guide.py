"""The first colouring, as docs/krita.md tells it; it takes the guide's screenshots."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from .artist import DOCKER, RESULT, Artist
from .harness import NEEDS, PICTURES, ROOT
from .pictures import lines_only

pytestmark = pytest.mark.needs(*NEEDS)
BESIDE_LAYERS = 520
"""Pixels of height that a docker has beside the layers on a screen of 1080."""
ORANGE = (233, 138, 43)


def test_the_guide_s_five_steps_colour_the_example(artist: Artist, tmp_path: Path) -> None:
    folder = Path(PICTURES or tmp_path)
    page = np.asarray(cv2.imread(str(ROOT / "examples" / "drawing.png"), cv2.IMREAD_GRAYSCALE))
    krita = artist.krita
    artist.open(page)
    hints = artist.new_hints()
    krita.call("drawing.put_pixels", hints, str(ROOT / "examples" / "hints.png"))
    artist.stroke([(150, 255), (290, 285)], ORANGE, size=14)
    picture(artist, folder / "krita-hints.png", (425, 100, 530, 850))
    artist.colour()
    colours = artist.pixels(RESULT)
    marks = artist.pixels(hints)
    drawn = (marks[..., 3] == 255) & (lines_only(page)[..., 3] < 40)
    assert (colours[drawn] == marks[drawn]).all(axis=1).mean() > 0.97
    krita.call("drawing.hide", hints)
    picture(artist, folder / "krita-coloured.png", (375, 50, 1225, 920))
    assert krita.call("window.picture_of_docker", DOCKER, str(folder / "krita-docker.png"))
    top, bottom = krita.call("window.rectangle", DOCKER)[1], krita.call("window.rectangle", "celtint_palette_import")
    assert bottom[1] + bottom[3] - top <= BESIDE_LAYERS, "what one does every day is seen without scrolling"
    assert np.ptp(np.asarray(cv2.imread(str(folder / "krita-docker.png")))) > 100


def picture(artist: Artist, path: Path, part: tuple[int, int, int, int]) -> None:
    """Save a part of the screen: x, y, width, height."""
    whole = artist.folder / "screen.png"
    assert artist.krita.call("window.picture", str(whole))
    x, y, width, height = part
    screen = np.asarray(cv2.imread(str(whole)))
    path.write_bytes(cv2.imencode(".png", screen[y : y + height, x : x + width])[1].tobytes())
