"""The page that a bench writes: one section is measured again, the others stay."""

from pathlib import Path

from celtint_train.evaluation.report import Section, write


def test_a_section_measured_again_leaves_all_others_there(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    write(page, [Section("cast", "Cast", "one"), Section("cast-folder", "Cast from a folder", "two")])
    write(page, [Section("cast", "Cast", "three")])
    text = page.read_text(encoding="utf-8")
    assert "three" in text and "two" in text and "one" not in text
