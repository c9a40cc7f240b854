"""A layered file in real Krita, whose home is the test's."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import celtint
import numpy as np
import pytest
from celtint_cli.scenes import sheets
from celtint_files.ora import Layer, merged, ora
from PIL import Image

from tests.core.stage.sets import no_words, small_set

pytestmark = pytest.mark.needs("krita", "xvfb-run", "dbus-run-session")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a short name, since sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="krita-") as folder:
        yield Path(folder)


def shown(home: Path, data: bytes) -> np.ndarray:
    """(H, W, 4): what Krita shows of a layered file."""
    (home / "scene.ora").write_bytes(data)
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "krita", "--export", "--export-filename"]
    done = subprocess.run(
        [*command, str(home / "out.png"), str(home / "scene.ora")],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (home / "out.png").exists(), done.stderr
    return np.asarray(Image.open(home / "out.png").convert("RGBA"))


def near(seen: np.ndarray, meant: np.ndarray) -> float:
    """The largest difference, on white, where what is clear has no colour."""
    on_white = [np.asarray(Image.alpha_composite(Image.new("RGBA", p.shape[1::-1], "white"), Image.fromarray(p)))
                for p in (seen, meant)]  # fmt: skip
    return float(np.abs(on_white[0].astype(int) - on_white[1]).max())


def test_krita_shows_what_is_said_to_be_shown(home: Path) -> None:
    """A scene, and over it layers that stick out, multiply, are half there or hidden."""
    boxes = (celtint.StageBox(20, 60, 120, 90, "dog"), celtint.StageBox(120, 10, 110, 150, "tree"))
    layout = celtint.StageLayout(240, 180, boxes, "meadow", style="soft")
    scene = sheets(celtint.stage(layout, small_set(), no_words()))
    piece = np.random.default_rng(1).integers(0, 256, (50, 60, 4), dtype=np.uint8)
    layers = [
        *scene,
        Layer("a piece that sticks out", piece, 210, -20),
        Layer("another", piece, -25, 150, opacity=0.5),
        Layer("darker", np.full((180, 240, 4), (120, 110, 140, 90), np.uint8), blend="multiply"),
        Layer("hidden", np.full((9, 9, 4), 255, np.uint8), 3, 3, visible=False),
    ]
    assert len(scene) >= 6
    assert near(shown(home, ora(layers, 240, 180)), merged(layers, 240, 180)) <= 3
