"""Reading what an artist painted on a key frame, region by region."""

from dataclasses import dataclass

import cv2
import numpy as np

from celtint.hints.dabs import Claim
from celtint.line.art import LineArt
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


def read_key(art: LineArt, key: U8) -> tuple[Codes, dict[int, list[Claim]]]:
    """What a key says of the regions of its drawing.

    key: (H, W, 3 or 4) uint8. Returns (count + 1,) the code of each region, the commonest off its lines; and claims
    where a region was painted with several colours, for `celtint.line.lineart.apply_claims` to split it.
    """
    regions = art.regions
    code = codes_of(key)
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
    """Claims for regions with two or more colours that count; clear paper is one, beside others."""
    region, colour, count = met.region, met.colour, met.count
    total = np.bincount(region, count, art.regions.count + 1)
    share = count / np.maximum(total[region], 1)
    large = (colour != EMPTY) & (share >= tuning.KEYS.major)
    # The page is large, so what a gap joins to it may be a small share of both.
    perhaps = ~large & (count >= tuning.KEYS.part * art.regions.ink.size)
    first = np.concatenate(([True], region[1:] != region[:-1]))
    beside = 2 * int(np.ceil(tuning.KEYS.rim * max(code.shape))) + 1
    away = cv2.dilate((art.regions.ink > 0).astype(np.uint8), np.ones((beside, beside), np.uint8)) == 0
    several = {}
    for name in np.unique(region[(large | perhaps) & ~first & (count >= tuning.KEYS.least)]).tolist():
        x, y, width, height = (int(v) for v in art.box[name])
        window = np.s_[y : y + height, x : x + width]
        inside = art.regions.labels[window] == name
        claims = []
        for k in np.flatnonzero((region == name) & (large | perhaps | first) & (count >= tuning.KEYS.least)):
            painted = inside & (code[window] == colour[k])
            if large[k] or first[k] or _enclosed(painted, inside & away[window]):
                rows, columns = np.nonzero(painted & paper[window])
                r, g, b = (int(v) for v in rgb_of(colour[k : k + 1])[0])
                claims.append(Claim((r, g, b), (rows + y).astype(np.int32), (columns + x).astype(np.int32)))
        if len(claims) > 1:
            several[name] = claims
    return several


def _enclosed(painted: Bool, open_: Bool) -> bool:
    """Whether the border of what has one colour in a region lies on lines, so that it is a part of the drawing rather
    than a shade or a slip. Both (h, w). open_: what of the region is no line, nor beside one."""
    wide = np.pad(painted, 1).astype(np.uint8)
    around = (cv2.dilate(wide, np.ones((3, 3), np.uint8)) > 0) & (wide == 0)
    return float((around & np.pad(open_, 1)).sum()) <= tuning.KEYS.open * float(around.sum())


def _spilled(art: LineArt, code: Codes, own: Codes) -> float:
    """The share of regions into which the colour of a region beside them reaches, deeper than a hand slips.

    own: by region, its commonest colour. Shade and light that an artist paints into a region are no other's colour.
    """
    labels, ink = art.regions.labels, art.regions.ink
    side = max(ink.shape)
    deep = cv2.distanceTransform((ink == 0).astype(np.uint8), cv2.DIST_L2, 3) > max(2.0, tuning.KEYS.slip * side)
    expected = own[labels]
    odd = deep & _calm(code) & (code != expected)
    odd[odd] = ~_tones(code[odd], expected[odd])
    spilled = np.zeros(ink.shape, np.bool_)
    for share in tuning.KEYS.reaches:
        reach = max(1, round(share * side))
        for axis, step in ((0, reach), (0, -reach), (1, reach), (1, -reach)):
            other = np.roll(labels, step, axis) != labels
            spilled |= odd & other & ((np.roll(expected, step, axis) == code) | (np.roll(code, step, axis) == code))
    total = np.bincount(labels[deep], minlength=art.regions.count + 1)
    taken = np.bincount(labels[spilled], minlength=art.regions.count + 1)
    judged = total >= tuning.KEYS.judged * ink.size
    reached = taken[judged] >= tuning.KEYS.taken * total[judged]
    return float(reached.mean()) if reached.size > 1 else 0.0


def _tones(one: Codes, two: Codes) -> Bool:
    """(n,) whether two colours, given by codes, are light and shade of one."""
    a, b = rgb_of(one).astype(np.float64) + 1, rgb_of(two).astype(np.float64) + 1
    along = (a * b).sum(axis=1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))
    return np.asarray((along > np.cos(np.radians(tuning.KEYS.tone))) & (one != EMPTY) & (two != EMPTY))


def _off_lines(code: Codes, ink: Ink) -> bool:
    """Whether a key's colours meet where no lines are."""
    side = max(ink.shape)
    edge = np.zeros(ink.shape, np.bool_)
    edge[:, 1:] |= code[:, 1:] != code[:, :-1]
    edge[1:] |= code[1:] != code[:-1]
    edge &= cv2.dilate((~_calm(code)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    reach = 2 * max(1, round(tuning.KEYS.away * side / 2)) + 1
    near = cv2.dilate((ink > 0).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    chance = float(near.mean())
    if edge.sum() < side or chance > tuning.KEYS.crowded:
        return False
    return float(near[edge].mean()) < max(tuning.KEYS.on_lines, tuning.KEYS.by_chance * chance)


def check_aligned(art: LineArt, key: U8, own: Codes, frame: int) -> None:
    """Raises BadRequest where a key does not lie on its drawing. own: as `read_key` gives it.

    Neither witness is enough: dithered lines lie beside a true key's edges, and where a gap joins two parts a true key
    has both colours in one region.
    """
    code = codes_of(key)
    spilled = _spilled(art, code, own)
    if spilled > tuning.KEYS.lost or (spilled > tuning.KEYS.astray and _off_lines(code, art.regions.ink)):
        raise BadRequest(
            f"The key of frame {frame + 1} does not lie on that frame's lines; was it moved, or is it another's? "
            "If it is right, say so: --keys-anywhere, or the setting of that name."
        )
