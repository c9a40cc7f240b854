"""Drawing a clip's pieces: exact identities, and lines as a pencil leaves them.

Identities are polygons filled without anti-aliasing at the picture's size. The lines are drawn at three times the size
and averaged, so they are anti-aliased and their widths change in thirds of a pixel.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from celtint.types.arrays import F64, I32, U8, Bool

from celtint_train.puppets.pieces import Piece

FINE = 3
"""Lines are drawn at so many times the picture's size."""
SHIFT = 4
"""Bits of sub-pixel position that OpenCV draws with."""
PAPER = 255


@dataclass(frozen=True)
class Gap:
    """A break in a line: which outline (the number of its piece), where along it (0..1), and how long in pixels."""

    number: int
    at: float
    length: float


@dataclass(frozen=True)
class PlacedPiece:
    """A piece where it is drawn: outline and holes in pixels, (n, 2); its number in the clip, from 1."""

    piece: Piece
    number: int
    outline: F64
    holes: tuple[F64, ...]
    inside: tuple["PlacedPiece", ...]


class Sheet:
    """A sheet of paper that pieces are drawn on, from back to front.

    size: (h, w). width: of a line of weight 1, in pixels. gaps: where lines break.
    """

    def __init__(self, size: tuple[int, int], width: float, gaps: Sequence[Gap] = ()):
        h, w = size
        self.size, self.width = size, width
        self.identity: I32 = np.zeros(size, np.int32)
        self._ink: U8 = np.full((h * FINE, w * FINE), PAPER, np.uint8)
        self._gaps: dict[int, list[Gap]] = {}
        for gap in gaps:
            self._gaps.setdefault(gap.number, []).append(gap)

    @property
    def ink(self) -> U8:
        """(h, w) uint8 luminance of the lines so far."""
        h, w = self.size
        return np.asarray(cv2.resize(self._ink, (w, h), interpolation=cv2.INTER_AREA), np.uint8)

    def draw(self, placed: PlacedPiece) -> None:
        """Paint a piece and what lies in it over what is there, its own line last."""
        area = _around(placed.outline, self.size, self.width * 2 + 2)
        if area is None:
            return
        self._draw(placed, area, None)

    def _draw(self, placed: PlacedPiece, area: "_Area", clip: "_Mask | None") -> None:
        piece = placed.piece
        rings = [placed.outline, *placed.holes]
        fine = self._ink[area.fine]
        if piece.colour is None:
            if piece.solid:
                spot = np.zeros(fine.shape, np.uint8)
                cv2.fillPoly(spot, _fixed(rings, area, FINE), [1], cv2.LINE_8, SHIFT)
                fine[(spot > 0) if clip is None else (spot > 0) & clip.fine] = piece.tone
            if piece.line:
                self._stroke(placed, area, fine, clip, closed=piece.solid)
            return
        mask = self._fill(placed, rings, area, fine, clip)
        for child in placed.inside:
            assert mask is not None
            self._draw(child, area, mask)
        if piece.line:
            self._stroke(placed, area, fine, clip, closed=True)

    def _fill(
        self, placed: PlacedPiece, rings: list[F64], area: "_Area", fine: U8, clip: "_Mask | None"
    ) -> "_Mask | None":
        """Fill the flat and wipe the paper under it; the masks, when something has to be cut at it."""
        identity = self.identity[area.coarse]
        if clip is None and not placed.inside:
            cv2.fillPoly(identity, _fixed(rings, area, 1), [placed.number], cv2.LINE_8, SHIFT)
            cv2.fillPoly(fine, _fixed(rings, area, FINE), [PAPER], cv2.LINE_8, SHIFT)
            return None
        coarse_mask, fine_mask = np.zeros(identity.shape, np.uint8), np.zeros(fine.shape, np.uint8)
        cv2.fillPoly(coarse_mask, _fixed(rings, area, 1), [1], cv2.LINE_8, SHIFT)
        cv2.fillPoly(fine_mask, _fixed(rings, area, FINE), [1], cv2.LINE_8, SHIFT)
        mask = _Mask(coarse_mask > 0, fine_mask > 0)
        if clip is not None:
            mask = _Mask(mask.coarse & clip.coarse, mask.fine & clip.fine)
        identity[mask.coarse] = placed.number
        fine[mask.fine] = PAPER
        return mask

    def _stroke(self, placed: PlacedPiece, area: "_Area", fine: U8, clip: "_Mask | None", closed: bool) -> None:
        onto = fine if clip is None else np.full(fine.shape, PAPER, np.uint8)
        for ring in (placed.outline, *placed.holes):
            p = np.concatenate([ring, ring[:1]]) if closed else ring
            (fixed,) = _fixed([p], area, FINE)
            for thickness, runs in _runs(p, placed, self.width, self._gaps.get(placed.number, ()), closed).items():
                lines = [fixed[run] for run in runs]
                cv2.polylines(onto, lines, False, [placed.piece.tone], thickness, cv2.LINE_8, SHIFT)
        if clip is not None:
            np.minimum(fine, onto, out=fine, where=clip.fine)


@dataclass(frozen=True)
class _Mask:
    coarse: Bool
    fine: Bool


@dataclass(frozen=True)
class _Area:
    """The part of a sheet that a piece can touch."""

    left: int
    top: int
    coarse: tuple[slice, slice]
    fine: tuple[slice, slice]


def _around(points: F64, size: tuple[int, int], air: float) -> _Area | None:
    h, w = size
    low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    left, top = (min(max(math.floor(v - air), 0), m) for v, m in zip(low, (w, h), strict=True))
    right, bottom = (min(max(math.ceil(v + air) + 1, 0), m) for v, m in zip(high, (w, h), strict=True))
    if right <= left or bottom <= top:
        return None
    return _Area(
        left, top, (slice(top, bottom), slice(left, right)),
        (slice(top * FINE, bottom * FINE), slice(left * FINE, right * FINE)),
    )  # fmt: skip


def _fixed(rings: Sequence[F64], area: _Area, scale: int) -> list[I32]:
    """Points in OpenCV's fixed point, about the area's corner; the middle of a pixel is a whole number."""
    offset = np.array([area.left, area.top])
    return [np.rint(((r - offset) * scale - 0.5) * 2**SHIFT).astype(np.int32) for r in rings]


def _runs(p: F64, placed: PlacedPiece, width: float, gaps: Sequence[Gap], closed: bool) -> dict[int, list[slice]]:
    """An outline cut where its thickness changes: for each thickness, in fine pixels, the points of its pieces."""
    step = p[1:] - p[:-1]
    at = np.zeros(len(p))
    np.cumsum(np.sqrt((step * step).sum(axis=1)), out=at[1:])
    total = max(float(at[-1]), 1e-6)
    middle = (at[1:] + at[:-1]) / 2 / total
    turns = max(1, round(total / (40 * width)))
    phase = placed.number * 2.4
    swell = 1 + 0.28 * np.sin(2 * np.pi * turns * middle + phase)
    if not closed:
        # A stroke thins out at both ends.
        swell = swell * np.clip(np.minimum(middle, 1 - middle) * 5, 0.4, 1)
    thick = np.maximum(1, np.rint(FINE * width * placed.piece.line * swell)).astype(int)
    for gap in gaps:
        away = np.abs((middle - gap.at + 0.5) % 1 - 0.5) if closed else np.abs(middle - gap.at)
        thick[away * total < gap.length / 2] = 0
    cuts = (np.flatnonzero(thick[1:] != thick[:-1]) + 1).tolist()
    runs: dict[int, list[slice]] = {}
    for first, last in zip([0, *cuts], [*cuts, len(thick)], strict=True):
        if thick[first]:
            runs.setdefault(int(thick[first]), []).append(slice(first, last + 1))
    return runs
