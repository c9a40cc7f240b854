"""Every written picture says in XMP who decided what, and says nothing where that is asked for."""

import json
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from celtint_files.xmp import TRAINED
from celtint_models import registry
from PIL import Image

from tests.files import told_xmp

from .conftest import Run


def said(path: Path) -> dict[str, Any]:
    with Image.open(path) as image:
        return told_xmp.said(image)


def rows(path: Path) -> dict[str, tuple[int, int]]:
    """Regions and pixels by who decided them."""
    return {row["by"]: (int(row["regions"]), int(row["pixels"])) for row in said(path)["decided"]}


def words(folder: Path) -> tuple[str | Path, ...]:
    return ("colour", folder / "drawing.png", "--hints", folder / "hints.png", "--mode", "line", "-o")


def test_a_layer_says_who_decided_as_its_report_does(folder: Path, run: Run) -> None:
    more = ("--undecided", "mean", "--style", "soft", "--result", folder / "kept", "--report", folder / "r.json")
    assert run(*words(folder), folder / "o.png", *more).code == 0
    regions = json.loads((folder / "r.json").read_text())["regions"]
    counted = {by: [r for r in regions if r["decided_by"] == by] for by in {r["decided_by"] for r in regions}}
    wanted = {by: (len(own), sum(r["area"] for r in own)) for by, own in counted.items()}
    assert len(wanted) >= 2
    for path in (folder / "o.png", folder / "o.shade.png", folder / "kept" / "colour.png"):
        assert rows(path) == wanted and said(path)["CreatorTool"] == f"celtint {version('celtint')}"
        assert "model" not in said(path) and "DigitalSourceType" not in said(path)


def test_a_network_that_proposed_is_named(folder: Path, run: Run) -> None:
    assert run(*words(folder), folder / "o.png", "--undecided", "network").code == 0
    assert said(folder / "o.png")["model"] == registry.names()[0]
    assert said(folder / "o.png")["DigitalSourceType"] == TRAINED and "network" in rows(folder / "o.png")


def test_a_colour_that_was_changed_is_said(folder: Path, run: Run) -> None:
    assert run(*words(folder), folder / "o.png", "--result", folder / "kept").code == 0
    entry = run("palette", folder / "kept").out.split("\t")[0]
    assert run("palette", folder / "kept", entry, "#0aa03c", "-o", folder / "o.png").code == 0
    assert (folder / "o.png").read_bytes() == (folder / "kept" / "colour.png").read_bytes()
    changed = said(folder / "o.png")["recoloured"]
    assert changed == [{"entry": entry, "colour": "#0aa03c"}]


def test_nothing_is_said_where_that_is_asked_for(folder: Path, run: Run) -> None:
    silent = ("--no-xmp", "--result", folder / "kept", "--layers", folder / "o.psd")
    assert run(*words(folder), folder / "o.png", *silent).code == 0
    entry = run("palette", folder / "kept").out.split("\t")[0]
    assert run("palette", folder / "kept", entry, "#0aa03c", "-o", folder / "p.png").code == 0
    for path in folder.rglob("*.p*"):
        assert b"xmpmeta" not in path.read_bytes(), path


def test_a_server_says_the_same(folder: Path, run: Run, served: str) -> None:
    for undecided in ("mean", "network"):
        more = ("--undecided", undecided)
        assert run(*words(folder), folder / "here.png", *more).code == 0
        assert run(*words(folder), folder / "there.png", *more, "--server", served).code == 0
        assert (folder / "here.png").read_bytes() == (folder / "there.png").read_bytes()


def test_frames_and_pictures_of_boxes_say_it(folder: Path, run: Run) -> None:
    for name in ("frames", "keys"):
        (folder / name).mkdir()
    for name in ("a1", "a2"):
        shutil.copy(folder / "drawing.png", folder / "frames" / f"{name}.png")
    assert run(*words(folder), folder / "keys" / "a1.png").code == 0
    done = run("sequence", folder / "frames", "--keys", folder / "keys", "-o", folder / "out", "--mode", "line")
    assert done.code == 0 and "key" in rows(folder / "out" / "a2.png")
    layout = {"width": 200, "height": 160, "boxes": [{"x": 20, "y": 20, "width": 120, "height": 120, "tag": "dog"}]}
    (folder / "layout.json").write_text(json.dumps(layout))
    assert run("stage", folder / "layout.json", "-o", folder / "scene").code == 0
    assert set(rows(folder / "scene" / "picture.png")) == {"assembled"}
    assert run("stage", folder / "layout.json", "-o", folder / "scene", "--no-xmp", "--force").code == 0
    assert not said(folder / "scene" / "picture.png")
