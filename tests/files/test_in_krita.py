"""Layered files and palettes in real Krita, whose home is the test's."""

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import celtint
import numpy as np
import pytest
from celtint_cli.scenes import sheets
from celtint_files.opening import layers as layers_in
from celtint_files.opening import opened
from celtint_files.ora import Layer, merged, ora
from celtint_files.palettes import written
from celtint_files.psd_writing import psd
from celtint_files.sheets import every
from PIL import Image

from tests.core.stage.sets import no_words, small_set
from tests.files.test_palettes import HERO

pytestmark = pytest.mark.needs("krita", "xvfb-run", "dbus-run-session")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a short name, since sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="krita-") as folder:
        yield Path(folder)


def shown(home: Path, data: bytes, ending: str = ".ora") -> np.ndarray:
    """(H, W, 4): what Krita shows of a layered file."""
    return np.asarray(Image.open(saved(home, data, ending, ".png")).convert("RGBA"))


def saved(home: Path, data: bytes, ending: str, into: str) -> Path:
    """The file that Krita makes of another."""
    (home / f"scene{ending}").write_bytes(data)
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "krita", "--export", "--export-filename"]
    done = subprocess.run(
        [*command, str(home / f"out{into}"), str(home / f"scene{ending}")],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (home / f"out{into}").exists(), done.stderr
    return home / f"out{into}"


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


def painted() -> list[Layer]:
    """A drawing over colours, with hints, that stick out or are half there; grain, so that tiles are of every kind."""
    grain = np.random.default_rng(2).integers(0, 256, (90, 130, 4), dtype=np.uint8)
    grain[..., 3] = 255
    lines = np.zeros((180, 240, 4), np.uint8)
    lines[40:44, 10:200] = (0, 0, 0, 255)
    return [
        Layer("colours", np.full((180, 240, 4), (90, 160, 200, 255), np.uint8)),
        Layer("grain", grain, 70, 50, opacity=0.5),
        Layer("線画", lines, blend="multiply"),
        Layer("hints", np.full((20, 30, 4), (200, 40, 30, 255), np.uint8), 33, 90, visible=False),
    ]


def test_krita_s_own_file_gives_its_layers_by_name(home: Path) -> None:
    data = saved(home, ora(painted(), 240, 180), ".ora", ".kra").read_bytes()
    for one in painted():
        found = opened(data, "scene.kra", "lines", one.name).pixels
        alone = merged([Layer(one.name, one.pixels, one.x, one.y)], 240, 180)
        there = alone[..., 3] > 0
        assert np.array_equal(found[..., 3], alone[..., 3]) and np.array_equal(found[there], alone[there]), one.name
    assert np.array_equal(opened(data, "scene.kra", "lines").pixels[42, 20], (0, 0, 0, 255))  # by what it is called
    assert tuple(opened(data, "scene.kra", "hints").pixels[95, 40]) == (200, 40, 30, 255)


@pytest.mark.parametrize(("write", "into"), [(ora, ".kra"), (ora, ".psd"), (psd, ".ora"), (psd, ".psd"), (psd, ".kra")])
def test_layers_are_the_same_when_krita_has_had_them(home: Path, write: Callable[..., bytes], into: str) -> None:
    """Names, opacity, blending, what is seen, and every pixel that is."""
    ending = ".ora" if write is ora else ".psd"
    found = layers_in(saved(home, write(painted(), 240, 180), ending, into).read_bytes(), f"out{into}")
    assert found is not None
    by = {sheet.name: sheet for sheet in every(found.sheets)}
    for one in painted():
        sheet = by[one.name]
        assert abs(sheet.opacity - one.opacity) <= 1 / 255, (one.name, sheet.opacity)
        assert (sheet.multiply, sheet.visible) == (one.blend == "multiply", one.visible), one.name
        pixels = found.picture("lines", one.name, None).pixels
        alone = merged([Layer(one.name, one.pixels, one.x, one.y)], 240, 180)
        there = alone[..., 3] > 0
        assert np.array_equal(pixels[..., 3], alone[..., 3]) and np.array_equal(pixels[there], alone[there]), one.name


def test_krita_shows_a_photoshop_file_as_it_is_meant(home: Path) -> None:
    assert near(shown(home, psd(painted(), 240, 180), ".psd"), merged(painted(), 240, 180)) <= 3


ASKED = """
import json
from krita import Krita, Palette

def main(args):
    found = {}
    for name, resource in Krita.instance().resources("palette").items():
        palette = Palette(resource)
        entries = [palette.colorSetEntryByIndex(k) for k in range(palette.numberOfEntries())]
        found[name] = [[one.name(), one.color().componentsOrdered()] for one in entries]
    with open(args[0], "w", encoding="utf-8") as file:
        json.dump(found, file)
"""


@pytest.mark.needs("kritarunner")
def test_krita_takes_the_palettes(home: Path) -> None:
    folder = home / ".local" / "share" / "kritarunner" / "palettes"
    folder.mkdir(parents=True)
    kinds = (".gpl", ".kpl", ".ase", ".aco")
    for ending in kinds:
        (folder / f"hero-{ending[1:]}{ending}").write_bytes(written(HERO, ending, f"hero-{ending[1:]}"))
    (home / "asked.py").write_text(ASKED, encoding="utf-8")
    command = ["dbus-run-session", "--", "kritarunner", "-s", "asked", "-f", "main", str(home / "answer.json")]
    own = {name: str(home) for name in ("HOME", "XDG_RUNTIME_DIR", "PYTHONPATH")}
    more = {"XDG_CONFIG_HOME": str(home / "own"), "XDG_DATA_HOME": str(home / ".local" / "share")}
    environment = {**os.environ, **own, **more, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert (home / "answer.json").exists(), done.stderr
    found = json.loads((home / "answer.json").read_text("utf-8"))
    for ending in kinds:
        listed = found[f"hero-{ending[1:]}"]
        named = {"": {"", "Untitled"}}
        for entry, (said, components) in zip(HERO.entries, listed, strict=True):
            name = said.rstrip("\0")  # which Krita leaves on an .aco's, where Adobe's form has it
            assert name in named.get(entry.name, {entry.name}), ending
            assert np.abs(np.multiply(components[:3], 255) - entry.colour).max() <= 0.6, (ending, entry.name)
