"""Merging what no hint decides to objects, from not at all to few: a slider for flatters.

Regions that touch are joined pair by pair, the likeliest first (agglomerative clustering; what is joined is measured
anew), as long as a pair is likelier than ``1 - merge`` to be parts of one thing. How likely is a logistic curve in what
lies between the two (open paper is a closing of a gap, and parts of a thing have one more often), how much of the
smaller one's rim the other is (what lies within another, an eye or a button, is another thing), how large both are,
and whether the larger reaches the page's edge. Lines alone say little about it: docs/benchmarks.md has how little.
"""

import heapq
import math
from dataclasses import dataclass

import numpy as np

from celtint.line import tuning
from celtint.regions.adjacency import borders
from celtint.regions.segment import Regions
from celtint.types.arrays import F64, I64, Bool, Index


@dataclass
class _Ground:
    """What regions are like, (n + 1,) each: pixels; pixels of rim towards others; whether they reach the page's edge;
    and beside[a][b], of two that touch, along how many pixels they do and along how many nothing is drawn."""

    area: F64
    rim: F64
    edge: Bool
    beside: list[dict[int, tuple[float, float]]]


def objects(regions: Regions, area: I64, free: Bool, merge: float) -> tuple[Index, ...]:
    """Groups of two or more regions, ids ascending, each to be one object.

    area: (n + 1,) pixels. free: (n + 1,) which regions may be joined: those that nothing decided. merge: 0 to 1.
    """
    if merge <= 0.0:
        return ()
    ground = _measured(regions, area, free)
    page = float(area.sum())
    least = math.inf if merge <= 0.0 else (-math.inf if merge >= 1.0 else math.log((1.0 - merge) / merge))
    age = np.zeros(len(area), np.int64)
    parent = np.arange(len(area))
    heap = [
        (-_odds(ground, one, other, page), one, other, 0, 0)
        for one, beside in enumerate(ground.beside)
        for other in beside
        if one < other
    ]
    heapq.heapify(heap)
    while heap and -heap[0][0] >= least:
        _, one, other, *ages = heapq.heappop(heap)
        if [age[one], age[other]] != ages:
            continue
        _join(ground, one, other)
        parent[parent == other] = one
        age[one] += 1
        age[other] = -1
        for third in ground.beside[one]:
            low, high = min(one, third), max(one, third)
            heapq.heappush(heap, (-_odds(ground, low, high, page), low, high, int(age[low]), int(age[high])))
    name, count = np.unique(parent, return_counts=True)
    return tuple(np.flatnonzero(parent == root) for root in name[count > 1])


def _measured(regions: Regions, area: I64, free: Bool) -> _Ground:
    labels, ink = regions.labels, regions.ink.ravel()
    met = borders(labels)
    clear = (ink[met.place] == 0) & (ink[met.place + met.further] == 0)
    one, two = np.minimum(met.one, met.two).astype(np.int64), np.maximum(met.one, met.two).astype(np.int64)
    key, index = np.unique((one << 32) | two, return_inverse=True)
    length, bare = np.bincount(index, minlength=len(key)), np.bincount(index, weights=clear, minlength=len(key))
    rim = np.bincount(np.concatenate([one, two]), minlength=len(area)).astype(np.float64)
    edge = np.zeros(len(area), np.bool_)
    for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        edge[side] = True
    beside: list[dict[int, tuple[float, float]]] = [{} for _ in area]
    pairs = zip((key >> 32).tolist(), (key & 0xFFFFFFFF).tolist(), length.tolist(), bare.tolist(), strict=True)
    for a, b, long, nothing in pairs:
        if free[a] and free[b]:
            beside[a][b] = beside[b][a] = (long, nothing)
    return _Ground(area.astype(np.float64), rim, edge, beside)


def _odds(ground: _Ground, one: int, other: int, page: float) -> float:
    """The logarithm of the odds that two regions that touch are parts of one object."""
    t = tuning.OBJECTS
    small, large = (one, other) if ground.area[one] <= ground.area[other] else (other, one)
    length, bare = ground.beside[one][other]
    return (
        t.base
        + t.within * length / max(float(ground.rim[small]), 1.0)
        + t.bare * bare / length
        + t.small * math.log(float(ground.area[small]) / page)
        + t.unlike * math.log(float(ground.area[large] / ground.area[small]))
        + t.edge * float(ground.edge[large])
    )


def _join(ground: _Ground, one: int, other: int) -> None:
    """Make `other` part of `one`."""
    length, _ = ground.beside[one].pop(other)
    del ground.beside[other][one]
    ground.area[one] += ground.area[other]
    ground.rim[one] += ground.rim[other] - 2 * length
    ground.edge[one] |= ground.edge[other]
    for third, (long, bare) in ground.beside[other].items():
        del ground.beside[third][other]
        before = ground.beside[one].get(third, (0.0, 0.0))
        ground.beside[one][third] = ground.beside[third][one] = (before[0] + long, before[1] + bare)
    ground.beside[other] = {}
