"""A small drawing with hints, and a way to run a command and see what it says."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint_cli import files
from celtint_cli.main import main
from celtint_client import launcher

RED, BLUE = (200, 40, 30), (40, 90, 220)


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `celtint` with these words in this process."""

    def run_words(*words: str | Path) -> Said:
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run_words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """drawing.png: two circles on a ground, 96×64; hints.png: red in the left one, blue on the ground."""
    drawing = np.full((64, 96), 255, np.uint8)
    for x in (28, 68):
        cv2.circle(drawing, (x, 32), 16, 0, 2, cv2.LINE_AA)
    hints = np.zeros((64, 96, 4), np.uint8)
    cv2.circle(hints, (28, 32), 3, (*RED, 255), -1)
    cv2.circle(hints, (48, 6), 3, (*BLUE, 255), -1)
    (tmp_path / "drawing.png").write_bytes(files.png(drawing))
    (tmp_path / "hints.png").write_bytes(files.png(hints))
    return tmp_path


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server of this machine's own."""
    monkeypatch.setenv("CELTINT_STATE_DIR", str(tmp_path / "state"))
    with launcher.connect("test", idle_exit_s=600):
        state = json.loads(launcher.state_file().read_text("utf-8"))
        try:
            yield str(state["url"])
        finally:
            os.kill(state["pid"], signal.SIGTERM)
