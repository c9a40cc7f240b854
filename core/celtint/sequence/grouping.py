"""Marks on a frame of a sequence: areas that strokes of `merge` and `same` hold together have one colour.

The areas stay apart while drawings are matched, so that each finds itself on the drawings around; what is decided of a
group is carried there as a hint is. A group takes the colour of what a hint or the key decided of it, else of the
largest area that matching knows for sure; what nobody is sure of makes nothing surer, and goes no farther than its
frame. Areas that `merge` joins have one id where the frame comes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from celtint.sequence import tuning
from celtint.sequence.keys import EMPTY
from celtint.sequence.states import OPEN, FrameState
from celtint.types.arrays import I32, I64, Index


def open_groups(drawn: FrameState) -> list[Index]:
    """The groups of which not all is decided, as places of `described.ids`."""
    return [group for group in drawn.groups if not drawn.fixed[group].all()]


def settle_groups(drawn: FrameState, codes: Sequence[int]) -> None:
    """Let groups that something is known of for sure be decided, and their neighbours on other frames follow. codes: of
    the columns of `drawn.shares`."""
    table = np.array(codes, np.int64)
    for group in open_groups(drawn):
        told = group[drawn.fixed[group]]
        if len(told):
            code, sure, by = int(drawn.code[_chief(drawn, told)]), np.float32(1), drawn.by[_chief(drawn, told)]
        else:
            shares = drawn.shares[group]
            known = group[shares.max(axis=1, initial=0) >= tuning.FLATS.sure]
            if len(known) == 0:
                continue
            chief = known[int(drawn.described.areas[known].argmax())]
            code, sure = int(table[drawn.shares[chief].argmax()]), drawn.shares[chief].max()
            if code == OPEN:
                continue
            by = "cast" if code == drawn.cast_code[chief] else "key"
        rest = group[~drawn.fixed[group]]
        drawn.code[rest], drawn.sure[rest] = code, sure
        drawn.fixed[rest] = drawn.own[rest] = True
        for place in rest.tolist():
            drawn.by[place] = by


def level_groups(drawn: FrameState) -> None:
    """Give what is not the artist's word in each group the colour of the largest area of it that has one."""
    for group in open_groups(drawn):
        told = group[drawn.fixed[group]]
        known = told if len(told) else group[drawn.code[group] != OPEN]
        if len(known) == 0:
            continue
        chief, rest = _chief(drawn, known), group[~drawn.fixed[group]]
        drawn.code[rest], drawn.sure[rest] = drawn.code[chief], drawn.sure[chief]


def _chief(drawn: FrameState, places: Index) -> int:
    """The largest of decided areas, of those with a colour if there are any."""
    coloured = places[drawn.code[places] != EMPTY]
    of = coloured if len(coloured) else places
    return int(of[drawn.described.areas[of].argmax()])


@dataclass(frozen=True)
class Joined:
    """A drawing's regions where areas are joined. ids: (n + 1,) of each region there was; area: (n + 1,) and box:
    (n + 1, 4) by id, an area of 0 being of what has gone into another."""

    ids: I32
    area: I64
    box: I32


def joined(drawn: FrameState) -> Joined:
    """Without areas that hints tell apart."""
    table = np.arange(len(drawn.area), dtype=np.int32)
    area, box = drawn.area.copy(), drawn.box.copy()
    ids = drawn.described.ids
    for group in drawn.merged:
        like = group[drawn.code[group] == drawn.code[_chief(drawn, group)]]
        keeps = int(ids[like[drawn.described.areas[like].argmax()]])
        gone = ids[like][ids[like] != keeps]
        every = box[ids[like]]
        least, most = every[:, :2].min(axis=0), (every[:, :2] + every[:, 2:]).max(axis=0)
        table[gone], box[keeps] = keeps, [*least, *(most - least)]
        area[keeps] += area[gone].sum()
        area[gone] = 0
    return Joined(table, area, box)
