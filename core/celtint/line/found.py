"""What somebody who looked at the lines alone found about regions, before hints were known: a cast."""

from dataclasses import dataclass

import numpy as np

from celtint.line.decisions import Decisions
from celtint.types.arrays import F32, I32
from celtint.types.picture import Palette

NOTHING = -1
"""Entry of a region about which nothing was found."""


@dataclass(frozen=True)
class Found:
    """By region id, (n + 1,) each, row 0 unused. entry: place in `palette`, its length for what stays empty, or
    `NOTHING`; sure: 0 to 1; whose: the number of the character that it was taken for, or `NOTHING`."""

    palette: Palette
    entry: I32
    sure: F32
    whose: I32


def take_found(state: Decisions, found: Found, palette: Palette) -> Palette:
    """Decide what is open as it was found; what the artist said stands. Returns the palette with the entries used,
    after the artist's own."""
    ids = state.undecided()
    ids = ids[ids < len(found.entry)]  # what hints parted is theirs
    ids = ids[found.entry[ids] != NOTHING]
    entries = found.palette.entries
    empty = found.entry[ids] == len(entries)
    state.empty_out(ids[empty])
    ids = ids[~empty]
    table = np.array([e.colour for e in entries], np.uint8).reshape(-1, 3)
    state.decide(ids, table[found.entry[ids]], "cast", found.sure[ids])
    for k in ids.tolist():
        state.entries[k] = entries[int(found.entry[k])].id
    own = {e.id for e in palette.entries}
    used = np.unique(found.entry[ids]).tolist()
    return Palette((*palette.entries, *(entries[k] for k in used if entries[k].id not in own)))
