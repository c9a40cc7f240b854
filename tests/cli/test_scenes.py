"""`celtint sequence --cuts` and `--keys-anywhere`: who says where scenes begin is heard, by number and by name."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint_cli.main import main
from PIL import Image

LENGTH, SECOND = 8, 4
PLAIN = ("--undecided", "transparent", "--mode", "line", "--gap", "0")
RED, BLUE = (200, 40, 40), (20, 60, 210)


def drawing(scene: int, at: int, paint: tuple[int, int, int] | None = None) -> np.ndarray:
    """(96, 160): a disc that moves, or two boxes that do; painted: (96, 160, 4), what is inside of them."""
    page = np.full((96, 160), 255, np.uint8) if paint is None else np.zeros((96, 160, 4), np.uint8)
    ink, width = ((0,), 2) if paint is None else ((*paint, 255), -1)
    if scene == 0:
        cv2.circle(page, (50 + at, 44), 30, ink, width)
    else:
        cv2.rectangle(page, (60 + at, 8), (150, 30), ink, width)
        cv2.rectangle(page, (6, 52 + at), (120, 90), ink, width)
    return page


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    """Two scenes of four drawings; a key in the first alone."""
    (tmp_path / "frames").mkdir()
    for k in range(LENGTH):
        lines = drawing(k // SECOND, 2 * (k % SECOND))
        Image.fromarray(lines).save(tmp_path / "frames" / f"a{k + 1:02d}.png")
    Image.fromarray(drawing(0, 0, RED)).save(tmp_path / "key.png")
    return tmp_path


def begins(shot: Path, *more: str) -> list[str]:
    """The frames that the report has as the first of another scene."""
    words = ["sequence", str(shot / "frames"), "--keys", f"1={shot / 'key.png'}", "-o", str(shot / "out"), *PLAIN]
    assert main([*words, "--report", str(shot / "report.json"), *more]) == 0
    rows = json.loads((shot / "report.json").read_text(encoding="utf-8"))["frames"]
    assert len(rows) == LENGTH
    return [row["frame"] for row in rows if row["cut"]]


def test_cuts_are_found_or_told_by_number_or_name(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begins(shot) == ["a05"]
    said = capsys.readouterr()
    assert "2 scenes, which begin with a01 (line), a05 (line, no key)" in said.out + said.err
    assert begins(shot, "--cuts", "none") == []
    said = capsys.readouterr()
    assert "scenes" not in said.out + said.err
    assert begins(shot, "--cuts", "3, a05,3") == ["a03", "a05"]
    assert begins(shot, "--cuts", "auto") == ["a05"]


@pytest.mark.parametrize("words", ["9", "0", "3,99", "a09", "-1", "soon", "3,", "2.5"])
def test_a_cut_at_no_frame_is_said_in_one_sentence(shot: Path, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["sequence", str(shot / "frames"), "--keys", f"1={shot / 'key.png'}", "-o", str(shot / "out"), *PLAIN]
    assert main([*asked, f"--cuts={words}"]) == 2
    error = capsys.readouterr().err
    assert "is no frame; name one like a01, or 1 to 8" in error and error.count("\n") == 1
    assert not list((shot / "out").glob("*.png"))


def test_a_key_of_another_drawing_is_taken_where_one_says_so(shot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    astray = np.zeros((96, 160, 4), np.uint8)
    astray[:, :80], astray[:, 80:] = (*RED, 255), (*BLUE, 255)
    astray[30:60] = (10, 200, 30, 255)
    Image.fromarray(astray).save(shot / "key.png")
    words = ["sequence", str(shot / "frames"), "--keys", f"5={shot / 'key.png'}", "-o", str(shot / "out"), *PLAIN]
    assert main(words) == 2
    error = capsys.readouterr().err
    assert "--keys-anywhere" in error and error.count("\n") == 1
    assert main([*words, "--keys-anywhere"]) == 0
