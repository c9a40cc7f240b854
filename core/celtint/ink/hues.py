"""Lines by hue: what of a drawing is drawn in which, before it is known which pens there are."""

from collections.abc import Iterator

import cv2
import numpy as np

from celtint.ink import tuning
from celtint.types.arrays import F64, U8, Bool, Ink

GREY = 0
"""Family of lines without a hue; hues have 1 and on."""
OTHER, RARE = 255, 200
"""Specks of a hue that is too rare for a pen; families of lines in such hues have this number and on."""


def families_of(apart: U8, stands: Ink, ridge: U8) -> U8:
    """Lines by hue: of the commonest hues each takes what is about it, then the next; and so do rare ones, of what is
    drawn, from `RARE` on.

    apart: (H, W, 3), how far each channel is from the paper's; stands: (H, W), the farthest; ridge: (H, W), not 0 in
    the middle of lines. All uint8, and so are the families, (H, W).
    """
    hue, saturation, _ = cv2.split(cv2.cvtColor(apart, cv2.COLOR_RGB2HSV))
    vivid = np.asarray((saturation > 255 * tuning.PENS.hue) & (stands >= tuning.PENS.faintest))
    family = np.where(vivid, OTHER, GREY).astype(np.uint8)
    on_ridge = (ridge > 0) & (stands >= tuning.PENS.faintest)
    left = np.bincount(hue[vivid & on_ridge], minlength=180).astype(np.float64)
    least = tuning.PENS.rare * on_ridge.sum()
    for number, near in enumerate(_hues(left, least), 1):
        family[vivid & (family == OTHER) & near[hue]] = number
    lines = drawn(np.asarray((family == OTHER) & (stands >= tuning.PENS.coloured), np.uint8)) > 0
    left = np.bincount(hue[lines & on_ridge], minlength=180).astype(np.float64)
    for number, near in enumerate(_hues(left, 0), RARE):
        family[lines & (family == OTHER) & near[hue]] = number
    return family


def _hues(left: F64, least: float) -> Iterator[Bool]:
    """The commonest hues, of what there is of each of (180,), as masks of them; none with `least` or less."""
    left, reach = left.copy(), tuning.PENS.turn // 2
    for _ in range(tuning.PENS.hues):
        # Near ones weigh more: of hues that all see the same lines the middle one is to be found.
        around = sum((reach + 1 - abs(k)) * np.roll(left, k) for k in range(-reach, reach + 1))
        middle = int(np.argmax(around))
        near = np.abs((np.arange(180) - middle + 90) % 180 - 90) <= reach
        if left[near].sum() <= least:
            return
        yield near
        left[near] = 0


def drawn(strong: U8) -> U8:
    """What of the dark pixels is drawn: connected and long, as dust is not."""
    _, labels, statistics, _ = cv2.connectedComponentsWithStats(strong, connectivity=8)
    sides = statistics[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    long = sides >= tuning.LEVELS.long
    long[0] = False
    return np.where(long[np.asarray(labels, np.int32)], np.uint8(255), np.uint8(0))
