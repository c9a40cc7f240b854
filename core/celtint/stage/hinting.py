"""The hints that give a picture's flats again, and the palette that they are of."""

import cv2
import numpy as np

from celtint.stage import tuning
from celtint.stage.lining import INK_FROM, Lined
from celtint.types.arrays import Rgba
from celtint.types.picture import RGB


def dot_radius(side: int) -> float:
    """Of a dot, in pixels, on a canvas with that longer side."""
    return max(tuning.DOTS.least, tuning.DOTS.radius * side)


def least_room(side: int) -> float:
    """How far the middle of each area is from its lines at least, in pixels."""
    return max(tuning.DOTS.least, tuning.DOTS.room * side)


def dots(lines: Lined, colours: list[RGB], side: int) -> Rgba:
    """(H, W, 4): one dot of its colour in each region, as far from the lines as it goes, and cut off at them."""
    layer = np.zeros((*lines.ink.shape, 4), np.uint8)
    size = dot_radius(side)
    for region, ((x, y, room), colour) in enumerate(zip(lines.spots[1:].tolist(), colours, strict=True), start=1):
        top, left, reach = max(0, int(y) - int(size)), max(0, int(x) - int(size)), int(size) + 1
        where = slice(top, int(y) + reach), slice(left, int(x) + reach)
        rows, columns = np.ogrid[where]
        disc = (rows[: layer.shape[0] - top] - int(y)) ** 2 + (columns[:, : layer.shape[1] - left] - int(x)) ** 2
        dot = disc <= size**2
        if room <= size:
            dot &= (lines.regions[where] == region) & (lines.ink[where] < INK_FROM)
            _, pieces = cv2.connectedComponents(dot.astype(np.uint8), connectivity=4, ltype=cv2.CV_32S)
            dot = np.asarray(pieces == pieces[int(y) - top, int(x) - left])
        layer[where][dot] = (*colour, 255)
    return layer
