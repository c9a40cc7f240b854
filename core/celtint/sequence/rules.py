"""The rules of `celtint.line.unhinted` on a drawing of a sequence: a guess is made once and then matched like any
colour."""

from collections.abc import Mapping, Sequence, Set

import numpy as np

from celtint.line.decisions import snap_to_palette
from celtint.line.unhinted import mean_colour, outside, run_on
from celtint.sequence import tuning
from celtint.sequence.keys import GUESSED, codes_of, rgb_of
from celtint.sequence.states import FrameState
from celtint.types.arrays import F32, I32, Bool
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


def in_company(drawn: FrameState, keys: Sequence[FrameState], entries: Mapping[int, int]) -> None:
    """Weigh anew what little speaks for: a colour counts less where the keys show it beside none of those around.

    A mouth that opens takes a colour that touches a face on a key, not a sofa's blue. Changes `drawn.shares`, the
    order of its columns being that of `entries`; what the artist decided stays.
    """
    together = _together(keys, entries)
    most = drawn.shares.max(axis=1, initial=0)
    known = drawn.fixed | (most >= tuning.RULES.known)
    taken = drawn.shares.argmax(axis=1) if drawn.shares.shape[1] else np.zeros(len(most), np.intp)
    meets = np.zeros_like(drawn.shares)
    count = np.zeros(len(most), np.float32)
    for one, two in (drawn.described.beside.T, drawn.described.beside[:, ::-1].T):
        told = known[two]
        np.add.at(meets, one[told], together[taken[two[told]]])
        np.add.at(count, one[told], 1)
    little = ~drawn.fixed & (most < tuning.RULES.little) & (count > 0)
    share = meets[little] / count[little, None]
    weighed = drawn.shares[little] * (tuning.RULES.stranger + share)
    whole = drawn.shares[little].sum(axis=1, keepdims=True)
    drawn.shares[little] = weighed * whole / np.maximum(weighed.sum(axis=1, keepdims=True), 1e-9)


def _together(keys: Sequence[FrameState], entries: Mapping[int, int]) -> F32:
    """(E, E) 1 for colours that touch on a key, 0 for others."""
    found = np.zeros((len(entries), len(entries)), np.float32)
    for key in keys:
        place = np.array([entries.get(int(code), -1) for code in key.code], np.intp)
        one, two = place[key.described.beside].T
        both = (one >= 0) & (two >= 0)
        found[one[both], two[both]] = found[two[both], one[both]] = 1
    return found


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
