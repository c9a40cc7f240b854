"""Outlines with holes made into outlines without: every hole is joined to what is left of it by a cut of no width.

Only Blender 5.2 can leave holes in a fill, and only while its strokes stay together; a cut works everywhere. A cut goes
straight left from a hole's leftmost corner to the first edge that it meets, so it crosses none and no other cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from celtint_client.typed import Polygons
    from numpy.typing import NDArray

    Ring = NDArray[np.float64]


@dataclass(frozen=True)
class Outline:
    """What one region is filled with. ring: n×2, pixels, without its first point again at the end."""

    region: int
    ring: Ring


class _Spot(NamedTuple):
    """A point on a ring: the edge that it lies on, how far along, 0 to 1, and where."""

    edge: int
    share: float
    at: Ring


def outlines(polygons: Polygons) -> Iterator[Outline]:
    """The outlines of an answer's regions, in its order."""
    region = 0
    rings: list[Ring] = []
    for found in polygons.rings():
        if rings and not found.hole:
            yield Outline(region, joined(rings[0], rings[1:]))
            rings = []
        region = found.region
        rings.append(np.asarray(found.points, np.float64).reshape(-1, 2))
    if rings:
        yield Outline(region, joined(rings[0], rings[1:]))


def joined(outer: Ring, holes: list[Ring]) -> Ring:
    """One ring that runs around `outer` and into and around every hole.

    Each is n×2, y down; outer runs counter-clockwise as seen, holes clockwise. Gives m×2.
    """
    if not holes:
        return outer
    rings = [outer, *holes]
    links: list[list[tuple[_Spot, int]]] = [[] for _ in rings]
    leftmost = [int(np.lexsort((ring[:, 1], ring[:, 0]))[0]) for ring in rings]
    lefts = np.array([rings[n][corner, 0] for n, corner in enumerate(leftmost)])
    lefts[0] = -np.inf  # a hole may touch what is around it
    rank = np.argsort(np.argsort(lefts, kind="stable"))
    edges = _Edges.of(rings)
    for n in range(1, len(rings)):
        corner = rings[n][leftmost[n]]
        other, spot = edges.first_left_of(corner, rank, n)
        links[n].append((_Spot(leftmost[n], 0.0, corner), other))
        links[other].append((spot, n))
    return _walked(rings, links)


class _Edges(NamedTuple):
    """Every edge of many rings: its ends, n×2, the ring that it is of, and its number there."""

    starts: Ring
    stops: Ring
    ring: NDArray[np.intp]
    number: NDArray[np.intp]

    @classmethod
    def of(cls, rings: list[Ring]) -> _Edges:
        lengths = [len(ring) for ring in rings]
        return cls(
            np.concatenate(rings),
            np.concatenate([np.roll(ring, -1, axis=0) for ring in rings]),
            np.repeat(np.arange(len(rings)), lengths),
            np.concatenate([np.arange(length) for length in lengths]),
        )

    def first_left_of(self, corner: Ring, rank: NDArray[np.intp], own: int) -> tuple[int, _Spot]:
        """The ring that is met first on the way left from a corner, and where.

        Only rings that begin further left count, in the order of `rank`: so links never run in a circle.
        """
        x, y = corner
        y0, y1 = self.starts[:, 1], self.stops[:, 1]
        meets = ((y0 < y) != (y1 < y)) | (y0 == y)  # a corner that is only touched is met too
        near = np.flatnonzero(meets & (rank[self.ring] < rank[own]))
        rise = y1[near] - y0[near]
        touched = y0[near] == y
        share = np.where(touched, 0.0, (y - y0[near]) / np.where(touched, 1.0, rise))
        at = self.starts[near, 0] + share * (self.stops[near, 0] - self.starts[near, 0])
        at[at > x] = -np.inf
        if not np.any(np.isfinite(at)):  # what is simplified may stick out of what was around it
            corner_of_outer = int(((self.starts[self.ring == 0] - corner) ** 2).sum(axis=1).argmin())
            return 0, _Spot(corner_of_outer, 0.0, self.starts[corner_of_outer])
        best = int(np.argmax(at))
        edge, along = int(near[best]), float(share[best])
        ring, number = int(self.ring[edge]), int(self.number[edge])
        if along == 0.0:
            return ring, _Spot(number, along, self.starts[edge])
        return ring, _Spot(number, along, np.array([at[best], y]))


def _walked(rings: list[Ring], links: list[list[tuple[_Spot, int]]]) -> Ring:
    """The one way around all rings, along their links and back."""
    found: list[Ring] = []
    walks = [_walk(rings, links, 0, None)]
    while walks:
        step = next(walks[-1], None)
        if step is None:
            walks.pop()
        elif isinstance(step, tuple):
            walks.append(_walk(rings, links, *step))
        else:
            found.append(step)
    way = np.concatenate(found)
    return way[np.any(way != np.roll(way, 1, axis=0), axis=1)]


def _walk(
    rings: list[Ring], links: list[list[tuple[_Spot, int]]], number: int, parent: int | None
) -> Iterator[Ring | tuple[int, int]]:
    """Once around a ring from where its parent's link meets it: points, and (ring, parent) where a link leaves.

    Links that leave from one point are taken clockwise as seen, from the edge that was come along: so none crosses.
    """
    ring = rings[number]
    ordered = sorted(links[number], key=lambda link: _order(ring, link[0], _far(links, link[1], number)))
    entry = 0 if parent is None else next(n for n, link in enumerate(ordered) if link[1] == parent)
    begin = at = ordered[entry][0]
    for n in range(entry, entry + len(ordered)):
        spot, other = ordered[n % len(ordered)]
        yield from _along(ring, at, spot, around=n == len(ordered))
        yield spot.at[None]
        if other != parent:
            yield other, number
            yield spot.at[None]
        at = spot
    yield from _along(ring, at, begin, around=entry == 0)
    yield begin.at[None]


def _far(links: list[list[tuple[_Spot, int]]], other: int, number: int) -> Ring:
    """Where the link between two rings meets the other one."""
    return next(spot.at for spot, n in links[other] if n == number)


def _order(ring: Ring, spot: _Spot, far: Ring) -> tuple[int, float, float]:
    before = ring[spot.edge] if spot.share > 0 else ring[spot.edge - 1]
    out, back = (float(np.arctan2(y, x)) for x, y in (far - spot.at, before - spot.at))
    return spot.edge, spot.share, (out - back) % (2 * np.pi)


def _along(ring: Ring, start: _Spot, stop: _Spot, around: bool) -> Iterator[Ring]:
    """The corners of a ring on the way between two points of it; around: past its first corner."""
    if around:
        yield ring[start.edge + 1 :]
        yield ring[: stop.edge + 1]
    else:
        yield ring[start.edge + 1 : stop.edge + 1]
