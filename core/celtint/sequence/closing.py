"""Regions that are open on one drawing and were closed on the one before: a line has a gap here that it had not there.

Such a region is the union of two or more parts of the drawing before that have different colours, and most of their
border, carried along the motion, lies on lines. It is divided as paint would divide it, each part laid where motion
leads it.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.hints.dabs import Claim
from celtint.matching.features import RegionFeatures
from celtint.matching.relations import Relation
from celtint.sequence import tuning
from celtint.sequence.flow import flow, places
from celtint.sequence.states import FrameState
from celtint.sequence.tracks import Links
from celtint.types.arrays import I16, I32, U8, Bool, Codes

Leaks = dict[int, list[Claim]]
"""By the id of a region, what lies in it: a claim each, of a colour that only tells it from the others."""


def leaks(links: Links, drawn: FrameState, before: FrameState) -> Leaks:
    """The regions of a drawing that were several on the one before, which has its `shares`."""
    if min(len(drawn.code), len(before.code)) < 2 or before.shares.shape[1] == 0:
        return {}
    inside = _inside(links, drawn, before)
    colour = np.where(before.shares.max(axis=1) >= tuning.CLOSING.known, before.shares.argmax(axis=1), -1)
    united = [k for k in range(len(drawn.code)) if _united(drawn, before, inside[k], colour, k)]
    if not united:
        return {}
    carried, labels = _Carried.along(drawn.described, before.described), drawn.labels.unpack()
    found: Leaks = {}
    for k in united:
        shown = carried.groups(drawn.described.grid == k + 1, np.where(inside[k], colour, -1))
        name = int(drawn.described.ids[k])
        claims = _claims(labels, name, shown, drawn.described.step)
        if len(claims) > 1:
            found[name] = claims
    return found


def _inside(links: Links, drawn: FrameState, before: FrameState) -> Bool:
    """(n, m) whether a part of the drawing before lies in a region where motion leads it, and in no other."""
    planes = links.related(drawn, before)
    covered = (planes[..., Relation.LED_THERE] + planes[..., Relation.BACK_THERE]) / 2
    odds = links.odds(before, drawn).toarray()
    share = odds / (1 + odds.sum(axis=1, keepdims=True))
    elsewhere = share.sum(axis=1)[None] - share.T
    return np.asarray((covered >= tuning.CLOSING.inside) & (elsewhere < tuning.CLOSING.elsewhere))


def _united(drawn: FrameState, before: FrameState, parts: Bool, colour: Codes, k: int) -> bool:
    """Whether parts of two colours or more, each of some size, make up a region."""
    if drawn.fixed[k] or parts.sum() < 2:
        return False
    one, two = drawn.described, before.described
    own = float(one.areas[k]) / one.scale**2
    each = np.bincount(colour[parts] + 1, two.areas[parts] / two.scale**2)
    large = each[1:] >= tuning.CLOSING.part * own
    return int(large.sum()) > 1 and bool(tuning.CLOSING.whole * own <= each[1:].sum() <= own / tuning.CLOSING.whole)


@dataclass(frozen=True)
class _Carried:
    """The drawing before, carried to a drawing's grid: (h, w) positions of its regions plus one; lines: (h, w) whether
    the drawing has a line there or beside it."""

    there: I16
    lines: Bool

    @classmethod
    def along(cls, drawn: RegionFeatures, before: RegionFeatures) -> "_Carried":
        h, w = drawn.grid.shape
        lines = cv2.dilate(drawn.lines, np.ones((5, 5), np.uint8)) > tuning.RULES.inked
        moved = flow(_soft(drawn), _soft(before)) + places(h, w)
        x = np.clip(np.rint(moved[..., 0]), 0, w - 1).astype(np.int32)
        y = np.clip(np.rint(moved[..., 1]), 0, h - 1).astype(np.int32)
        return cls(before.grid[y, x], np.asarray(lines))

    def groups(self, own: Bool, group: Codes) -> Codes:
        """(h, w) the group of parts that lies in each cell of a region, -1 elsewhere; all -1 where the border between
        the groups lies on open paper."""
        shown = np.where(own, np.concatenate([np.full(1, -1), group])[self.there], -1)
        border = _border(shown)
        closed = border.any() and float(self.lines[border].mean()) >= tuning.CLOSING.inked
        return shown if closed else np.full_like(shown, -1)


def _soft(described: RegionFeatures) -> U8:
    return np.asarray(cv2.GaussianBlur(np.minimum(described.lines, 200), (0, 0), tuning.CLOSING.soft), np.uint8)


def _border(shown: Codes) -> Bool:
    """Where two groups meet."""
    border = np.zeros(shown.shape, np.bool_)
    for here, there in ((np.s_[:, 1:], np.s_[:, :-1]), (np.s_[1:], np.s_[:-1])):
        border[here] |= (shown[here] != shown[there]) & (shown[here] >= 0) & (shown[there] >= 0)
    return border


def _claims(labels: I32, name: int, shown: Codes, step: int) -> list[Claim]:
    """A claim for each group that lies in a region, well inside of where it lies."""
    made: list[Claim] = []
    height, width = labels.shape
    for group in np.unique(shown[shown >= 0]).tolist():
        mask = (shown == group).astype(np.uint8)
        # Where motion is a little wrong, paint must not lie beyond the line.
        cores = (cv2.erode(mask, np.ones((side, side), np.uint8)) for side in (5, 3))
        core = next((c for c in cores if c.any()), mask)
        large = np.repeat(np.repeat(core, step, axis=0), step, axis=1)[:height, :width]
        y, x = np.nonzero((large > 0) & (labels == name))
        if len(y):
            number = 4 * name + len(made)  # another colour than what any other region has, as near as may be
            colour = (number % 10 * 25, number // 10 % 10 * 25, number // 100 % 10 * 25)
            made.append(Claim(colour, y.astype(np.int32), x.astype(np.int32)))
    return made
