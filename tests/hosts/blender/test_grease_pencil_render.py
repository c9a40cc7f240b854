"""Fills in real Blender, rendered and compared with what the server says of the same strokes."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from .harness import Blender

EXACT = 0.99
"""Share of the pixels off the lines that are as the server's colour layer."""
INKED = 192
"""Least opacity of a pixel that isn't background: on its outer side a thin line is anti-aliased as well."""


def picture(path: str) -> NDArray[np.int16]:
    return np.asarray(Image.open(path).convert("RGBA")).astype(np.int16)


def near(mask: NDArray[np.bool_], pixels: int) -> NDArray[np.bool_]:
    """Where something of a mask is within so many pixels, up, down, left or right."""
    grown = mask.copy()
    for _ in range(pixels):
        padded = np.pad(grown, 1)
        grown = padded[1:-1, 1:-1] | padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
    return grown


@pytest.mark.parametrize("shape", ["plain", "tilted", "parented"])
def test_rendered_fills_are_the_servers_colour_layer(blender: Blender, shape: str, tmp_path: Path) -> None:
    found = blender.call("drawn.coloured", shape, str(tmp_path))
    assert found["refused"] == ""
    (name, keys), *others = found["after"]
    assert (name, keys) == ("celtint colour", {"1": 7})
    assert others == found["before"]  # nothing else was touched
    fills, server, lines, both, large = (picture(found[name]) for name in ("fills", "server", "lines", "both", "both4"))
    off = lines[..., 3] == 0
    alike = (np.abs(fills - server).max(axis=2) <= 1) | ((fills[..., 3] == 0) & (server[..., 3] == 0))
    assert len(np.unique(server[server[..., 3] == 255], axis=0)) == 7  # every hint's colour is there
    assert alike[off].mean() >= EXACT

    # beside ink, what the server coloured lets no background through
    beside = (server[..., 3] == 255) & near(lines[..., 3] > 200, 3)
    x, y = (round(value) for value in found["gap"])
    beside[y - 8 : y + 9, x - 8 : x + 9] = False  # a gap has no ink
    assert both[..., 3][beside].min() >= INKED
    assert large[..., 3][np.kron(beside, np.ones((4, 4), bool))].min() >= INKED
