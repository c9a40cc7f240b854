"""What a hint, or a box, on one frame means for the others: it becomes a key for the regions it lies in, both ways.

Where a key, or another hint, says otherwise of the same part, the nearer of the two is asked of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from celtint.sequence import tuning
from celtint.sequence.keys import GUESSED
from celtint.sequence.states import OPEN, FrameState
from celtint.sequence.tracks import Links, Source
from celtint.types.arrays import Bool


def corrects(drawn: FrameState) -> bool:
    """Whether the artist said something, by hints or boxes, of a frame that is no key."""
    return not drawn.key and bool(drawn.own.any())


@dataclass
class Around:
    """What is known around the drawings of a window.

    behind: the key before them; overruled: (n,) its regions of which hints before the window said otherwise. ahead: the
    key after them, if it is in sight. told: drawings with hints, in order, the last before the window first. before:
    the last drawings of the window before, which are decided.
    """

    behind: FrameState | None
    overruled: Bool | None
    ahead: FrameState | None
    told: Sequence[FrameState]
    before: Sequence[FrameState]

    def sources(self, links: Links, drawn: FrameState, neighbours: Sequence[FrameState]) -> list[Source]:
        """What a drawing is asked of, each once: the keys, the told drawings next to it, its neighbours."""
        at = drawn.index
        made = {k.index: Source(k, links.odds(drawn, k)) for k in (*self.near(at), *neighbours) if k.index != at}
        if self.behind is not None and self.overruled is not None and self.behind.index in made:
            made[self.behind.index].hush(self.overruled)
        for told in self.told:
            for other in (*self.near(at), *self.before):
                if other.index != told.index:
                    self._settle(links, made, at, told, other)
        return list(made.values())

    def near(self, at: int) -> list[FrameState]:
        """The keys and the told drawings next to a frame, itself if it is one."""
        earlier, later = ([t for t in self.told if (t.index - at) * way > 0] for way in (-1, 1))
        ahead = self.ahead if self.ahead is not None and self.ahead.index - at < tuning.FLATS.horizon else None
        return [drawn for drawn in (self.behind, ahead, *earlier[-1:], *later[:1]) if drawn is not None]

    def reserved(self, links: Links, drawings: Sequence[FrameState]) -> list[Bool | None]:
        """(n,) of each drawing with hints, where no key says anything: its regions that may well be left alone on
        purpose, as neither it nor, from told drawing to told drawing, another says anything of them."""
        if self.behind is not None or self.ahead is not None:
            return [None] * len(drawings)
        said = [np.asarray((t.code != OPEN) & (t.code < GUESSED), np.bool_) for t in self.told]
        led = {(k, o): _share(links.odds(self.told[k], self.told[o])) for k, o in _side_by_side(len(said))}
        # Once along them and once back reaches from any to any.
        for k, o in (*led, *reversed(led)):
            there = np.asarray(led[k, o] @ said[o].astype(np.float32))
            said[k] |= there >= tuning.CORRECTIONS.same
        left = {told.index: ~known for told, known in zip(self.told, said, strict=True)}
        return [left.get(drawn.index) if corrects(drawn) else None for drawn in drawings]

    def _settle(self, links: Links, made: dict[int, Source], at: int, told: FrameState, other: FrameState) -> None:
        """Where both say something else of one part, only the nearer is heard of it."""
        loser = other if abs(told.index - at) <= abs(other.index - at) else told
        if loser.index in made:
            hinted, part = contradicted(links, told, other)
            made[loser.index].hush(part if loser is other else hinted)


def _side_by_side(count: int) -> list[tuple[int, int]]:
    """Each of so many after the one before it, then each before the one after it, from the last."""
    return [*((k, k - 1) for k in range(1, count)), *((k, k + 1) for k in range(count - 2, -1, -1))]


def _share(odds: csr_array) -> csr_array:
    """(n, m) how likely each of the other's regions is the same part."""
    return csr_array(odds.multiply(1 / (1 + np.asarray(odds.sum(axis=1), np.float32).reshape(-1, 1))))


def contradicted(links: Links, told: FrameState, other: FrameState) -> tuple[Bool, Bool]:
    """(n,) regions of a drawing with hints that say otherwise than the same part of another, and (m,) those parts."""
    hinted, part = np.zeros(len(told.code), np.bool_), np.zeros(len(other.code), np.bool_)
    asked = np.flatnonzero(told.own & told.fixed)
    if len(asked) and len(part):
        share = _share(links.odds(told, other)).toarray()[asked]
        best = share.argmax(axis=1)
        met = (share.max(axis=1) >= tuning.CORRECTIONS.same) & (other.code[best] != told.code[asked])
        met &= other.code[best] != OPEN
        hinted[asked[met]], part[best[met]] = True, True
    return hinted, part
