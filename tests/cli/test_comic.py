"""A folder of comic pages: natural order, panels in the report, and going on where it stopped."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint_cli import files, pages
from celtint_cli.main import main


def page(path: Path) -> None:
    drawn = np.full((300, 200), 255, np.uint8)
    for x, y in ((10, 10), (110, 10), (10, 160), (110, 160)):
        cv2.rectangle(drawn, (x, y), (x + 80, y + 130), (0,), 2)
    path.write_bytes(files.png(drawn))


@pytest.fixture
def comic(tmp_path: Path) -> Path:
    folder, dabs = tmp_path / "comic", tmp_path / "dabs"
    folder.mkdir()
    dabs.mkdir()
    hints = np.zeros((300, 200, 4), np.uint8)
    hints[60:70, 40:50] = (200, 30, 30, 255)
    for number in (1, 2, 10):
        page(folder / f"page{number}.png")
        (dabs / f"page{number}.png").write_bytes(files.png(hints))
    (folder / "notes.txt").write_text("not a page", encoding="utf-8")
    return folder


def asked(comic: Path, *more: str) -> list[str]:
    out = comic.parent / "out"
    return ["colour", str(comic), "--hints", str(comic.parent / "dabs"), "-o", str(out), *more]


def test_pages_are_taken_in_natural_order(comic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(comic)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [Path(line.split(":")[0]).name for line in lines] == ["page1.png", "page2.png", "page10.png"]


def test_the_report_lists_panels_as_they_are_read(comic: Path) -> None:
    for reading, first in (((), 10), (("--reading", "rtl"), 110)):
        assert main(asked(comic, "--report", str(comic.parent / "reports"), *reading)) == 0
        told = json.loads((comic.parent / "reports" / "page2.json").read_text(encoding="utf-8"))
        boxes = [panel["box"] for panel in told["panels"]]
        assert len(boxes) == 4 and abs(boxes[0][0] - first) < 4 and boxes[0][1] < 20
        assert boxes[2][1] > 140 and all(panel["regions"] for panel in told["panels"])


def test_layers_are_named_alike_on_every_page(comic: Path) -> None:
    from celtint_files.opening import layers

    assert main(asked(comic, "--layers", str(comic.parent / "layers"), "--each-colour")) == 0
    written = sorted((comic.parent / "layers").iterdir())
    names = []
    for path in written:
        found = layers(path.read_bytes(), path.name)
        assert found is not None
        names.append([sheet.name for sheet in found.sheets])
    assert len(written) == 3 and names[0] == names[1] == names[2]


def test_it_goes_on_where_it_stopped(comic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = comic.parent / "out"
    assert main(asked(comic)) == 0
    times = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    (out / "page2.png").unlink()
    page(comic / "page11.png")
    (comic / "page1.png").touch()  # saved again since
    capsys.readouterr()
    assert main(asked(comic, "--resume")) == 0
    said = capsys.readouterr()
    assert "1 of 4 pages are there already." in said.err
    done = [Path(line.split(":")[0]).name for line in said.out.splitlines()]
    assert done == ["page1.png", "page2.png", "page11.png"]
    assert (out / "page10.png").stat().st_mtime_ns == times["page10.png"]
    assert main(asked(comic, "--resume")) == 0
    assert "4 of 4 pages are there already." in capsys.readouterr().err


def test_other_settings_colour_all_again(comic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(comic)) == 0
    capsys.readouterr()
    assert main(asked(comic, "--resume", "--undecided", "distinct")) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_page_that_was_painted_on_since_stays(comic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = comic.parent / "out"
    assert main(asked(comic)) == 0
    mine = files.png(np.zeros((300, 200, 4), np.uint8))
    (out / "page2.png").write_bytes(mine)
    capsys.readouterr()
    assert main(asked(comic, "--resume")) == 0
    assert "page2.png was coloured and then changed, so it stays as it is" in capsys.readouterr().err
    assert (out / "page2.png").read_bytes() == mine


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (lambda comic: ["colour", str(comic / "page1.png"), "-o", str(comic.parent / "x.png"), "--resume"], "--resume"),
        (lambda comic: ["colour", str(comic.parent / "empty"), "-o", str(comic.parent / "out")], "holds no pictures"),
        (lambda comic: ["colour", str(comic), "-o", str(comic)], "is one of the inputs"),
    ],
)
def test_what_cannot_be_is_one_sentence(words, said, comic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (comic.parent / "empty").mkdir()
    assert main(words(comic)) == 2
    error = capsys.readouterr().err.strip()
    assert said in error and "\n" not in error


def test_names_in_natural_order() -> None:
    names = ["Page 10.png", "page 9.png", "page 9b.png", "cover.png", "2.png", "10.png"]
    assert [path.name for path in sorted(map(Path, names), key=pages.natural)] == [
        "2.png",
        "10.png",
        "cover.png",
        "page 9.png",
        "page 9b.png",
        "Page 10.png",
    ]
