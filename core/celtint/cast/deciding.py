"""Whose part each region of a drawing is, and so its colour.

Each figure is asked about as a drawing of its own: first who it is, of some figures of all characters, then, of all of
that character's, which part each region is. Where nobody is clear, as where two figures touch, the first answer stands
for each region. What holds a lower corner of the page or of a panel is shoulders or ground: both are asked, and the one
that the sheets show better stands. A box with a character's name as its tag says who is in it. What no sheet shows
takes the colour of what lies around it, as a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from celtint.cast import tuning
from celtint.cast.figures import Figure, figures
from celtint.cast.reading import KnownCast
from celtint.cast.records import folded
from celtint.line.found import NOTHING, Found
from celtint.matching.framing import fitting, match_framed
from celtint.matching.geometry import GeometryMatcher, Matcher
from celtint.matching.network import MatcherNetwork, Reference
from celtint.regions.segment import Regions
from celtint.types.arrays import F32, I32, U8, Bool
from celtint.types.picture import Box, Pause, no_pause
from celtint.types.result import SURE


@dataclass(frozen=True)
class Casting:
    """A cast that was read, and what matches its sheets with a drawing (None: place and shape alone)."""

    known: KnownCast
    matcher: Matcher | None = None


def found_in(cast: Casting, light: U8, regions: Regions, boxes: Sequence[Box] = (), pause: Pause = no_pause) -> Found:
    """Ask a cast about a drawing.

    light: (H, W) uint8, dark lines on white. boxes: inside the picture; those whose tag is a character's name tie what
    is in them to it.
    """
    known = cast.known
    entry, sure = np.full(regions.count + 1, NOTHING, np.int32), np.zeros(regions.count + 1, np.float32)
    told = Found(known.palette, entry, sure, np.full(regions.count + 1, NOTHING, np.int32))
    if not any(c.references for c in known.characters) or not regions.ink.any():
        return told
    asked = cast.matcher or GeometryMatcher()
    tied = _tied(known, regions, boxes)
    every = [_Asked.of(known, figure, tied, asked, pause) for figure in figures(light, regions.labels, regions.ink)]
    if ambiguous := _cut_off(every, light, regions):
        wider = [_Asked.of(known, figure, tied, asked, pause) for figure in ambiguous]
        every = _likelier(every, wider, known.empty)
    largest = max((a.figure.area for a in every), default=0)
    for one in every:
        if len(one.figure.ids) > 1 or one.figure.area >= tuning.FIGURES.least * largest:
            _take(told, one.figure, one.votes, _sure(asked))
    coloured = np.flatnonzero((entry != NOTHING) & (entry != known.empty))
    told.whose[coloured] = known.owner[entry[coloured]]
    return told


@dataclass(frozen=True)
class _Asked:
    """A figure and what speaks for each entry of the cast, (n, entries + 1), by its regions."""

    figure: Figure
    votes: F32

    @classmethod
    def of(cls, known: KnownCast, figure: Figure, tied: I32, matcher: Matcher, pause: Pause) -> "_Asked":
        pause()
        return cls(figure, _votes(known, figure, tied[figure.ids], matcher))

    def fit(self) -> float:
        """How well its regions are found on the sheets, in all."""
        return fitting(self.votes.max(axis=1, initial=0), self.figure.described.areas[:-1])

    def fit_as_ground(self, ids: I32, empty: int) -> float:
        """The same of those regions that are none of ``ids``, where they are ground: they stay empty."""
        rest = ~np.isin(self.figure.ids, ids)
        return fitting(self.votes[rest, empty], self.figure.described.areas[:-1][rest])


def _cut_off(every: Sequence[_Asked], light: U8, regions: Regions) -> list[Figure]:
    """Figures that are larger where what holds a lower corner of the page, or of a panel, is shoulders and no
    ground."""
    before = {tuple(a.figure.ids.tolist()) for a in every}
    wider = figures(light, regions.labels, regions.ink, cut_off=True)
    return [f for f in wider if len(f.ids) > 1 and tuple(f.ids.tolist()) not in before]


def _likelier(every: Sequence[_Asked], wider: Sequence[_Asked], empty: int) -> list[_Asked]:
    """Of each figure with and without what may be ground, the one that the sheets show better."""
    chosen = list(every)
    for large in wider:
        small = [a for a in chosen if np.isin(a.figure.ids, large.figure.ids).all()]
        ids = np.concatenate([np.zeros(0, np.int32), *(a.figure.ids for a in small)])
        apart = sum(a.fit() for a in small) + large.fit_as_ground(ids, empty)
        if large.fit() > apart:
            chosen = [a for a in chosen if not any(a is s for s in small)] + [large]
    return sorted(chosen, key=lambda a: -a.figure.area)


def _sure(matcher: Matcher) -> float:
    return matcher.descriptor.unsure_below if isinstance(matcher, MatcherNetwork) else tuning.DECIDING.sure


def _tied(known: KnownCast, regions: Regions, boxes: Sequence[Box]) -> I32:
    """(n + 1,) the character that a box ties each region to, -1 for none; the smallest box wins."""
    tied = np.full(regions.count + 1, -1, np.int32)
    area = regions.runs.areas(regions.count)
    names = {folded(c.name): k for k, c in enumerate(known.characters)}
    for box in sorted(boxes, key=lambda b: -b.width * b.height):
        who = names.get(folded(box.tag))
        if who is None:
            continue
        window = regions.labels[box.y : box.y + box.height, box.x : box.x + box.width]
        inside = np.bincount(window.ravel(), minlength=len(tied))
        tied[2 * inside > area] = who
    return tied


def _votes(known: KnownCast, figure: Figure, tied: I32, matcher: Matcher) -> F32:
    """(n, entries + 1) what speaks for each entry, and for staying empty, by the figure's regions."""
    votes = np.zeros((len(figure.ids), known.empty + 1), np.float32)
    for who in np.unique(tied[tied >= 0]).tolist():
        own = _asked(figure, known.characters[who].references, known.empty, matcher)
        votes[tied == who] = own[tied == who]
    free = tied < 0
    if free.any():
        votes[free] = _found(known, figure, matcher)[free]
    return votes


def _found(known: KnownCast, figure: Figure, matcher: Matcher) -> F32:
    """The votes where nobody said who it is."""
    there = [c for c in known.characters if c.references]
    if len(there) > 1:
        first = tuple(r for c in there for r in c.references[: tuning.DECIDING.first])
        votes = _asked(figure, first, known.empty, matcher)
        whose = _by_character(votes, known) * figure.described.areas[:-1, None]
        shares = whose.sum(axis=0) / max(float(whose.sum()), 1e-6)
        if shares.max() < tuning.DECIDING.clear:
            return votes
        there = [known.characters[int(shares.argmax())]]
    return _asked(figure, there[0].references, known.empty, matcher)


def _by_character(votes: F32, known: KnownCast) -> F32:
    """(n, characters) what speaks for each."""
    found = np.zeros((len(votes), len(known.characters)), np.float32)
    for k in range(len(known.characters)):
        found[:, k] = votes[:, :-1][:, known.owner == k].sum(axis=1)
    return found


def _asked(figure: Figure, references: Sequence[Reference], empty: int, matcher: Matcher) -> F32:
    if isinstance(matcher, MatcherNetwork):
        return match_framed(matcher, figure.described, references, empty + 1).entries[:-1]
    return matcher.match(figure.described, references, empty + 1).entries[
        :-1
    ]  # how sure place and form are says little


def _take(told: Found, figure: Figure, votes: F32, sure: float) -> None:
    entry, most = votes.argmax(axis=1).astype(np.int32), votes.max(axis=1)
    lost = most < tuning.DECIDING.least
    ids = figure.ids
    told.entry[ids] = np.where(lost, NOTHING, entry)
    told.sure[ids] = _scaled(most, sure)
    if lost.all():
        return
    _guess(told, figure, lost)


def _scaled(votes: F32, sure: float) -> F32:
    """Votes as confidences: those the matcher counts as sure lie above `SURE`, the others below."""
    below = SURE * votes / max(sure, 1e-6)
    above = SURE + (1 - SURE) * (votes - sure) / max(1 - sure, 1e-6)
    return np.asarray(np.where(votes < sure, below, above), np.float32)


def _guess(told: Found, figure: Figure, lost: Bool) -> None:
    """What no sheet shows takes the colour of the largest region that it touches, which is what encloses it."""
    n = len(figure.ids)
    beside = figure.described.beside
    beside = beside[(beside < n).all(axis=1)]
    open_ = lost.copy()
    for _ in range(n):
        here = [
            (one, two) for a, b in beside.tolist() for one, two in ((a, b), (b, a)) if open_[one] and not open_[two]
        ]
        if not here:
            return
        areas = figure.described.areas
        around: dict[int, int] = {}
        for one, two in here:
            if one not in around or areas[two] > areas[around[one]]:
                around[one] = two
        for one, two in around.items():
            k = figure.ids[one]
            told.entry[k] = told.entry[figure.ids[two]]
            told.sure[k] = tuning.DECIDING.guess
            open_[one] = False
