"""The rules of `celtint.line.unhinted` on a drawing of a sequence: a guess is made once and then matched like any
colour."""

from collections.abc import Set

import numpy as np

from celtint.line.decisions import snap_to_palette
from celtint.line.unhinted import mean_colour, outside, run_on
from celtint.sequence import tuning
from celtint.sequence.keys import GUESSED, codes_of, rgb_of
from celtint.sequence.states import FrameState
from celtint.types.arrays import I32, Bool
from celtint.types.picture import Palette


def by_running_on(drawn: FrameState, inner: I32, palette: Palette) -> None:
    """Give regions, by their places, the colour that reaches them first from those decided."""
    described = drawn.described
    decided = np.flatnonzero(drawn.code >= 0)
    place = np.zeros(len(drawn.code) + 1, np.int32)
    place[decided + 1] = np.arange(1, len(decided) + 1)
    grid = described.grid.astype(np.int32)
    told = np.where(described.lines == 0, place[grid], 0).astype(np.int32)
    mark = run_on(described.lines, told, grid, inner + 1)
    found = inner[mark > 0]
    if len(found):
        colours = snap_to_palette(rgb_of(drawn.code[decided[mark[mark > 0] - 1]]), palette)
        drawn.code[found] = codes_of(colours) | GUESSED


def without_outside(drawn: FrameState, open_: Bool) -> I32:
    """The places of the regions of a mask that are not the outside (`celtint.line.unhinted.outside`). That the outside
    stays open is no guess."""
    described = drawn.described
    beyond = outside(described.grid.astype(np.int32), (described.lines > tuning.RULES.inked).astype(np.uint8))
    beyond = beyond[beyond > 0] - 1
    drawn.sure[beyond[open_[beyond]]] = 1.0
    return np.setdiff1d(np.flatnonzero(open_), beyond).astype(np.int32)


def by_mean(told: Set[int], palette: Palette) -> int | None:
    """The code of the mean of some colours, given by their codes; None where there are none."""
    if not told:
        return None
    mean = mean_colour(rgb_of(np.array(sorted(told), np.int64)))
    return int(codes_of(snap_to_palette(mean[None], palette))[0]) | GUESSED
