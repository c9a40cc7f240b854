"""`celtint colour --trace`, `--lines-out`, `--line-colours`."""

import json
from pathlib import Path

import numpy as np
import pytest
from celtint_cli.main import main
from celtint_files.opening import opened
from PIL import Image

from tests.core.trace.drawn import dark, traced


@pytest.fixture
def page(tmp_path: Path) -> Path:
    Image.fromarray(traced()).save(tmp_path / "page.png")
    return tmp_path / "page.png"


def test_trace_lines_are_said_and_left_out(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, told, lines = (page.with_name(name) for name in ("out.png", "report.json", "lines.png"))
    command = ["colour", str(page), "-o", str(out), "--report", str(told), "--lines-out", str(lines)]
    assert main(command) == 0
    assert "trace lines, which the paint covers: #ff0000" in capsys.readouterr().err
    assert sum(pen["trace"] for pen in json.loads(told.read_text())["inks"]) == 2
    layer = np.asarray(Image.open(lines))
    assert layer.shape == (240, 240, 4) and layer[60:110, 84:97, 3].max() == 0 and layer[120, 80, 3] == 255
    assert main([*command, "--line-colours", "keep"]) == 0
    assert np.asarray(Image.open(lines))[80, 90, 3] > 200
    assert main([*command, "--trace", "none"]) == 0
    assert np.asarray(Image.open(lines))[80, 90, 3] > 200


def test_layers_take_the_same_lines(page: Path) -> None:
    out, layers = page.with_name("out.png"), page.with_name("out.ora")
    command = ["colour", str(page), "-o", str(out), "--layers", str(layers), "--line-colours", "untraced"]
    assert main(command) == 0
    lines = opened(layers.read_bytes(), "out.ora", "lines", "lines").pixels
    assert lines.shape == (240, 240, 4)
    assert np.abs(int(lines[80, 90, 3]) - (255 - int(dark()[80, 90, 0]))) <= 2


def test_what_leads_nowhere_is_refused(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["colour", str(page), "-o", str(page.with_name("out.png"))]
    assert main([*command, "--line-colours", "hold"]) == 2
    assert "say where the lines go" in capsys.readouterr().err
    assert main([*command, "--trace", "crayon"]) == 2
    assert "trace is auto, none, or colours" in capsys.readouterr().err
