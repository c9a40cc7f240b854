"""`celtint sequence` on drawings with holds, on folders of two levels, and on cut folders."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from celtint_cli import numbering
from celtint_cli.frames import find
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.cli.conftest import Run

SIZE = (64, 96)
PLAIN = ("--undecided", "transparent", "--mode", "line")
RED, BLUE = (200, 40, 40, 255), (30, 60, 210, 255)


def ink(at: int) -> np.ndarray:
    y, x = np.indices(SIZE)
    return np.where(np.abs(np.hypot(x - 36 - at, y - 32) - 18) < 1.5, 0, 255).astype(np.uint8)


def layer(at: int, colour: tuple[int, ...]) -> np.ndarray:
    y, x = np.indices(SIZE)
    rgba = np.zeros((*SIZE, 4), np.uint8)
    rgba[np.hypot(x - 36 - at, y - 32) < 18] = colour
    return rgba


def draw(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for k, name in enumerate(names):
        Image.fromarray(ink(2 * k)).save(folder / f"{name}.png")
    return folder


def key(folder: Path, name: str, colour: tuple[int, ...]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(layer(0, colour)).save(folder / f"{name}.png")
    return folder


def middle(path: Path, at: int) -> tuple[int, ...]:
    return tuple(int(v) for v in np.asarray(Image.open(path))[32, 36 + at])


def cut(folder: Path) -> Path:
    """Levels A of three drawings and B of two, a key each: A is red, B is blue."""
    draw(folder / "shot" / "A", "0001", "0002", "0003")
    draw(folder / "shot" / "B", "0001", "0002")
    (folder / "shot" / "notes").mkdir()
    key(folder / "keys" / "A", "0001", RED)
    key(folder / "keys" / "B", "0001", BLUE)
    return folder


@pytest.mark.parametrize("form", ["{}", "{:04d}", "walk_{:03d}"])
def test_drawings_that_are_numbered_unevenly_keep_the_artists_numbers(form: str, tmp_path: Path, run: Run) -> None:
    names = [form.format(number) for number in (1, 4, 5, 9, 10)]
    frames = draw(tmp_path / "frames", *names)
    keys = key(tmp_path / "keys", names[0], RED)
    out, report = tmp_path / "out", tmp_path / "report.json"
    said = run("sequence", frames, "--keys", keys, "-o", out, "--report", report, *PLAIN)
    assert said.code == 0 and f"5 drawings, numbered unevenly ({', '.join(names[:4])}, …)" in said.out
    rows = json.loads(report.read_text(encoding="utf-8"))["frames"]
    assert [row["frame"] for row in rows] == names
    assert sorted(path.stem for path in out.glob("*.png")) == sorted(names)
    assert [middle(out / f"{name}.png", 2 * k) for k, name in enumerate(names)] == [RED] * 5


@given(st.lists(st.integers(1, 60), min_size=3, unique=True).map(sorted))
def test_one_uneven_place_is_a_missing_frame_and_more_are_holds(numbers: list[int]) -> None:
    steps = [b - a for a, b in pairwise(numbers)]
    odd = sum(step != min(steps) for step in steps)
    gap = numbering.missing(numbers)
    assert (gap is not None) == (odd == 1)
    assert gap is None or (gap[0] not in numbers and gap[1] in numbers)
    assert (numbering.told_holds([str(n) for n in numbers]) is not None) == (odd > 0)


@pytest.mark.parametrize(
    ("names", "levels", "pattern"),
    [
        (("A0001", "A0002", "B0001", "B0002"), "A and B", "A%04d.png"),
        (("A_1", "A_2", "B_2", "B_3", "C_9"), "A and B", "A_%d.png"),
        (("C012_A0001", "C012_A0003", "C012_BG0003", "C012_BG0005"), "C012_A and C012_BG", "C012_A%04d.png"),
    ],
)
def test_two_levels_in_one_folder_are_a_question(
    names: tuple[str, ...], levels: str, pattern: str, tmp_path: Path, run: Run
) -> None:
    frames = draw(tmp_path / "shot", *names)
    said = run("sequence", frames, "-o", tmp_path / "out", *PLAIN)
    assert said.code == 2 and said.err.count("\n") == 1 and not (tmp_path / "out").exists()
    assert f"several levels, {levels};" in said.err and str(frames / pattern) in said.err
    level = find(str(frames / pattern))
    assert [path.stem for path in level.inputs] == [name for name in names if name[:-1].rstrip("0") in pattern]


@pytest.mark.parametrize(
    "names",
    [
        ("page-a", "page-b"),
        ("a1", "a2", "b3", "b4"),
        ("a1", "b1", "b2"),
        ("a1", "b1"),
        ("walk1", "walk2", "walk3"),
        ("1", "2", "3"),
        ("c1_a1", "c1_a2", "c2_b1", "c2_b2"),
    ],
)
def test_other_names_are_one_sequence(names: tuple[str, ...], tmp_path: Path) -> None:
    assert sorted(find(str(draw(tmp_path / "shot", *names))).stems) == sorted(names)


def test_the_levels_of_a_cut_folder_are_coloured_each_by_itself(tmp_path: Path, run: Run) -> None:
    cut(tmp_path)
    words = ("sequence", tmp_path / "shot", "--keys", tmp_path / "keys", "-o", tmp_path / "out", *PLAIN)
    said = run(*words, "--report", tmp_path / "report.json", "--result", tmp_path / "kept")
    assert said.code == 0, said.err
    assert [line.split(",")[0] for line in said.out.splitlines()] == [
        f"{tmp_path / 'out' / 'A'}: 3 frames",
        f"{tmp_path / 'out' / 'B'}: 2 frames",
    ]
    assert sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.png")) == [
        "A/0001.png", "A/0002.png", "A/0003.png", "B/0001.png", "B/0002.png",
    ]  # fmt: skip
    assert middle(tmp_path / "out" / "A" / "0003.png", 4) == RED
    assert middle(tmp_path / "out" / "B" / "0002.png", 2) == BLUE
    assert len(json.loads((tmp_path / "report-B.json").read_text(encoding="utf-8"))["frames"]) == 2
    assert (tmp_path / "kept" / "A" / "result.json").is_file()
    alone = ("sequence", tmp_path / "shot" / "B", "--keys", tmp_path / "keys" / "B", "-o", tmp_path / "alone", *PLAIN)
    assert run(*alone).code == 0
    for path in (tmp_path / "alone").glob("*.png"):
        assert path.read_bytes() == (tmp_path / "out" / "B" / path.name).read_bytes()


def test_a_level_that_cannot_be_coloured_is_told_and_the_others_go_on(tmp_path: Path, run: Run) -> None:
    cut(tmp_path)
    (tmp_path / "shot" / "A" / "0002.png").write_bytes(b"nothing")
    said = run("sequence", tmp_path / "shot", "--keys", tmp_path / "keys", "-o", tmp_path / "out", *PLAIN)
    assert said.code == 2 and said.err.startswith("celtint: A: ") and said.err.count("\n") == 1
    assert middle(tmp_path / "out" / "B" / "0002.png", 2) == BLUE


def test_what_is_not_said_level_by_level_is_refused_before_anything_is_done(tmp_path: Path, run: Run) -> None:
    cut(tmp_path)
    key(tmp_path / "flat", "0001", RED)
    key(tmp_path / "wrong" / "C", "0001", RED)
    for words, about in (
        (("--keys", tmp_path / "flat"), "holds nothing for a level"),
        (("--keys", f"0001={tmp_path / 'flat' / '0001.png'}"), "is no folder"),
        (("--keys", tmp_path / "wrong"), "belongs to no level"),
        (("--hints", tmp_path / "flat"), "holds nothing for a level"),
        (("--cuts", "2"), "one at a time"),
    ):
        said = run("sequence", tmp_path / "shot", *words, "-o", tmp_path / "out", *PLAIN)
        assert said.code == 2 and about in said.err and said.err.count("\n") == 1, said.err
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("names", [("frames", "keys"), ("A", "notes")])
def test_other_folders_are_no_levels(names: tuple[str, str], tmp_path: Path, run: Run) -> None:
    draw(tmp_path / "shot" / names[0], "rough", "rougher") if names[0] == "A" else draw(
        tmp_path / "shot" / names[0], "1"
    )
    draw(tmp_path / "shot" / names[1], "1", "2")
    said = run("sequence", tmp_path / "shot", "-o", tmp_path / "out", *PLAIN)
    assert said.code == 2 and "no pictures" in said.err
