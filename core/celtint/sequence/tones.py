"""How light an artist paints what is grey: learned from a scene's keys, kept on its other frames.

Grey frames are seldom the lightness of what is painted over them: programs make them from weighted red, green and blue,
and who paints a key lightens and deepens as well. From the keys' pixels a curve from grey to lightness is learned, and
how far each colour lies from it; both never make what is lighter darker.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from celtint.sequence import tuning
from celtint.types.arrays import F32, F64, Bool, Index

_LIGHT = np.linspace(0, 100, 33)
"""Lightness at which the curve is known."""
_LEVELS, _CELLS = len(_LIGHT), 23
"""Levels of grey, and of a and of b, at which colours are told apart."""
_REACH = 132.0
"""a and b lie between this and its opposite."""


@dataclass(frozen=True)
class Toned:
    """What one key says. grey, light: (n,) lightness of the frame and of the key; a, b: (n,) the key's chroma."""

    grey: F32
    light: F32
    a: F32
    b: F32


@dataclass(frozen=True)
class Tones:
    """curve: (33,) lightness for grey from 0 to 100. beside: (33, 23, 23) what a colour adds, by grey, a and b."""

    curve: F64
    beside: F32

    def lightness(self, light: F32) -> F32:
        """(h, w) lightness by the curve alone, for (h, w) grey, both 0 to 100."""
        return np.interp(light, _LIGHT, self.curve).astype(np.float32)

    def added(self, light: F32, a: F32, b: F32) -> F32:
        """(h, w) what the colours, (h, w) a and b, add to that."""
        at = np.stack(
            [light * ((_LEVELS - 1) / 100.0), *((c + _REACH) * ((_CELLS - 1) / (2 * _REACH)) for c in (a, b))]
        )
        return np.asarray(ndimage.map_coordinates(self.beside, at, order=1, mode="nearest"), np.float32)


def learned(keys: Sequence[Toned]) -> Tones | None:
    """What keys say together; None where their lightness is the frames' own, or they say too little."""
    grey, light, a, b = (np.concatenate([getattr(k, name) for k in keys]) for name in ("grey", "light", "a", "b")) \
        if keys else (np.zeros(0, np.float32),) * 4  # fmt: skip
    if len(grey) < tuning.TONES.least:
        return None
    apart = np.abs(light - grey)
    if np.quantile(apart, tuning.TONES.share) <= tuning.TONES.same:
        return None
    curve = _curve(grey, light)
    rest = light - np.interp(grey, _LIGHT, curve)
    place = (
        _level(grey),
        *(np.rint((c + _REACH) * ((_CELLS - 1) / (2 * _REACH))).astype(int) for c in (a, b)),
    )
    total, count = np.zeros((2, _LEVELS, _CELLS, _CELLS))
    np.add.at(total, place, rest)
    np.add.at(count, place, 1)
    near = [ndimage.gaussian_filter(v, (3.0, 0.7, 0.7), mode="nearest") for v in (total, count)]
    beside = near[0] / (near[1] + tuning.TONES.heavy)
    levels = curve[:, None, None]
    steady = np.maximum.accumulate(levels + beside, axis=0) - levels
    return Tones(curve, steady.astype(np.float32))


def _curve(grey: F32, light: F32) -> F64:
    """(33,) the mean lightness by grey, never falling; where no grey is, between those that are, and beyond them as far
    from the grey as at the last."""
    place = _level(grey)
    count = np.bincount(place, minlength=len(_LIGHT)).astype(float)
    away = np.bincount(place, light - grey, len(_LIGHT)) / np.maximum(count, 1)
    known = count >= tuning.TONES.few
    if not known.any():
        known = count > 0
    away = np.interp(_LIGHT, _LIGHT[known], away[known])
    return np.clip(_rising(_LIGHT + away, np.where(known, count, 1e-3)), 0, 100)


def _rising(values: F64, weights: F64) -> F64:
    """The nearest that never falls (pool adjacent violators: Ayer et al. 1955)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, heavy, many), (two, light, more) = pools[-2:]
            pools[-2:] = [((one * heavy + two * light) / (heavy + light), heavy + light, many + more)]
    return np.concatenate([np.full(many, value) for value, _, many in pools])


def painted(light: F32, expected: F32) -> Bool:
    """(h, w) where a key is seen, and no line of the frame that lies over it. light: (h, w) the key's lightness;
    expected: (h, w) what the key's own tones make of the frame's."""
    return np.asarray(light - expected <= tuning.TONES.line)


def _level(grey: F32) -> Index:
    return np.asarray(np.rint(grey * ((_LEVELS - 1) / 100.0)), np.intp)
