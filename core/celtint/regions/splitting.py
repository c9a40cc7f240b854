"""Two colours in one region: which ground is whose, and where the border between them runs.

Fragments hold what a narrow passage separates. Paint claims the fragment that it lies in as far as it stands for it
(`standing`), and every other fragment goes to the colour that reaches it by the widest passage: all paint floods the
region at once, widest ground first, so that whoever stands in the wider ground has it and paint in a pocket stays in
the pocket. Where one fragment holds several colours the border follows whatever is drawn there too faintly to be a
line, else each has what is nearer beside how far it lies from the lines.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from scipy import ndimage
from skimage.measure import label
from skimage.segmentation import watershed

from celtint.hints.dabs import Claim
from celtint.regions import tuning
from celtint.regions.adjacency import Passages, passages
from celtint.regions.composing import smooth_steps
from celtint.regions.flooding import filled, flooded
from celtint.regions.merging import spread_marks
from celtint.regions.seeding import enlarged, paint_on, seeds_of
from celtint.regions.segment import Regions
from celtint.regions.sharing import shared
from celtint.regions.standing import standing
from celtint.types.arrays import F32, I32, U8, Bool


@dataclass(frozen=True)
class Shares:
    """What each claim gets of a region.

    part: (height, width) int32, 1 + the index of the claim each pixel goes to; only its values inside the region mean
    anything. sure: (claims,) float32, 0 to 1: how much of the ground around it each one's paint stands for; little
    where it lies in what others own and keeps to itself.
    """

    part: I32
    sure: F32


def split_region(regions: Regions, region: int, window: tuple[int, int, int, int], claims: list[Claim]) -> Shares:
    """Divide one region between its claims. window: x, y, width, height of the region in the picture."""
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
    part, sure = np.zeros(mine.shape, np.int32), np.ones(len(claims), np.float32)
    if seeds.any():
        part = _owned(regions, np.where(mine, fragments, 0).astype(np.int32), seeds, (gy, gx), sure)
    fine = np.where(own, enlarged(part, step, inset, (height, width)), 0)
    # Ground too fine for the grid is shared between the paint in it and what the grid gave the ground around.
    fine = np.where((fine == 0) & (paint > 0), paint, fine).astype(np.int32)
    return Shares(smooth_steps(filled(fine, own if own.any() else whole), paper.astype(np.uint8), step), sure)


@dataclass(frozen=True)
class _Voice:
    """Paint of one claim in one fragment. low: distance to the nearest line at its highest pixel; high: half width of
    the ground that it stands for; both in grid pixels. far: how far it is from the fragment's top, as `Standing` has
    it."""

    claim: int
    low: float
    high: float
    far: float


@dataclass
class _Pieces:
    """A region's fragments, and what paint makes of them.

    labels: (h, w) int32, 0 off the region. fresh: the next free number. marks: piece -> claim. height: piece -> half
    width of the ground that its paint stands for: no passage out of it counts for more. ways: (piece, piece, half
    width) passages besides those that are seen. whole: the region's fragments; cut: those that were cut up.
    """

    labels: I32
    fresh: int
    marks: dict[int, int]
    height: dict[int, float]
    ways: list[tuple[int, int, float]]
    whole: I32
    cut: set[int]

    def add(self, claim: int, height: float = np.inf) -> int:
        piece = self.fresh
        self.fresh += 1
        self.marks[piece] = claim
        self.height[piece] = height
        return piece


@dataclass(frozen=True)
class _Ground:
    """The part of the grid that a region lies in, or a part of it.

    corner: its first row and column; distance: (h, w) float32 grid pixels to the nearest line; faint: (h, w) uint8,
    what is drawn too lightly for a line.
    """

    corner: tuple[int, int]
    distance: F32
    faint: U8

    @classmethod
    def of(cls, regions: Regions, corner: tuple[int, int], shape: tuple[int, ...]) -> "_Ground":
        at = (slice(corner[0], corner[0] + shape[0]), slice(corner[1], corner[1] + shape[1]))
        return cls(corner, regions.fragments.distance[at], regions.faint[at])

    def within(self, at: tuple[slice, slice]) -> "_Ground":
        return _Ground((self.corner[0] + at[0].start, self.corner[1] + at[1].start), self.distance[at], self.faint[at])


def _owned(regions: Regions, labels: I32, seeds: I32, corner: tuple[int, int], sure: F32) -> I32:
    """(h, w) int32: the claim that each pixel of `labels`, the region's fragments, goes to; 0 off the region. `sure`,
    as `Shares` has it, changes in place.

    First the fragments as wholes; then those in which paint lies that another colour has taken, or that several colours
    have a right to, are cut up, and the pieces decide again.
    """
    ground = _Ground.of(regions, corner, labels.shape)
    voices = _voices(ground, labels, seeds)
    every = np.unique(labels)
    pieces = _Pieces(labels.copy(), regions.fragments.count + 1, {}, {}, [], every, set())
    for piece, heard in voices.items():
        for voice in heard:
            holds = voice is heard[0] and voice.high >= tuning.SPLITTING.holds * regions.fragments.peak[piece]
            pieces.ways.append((pieces.add(voice.claim), piece, np.inf if holds else voice.high))
    whole = _spread(regions, pieces, ground)
    places = ndimage.find_objects(labels, max(voices, default=0))
    pieces = _Pieces(pieces.labels, regions.fragments.count + 1, {}, {}, [], every, set())
    for piece, heard in voices.items():
        owner = int(whole[piece])
        if all(voice.claim == owner for voice in heard):
            pieces.marks[piece] = owner
            continue
        pieces.cut.add(piece)
        at = places[piece - 1]
        _cut_up(pieces, piece, heard, at, seeds[at], ground.within(at), float(regions.fragments.peak[piece]))
    heard_at = [0.0] * (len(sure) + 1)
    for piece, heard in voices.items():
        for voice in heard:
            wide = 1.0 if whole[piece] == voice.claim else voice.high / float(regions.fragments.peak[piece])
            heard_at[voice.claim] = max(heard_at[voice.claim], min(1.0, wide / tuning.SPLITTING.local))
    sure[:] = [share or 1.0 for share in heard_at[1:]]
    if pieces.cut:
        whole = _spread(regions, pieces, ground)
    return np.where(labels > 0, np.take(whole, pieces.labels), 0).astype(np.int32)


def _voices(ground: _Ground, labels: I32, seeds: I32) -> dict[int, list[_Voice]]:
    """The paint in each fragment that holds any."""
    y, x = np.nonzero(seeds)
    low = ground.distance[y, x]
    pair = (labels[y, x].astype(np.int64) << 32) | seeds[y, x]
    order = np.lexsort((low, pair))
    highest = order[np.flatnonzero(np.append(np.diff(pair[order]) != 0, True))]
    y, x, low, pairs = y[highest], x[highest], low[highest], pair[highest]
    stands = standing(ground.distance, labels, y, x)
    voices: dict[int, list[_Voice]] = {}
    rows = zip(pairs.tolist(), low.tolist(), stands.wide.tolist(), stands.far.tolist(), strict=True)
    for pair, least, wide, far in rows:
        voices.setdefault(pair >> 32, []).append(_Voice(pair & 0xFFFFFFFF, least, wide, far))
    return {piece: _in_turn(heard) for piece, heard in voices.items()}


def _in_turn(voices: list[_Voice]) -> list[_Voice]:
    """The paint in one fragment: who is first at its top is heard before the others."""
    if len(voices) == 1:
        return voices
    voices = sorted(voices, key=lambda voice: voice.far)
    first = voices[0].high
    return [voices[0], *(replace(v, high=min(v.high, first * (1 - 1e-3 * k))) for k, v in enumerate(voices[1:], 1))]


def _cut_up(
    pieces: _Pieces,
    piece: int,
    voices: list[_Voice],
    at: tuple[slice, slice],
    seeds: I32,
    ground: _Ground,
    peak: float,
) -> None:
    """Divide one fragment between the paints in it and the rest of it, in place.

    Paint that stands for enough of the fragment's ground shares it. Other paint may have meant the narrow
    thing beside it: it keeps the ground that is as low as itself, and is heard in the open no further than the ground
    that it stands for is wide.
    """
    labels = pieces.labels[at]
    inside = labels == piece
    level = max(v.high for v in voices)
    strong = {v.claim for v in voices if v.high >= max(tuning.SPLITTING.weak * peak, tuning.SPLITTING.equal * level)}
    shares = len(strong) > 1
    weak = [v for v in voices if not (shares and v.claim in strong)]
    rest = int(seeds.max()) + 1
    owner = np.where(inside, np.int32(rest), 0).astype(np.int32)
    if shares:
        owner = _parted(np.where(inside & np.isin(seeds, list(strong)), seeds, 0), inside, ground)
    if weak:
        owner = _with_pockets(owner, inside, weak, seeds, ground)
    lookup = np.full(rest + 1, piece, np.int32)
    for voice in voices:
        is_open = shares and voice.claim in strong
        lookup[voice.claim] = pieces.add(voice.claim, np.inf if is_open else voice.high)
        if not shares:
            pieces.ways.append((int(lookup[voice.claim]), piece, voice.high))
    labels[inside] = lookup[owner[inside]]


def _parted(markers: I32, inside: Bool, ground: _Ground) -> I32:
    """A fragment shared by paint that stands in the open: along what is drawn faintly, else by `shared`."""
    drawn = (ground.faint >= tuning.SPLITTING.faintest) & (ground.distance > tuning.SPLITTING.rim)
    if (drawn & inside).any():
        faint = np.where(drawn, ground.faint, 0)
        return np.asarray(watershed(faint, markers, mask=inside), np.int32)  # type: ignore[no-untyped-call]
    straight = np.where(inside, shared(markers, ground.distance), 0).astype(np.int32)
    found = np.asarray(label(straight, background=0, connectivity=1), np.int32)  # type: ignore[no-untyped-call]
    reached = np.zeros(int(found.max()) + 1, np.bool_)
    reached[found[markers > 0]] = True
    # What the straight way to the nearest paint leads out of the fragment for goes to whoever is nearer on foot.
    return flooded(np.where(reached[found], straight, 0).astype(np.int32), inside)


def _with_pockets(owner: I32, inside: Bool, weak: list[_Voice], seeds: I32, ground: _Ground) -> I32:
    """`owner` with the ground that paint close to a line keeps: flooded with all else from the widest ground down.

    What is drawn faintly lies as low as if a line were near.
    """
    height = ground.distance * (1.0 - 0.9 * (ground.faint.astype(np.float32) / 255.0))
    paint = np.where(inside & np.isin(seeds, [v.claim for v in weak]), seeds, 0).astype(np.float32)
    # A dot of a few pixels keeps what is right beside it, or nobody would see it.
    around = cv2.dilate(paint, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * tuning.SPLITTING.around + 1,) * 2))
    markers = np.where(paint > 0, paint, np.where(inside & (seeds == 0), around, 0)).astype(np.int32)
    level = max(v.low for v in weak)
    high = inside & (markers == 0) & (height > level)
    markers[high] = owner[high]
    fall = np.rint(height * -16).astype(np.int32)
    found = np.asarray(watershed(fall, markers, mask=inside), np.int32)  # type: ignore[no-untyped-call]
    return np.where(found > 0, found, owner)


def _spread(regions: Regions, pieces: _Pieces, ground: _Ground) -> I32:
    """(n,) for every piece the mark that reaches it by the widest passage."""
    found = passages(pieces.labels, ground.distance.ravel().take)
    closed = _across_closings(regions, pieces, ground)
    ways = np.array([way[:2] for way in pieces.ways], np.int32).reshape(-1, 2)
    edges = np.concatenate([found.edges, closed.edges, ways])
    weight = np.concatenate(
        [
            found.saddle,
            np.float32(tuning.SPLITTING.closing_weight) * closed.saddle,
            np.array([way[2] for way in pieces.ways], np.float32),
        ]
    )
    size = max(pieces.fresh, int(edges.max(initial=0)) + 1)
    highest = np.full(size, np.inf, np.float32)
    for piece, height in pieces.height.items():
        highest[piece] = height
    width = np.minimum(weight, highest[edges].min(axis=1))
    # Only this region's pieces, numbered anew: the whole picture may have a thousand times as many.
    nodes = np.union1d(edges.ravel(), np.fromiter(pieces.marks, np.int32, len(pieces.marks)))
    marks = {int(np.searchsorted(nodes, piece)): claim for piece, claim in pieces.marks.items()}
    mark = np.zeros(size, np.int32)
    renamed = np.searchsorted(nodes, edges).astype(np.int32)
    mark[nodes] = spread_marks(len(nodes), renamed, width, marks)
    return mark


def _across_closings(regions: Regions, pieces: _Pieces, ground: _Ground) -> Passages:
    """What closings leave open between the region's pieces; where a fragment was cut up, to the piece beside."""
    graph = regions.fragments
    own = np.zeros(graph.count + 1, np.bool_)
    own[pieces.whole] = True
    closed = np.flatnonzero(graph.closing & own[graph.edges].all(axis=1))
    edges, place = graph.edges[closed].copy(), graph.place[closed]
    cut = np.zeros(graph.count + 1, np.bool_)
    cut[list(pieces.cut)] = True
    h, w = pieces.labels.shape
    y, x = np.divmod(place, graph.labels.shape[1])
    for side in (0, 1):
        rows = np.flatnonzero(cut[edges[:, side]])
        if len(rows) == 0:
            continue
        ny = np.clip(y[rows, None] + _AROUND[0] - ground.corner[0], 0, h - 1)
        nx = np.clip(x[rows, None] + _AROUND[1] - ground.corner[1], 0, w - 1)
        there = graph.labels[ny + ground.corner[0], nx + ground.corner[1]] == edges[rows, side][:, None]
        near = np.argmax(there, axis=1)
        k = np.arange(len(rows))
        edges[rows, side] = np.where(there[k, near], pieces.labels[ny[k, near], nx[k, near]], edges[rows, side])
    return Passages(edges, graph.saddle[closed], place)


_AROUND = np.array(sorted(np.ndindex(7, 7), key=lambda at: (at[0] - 3) ** 2 + (at[1] - 3) ** 2)).T - 3
"""Rows and columns of the grid pixels around one, nearest first."""
