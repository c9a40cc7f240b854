"""Bad input: exit code 2, one line on standard error, and no file made or changed."""

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from celtint_cli import files, pages
from PIL import Image

from .conftest import Run


def png_of(width: int, height: int) -> bytes:
    """A PNG header of that size, with hardly any pixels behind it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"IDAT" + zlib.compress(bytes(4096))
    chunks = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (head, rows, b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


PICTURES: dict[str, Callable[[bytes], bytes]] = {
    "not a picture": lambda _: b"hello, this is text",
    "nothing": lambda _: b"",
    "cut short": lambda whole: whole[: len(whole) // 2],
    "a header alone": lambda whole: whole[:40],
    "no width": lambda _: png_of(0, 16),
    "200 megapixels": lambda _: png_of(14200, 14200),
    "a side too long": lambda _: png_of(8200, 16),
    "too small": lambda _: files.png(np.zeros((4, 4), np.uint8)),
}


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize("role", ["picture", "hints"])
def test_bad_pictures(folder: Path, run: Run, kind: str, role: str) -> None:
    bad = folder / "bad.png"
    bad.write_bytes(PICTURES[kind]((folder / "drawing.png").read_bytes()))
    before = snapshot(folder)
    picture, hints = (bad, folder / "hints.png") if role == "picture" else (folder / "drawing.png", bad)
    said = run("colour", picture, "--hints", hints, "-o", folder / "out.png", "--undecided", "distinct")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("celtint: ") and said.err.count("\n") == 1 and "bad.png" in said.err
    assert snapshot(folder) == before


BOXES = {
    "not JSON": "{",
    "deep": "[" * 100_000,
    "not a list": "{}",
    "not a box": "[3]",
    "without a size": '[{"x": 1, "y": 1}]',
    "unknown member": '[{"x": 0, "y": 0, "width": 9, "height": 9, "color": "#000000"}]',
    "fraction": '[{"x": 0.5, "y": 0, "width": 9, "height": 9}]',
    "truth": '[{"x": true, "y": 0, "width": 9, "height": 9}]',
    "negative size": '[{"x": 0, "y": 0, "width": -9, "height": 9}]',
    "no size": '[{"x": 0, "y": 0, "width": 0, "height": 9}]',
    "outside": '[{"x": 500, "y": 0, "width": 9, "height": 9}]',
    "negative and outside": '[{"x": -50, "y": 0, "width": 9, "height": 9}]',
    "huge": '[{"x": 0, "y": 0, "width": 1e400, "height": 9}]',
    "bad colour": '[{"x": 0, "y": 0, "width": 9, "height": 9, "colour": "red"}]',
    "bad tag": '[{"x": 0, "y": 0, "width": 9, "height": 9, "tag": 3}]',
}


@pytest.mark.parametrize("kind", BOXES)
def test_bad_boxes(folder: Path, run: Run, kind: str) -> None:
    (folder / "boxes.json").write_text(BOXES[kind])
    before = snapshot(folder)
    said = run(
        "colour", folder / "drawing.png", "--boxes", folder / "boxes.json", "-o", folder / "out.png",
        "--undecided", "distinct",
    )  # fmt: skip
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("celtint: ") and said.err.count("\n") == 1
    assert snapshot(folder) == before


WORDS = {
    "unknown command": ("paint",),
    "no command": (),
    "no output": ("colour", "drawing.png"),
    "no picture": ("colour", "-o", "out.png"),
    "missing picture": ("colour", "missing.png", "-o", "out.png"),
    "a folder as picture": ("colour", ".", "-o", "out.png"),
    "missing hints": ("colour", "drawing.png", "-o", "out.png", "--hints", "missing.png"),
    "opaque hints": ("colour", "drawing.png", "-o", "out.png", "--hints", "drawing.png"),
    "hints of another size": ("colour", "drawing.png", "-o", "out.png", "--hints", "small.png"),
    "missing boxes": ("colour", "drawing.png", "-o", "out.png", "--boxes", "missing.json"),
    "boxes that are no text": ("colour", "drawing.png", "-o", "out.png", "--boxes", "drawing.png"),
    "a palette that is none": ("colour", "drawing.png", "-o", "out.png", "--palette", "notes.txt"),
    "unknown mode": ("colour", "drawing.png", "-o", "out.png", "--mode", "sepia"),
    "gap": ("colour", "drawing.png", "-o", "out.png", "--gap", "wide"),
    "negative gap": ("colour", "drawing.png", "-o", "out.png", "--gap", "-3"),
    "colours": ("colour", "drawing.png", "-o", "out.png", "--colours", "0"),
    "strength": ("colour", "drawing.png", "-o", "out.png", "--strength", "2"),
    "strength that is no number": ("colour", "drawing.png", "-o", "out.png", "--strength", "nan"),
    "unknown model": ("colour", "drawing.png", "-o", "out.png", "--model", "nobody"),
    "over the picture": ("colour", "drawing.png", "-o", "drawing.png"),
    "over the hints": ("colour", "drawing.png", "--hints", "hints.png", "-o", "hints.png"),
    "two outputs in one": ("colour", "drawing.png", "-o", "out.png", "--regions", "out.png"),
    "no such folder": ("colour", "drawing.png", "-o", "nowhere/out.png"),
    "not a PNG": ("colour", "drawing.png", "-o", "out.jpg"),
    "not an SVG": ("colour", "drawing.png", "-o", "out.png", "--svg", "out.png"),
    "polygons of a grey picture": (
        "colour",
        "drawing.png",
        "-o",
        "out.png",
        "--mode",
        "grey",
        "--svg",
        "out.svg",
    ),
    "regions of a grey picture": (
        "colour",
        "drawing.png",
        "-o",
        "out.png",
        "--mode",
        "grey",
        "--regions",
        "r.png",
    ),
    "negative tolerance": ("colour", "drawing.png", "-o", "out.png", "--svg", "out.svg", "--tolerance", "-1"),
    "not a server": ("colour", "drawing.png", "-o", "out.png", "--server", "http://127.0.0.1:1"),
    "no server": (
        "colour",
        "drawing.png",
        "-o",
        "out.png",
        "--server",
        "ws://127.0.0.1:9",
        "--token-file",
        "notes.txt",
    ),
    "no token": ("colour", "drawing.png", "-o", "out.png", "--server", "ws://127.0.0.1:9"),
    "same names": ("colour", "drawing.png", "other/drawing.png", "-o", "out"),
    "hints for nobody": ("colour", "drawing.png", "small.png", "-o", "out", "--hints", "other2"),
    "a folder that is a file": ("colour", "drawing.png", "small.png", "-o", "notes.txt"),
    "unknown network to show": ("models", "show", "nobody"),
    "unknown network to verify": ("models", "verify", "nobody"),
    "unknown recipe": ("train", "nobody"),
    "unknown source": ("data", "build", "nobody"),
    "unknown network to evaluate": ("evaluate", "nobody"),
    "open to the network without TLS": ("serve", "--host", "0.0.0.0"),
    "unknown network to serve": ("serve", "--model", "nobody"),
    "no workers": ("serve", "--workers", "0"),
    "pictures of no pixels": ("serve", "--max-pixels", "0"),
    "idle for no time": ("serve", "--idle-exit", "0"),
    "idle for a time that is no number": ("serve", "--idle-exit", "nan"),
    "no time for a job": ("serve", "--deadline", "0"),
    "no time for a batch": ("serve", "--batch-deadline", "nan"),
    "a level that is none": ("serve", "--log-level", "loud"),
    "a log in a file's folder": ("serve", "--log-file", "notes.txt/server.log"),
    "half of TLS": ("serve", "--tls-cert", "notes.txt"),
    "TLS that is none": ("serve", "--tls-cert", "notes.txt", "--tls-key", "notes.txt"),
    "a bad token": ("serve", "--token-file", "notes.txt"),
    "bad port": ("serve", "--port", "70000"),
}


@pytest.mark.parametrize("kind", WORDS)
def test_bad_words(folder: Path, run: Run, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CELTINT_STATE_DIR", str(folder / "state"))
    monkeypatch.delenv("CELTINT_TOKEN", raising=False)
    (folder / "notes.txt").write_text("these are notes\n")
    (folder / "small.png").write_bytes(files.png(np.zeros((32, 32, 4), np.uint8)))
    for other in ("other", "other2"):
        (folder / other).mkdir()
    (folder / "other" / "drawing.png").write_bytes((folder / "drawing.png").read_bytes())
    before = snapshot(folder)
    words = WORDS[kind]
    if words[:1] == ("colour",) and "--model" not in words:
        words += ("--undecided", "distinct")
    said = run(*words)
    assert said.code == 2, said
    assert said.out == "" and said.err.count("\n") == 1 and said.err.startswith("celtint"), said.err
    assert snapshot(folder) == before


def test_a_batch_names_what_is_wrong_and_colours_the_rest(folder: Path, run: Run) -> None:
    (folder / "bad.png").write_bytes(b"no")
    (folder / "last.png").write_bytes((folder / "drawing.png").read_bytes())
    pictures = [folder / name for name in ("drawing.png", "bad.png", "last.png")]
    said = run("colour", *pictures, "-o", folder / "out", "--undecided", "distinct")
    assert said.code == 2 and "bad.png" in said.err and said.err.count("\n") == 1
    made = sorted(path.name for path in (folder / "out").iterdir())
    assert made == [pages.NAME, "drawing.png", "last.png"]  # what keeps account for --resume


def test_a_report_can_be_read_whatever_the_names(folder: Path, run: Run) -> None:
    (folder / "boxes.json").write_text(json.dumps([{"x": 0, "y": 0, "width": 96, "height": 64, "tag": '"<ü\n'}]))
    said = run(
        "colour", folder / "drawing.png", "--boxes", folder / "boxes.json", "-o", folder / "out.png",
        "--undecided", "distinct", "--report", folder / "report.json",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert '"<ü\n' in {r["tag"] for r in json.loads((folder / "report.json").read_text("utf-8"))["regions"]}


def test_hints_that_cannot_count_are_refused(folder: Path, run: Run) -> None:
    for name, alpha, word in (("opaque.png", 255, "opaque"), ("thin.png", 100, "thin")):
        layer = np.zeros((*np.asarray(Image.open(folder / "drawing.png")).shape[:2], 4), np.uint8)
        layer[:, :, 3] = alpha if alpha == 255 else 0
        layer[4:9, 4:9] = (200, 30, 40, alpha)
        Image.fromarray(layer).save(folder / name)
        said = run("colour", folder / "drawing.png", "--hints", folder / name, "-o", folder / "o.png")
        assert said.code == 2
        assert word in said.err
        assert said.err.count("\n") == 1
        assert not (folder / "o.png").exists()
