"""What a dab stands for: how wide the ground is, and how far it is from there to the widest.

A dab beside a straight line in the open means the open; one in a pocket means the pocket. What tells them apart is the
way up: in the open the ground gets wider at every step, in a pocket it doesn't. So the dab climbs from where it lies,
each step as long as it is beside the ground's half width there (the quasihyperbolic length of Gehring and Palka, 1976):
it stands for the widest ground that it reaches in a short while, and of several the one that is first at the top has
the better right to all of it.
"""

from dataclasses import dataclass

import numpy as np

from celtint.regions import tuning
from celtint.types.arrays import F32, Index, Labels


@dataclass(frozen=True)
class Standing:
    """What dabs stand for. wide: (n,) float32, half width of the ground in pixels, at least that of the ground where
    they lie; far: (n,) float32, quasihyperbolic length of the way from there to the top of the piece; of what lies
    between a knoll and the top the least it can be (the distance ratio metric of Vuorinen, 1988)."""

    wide: F32
    far: F32


def standing(distance: F32, pieces: Labels, y: Index, x: Index) -> Standing:
    """What paint at y, x (n,) stands for.

    distance: (h, w) float32 pixels to the nearest line. pieces: (h, w) int32; no dab climbs into another piece.
    """
    w = distance.shape[1] + 2
    height = np.pad(distance, 1).ravel()
    piece = np.pad(pieces, 1).ravel()
    beside = np.array([-w - 1, -w, -w + 1, -1, 1, w - 1, w, w + 1])
    length = np.array([2**0.5, 1, 2**0.5, 1, 1, 2**0.5, 1, 2**0.5], np.float32)
    # On level ground the way leads where it leads in `climb`.
    tilt = np.array([dy * tuning.FRAGMENTS.tilt_y + dx * tuning.FRAGMENTS.tilt_x for dy, dx in _BESIDE], np.float32)
    at, who = (y + 1) * w + x + 1, np.arange(len(y))
    own, best = piece[at], height[at]
    spent, far = np.zeros(len(y), np.float32), np.zeros(len(y), np.float32)
    limit = np.float32(np.log(tuning.SPLITTING.lift))
    end, top = at.copy(), _tops(height, piece, own)
    while len(who):
        here = height[at]
        to = at[:, None] + beside
        rise = height[to] + tilt - here[:, None]
        rise[piece[to] != own[:, None]] = 0.0
        rise[np.ix_(here <= 1.0, length > 1.0)] = 0.0  # beside a line a step aslant could cross it
        way = np.argmax(rise, axis=1)
        row = np.arange(len(way))
        at = to[row, way]
        spent = spent + 2.0 * length[way] / np.maximum(here + height[at], 1.0)
        going = rise[row, way] > 0.0
        at, who, own, spent = at[going], who[going], own[going], spent[going]
        far[who], end[who] = spent, at
        near = spent <= limit
        best[who[near]] = np.maximum(best[who[near]], height[at[near]])
    # A way that ends on a knoll has a rest, at least as long as the distance ratio of its ends.
    rest = np.hypot(*(a - b for a, b in zip(np.divmod(end, w), np.divmod(top, w), strict=True)))
    far += np.log1p(rest / np.maximum(np.minimum(height[end], height[top]), 1.0)).astype(np.float32)
    return Standing(np.asarray(best, np.float32), far)


def _tops(height: F32, piece: Labels, own: Labels) -> Index:
    """Flat indices of the highest pixel of the pieces `own` ((n,)) of `piece`; height, piece: (k,) of each pixel."""
    inside = np.flatnonzero(np.isin(piece, own))
    order = inside[np.lexsort((height[inside], piece[inside]))]
    last = np.searchsorted(piece[order], own, side="right") - 1
    return np.asarray(order[last])


_BESIDE = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
