"""`celtint bench colour --only formats`, without Krita, which tests/files/test_in_krita.py has."""

import shutil
from pathlib import Path

import pytest
from celtint_cli import bench_formats
from celtint_files import palettes
from celtint_files.layering import written

from .conftest import Run


def without_krita(monkeypatch: pytest.MonkeyPatch) -> None:
    found = shutil.which
    monkeypatch.setattr(shutil, "which", lambda word: None if word == "krita" else found(word))


def test_files_are_measured(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    without_krita(monkeypatch)
    report = folder / "benchmarks.md"
    said = run("bench", "colour", "--quick", "--only", "formats", "-o", report)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["NOT", *["met"] * 5]
    assert "8 of 12" in lines[0] and "50 of 50" in lines[1]
    assert "| .ora → Krita → .kra → celtint | 4 | not measured |" in report.read_text("utf-8")


def test_what_is_lost_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = palettes.written
    monkeypatch.setattr(palettes, "written", lambda *given: whole(*given).replace("ä".encode(), b"o"))
    assert bench_formats._palettes_kept(2)[".gpl"] == 0
    layers = bench_formats._layers()
    monkeypatch.setattr(bench_formats, "_layers", lambda: [*layers[:3], layers[0]])
    data = written(layers, ".ora", None)
    assert bench_formats._trip("a", data).same == 4
    monkeypatch.setattr(bench_formats, "_layers", lambda: layers[::-1])
    assert bench_formats._trip("b", written(layers[:2], ".ora", None)).same == 2
