"""Two colours in one region: where the border between them runs.

Fragments hold what a narrow passage separates, so each fragment with paint of one colour is that colour's, and the
others go to the colour that reaches them by the widest passage. Where one fragment holds several colours the
border follows whatever is drawn there too faintly to be a line, else it runs half way between.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from scipy import ndimage
from skimage.segmentation import watershed

from celtint.hints.dabs import Claim
from celtint.regions import tuning
from celtint.regions.adjacency import passages
from celtint.regions.flooding import filled, flooded
from celtint.regions.merging import spread_marks
from celtint.regions.seeding import enlarged, paint_on, seeds_of
from celtint.regions.segment import Regions, smooth_steps
from celtint.types.arrays import F32, I32, U8, Bool, Index


def split_region(regions: Regions, region: int, window: tuple[int, int, int, int], claims: list[Claim]) -> I32:
    """Divide one region between its claims.

    window: x, y, width, height of the region in the picture. Returns (height, width) int32: 1 + the index of the
    claim each pixel goes to; only its values inside the region mean anything.
    """
    x, y, width, height = window
    step = regions.step
    gx, gy, gx1, gy1 = x // step, y // step, -(-(x + width) // step), -(-(y + height) // step)
    fragments = regions.fragments.labels[gy:gy1, gx:gx1]
    mine = (np.take(regions.home, fragments) == region) & (fragments > 0)
    whole = regions.labels[y : y + height, x : x + width] == region
    paper = regions.ink[y : y + height, x : x + width] == 0
    own = whole & paper
    paint = paint_on(own if own.any() else whole, (x, y), claims)
    inset = (y - gy * step, x - gx * step)
    seeds = seeds_of(paint, own, mine, step, inset)
    pieces = np.where(mine, fragments, 0).astype(np.int32)
    part = np.zeros(mine.shape, np.int32)
    if seeds.any():
        cuts = _cut_contested(regions, pieces, seeds, (gy, gx))
        part = np.where(mine, _spread_over(regions, pieces, cuts, (gy, gx)), 0).astype(np.int32)
    fine = np.where(own, enlarged(part, step, inset, (height, width)), 0)
    # Ground too fine for the grid is shared between the paint in it and what the grid gave the ground around.
    fine = np.where((fine == 0) & (paint > 0), paint, fine).astype(np.int32)
    return smooth_steps(filled(fine, own if own.any() else whole), paper.astype(np.uint8), step)


def _cut_contested(regions: Regions, pieces: I32, seeds: I32, corner: tuple[int, int]) -> "_Cuts":
    """Mark each piece that holds paint, cutting pieces up in place where one colour cannot speak for the whole."""
    h, w = pieces.shape
    distance = regions.fragments.distance[corner[0] : corner[0] + h, corner[1] : corner[1] + w]
    faint = regions.faint[corner[0] : corner[0] + h, corner[1] : corner[1] + w]
    y, x = np.nonzero(seeds)
    pairs, index = np.unique(np.stack([pieces[y, x], seeds[y, x]], axis=1), axis=0, return_inverse=True)
    order = np.argsort(index.ravel(), kind="stable")
    paints = np.split(order, np.cumsum(np.bincount(index.ravel(), minlength=len(pairs)))[:-1])
    cuts = _Cuts(regions.fragments.count + 1, {}, {})
    speakers: dict[int, list[tuple[int, float]]] = {}
    for (piece, colour), paint in zip(pairs.tolist(), paints, strict=True):
        height = float(distance[y[paint], x[paint]].max())
        nook = None
        if height < tuning.SPLITTING.low * regions.fragments.peak[piece]:
            nook = _nook(distance, pieces, piece, (y[paint], x[paint]), height)
        if nook is not None and set(np.unique(seeds[nook.at][nook.inside]).tolist()) != {0, colour}:
            # Other paint lies in the same nook (or has taken it): they have to share.
            nook = None
        if nook is None:
            speakers.setdefault(piece, []).append((colour, height))
        else:
            pieces[nook.at][nook.inside] = cuts.add(colour, None)
    places = ndimage.find_objects(pieces, max(speakers, default=0))
    for piece, voices in speakers.items():
        at = places[piece - 1]
        if at is not None:
            ground = _Ground(distance[at], faint[at], float(regions.fragments.peak[piece]))
            _share(pieces[at], piece, voices, seeds[at], ground, cuts)
    return cuts


@dataclass(frozen=True)
class _Ground:
    """What a fragment to be divided lies on, in its window of the grid.

    distance: (h, w) float32 to the nearest line in grid pixels; faint: (h, w) uint8, what is drawn too lightly for a
    line; peak: the fragment's widest half width.
    """

    distance: F32
    faint: U8
    peak: float


@dataclass(frozen=True)
class _Nook:
    """A narrow part of a fragment. at: the window of the grid it lies in; inside: (h, w) its pixels there."""

    at: tuple[slice, slice]
    inside: Bool


@dataclass
class _Cuts:
    """Pieces made by cutting: the next free number, piece -> claim, and how high above the lines a weak one stands."""

    fresh: int
    marks: dict[int, int]
    weak: dict[int, float]

    def add(self, claim: int, height: float | None) -> int:
        piece = self.fresh
        self.fresh += 1
        self.marks[piece] = claim
        if height is not None:
            self.weak[piece] = height
        return piece


def _share(
    pieces: I32,
    piece: int,
    paints: list[tuple[int, float]],
    seeds: I32,
    ground: _Ground,
    cuts: _Cuts,
) -> None:
    """Divide one fragment between the paints in it: (claim, greatest distance of its paint to a line) each.

    Paint close to a line in a wide open area may have meant the narrow thing beside it, so it speaks for the open area
    only if nothing better placed does: it becomes a piece of its own, joined to the rest by a narrow passage.
    """
    distance, faint, peak = ground.distance, ground.faint, ground.peak
    strong = [colour for colour, height in paints if height >= tuning.SPLITTING.weak * peak]
    weak = {colour: height for colour, height in paints if height < tuning.SPLITTING.weak * peak}
    if not weak and len(strong) == 1:
        cuts.marks[piece] = strong[0]
        return
    inside = pieces == piece
    markers = np.where(inside & np.isin(seeds, [*strong, *weak]), seeds, 0)
    core = int(seeds.max()) + 1
    if weak and len(strong) < 2:
        open_ground = inside & (distance > max(tuning.SPLITTING.weak * peak, 1.5 * max(weak.values()))) & (markers == 0)
        markers[open_ground] = strong[0] if strong else core
    followed = faint[inside].any()
    cut = watershed(faint, markers, mask=inside) if followed else flooded(markers, inside)  # type: ignore[no-untyped-call]
    lookup = np.full(core + 1, piece, np.int32)
    for colour in [*strong, *weak]:
        lookup[colour] = cuts.add(colour, weak.get(colour))
    pieces[inside] = lookup[cut[inside]]


def _nook(distance: F32, pieces: I32, piece: int, paint: tuple[Index, Index], height: float) -> _Nook | None:
    """The nook of a wide fragment that the paint (rows, columns) lies in, or None where it lies in the open.

    Through a wide gap a small area is part of the large fragment outside. It ends where a disc half as large again as
    the widest one around the paint can no longer go (a morphological opening).
    """
    rows, columns = paint
    reach = tuning.SPLITTING.nook * height + 1.0
    margin = int(10 * reach) + 8
    top, left = max(0, int(rows.min()) - margin), max(0, int(columns.min()) - margin)
    at = (slice(top, int(rows.max()) + margin + 1), slice(left, int(columns.max()) + margin + 1))
    wide = distance[at] > reach
    if not wide.any():
        return None
    opened = cv2.distanceTransform((~wide).astype(np.uint8), cv2.DIST_L2, 5) <= reach
    here = (rows - top, columns - left)
    if opened[here].any():
        return None
    ground = ((pieces[at] == piece) & ~opened).astype(np.uint8)
    _, part = cv2.connectedComponents(ground, connectivity=4, ltype=cv2.CV_32S)
    mine = np.unique(part[here])
    return _Nook(at, np.isin(part, mine[mine > 0]))


def _spread_over(regions: Regions, pieces: I32, cuts: _Cuts, corner: tuple[int, int]) -> I32:
    """Give every piece the mark that reaches it by the widest passage; (h, w) int32, 0 off the region."""
    h, w = pieces.shape
    distance = regions.fragments.distance[corner[0] : corner[0] + h, corner[1] : corner[1] + w]
    found = passages(pieces, distance)
    graph = regions.fragments
    closed = graph.closing & np.isin(graph.edges, np.unique(pieces)).all(axis=1)
    edges = np.concatenate([found.edges, graph.edges[closed]])
    weight = np.concatenate(
        [
            np.ones(len(found.edges), np.float32),
            np.full(closed.sum(), np.float32(tuning.SPLITTING.closing_weight)),
        ]
    )
    width = weight * np.concatenate([found.saddle, graph.saddle[closed]])
    size = max(cuts.fresh, int(edges.max(initial=0)) + 1)
    standing = np.full(size, np.inf, np.float32)
    for piece, height in cuts.weak.items():
        standing[piece] = height
    width = np.minimum(width, standing[edges].min(axis=1))
    # Only this region's pieces, numbered anew: the whole picture may have a thousand times as many.
    nodes = np.union1d(edges.ravel(), np.fromiter(cuts.marks, np.int32, len(cuts.marks)))
    marks = {int(np.searchsorted(nodes, piece)): claim for piece, claim in cuts.marks.items()}
    mark = np.zeros(size, np.int32)
    mark[nodes] = spread_marks(len(nodes), np.searchsorted(nodes, edges).astype(np.int32), width, marks)
    return np.take(mark, pieces)
