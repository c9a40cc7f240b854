"""Regions linked over a window of drawings, and the colour of each decided once, from all that is known of it.

Every drawing is compared with the keys and the drawings told by hints around it, and with the two drawings before and
the two after it. What a region is given is the mean of what those it is linked to have, by the odds that it is the same
part, so that colours flow from what the artist decided both ways through the window, along every path at once: the
harmonic function of a graph (Zhu, Ghahramani and Lafferty, "Semi-Supervised Learning Using Gaussian Fields and Harmonic
Functions", ICML 2003), whose walks end at what the artist decided or, by the odds of "none of these", nowhere. A wrong
link is outvoted by those that lead past it, and what nobody told makes nothing surer.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import csr_array, hstack

from celtint.line.found import NOTHING
from celtint.matching.features import BORDERS
from celtint.matching.geometry import Matcher
from celtint.matching.network import Reference
from celtint.matching.relations import Relation, relations, turned
from celtint.sequence import tuning
from celtint.sequence.keys import GUESSED
from celtint.sequence.states import OPEN, FrameState
from celtint.types.arrays import F32, I32, Bool, Codes

Kind = Literal["key", "neighbour"]
AT_ONCE = 2
"""Pairs of drawings that are compared at the same time."""


class Links:
    """What links the regions of drawings: by pair of drawings, asked once."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._pairs: dict[tuple[int, int], F32] = {}
        self._odds: dict[tuple[int, int], csr_array] = {}

    def odds(self, drawn: FrameState, other: FrameState) -> csr_array:
        """(n, m): how much likelier it is that a region is the other drawing's than that it is none of those."""
        name = drawn.index, other.index
        if name not in self._odds:
            self._odds[name] = self._asked(drawn, other)
        return self._odds[name]

    def together(self, drawn: FrameState, asked: Sequence[FrameState], asking: Sequence[FrameState]) -> None:
        """The odds between a drawing and those that it is asked of, and those that are asked of it, found ahead and
        side by side: most of what that takes, it takes outside of Python."""
        both = {other.index: other for other in (*asked, *asking) if other.index != drawn.index}
        theirs = {other.index for other in asking}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(lambda other: self._each_way(drawn, other, other.index in theirs), both.values()):
                pass

    def _each_way(self, drawn: FrameState, other: FrameState, back: bool) -> None:
        self.odds(drawn, other)
        if back:
            self.odds(other, drawn)

    def forget(self) -> None:
        """Drop how drawings relate, megabytes a pair; the odds, which came of it, are kept."""
        self._pairs.clear()

    def renew(self, index: int) -> None:
        """Forget what concerns one drawing: its regions are others now."""
        self._pairs = {name: pair for name, pair in self._pairs.items() if index not in name}
        self._odds = {name: odds for name, odds in self._odds.items() if index not in name}

    def _asked(self, drawn: FrameState, other: FrameState) -> csr_array:
        n, m = len(drawn.code), len(other.code)
        if n == 0 or m == 0:
            return csr_array((n, m), dtype=np.float32)
        if n == 1:
            return _background(other)
        kind: Kind = "key" if other.key else "neighbour"
        distance = max(1, abs(other.index - drawn.index))
        every = Reference(other.described, np.arange(m, dtype=np.int32), distance, kind, np.ones(m, np.float32))
        related = self.related(drawn, other)
        votes = self._matcher.match(drawn.described, [every], m, [related])
        odds = sharper(np.asarray(votes.entries / np.maximum(votes.none, tuning.TRACKS.never)[:, None], np.float32))
        # A witness that learned nothing, so that what the matcher never saw the like of is not left to it alone.
        odds += tuning.TRACKS.moved * moved_together(related) * (1 + odds.sum(axis=1, keepdims=True))
        odds[odds < tuning.TRACKS.least] = 0
        return csr_array(odds.astype(np.float32))

    def related(self, drawn: FrameState, other: FrameState) -> F32:
        """Their `celtint.matching.relations.relations`."""
        name, back = (drawn.index, other.index), (other.index, drawn.index)
        if name not in self._pairs:
            known = self._pairs.get(back)
            self._pairs[name] = relations(drawn.described, other.described) if known is None else turned(known)
        return self._pairs[name]


def _background(other: FrameState) -> csr_array:
    """(1, m) for the one region of a drawing without lines: it is the region that lies along most of the picture's
    edge."""
    edge = other.described.traits[:, BORDERS].sum(axis=1)
    odds = np.zeros((1, len(edge)), np.float32)
    odds[0, int(edge.argmax())] = 1 / tuning.TRACKS.never
    return csr_array(odds)


def sharper(odds: F32) -> F32:
    """(n, m) odds of which each row's largest have more and the others less, together the same."""
    powers = odds**tuning.TRACKS.sharp
    return np.asarray(powers * (odds.sum(axis=1) / np.maximum(powers.sum(axis=1), 1e-12))[:, None], np.float32)


def moved_together(related: F32) -> F32:
    """(n, m) how much two regions lie over each other after motion there or back, 0 for all but clear cases."""
    there = np.minimum(related[..., Relation.LED_HERE], related[..., Relation.LED_THERE])
    back = np.minimum(related[..., Relation.BACK_HERE], related[..., Relation.BACK_THERE])
    same = np.maximum(there, back)
    return np.asarray(np.where(same >= tuning.TRACKS.same, np.minimum(same, 1), 0), np.float32)


@dataclass
class Source:
    """A drawing that another is asked of. odds: (n, m). silent: (m,) its regions that are not heard."""

    drawn: FrameState
    odds: csr_array
    silent: Bool | None = None

    def hush(self, regions: Bool) -> None:
        """Let (m,) regions not be heard."""
        self.silent = regions if self.silent is None else self.silent | regions

    def heard(self, whose: I32 | None = None) -> csr_array:
        """The odds without what is silent; of regions of other characters, where it is known ``whose`` the asking
        drawing's are, (n,), only a part."""
        odds = self.odds
        if self.silent is not None and self.silent.any():
            odds = csr_array(odds * (~self.silent).astype(np.float32)[None])
        if whose is None or not (whose != NOTHING).any():
            return odds
        pairs = odds.tocoo()
        one, two = whose[pairs.row], self.drawn.cast_whose[pairs.col]
        other = (one != two) & (one != NOTHING) & (two != NOTHING)
        pairs.data[other] *= np.float32(tuning.TRACKS.stranger)
        return csr_array(pairs)


def solve(
    drawings: Sequence[FrameState],
    asked: Sequence[Sequence[Source]],
    entries: dict[int, int],
    reserved: Sequence[Bool | None] | None = None,
) -> None:
    """Give every region of the drawings its `shares`: how much of each entry reaches it; what is lacking to 1 is what
    leads nowhere.

    asked: what each is asked of, drawings among them or others, whose shares stay as they are. entries: the place of
    each colour's code. reserved: (n,) of each drawing, the regions that may be left open on purpose; None: none.
    """
    if reserved is not None and any(mask is not None for mask in reserved):
        entries.setdefault(OPEN, len(entries))
    if not entries:
        return
    for drawn in {id(d): d for d in [*drawings, *(s.drawn for of in asked for s in of)]}.values():
        _hold(drawn, entries)
    sheets = [_by_cast(drawn, of, entries) for drawn, of in zip(drawings, asked, strict=True)]
    new = [newcomers(drawn, of) for drawn, of in zip(drawings, asked, strict=True)]
    weights = [
        weighed(len(d.code), of, s, k, d.cast_whose) for d, of, s, k in zip(drawings, asked, sheets, new, strict=True)
    ]
    order = [k for k, of in enumerate(asked) if (of or sheets[k].nnz) and not bool(drawings[k].fixed.all())]
    every = np.eye(len(entries), dtype=np.float32)
    for drawn, of in zip(drawings, sheets, strict=True):
        # Where drawings lead to each other alone, what starts at nothing takes long to settle.
        alone = weighed(len(drawn.code), (), of).toarray()
        drawn.shares = np.where(drawn.fixed[:, None], drawn.shares, np.maximum(drawn.shares, alone))
    for _ in range(tuning.TRACKS.rounds):
        most = 0.0
        for k in (*order, *order[::-1]):
            drawn = drawings[k]
            told = np.concatenate([*(s.drawn.shares for s in asked[k]), every])
            shares = np.asarray(weights[k] @ told, np.float32)
            kept = None if reserved is None else reserved[k]
            if kept is not None:
                shares[kept] *= np.float32(1 - tuning.TRACKS.reserve)
                shares[kept, entries[OPEN]] += tuning.TRACKS.reserve
            shares[drawn.fixed] = drawn.shares[drawn.fixed]
            most = max(most, float(np.abs(shares - drawn.shares).max(initial=0)))
            drawn.shares = shares
        if most < tuning.TRACKS.settled:
            break


def _by_cast(drawn: FrameState, asked: Sequence[Source], entries: dict[int, int]) -> csr_array:
    """(n, entries): how much likelier it is that a region is what a cast's sheets say than that it is none of them."""
    known = np.flatnonzero(drawn.cast_code != OPEN)
    sure = np.minimum(drawn.cast_sure[known], 1 - tuning.TRACKS.never)
    more = np.where(_absent(drawn, asked)[known], tuning.TRACKS.absent, 1.0)
    odds = (tuning.TRACKS.cast * more).astype(np.float32) * sure / (1 - sure)
    place = np.array([entries[int(code)] for code in drawn.cast_code[known]], np.int64)
    return csr_array((odds.astype(np.float32), (known, place)), shape=(len(drawn.code), len(entries)))


def _absent(drawn: FrameState, asked: Sequence[Source]) -> Bool:
    """(n,) whether a region is of a character who is on none of the keys that are asked; False where none is."""
    keys = [s.drawn for s in asked if s.drawn.key]
    found = np.zeros(len(drawn.cast_whose), np.bool_)
    for who in np.unique(drawn.cast_whose[drawn.cast_whose != NOTHING]).tolist() if keys else ():
        mine = drawn.cast_whose == who
        there = max(float(key.described.areas[key.cast_whose == who].sum()) for key in keys)
        if there < tuning.TRACKS.there * float(drawn.described.areas[mine].sum()):
            found |= mine
    return found


def newcomers(drawn: FrameState, asked: Sequence[Source]) -> Bool:
    """(n,) whether a region is of a character who is on no key that is asked, and most of whose colours, by area, none
    has: all that a key can say of it is wrong."""
    found = np.zeros(len(drawn.code), np.bool_)
    absent = _absent(drawn, asked)
    if not absent.any():
        return found
    shown = np.isin(drawn.cast_code, np.concatenate([s.drawn.code[s.drawn.fixed] for s in asked if s.drawn.key]))
    for who in np.unique(drawn.cast_whose[absent]).tolist():
        mine = drawn.cast_whose == who
        area = float(drawn.described.areas[mine].sum())
        if float(drawn.described.areas[mine & shown].sum()) < tuning.TRACKS.shown * area:
            found |= mine
    return found


def weighed(
    n: int,
    sources: Sequence[Source],
    more: csr_array | None = None,
    new: Bool | None = None,
    whose: I32 | None = None,
) -> csr_array:
    """(n, all regions of the sources in turn, and what there is more): what each of theirs counts for each region,
    together 1 at most. more: odds of something else. new: (n,) of which regions keys know nothing. whose: (n,) the
    character that each is of, as a cast has it."""
    odds = [s.heard(whose) for s in sources]
    if new is not None and new.any():
        left = (~new).astype(np.float32)[:, None]
        odds = [csr_array(o * left) if s.drawn.key else o for o, s in zip(odds, sources, strict=True)]
    odds += [] if more is None else [more]
    if not odds:
        return csr_array((n, 0), dtype=np.float32)
    every = csr_array(hstack(odds))
    whole = 1 + np.asarray(every.sum(axis=1), np.float32).reshape(n, 1)
    return csr_array(every.multiply(1 / whole))


def _hold(drawn: FrameState, entries: dict[int, int]) -> None:
    """Room for all entries; what the artist decided has its own whole."""
    drawn.shares = np.pad(drawn.shares, ((0, 0), (0, len(entries) - drawn.shares.shape[1])))
    fixed = np.flatnonzero(drawn.fixed)
    drawn.shares[fixed] = 0
    drawn.shares[fixed, [entries[int(c)] for c in drawn.code[fixed]]] = 1


def guessed_around(drawn: FrameState, sources: Sequence[Source]) -> Codes:
    """(n,) the guessed code that a region's links lead to, `OPEN` for those that lead to none: one part is guessed
    once."""
    found = np.full(len(drawn.code), OPEN, np.int64)
    codes = np.concatenate([np.zeros(0, np.int64), *(s.drawn.code for s in sources)])
    guesses = np.unique(codes[codes >= GUESSED])
    if len(guesses):
        votes = np.asarray(weighed(len(found), sources) @ (codes[:, None] == guesses).astype(np.float32))
        found = np.where(votes.max(axis=1) >= tuning.FLATS.least, guesses[votes.argmax(axis=1)], found)
    return found
