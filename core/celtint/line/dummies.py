"""Dummy colours, as flatters use them: each region its own, no two alike, neighbours far apart, and stable.

A region's colour comes from where its first pixel lies, so a stroke elsewhere or a line that is corrected changes that
of few: of the colours that follow from there it takes the first that is free and far from its neighbours'.
"""

import numpy as np

from celtint.colours.lab import lab_to_srgb8, srgb_to_lab
from celtint.line import tuning
from celtint.regions.adjacency import contacts
from celtint.regions.segment import Regions
from celtint.types.arrays import F32, U8, Bool, Ints

_WHEEL = 4096
"""Colours that there are, in steps of the golden angle; from `_WHEEL` regions on they are given again."""


def dummy_colours(regions: Regions, ids: Ints, decided: U8) -> U8:
    """(n, 3) sRGB for the regions ``ids`` (n,).

    decided: (regions + 1, 4) RGBA of what else is decided, clear where nothing is; dummies keep away from that too.
    """
    wheel = _wheel()
    seen = srgb_to_lab(decided[:, :3])
    known = decided[:, 3] > 0
    beside = _neighbours(regions)
    start = _anchors(regions)[ids]
    given = np.zeros(_WHEEL, np.bool_)
    out = np.zeros((len(ids), 3), np.float32)
    for place, region in enumerate(ids.tolist()):
        near = seen[[other for other in beside.get(region, ()) if known[other]]]
        number = _chosen(wheel, int(start[place]), given, near)
        given[number] = True
        if given.all():
            given[:] = False
        out[place] = seen[region] = wheel[number]
        known[region] = True
    return np.asarray(lab_to_srgb8(out))


def _chosen(wheel: F32, start: int, given: Bool, near: F32) -> int:
    """The first of the free colours from `start` on that is far from those of the neighbours, `near` (k, 3), and, while
    few are given, unlike all of them; where there is none, the one that is farthest."""
    free = np.flatnonzero(~np.roll(given, -start))[: tuning.DUMMIES.tries]
    numbers = (start + free) % _WHEEL
    away = _nearest(wheel[numbers], near)
    far = away >= tuning.DUMMIES.apart
    if not far.any():
        return int(numbers[np.argmax(away)])
    if given.sum() > tuning.DUMMIES.few:
        return int(numbers[np.argmax(far)])
    unlike = np.where(far, _nearest(wheel[numbers], wheel[given]), np.float32(-1))
    enough = unlike >= tuning.DUMMIES.alike
    return int(numbers[np.argmax(enough if enough.any() else unlike)])


def _nearest(colours: F32, others: F32) -> F32:
    """(n,) how far each of `colours` (n, 3) is from the nearest of `others` (k, 3)."""
    if len(others) == 0:
        return np.full(len(colours), np.inf, np.float32)
    return np.asarray(np.linalg.norm(colours[:, None] - others[None], axis=2).min(axis=1), np.float32)


def _wheel() -> F32:
    """(`_WHEEL`, 3) Lab colours, all different as sRGB too: hues a golden angle apart, lightness and chroma in turn."""
    k = np.arange(4 * _WHEEL)
    hue = np.deg2rad(k * 137.50776) % (2 * np.pi)
    light = 52.0 + 36.0 * ((k * 0.7548776662) % 1.0)
    chroma = 26.0 + 24.0 * ((k * 0.5698402910) % 1.0)
    lab = np.stack([light, chroma * np.cos(hue), chroma * np.sin(hue)], axis=1).astype(np.float32)
    rgb = lab_to_srgb8(lab)
    first = np.sort(np.unique(rgb, axis=0, return_index=True)[1])[:_WHEEL]
    return np.asarray(srgb_to_lab(rgb[first]), np.float32)


def _anchors(regions: Regions) -> Ints:
    """(n + 1,) a number from where each region's first pixel lies."""
    runs = regions.runs
    label, first = np.unique(runs.label, return_index=True)
    y, x = np.divmod(runs.start[first], regions.labels.shape[1])
    anchor = np.zeros(regions.count + 1, np.int64)
    anchor[label] = (y * 73856093 ^ x * 19349663) % _WHEEL
    return anchor


def _neighbours(regions: Regions) -> dict[int, list[int]]:
    beside: dict[int, list[int]] = {}
    for one, other in contacts(regions.labels).pairs.tolist():
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    return beside
