"""The example cast in hosts: where it is, and what must be of which colour whatever else is guessed."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parents[2] / "examples" / "cast"
SHEETS, PAGE = FOLDER / "sheets", FOLDER / "page.png"
SHOT = [FOLDER / "shot" / f"{number}.png" for number in (1, 2, 3)]
HAIR, TOP, TROUSERS, HIS_HAIR = (71, 117, 172), (247, 150, 179), (58, 78, 92), (173, 90, 84)
"""Of the sheets: Priya's, and Tom's."""
ON_PAGE = {(95, 100): HAIR, (130, 320): TOP, (120, 450): TROUSERS, (390, 55): HIS_HAIR}
"""Pixels (x, y) of the page's first panel."""
ON_SHOT = {(80, 60): HAIR, (95, 215): TOP, (100, 290): TROUSERS, (320, 22): HIS_HAIR}
"""Pixels of the shot's first drawing."""


def wrong(layer: npt.NDArray[np.uint8], points: dict[tuple[int, int], tuple[int, int, int]]) -> list[str]:
    """What isn't as the sheets have it. layer: (H, W, 4) RGBA."""
    found = {at: tuple(int(value) for value in layer[at[1], at[0]]) for at in points}
    return [f"{at}: {found[at]}, not {rgb}" for at, rgb in points.items() if found[at] != (*rgb, 255)]
