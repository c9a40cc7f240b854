"""Slips of the hand: dabs that lie just over a line from the ground that has their colour.

Such a dab was meant for the other side of the line. It may be the only paint on its side of a narrow place, and yet it
says nothing about the ground that it lies in: whatever else reaches that has it, and the slip keeps what is about it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.hints import tuning as hints_tuning
from celtint.hints.dabs import Claim
from celtint.line import tuning
from celtint.regions import tuning as of_regions
from celtint.regions.fragments import FragmentGraph
from celtint.regions.segment import Regions
from celtint.types.arrays import Bool


@dataclass(frozen=True)
class Heard:
    """The paint in a region. claims: what has a right to its ground. slips: what has none, and how sure each is, 0 to
    1."""

    claims: list[Claim]
    slips: list[tuple[Claim, float]]


def told_apart(regions: Regions, claims: Mapping[int, list[Claim]]) -> dict[int, Heard]:
    """Of each region the paint and the slips. Where nothing else is painted a dab is none."""
    found = {}
    for region, group in claims.items():
        slips = [(c, _slipped(regions, region, c, claims)) for c in group] if len(group) > 1 else []
        own = [c for c, share in slips if share is None]
        found[region] = Heard(own, [(c, s) for c, s in slips if s is not None]) if own else Heard(group, [])
    return found


def about(claim: Claim, inside: Bool, corner: tuple[int, int], step: int) -> Bool:
    """What a slip keeps of `inside`, (h, w) bool, whose first pixel is x, y `corner`: its paint and a rim."""
    paint = np.zeros(inside.shape, np.uint8)
    paint[claim.y - corner[1], claim.x - corner[0]] = 1
    side = 2 * of_regions.SPLITTING.around * step + 1
    kept = cv2.dilate(paint, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    return np.asarray((kept > 0) & inside)


def _slipped(regions: Regions, region: int, claim: Claim, claims: Mapping[int, list[Claim]]) -> float | None:
    """How much of the ground about it a dab stands for, if it is a slip; None if it is none."""
    step, graph = regions.step, regions.fragments
    y, x = claim.y // step, claim.x // step
    high, wide = graph.distance.shape
    # Between a line and the page's edge it is as narrow as between two lines.
    room = np.minimum.reduce([graph.distance[y, x], y + 1, x + 1, high - y, wide - x])
    top = int(np.argmax(room))
    low, reach = float(room[top]), round((float(graph.distance[y, x].max()) + 1) * step) + 1
    size = max(int(np.ptp(claim.y)), int(np.ptp(claim.x))) + 1
    if size > tuning.SLIPS.small * (low + 1) * step:
        return None
    beyond = (
        other.colour for name in _beside(regions, claim, reach) if name != region for other in claims.get(name, ())
    )
    if not _holds(claim.colour, beyond):
        return None
    share = low / max(_half_width(graph, int(graph.labels[y[top], x[top]])), low, 1e-6)
    return share / of_regions.SPLITTING.local if share <= tuning.SLIPS.near else None


def _half_width(graph: FragmentGraph, fragment: int) -> float:
    """Of the ground that a fragment is part of, in grid pixels: what opens into wider ground about as wide as it
    is itself is the way there and no pocket."""
    peak = float(graph.peak[fragment])
    while True:
        ways = np.flatnonzero(
            (graph.edges == fragment).any(axis=1) & ~graph.closing & (graph.saddle >= tuning.SLIPS.opens * peak)
        )
        others = graph.edges[ways].sum(axis=1) - fragment
        best = int(others[np.argmax(graph.peak[others])]) if len(others) else fragment
        if graph.peak[best] <= peak:
            return peak
        fragment, peak = best, float(graph.peak[best])


def _beside(regions: Regions, claim: Claim, reach: int) -> list[int]:
    """Ids of the regions within `reach` pixels of paint."""
    y0, x0 = max(0, int(claim.y.min()) - reach), max(0, int(claim.x.min()) - reach)
    window = regions.labels[y0 : int(claim.y.max()) + reach + 1, x0 : int(claim.x.max()) + reach + 1]
    paint = np.zeros(window.shape, np.uint8)
    paint[claim.y - y0, claim.x - x0] = 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    found: list[int] = np.unique(window[cv2.dilate(paint, disc) > 0]).tolist()
    return found


def _holds(colour: tuple[int, int, int], others: Iterable[tuple[int, int, int]]) -> bool:
    return any(max(abs(a - b) for a, b in zip(colour, o, strict=True)) <= hints_tuning.DABS.alike for o in others)
