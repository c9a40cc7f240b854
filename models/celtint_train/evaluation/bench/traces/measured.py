"""How a drawing with trace lines comes out: its areas, what is left of the lines, and fringes along them."""

from dataclasses import dataclass

import cv2
import numpy as np
from celtint import Hints, Picture, Result, Settings, colour
from celtint.types.arrays import F32, I32, U8, Bool
from scipy import ndimage

from celtint_train.evaluation.bench.pairs.cases import Case
from celtint_train.evaluation.bench.pairs.true_pairs import dots
from celtint_train.evaluation.bench.traces.drawn import FAINT, Traced

SETTINGS = Settings(mode="line", undecided="transparent", line_colours="untraced")
RIGHT = 0.9
"""An area is right from this share of its pixels on, as in the section on pairs."""
LEFT = 26
"""Alpha, of 255, from which something is left of a line."""
APART = 3
"""Pixels from dark lines within which nothing is said of trace lines: there they run together."""
BEYOND = 2.0
"""A pixel under a line may be nearer to another area than its colour's by so much, in pixels."""


@dataclass(frozen=True)
class Outcome:
    """What became of a drawing. areas, right: how many there are, and are right; left, fringe: of the pixels of trace
    lines, those in the line layer, and those whose colour is not that of the nearer side. lost: of the pixels of dark
    lines, those that the line layer lacks; drawn, inked: how many there are. told: whether trace lines were found."""

    areas: int
    right: int
    drawn: int
    left: int
    fringe: int
    inked: int
    lost: int
    told: bool


def coloured(drawing: Traced, settings: Settings = SETTINGS) -> tuple[Case, Result]:
    """The drawing coloured, from a dot in every area, each of a colour of its own."""
    count = int(drawing.truth.max())
    case = Case(drawing.name, drawing.dark, drawing.truth, _colours(count))
    return case, colour(Picture(drawing.picture), Hints(dots(case)), settings=settings)


def outcome(drawing: Traced, case: Case, result: Result) -> Outcome:
    """How it came out; the result has a line layer without trace lines."""
    assert result.lines is not None
    taken = _areas_of(result.colour, case.colours)
    counts = np.bincount(drawing.truth.ravel())[1:]
    hits = np.bincount(drawing.truth[taken == drawing.truth], minlength=len(counts) + 1)[1:]
    inked = drawing.dark < 128
    near_ink = cv2.dilate((drawing.dark < 250).astype(np.uint8), np.ones((2 * APART + 1,) * 2, np.uint8)) > 0
    traced = (drawing.traced > FAINT) & ~near_ink
    alpha = result.lines[:, :, 3]
    wrong = _beyond(taken, drawing.truth, traced)
    return Outcome(
        len(counts),
        int((hits >= RIGHT * counts).sum()),
        int(traced.sum()),
        int((traced & (alpha >= LEFT)).sum()),
        int(wrong.sum()),
        int(inked.sum()),
        int((inked & (alpha < 64)).sum()),
        any(pen.trace for pen in result.inks),
    )


def _colours(count: int) -> U8:
    """(count, 3) colours, no two alike."""
    code = (np.arange(count, dtype=np.int64) * 10_007 + 4_099) % (1 << 24)
    return np.stack([code >> 16, code >> 8 & 255, code & 255], axis=1).astype(np.uint8)


def _areas_of(layer: U8, colours: U8) -> I32:
    """(h, w) the area whose colour each pixel has, 0 for none."""
    weights = np.array([65536, 256, 1], np.int32)
    codes = colours.astype(np.int32) @ weights
    order = np.argsort(codes)
    packed = layer[:, :, :3].astype(np.int32) @ weights
    place = np.searchsorted(codes[order], packed).clip(0, len(codes) - 1)
    same = (codes[order][place] == packed) & (layer[:, :, 3] == 255)
    return np.where(same, order[place] + 1, 0).astype(np.int32)


def _beyond(taken: I32, truth: I32, traced: Bool) -> Bool:
    """Trace lines' pixels whose colour comes from farther away than the nearest area, or from none."""
    nearest = np.asarray(cv2.distanceTransform((truth == 0).astype(np.uint8), cv2.DIST_L2, 5), np.float32)
    own = np.full(truth.shape, np.inf, np.float32)
    margin = 16
    for area, box in enumerate(ndimage.find_objects(truth), 1):
        if box is None:
            continue
        around = tuple(slice(max(0, one.start - margin), one.stop + margin) for one in box)
        mine: F32 = np.asarray(
            cv2.distanceTransform((truth[around] != area).astype(np.uint8), cv2.DIST_L2, 5), np.float32
        )
        where = taken[around] == area
        own[around][where] = mine[where]
    return np.asarray(traced & (own > nearest + BEYOND), np.bool_)
