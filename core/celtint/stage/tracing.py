"""A small picture of one thing as clean shapes: few colours, no specks, smooth outlines."""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.colours.gamut import to_srgb8_exactly
from celtint.colours.lab import srgb_to_lab
from celtint.stage import tuning
from celtint.stage.objects import FILL, Part
from celtint.types.arrays import F32, I32, U8, Bool, Lab

ROLE = "area"
_ROUNDS, _AGAIN = 8, 2
"""How often the means are taken before colours are joined, and after each that goes."""
_TRIED = 20
_ENOUGH = 1200
"""Pixels that say what a thing's colours are."""


@dataclass(frozen=True)
class Traced:
    """parts: in painter's order, each over the whole of those below it, so that no crack opens between two. share: how
    much of the square is thing."""

    parts: tuple[Part, ...]
    share: float


def traced(picture: F32) -> Traced:
    """The shapes of a picture (side, side, 4), premultiplied sRGB RGBA, 0 to 1 or a little beyond.

    The parts' rings are in 0 to 1 across and down the bounds of what is there. A picture in which nothing is opaque
    gives none.
    """
    clear = np.clip(picture, 0, 1).astype(np.float32)
    solid = _solid(clear[..., 3])
    if not solid.any():
        return Traced((), 0.0)
    colours, labels = _coloured(clear, solid)
    fine = _settled(_finer(labels, clear[..., 3], len(colours)))
    counts = np.bincount(fine.ravel(), minlength=len(colours) + 1)[1:]
    order = [int(k) for k in np.argsort(-counts, kind="stable") if counts[k]]
    if not order:
        return Traced((), 0.0)
    rank = np.full(len(colours) + 1, -1, np.int32)
    rank[[k + 1 for k in order]] = range(len(order))
    ranked = rank[fine]
    rgb = to_srgb8_exactly(colours[:, 0], colours[:, 1], colours[:, 2]).tolist()
    found = [(k, rings) for place, k in enumerate(order) for rings in _rings(ranked >= place)]
    every = np.concatenate([ring for _, rings in found for ring in rings])
    low, size = every.min(axis=0), np.maximum(np.ptp(every, axis=0), 1e-3)
    parts = tuple(
        Part(ROLE, (rgb[k][0], rgb[k][1], rgb[k][2]), FILL, False, tuple((ring - low) / size for ring in rings))
        for k, rings in found
    )
    return Traced(parts, float((fine > 0).mean()))


def _solid(alpha: F32) -> Bool:
    """Where something is, without specks."""
    return _without_specks((alpha > 0.5).astype(np.int32), alpha.size) > 0


def _without_specks(labels: I32, size: int) -> I32:
    """Islands of any label that are too small become 0."""
    kept = np.zeros_like(labels)
    least = tuning.TRACING.island * size
    for value in np.unique(labels[labels > 0]).tolist():
        count, which, stats, _ = cv2.connectedComponentsWithStats((labels == value).astype(np.uint8), connectivity=4)
        large = np.flatnonzero(stats[:count, cv2.CC_STAT_AREA] >= least)
        kept[np.isin(which, large[large > 0])] = value
    return kept


def _coloured(clear: F32, solid: Bool) -> tuple[Lab, I32]:
    """The thing's colours, (k, 3) Lab, and which each pixel has, from 1; 0 where nothing is."""
    alpha = np.maximum(clear[..., 3:], 0.25)
    rgb: F32 = np.asarray(np.clip(clear[..., :3] / alpha, 0, 1), np.float32)
    # What lies inside says what the colours are: at a rim they are mixed with what isn't there.
    inside = cv2.erode(solid.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1).astype(bool) & solid
    lab = srgb_to_lab(_calm(rgb, solid))
    sure = _plain(lab, inside if inside.sum() >= 0.25 * solid.sum() else solid)
    colours = _few(lab[sure][:: max(1, int(sure.sum()) // _ENOUGH)])
    labels = np.zeros(solid.shape, np.int32)
    labels[solid] = _nearest(lab[solid], colours) + 1
    return colours, labels


def _plain(lab: Lab, there: Bool) -> Bool:
    """Of pixels, those whose neighbours are like them, unless that leaves few: between two areas colours are mixed."""
    square = np.ones((3, 3), np.uint8)
    steep = np.max([cv2.morphologyEx(lab[..., c], cv2.MORPH_GRADIENT, square) for c in range(3)], axis=0)
    plain: Bool = there & (steep < tuning.TRACING.apart)
    return plain if plain.sum() >= 0.25 * there.sum() else there


def _calm(rgb: F32, solid: Bool) -> U8:
    """Less noise within areas, none across their borders: sRGB bytes, what is empty filled with the thing's mean."""
    filled = np.where(solid[..., None], rgb, rgb[solid].mean(axis=0))
    bytes_ = np.asarray(filled * 255 + 0.5, np.uint8)
    return np.asarray(cv2.bilateralFilter(bytes_, 5, 40, 2), np.uint8)


def _few(lab: F32) -> Lab:
    """The colours that stand for many (n, 3): means of what is nearest to each, begun where they are farthest apart."""
    centres = [lab.mean(axis=0)]
    off = np.linalg.norm(lab - centres[0], axis=1)
    while len(centres) < min(_TRIED, len(lab)) and off.max() > tuning.TRACING.apart / 2:
        centres.append(lab[int(off.argmax())])
        off = np.minimum(off, np.linalg.norm(lab - centres[-1], axis=1))
    found = np.array(centres, np.float32)
    rounds = _ROUNDS
    while True:
        for _ in range(rounds):
            found = _means(lab, found)
        rounds = _AGAIN
        share = np.bincount(_nearest(lab, found), minlength=len(found)) / len(lab)
        if len(found) == 1:
            return found
        gap = np.linalg.norm(found[:, None] - found[None], axis=2) + 1e6 * np.eye(len(found), dtype=np.float32)
        if share.min() < tuning.TRACING.rare:
            gone = int(share.argmin())
        elif gap.min() < tuning.TRACING.apart or len(found) > tuning.TRACING.colours:
            pair = np.unravel_index(int(gap.argmin()), gap.shape)
            gone = int(min(pair, key=lambda k: share[k]))
        else:
            return found
        found = np.delete(found, gone, axis=0)


def _means(lab: F32, centres: F32) -> F32:
    which = _nearest(lab, centres)
    count = np.bincount(which, minlength=len(centres))
    sums = np.stack([np.bincount(which, lab[:, c], len(centres)) for c in range(3)], axis=1)
    return np.where(count[:, None] > 0, sums / np.maximum(count, 1)[:, None], centres).astype(np.float32)


def _nearest(lab: F32, centres: F32) -> I32:
    return np.asarray(((centres**2).sum(axis=1) - 2 * lab @ centres.T).argmin(axis=1), np.int32)


def _finer(labels: I32, alpha: F32, colours: int) -> I32:
    """Labels on a finer grid with smooth borders: each step has the label of most of what is round it."""
    labels = _grown(labels)
    size = (labels.shape[1] * tuning.TRACING.finer, labels.shape[0] * tuning.TRACING.finer)
    deviation = tuning.TRACING.smooth * tuning.TRACING.finer
    best, owner = np.full(size[::-1], -1.0, np.float32), np.zeros(size[::-1], np.int32)
    for value in range(1, colours + 1):
        mask = cv2.resize((labels == value).astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
        mask = cv2.GaussianBlur(mask, (0, 0), deviation, borderType=cv2.BORDER_REPLICATE) if deviation else mask
        better = mask > best
        best[better], owner[better] = mask[better], value
    there = cv2.resize(alpha, size, interpolation=cv2.INTER_CUBIC)
    # The square's own border is none of the thing's: it goes on beyond, as the thing fills the square.
    there = cv2.GaussianBlur(there, (0, 0), deviation / 2, borderType=cv2.BORDER_REPLICATE) if deviation else there
    return np.where(there > 0.5, owner, 0).astype(np.int32)


def _grown(labels: I32) -> I32:
    """Every empty pixel gets the label of the nearest."""
    _, nearest = cv2.distanceTransformWithLabels(
        (labels == 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros(int(nearest.max()) + 1, np.int32)
    table[nearest[labels > 0]] = labels[labels > 0]
    return table[nearest]


def _settled(fine: I32) -> I32:
    """Specks go to what is round them, or away where that is nothing."""
    there = _without_specks((fine > 0).astype(np.int32), fine.size) > 0
    kept = _without_specks(np.where(there, fine, 0).astype(np.int32), fine.size)
    if not kept.any():
        return kept
    holes = _without_specks((~there).astype(np.int32), fine.size) > 0
    return np.where(holes, 0, _grown(kept)).astype(np.int32)


def _rings(mask: Bool) -> list[list[F32]]:
    """The outlines of each piece of a mask, its own first, then its holes; points in steps."""
    padded = np.pad(mask.astype(np.uint8), 1)
    contours, tree = cv2.findContours(padded, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    pieces: dict[int, list[F32]] = {}
    for place, contour in enumerate(contours):
        outer = place if tree[0][place][3] < 0 else int(tree[0][place][3])
        ring = _smoothed(contour.reshape(-1, 2).astype(np.float32) - 0.5)
        if len(ring) >= 3:
            pieces.setdefault(outer, []).append(ring)
    return list(pieces.values())


def _smoothed(ring: F32) -> F32:
    """Steps become slopes, and points that say nothing go."""
    if len(ring) < 8:
        return ring
    around = np.concatenate([ring[-3:], ring, ring[:3]])
    weights = np.array([1, 2, 3, 4, 3, 2, 1], np.float32) / 16
    soft = np.stack([np.convolve(around[:, c], weights, "valid") for c in range(2)], axis=1).astype(np.float32)
    return np.asarray(cv2.approxPolyDP(soft.reshape(-1, 1, 2), tuning.TRACING.loose, True), np.float32).reshape(-1, 2)
