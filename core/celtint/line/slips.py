"""Slips of the hand: dabs that lie just over a line from the ground that has their colour.

Such a dab was meant for the other side of the line. It may be the only paint on its side of a narrow place, and yet it
says nothing about the ground that it lies in: whatever else reaches that has it, and the slip keeps what is about it.
"""

from collections.abc import Mapping
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
    painted = np.array([region for region, group in claims.items() for _ in group], np.intp)
    colours = np.array([_seen(claim) for group in claims.values() for claim in group], np.int16).reshape(-1, 3)
    for region, group in claims.items():
        elsewhere = painted != region
        slips = []
        for claim in group if len(group) > 1 and elsewhere.any() else ():
            alike = np.abs(colours - np.array(_seen(claim), np.int16)).max(axis=1) <= hints_tuning.DABS.alike
            slips.append((claim, _slipped(regions, claim, set(painted[alike & elsewhere].tolist()))))
        own = [c for c, share in slips if share is None]
        found[region] = Heard(own, [(c, s) for c, s in slips if s is not None]) if own else Heard(group, [])
    return found


def _seen(claim: Claim) -> tuple[int, int, int]:
    """Its colour; what keeps ground empty is like none."""
    return (-255, -255, -255) if claim.colour is None else claim.colour


def about(claim: Claim, inside: Bool, corner: tuple[int, int], step: int) -> Bool:
    """What a slip keeps of `inside`, (h, w) bool, whose first pixel is x, y `corner`: its paint and a rim."""
    paint = np.zeros(inside.shape, np.uint8)
    paint[claim.y - corner[1], claim.x - corner[0]] = 1
    side = 2 * of_regions.SPLITTING.around * step + 1
    kept = cv2.dilate(paint, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    return np.asarray((kept > 0) & inside)


def _slipped(regions: Regions, claim: Claim, alike: set[int]) -> float | None:
    """How much of the ground about it a dab stands for, if it is a slip; None if it is none. alike: ids of the other
    regions that have paint of its colour. What takes longest is looked at last: of a thousand dabs few come to it."""
    if not alike:
        return None
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
    share = low / max(_half_width(graph, int(graph.labels[y[top], x[top]])), low, 1e-6)
    if share > tuning.SLIPS.near or alike.isdisjoint(_beside(regions, claim, reach)):
        return None
    return share / of_regions.SPLITTING.local


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
    bare = np.ones(window.shape, np.uint8)
    bare[claim.y - y0, claim.x - x0] = 0
    far = cv2.distanceTransform(bare, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    found: list[int] = np.unique(window[far <= reach]).tolist()
    return found
