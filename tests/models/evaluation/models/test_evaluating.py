"""The evaluation from pictures to report, in pieces."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import celtint
import cv2
import numpy as np
import pytest
from celtint_models import registry
from celtint_train.data.build import build
from celtint_train.data.sources.folder import folder_source
from celtint_train.evaluation.bench import real
from celtint_train.evaluation.models import contenders, edges, experiments, results, tags
from celtint_train.evaluation.models.command import evaluate

from ... import importing


@pytest.fixture(autouse=True)
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of small pictures, numbers of hints and frames."""
    monkeypatch.setenv("CELTINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CELTINT_MODELS", str(tmp_path / "own"))
    rng = np.random.default_rng(0)
    (tmp_path / "art").mkdir()
    for number in range(24):
        picture = np.full((100, 100, 3), 255, np.uint8)
        for _ in range(3):
            middle, colour = rng.integers(20, 80, 2), [int(c) for c in rng.integers(0, 256, 3)]
            cv2.circle(picture, tuple(int(v) for v in middle), 24, colour, -1)
        cv2.imwrite(str(tmp_path / "art" / f"disc{chr(97 + number)}.png"), picture)
    build(folder_source(tmp_path / "art"))
    monkeypatch.setattr(real, "SIDE", 64)
    monkeypatch.setattr(real, "TUNED_ON", 0)
    monkeypatch.setattr(results, "COUNTS", (0, 3))
    monkeypatch.setattr("celtint_train.evaluation.models.report.COUNTS", (0, 3))
    monkeypatch.setattr(results, "FRAMES", 2)
    monkeypatch.setattr(results, "CLIPS", 1)
    monkeypatch.setattr(results, "CLIP_SIZE", (72, 96))
    monkeypatch.setattr(results, "TIMED", (32, 64))
    monkeypatch.setattr("celtint_train.evaluation.models.report.TIMED", (32, 64))


def own(folder: Path) -> str:
    """Import a network that paints everything in one chroma."""
    (folder / "w.onnx").write_bytes(importing.ddcolor())
    (folder / "d.toml").write_text(importing.DDCOLOR)
    return registry.bring_in(folder / "w.onnx", folder / "d.toml").name


def test_a_report_of_networks_beside_those_who_need_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = own(tmp_path)
    assert evaluate([name], 2, tmp_path / "kept", tmp_path / "docs" / "models.md") == 0
    said = capsys.readouterr().out
    assert name in said and "plain grey" in said
    text = (tmp_path / "docs" / "models.md").read_text(encoding="utf-8")
    assert "Levin 2004" in text and "accuracy" in text
    for picture in ("models", "models-hints"):
        assert (tmp_path / "docs" / "pictures" / f"{picture}.png").stat().st_size > 1000


def test_line_art_is_measured_beside_rivals_and_who_hears_hints(tmp_path: Path) -> None:
    (tmp_path / "w.onnx").write_bytes(importing.zhang_2017())
    (tmp_path / "d.toml").write_text(importing.ZHANG_2017)
    other = registry.bring_in(tmp_path / "w.onnx", tmp_path / "d.toml")
    assert other.takes_hints
    assert evaluate([registry.DEFAULT, other.name], 2, tmp_path / "kept", tmp_path / "models.md") == 0
    text = (tmp_path / "models.md").read_text(encoding="utf-8")
    told = text[text.index("## Line art") :]
    for name in ("celtint", "celtint, no network", "watershed", other.name):
        assert f"| {name} |" in told
    assert "1.3×" in told
    assert "| the truth's own, at 1/4" in text and "| celtint-hint, at 1/8" in text
    assert (tmp_path / "pictures" / "models-lines.png").stat().st_size > 1000


def test_a_truth_taken_up_along_its_edges_is_nearer_than_one_taken_up_smoothly(tmp_path: Path) -> None:
    text = edges.edges_section(registry.load(), 4).text
    for times in edges.SMALLER:
        row = next(line for line in text.splitlines() if line.startswith(f"| the truth's own, at 1/{times} "))
        smooth, along = (float(cell) for cell in row.split("|")[2:4])
        assert along > smooth


def test_a_tag_is_told_in_a_box_round_what_is_painted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = registry.load()
    assert "No picture has a tag" in tags.tags_section(network, 2).text  # the discs' only words are their names
    about = network.descriptor
    assert isinstance(about, celtint.HintProposalDescriptor)
    monkeypatch.setattr(tags, "_known", lambda _network, told: [about.tags[len(told[0]) % 3]])
    boxes: list[celtint.Box] = []
    colour = celtint.colour

    def listening(*given: Any, **named: Any) -> celtint.Result:
        boxes.extend(named["boxes"])
        return colour(*given, **named)

    monkeypatch.setattr(celtint, "colour", listening)
    text = tags.tags_section(network, 2).text
    assert text.startswith("The 2 of the pictures") and "line art, regions within ΔE 10, % | 10 |" in text
    assert boxes and all(0 < box.width < 64 and about.tag_id(box.tag) for box in boxes)


def test_what_was_measured_is_not_measured_again_but_its_times_are(tmp_path: Path) -> None:
    calls: list[int] = []

    def paint(grey: np.ndarray, hints: np.ndarray) -> np.ndarray:
        calls.append(int((hints[..., 3] > 0).sum()))
        return np.stack([grey] * 3, axis=-1)

    made = contenders.Contender("mine", "Mine", True, paint, decides={"brush": 1})
    first = results.result_of(made, 2, tmp_path)
    count, timed = len(calls), 2 * 5
    assert count > timed and first.own["colourfulness"] == 0 and set(first.psnr) == {"0", "3"}
    again = results.result_of(made, 2, tmp_path)
    assert dataclasses.replace(again, times=first.times) == first and len(calls) == count + timed
    changed = contenders.Contender("mine", "Mine", True, paint, decides={"brush": 2})
    results.result_of(changed, 2, tmp_path)
    assert len(calls) == 2 * count + timed
    assert json.loads((tmp_path / "mine.json").read_text())["stamp"] == results.stamp_of(changed, 2)


def test_experiments_are_put_beside_what_they_were_changed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coefficients = {"my-zhang": 0.0, "my-ddcolor": 1.0}
    monkeypatch.setattr(experiments, "GROUPS", {experiments.COEFFICIENTS[0]: tuple(coefficients), "Others": ("none",)})
    monkeypatch.setattr(experiments, "_coefficient", coefficients.__getitem__)
    for name, weights, text in (
        ("my-zhang", importing.zhang_2017(), importing.ZHANG_2017),
        ("my-ddcolor", importing.ddcolor(), importing.DDCOLOR),
    ):
        (tmp_path / f"{name}.onnx").write_bytes(weights)
        (tmp_path / f"{name}.toml").write_text(text)
    again = importing.ZHANG_2017.replace('name = "my-zhang"', 'name = "my-zhang-seed-2"')
    (tmp_path / "my-zhang-seed-2.onnx").write_bytes(importing.zhang_2017())
    (tmp_path / "my-zhang-seed-2.toml").write_text(again)
    section = experiments.write_experiments(tmp_path, 2, tmp_path / "models.md")
    assert "Others" not in section.text and "| my-zhang | 2 |" in section.text and "| my-ddcolor | 1 |" in section.text
    assert "my-zhang-seed" not in section.text and section.text.count(" ± 0.00 ") == 3  # the same again: no doubt
    assert section.bars[0].met  # both answer with one colour each
    monkeypatch.setattr(experiments, "GROUPS", {"Others": ("none",)})
    with pytest.raises(ValueError, match="no exported experiments"):
        experiments.write_experiments(tmp_path, 2, tmp_path / "models.md")


@pytest.mark.parametrize(("colours", "met"), [((5.0, 4.0, 4.0), True), ((5.0, 4.0, 4.5), False)])
def test_a_coefficient_that_brings_more_colours_misses_its_bar(
    colours: tuple[float, ...], met: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    coefficients = {"none": 0.0, "some": 0.1, "much": 1.0}
    monkeypatch.setattr(experiments, "GROUPS", {experiments.COEFFICIENTS[0]: tuple(coefficients)})
    monkeypatch.setattr(experiments, "_coefficient", coefficients.__getitem__)
    found = {  # from each seed half a colour more or fewer: the mean decides
        name: experiments.Finding(2, ((20, 21, 0.1, count - luck), (20, 21, 0.1, count + luck)))
        for name, count, luck in zip(coefficients, colours, (0.5, -0.5, 0.5), strict=True)
    }
    (bar,) = experiments.section_of(experiments.GROUPS, found).bars
    assert bar.met == met


def test_those_who_spread_hints_give_hinted_pixels_their_chroma() -> None:
    grey = np.full((40, 40), 120, np.uint8)
    hints = np.zeros((40, 40, 4), np.uint8)
    hints[10:13, 10:13] = (200, 60, 50, 255)
    for one in contenders.without_network():
        made = one.paint(grey, hints).astype(int)
        assert (made[11, 11, 0] > made[11, 11, 2] + 40) == one.hints
