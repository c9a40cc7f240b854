"""Whether who gave the hints meant to leave nothing out: then ground without one was cut off by a false closing.

A Bayes factor of two hands: one hints whatever is large enough to be noticed, the other only half of that. An area with
a hint speaks for the first, whatever its size; one without speaks against it the more, the larger it is: of what is
small beside the hinted areas (buckles, gaps between hatches) anybody leaves most out. Areas that lines close in cannot
be cut-off pieces of others, so they are heard in full, the others hardly.
"""

import numpy as np

from celtint.line import tuning
from celtint.types.arrays import F32, F64, Bool


def thoroughness(hinted: Bool, opens: Bool, peak: F32) -> float:
    """0 where areas were left out on purpose, 1 where none was.

    Of every area that counts, (n,) each: whether it has a hint; whether it opens into another; its half width, pixels.
    """
    if not hinted.any():
        return 0.0
    t = tuning.THOROUGH
    size = np.log((peak + 0.5) / (np.median(peak[hinted]) + 0.5)).astype(np.float64)
    closed_in = _evidence(hinted, _noticed(t.closed_base, t.closed_size, size))[~opens].sum()
    others = t.opens * _evidence(hinted, _noticed(t.open_base, t.open_size, size))[opens].sum()
    odds = closed_in + np.clip(others, -t.most_opens, t.most_opens)
    return float(np.clip(odds - t.sure, 0.0, 1.0))


def _noticed(base: float, slope: float, size: F64) -> F64:
    """How likely the thorough hand hints areas of a size: the logarithm of how wide they are beside those hinted."""
    return np.asarray(np.minimum(1.0 / (1.0 + np.exp(-(base + slope * size))), tuning.THOROUGH.slips), np.float64)


def _evidence(hinted: Bool, likely: F64) -> F64:
    """Each area's log odds of the thorough hand against one that hints half as much."""
    return np.asarray(np.where(hinted, np.log(2.0), np.log((1.0 - likely) / (1.0 - likely / 2.0))), np.float64)
