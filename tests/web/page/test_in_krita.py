"""A layered file of the page in real Krita, whose home is the test's."""

import io
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.web.page.test_formats import Encoders, sheet

pytestmark = pytest.mark.needs("node", "krita", "xvfb-run", "dbus-run-session")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a short name, since sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="krita-") as folder:
        yield Path(folder)


def test_krita_shows_the_ora_with_the_same_pixels(home: Path) -> None:
    rng = np.random.default_rng(1)
    lines = np.full((120, 160), 255, np.uint8)
    lines[20:24], lines[24:26] = 0, rng.integers(0, 256, (2, 160))
    colours = np.zeros((120, 160, 4), np.uint8)
    colours[:60], colours[60:, :80] = (200, 30, 40, 255), rng.integers(0, 256, (60, 80, 4))
    shade = np.full((120, 160, 4), 255, np.uint8)
    shade[:, 100:] = (180, 170, 190, 255)
    hints = np.zeros((120, 160, 4), np.uint8)
    hints[3:9, 3:30] = (1, 200, 3, 255)
    sheets = [sheet("colours", colours), sheet("shade", shade, "multiply"), sheet("hints", hints, opacity=0.5)]
    picture = {
        "width": 160,
        "height": 120,
        "background": [250, 240, 230],
        "sheets": [*sheets, sheet("lines", lines, "multiply")],
    }
    encoders = Encoders()
    names = {"background": "Paper", "colours": "Farben", "shade": "Schatten", "hints": "Tupfer", "lines": "Linien"}
    ora = encoders.file("ora", picture={**picture, "names": names})
    encoders.process.communicate(timeout=90)
    (home / "page.ora").write_bytes(ora)
    command = [
        "dbus-run-session",
        "--",
        "xvfb-run",
        "-a",
        "krita",
        "--export",
        "--export-filename",
        str(home / "out.png"),
    ]
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    done = subprocess.run(
        [*command, str(home / "page.ora")],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (home / "out.png").exists(), done.stderr
    shown = np.asarray(Image.open(home / "out.png").convert("RGBA")).astype(int)
    with zipfile.ZipFile(io.BytesIO(ora)) as archive:
        merged = np.asarray(Image.open(archive.open("mergedimage.png")).convert("RGBA"))
    assert np.abs(shown - merged).max() <= 1
    assert tuple(shown[50, 10]) == (200, 30, 40, 255)
