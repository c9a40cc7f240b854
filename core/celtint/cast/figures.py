"""Figures in a drawing: regions that touch each other, without the page and the ground behind them."""

from dataclasses import dataclass

import cv2
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from celtint.cast import tuning
from celtint.line.unhinted import outside
from celtint.matching.features import RegionFeatures, describe
from celtint.regions.adjacency import contacts
from celtint.regions.measuring import runs
from celtint.types.arrays import I32, I64, U8, Ink, Ints, Labels

AIR = 0.03
"""What is left around a figure, in its longer side."""
SMALL = 512
"""Longest side, in pixels, at which it is seen what lies close to what."""
ROUNDS = 3
"""Grounds behind each other: a page, a panel, a window in it."""


@dataclass(frozen=True)
class Figure:
    """One figure of a drawing.

    ids: (n,) its regions, ascending. described: these, in this order, and at last what is around it as one region more.
    area: pixels of it.
    """

    ids: I32
    described: RegionFeatures
    area: int


def figures(light: U8, labels: Labels, ink: Ink, cut_off: bool = False) -> list[Figure]:
    """The figures of a drawing, the largest first.

    light: (H, W) uint8, dark lines on white. labels: (H, W) int32 from 1. ink: (H, W) uint8, non-zero on lines.
    cut_off: whether what holds a lower corner of the page or of a panel is a figure that it cuts off, as shoulders
    are, and no ground.
    """
    drawing = _Drawing.read(light, labels, ink, cut_off)
    beyond = outside(labels, ink, not cut_off)
    here = np.setdiff1d(np.flatnonzero(drawing.area), beyond)
    page = np.array([0, 0, labels.shape[1], labels.shape[0]], np.int32)
    groups = _joined(_groups(drawing, here, page, ROUNDS), labels, drawing.area)
    return sorted((_figure(drawing, group) for group in groups), key=lambda f: -f.area)


@dataclass(frozen=True)
class _Drawing:
    """A drawing and what is known of its regions, by id: area, box (x, y, width, height), pairs that touch."""

    light: U8
    labels: Labels
    ink: Ink
    cut_off: bool
    area: I64
    box: I32
    touching: I32

    @classmethod
    def read(cls, light: U8, labels: Labels, ink: Ink, cut_off: bool) -> "_Drawing":
        area, box = runs(labels).measured(int(labels.max(initial=0)))
        return cls(light, labels, ink, cut_off, area, box, contacts(labels).pairs)


@dataclass(frozen=True)
class _Group:
    """Regions of one figure. frame: (4,) x, y, width, height of the page or panel that it is in."""

    ids: I32
    frame: I32


def _groups(drawing: _Drawing, here: Ints, frame: I32, rounds: int) -> list[_Group]:
    """Regions of each figure: those that touch, parted again where the ground behind them is taken away."""
    if len(here) == 0:
        return []
    place = np.full(len(drawing.area), -1, np.int64)
    place[here] = np.arange(len(here))
    pairs = place[drawing.touching]
    pairs = pairs[(pairs >= 0).all(axis=1)]
    graph = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(here), len(here)))
    count, member = connected_components(graph, directed=False)
    found: list[_Group] = []
    for k in range(count):
        ids = here[member == k]
        ground, within = _ground_of(drawing, ids, frame) if rounds and len(ids) > 1 else (_NOBODY, frame)
        if len(ground):
            found += _groups(drawing, np.setdiff1d(ids, ground), within, rounds - 1)
        else:
            found.append(_Group(ids.astype(np.int32), within))
    return found


def _joined(groups: list[_Group], labels: Labels, area: I64) -> list[_Group]:
    """Groups with those that lie close by, as a head without a neck does, or a hat in the air."""
    if len(groups) < 2:
        return groups
    member = np.zeros(len(area), np.int32)
    for k, group in enumerate(groups):
        member[group.ids] = k + 1
    step = max(1, max(labels.shape) // SMALL)
    small = member[labels[::step, ::step]]
    down, across = np.nonzero(small)
    whose = small[down, across]
    pairs = []
    for one in range(1, len(groups) + 1):
        at = np.flatnonzero(whose == one)
        if len(at) == 0:
            continue
        left, right, top, bottom = across[at].min(), across[at].max(), down[at].min(), down[at].max()
        reach = max(1, round(tuning.FIGURES.near * max(right - left, bottom - top)))
        rows = slice(max(0, top - reach), bottom + reach + 1)
        window = small[rows, max(0, left - reach) : right + reach + 1]
        side = 2 * reach + 1
        beside = cv2.dilate((window == one).astype(np.uint8), np.ones((side, side), np.uint8)) > 0
        pairs += [(one - 1, int(other) - 1) for other in np.unique(window[beside]) if other not in (0, one)]
    if not pairs:
        return groups
    first, second = np.array(pairs).T
    graph = sparse.coo_array((np.ones(len(pairs)), (first, second)), shape=(len(groups), len(groups)))
    count, whole = connected_components(graph, directed=False)
    found = []
    for w in range(count):
        own = [groups[g] for g in np.flatnonzero(whole == w)]
        found.append(_Group(np.sort(np.concatenate([g.ids for g in own])), max(own, key=lambda g: len(g.ids)).frame))
    return found


_NOBODY = np.zeros(0, np.int32)


def _ground_of(drawing: _Drawing, ids: Ints, frame: I32) -> tuple[I32, I32]:
    """Which of a group's regions are the ground behind the others, and the frame that they are in.

    A group that fills its box is a panel: what holds a corner of it is ground, unless nothing would be left. Of another
    group, a region is that is as wide and high as it, in two of its corners.
    """
    left, top, wide, high = drawing.box[ids].T
    x0, y0, x1, y1 = int(left.min()), int(top.min()), int((left + wide).max()), int((top + high).max())
    inset_x, inset_y = max(1, (x1 - x0) // 50), max(1, (y1 - y0) // 50)
    rows = np.array([y0 + inset_y, y0 + inset_y, y1 - 1 - inset_y, y1 - 1 - inset_y])
    columns = np.array([x0 + inset_x, x1 - 1 - inset_x, x0 + inset_x, x1 - 1 - inset_x])
    held = drawing.labels[rows, columns][None] == np.asarray(ids)[:, None]
    full = drawing.area[ids].sum() >= tuning.FIGURES.panel * (x1 - x0) * (y1 - y0)
    ground = held[:, : 2 if drawing.cut_off else 4].any(axis=1)
    if full and not ground.all():
        frame = _inside(drawing, ids, (x0, y0, x1, y1))
    else:
        large = (wide >= tuning.FIGURES.ground * (x1 - x0)) & (high >= tuning.FIGURES.ground * (y1 - y0))
        ground = large & (held.sum(axis=1) >= 2)
    return np.asarray(np.asarray(ids)[ground], np.int32), frame


def _inside(drawing: _Drawing, ids: Ints, window: tuple[int, int, int, int]) -> I32:
    """The box of a panel without its own line."""
    x0, y0, x1, y1 = window
    own = np.isin(drawing.labels[y0:y1, x0:x1], ids) & (drawing.ink[y0:y1, x0:x1] == 0)
    x, y, wide, high = cv2.boundingRect(own.astype(np.uint8))
    return np.array([x0 + x, y0 + y, wide, high], np.int32)


def _figure(drawing: _Drawing, group: _Group) -> Figure:
    """A group as a drawing of its own."""
    ids, labels = group.ids, drawing.labels
    left, top, wide, high = drawing.box[ids].T
    x0, y0, x1, y1 = int(left.min()), int(top.min()), int((left + wide).max()), int((top + high).max())
    air = max(4, round(AIR * max(x1 - x0, y1 - y0)))
    fx, fy, fw, fh = group.frame.tolist()
    window = np.s_[max(fy, y0 - air) : min(fy + fh, y1 + air), max(fx, x0 - air) : min(fx + fw, x1 + air)]
    own = np.zeros(len(drawing.area), np.int32)
    own[ids] = np.arange(1, len(ids) + 1)
    crop = own[labels[window]]
    light = drawing.light[window]
    ink = drawing.ink[window]
    if crop.all():  # it fills the page: one row of air, so that there is something around
        crop = np.pad(crop, ((1, 0), (0, 0)))
        ink = np.pad(ink, ((1, 0), (0, 0)))
        light = np.pad(light, ((1, 0), (0, 0)), constant_values=255)
    around = crop == 0
    crop = np.where(around, len(ids) + 1, crop).astype(np.int32)
    # Half of the outline belongs to what is around.
    reach = np.ones((2 * air + 1, 2 * air + 1), np.uint8)
    outline = (cv2.dilate((~around).astype(np.uint8), reach) > 0) & (ink > 0)
    alone = np.where(around & ~outline, np.uint8(255), light)
    return Figure(ids, describe(np.ascontiguousarray(alone), crop), int(drawing.area[ids].sum()))
