"""`celtint stage`: what it writes, what it refuses, and that nothing is lost."""

import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import celtint
import numpy as np
import pytest
from celtint import Hints, Picture, Settings, parse_palette
from celtint_cli import files, stage
from celtint_cli.connecting import private_server
from celtint_cli.layouts import parse_layout
from celtint_cli.main import main
from celtint_server.config import Stock
from PIL import Image

from tests.core.stage.drawers import drawer
from tests.core.stage.sets import no_words, small_set

from .conftest import Run

LAYOUT = """{
  "width": 240, "height": 180, "background": "meadow",
  "boxes": [
    {"x": 130, "y": 20, "width": 90, "height": 140, "tag": "tree"},
    {"x": 10, "y": 80, "width": 100, "height": 80, "tag": "dog", "facing": "left", "colour": "#c81e28"}
  ]
}"""
NAMES = {"picture.png", "lines.png", "grey.png", "flats.png", "shade.png", "hints.png", "palette.gpl", "scene.svg"}
NAMES |= {"scene.ora", "report.json", "layers/001-tree.png", "layers/002-dog.png", "layers/background.png"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """layout.json, in the working folder; and four objects in place of the hundreds that come with celtint."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(stage, "stock", lambda: Stock(small_set(), no_words()))
    Path("layout.json").write_text(LAYOUT)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def picture(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path))


def test_everything_is_written_and_says_the_same(here: Path, run: Run) -> None:
    said = run("stage", "layout.json", "-o", "out")
    assert (said.code, said.err) == (0, "") and said.out.startswith("out: 1 picture of 2 boxes")
    assert contents(here / "out").keys() == NAMES
    out = here / "out"
    for name in ("picture", "lines", "flats", "shade", "hints", "layers/001-tree", "layers/background"):
        assert picture(out / f"{name}.png").shape == (180, 240, 4), name
    assert picture(out / "grey.png").shape == (180, 240)
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert [(one["box"], one["tag"], one["object"]) for one in report["objects"]] == [
        (1, "tree", "test:tree"),
        (2, "dog", "test:dog"),
    ]
    for one in report["objects"]:
        assert (one["source"], one["licence"], one["distance"]) == ("the tests", "CC0-1.0", 0.0)
        x, y, width, height = one["bounds"]
        layer = picture(out / one["layer"])[..., 3]
        assert layer[y : y + height, x : x + width].any() and layer.sum() == layer[y : y + height, x : x + width].sum()
    palette = parse_palette((out / "palette.gpl").read_text("utf-8"))
    assert [entry.name for entry in palette.entries] == [entry["name"] for entry in report["palette"]]


def test_hints_and_lines_give_the_flats_again(here: Path, run: Run) -> None:
    assert run("stage", "layout.json", "-o", "out").code == 0
    lines, hints = (files.read_picture(here / "out" / f"{name}.png") for name in ("lines", "hints"))
    coloured = celtint.colour(Picture(lines), Hints(hints), settings=Settings("line")).colour
    bare = lines[..., 3] == 0
    assert np.array_equal(coloured[bare], picture(here / "out" / "flats.png")[bare])


def test_the_vectors_and_the_layers_hold_the_picture(here: Path, run: Run) -> None:
    assert run("stage", "layout.json", "-o", "out").code == 0
    tree = ElementTree.fromstring((here / "out" / "scene.svg").read_text("utf-8"))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert (tree.get("width"), tree.get("height")) == ("240", "180")
    report = json.loads((here / "out" / "report.json").read_text("utf-8"))
    ids = {int(str(path.get("id")).removeprefix("region-")) for path in tree.findall("./s:g/s:path", space)}
    assert ids == {region["id"] for region in report["regions"]}
    assert tree.findall("./s:g[@id='lines']//s:path", space)
    with zipfile.ZipFile(io.BytesIO((here / "out" / "scene.ora").read_bytes())) as archive:
        rows = ElementTree.fromstring(archive.read("stack.xml")).findall("./stack/layer")
        merged = np.asarray(Image.open(archive.open("mergedimage.png"))).astype(int)
    assert rows[0].get("name") == "lines"
    assert {"background", "1 tree", "2 dog", "hints", "flats"} <= {row.get("name") for row in rows}
    assert np.abs(merged - picture(here / "out" / "picture.png").astype(int)).mean() < 6


def test_the_same_seed_gives_the_same_bytes_and_variants_are_the_next_seeds(here: Path, run: Run) -> None:
    assert run("stage", "layout.json", "-o", "one", "--seed", "4").code == 0
    assert run("stage", "layout.json", "-o", "more", "--seed", "3", "--variants", "2").code == 0
    one, more = contents(here / "one"), contents(here / "more")
    assert {name: data for name, data in more.items() if name.startswith("2/")} == {
        f"2/{name}": data for name, data in one.items()
    }
    assert {name.partition("/")[0] for name in more} == {"1", "2"}


def test_options_go_before_the_layout_s_own_words(here: Path, run: Run) -> None:
    words = ("--background", "sea", "--light", "right", "--style", "soft", "--line", "3", "--engine", "assembled")
    assert run("stage", "layout.json", "-o", "out", *words, "--seed", "9").code == 0
    report = json.loads((here / "out" / "report.json").read_text("utf-8"))
    told = [report[key] for key in ("background", "light", "style", "line", "engine", "seed", "width")]
    assert told == ["sea", "right", "soft", 3, "assembled", 9, 240]


def test_the_engine_that_has_learned_draws_and_says_what_it_is(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "stock", lambda: Stock(small_set(), no_words(), drawer))
    for folder, words in (("one", ()), ("two", ("--engine", "learned")), ("again", ("--engine", "learned"))):
        assert run("stage", "layout.json", "-o", folder, *words).code == 0
    assert contents(here / "two") == contents(here / "again") and contents(here / "two").keys() == NAMES
    assert (here / "one" / "lines.png").read_bytes() != (here / "two" / "lines.png").read_bytes()
    report = json.loads((here / "two" / "report.json").read_text("utf-8"))
    told = [(one["object"], one["licence"], one["bounds"]) for one in report["objects"]]
    before = [one["bounds"] for one in json.loads((here / "one" / "report.json").read_text("utf-8"))["objects"]]
    assert report["engine"] == "learned"
    assert told == [
        ("test-drawer:test:tree", "CC0-1.0", before[0]), ("test-drawer:test:dog", "CC0-1.0", before[1])
    ]  # fmt: skip


def test_without_its_network_nothing_is_written(here: Path, run: Run) -> None:
    said = run("stage", "layout.json", "-o", "out", "--engine", "learned")
    assert said.code != 0 and "assembled" in said.err and not (here / "out").exists()


def test_nothing_is_replaced_in_silence(here: Path, run: Run) -> None:
    assert run("stage", "layout.json", "-o", "out", "--variants", "3").code == 0
    before = contents(here / "out")
    said = run("stage", "layout.json", "-o", "out", "--seed", "5")
    assert said.code == 2 and "--force" in said.err and contents(here / "out") == before
    assert run("stage", "layout.json", "-o", "out", "--seed", "5", "--force").code == 0
    assert contents(here / "out").keys() == NAMES  # what the three had is gone
    (here / "mine").mkdir()
    (here / "mine" / "notes.txt").write_text("mine")
    said = run("stage", "layout.json", "-o", "mine", "--force")
    assert said.code == 2 and "something else" in said.err and contents(here / "mine") == {"notes.txt": b"mine"}
    assert run("stage", "layout.json", "-o", "layout.json").code == 2


def test_what_others_put_into_the_folder_stays_when_it_is_replaced(here: Path, run: Run) -> None:
    assert run("stage", "layout.json", "-o", "out", "--variants", "2").code == 0
    own = ("1/scene.kra", "1/picture-by-hand.png", "1/layers/002-dog-retouched.png", "2/layers/sketch.png", "3.png")
    for name in own:
        (here / "out" / name).write_bytes(b"mine")
    report = here / "out" / "1" / "report.json"
    told = json.loads(report.read_text("utf-8"))
    told["objects"][0]["layer"] = "../../layout.json"  # a report that was tampered with leads nowhere else
    report.write_text(json.dumps(told), "utf-8")
    assert run("stage", "layout.json", "-o", "out", "--force").code == 0
    there = contents(here / "out")
    assert all(there[name] == b"mine" for name in own) and (here / "layout.json").read_text() == LAYOUT
    stale = {name for name in there if name[:2] in ("1/", "2/")} - set(own)
    assert stale == {"1/" + next(name for name in NAMES if name.startswith("layers/001"))}  # the one nobody named


def test_a_layout_inside_the_folder_is_kept(here: Path, run: Run) -> None:
    assert run("stage", "layout.json", "-o", "out").code == 0
    (here / "out" / "own.json").write_text(LAYOUT)
    said = run("stage", "out/own.json", "-o", "out", "--force")
    assert said.code == 2 and "copy it elsewhere" in said.err and (here / "out" / "own.json").read_text() == LAYOUT


def test_a_run_that_fails_leaves_nothing(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **_more: object) -> bytes:
        raise celtint.BadRequest("The disk is full.")

    monkeypatch.setattr("celtint_cli.scenes.ora", full)
    assert run("stage", "layout.json", "-o", "new", "--variants", "2").code == 2
    assert not (here / "new").exists()


def test_unknown_words_are_told_of_and_the_others_stand(here: Path, run: Run) -> None:
    Path("layout.json").write_text(LAYOUT.replace('"tag": "dog"', '"tag": "xyzzy"'))
    said = run("stage", "layout.json", "-o", "out")
    assert said.code == 0 and said.err.startswith("layout.json: ") and "xyzzy" in said.err and said.err.count("\n") == 1
    assert "layers/001-tree.png" in contents(here / "out")


def wrong(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


BAD: dict[str, tuple[str, tuple[str, ...]]] = {
    "not JSON": (wrong(LAYOUT, ('"tree"}', '"tree"')), ("line 5", "JSON")),
    "nothing": ("", ("line 1", "JSON")),
    "deep": ("[" * 100_000, ("JSON",)),
    "not a layout": ("[]", ("not a layout",)),
    "no width": (wrong(LAYOUT, ('"width": 240, ', "")), ("line 1", "no width")),
    "a misspelt member": (wrong(LAYOUT, ('"background"', '"backgroud"')), ("'backgroud'", "background")),
    "a misspelt member of a box": (wrong(LAYOUT, ('"tag": "dog"', '"tga": "dog"')), ("line 5, box 2", "'tga'")),
    "a box without a tag": (wrong(LAYOUT, (', "tag": "tree"', "")), ("line 4, box 1", "no tag")),
    "a box that is none": (wrong(LAYOUT, ('"boxes": [', '"boxes": [3,')), ("box 1",)),
    "boxes that are none": ('{"width": 99, "height": 99, "boxes": {}}', ("boxes",)),
    "a size that is a word": (wrong(LAYOUT, ('"width": 100', '"width": "wide"')), ("line 5, box 2", "width")),
    "an endless size": (wrong(LAYOUT, ('"width": 100', '"width": 1e999')), ("line 5, box 2", "width")),
    "no number": (wrong(LAYOUT, ('"width": 100', '"width": NaN')), ("JSON",)),
    "a colour that is none": (wrong(LAYOUT, ("#c81e28", "red")), ("line 5, box 2", "#rrggbb")),
    "a facing that is none": (wrong(LAYOUT, ('"facing": "left"', '"facing": "up"')), ("line 5, box 2", "left, right")),
    "a background that is none": (wrong(LAYOUT, ('"meadow"', '"moon"')), ("meadow", "'moon'")),
    "a canvas of 900 megapixels": ('{"width": 30000, "height": 30000}', ("8192", "30000×30000")),
    "a canvas too small": ('{"width": 3, "height": 30, "background": "sea"}', ("16",)),
    "nothing to draw": ('{"width": 99, "height": 99}', ("no box",)),
    "all words unknown": (wrong(LAYOUT, ("meadow", "none"), ("dog", "xyzzy"), ("tree", "qwrt")), ("'qwrt'", "'xyzzy'")),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_layout_that_is_wrong_is_named_with_its_line_and_its_box(here: Path, run: Run, kind: str) -> None:
    text, words = BAD[kind]
    Path("layout.json").write_text(text)
    said = run("stage", "layout.json", "-o", "out")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("celtint: ") and said.err.count("\n") == 1
    assert all(word in said.err for word in words), said.err
    assert not (here / "out").exists()


def test_words_of_the_command_line_that_are_wrong(here: Path, run: Run) -> None:
    for words in (("--variants", "0"), ("--line", "0.5"), ("--seed", "-1"), ("--engine", "dreamt"), ("--server", "x")):
        said = run("stage", "layout.json", "-o", "out", *words)
        assert said.code == 2 and said.err.count("\n") == 1 and not (here / "out").exists(), words
    assert run("stage", "nowhere.json", "-o", "out").code == 2


def test_all_of_a_box_s_members_reach_the_core() -> None:
    box = '{"x": -1.5, "y": 2, "width": 3, "height": 4, "tag": "dog", "order": 3, "facing": "right", "pose": "sitting"}'
    layout = parse_layout(f'\ufeff{{"width": 99, "height": 88, "boxes": [{box}], "line": 2}}', "l.json", {"seed": 7})
    assert layout.boxes == (celtint.StageBox(-1.5, 2, 3, 4, "dog", 3, "right", None, "sitting"),)
    assert (layout.line, layout.seed, layout.background) == (2, 7, "none")


def test_a_server_makes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the objects that come with celtint, in a process of its own."""
    monkeypatch.chdir(tmp_path)
    Path("layout.json").write_text(LAYOUT)
    assert main(["stage", "layout.json", "-o", "here", "--style", "soft"]) == 0
    with private_server("the tests"):
        assert main(["stage", "layout.json", "-o", "there", "--style", "soft", "--server", "local"]) == 0
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
