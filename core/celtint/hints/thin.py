"""Paint that is too thin to count, and what to tell the artist of it.

A dab under half opaque is no hint. That is as it should be for the soft rim of a brush; a whole dab of such paint is
one that the artist believes in, so it is said.
"""

import cv2
import numpy as np

from celtint.hints import tuning
from celtint.types.arrays import U8
from celtint.types.picture import Hints


def alpha_of(hints: Hints) -> U8:
    """(H, W) uint8: how opaque the layer is, in a plane of its own."""
    return np.asarray(cv2.extractChannel(hints.pixels, 3), np.uint8)


def thin_dabs(hints: Hints) -> tuple[tuple[int, int], ...]:
    """Where dabs lie (x, y of their middle, the largest first) that are thin throughout: patches of paint of which no
    pixel is half opaque. Traces that can hardly be seen, and specks, are none."""
    alpha = alpha_of(hints)
    seen = np.asarray(cv2.inRange(alpha, tuning.DABS.trace, 127), np.uint8)
    if cv2.countNonZero(seen) < tuning.DABS.sure_dab:
        return ()
    _, any_paint = cv2.threshold(alpha, tuning.DABS.trace - 1, 255, cv2.THRESH_BINARY)
    x0, y0, width, height = cv2.boundingRect(any_paint)
    place = np.s_[y0 : y0 + height, x0 : x0 + width]
    crop = np.ascontiguousarray(alpha[place])
    _, labels, stats, centres = cv2.connectedComponentsWithStats(any_paint[place], connectivity=8, ltype=cv2.CV_32S)
    thin = stats[:, cv2.CC_STAT_AREA] >= tuning.DABS.sure_dab
    thin[0] = False
    thin[np.unique(np.asarray(labels)[crop >= 128])] = False
    found = np.flatnonzero(thin)
    found = found[np.argsort(-stats[found, cv2.CC_STAT_AREA], kind="stable")]
    return tuple((int(centres[k, 0]) + x0, int(centres[k, 1]) + y0) for k in found)


def notes_on(hints: Hints) -> tuple[str, ...]:
    """What the artist should know of a hint layer, each in a plain sentence that says what to do."""
    thin = thin_dabs(hints)
    if not thin:
        return ()
    x, y = thin[0]
    if len(thin) == 1:
        return (f"The dab at {x}, {y} is less than half opaque and doesn't count; paint it with a brush that covers.",)
    which = f"{len(thin)} dabs, the largest at {x}, {y}, are less than half opaque and don't count"
    return (f"{which}; paint them with a brush that covers.",)
