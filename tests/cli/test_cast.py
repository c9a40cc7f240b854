"""`--cast FOLDER`: the same colours here and by a server, and a sentence for what is no cast."""

import json
from pathlib import Path

import numpy as np
import pytest
from celtint_cli import files

from tests.core.cast.figures_drawn import SHIRT, SKIN, drawn


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A cast of Ada and Bo, a page of Ada and a shot of three drawings of her."""
    for name, other in (("Ada", False), ("Bo", True)):
        (tmp_path / "cast" / name).mkdir(parents=True)
        (tmp_path / "cast" / name / "sheet.png").write_bytes(files.png(drawn(other=other)))
    (tmp_path / "frames").mkdir()
    for pose in range(3):
        (tmp_path / "frames" / f"{pose + 1}.png").write_bytes(files.png(drawn(pose, lines=True)))
    (tmp_path / "page.png").write_bytes(files.png(drawn(1, lines=True)))
    return tmp_path


def pixel(path: Path, x: int, y: int) -> tuple[int, ...]:
    return tuple(files.read_picture(path)[y, x].tolist())


def test_a_drawing_takes_the_colours_of_a_folder(show: Path, run) -> None:
    said = run("colour", show / "page.png", "--cast", show / "cast", "-o", show / "o.png", "--report", show / "r.json")
    assert said.code == 0 and "by the cast" in said.out and said.err == ""
    assert pixel(show / "o.png", 175, 150) == (*SHIRT, 255) and pixel(show / "o.png", 175, 92) == (*SKIN, 255)
    report = json.loads((show / "r.json").read_text())
    assert {r["decided_by"] for r in report["regions"] if r["colour"]} == {"cast"}
    assert all(entry["name"].startswith("Ada: ") for entry in report["palette"])


def test_a_server_gives_the_same_bytes(show: Path, run, served: str) -> None:
    for words in (("colour", show / "page.png", "-o"), ("sequence", show / "frames", "--mode", "line", "-o")):
        for where, out in (((), "here"), (("--server", served), "there")):
            said = run(*words, show / f"{out}{words[0]}.png", "--cast", show / "cast", *where)
            assert said.code == 0, said.err
    assert (show / "herecolour.png").read_bytes() == (show / "therecolour.png").read_bytes()
    here, there = (sorted((show / f"{out}sequence.png").glob("*.png")) for out in ("here", "there"))
    assert len(here) == 3 and [p.read_bytes() for p in here] == [p.read_bytes() for p in there]
    assert pixel(here[1], 175, 150) == (*SHIRT, 255)


def test_another_sheet_is_another_shot(show: Path, run) -> None:
    words = ("sequence", show / "frames", "--mode", "line", "--cast", show / "cast", "-o", show / "out")
    assert run(*words).code == 0
    assert "0 frames" in run(*words).out
    (show / "cast" / "Ada" / "sheet.png").write_bytes(files.png(drawn(2)))
    assert "3 frames" in run(*words).out


def test_one_folder_of_pictures_is_one_character(show: Path, run) -> None:
    said = run("colour", show / "page.png", "--cast", show / "cast" / "Ada", "-o", show / "o.png")
    assert said.code == 0 and pixel(show / "o.png", 175, 150) == (*SHIRT, 255)


def test_what_cannot_be_used_is_said_and_the_rest_goes_on(show: Path, run) -> None:
    ada = show / "cast" / "Ada"
    (ada / "broken.png").write_bytes(b"no picture")
    (ada / "colours.gpl").write_bytes(b"\xff\xfe nonsense")
    (ada / "sheet.lines.png").write_bytes(files.png(np.full((20, 20), 255, np.uint8)))
    (ada / "wide.png").write_bytes(files.png(np.full((20, 20000), 255, np.uint8)))
    said = run("colour", show / "page.png", "--cast", show / "cast", "-o", show / "o.png")
    assert said.code == 0 and pixel(show / "o.png", 175, 150) == (*SHIRT, 255)
    lines = said.err.splitlines()
    assert len(lines) == 4 and all(line.startswith("celtint: Ada/") and line.endswith(".") for line in lines)
    assert {line.split()[1] for line in lines} == {
        "Ada/broken.png", "Ada/colours.gpl", "Ada/sheet.lines.png", "Ada/wide.png",
    }  # fmt: skip


def test_a_character_without_pictures_is_said_here_and_by_a_server(show: Path, run, served: str) -> None:
    (show / "cast" / "Cy").mkdir()
    (show / "cast" / "Di").mkdir()
    (show / "cast" / "Di" / "notes.txt").write_text("red scarf")
    words = ("colour", show / "page.png", "--cast", show / "cast", "-o", show / "o.png")
    for where in ((), ("--server", served)):
        said = run(*words, *where)
        assert said.code == 0 and pixel(show / "o.png", 175, 150) == (*SHIRT, 255)
        assert [line.partition(": ")[2] for line in said.err.splitlines()] == [
            f"{name}/ is left out: there is no picture in it; put finished drawings there." for name in ("Cy", "Di")
        ]


@pytest.mark.parametrize("where", ["nowhere", "empty", "twice"])
def test_what_is_no_cast_is_refused_in_a_sentence(show: Path, run, where: str) -> None:
    (show / "empty" / "Ada").mkdir(parents=True)
    for name in ("Ada", "ada"):
        (show / "twice" / name).mkdir(parents=True)
        (show / "twice" / name / "1.png").write_bytes(files.png(drawn()))
    said = run("colour", show / "page.png", "--cast", show / where, "-o", show / "o.png")
    expected = {"nowhere": "is not a folder", "empty": "has no picture", "twice": "give one another name"}
    assert said.code == 2 and expected[where] in said.err and len(said.err.splitlines()) == 1
    assert not (show / "o.png").exists()
