"""How far two frames show one scene: how much of what stands out in one is found in the other, small and in grey.

Light doesn't count (what is compared is a band of detail, as correlation), nor does the camera: one frame is laid on
the other first, by the shift and scale under which they correlate best (Fourier shift theorem; scales tried one by one,
as in Reddy and Chatterji 1996 without the rotation).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from scipy import fft

from celtint.colours.depth import to_eight_bit
from celtint.ink.paper import grey_on_paper
from celtint.sequence import tuning
from celtint.types.arrays import F32, U8
from celtint.types.picture import Picture

SIDE = 160
"""Longest side at which frames are compared, in pixels."""
_SCALES = (1.0, 0.87, 1.15, 0.76, 1.32)


@dataclass(frozen=True)
class Glance:
    """A frame seen from afar. small: (h, w) uint8, its grey; detail: (h, w) float32, what stands out in it."""

    small: U8
    detail: F32

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it to compare."""
        size = (tuning.SCENES.block, tuning.SCENES.block)
        stands = cv2.sqrBoxFilter(self.detail, cv2.CV_32F, size, borderType=cv2.BORDER_CONSTANT)
        return float((stands > tuning.SCENES.stands**2).mean()) < tuning.SCENES.blank

    @property
    def on_paper(self) -> bool:
        """Whether most of it is of one tone, as drawings are."""
        around = np.convolve(np.bincount(self.small.ravel(), minlength=256), np.ones(9), "same")
        return float(around.max()) >= tuning.SCENES.paper * self.small.size


def glance(picture: Picture) -> Glance:
    """A frame seen from afar; of lines on an empty layer their alpha."""
    pixels = to_eight_bit(picture.pixels)
    grey = grey_on_paper(picture)
    if pixels.ndim == 3 and pixels.shape[2] in (2, 4) and int(grey.max()) - int(grey.min()) < tuning.SCENES.pale:
        grey = np.asarray(cv2.bitwise_not(np.ascontiguousarray(pixels[..., -1])), np.uint8)
    scale = SIDE / max(grey.shape)
    size = (max(16, round(grey.shape[1] * scale)), max(16, round(grey.shape[0] * scale)))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    fine = cv2.GaussianBlur(small.astype(np.float32), (0, 0), tuning.SCENES.fine)
    return Glance(small, np.asarray(fine - cv2.GaussianBlur(fine, (0, 0), tuning.SCENES.coarse), np.float32))


def likeness(one: Glance, two: Glance) -> float:
    """0 to 1: 1 where all that stands out in one frame is in the other, about a half for two scenes."""
    if np.array_equal(one.small, two.small):
        return 1.0
    if _correlation(one.detail, two.detail) >= tuning.SCENES.plain:
        return 1.0
    moved, seen = _laid_on(one.detail, two.detail)
    # Who comes in is not found in the frame before; but what was there is found in the frame after.
    found = max(_found(moved, two.detail, seen), _found(two.detail, moved, seen))
    share = tuning.SCENES.whole
    return (1 - share) * found + share * max(0.0, _correlation(moved, two.detail * seen))


def _correlation(one: F32, two: F32) -> float:
    return float((one * two).sum() / (np.linalg.norm(one) * np.linalg.norm(two) + 1e-6))


def _laid_on(one: F32, two: F32) -> tuple[F32, F32]:
    """One frame's detail where it lies best on the other's; and where it lies there at all, (h, w) float32."""
    height, width = two.shape
    half = (width // 2, height // 2)
    a, b = (np.asarray(cv2.resize(d, half, interpolation=cv2.INTER_AREA), np.float32) for d in (one, two))
    best = (-1.0, 1.0, 0, 0)
    spread = (fft.next_fast_len(2 * half[1], real=True), fft.next_fast_len(2 * half[0], real=True))
    ahead = fft.rfft2(b, spread)
    rows, columns = (np.fft.fftfreq(n, 1 / n) for n in spread)
    far = (np.abs(rows)[:, None] > tuning.SCENES.shift * half[1]) | (
        np.abs(columns)[None] > tuning.SCENES.shift * half[0]
    )
    for scale in _SCALES:
        grown = _warped(a, scale, 0, 0)
        found = fft.irfft2(ahead * np.conj(fft.rfft2(grown, spread)), spread)
        found[far] = -np.inf
        at = int(found.argmax())
        value = float(found.flat[at]) / (float(np.linalg.norm(b) * np.linalg.norm(grown)) + 1e-6)
        value -= 0.0 if scale == 1 else tuning.SCENES.scaled
        if value > best[0]:
            best = (value, scale, int(columns[at % spread[1]]), int(rows[at // spread[1]]))
    _, scale, x, y = best
    return _warped(one, scale, 2 * x, 2 * y), _warped(np.ones_like(one), scale, 2 * x, 2 * y)


def _warped(plane: F32, scale: float, x: float, y: float) -> F32:
    """Scaled about the middle, then shifted; 0 where nothing is."""
    h, w = plane.shape
    matrix = np.array([[scale, 0, (1 - scale) * (w - 1) / 2 + x], [0, scale, (1 - scale) * (h - 1) / 2 + y]])
    return np.asarray(cv2.warpAffine(plane, matrix.astype(np.float32), (w, h)), np.float32)


def _found(source: F32, asked: F32, seen: F32) -> float:
    """The share of what stands out in blocks of `asked` that is found in `source` near the same place; what two
    scenes have in common where little stands out."""
    block, reach = tuning.SCENES.block, tuning.SCENES.reach
    wide = cv2.copyMakeBorder(source, reach, reach, reach, reach, cv2.BORDER_CONSTANT)
    total = tuning.SCENES.little
    found = total * tuning.SCENES.common
    strength = np.minimum(_blocks(asked, block).std(axis=2), tuning.SCENES.strong)
    there = (strength >= tuning.SCENES.stands) & (_blocks(seen, block).mean(axis=2) >= 0.6)
    for row, column in np.argwhere(there).tolist():
        y, x = row * (block // 2), column * (block // 2)
        around = wide[y : y + block + 2 * reach, x : x + block + 2 * reach]
        alike = cv2.matchTemplate(around, asked[y : y + block, x : x + block], cv2.TM_CCOEFF_NORMED)
        stands = float(strength[row, column])
        total += stands
        found += stands * float(alike.max())
    return found / total


def _blocks(plane: F32, block: int) -> F32:
    """(rows, columns, block²) the square blocks of a plane, each half over the next."""
    every = np.lib.stride_tricks.sliding_window_view(plane, (block, block))[:: block // 2, :: block // 2]
    return every.reshape(*every.shape[:2], -1)
