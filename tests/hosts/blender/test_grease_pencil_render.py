"""Fills in real Blender, rendered and compared with what the server says of the same strokes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from .harness import Blender
from .rendered import OPAQUE, Pixels, alike, background, picture

EXACT = 0.99
"""Share of the pixels off the lines that are as the server's colour layer."""
THICK, NARROW = 0.03, 0.017
"""Radius of lines of 3.6 pixels, and of 2."""


def colours(found: dict[str, Any]) -> Pixels:
    """Of every pixel that the server gave a colour."""
    server = picture(found["server"])
    return np.asarray(server[server[..., 3] >= OPAQUE])


@pytest.mark.parametrize("shape", ["plain", "tilted", "parented"])
def test_rendered_fills_are_the_servers_colour_layer(blender: Blender, shape: str, tmp_path: Path) -> None:
    found = blender.call("drawn.coloured", shape, str(tmp_path))
    assert found["refused"] == ""
    (name, keys), *others = found["after"]
    assert (name, keys) == ("celtint colour", {"1": 7})
    assert others == found["before"]  # nothing else was touched
    assert len(np.unique(colours(found), axis=0)) == 7  # every hint's colour is there
    assert alike(found) >= EXACT
    assert background(found) == (0, 0)


@pytest.mark.parametrize(("shape", "radius"), [("plain", NARROW), ("tilted", THICK)])
def test_nothing_shows_between_fills_and_lines_where_everything_has_a_colour(
    blender: Blender, shape: str, radius: float, tmp_path: Path
) -> None:
    found = blender.call("drawn_bench.filled", shape, radius, True, str(tmp_path))
    assert found["refused"] == ""
    assert len(np.unique(colours(found), axis=0)) == 8  # the paper's too
    assert alike(found) >= EXACT
    assert background(found) == (0, 0)


def test_fills_of_any_length_are_written_point_for_point(blender: Blender) -> None:
    lengths = [3, 255, 256, 257, 511, 512, 513, 1300]
    assert blender.call("drawn_bench.written", lengths) == {"off": 0.0, "lengths": lengths}
