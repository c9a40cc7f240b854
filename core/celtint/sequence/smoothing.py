"""Making decisions calm in time: a region that moves on keeps what it was before and what it is after."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from celtint.matching.overlap import moved_overlap
from celtint.sequence import tuning
from celtint.sequence.flow import flow, places
from celtint.sequence.states import FrameState
from celtint.types.arrays import F32


def calmed(drawings: Sequence[FrameState], entries: int) -> None:
    """Let the votes of the same part in the drawings before and after count, in place; what the artist decided stays.

    One odd drawing between two that agree gives way to them (own vote 1 against twice the pull); a real change lasts,
    and does not.
    """
    wide = [np.pad(d.shares, ((0, 0), (0, entries - d.shares.shape[1]))) for d in drawings]
    total = [w.copy() for w in wide]
    weight = [np.ones(len(w), np.float32) for w in wide]
    for k, (one, two) in enumerate(pairwise(drawings)):
        link = _links(one, two)
        for here, there, across in ((k, k + 1, link), (k + 1, k, link.T)):
            total[here] += tuning.SMOOTHING.pull * (across @ wide[there])
            weight[here] += tuning.SMOOTHING.pull * across.sum(axis=1)
    for drawn, own, votes, said in zip(drawings, wide, total, weight, strict=True):
        drawn.shares = np.where(drawn.fixed[:, None], own, votes / said[:, None]).astype(np.float32)


def _links(one: FrameState, two: FrameState) -> F32:
    """(n, m) how much two regions are the same part, 0 for all but clear cases."""
    if len(one.code) == 0 or len(two.code) == 0:
        return np.zeros((len(one.code), len(two.code)), np.float32)
    soft = [cv2.GaussianBlur(np.minimum(d.described.lines, 200), (0, 0), tuning.SMOOTHING.soft) for d in (one, two)]
    moved = flow(np.asarray(soft[0], np.uint8), np.asarray(soft[1], np.uint8))
    here, there = one.described.grid, two.described.grid
    n, m = len(one.code), len(two.code)
    both = moved_overlap(here, there, n, m, moved + places(*here.shape))
    own, other = (np.bincount(g.ravel(), minlength=k + 1)[1:] for g, k in ((here, n), (there, m)))
    same = np.minimum(both / np.maximum(own, 1)[:, None], both / np.maximum(other, 1))
    return np.where(same >= tuning.SMOOTHING.same, np.minimum(same, 1), 0).astype(np.float32)
