"""Spaces of three primaries and a curve each (ICC.1:2022, 8.3 and F.3), in floating point.

LittleCMS as Pillow has it gives 8 bits, each channel rounded by itself, up to a ΔE of 1 from the colour that was
meant. Here a colour becomes the one of 8 bits that is nearest to the eye, and 16 bits stay 16 bits.
"""

import functools
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint.colours.lab import ciede2000

F64 = npt.NDArray[np.float64]

D50 = np.array([0.9642, 1.0, 0.8249])
_STEPS = 65536
"""Places of a curve that are known; between them it is straight."""
_MANY = 1 << 16
"""Colours that are worked on at a time."""
_NEAR = 0.3
"""ΔE (2000) to the rounded colour up to which no better one is sought."""
_DRAWN = 1 << 18
"""Colours of a picture up to which the nearest is sought for each, which takes some ten microseconds; where there are
more, as in photographs, each channel is rounded."""
_PARAMETERS = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}
"""Of the kinds of parametric curves."""


@dataclass(frozen=True, eq=False)
class Primaries:
    """to_xyz: (3, 3), of light to XYZ under D50. curves: of each channel, (_STEPS,), the light of its shares 0 to 1."""

    to_xyz: F64
    curves: tuple[F64, F64, F64]

    def xyz(self, shares: F64) -> F64:
        """(n, 3) of (n, 3) shares of the channels, 0 to 1."""
        grid = _grid()
        light = np.stack([np.interp(shares[:, k], grid, self.curves[k]) for k in range(3)], axis=1)
        return np.asarray(light @ self.to_xyz.T)

    def shares(self, xyz: F64) -> F64:
        """(n, 3), 0 to 1: what the space has no numbers for becomes its nearest, channel by channel."""
        light = np.clip(xyz @ np.linalg.inv(self.to_xyz).T, 0, 1)
        return np.stack([np.interp(light[:, k], self.curves[k], _grid()) for k in range(3)], axis=1)


@functools.cache
def _grid() -> F64:
    return np.linspace(0, 1, _STEPS)


@functools.lru_cache(maxsize=16)
def primaries_of(profile: bytes) -> Primaries | None:
    """The primaries of a profile that works; None for one that has tables, or isn't of this kind."""
    try:
        tags = _tags(profile)
        if profile[16:24] != b"RGB XYZ " or {b"A2B0", b"A2B1"} & tags.keys():
            return None
        columns = [struct.unpack_from(">3i", tags[letter + b"XYZ"], 8) for letter in (b"r", b"g", b"b")]
        red, green, blue = (_curve(tags[letter + b"TRC"]) for letter in (b"r", b"g", b"b"))
        found = Primaries(np.array(columns).T / 65536, (red, green, blue))
        if not np.linalg.cond(found.to_xyz) < 1e6:
            return None
    except (struct.error, KeyError, IndexError, ValueError):
        return None
    return found


def _tags(profile: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", profile, 128)
    rows = (struct.unpack_from(">4sII", profile, 132 + 12 * k) for k in range(min(count, 200)))
    return {name: profile[at : at + size] for name, at, size in rows}


def _curve(tag: bytes) -> F64:
    """Its light at each place, 0 to 1 and nowhere falling. Raises ValueError for a kind there isn't."""
    x = _grid()
    if tag[:4] == b"curv":
        (count,) = struct.unpack_from(">I", tag, 8)
        if count == 0:
            return x
        values = np.array(struct.unpack_from(f">{count}H", tag, 12), np.float64)
        if count == 1:
            return np.asarray(x ** (values[0] / 256))
        light = np.interp(x, np.linspace(0, 1, count), values / 65535)
    elif tag[:4] == b"para":
        (kind,) = struct.unpack_from(">H", tag, 8)
        if kind not in _PARAMETERS:
            raise ValueError
        light = _parametric(kind, x, [v / 65536 for v in struct.unpack_from(f">{_PARAMETERS[kind]}i", tag, 12)])
    else:
        raise ValueError
    light = np.maximum.accumulate(np.clip(light, 0, 1))
    if not np.isfinite(light).all() or light[-1] <= light[0]:
        raise ValueError
    return light


def _parametric(kind: int, x: F64, given: list[float]) -> F64:
    """ICC.1:2022, table 68."""
    g, a, b, c, d, e, f = [*given, *[0.0] * (7 - len(given))]
    if kind == 0:
        return np.asarray(x**g)
    bent = np.maximum(a * x + b, 0) ** g
    if kind in (1, 2):  # what is straight ends where the curve begins
        return np.where(x >= -b / a if a else False, bent, 0) + (c if kind == 2 else 0)
    return np.where(x >= d, bent + e, c * x + f)


def changed(pixels: npt.NDArray[Any], of: Primaries, to: Primaries) -> npt.NDArray[Any]:
    """(..., 3) or (..., 4) uint8 or uint16, alpha as it is, in the numbers of another space."""
    out = pixels.copy()
    colours = out.reshape(-1, pixels.shape[-1])[:, :3]
    if pixels.dtype == np.uint8:
        # Each colour that there is once: a drawing has few.
        number = colours @ np.array([1 << 16, 1 << 8, 1], np.int32)
        there = np.zeros(1 << 24, np.bool_)
        there[number] = True
        known = np.flatnonzero(there)
        moved = np.zeros((1 << 24, 3), np.uint8)
        for some in _parts(known):
            shares = np.stack([some >> shift & 0xFF for shift in (16, 8, 0)], axis=1) / 255
            exact = to.shares(of.xyz(shares))
            moved[some] = _nearest(exact, to) if len(known) <= _DRAWN else np.rint(exact * 255)
        colours[:] = moved[number]
        return out
    for part in _parts(colours):
        part[:] = np.rint(to.shares(of.xyz(part / 65535)) * 65535)
    return out


def _parts(rows: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    """Views of `_MANY` rows at most."""
    for start in range(0, len(rows), _MANY):
        yield rows[start : start + _MANY]


def _nearest(shares: F64, space: Primaries) -> npt.NDArray[np.uint8]:
    """(n, 3) of 8 bits: of those around each colour the one that looks most like it (CIEDE2000)."""
    found = np.rint(shares * 255)
    meant = _lab(space.xyz(shares))
    off = np.flatnonzero(ciede2000(_lab(space.xyz(found / 255)), meant) > _NEAR)
    if not off.size:
        return found.astype(np.uint8)
    steps = np.array(list(product((-1, 0, 1), repeat=3)))
    tried = np.clip(found[off, None] + steps, 0, 255)
    seen = _lab(space.xyz(tried.reshape(-1, 3) / 255)).reshape(tried.shape)
    best = ciede2000(seen, np.broadcast_to(meant[off, None], seen.shape)).argmin(axis=1)
    found[off] = tried[np.arange(len(off)), best]
    return found.astype(np.uint8)


def _lab(xyz: F64) -> F64:
    """(n, 3) CIE Lab under D50."""
    share = xyz / D50
    f = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)
