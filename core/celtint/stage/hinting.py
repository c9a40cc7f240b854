"""The hints that give a picture's flats again, and the palette that they are of."""

import cv2
import numpy as np

from celtint.stage import tuning
from celtint.stage.lining import Lined
from celtint.types.arrays import Rgba
from celtint.types.picture import RGB


def dot_radius(side: int) -> float:
    """Of a dot, in pixels, on a canvas with that longer side."""
    return max(tuning.DOTS.least, tuning.DOTS.radius * side)


def dots(lines: Lined, colours: list[RGB], side: int) -> Rgba:
    """(H, W, 4): one dot of its colour in each region, as far from the lines as it goes."""
    layer = np.zeros((*lines.ink.shape, 4), np.uint8)
    radius = dot_radius(side)
    for (x, y, room), colour in zip(lines.spots[1:].tolist(), colours, strict=True):
        size = int(max(1, min(radius, room - tuning.DOTS.clear)))
        cv2.circle(layer, (int(x), int(y)), size, (*colour, 255), -1, cv2.LINE_8)
    return layer
