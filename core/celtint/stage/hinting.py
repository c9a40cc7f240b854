"""The hints that give a picture's flats again, and the palette that they are of."""

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
    for (x, y, room), colour in zip(lines.spots[1:].tolist(), colours, strict=True):
        size = min(dot_radius(side), room - 0.5)
        reach = int(size) + 1
        rows, columns = np.ogrid[-reach : reach + 1, -reach : reach + 1]
        top, left = int(y) - reach, int(x) - reach
        disc = rows**2 + columns**2 <= max(size, 0.5) ** 2
        disc = disc[max(0, -top) :, max(0, -left) :]
        place = layer[max(0, top) : int(y) + reach + 1, max(0, left) : int(x) + reach + 1]
        place[disc[: place.shape[0], : place.shape[1]]] = (*colour, 255)
    return layer
