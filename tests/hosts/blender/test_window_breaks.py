"""Whatever happens while something is coloured, the run ends with a sentence, and the buttons can be pressed again."""

from pathlib import Path

import pytest

from .harness import NEEDS, SYSTEM, Blender

pytestmark = pytest.mark.needs(*NEEDS[SYSTEM], "Xvfb")

SLOW_S = 900
"""Ends what hangs; many runs in one window, which is slow where much else goes on."""
DONE = "Coloured 9 drawings of drawing"
MEANWHILE = {
    "lines": "The layer lines is gone; nothing was changed",
    "hints": "The layer celtint hints is gone; nothing was changed",
    "camera": "The scene has no camera: add one",
    "scene": "Go back to it and colour again",
    "undo": DONE,
    "hidden lines": DONE,
}


def test_what_happens_meanwhile_ends_in_a_sentence(window_blender: Blender, screen: str, tmp_path: Path) -> None:
    every = window_blender.window(screen, "drawn_breaks.meanwhile", str(tmp_path), simulated=True, timeout=SLOW_S)
    assert every.keys() == MEANWHILE.keys()
    for what, found in every.items():
        assert found["returned"] == ["RUNNING_MODAL"], what
        assert not found["running"], what
        assert MEANWHILE[what] in found["told"], what


def test_what_nobody_foresaw_ends_in_a_sentence_and_can_be_done_again(
    window_blender: Blender, screen: str, tmp_path: Path
) -> None:
    every = window_blender.window(screen, "drawn_breaks.unforeseen", str(tmp_path), simulated=True, timeout=SLOW_S)
    assert every.keys() == {"beginning", "reading", "answer", "writing"}
    for what, found in every.items():
        assert not found["running"], what
        assert found["can start"], what
        assert "did not foresee" in found["told"], what
        assert "ZeroDivisionError" not in found["told"], what
        assert found["same"], what
        assert found["then"] == ["celtint colour", "lines", "celtint hints"], what
