"""What Grease Pencil has, and what of it is in sight, coloured in real Blender."""

from pathlib import Path

import pytest

from .harness import Blender


def test_held_drawings_are_looked_at_where_they_are_in_sight(blender: Blender) -> None:
    found = blender.call("drawn_sight.arriving")
    assert found["count"] == 2
    assert found["sentence"].endswith("1 could not be seen, and got no fills.")
    assert found["fills"] == {"1": 1, "11": 0, "21": 1}
    assert found["width"] == pytest.approx({"1": 2, "21": 2}, abs=0.1)


@pytest.mark.parametrize("lens", ["PERSP", "ORTHO"])
def test_fills_of_a_floor_end_where_the_camera_sees_no_more(blender: Blender, lens: str, tmp_path: Path) -> None:
    found = blender.call("drawn_sight.floor", str(tmp_path), lens)
    assert found["refused"] == ""
    assert found["fills"] >= 3
    assert found["off"] < 1e-3  # all lie on the floor
    assert found["far"] < 300  # the camera's far end, 100 off, and its corners
    assert found["before_camera"] > 0
