"""Fills that move as their lines do in real Blender, rendered and compared frame by frame."""

from pathlib import Path

import pytest

from .harness import Blender
from .rig import shares

SAME = 0.995
"""Share of the pixels along a line, inside, that show the fill that belongs there."""


@pytest.mark.parametrize("case", ["armature", "lattice", "hook", "layer_curves", "loop", "noise"])
def test_fills_follow_their_lines(blender: Blender, case: str, tmp_path: Path) -> None:
    found = blender.call("drawn_rig.measured", case, str(tmp_path), [10, 16], timeout=600)
    assert found["said"] == ""
    assert min(shares(found)) >= SAME


def test_the_artists_modifiers_stay_as_they_are(blender: Blender) -> None:
    found = blender.call("drawn_rig.kept")
    assert found["said"] == ""
    assert found["before"] == found["after"]


def test_what_fills_cannot_follow_is_said_beforehand(blender: Blender) -> None:
    limited, late, fine = blender.call("drawn_rig.warned")
    assert limited == "lattice is for certain layers only, so fills don't follow it: empty its layer filter."
    assert late == "noise comes after lattice, so fills follow it only roughly: move it up."
    assert fine == ""
