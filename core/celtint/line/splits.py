"""How the regions of a drawing were divided between their hints last, for one who paints stroke after stroke."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from celtint.hints.dabs import Claim
from celtint.types.arrays import F32, I32, U16

EACH_PIXEL = 2
"""Bytes that are kept of a pixel at most, as regions don't overlap."""
_MOST = np.iinfo(np.uint16).max


@dataclass(frozen=True)
class _Kept:
    paint: bytes
    part: U16
    sure: F32


class Splits:
    """For each region the newest split, and of which paint: a stroke changes the paint of few regions, and dividing one
    takes most of a colouring's time.

    Safe to use from several threads. It holds `EACH_PIXEL` bytes a pixel at most, which whoever keeps it counts; a copy
    or a pickle of it is empty.
    """

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}

    def __reduce__(self) -> "tuple[type[Splits], tuple[()]]":
        return Splits, ()

    def find(self, region: int, claims: Sequence[Claim]) -> tuple[I32, F32] | None:
        """What `keep` was given if the paint is the same to the pixel."""
        kept = self._kept.get(region)
        if kept is None or kept.paint != _paint(claims):
            return None
        return kept.part.astype(np.int32), kept.sure

    def keep(self, region: int, claims: Sequence[Claim], part: I32, sure: F32) -> None:
        """part: (n,) of the region's pixels, row by row, 1 + the index of the claim each goes to. sure: (claims,)."""
        if len(claims) <= _MOST:
            self._kept[region] = _Kept(_paint(claims), part.astype(np.uint16), sure)


def _paint(claims: Sequence[Claim]) -> bytes:
    """Tells paint apart by where it lies; colours don't matter, as long as they are several."""
    digest = hashlib.blake2b(digest_size=16)
    for claim in claims:
        digest.update(len(claim.y).to_bytes(8, "little"))
        digest.update(np.ascontiguousarray(claim.y).data)
        digest.update(np.ascontiguousarray(claim.x).data)
    return digest.digest()
