"""`celtint colour` from files to files."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import resvg_py
from celtint import Hints, Picture, Settings, colour
from celtint_cli import files
from celtint_client import launcher
from PIL import Image

from .conftest import BLUE, RED, Run

HERE = ("--undecided", "transparent", "--mode", "line")


def test_one_drawing_with_every_output(folder: Path, run: Run) -> None:
    said = run(
        "colour", folder / "drawing.png", "--hints", folder / "hints.png", "-o", folder / "out.png", *HERE,
        "--svg", folder / "out.svg", "--regions", folder / "regions.png", "--report", folder / "report.json",
        "--style", "soft",
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    assert "3 regions (2 hinted, 1 left empty)" in said.out
    layer = files.read_picture(folder / "out.png")
    drawing, hints = files.read_picture(folder / "drawing.png"), files.read_hints(folder / "hints.png")
    settings = Settings(mode="line", style="soft", undecided="transparent")
    expected = colour(Picture(drawing), Hints(hints), settings=settings)
    assert np.array_equal(layer, expected.colour)
    assert layer[32, 28].tolist() == [*RED, 255] and layer[3, 90].tolist() == [*BLUE, 255]
    assert layer[32, 68, 3] == 0
    assert expected.shade is not None
    assert np.array_equal(files.read_picture(folder / "out.shade.png"), expected.shade)
    svg = resvg_py.svg_to_bytes(svg_string=(folder / "out.svg").read_text("utf-8"))
    (folder / "svg.png").write_bytes(bytes(svg))
    assert np.array_equal(np.asarray(Image.open(folder / "svg.png").convert("RGBA")), layer)
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert (report["mode"], report["width"], report["height"]) == ("line", 96, 64)
    by_id = {region["id"]: region for region in report["regions"]}
    circle = by_id[int(expected.labels[32, 28])]
    assert (circle["colour"], circle["decided_by"], circle["confidence"]) == ("#c8281e", "hint", 1.0)
    assert circle["entry"] in {entry["id"] for entry in report["palette"]}
    assert circle["area"] == int((expected.labels == circle["id"]).sum())
    preview = files.read_picture(folder / "regions.png")
    assert len(np.unique(preview.reshape(-1, 4), axis=0)) == 3


def test_a_dab_too_thin_to_count_is_named(folder: Path, run: Run) -> None:
    hints = files.read_hints(folder / "hints.png").copy()
    cv2.circle(hints, (68, 32), 5, (*RED, 100), -1)
    (folder / "thin.png").write_bytes(files.png(hints))
    said = run(
        "colour", folder / "drawing.png", "--hints", folder / "thin.png", "-o", folder / "out.png", *HERE,
        "--report", folder / "report.json",
    )  # fmt: skip
    assert said.code == 0
    assert "3 regions (2 hinted, 1 left empty)" in said.out
    (note,) = json.loads((folder / "report.json").read_text("utf-8"))["notes"]
    assert "68, 32" in note
    assert said.err == f"{folder / 'drawing.png'}: {note}\n"


def test_boxes_and_palette(folder: Path, run: Run) -> None:
    (folder / "boxes.json").write_text(
        '[{"x": 45, "y": 10, "width": 50, "height": 44, "tag": "hat", "colour": "#102030"}]'
    )
    (folder / "colours.gpl").write_text("GIMP Palette\n16 32 48\tHat\n")
    said = run(
        "colour", folder / "drawing.png", "--boxes", folder / "boxes.json", "-o", folder / "out.png", *HERE,
        "--palette", folder / "colours.gpl", "--report", folder / "report.json",
    )  # fmt: skip
    assert said.code == 0, said.err
    regions = json.loads((folder / "report.json").read_text("utf-8"))["regions"]
    boxed = [region for region in regions if region["decided_by"] == "box"]
    assert [(region["colour"], region["tag"]) for region in boxed] == [("#102030", "hat")]


def test_sixteen_bit_and_alpha_pictures(folder: Path, run: Run) -> None:
    grey = files.read_picture(folder / "drawing.png")
    inked = np.zeros((*grey.shape, 4), np.uint8)
    inked[:, :, 3] = 255 - grey
    (folder / "alpha.png").write_bytes(files.png(inked))
    Image.fromarray(grey.astype(np.uint16) * 257).save(folder / "deep.png")
    layers = []
    for name in ("drawing", "alpha", "deep"):
        out = folder / f"{name}-out.png"
        said = run("colour", folder / f"{name}.png", "--hints", folder / "hints.png", "-o", out, *HERE)
        assert said.code == 0, said.err
        layers.append(files.read_picture(out))
    assert np.array_equal(layers[0], layers[2])
    assert layers[1][32, 28].tolist() == layers[0][32, 28].tolist() == [*RED, 255]


def test_several_pictures_into_a_folder(folder: Path, run: Run) -> None:
    (folder / "layers").mkdir()
    data = (folder / "drawing.png").read_bytes()
    for name in ("a", "b"):
        (folder / f"{name}.png").write_bytes(data)
    (folder / "layers" / "b.png").write_bytes((folder / "hints.png").read_bytes())
    said = run(
        "colour", folder / "a.png", folder / "b.png", "--hints", folder / "layers", "-o", folder / "out",
        "--report", folder / "reports", *HERE,
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    assert not files.read_picture(folder / "out" / "a.png").any()
    assert files.read_picture(folder / "out" / "b.png")[32, 28].tolist() == [*RED, 255]
    assert sorted(path.name for path in (folder / "reports").iterdir()) == ["a.json", "b.json"]


def test_a_server_gives_the_same_bytes(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELTINT_STATE_DIR", str(folder / "state"))
    words = ("--hints", folder / "hints.png", "--style", "soft", "--undecided", "distinct")
    run("colour", folder / "drawing.png", "-o", folder / "here.png", "--svg", folder / "here.svg", *words)
    server = ("--server", "local", "-o", folder / "there.png", "--svg", folder / "there.svg")
    try:
        said = run("colour", folder / "drawing.png", *server, *words)
        assert (said.code, said.err) == (0, "")
        state = json.loads(launcher.state_file().read_text("utf-8"))
        again = run("colour", folder / "drawing.png", "--server", state["url"], "-o", folder / "again.png", *words)
        assert (again.code, again.err) == (0, "")
        nobody = folder / "token"
        nobody.write_text("0" * 64)
        wrong = run(
            "colour", folder / "drawing.png", "--server", state["url"], "-o", folder / "no.png", *words,
            "--token-file", nobody,
        )  # fmt: skip
        assert wrong.code == 2 and "token" in wrong.err and wrong.err.count("\n") == 1
        assert not (folder / "no.png").exists()
    finally:
        os.kill(json.loads(launcher.state_file().read_text("utf-8"))["pid"], signal.SIGTERM)
    for name in ("png", "svg", "shade.png"):
        assert (folder / f"here.{name}").read_bytes() == (folder / f"there.{name}").read_bytes()
    assert (folder / "here.png").read_bytes() == (folder / "again.png").read_bytes()


def test_ctrl_c_leaves_nothing(folder: Path) -> None:
    """The picture is a pipe, so that the command is surely at work, waiting for it, when it is stopped."""
    pipe = folder / "pipe.png"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "celtint_cli", "colour", str(pipe), "-o", str(folder / "out.png"), *HERE]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    with process, pipe.open("wb") as writer:
        writer.write((folder / "drawing.png").read_bytes()[:100])
        writer.flush()
        process.send_signal(signal.SIGINT)
        try:
            _, err = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            # it came between Python's last look for signals and the read, which then waits for the pipe: press again
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "celtint: stopped\n")
    assert sorted(path.name for path in folder.iterdir()) == ["drawing.png", "hints.png", "pipe.png"]


def test_pictures_and_layers_may_have_the_longest_names(folder: Path, run: Run) -> None:
    long = "色" * 82
    (folder / "drawing.png").rename(folder / f"{long}.webp.png")
    words = ["colour", folder / f"{long}.webp.png", "--hints", folder / "hints.png"]
    assert run(*words, "-o", folder / f"{long}.png", "--report", folder / f"{long}.json").code == 0
    assert files.read_picture(folder / f"{long}.png")[32, 28].tolist() == [*RED, 255]
    said = run(*words, "-o", folder / f"{long}.png", "--style", "soft")
    assert said.code == 2 and "a name of 256 bytes, the limit is 255" in said.err
