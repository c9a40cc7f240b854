"""The demo of boxes: a picture, and the same with two dabs replaced."""

from dataclasses import replace
from pathlib import Path

import celtint
import numpy as np
import pytest
from celtint_cli import demo_stage, files
from celtint_server.config import Stock

from tests.core.stage.sets import no_words, small_set

LAYOUT = """{"width": 240, "height": 180, "background": "meadow", "boxes": [
  {"x": 130, "y": 20, "width": 90, "height": 140, "tag": "tree"},
  {"x": 10, "y": 80, "width": 100, "height": 80, "tag": "dog"}]}"""


@pytest.fixture
def scene() -> celtint.Staged:
    boxes = (celtint.StageBox(130, 20, 90, 140, "tree"), celtint.StageBox(10, 80, 100, 80, "dog"))
    return celtint.stage(celtint.StageLayout(240, 180, boxes, "meadow"), small_set(), no_words())


def test_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo_stage, "stock", lambda: Stock(small_set(), no_words()))
    assert demo_stage.main() == 2
    assert "stage.json cannot be read" in capsys.readouterr().err
    Path("examples").mkdir()
    Path("examples", "stage.json").write_text(LAYOUT)
    for _ in range(2):  # again over what is there
        assert demo_stage.main() == 0
        said = capsys.readouterr().out
        assert "2 boxes became 2 objects" in said and "2 dabs replaced: 2 of " in said and "no other pixel" in said
    out = tmp_path / "demo-out" / "stage"
    before, after = (files.read_picture(out / f"{name}.png") for name in ("picture", "recoloured"))
    for _, colour in demo_stage.BLOTS:
        assert (after[..., :3] == colour).all(axis=2).any() and not (before[..., :3] == colour).all(axis=2).any()
    sheet = files.read_picture(out / "sheet.png")
    assert sheet.shape == (2 * 180 + 3 * demo_stage.MARGIN, 2 * 240 + 3 * demo_stage.MARGIN, 3)
    assert (out / "scene.ora").is_file()


def test_a_blot_changes_the_dot_of_the_largest_part_alone(scene: celtint.Staged) -> None:
    blotted = demo_stage.blot(scene, [("tree", (1, 2, 3))])
    dots = (blotted != scene.hints).any(axis=2)
    largest = max((r for r in scene.regions if r.tag == "tree"), key=lambda r: r.area)
    assert dots.any() and set(np.unique(scene.labels[dots])) == {largest.id}
    with pytest.raises(celtint.BadRequest, match="no whale"):
        demo_stage.blot(scene, [("whale", (1, 2, 3))])


def test_a_part_that_changed_and_should_not_have_is_noticed(scene: celtint.Staged) -> None:
    picture = celtint.Picture(scene.lines)
    before = celtint.colour(picture, celtint.Hints(scene.hints))
    blotted = demo_stage.blot(scene, [("dog", (1, 2, 3))])
    after = celtint.colour(picture, celtint.Hints(blotted))
    assert demo_stage.changed(before, after, blotted, scene.hints).startswith("1 of ")
    spoilt = after.colour.copy()
    spoilt[0, 0] = 9, 9, 9, 255
    with pytest.raises(celtint.CeltintError, match="1 pixels changed"):
        demo_stage.changed(before, replace(after, colour=spoilt), blotted, scene.hints)
