"""`celtint sequence` on digital timesheets."""

import json
from pathlib import Path
from typing import Any

import pytest
from celtint import BadRequest
from celtint_cli import timesheets
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.conftest import Run
from tests.cli.test_levels import BLUE, PLAIN, RED, draw, key, middle

FIRST = "exchangeDigitalTimeSheet Save Data\n"
X, HYPHEN, TICK = "SYMBOL_NULL_CELL", "SYMBOL_HYPHEN", "SYMBOL_TICK_1"


def table(duration: int, **levels: dict[int, str]) -> dict[str, Any]:
    """A table as OpenToonz and Clip Studio Paint write it, with dialogue beside the levels."""
    tracks = [
        {"trackNo": k, "frames": [{"frame": at, "data": [{"id": 0, "values": [cell]}]} for at, cell in cells.items()]}
        for k, cells in enumerate(levels.values())
    ]
    speech = [{"trackNo": 0, "frames": [{"frame": 0, "data": [{"id": 0, "values": ["Moxie", "Hello"]}]}]}]
    return {
        "name": "sheet1",
        "duration": duration,
        "timeTableHeaders": [{"fieldId": 3, "names": ["S1"]}, {"fieldId": 0, "names": list(levels)}],
        "fields": [{"fieldId": 3, "tracks": speech}, {"fieldId": 0, "tracks": tracks}],
    }


def sheet(path: Path, *tables: dict[str, Any], first: str = FIRST) -> Path:
    text = json.dumps({"header": {"cut": "1", "scene": "1"}, "timeTables": tables, "version": 5}, indent=1)
    path.write_text(first + text, encoding="utf-8")
    return path


def shot(folder: Path) -> Path:
    """A of drawings 1, 3, 2 on 24 frames, with holds; B of one that is there and one that is not; C has no folder."""
    draw(folder / "A", "A_0001", "A_0002", "A_0003", "A_0004")
    draw(folder / "B", "1")
    key(folder / "keys" / "A", "A_0001", RED)
    key(folder / "keys" / "B", "1", BLUE)
    a = {0: "1", 4: "3", 5: HYPHEN, 8: "2", 9: TICK, 12: "1", 16: X, 20: "3", 24: X}
    return sheet(folder / "cut.xdts", table(24, A=a, B={0: "1", 12: "7", 24: X}, C={0: "1", 24: X}, D={0: X}))


def test_what_a_sheet_shows_is_coloured_once_each(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out"
    said = run("sequence", shot(tmp_path), "--keys", tmp_path / "keys", "-o", out, *PLAIN)
    assert said.code == 0, said.err
    assert said.out.splitlines()[0] == f"{tmp_path / 'cut.xdts'}: A 3 drawings on 20 frames, B 1 drawing on 12 frames"
    lacking = said.err.splitlines()
    assert len(lacking) == 2 and all(line.startswith("celtint: ") for line in lacking)
    assert f"drawings of level B are not in {tmp_path / 'B'}: 7." in lacking[0] and "folder 'C'" in lacking[1]
    assert sorted(str(path.relative_to(out)) for path in out.rglob("*.png")) == [
        "A/A_0001.png", "A/A_0002.png", "A/A_0003.png", "B/1.png",
    ]  # fmt: skip
    assert middle(out / "A" / "A_0003.png", 4) == RED and middle(out / "B" / "1.png", 0) == BLUE


def test_drawings_are_taken_in_the_order_in_which_they_appear(tmp_path: Path) -> None:
    read = timesheets.read(shot(tmp_path))
    assert [level.source().stems for level in read.levels] == [["A_0001", "A_0003", "A_0002"], ["1"]]
    assert timesheets.exposures(tmp_path / "cut.xdts")["A"] == {"1": 8, "3": 8, "2": 4}


@given(st.lists(st.tuples(st.integers(-6, 40), st.sampled_from(["1", "2", "10a", X, HYPHEN, TICK])), max_size=12))
def test_exposures_are_what_each_frame_shows(cells: list[tuple[int, str]]) -> None:
    at = dict(cells)
    frames = table(24, A=at)["fields"][1]["tracks"][0]["frames"]
    shown: dict[str, int] = {}
    for frame in range(24):
        before = [at[k] for k in sorted(at) if k <= frame and at[k] not in (HYPHEN, TICK)]
        if before and before[-1] != X:
            shown[before[-1]] = shown.get(before[-1], 0) + 1
    found = timesheets._shown(frames, 24)
    assert list(found.items()) == list(shown.items())


@pytest.mark.parametrize("first", ["\ufeff" + FIRST, FIRST.replace("\n", "\r\n"), FIRST.rstrip()])
def test_first_lines_as_programs_write_them(first: str, tmp_path: Path) -> None:
    path = sheet(tmp_path / "cut.xdts", table(2, A={0: "1"}), first=first)
    assert timesheets.exposures(path) == {"A": {"1": 2}}


def test_tables_and_tracks_of_one_name_are_one_level(tmp_path: Path) -> None:
    path = sheet(tmp_path / "cut.xdts", table(4, A={0: "1"}), table(6, A={0: "2", 2: "1"}))
    assert timesheets.exposures(path) == {"A": {"1": 8, "2": 2}}


def test_what_is_wrong_with_a_sheet_is_said(tmp_path: Path, run: Run) -> None:
    good = sheet(tmp_path / "good.xdts", table(4, A={0: "1"})).read_text(encoding="utf-8")
    draw(tmp_path / "A", "1", "0001")
    elsewhere = table(4, **{"../A": {0: "1"}})
    for name, text, about in (
        ("cut.tdts", "toeiDigitalTimeSheet Save Data\n{}", "save the timesheet as XDTS"),
        ("short.xdts", good[:-40], "damaged"),
        ("list.xdts", FIRST + "[]", "damaged"),
        ("deep.xdts", FIRST + "[" * 100_000, "damaged"),
        ("number.xdts", good.replace('"frame": 0', '"frame": Infinity'), "damaged"),
        ("unnamed.xdts", good.replace('"A"', ""), "damaged"),
        ("empty.xdts", FIRST + '{"timeTables": []}', "names no drawings"),
        ("twice.xdts", good, "the same drawing by name"),
        ("elsewhere.xdts", FIRST + json.dumps({"timeTables": [elsewhere]}), "no folder '../A'"),
        ("absent.xdts", good.replace('"1"', '"9"'), "are not in"),
    ):
        if name == "absent.xdts":
            (tmp_path / "A" / "0001.png").unlink()
        (tmp_path / name).write_text(text, encoding="utf-8")
        said = run("sequence", tmp_path / name, "-o", tmp_path / "out", *PLAIN)
        assert said.code == 2 and about in said.err and said.err.count("\n") == 1, (name, said)
        assert not (tmp_path / "out").exists()
    with pytest.raises(BadRequest, match="cannot be read"):
        timesheets.read(tmp_path / "nowhere.xdts")
