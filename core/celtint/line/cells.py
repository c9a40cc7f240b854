"""Hints overrule textures: stripes, keys or bricks that an artist colours one by one are lines and no texture."""

import cv2
import numpy as np

from celtint.hints import tuning as hints_tuning
from celtint.hints.dabs import Strokes
from celtint.line import tuning
from celtint.regions.segment import Regions
from celtint.types.arrays import I32, Bool, Ink


def overruled(strokes: Strokes, regions: Regions, textures: Ink) -> Bool | None:
    """Where textures are lines after all, (H, W) bool; None where that is nowhere.

    regions: those without the textures; textures: (H, W) uint8, the marks that were taken out of the
    drawing, 0 to 255. It is so in a region in which two colours lie in two cells between the marks, each within its
    own. Paint across the marks is meant for all of them.
    """
    labels = regions.labels
    region = labels[strokes.y, strokes.x]
    marks = np.where(regions.ink > 0, np.uint8(255), textures)
    textured = np.intersect1d(region, labels[textures > 0]).tolist()
    contested = [name for name in textured if len(np.unique(strokes.stroke[region == name])) > 1]
    found = [name for name in contested if _one_by_one(strokes, region == name, labels == name, marks)]
    return np.isin(labels, found) & (textures > 0) if found else None


def _one_by_one(strokes: Strokes, here: Bool, where: Bool, marks: Ink) -> bool:
    """Whether strokes of different colours lie in different cells. here: (n,) which stroke pixels count; where: (H, W)
    the region; marks: the textures and the lines."""
    x, y, width, height = cv2.boundingRect(where.astype(np.uint8))
    crop = slice(y, y + height), slice(x, x + width)
    open_ground = where[crop] & (marks[crop] < tuning.CELLS.mark)
    _, patch = cv2.connectedComponents(open_ground.astype(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    at = np.asarray(patch, np.int32)[strokes.y[here] - y, strokes.x[here] - x]
    seen: list[tuple[int, I32]] = []
    for stroke in np.unique(strokes.stroke[here]).tolist():
        count = np.bincount(at[strokes.stroke[here] == stroke])
        cell = int(np.argmax(count))
        if cell and count[cell] >= tuning.CELLS.within * count.sum():
            seen.append((cell, strokes.colour[stroke].astype(np.int32)))
    return any(one != other and np.abs(a - b).max() > hints_tuning.DABS.alike for one, a in seen for other, b in seen)
