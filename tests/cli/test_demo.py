"""The demo and the bench's own part, with a real server each."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from celtint_cli import bench_wire, demo, files
from celtint_client import launcher

from .conftest import BLUE, RED, Run


def test_the_demo(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CELTINT_STATE_DIR", str(folder / "own"))
    (folder / "examples").mkdir()
    for name in ("drawing.png", "hints.png"):
        (folder / name).rename(folder / "examples" / name)
    assert demo.main() == 2  # no boxes yet: one line, nothing made
    assert "boxes.json cannot be read" in capsys.readouterr().err
    (folder / "examples" / "boxes.json").write_text('[{"x": 50, "y": 14, "width": 40, "height": 40, "tag": "eye"}]')
    assert demo.main() == 0
    said = capsys.readouterr().out
    for words in ("server started", "coloured 96×64", "regions ", "server stopped", "colour.png", "side-by-side.png"):
        assert words in said
    assert said.splitlines()[-1].endswith("celtint serve --open shows http://127.0.0.1:8517/")
    layer = files.read_picture(folder / "demo-out" / "colour.png")
    assert layer[32, 28].tolist() == [*RED, 255]
    sheet = files.read_picture(folder / "demo-out" / "side-by-side.png")
    assert sheet.shape == (64 + 2 * demo.MARGIN, 3 * 96 + 4 * demo.MARGIN, 3)
    assert sheet[demo.MARGIN + 3, 3 * demo.MARGIN + 2 * 96 + 90].tolist() == [*BLUE]
    assert launcher.state_file() == folder / "own" / "server.json"
    assert not (folder / "own").exists()  # the demo's server was one of its own


def test_lines_are_multiplied_over_the_colour_layer() -> None:
    drawing = np.array([[255, 128, 0]], np.uint8)
    colour = np.full((1, 3, 4), (200, 100, 0, 255), np.uint8)
    sheet = demo.side_by_side(drawing, np.zeros((1, 3, 4), np.uint8), colour)
    right = sheet[demo.MARGIN, -demo.MARGIN - 3 : -demo.MARGIN]
    assert right.tolist() == [[200, 100, 0], [100, 50, 0], [0, 0, 0]]


@pytest.mark.parametrize("kind", ["l8", "la8", "rgba8", "rgb8", "l16"])
def test_drawings_of_every_kind_on_paper(kind: str) -> None:
    """Half grey ink, or half transparent black, is the same grey on paper."""
    grey, clear = np.full((2, 2), 127, np.uint8), np.zeros((2, 2, 4), np.uint8)
    clear[:, :, 3] = 128
    drawings: dict[str, Any] = {
        "l8": grey,
        "la8": clear[:, :, 2:],
        "rgba8": clear,
        "rgb8": np.repeat(grey[:, :, None], 3, axis=2),
        "l16": grey.astype(np.uint16) * 257,
    }
    assert (demo.on_paper(drawings[kind]) == 127).all()


def test_the_wire_is_measured(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_wire, "WIDTH", 192)
    monkeypatch.setattr(bench_wire, "HEIGHT", 108)
    report = folder / "benchmarks.md"
    said = run("bench", "colour", "--quick", "--only", "wire", "-o", report)
    assert said.code == 0, said.err
    assert "1080p, changed hint" in said.out
    assert "through the server" in report.read_text("utf-8")
