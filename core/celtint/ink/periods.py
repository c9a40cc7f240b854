"""Whether a texture repeats itself: screentone, line tone and hatching do, the small parts of a drawing don't."""

import cv2
import numpy as np

from celtint.ink import tuning
from celtint.types.arrays import F32, Bool, Ink

Place = tuple[slice, slice]
"""Rows and columns of a window."""
SIDE = 64
"""Of a window that is compared with itself, in pixels."""
_ALONG = np.hanning(SIDE + 2)[1:-1]
_WEIGHT = np.outer(_ALONG, _ALONG).astype(np.float32)
_TURN = np.minimum(np.arange(SIDE), SIDE - np.arange(SIDE))
_LAG = np.hypot(_TURN[:, None], _TURN[None, :])


def repeats(coverage: Ink, area: Bool, size: int) -> Bool:
    """(h, w): the surroundings of those windows that repeat themselves, as far as they lie in `area` ((h, w) bool).

    Measured by autocorrelation, where the window lies in the area for the most part. Each connected piece of it is
    judged alone, by half of its windows: where some happen to repeat themselves among many that don't, it is a figure
    with a striped shirt. size: side of the square that no gap and no mark holds, in pixels; a piece of few such squares
    has few marks, which must be more alike, and one of fewer is some lines beside each other.
    """
    height, width = coverage.shape
    known = np.zeros(area.shape, np.uint8)
    if min(height, width) < SIDE:
        return known > 0
    hop = tuning.TEXTURE.hop
    while (height // hop) * (width // hop) > tuning.TEXTURE.windows:
        hop *= 2
    _, piece, stats, _ = cv2.connectedComponentsWithStats(area.astype(np.uint8), connectivity=8, ltype=cv2.CV_32S)
    found: dict[int, list[tuple[Place, float]]] = {}
    for y in _steps(height, hop):
        for x in _steps(width, hop):
            place = slice(y, y + SIDE), slice(x, x + SIDE)
            inside = np.bincount(piece[place].ravel())
            inside[0] = 0
            most = int(inside.argmax())
            if inside[most] >= tuning.TEXTURE.inside * SIDE * SIDE:
                like = likeness(coverage[place].astype(np.float32), piece[place] == most)
                found.setdefault(most, []).append((place, like))
    for name, windows in found.items():
        squares = float(stats[name, cv2.CC_STAT_AREA]) / size**2
        least = tuning.TEXTURE.most_alike if squares >= tuning.TEXTURE.many else tuning.TEXTURE.few_alike
        if squares >= tuning.TEXTURE.some and np.median([like for _, like in windows]) >= least:
            for place, like in windows:
                if like >= tuning.TEXTURE.alike:
                    known[place] = 1
    return np.asarray(cv2.dilate(known, np.ones((hop + 1, hop + 1), np.uint8)) > 0)


def _steps(length: int, hop: int) -> list[int]:
    return [*range(0, length - SIDE, hop), length - SIDE]


def likeness(window: F32, inside: Bool | None = None) -> float:
    """The highest peak, up to 1, of the autocorrelation of a window at a distance that a texture's pitch may have.

    window: (`SIDE`, `SIDE`) float32; inside: what of it counts, all of it if None.
    """
    weight = _WEIGHT if inside is None else inside * _WEIGHT
    window = (window - (window * weight).sum() / weight.sum()) * weight
    found, own = _correlated(window), _OWN if inside is None else _correlated(weight)
    if found[0, 0] <= 0:
        return 0.0
    # Where next to nothing overlaps chance alone decides.
    found *= own[0, 0] / found[0, 0] / np.maximum(own, np.float32(0.05) * own[0, 0])
    peak = found == cv2.dilate(found, np.ones((3, 3), np.uint8))
    peak &= (tuning.TEXTURE.finest <= _LAG) & (tuning.TEXTURE.coarsest >= _LAG)
    return float(found[peak].max(initial=0.0))


def _correlated(plane: F32) -> F32:
    """The circular autocorrelation of a (`SIDE`, `SIDE`) plane."""
    spectrum = cv2.dft(plane)
    return np.asarray(cv2.idft(cv2.mulSpectrums(spectrum, spectrum, 0, conjB=True)), np.float32)


_OWN = _correlated(_WEIGHT)
