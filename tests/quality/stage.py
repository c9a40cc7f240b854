"""Staged pictures: what is small in them, how wide lines are, rows of things, how pale it is behind them."""

from functools import partial

import cv2
import numpy as np
from celtint import ObjectSet, StageBox, Staged, StageLayout, stage
from celtint.colours.lab import srgb_to_lab

from ..core.stage.sets import OBJECTS, Shape, ellipse, no_words, packed, rectangle
from .case import Case

SKIN: Shape = ("skin", (238, 191, 170), rectangle(0, 0, 1, 1))
FUR: Shape = ("fur", (44, 44, 48), rectangle(0, 0, 1, 1))


def _thing(ground: Shape, colour: tuple[int, int, int], radius: float) -> Staged:
    """A square of 200 pixels with a disc in its middle, on a wide canvas."""
    spot: Shape = ("spot", colour, ellipse(0.5, 0.5, radius / 200, radius / 200))
    objects = ObjectSet.read(packed([({"name": "thing", "tags": ["thing"]}, [ground, spot])]))
    return stage(StageLayout(1600, 240, (StageBox(20, 20, 200, 200, "thing"),), line=3), objects, no_words())


def _is_area() -> float:
    """Of discs that are just large enough, just too small, and dark, how many become what they should."""
    sizes = {6.5: 2, 5.0: 1}
    return float(np.mean([len(_thing(SKIN, (210, 70, 60), size).regions) == count for size, count in sizes.items()]))


def _is_ink() -> float:
    """How much of a dark eye is ink, less what of a dark nose in dark fur is."""
    eye, nose = (_thing(ground, (20, 20, 20), 4).lines[116:125, 116:125, 3] for ground in (SKIN, FUR))
    return float(eye[2:7, 2:7].mean() / 255 - (nose > 0).mean())


def _scene(background: str = "none", line: float = 4.0) -> Staged:
    boxes = (
        StageBox(20, 60, 560, 90, "trees"),
        StageBox(40, 330, 200, 200, "house"),
        StageBox(330, 380, 240, 180, "dog"),
    )
    objects = ObjectSet.read(packed(OBJECTS))
    return stage(StageLayout(600, 600, boxes, background, line=line), objects, no_words())  # type: ignore[arg-type]


def _width(top: int, bottom: int) -> float:
    """1 less how far the lines between two rows are off the width asked for, in the median."""
    ink = cv2.resize(_scene().lines[top:bottom, :, 3], None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    away = cv2.distanceTransform((ink > 127).astype(np.uint8), cv2.DIST_L2, 5)
    ridge = (away > 2) & (away >= cv2.dilate(away, np.ones((3, 3), np.uint8)))
    return 1 - abs(float(np.median(away[ridge])) * 2 / 4 / 4.0 - 1)


def _row() -> float:
    """How many of the trees of a wide box stand in it, of five or more."""
    return min(1.0, _scene().objects[0].copies / 5)


def _pale() -> float:
    """How little chroma grass and hills have, beside a house's roof."""
    made = _scene("meadow")
    own = [region.colour for region in made.regions if (region.entry or "").startswith("background: ")]
    lab = srgb_to_lab(np.array(own, np.uint8))
    return 1 - float(np.hypot(lab[:, 1], lab[:, 2]).max()) / 100


CASES = (
    Case("small parts stay areas, smaller ones don't", "stage", _is_area, 0.99),
    Case("eyes are ink, dark on dark isn't", "stage", _is_ink, 0.9),
    Case("lines at the top of a page", "stage", partial(_width, 0, 200), 0.9),
    Case("lines at its foot", "stage", partial(_width, 320, 600), 0.9),
    Case("trees in a row", "stage", _row, 0.99),
    Case("a meadow is pale", "stage", _pale, 0.66),
)
