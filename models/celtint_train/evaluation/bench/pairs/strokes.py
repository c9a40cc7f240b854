"""Strokes as a hand draws them, out of a network of lines: what goes straight on at a meeting is one stroke."""

from dataclasses import dataclass

import numpy as np
from celtint.types.arrays import F64
from scipy.ndimage import gaussian_filter1d

from celtint_train.evaluation.bench.pairs.tracing import Network

SMOOTH = 3.0
"""Standard deviation, in pixels of the network, by which strokes are smoothed along themselves."""
STRAIGHT = 50.0
"""Two lines that meet go on as one stroke where they turn by fewer degrees; at each meeting one pair always does."""
AHEAD = 10
"""Pixels along a line that say which way it leaves a meeting."""
SPREAD = 14
"""Pixels along a stroke over which its end is moved to what it ends at."""
FEWEST = 3
"""Points of a stroke that is worth drawing."""

End = tuple[int, int]
"""A branch, and which of its sides."""


@dataclass(frozen=True)
class Stroke:
    """A line of the drawing. points: (n, 2) x, y in pixels of the network, a closed one's first not repeated.
    closed: whether it comes back to itself. met: whether its start and its end are at another line, not loose."""

    points: F64
    closed: bool
    met: tuple[bool, bool]


@dataclass
class _Chain:
    """Branches that go on as one another: (n, 2) y, x; the meeting at each end, -1 for none; those it goes through,
    each with the place among its points."""

    points: F64
    closed: bool
    ends: tuple[int, int]
    through: list[tuple[int, int]]


def strokes_of(network: Network) -> tuple[Stroke, ...]:
    """The network's strokes, smoothed, still meeting where they met."""
    chains = _chains(network, _joined(network))
    for chain in chains:
        chain.points = _smooth(chain.points, chain.closed)
    _settle(chains, network)
    return tuple(
        Stroke(chain.points[:, ::-1].copy(), chain.closed, (chain.ends[0] >= 0, chain.ends[1] >= 0))
        for chain in chains
        if len(chain.points) >= FEWEST
    )


def _joined(network: Network) -> dict[End, End]:
    """Which end of a branch goes on as which other, both ways."""
    here: list[list[End]] = [[] for _ in network.meetings]
    for number, branch in enumerate(network.branches):
        for side, meeting in enumerate(branch.ends):
            if meeting >= 0:
                here[meeting].append((number, side))
    found: dict[End, End] = {}
    for place, ends in zip(network.meetings, here, strict=True):
        ways = [_way(network, end, place) for end in ends]
        turns = sorted(
            (float(np.degrees(np.arccos(np.clip(-ways[i] @ ways[j], -1, 1)))), i, j)
            for i in range(len(ends))
            for j in range(i)
        )
        for turn, i, j in turns:
            if (turn < STRAIGHT or (turn, i, j) == turns[0]) and ends[i] not in found and ends[j] not in found:
                found[ends[i]], found[ends[j]] = ends[j], ends[i]
    return found


def _way(network: Network, end: End, place: F64) -> F64:
    """The unit way in which a branch leaves its meeting's place."""
    path = network.branches[end[0]].path[:: 1 if end[1] == 0 else -1]
    way = path[min(AHEAD, len(path) - 1)] - place
    return np.asarray(way / max(float(np.hypot(*way)), 1e-9))


def _chains(network: Network, joined: dict[End, End]) -> list[_Chain]:
    """Every branch once, in chains; first those that have ends."""
    used: set[int] = set()
    chains: list[_Chain] = []
    every = [(number, side) for number in range(len(network.branches)) for side in (0, 1)]
    for start in [end for end in every if end not in joined] + every:
        if start[0] not in used:
            chains.append(_chain(network, joined, start, used))
    return chains


def _chain(network: Network, joined: dict[End, End], start: End, used: set[int]) -> _Chain:
    """The chain that begins at that end; what it takes is added to ``used``."""
    parts: list[F64] = []
    through: list[tuple[int, int]] = []
    at: End | None = start
    first, count = network.branches[start[0]].ends[start[1]], 0
    last = first
    while at is not None and at[0] not in used:
        used.add(at[0])
        branch = network.branches[at[0]]
        parts.append(branch.path[:: 1 if at[1] == 0 else -1])
        count += len(branch.path)
        leaving = (at[0], 1 - at[1])
        last = branch.ends[leaving[1]]
        at = joined.get(leaving)
        if at is not None:
            parts.append(network.meetings[last][None])
            through.append((last, count))
            count += 1
    points = np.concatenate(parts)
    alone = len(points) > 8 and first < 0 and last < 0 and float(np.abs(points[0] - points[-1]).max()) <= 1.5
    if at is not None or alone:
        return _Chain(points, True, (-1, -1), through)
    ends = [network.meetings[m][None] if m >= 0 else points[:0] for m in (first, last)]
    moved = [(m, k + len(ends[0])) for m, k in through]
    return _Chain(np.concatenate([ends[0], points, ends[1]]), False, (first, last), moved)


def _smooth(points: F64, closed: bool) -> F64:
    """The points, smoothed; an open line's ends stay."""
    if closed:
        return np.asarray(gaussian_filter1d(points, SMOOTH, axis=0, mode="wrap"))
    many = min(len(points) - 1, int(4 * SMOOTH))
    before, after = 2 * points[0] - points[many:0:-1], 2 * points[-1] - points[-2 : -many - 2 : -1]
    whole = np.concatenate([before, points, after])
    return np.asarray(gaussian_filter1d(whole, SMOOTH, axis=0, mode="nearest")[many : many + len(points)])


def _settle(chains: list[_Chain], network: Network) -> None:
    """Move the ends of strokes to where what they end at has gone."""
    passing = {meeting: (chain, at) for chain in chains for meeting, at in chain.through}
    for _ in range(4):
        for chain in chains:
            for meeting, side in zip(chain.ends, (0, 1), strict=True):
                if meeting < 0:
                    continue
                other = passing.get(meeting)
                target = network.meetings[meeting] if other is None else other[0].points[other[1]]
                points = chain.points[:: 1 if side == 0 else -1]  # a view: what is added is added to the chain
                reach = min(SPREAD, len(points) - 1)
                fade = 1 - np.arange(reach)[:, None] / max(reach, 1)
                points[:reach] += (target - points[0]) * fade
