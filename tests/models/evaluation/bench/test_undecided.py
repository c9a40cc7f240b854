"""The section on what no hint decides, on a made art set of two drawings."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from celtint import BadRequest
from celtint_cli.main import main
from celtint_train.evaluation.bench import art, undecided

HEAD = "file\tkind\tsource\tpath\tlicence\tattribution\tcharacter\tline\tflat\tsize\tcommit\tnote\tuse\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two test drawings, each a red square in a frame of ink that holds six small rooms of its colour, on a
    clear page; and one that may be learned from."""
    rows = []
    for style, use in (("one", "test"), ("two", "test"), ("three", "train")):
        (tmp_path / style).mkdir()
        layer, line = np.zeros((96, 128, 4), np.uint8), np.full((96, 128), 255, np.uint8)
        layer[16:80, 20:108] = (40, 30, 200, 255)  # BGRA: red
        cv2.rectangle(line, (20, 16), (107, 79), 0, 2)
        for x in range(28, 98, 12):
            cv2.rectangle(line, (x, 40), (x + 8, 50), 0, 2)
        for what, pixels in (("full.png", layer), ("flat.png", layer), ("line.png", line)):
            cv2.imwrite(str(tmp_path / style / what), pixels)
        names = [f"{style}/{what}" for what in ("full.png", "line.png", "flat.png")]
        rows.append("\t".join([names[0], "pair", *"abcde", names[1], names[2], "128x96", "0", "true layers", use]))
    (tmp_path / "manifest.tsv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_only_what_is_held_out_is_measured(folder: Path) -> None:
    found = list(art.held_out(folder, "pair", 8))
    assert [one.style for one in found] == ["one", "two"]
    assert found[0].figure.sum() == 64 * 88 and found[0].rgb[2, 2].tolist() == [255, 255, 255]
    hints = art.dabs(found[0], 10, 0)
    painted = hints[..., 3] > 0
    assert painted.any() and (found[0].figure & (found[0].line == 255))[painted].all()
    assert {tuple(rgb) for rgb in hints[painted][:, :3].tolist()} == {(200, 30, 40)}


def test_every_rule_has_a_row_and_auto_is_right_where_one_colour_is_all_there_is(folder: Path) -> None:
    section = undecided.run(folder, None, say=lambda _: None)
    lines = section.text.split("### Grey")[0].splitlines()
    rows = {line.split(" | ")[0].strip("| "): line for line in lines if line.startswith("| ")}
    assert {"paper", "mean of dabs", "watershed of dabs", "auto"} <= set(rows)
    assert "100.0 % / 0.0" in rows["auto"] and "100.0 % / 0.0" not in rows["paper"]
    assert all(bar.met for bar in section.bars)


def test_the_section_stays_as_it_was_without_the_art_set(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.md"
    assert main(["bench", "colour", "--only", "undecided", "-o", str(report)]) == 2
    assert "--art" in capsys.readouterr().err and not report.exists()
    with pytest.raises(BadRequest, match="manifest"):
        list(art.held_out(tmp_path / "one", "pair", 1))
