"""Reading what an artist painted on a key frame, region by region."""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.hints.dabs import Claim
from celtint.line.lineart import LineArt
from celtint.sequence import tuning
from celtint.types.arrays import I64, U8, Bool, Codes, Ink
from celtint.types.errors import BadRequest

EMPTY = -1
"""The code of what stays clear; a colour's is its 24 bits."""
GUESSED = 1 << 32
"""Set in the code of a colour that the network proposed, here or on another frame."""


def codes_of(pixels: U8) -> Codes:
    """(..., 3 or 4) uint8 to (...) codes of colours."""
    wide = pixels.astype(np.int64)
    code = (wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2]
    if pixels.shape[-1] == 4:
        code = np.where(pixels[..., 3] >= 128, code, EMPTY)
    return code


def rgb_of(codes: Codes) -> U8:
    """(n,) codes to (n, 3) uint8; black for `EMPTY`."""
    known = np.maximum(codes, 0)
    return np.stack([known >> 16 & 255, known >> 8 & 255, known & 255], axis=1).astype(np.uint8)


def read_key(art: LineArt, key: U8, frame: int) -> tuple[Codes, dict[int, list[Claim]]]:
    """What a key says of the regions of its drawing.

    key: (H, W, 3 or 4) uint8. Returns (count + 1,) the code of each region, the commonest off its lines; and claims
    where a region was painted with several colours, for `celtint.line.lineart.apply_claims` to split it.

    Raises BadRequest where the key does not lie on the drawing.
    """
    regions = art.regions
    code = codes_of(key)
    _check_aligned(code, regions.ink, frame)
    paper = (cv2.erode((regions.ink == 0).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0) & _calm(code)
    found = np.full(regions.count + 1, EMPTY, np.int64)
    seen = np.zeros(regions.count + 1, np.bool_)
    several: dict[int, list[Claim]] = {}
    for mask in (paper, regions.ink == 0, np.ones_like(paper)):
        # What has no calm paper, a thin strand say, is read on any paper, and at last on the lines.
        inside = mask & ~np.take(seen, regions.labels)
        if not inside.any():
            continue
        pair, count = np.unique(
            (regions.labels[inside].astype(np.int64) << 32) | (code[inside] + 1), return_counts=True
        )
        order = np.lexsort((pair, -count, pair >> 32))
        region, colour, count = (pair >> 32)[order], (pair[order] & 0xFFFFFFFF) - 1, count[order]
        first = np.concatenate(([True], region[1:] != region[:-1]))
        found[region[first]], seen[region[first]] = colour[first], True
        if mask is paper:
            several = _claims(art, code, paper, _Painted(region, colour, count))
    return found, several


def _calm(code: Codes) -> Bool:
    """Pixels whose four neighbours have their colour: blends along edges are left out."""
    calm = np.ones(code.shape, np.bool_)
    across, down = code[:, 1:] == code[:, :-1], code[1:] == code[:-1]
    calm[:, 1:] &= across
    calm[:, :-1] &= across
    calm[1:] &= down
    calm[:-1] &= down
    return calm


@dataclass(frozen=True)
class _Painted:
    """Colours that a key has in its regions: (k,) ids, the code of a colour there, and how many pixels it has."""

    region: I64
    colour: Codes
    count: I64


def _claims(art: LineArt, code: Codes, paper: Bool, met: _Painted) -> dict[int, list[Claim]]:
    """Claims for regions with two or more colours that count."""
    region, colour, count = met.region, met.colour, met.count
    total = np.bincount(region, count, art.regions.count + 1)
    counts = (colour != EMPTY) & (count >= tuning.KEYS.major * total[region]) & (count >= tuning.KEYS.least)
    several = {}
    for name in np.flatnonzero(np.bincount(region[counts], minlength=art.regions.count + 1) > 1):
        x, y, width, height = art.box[name]
        window = np.s_[y : y + height, x : x + width]
        inside = (art.regions.labels[window] == name) & paper[window]
        claims = []
        for one in colour[counts & (region == name)]:
            rows, columns = np.nonzero(inside & (code[window] == one))
            r, g, b = (int(v) for v in rgb_of(np.array([one]))[0])
            claims.append(Claim((r, g, b), (rows + y).astype(np.int32), (columns + x).astype(np.int32)))
        several[int(name)] = claims
    return several


def _check_aligned(code: Codes, ink: Ink, frame: int) -> None:
    side = max(ink.shape)
    edge = np.zeros(ink.shape, np.bool_)
    edge[:, 1:] |= code[:, 1:] != code[:, :-1]
    edge[1:] |= code[1:] != code[:-1]
    edge &= cv2.dilate((~_calm(code)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    reach = 2 * max(1, round(tuning.KEYS.away * side / 2)) + 1
    near = cv2.dilate((ink > 0).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    chance = float(near.mean())
    if edge.sum() < side or chance > tuning.KEYS.crowded:
        return
    if float(near[edge].mean()) < max(tuning.KEYS.on_lines, tuning.KEYS.by_chance * chance):
        raise BadRequest(
            f"The key of frame {frame + 1} does not lie on that frame's lines; was it moved, or is it another's?"
        )
