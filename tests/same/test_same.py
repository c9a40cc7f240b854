"""What `make same` counts as a difference, and that it finds names whichever module has them."""

from pathlib import Path

import celtint
import numpy as np
import pytest

from .__main__ import differences
from .outputs import find, write


def test_a_changed_byte_and_a_missing_file_are_differences(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    result = celtint.colour(
        celtint.Picture(np.full((16, 16), 255, np.uint8)), settings=celtint.Settings("line", undecided="transparent")
    )
    for place in (one, other):
        write(place / "result", result)
    assert list(differences(one, other)) == []
    changed = result.colour.copy()
    changed[3, 4, 1] ^= 1
    np.save(other / "result" / "colour.npy", changed)
    (found,) = differences(one, other)
    assert found.startswith("result/colour.npy differs (1 of ")
    (one / "result" / "labels.npy").unlink()
    (other / "result" / "rest.json").unlink()
    assert [line.partition(" ")[0] for line in differences(one, other)] == [
        "result/colour.npy", "result/labels.npy", "result/rest.json",
    ]  # fmt: skip


def test_times_are_no_difference_and_everything_else_is_kept(tmp_path: Path) -> None:
    write(tmp_path, {"timings": {"ink": 0.1}, "mode": "line", "rows": [np.arange(3), np.arange(2)]})
    assert "timings" not in (tmp_path / "rest.json").read_text("utf-8")
    with (tmp_path / "rows.npy").open("rb") as file:
        assert [len(np.load(file)), len(np.load(file))] == [3, 2]


def test_names_are_found_whichever_module_defines_them() -> None:
    assert find("celtint", "colour") is celtint.colour
    assert find("celtint", "no_such_name", "parse_palette")("GIMP Palette\n1 2 3\tInk\n").entries[0].name == "Ink"
    with pytest.raises(LookupError):
        find("celtint", "no_such_name")
