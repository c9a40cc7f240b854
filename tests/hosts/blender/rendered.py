"""Rendered fills and lines, compared with the colour layer that the server gives for the same strokes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import distance_transform_cdt

Pixels = NDArray[np.int16]
OPAQUE = 254
"""Least opacity of a pixel without background, as colours are compared to within 1/255."""
GAP = 4.0
"""Radius, in pixels, of the opening that the test's drawing has in a line, its round ends included: there is no line to
reach, so what is filled has an edge of its own."""

FILTER = 2.0
"""How far in a pixel shows what is beyond a line, along each axis: Blender 5's filter is 1.5 wide, the pixel half."""


def picture(path: str) -> Pixels:
    """RGBA, 0 to 255."""
    return np.asarray(Image.open(path).convert("RGBA")).astype(np.int16)


def said(found: dict[str, Any]) -> Pixels:
    """The server's colour layer in the camera's frame, which what is drawn beside the frame makes wider."""
    whole, (height, width, _), (x, y) = picture(found["server"]), picture(found["fills"]).shape, found["at"]
    return whole[y : y + height, x : x + width]


def alike(found: dict[str, Any]) -> float:
    """Of the pixels off the lines, the share whose fill is within 1/255 of the server's colour layer."""
    fills, lines, server = picture(found["fills"]), picture(found["lines"]), said(found)
    same = (np.abs(fills - server).max(axis=2) <= 1) | ((fills[..., 3] == 0) & (server[..., 3] == 0))
    return float(same[lines[..., 3] == 0].mean())


def background(found: dict[str, Any]) -> tuple[int, int]:
    """How many pixels let background through between a fill and its line, up to the line's middle, where the server's
    colour ends: in a render of the page's size, and in one of four times that."""
    coloured = said(found)[..., 3] >= OPAQUE
    if found["gap"] is not None:  # it opens to paper without colour
        y, x = np.indices(coloured.shape)
        coloured &= np.hypot(x + 0.5 - found["gap"][0], y + 0.5 - found["gap"][1]) > GAP
    inside = np.kron(coloured, np.ones((4, 4), np.bool_))
    clear, clear_large = (picture(found[name])[..., 3] < OPAQUE for name in ("both", "both4"))
    # a line's outer edge is anti-aliased: what is clear outside shows as far in as a pixel's filter looks
    outer = distance_transform_cdt(~(clear_large & ~inside), "chessboard") / 4
    beyond = outer.reshape(len(coloured), 4, -1, 4).max(axis=(1, 3)) > FILTER
    return int((clear & coloured & beyond).sum()), int((clear_large & inside).sum())
