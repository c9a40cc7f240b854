"""Where it happens: sky, ground and horizon."""

import numpy as np

from celtint.stage.drawing import Shade, Sheet
from celtint.stage.layout import StageLayout
from celtint.stage.placing import Group
from celtint.types.picture import RGB

_PLACES: dict[str, tuple[tuple[str, RGB], tuple[str, RGB]]] = {
    "meadow": (("sky", (190, 226, 245)), ("grass", (156, 201, 116))),
    "street": (("sky", (200, 222, 240)), ("road", (150, 152, 160))),
    "room": (("wall", (240, 224, 200)), ("floor", (190, 148, 108))),
    "sea": (("sky", (186, 222, 242)), ("sea", (84, 150, 190))),
    "night sky": (("sky", (36, 44, 88)), ("ground", (44, 62, 66))),
}


def lay(sheet: Sheet, layout: StageLayout, groups: tuple[Group, ...]) -> None:
    """Paint the background asked for over the whole sheet."""
    if layout.background == "none":
        return
    above, below = _PLACES[layout.background]
    line = horizon(layout, groups)
    _band(sheet, layout, 0.0, line, *above)
    _band(sheet, layout, line, float(layout.height), *below)


def horizon(layout: StageLayout, groups: tuple[Group, ...]) -> float:
    """How far down the page the ground begins, in pixels: a little above the highest foot of what stands on it."""
    return 0.6 * layout.height


def _band(sheet: Sheet, layout: StageLayout, top: float, bottom: float, name: str, colour: RGB) -> None:
    right = float(layout.width)
    ring = np.array([[-1, top], [right + 1, top], [right + 1, bottom + 1], [-1, bottom + 1]], np.float32)
    sheet.fill([ring], sheet.label(Shade(-1, 0, name, colour)))
