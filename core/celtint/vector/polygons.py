"""Regions as polygons, for hosts that draw vectors.

The label map is read as a planar map: *nodes* are pixel corners where three or more regions (or the frame)
meet, *arcs* are the boundaries between two nodes. An arc is stored and simplified once and serves the regions
on both of its sides, so neighbours share every vertex exactly and simplifying opens no cracks. Regions share the ink
between them, so their outlines meet in the middle of the lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.types.arrays import F64, I32, I64, Bool, Labels, Ring
from celtint.types.errors import BadRequest
from celtint.types.picture import Pause, no_pause
from celtint.vector import tuning
from celtint.vector.outlining import fit_outlines
from celtint.vector.simplifying import simplify_arcs

EAST, SOUTH, WEST, NORTH = range(4)
EACH = 4096
"""Steps between two pauses: runs of boundary, arcs or regions."""
_BEYOND = -1
"""The label of everything outside the picture."""


@dataclass(frozen=True)
class Polygon:
    """One connected piece of a region: its outer ring and the rings of its holes."""

    outer: Ring
    holes: tuple[Ring, ...]


@dataclass(frozen=True)
class RegionPolygons:
    """All pieces of one region. id: its value in the label map."""

    id: int
    polygons: tuple[Polygon, ...]

    @property
    def rings(self) -> tuple[Ring, ...]:
        """Every ring, each outer one followed by its holes; the winding tells them apart."""
        return tuple(ring for p in self.polygons for ring in (p.outer, *p.holes))


@dataclass(frozen=True)
class _HalfEdges:
    """Straight runs of boundary, each in both directions; half-edge h and h ^ 1 are the two sides of one run.

    tail: (n,) flat index of the corner where it starts. region: (n,) the label to
    its left as seen. following: (n,) the half-edge that goes on along the same region.
    node: per corner, True where arcs end. pixel: (n,) flat index of a pixel of the region beside it.
    """

    tail: I64
    region: I32
    following: I64
    node: Bool
    pixel: I64


@dataclass(frozen=True)
class _Arcs:
    """first, last: (m,) the half-edges an arc begins and ends with. points: (n, 2) corners of all arcs, one
    arc after the other; bounds: (m + 1,) where each begins."""

    first: I64
    last: I64
    points: Ring
    bounds: I64

    def along(self, way: int) -> Ring:
        """Corners of arc way // 2, backwards when `way` is odd."""
        points = self.points[self.bounds[way // 2] : self.bounds[way // 2 + 1]]
        return points[::-1] if way % 2 else points


def polygons(labels: Labels, tolerance: float = 0.0, pause: Pause = no_pause) -> tuple[RegionPolygons, ...]:
    """The outlines of every region, in the order of their ids.

    labels: (H, W) integers, regions from 1; 0 is nobody's and gets no polygon. tolerance: farthest, in
    pixels, that an outline may lie from the middle of any edge between two pixels that it parts; 0 keeps every pixel's
    corner, so that filling the polygons gives the label map back exactly, and half a pixel gives few points. Rings are
    simple (a piece that touches itself at a corner is split there); pieces that touch at a corner only are separate
    polygons. pause: called all the while; it may raise to stop this.

    Raises BadRequest for a label map that is not two-dimensional integers or a tolerance below zero.
    """
    if labels.ndim != 2 or labels.dtype.kind not in "iu" or labels.size == 0:
        raise BadRequest("A label map is a two-dimensional array of whole numbers.")
    if not tolerance >= 0.0:
        raise BadRequest(f"tolerance is 0 or more pixels, not {tolerance!r}.")
    pause()
    halves = _half_edges(labels)
    runs, starts = _arcs(halves, pause)
    last = starts[1:] - 1
    # An arc's corners are where its runs start, and where the last one ends.
    corners = np.insert(halves.tail[runs], starts[1:], halves.tail[runs[last] ^ 1])
    width = labels.shape[1] + 1
    points = np.stack((corners % width, corners // width), axis=1)
    bounds = starts + np.arange(len(starts))
    if tolerance > 0.0:
        points, bounds = _simplified(points, bounds, labels, tolerance, pause)
    arcs = _Arcs(runs[starts[:-1]], runs[last], points.astype(np.float32), bounds)
    return _assemble(labels, halves, arcs, pause)


def _simplified(
    points: I64,
    bounds: I64,
    labels: Labels,
    tolerance: float,
    pause: Pause,
) -> tuple[F64, I64]:
    """Arcs with fewer points: within half a pixel they are drawn anew, beyond that they lose points."""
    fitted, bounds = fit_outlines(points, bounds, labels, tolerance, pause)
    if tolerance > tuning.OUTLINING.half:
        # on a grid of half pixels
        grid = (2 * labels.shape[0] + 1, 2 * labels.shape[1] + 1)
        whole = np.rint(2 * fitted).astype(np.int64)
        doubled, bounds = simplify_arcs(whole, bounds, grid, 2 * (tolerance - tuning.OUTLINING.half), pause)
        fitted = doubled / 2.0
    return fitted, bounds


def _half_edges(labels: Labels) -> _HalfEdges:
    """Find every straight run of boundary and how the runs follow each other."""
    height, width = labels.shape
    around = np.full((height + 2, width + 2), _BEYOND, np.int32)
    around[1:-1, 1:-1] = labels
    across = np.zeros((height + 1, width + 2), np.bool_)  # edge from corner (y, x - 1) to (y, x)
    across[:, 1:-1] = around[:-1, 1:-1] != around[1:, 1:-1]
    along = np.zeros((height + 2, width + 1), np.bool_)  # edge from corner (y - 1, x) to (y, x)
    along[1:-1] = around[1:-1, :-1] != around[1:-1, 1:]
    west, east, north, south = across[:, :-1], across[:, 1:], along[:-1], along[1:]
    straight = ((west & east) & ~(north | south)) | ((north & south) & ~(west | east))
    corner = (west | east | north | south) & ~straight
    node = (west & east & (north | south)) | (north & south & (west | east))
    node[:: max(height, 1), :: max(width, 1)] = True  # the four corners of the picture stay where they are

    # Runs of a row start and end at corners, in turn, so the k-th start belongs to the k-th end.
    h_tail, h_head = np.flatnonzero(corner & east), np.flatnonzero(corner & west)
    turned = np.ascontiguousarray(corner.T)
    v_tail, v_head = (
        found % (height + 1) * (width + 1) + found // (height + 1)
        for found in (np.flatnonzero(turned & south.T), np.flatnonzero(turned & north.T))
    )
    count_h, count = len(h_tail), len(h_tail) + len(v_tail)
    tail = np.empty(2 * count, np.int64)
    tail[0::2] = np.concatenate((h_tail, v_tail))
    tail[1::2] = np.concatenate((h_head, v_head))
    direction = np.empty(2 * count, np.int64)
    direction[0::2] = np.repeat((EAST, SOUTH), (count_h, count - count_h))
    direction[1::2] = np.repeat((WEST, NORTH), (count_h, count - count_h))
    y, x = np.divmod(tail, width + 1)
    # The pixel to the left as seen: above when going east, right when going south, and so on; in `around`'s
    # frame.
    side_y = y + np.choose(direction, (0, 1, 1, 0))
    side_x = x + np.choose(direction, (1, 1, 0, 0))
    region = around[side_y, side_x]
    following = _following(tail, direction, corner.size)
    return _HalfEdges(tail, region, following, node.ravel(), (side_y - 1) * width + side_x - 1)


def _following(tail: I64, direction: I64, corners: int) -> I64:
    """The next half-edge along the same region: left if there is one, else straight on, else right.

    Left first means that a region never steps across a corner to a pixel that only touches it diagonally.
    """
    leaving = np.full((corners, 4), -1, np.int32)
    index = np.arange(len(tail))
    leaving[tail, direction] = index
    head = tail[index ^ 1]
    left, ahead, right = (leaving[head, (direction + turn) % 4] for turn in (3, 0, 1))
    turning: I32 = np.where(left >= 0, left, np.where(ahead >= 0, ahead, right))
    return turning.astype(np.int64)


def _arcs(halves: _HalfEdges, pause: Pause) -> tuple[I64, I64]:
    """The runs of every arc in order, one direction of the two, and where each arc starts among them.

    An outline that meets no node becomes one arc that starts and ends at its first corner, which is never
    removed: the upper left one, since runs are numbered row by row.
    """
    following: list[int] = halves.following.tolist()
    at_node: list[bool] = halves.node[halves.tail].tolist()
    done = bytearray(len(following))
    runs: list[int] = []
    starts = [0]
    for first in (*np.flatnonzero(halves.node[halves.tail]).tolist(), *range(len(following))):
        if done[first]:
            continue
        run = first
        while not done[run]:
            if len(runs) % EACH == 0:
                pause()
            done[run] = done[run ^ 1] = 1
            runs.append(run)
            run = following[run]
            if at_node[run]:
                break
        starts.append(len(runs))
    return np.array(runs, np.int64), np.array(starts, np.int64)


def _assemble(labels: Labels, halves: _HalfEdges, arcs: _Arcs, pause: Pause) -> tuple[RegionPolygons, ...]:
    """Walk the arcs around every region and sort the rings into polygons."""
    outer: dict[int, list[tuple[Ring, int]]] = {}
    inner: dict[int, list[tuple[Ring, int]]] = {}
    for count, (loop, run) in enumerate(_loops(halves, arcs, pause)):
        if count % EACH == 0:
            pause()
        ring = np.concatenate([arcs.along(way)[:-1] for way in loop])
        rings = outer if _signed_area(ring) > 0 else inner
        rings.setdefault(int(halves.region[run]), []).append((ring, int(halves.pixel[run])))
    found = []
    for count, region in enumerate(sorted(outer)):
        if count % EACH == 0:
            pause()
        pieces, holes = outer[region], inner.get(region, [])
        owner = [0] * len(holes) if len(pieces) == 1 or not holes else _owners(labels, region, pieces, holes)
        polygons = (
            Polygon(ring, tuple(hole for (hole, _), at in zip(holes, owner, strict=True) if at == place))
            for place, (ring, _) in enumerate(pieces)
        )
        found.append(RegionPolygons(region, tuple(polygons)))
    return tuple(found)


def _owners(labels: Labels, region: int, pieces: list[tuple[Ring, int]], holes: list[tuple[Ring, int]]) -> list[int]:
    """For each hole of a region the place of the piece that it is in: the one its pixels hang together with."""
    width = labels.shape[1]
    left, top = np.floor(np.min([ring.min(axis=0) for ring, _ in pieces], axis=0)).astype(int).tolist()
    right, bottom = np.ceil(np.max([ring.max(axis=0) for ring, _ in pieces], axis=0)).astype(int).tolist()
    mask = (labels[top:bottom, left:right] == region).view(np.uint8)
    _, piece_of = cv2.connectedComponents(mask, connectivity=4)

    def piece(pixel: int) -> int:
        return int(piece_of[pixel // width - top, pixel % width - left])

    place_of = {piece(pixel): place for place, (_, pixel) in enumerate(pieces)}
    return [place_of[piece(pixel)] for _, pixel in holes]


def _loops(halves: _HalfEdges, arcs: _Arcs, pause: Pause) -> Iterator[tuple[list[int], int]]:
    """Every simple ring around a region as ways (2 × arc, + 1 for backwards), and one of its half-edges."""
    first = np.stack((arcs.first, arcs.last ^ 1), axis=1).ravel()
    last = np.stack((arcs.last, arcs.first ^ 1), axis=1).ravel()
    way_of = np.full(len(halves.tail), -1, np.int64)
    way_of[first] = np.arange(len(first))
    after: list[int] = way_of[halves.following[last]].tolist()
    begins: list[int] = halves.tail[first].tolist()
    done = halves.region[first] < 1
    for start in range(len(first)):
        if start % EACH == 0:
            pause()
        if done[start]:
            continue
        path: list[int] = []
        depth: dict[int, int] = {}
        way = start
        while not done[way]:
            done[way] = True
            # back at a corner already passed: what lies between is a ring of its own
            if begins[way] in depth:
                at = depth[begins[way]]
                yield path[at:], int(first[path[at]])
                for closed in path[at:]:
                    del depth[begins[closed]]
                del path[at:]
            depth[begins[way]] = len(path)
            path.append(way)
            way = after[way]
        yield path, int(first[path[0]])


def _signed_area(ring: Ring) -> float:
    """In pixels, positive when counter-clockwise as seen (y grows downwards)."""
    x, y = ring[:, 0].astype(np.float64), ring[:, 1].astype(np.float64)
    doubled = np.dot(y[:-1], x[1:]) - np.dot(x[:-1], y[1:]) + y[-1] * x[0] - x[-1] * y[0]
    return float(doubled) / 2.0
