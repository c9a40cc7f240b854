"""`celtint bench colour`, whole, on scenes as small and few as it allows."""

import argparse
import importlib.util
import sys

import numpy as np
import pytest
from celtint import BadRequest
from celtint_models import registry
from celtint_train.evaluation.bench import commands, flats, floor, pages, speed
from celtint_train.evaluation.report import Section
from celtint_train.evaluation.rivals.tools import BucketFill, Celtint
from celtint_train.puppets.scenes import make_hints, make_scene


def parsed(words, extra=None):
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers(required=True), extra)
    return parser.parse_args(words)


def test_flats_on_a_tiny_scene():
    said = []
    section = flats.run({96: 1}, tools=(Celtint(), BucketFill()), say=said.append)
    assert len(said) == 6
    assert len(section.bars) == 10
    assert {"flats-no-dots", "flats-some-dots", "flats-many-dots", "flats-many-strokes"} == set(section.pictures)
    assert "bucket fill" in section.text
    exact = next(bar for bar in section.bars if "one colour" in bar.what)
    assert exact.met and exact.got == "3 of 3 scenes"


def test_speed_on_tiny_scenes():
    section = speed.run(None, size=96, sizes=(64, 96), scenes=1, say=lambda _line: None)
    assert [bar.what for bar in section.bars if "memory" in bar.what] == ["flats at 96², peak memory"]
    assert any("not measured" in bar.got for bar in section.bars)
    assert "*Floor*" in section.text and "× floor" in section.text


def test_pages_of_small_panels():
    said = []
    section = pages.run((pages.Format(256, 256, 2, 2), pages.Format(520, 256, 2, 2)), 128, said.append)
    assert [bar.bar for bar in section.bars] == ["≤ 1.3×", "< 20 bytes", "within 0.5 points"]
    assert "256×520" in section.text and "8 panels" in section.text and len(said) == 3
    assert (sys.platform == "linux") == (section.bars[1].got != "not measured")


def test_the_floor_paints_what_lines_part_and_has_bars_for_three_sides():
    page = np.full((40, 60), 255, np.uint8)
    page[:, 29:32] = 0
    painted = floor.steps(page)
    assert painted.shape == (40, 60, 4)
    assert len(np.unique(painted.reshape(-1, 4), axis=0)) == 3
    found = [floor.Floor(side, 0.1, cold, 0.05) for side, cold in ((512, 9.0), (1024, 0.5), (2048, 0.5))]
    assert [(bar.got, bar.met) for bar in floor.bars(found)] == [("5.0×", True), ("5.0×", False)]


def test_the_network_is_timed_where_half_the_regions_are_hinted():
    network = registry.load(registry.names()[0])
    times = speed.measure(96, 1, share=0.5, network=network)
    assert len(times.cold) == len(times.changed) == 1 and not times.rival


def test_a_changed_hint_changes_one_colour():
    scene = make_scene(96, 3)
    hints = make_hints(scene, 3)
    other = speed.changed(hints)
    assert ((other[..., 3] > 0) == (hints[..., 3] > 0)).all()
    moved = (other != hints).any(axis=2)
    assert moved.any() and len({tuple(c) for c in hints[moved]}) == 1


def test_command_writes_a_section_of_the_callers(tmp_path, capsys):
    extra = {"wire": lambda options, say: Section("wire", "The wire", f"quick: {options.quick}")}
    options = parsed(["bench", "colour", "--quick", "--only", "wire", "-o", str(tmp_path / "b.md")], extra)
    assert options.run(options) == 0
    assert "quick: True" in (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "b.md" in capsys.readouterr().out


def test_flats_from_the_command(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(flats, "SCENES", {128: 2})
    options = parsed(["bench", "colour", "--only", "flats", "--scenes", "1", "-o", str(tmp_path / "b.md")])
    assert options.run(options) == 0
    text = (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "## Flats on generated scenes" in text and "1 at 128 px" in text and "G'MIC" in text
    assert len(list((tmp_path / "pictures").iterdir())) == 4
    assert "pixels right, 128 px, dots, no gaps" in capsys.readouterr().out


def test_scenes_must_be_a_number(capsys):
    with pytest.raises(SystemExit):
        parsed(["bench", "colour", "--scenes", "0"])
    assert "1 or more" in capsys.readouterr().err


def test_missing_gmic_is_said_with_what_to_do(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    options = parsed(["bench", "colour", "--quick"])
    with pytest.raises(BadRequest, match="pip install"):
        options.run(options)
