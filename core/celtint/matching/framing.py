"""A character whole on its sheet and cut off at the waist in the picture, or the other way round, still matched.

All that is known of a region is relative to the figure, so one drawing as a bust and the other from head to foot are
alike in nothing. The upper half of the one is therefore held against the other as well; each way counts as much as its
answers are sure, and as it brings together two drawings that are both cut off or both whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from celtint.matching import tuning
from celtint.matching.features import RegionFeatures, describe
from celtint.matching.geometry import Matcher
from celtint.matching.network import Reference, Votes
from celtint.matching.views import DRAWN, view
from celtint.types.arrays import F32, Index

AIR = 4
"""Grid pixels left clear around what is cut out."""
LEAST = 16
"""Grid pixels that must be left of a drawing in height for it to be cut."""
FAINT = 0.01
"""Added to a probability before its logarithm is taken, so that one region that nothing fits does not decide."""
BORDER, TOUCHING = 3, 2
"""Rows of the grid at the lower border, and drawn pixels in them from which a figure runs off the page."""


@dataclass(frozen=True)
class _Way:
    """One way to hold a drawing against its references. votes: for all its regions; fit: log odds, of the whole way."""

    votes: Votes
    fit: float


def match_framed(
    matcher: Matcher, frame: RegionFeatures, references: Sequence[Reference], entries: int | None = None
) -> Votes:
    """As ``matcher.match``, for drawings that may show more or less of a figure than their references.

    About three times the work, so for model sheets rather than for the drawings of a shot, which are framed alike.
    """
    given = [r for r in references if len(r.entries)]
    width = max((int(r.entries.max()) for r in given), default=-1) + 1 if entries is None else entries
    whole = matcher.match(frame, references, width)
    if len(frame.ids) == 0 or not given:
        return whole
    ways = [_Way(whole, _fit(whole, frame.areas) + tuning.FRAMING.whole + _alike(frame, given, (True, True)))]
    ways += _cut_off(matcher, frame, given, whole)
    odds = np.array([way.fit for way in ways], np.float64) * tuning.FRAMING.trust
    share = np.exp(odds - odds.max())
    share = np.asarray(share / share.sum(), np.float32)
    return Votes(
        np.sum([s * way.votes.entries for s, way in zip(share, ways, strict=True)], axis=0, dtype=np.float32),
        np.sum([s * way.votes.none for s, way in zip(share, ways, strict=True)], axis=0, dtype=np.float32),
    )


def _cut_off(matcher: Matcher, frame: RegionFeatures, references: Sequence[Reference], whole: Votes) -> Iterator[_Way]:
    """The upper halves of the references against the drawing, and the drawing's against them."""
    width = whole.entries.shape[1]
    halves = [_upper(r.described) for r in references]
    if any(half is not None for half in halves):
        cut = [_of(r, half) for r, half in zip(references, halves, strict=True)]
        votes = matcher.match(frame, cut, width)
        yield _Way(votes, _fit(votes, frame.areas) + _alike(frame, references, (True, False)))
    half = _upper(frame)
    if half is not None:
        described, own = half
        found = matcher.match(described, references, width)
        votes = Votes(whole.entries.copy(), whole.none.copy())
        votes.entries[own], votes.none[own] = found.entries, found.none
        yield _Way(votes, _fit(found, frame.areas[own]) + _alike(frame, references, (False, True)))


def _alike(frame: RegionFeatures, references: Sequence[Reference], off: tuple[bool, bool]) -> float:
    """What it speaks for a way that the page cuts off the one and not the other; ``off``: which of the two may be cut
    off by it, both where neither or both are."""
    here = runs_off(frame)
    fitting = [
        here == there if off == (True, True) else (here, there) == off
        for there in (runs_off(r.described) for r in references)
    ]
    return tuning.FRAMING.cut_alike * float(np.mean(fitting))


def _fit(votes: Votes, areas: F32) -> float:
    """`fitting` of the answers, by the weight of all regions."""
    weight = float(np.log1p(areas).sum())
    return fitting(votes.entries.max(axis=1, initial=0), areas) / max(weight, 1e-6)


def fitting(sure: F32, areas: F32) -> float:
    """The sum of the logarithms of how sure answers are, (n,) 0 to 1; a larger region, (n,) pixels, counts for more,
    as the logarithm of its area."""
    return float((np.log(sure + FAINT) * np.log1p(areas)).sum())


def _of(reference: Reference, half: tuple[RegionFeatures, Index] | None) -> Reference:
    if half is None:
        return reference
    described, own = half
    return replace(reference, described=described, entries=reference.entries[own], sure=reference.sure[own])


def runs_off(described: RegionFeatures) -> bool:
    """Whether the page's lower border cuts the figure off."""
    return int((described.lines[-BORDER:].max(axis=0, initial=0) > DRAWN).sum()) >= TOUCHING


def _upper(described: RegionFeatures) -> tuple[RegionFeatures, Index] | None:
    """The upper part of a drawing described as if nothing were below it, with the positions of its regions in the
    whole's; None where nothing would be left to see."""
    rows = np.flatnonzero((described.lines > DRAWN).any(axis=1))
    if len(rows) == 0:
        return None
    first = int(rows[0])
    below = first + int((int(rows[-1]) + 1 - first) * tuning.FRAMING.upper)
    top = max(0, first - AIR)
    if below - top < LEAST:
        return None
    columns = np.flatnonzero((described.lines[top:below] > DRAWN).any(axis=0))
    window = np.s_[top:below, max(0, int(columns[0]) - AIR) : int(columns[-1]) + AIR + 1]
    lines = np.ascontiguousarray(described.lines[window])
    # the grid's lines are twice as dark as the drawing was
    half = describe(255 - lines // 2, np.ascontiguousarray(described.grid[window]).astype(np.int32))
    half = replace(half, view=view(255 - lines, lines, half.grid, len(half.ids), 1))
    return half, np.asarray(half.ids - 1, np.intp)
