"""`--result` and `celtint palette`: what is kept, what is recoloured, and what is never lost."""

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import Protocol

import celtint
import numpy as np
import pytest
from celtint_cli import files, results
from celtint_cli.main import main
from celtint_files.palettes import read as read_palette

RED, BLUE, GREEN = (200, 40, 30), (40, 90, 220), (10, 160, 60)
PALETTE = {
    "entries": [
        {"id": "skin", "name": "Skin", "colour": "#c8281e"},
        {"id": "sand", "name": "Ground", "colour": "#285adc"},
        {"id": "sea", "name": "ground", "colour": "#112233"},
        {"id": "shirt", "name": "Shirt", "colour": "#c8281e"},
    ]
}
LAYERS = ("colour.png", "labels.png", "report.json", "result.json")


class Said(Protocol):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def kept(folder: Path, run) -> Path:
    """A result of the drawing: skin in the left circle, sand on the ground."""
    (folder / "palette.json").write_text(json.dumps(PALETTE), encoding="utf-8")
    assert colour(folder, run).code == 0
    return folder / "result"


def colour(folder: Path, run, *more: str) -> Said:
    words = ("colour", folder / "drawing.png", "--hints", folder / "hints.png", "--palette", folder / "palette.json")
    where = ("-o", folder / "out.png", "--result", folder / "result", "--mode", "line", "--undecided", "transparent")
    return run(*words, *where, *more)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_kept_is_the_result(folder: Path, kept: Path) -> None:
    assert sorted(bytes_of(kept)) == sorted(LAYERS)
    picture, hints = (files.read_picture(folder / name) for name in ("drawing.png", "hints.png"))
    whole = celtint.colour(
        celtint.Picture(picture), celtint.Hints(hints), palette=celtint.parse_palette(json.dumps(PALETTE)),
        settings=celtint.Settings(mode="line", undecided="transparent"),
    )  # fmt: skip
    again = results.read(kept).result
    assert np.array_equal(again.labels, whole.labels) and np.array_equal(again.colour, whole.colour)
    assert (again.palette, again.mode, again.gap) == (whole.palette, whole.mode, whole.gap)
    assert [(r.id, r.colour, r.entry, r.area, r.box, r.unsure) for r in again.regions] == [
        (r.id, r.colour, r.entry, r.area, r.box, r.unsure) for r in whole.regions
    ]
    assert (kept / "colour.png").read_bytes() == (folder / "out.png").read_bytes()


@pytest.mark.parametrize("number", [1, 255, 256, 65535, 65536, (1 << 24) - 1])
def test_a_label_map_keeps_every_number_it_can(number: int, tmp_path: Path) -> None:
    labels = np.array([[0, number], [number, 1]], np.int32)
    (tmp_path / "labels.png").write_bytes(files.png(results._as_picture(labels)))
    assert np.array_equal(results._labels(tmp_path / "labels.png"), labels)


@pytest.mark.parametrize("word", ["skin", "Skin", "SKIN"])
def test_an_entry_takes_another_colour_by_its_id_or_name(word: str, folder: Path, kept: Path, run) -> None:
    before = results.read(kept).result
    said = run("palette", kept, word, "#0aa03c", "-o", folder / "again.png")
    assert (said.code, said.err) == (0, "") and "skin is #0aa03c, 1 regions" in said.out
    after = results.read(kept).result
    assert np.array_equal(after.colour, celtint.recolour(before, "skin", GREEN).colour)
    assert tuple(after.colour[32, 28]) == (*GREEN, 255) and tuple(after.colour[6, 48]) == (*BLUE, 255)
    assert (folder / "again.png").read_bytes() == (kept / "colour.png").read_bytes()
    assert {r.colour for r in after.regions if r.entry == "skin"} == {GREEN}
    assert run("palette", kept, "skin", "c8281e").code == 0  # and back, without the #
    assert np.array_equal(results.read(kept).result.colour, before.colour)


def test_an_entry_is_found_by_its_colour_and_doubt_is_said(kept: Path, run) -> None:
    assert run("palette", kept, "#285ADC", "#0aa03c").code == 0
    assert tuple(results.read(kept).result.colour[6, 48]) == (*GREEN, 255)
    before = bytes_of(kept)
    for word, said in (
        ("#c8281e", "skin, shirt"),
        ("ground", "sand, sea"),
        ("hair", "the result's entries are skin, sand, sea, shirt"),
    ):
        answer = run("palette", kept, word, "#000000")
        assert answer.code == 2 and said in answer.err and answer.err.count("\n") == 1
    assert run("palette", kept, "skin", "reddish").code == 2 and run("palette", kept, "skin").code == 2
    listed = run("palette", kept)
    assert listed.code == 0 and "sand\t#0aa03c\tGround\n" in listed.out
    assert bytes_of(kept) == before


def test_a_colour_that_one_entry_is_called_by_and_another_has_is_in_doubt(folder: Path, run) -> None:
    words = ("--hints", folder / "hints.png", "--mode", "line", "--undecided", "transparent")
    assert run("colour", folder / "drawing.png", "-o", folder / "o.png", "--result", folder / "r", *words).code == 0
    assert run("palette", folder / "r", "#c8281e", "#0aa03c").code == 0
    assert run("palette", folder / "r", "#c8281e", "#0aa03d").code == 0  # it is still called so, and no other is
    assert run("palette", folder / "r", "#285adc", "#c8281e").code == 0
    answer = run("palette", folder / "r", "#c8281e", "#000000")
    assert answer.code == 2 and "c285adc, cc8281e" in answer.err


def test_a_shade_follows_its_flats_and_goes_with_them(folder: Path, kept: Path, run) -> None:
    assert colour(folder, run, "--style", "soft").code == 0
    before = results.read(kept).result
    assert before.shade is not None
    assert run("palette", kept, "skin", "#0aa03c", "-o", folder / "a.png").code == 0
    shade = results.read(kept).result.shade
    wanted = celtint.recolour(before, "skin", GREEN).shade
    assert shade is not None and wanted is not None and np.array_equal(shade, wanted)
    assert (folder / "a.shade.png").read_bytes() == (kept / "shade.png").read_bytes()
    assert colour(folder, run, "--force").code == 0
    assert sorted(bytes_of(kept)) == sorted(LAYERS)


def test_what_was_painted_by_hand_is_not_written_over(folder: Path, kept: Path, run) -> None:
    painted = files.read_picture(kept / "colour.png").copy()
    painted[40:50, 60:75] = (1, 2, 3, 255)
    painted[30:34, 26:30] = (1, 2, 3, 255)
    (kept / "colour.png").write_bytes(files.png(painted))
    before = bytes_of(folder)
    for answer in (run("palette", kept, "skin", "#0aa03c"), colour(folder, run)):
        assert answer.code == 2 and "colour.png was changed" in answer.err and "--force" in answer.err
        assert answer.err.count("\n") == 1 and bytes_of(folder) == before
    assert run("palette", kept, "skin", "#0aa03c", "--force").code == 0
    after = results.read(kept).result.colour
    assert (after[40:50, 60:75] == (1, 2, 3, 255)).all() and tuple(after[32, 28]) == (*GREEN, 255)
    assert run("palette", kept, "skin", "#0aa03d").code == 0  # what it wrote with --force is its own


def test_a_recoloured_result_is_not_coloured_anew_by_chance(folder: Path, kept: Path, run) -> None:
    first = bytes_of(kept)
    assert colour(folder, run).code == 0 and bytes_of(kept)["colour.png"] == first["colour.png"]
    assert run("palette", kept, "skin", "#0aa03c").code == 0
    answer = colour(folder, run)
    assert answer.code == 2 and "recoloured" in answer.err and answer.err.count("\n") == 1
    assert colour(folder, run, "--force").code == 0
    assert bytes_of(kept)["colour.png"] == first["colour.png"]


def test_folders_that_are_no_result_are_refused(folder: Path, kept: Path, run) -> None:
    other = folder / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine", encoding="utf-8")
    newer, broken, odd = (folder / name for name in ("newer", "broken", "odd"))
    for place in (newer, broken, odd):
        shutil.copytree(kept, place)
    (newer / "result.json").write_text('{"celtint": "result", "version": 2}', encoding="utf-8")
    (broken / "result.json").write_text("[]", encoding="utf-8")
    (odd / "labels.png").unlink()
    for place, said in (
        (other, "There is no result"),
        (folder / "nowhere", "There is no result"),
        (newer, "newer celtint"),
        (broken, "not one that celtint wrote"),
        (odd, "cannot be read"),
    ):
        answer = run("palette", place, "skin", "#000000", "--force")
        assert answer.code == 2 and said in answer.err and answer.err.count("\n") == 1, answer.err
    for place, said in ((other, "holds something else"), (newer, "newer"), (folder / "drawing.png", "is a file")):
        answer = run("colour", folder / "drawing.png", "-o", folder / "o.png", "--result", place)
        assert answer.code == 2 and said in answer.err and answer.err.count("\n") == 1, answer.err
    assert bytes_of(other) == {"letter.txt": b"mine"} and not (folder / "o.png").exists()


@pytest.mark.parametrize("report", ["", "[]", '{"palette": 3}', "regions", "ids"])
def test_reports_that_do_not_fit_are_said_in_a_sentence(report: str, kept: Path, run) -> None:
    about = json.loads((kept / "report.json").read_text(encoding="utf-8"))
    if report == "regions":
        about["regions"][0].pop("box")
    about["regions"][0]["id"] = 4000 if report == "ids" else 1
    text = json.dumps(about) if report in ("regions", "ids") else report
    (kept / "report.json").write_text(text, encoding="utf-8")
    answer = run("palette", kept, "skin", "#000000", "--force")
    assert answer.code == 2 and "colour it again" in answer.err and answer.err.count("\n") == 1


def test_a_grey_picture_has_no_entries(folder: Path, run) -> None:
    assert run(
        "colour", folder / "drawing.png", "--mode", "grey", "--undecided", "transparent", "-o", folder / "out.png",
        "--result", folder / "result",
    ).code == 0  # fmt: skip
    answer = run("palette", folder / "result", "skin", "#000000")
    assert answer.code == 2 and "grey picture has no regions" in answer.err


def test_several_pictures_have_a_folder_each(folder: Path, run) -> None:
    for name in ("a", "b"):
        shutil.copy(folder / "drawing.png", folder / f"{name}.png")
    words = ("--hints", folder / "hints.png", "--mode", "line", "--undecided", "transparent")
    assert (
        run("colour", folder / "a.png", folder / "b.png", "-o", folder / "o", "--result", folder / "r", *words).code
        == 0
    )
    assert run("palette", folder / "r" / "b", "#c8281e", "#0aa03c").code == 0
    assert tuple(results.read(folder / "r" / "a").result.colour[32, 28]) == (*RED, 255)


class Stop(BaseException):
    """Stands for a process that is killed."""


@pytest.mark.parametrize("at", range(1, 8))
def test_killed_anywhere_a_change_has_happened_or_not(
    at: int, kept: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(kept)
    renamed = 0

    def killed(self: Path, target: Path) -> Path:
        nonlocal renamed
        renamed += 1
        if renamed == at:
            raise Stop
        return self.rename(target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        patched.setattr(shutil, "rmtree", lambda *_words, **_more: None)
        with contextlib.suppress(Stop):
            main(["palette", str(kept), "skin", "#0aa03c"])
    assert run("palette", kept).code == 0  # whoever comes next finds the folder settled
    after = bytes_of(kept)
    assert sorted(after) == sorted(before)
    if after != before:
        assert at > 1
        results.check_untouched(kept, results.manifest(kept))
        assert tuple(results.read(kept).result.colour[32, 28]) == (*GREEN, 255)
    else:
        assert at == 1


def test_a_disk_that_is_full_leaves_all_as_it_was(
    folder: Path, kept: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(folder)
    written = 0

    def full(_number: int) -> None:
        nonlocal written
        written += 1
        if written == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = run("palette", kept, "skin", "#0aa03c", "-o", folder / "again.png")
    assert answer.code == 2 and "No space left" in answer.err and answer.err.count("\n") == 1
    assert bytes_of(folder) == before


def test_outputs_that_cannot_be_written_leave_the_result(folder: Path, kept: Path, run) -> None:
    before = bytes_of(kept)
    for output, said in (
        (kept / "mine.png", "own folder"),
        (folder / "mine.jpg", ".png"),
        (folder / "no" / "mine.png", "no folder"),
        (folder, ".png"),
    ):
        answer = run("palette", kept, "skin", "#0aa03c", "-o", output)
        assert answer.code == 2 and said in answer.err and answer.err.count("\n") == 1
    assert bytes_of(kept) == before


@pytest.mark.parametrize("ending", [".gpl", ".kpl", ".ase", ".aco", ".hex", ".json"])
def test_palettes_come_from_files_of_every_kind_and_go_into_them(ending: str, folder: Path, kept: Path, run) -> None:
    (folder / "out").mkdir()
    given, out = folder / f"hero{ending}", folder / "out" / f"hero{ending}"
    assert run("palette", kept, "--palette-out", given).code == 0
    words = ("colour", folder / "drawing.png", "--hints", folder / "hints.png", "--palette", given, "--mode", "line")
    said = run(*words, "--undecided", "transparent", "-o", folder / "again.png", "--palette-out", out)
    assert (said.code, said.err) == (0, "") and (folder / "again.png").read_bytes() == (folder / "out.png").read_bytes()
    assert out.read_bytes() == given.read_bytes()
    if ending != ".hex":
        assert run("palette", kept, "Skin", "#0aa03c", "--palette-out", out).code == 0
        palette, _ = read_palette(out.read_bytes(), "out")
        assert {e.name: e.colour for e in palette.entries} == {
            "Skin": GREEN, "Ground": BLUE, "ground": (0x11, 0x22, 0x33), "Shirt": RED,
        }  # fmt: skip


def test_palettes_that_cannot_be_read_or_written_are_told(folder: Path, kept: Path, run) -> None:
    (folder / "latin.gpl").write_bytes("GIMP Palette\n1 2 3\tFr\u00fch\n".encode("latin-1"))
    words = ("colour", folder / "drawing.png", "-o", folder / "o.png")
    for options, said in (
        (("--palette", folder / "latin.gpl"), "latin.gpl is not written in UTF-8"),
        (("--palette", folder / "drawing.png"), "drawing.png is no palette (GIMP .gpl"),
        (("--palette-out", folder / "p.txt"), "p.txt ends in none of .gpl"),
        (("--palette-out", folder / "drawing.png"), "ends in none of"),
    ):
        answer = run(*words, *options)
        assert answer.code == 2 and said in answer.err and answer.err.count("\n") == 1, answer.err
        assert not (folder / "o.png").exists()
    answer = run("palette", kept, "--palette-out", kept / "p.gpl")
    assert answer.code == 2 and "own folder" in answer.err and not (kept / "p.gpl").exists()
