"""Which regions a layer of dabs and strokes claims, and for which colour.

A stroke is a connected patch of one colour. It claims the regions it lies in, the largest share first, until nine
tenths of it are accounted for; what is left is spill over a line and claims nothing. Only paint on paper counts, unless
a stroke lies wholly on ink: then it speaks for the regions that ink was handed to.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from celtint.hints import tuning
from celtint.hints.grain import settled
from celtint.hints.thin import alpha_of
from celtint.types.arrays import I32, I64, U8, Bool, Index, Ink, Labels
from celtint.types.errors import BadRequest
from celtint.types.picture import RGB, Hints


@dataclass(frozen=True)
class Strokes:
    """Hint pixels, stroke by stroke.

    y, x: (n,) int32. stroke: (n,) int32 from 0. colour: (strokes, 3) uint8, the colour of each stroke.
    """

    y: I32
    x: I32
    stroke: I32
    colour: U8


@dataclass(frozen=True)
class Claim:
    """Paint of one colour in one region: pixels y, x (n,) int32. colour: None for a mark that keeps it empty."""

    colour: RGB | None
    y: I32
    x: I32


def check_size(hints: Hints, height: int, width: int) -> None:
    """Raise BadRequest unless the hint layer is exactly as large as the picture."""
    h, w = hints.pixels.shape[:2]
    if (h, w) != (height, width):
        raise BadRequest(f"The hint layer is {w}×{h} pixels and the picture {width}×{height}; make them the same size.")


def read_strokes(hints: Hints) -> Strokes:
    """Split a hint layer into strokes. Soft edges of a brush, blends and thin paint (alpha below half) are left out."""
    painted = np.asarray(cv2.inRange(alpha_of(hints), 128, 255), np.uint8)
    none = np.zeros(0, np.int32)
    x0, y0, width, height = cv2.boundingRect(painted)
    if width == 0:
        return Strokes(none, none, none, np.zeros((0, 3), np.uint8))
    crop = np.ascontiguousarray(painted[y0 : y0 + height, x0 : x0 + width])
    _, patch = cv2.connectedComponents(crop, connectivity=8, ltype=cv2.CV_32S)
    y, x = np.divmod(np.flatnonzero(crop != 0), width)
    rgb = hints.pixels[y0 : y0 + height, x0 : x0 + width, :3]
    number = np.asarray(patch, np.int32)[y, x]
    colours, of = _colours(number, rgb[y, x])
    patches = np.unique(colours >> 24, return_counts=True)[1]
    if (patches > 1).any():
        mixed = np.concatenate(([False], patches > 1))
        colours, of = _colours(number, settled(rgb, mixed[np.asarray(patch, np.int32)])[y, x])
    if len(patches) == len(colours):
        dab, solid = of, np.ones(len(colours), bool)  # no two paints touch: a patch is a dab
    else:
        dab, solid = _dabs(crop.shape, y, x, of)
    _, first, size = np.unique(dab, return_index=True, return_counts=True)
    main = colours[of[first]]
    keep = _is_paint(main >> 24, size, solid)
    chosen = keep[dab]
    main = main[keep]
    return Strokes(
        (y[chosen] + y0).astype(np.int32),
        (x[chosen] + x0).astype(np.int32),
        (np.cumsum(keep) - 1)[dab[chosen]].astype(np.int32),
        np.stack([(main >> 16) & 255, (main >> 8) & 255, main & 255], axis=1).astype(np.uint8),
    )


def _colours(patch: I32, rgb: U8) -> tuple[I64, Index]:
    """Of pixels ((n,) patch, from 1; (n, 3) rgb) the colours, (m,) patch << 24 | rgb, ascending, and (n,) which of
    them each pixel is; what is rounding alone is folded."""
    levels = rgb.astype(np.int64)
    key = (patch.astype(np.int64) << 24) | (levels[:, 0] << 16) | (levels[:, 1] << 8) | levels[:, 2]
    return _folded(*np.unique(key, return_inverse=True, return_counts=True))


def _dabs(shape: tuple[int, ...], y: Index, x: Index, of: Index) -> tuple[Index, Bool]:
    """Connected pixels of one colour: ((n,) number of each pixel's dab, (dabs,) whether it holds a 3×3 block).

    of: (n,) number of each pixel's patch and colour.
    """
    index = np.full((shape[0] + 2, shape[1] + 2), -1, np.int32)
    index[y + 1, x + 1] = np.arange(len(y))

    def beside(of: Index, dy: int, dx: int) -> tuple[Bool, I32]:
        other = index[y + 1 + dy, x + 1 + dx]
        return (other >= 0) & (of[other] == of), other

    ones, twos = [], []
    for dy, dx in ((0, 1), (1, -1), (1, 0), (1, 1)):
        same, other = beside(of, dy, dx)
        ones.append(np.flatnonzero(same))
        twos.append(other[same])
    ends = (np.concatenate(ones), np.concatenate(twos))
    graph = coo_array((np.ones(len(ends[0]), np.int8), ends), shape=(len(y), len(y)))
    count, dab = connected_components(graph, directed=False)
    inner = np.ones(len(y), bool)
    for dy, dx in ((0, 1), (1, -1), (1, 0), (1, 1), (0, -1), (-1, 1), (-1, 0), (-1, -1)):
        inner &= beside(dab, dy, dx)[0]
    solid = np.zeros(count, bool)
    solid[dab[inner]] = True
    return dab.astype(np.intp), solid


def _folded(key: I64, index: Index, count: I64) -> tuple[I64, Index]:
    """Take colours of one patch that differ by rounding alone (`tuning.DABS.alike` levels) for the commonest of them.

    key: (n,) patch << 24 | rgb, ascending; index: which of them each pixel is; count: pixels of each.
    """
    target = np.arange(len(key))
    patch = key >> 24
    starts = np.flatnonzero(np.concatenate(([True], patch[1:] != patch[:-1])))
    for first, last in zip(starts, [*starts[1:], len(key)], strict=True):
        if last - first > 1:
            target[first:last] = first + _representatives(key[first:last], count[first:last])
    kept, place = np.unique(target, return_inverse=True)
    return key[kept], place[index]


def _representatives(colour: I64, count: I64) -> Index:
    """For each packed colour the index of the commonest one that is alike and stands for itself."""
    channels = np.stack([(colour >> 16) & 255, (colour >> 8) & 255, colour & 255], axis=1)
    target = np.full(len(colour), -1)
    for k in np.argsort(-count, kind="stable"):
        if target[k] < 0:
            near = (target < 0) & (np.abs(channels - channels[k]).max(axis=1) <= tuning.DABS.alike)
            target[near] = k
    return target


def _is_paint(patch: I64, size: I64, solid: Bool) -> Bool:
    """Of the dabs that make up each patch, those that are paint and not the thin blend between two paints."""
    order = np.unique(patch, return_inverse=True)[1]
    total = np.bincount(order, weights=size)
    largest = np.zeros(len(total))
    np.maximum.at(largest, order, size)
    return np.asarray(
        solid
        | (size >= tuning.DABS.sure_dab)
        | (size >= tuning.DABS.good_part * total[order])
        | (size == largest[order])
    )


def claim_regions(strokes: Strokes, labels: Labels, ink: Ink) -> dict[int, list[Claim]]:
    """For each claimed region its claims, one a colour, the one with most paint first."""
    region = labels[strokes.y, strokes.x]
    on_paper = ink[strokes.y, strokes.x] == 0
    count = len(strokes.colour)
    has_paper = np.bincount(strokes.stroke[on_paper], minlength=count) > 0
    counts = on_paper | ~has_paper[strokes.stroke]
    claimed = _claimed_pairs(strokes.stroke[counts], region[counts])
    pair = (strokes.stroke.astype(np.int64) << 32) | region
    valid = counts & np.isin(pair, claimed)
    found: dict[int, dict[RGB, list[I32]]] = {}
    on_paper_claims: set[int] = set()
    index = np.flatnonzero(valid)
    order = index[np.argsort(pair[index], kind="stable")]
    starts = np.flatnonzero(np.concatenate(([True], np.diff(pair[order]) != 0))) if len(order) else np.zeros(0, int)
    groups = np.split(order, starts[1:]) if len(order) else []
    # Paint on ink alone is heard only where no paint on paper is.
    for group in sorted(groups, key=lambda g: not has_paper[strokes.stroke[g[0]]]):
        if not has_paper[strokes.stroke[group[0]]] and int(region[group[0]]) in on_paper_claims:
            continue
        if has_paper[strokes.stroke[group[0]]]:
            on_paper_claims.add(int(region[group[0]]))
        r, g, b = (int(v) for v in strokes.colour[strokes.stroke[group[0]]])
        found.setdefault(int(region[group[0]]), {}).setdefault((r, g, b), []).append(group.astype(np.int32))
    return {name: _one_colour_each(strokes, claims) for name, claims in sorted(found.items())}


def _one_colour_each(strokes: Strokes, claims: dict[RGB, list[I32]]) -> list[Claim]:
    """A region's claims; colours that differ by rounding alone are the commonest of them."""
    pixels = [np.concatenate(groups) for groups in claims.values()]
    if len(pixels) == 1:
        return [Claim(colour, strokes.y[pixels[0]], strokes.x[pixels[0]]) for colour in claims]
    packed = np.array([(r << 16) | (g << 8) | b for r, g, b in claims], np.int64)
    count = np.array([len(own) for own in pixels], np.int64)
    like, colours = _representatives(packed, count).tolist(), list(claims)
    merged: dict[RGB, list[I32]] = {}
    for k in np.argsort(-count, kind="stable").tolist():
        merged.setdefault(colours[like[k]], []).append(pixels[k])
    return [Claim(c, strokes.y[np.concatenate(g)], strokes.x[np.concatenate(g)]) for c, g in merged.items()]


def _claimed_pairs(stroke: I32, region: I32) -> I64:
    """Keys (stroke << 32 | region) of the regions each stroke claims."""
    key, count = np.unique((stroke.astype(np.int64) << 32) | region, return_counts=True)
    of = key >> 32
    order = np.lexsort((key, -count, of))
    key, count, of = key[order], count[order], of[order]
    total = np.bincount(of, weights=count)
    running = np.cumsum(count)
    before = running - count
    first = np.concatenate(([True], of[1:] != of[:-1])) if len(of) else np.zeros(0, bool)
    base = np.maximum.accumulate(np.where(first, before, 0)) if len(of) else before
    # A region counts as long as more than the spill share is still unaccounted for when its turn comes.
    return np.asarray(key[total[of] - (before - base) > tuning.DABS.spill * total[of]])
