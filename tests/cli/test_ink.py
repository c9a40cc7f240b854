"""`celtint colour --ink`: which line colours count, said, kept and shown."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint_cli.main import main
from PIL import Image


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A black ring with a blue pencil ring across it."""
    over = np.full((128, 128, 3), 255, np.uint8)
    cv2.circle(over, (70, 64), 44, (150, 190, 235), 2, cv2.LINE_AA)
    ink = np.full((128, 128, 3), 255, np.uint8)
    cv2.circle(ink, (60, 64), 40, (0, 0, 0), 3, cv2.LINE_AA)
    Image.fromarray(np.minimum(over, ink)).save(tmp_path / "page.png")
    return tmp_path / "page.png"


def test_what_does_not_count_is_said_and_shown(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, told, ink = (page.with_name(name) for name in ("out.png", "report.json", "ink.png"))
    command = ["colour", str(page), "-o", str(out), "--report", str(told), "--preview-ink", str(ink)]
    assert main(command) == 0
    said = capsys.readouterr()
    assert "not counted as ink: #96beeb" in said.out + said.err and "--ink all counts them" in said.out + said.err
    inks = json.loads(told.read_text())["inks"]
    assert [pen["counts"] for pen in inks].count(False) == 1
    regions = len(json.loads(told.read_text())["regions"])
    shown = np.asarray(Image.open(ink))
    assert shown.shape == (128, 128) and shown[64, 114] > 200 and shown[64, 20] < 60
    assert main([*command, "--ink", "all"]) == 0
    assert "not counted" not in "".join(capsys.readouterr())
    assert all(pen["counts"] for pen in json.loads(told.read_text())["inks"])
    assert len(json.loads(told.read_text())["regions"]) > regions


def test_another_word_is_refused(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["colour", str(page), "-o", str(page.with_name("out.png")), "--ink", "pencil"]) == 2
    assert "ink is auto, all, dark, or colours" in capsys.readouterr().err
