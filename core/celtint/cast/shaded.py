"""A cast on a grey picture: its lines are found as on a sheet, and what is sure of its parts is told as hints are."""

from collections.abc import Sequence

import cv2
import numpy as np

from celtint.cast.deciding import Casting, found_in
from celtint.cast.inked import lines_of
from celtint.ink.paper import grey_on_paper, ink_threshold
from celtint.regions.segment import segment
from celtint.types.arrays import U8
from celtint.types.picture import Box, Hints, Pause, Picture, no_pause
from celtint.types.result import SURE

INSIDE = np.ones((5, 5), np.uint8)
"""What a part is kept clear of its borders by: light there is of both sides."""


def hints_by_cast(
    cast: Casting, picture: Picture, hints: Hints | None, boxes: Sequence[Box] = (), pause: Pause = no_pause
) -> Hints | None:
    """The artist's hints, and below them paint in the middle of each part that a cast is sure of; `hints` as they are
    where it is sure of none."""
    grey = grey_on_paper(picture)
    rgb = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)
    lines, _ = lines_of(rgb, np.zeros(grey.shape, np.bool_))
    coverage = np.asarray(~lines, np.uint8)
    regions = segment(coverage, ink_threshold(coverage), pause=pause)
    found = found_in(cast, lines, regions, boxes, pause)
    entries = found.palette.entries
    sure = (found.entry >= 0) & (found.entry < len(entries)) & (found.sure >= SURE)
    if not sure.any():
        return hints
    table: U8 = np.zeros((regions.count + 1, 4), np.uint8)
    table[sure] = [(*entries[k].colour, 255) for k in found.entry[sure].tolist()]
    inside = cv2.erode((regions.ink == 0).astype(np.uint8), INSIDE) > 0
    layer = np.where(inside[..., None], table[regions.labels], np.uint8(0))
    if hints is not None:
        painted = hints.pixels[:, :, 3:] >= 128
        layer = np.where(painted, hints.pixels, layer)
    return Hints(np.asarray(layer, np.uint8))
