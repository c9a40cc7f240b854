"""What a hint, or a box, on one frame means for the others: it becomes a key for the regions it lies in, both ways.

Where a key says otherwise of the same part, the key is not asked about that part any more beyond the hint; between the
two, the nearer counts for more.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from celtint.matching.features import BORDERS
from celtint.matching.geometry import Matcher
from celtint.matching.network import UNDECIDED, Reference
from celtint.sequence import tuning
from celtint.sequence.states import DISPUTED, FrameState
from celtint.types.arrays import F32


def corrects(drawn: FrameState) -> bool:
    """Whether the artist said something, by hints or boxes, of a frame that is no key."""
    return not drawn.key and bool(drawn.own.any())


def without_contradicted(matcher: Matcher, key: FrameState, corrected: FrameState) -> FrameState:
    """The key, disputed where hints or boxes of another frame say otherwise of the same part."""
    hinted = corrected.own & corrected.fixed
    n = len(key.code)
    if n == 0 or not hinted.any():
        return key
    each = Reference(key.described, np.arange(n, dtype=np.int32), 1, "key", np.ones(n, np.float32))
    votes = matcher.match(corrected.described, [each], n).entries[hinted]
    part = votes.argmax(axis=1)
    other = (votes.max(axis=1) >= tuning.CORRECTIONS.same) & (key.code[part] != corrected.code[hinted])
    if not other.any():
        return key
    code = key.code.copy()
    code[part[other]] = DISPUTED
    return replace(key, code=code)


def reference(known: FrameState, drawn: FrameState, entries: dict[int, int]) -> Reference:
    """A drawing as what another is asked of. entries: the place of each colour's code in the sequence's palette."""
    held = np.array([entries.get(c, UNDECIDED) for c in known.code.tolist()], np.int32)
    distance = max(1, abs(known.index - drawn.index))
    return Reference(known.described, held, distance, "key" if known.key else "neighbour", known.sure)


def on_empty(references: Sequence[Reference], entries: int) -> F32:
    """(1, entries) votes for the one region of a drawing without lines: the background of each reference, which is the
    region that lies along most of the picture's edge."""
    votes = np.zeros((1, entries), np.float32)
    for known in references:
        edge = known.described.traits[:, BORDERS].sum(axis=1)
        if len(edge) and known.entries[place := int(edge.argmax())] != UNDECIDED:
            votes[0, known.entries[place]] += known.sure[place] / len(references)
    return votes


def mixed(forth: F32, back: F32, share: float = 0.5, left_open: int | None = None) -> F32:
    """Votes of both ways, the way back counting ``share``; it knows every entry that the way forward did.

    left_open: the entry of regions that nothing has decided. Where one way says so, the other alone is heard.
    """
    wide = np.pad(forth, ((0, 0), (0, back.shape[1] - forth.shape[1])))
    both = (1 - share) * wide + share * back
    if left_open is not None:
        knows_nothing = [votes.argmax(axis=1) == left_open for votes in (wide, back)]
        for silent, other in zip(knows_nothing, (back, wide), strict=True):
            both[silent] = other[silent]
    return np.asarray(both, np.float32)


def nearness(drawn: FrameState, behind: FrameState | None, source: FrameState) -> float:
    """How much a hint ahead counts beside what is behind: all at the hint, nothing at the key."""
    if behind is None:
        return 1.0
    return (drawn.index - behind.index) / max(1, source.index - behind.index)
