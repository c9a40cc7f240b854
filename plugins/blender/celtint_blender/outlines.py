"""Outlines with holes made into outlines without: every hole is joined to what is around it by a cut of no width.

Only Blender 5.2 can leave holes in a fill, and only while its strokes stay together; a cut works everywhere. The cut
is the shortest there is and the nearest hole is joined first (Prim's tree over the rings), so that no cut crosses an
edge or another cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from celtint_client.answers import Polygons
    from numpy.typing import NDArray

    Ring = NDArray[np.float64]

TYPES = {"f32": "<f4", "u32": "<u4"}


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


class _Cut(NamedTuple):
    """A way between two rings and its length²."""

    square: float
    ring: int
    start: _Spot
    stop: _Spot


def outlines(polygons: Polygons) -> Iterator[Outline]:
    """The outlines of an answer's regions, in its order."""
    points = np.frombuffer(polygons.points.data, TYPES[polygons.points.encoding]).reshape(-1, 2).astype(np.float64)
    rings = np.frombuffer(polygons.rings.data, "<u4").reshape(-1, 3)
    parts = np.split(points, np.cumsum(rings[:, 1], dtype=np.intp)[:-1])
    firsts = np.flatnonzero(rings[:, 2] == 0)
    ends = [*firsts[1:], len(rings)]
    for n, first in enumerate(firsts):
        yield Outline(int(rings[first, 0]), joined(parts[first], parts[first + 1 : ends[n]]))


def joined(outer: Ring, holes: list[Ring]) -> Ring:
    """One ring that runs around `outer` and into and around every hole.

    Each is n×2, y down; outer runs counter-clockwise as seen, holes clockwise. Gives m×2.
    """
    if not holes:
        return outer
    rings = [outer, *holes]
    links: list[list[tuple[_Spot, int]]] = [[] for _ in rings]
    lows, highs = np.array([r.min(axis=0) for r in rings]), np.array([r.max(axis=0) for r in rings])
    best = [_cut(0, outer, ring) for ring in rings]
    squares = np.array([cut.square for cut in best])
    waiting = np.arange(len(rings)) > 0
    for _ in holes:
        n = int(np.argmin(np.where(waiting, squares, np.inf)))
        cut, waiting[n] = best[n], False
        links[cut.ring].append((cut.start, n))
        links[n].append((cut.stop, cut.ring))
        apart = np.maximum(np.maximum(lows - highs[n], lows[n] - highs), 0.0)
        for other in np.flatnonzero(waiting & ((apart**2).sum(axis=1) < squares)):
            near = _cut(n, rings[n], rings[other])
            if near.square < squares[other]:
                best[other], squares[other] = near, near.square
    return _walked(rings, links)


def _cut(number: int, ring: Ring, hole: Ring) -> _Cut:
    """The shortest way from a ring, which is the `number`th, to a hole."""
    edge, share, corner, square = _nearest(ring, hole)
    back_edge, back_share, back_corner, back_square = _nearest(hole, ring)
    if square <= back_square:
        return _Cut(square, number, _spot(ring, edge, share), _spot(hole, corner, 0.0))
    return _Cut(back_square, number, _spot(ring, back_corner, 0.0), _spot(hole, back_edge, back_share))


def _spot(ring: Ring, edge: int, share: float) -> _Spot:
    if share >= 1.0:
        edge, share = (edge + 1) % len(ring), 0.0
    start = ring[edge]
    return _Spot(edge, share, start + share * (ring[(edge + 1) % len(ring)] - start))


def _nearest(ring: Ring, corners: Ring) -> tuple[int, float, int, float]:
    """The edge of a ring, and how far along it, that is nearest to any corner; that corner; the distance²."""
    ends = np.roll(ring, -1, axis=0)
    reach = ((ring - corners[0]) ** 2).sum(axis=1).min()
    low, high = corners.min(axis=0), corners.max(axis=0)
    apart = np.maximum(np.maximum(np.minimum(ring, ends) - high, low - np.maximum(ring, ends)), 0.0)
    worth = np.flatnonzero((apart**2).sum(axis=1) <= reach)  # of a long outline, few edges are near a hole
    starts, along = ring[worth], (ends - ring)[worth]
    square = np.maximum((along**2).sum(axis=1), 1e-30)
    to = corners[None, :, :] - starts[:, None, :]
    share = np.clip(np.einsum("ecd,ed->ec", to, along) / square[:, None], 0.0, 1.0)
    away = ((to - share[:, :, None] * along[:, None, :]) ** 2).sum(axis=2)
    edge, corner = (int(n) for n in np.unravel_index(int(away.argmin()), away.shape))
    return int(worth[edge]), float(share[edge, corner]), corner, float(away[edge, corner])


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
