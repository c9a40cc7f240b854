"""The report: sections are replaced one by one, pictures stay small, the machine stays nameless."""

import platform

import numpy as np
from celtint_train.evaluation.report import MOST_BYTES, Bar, Section, table, write
from PIL import Image


def test_a_section_is_replaced_and_the_others_stay(tmp_path):
    report = tmp_path / "docs" / "benchmarks.md"
    write(report, [Section("real", "Real art", "old art"), Section("flats", "Flats", "old flats")])
    write(report, [Section("flats", "Flats", "new flats", (Bar("pixels", "≥ 99%", "98%", False, "Leaks."),))])
    text = report.read_text(encoding="utf-8")
    assert "old flats" not in text and "new flats" in text and "old art" in text
    assert text.index("## Flats") < text.index("## Real art")
    assert "| pixels | ≥ 99% | 98% | **not met** |" in text and "Leaks." in text
    write(report, [Section("flats", "Flats", "new flats", (Bar("pixels", "≥ 99%", "98%", False, "Leaks."),))])
    assert report.read_text(encoding="utf-8") == text
    assert [p.name for p in report.parent.iterdir()] == ["benchmarks.md"]


def test_the_machine_is_described_without_its_name(tmp_path):
    write(tmp_path / "r.md", [Section("flats", "Flats", "text")])
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "cores" in text and "Python" in text
    assert platform.node() not in text


def test_pictures_are_made_small_enough(tmp_path):
    noise = np.random.default_rng(0).integers(0, 256, (500, 800, 3)).astype(np.uint8)
    write(tmp_path / "r.md", [Section("flats", "Flats", "![](pictures/noise.png)", pictures={"noise": noise})])
    saved = tmp_path / "pictures" / "noise.png"
    assert saved.stat().st_size <= MOST_BYTES
    with Image.open(saved) as image:
        assert abs(image.width / image.height - 1.6) < 0.01


def test_table():
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def test_a_report_begins_with_what_became_of_all_bars(tmp_path):
    report = tmp_path / "r.md"
    flats = Section(
        "flats", "Flats", "| a | b |", (Bar("pixels", "≥ 99%", "98%", False), Bar("one colour", "all", "all", True))
    )
    write(report, [Section("speed", "Time", "text", (Bar("cold", "≤ 3×", "2×", True),)), flats], summary=True)
    text = report.read_text(encoding="utf-8")
    assert text.index("## Which bars are met") < text.index("## Flats")
    assert "| Flats | 1 of 2 |\n| Time | 1 of 1 |\n" in text
    assert "| Flats | pixels | ≥ 99% | 98% |\n" in text and text.count("one colour") == 1
    met = Section("flats", "Flats", "text", (Bar("pixels", "≥ 99%", "99%", True),))
    write(report, [met], summary=True)
    text = report.read_text(encoding="utf-8")
    assert "| Flats | 1 of 1 |" in text and "Not met" not in text and text.count("Which bars") == 1
