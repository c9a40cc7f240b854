"""How much of each region of one drawing lies in each of another's, as they are or where motion leads."""

import numpy as np

from celtint.types.arrays import F32, I16, Bool


def overlap(here: I16, there: I16, n: int, m: int) -> F32:
    """(n, m) pixels that lie in region i of the one map and in region j of the other.

    here, there: (h, w) int16 positions of regions plus one, 0 for none, as the grid of
    `celtint.matching.features.RegionFeatures`; as large as each other.
    """
    both = np.bincount(here.ravel().astype(np.int64) * (m + 1) + there.ravel(), minlength=(n + 1) * (m + 1))
    return both.reshape(n + 1, m + 1)[1:, 1:].astype(np.float32)


def moved_overlap(here: I16, there: I16, n: int, m: int, to: F32, beyond: Bool | None = None) -> F32:
    """The same, each pixel of `here` taken to where motion leads it.

    to: (h, w, 2) float32 x, y in `there`, the nearest place in the picture for those outside. beyond: (h, w) pixels
    that don't count.
    """
    h, w = here.shape
    column = np.clip(np.rint(to[..., 0]), 0, w - 1).astype(np.int32)
    row = np.clip(np.rint(to[..., 1]), 0, h - 1).astype(np.int32)
    met = there[row, column]
    return overlap(here, met if beyond is None else np.where(beyond, np.int16(0), met), n, m)
