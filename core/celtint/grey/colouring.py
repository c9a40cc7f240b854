"""Colour for a picture that has its own light: chroma only, its lightness left alone.

Hints are law here too: a hinted pixel takes the hint's a and b, brought into gamut at the picture's L. The
rest takes the network's proposal or, without one, what the hints say when spread along the picture's edges.
All of that is decided at working size (at most 512 pixels a side) and taken up to full size along the
edges.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from celtint.colours.chroma import AlongEdges
from celtint.colours.gamut import to_srgb8, to_srgb8_exactly
from celtint.colours.lab import srgb_to_lab
from celtint.grey import tuning
from celtint.hints.dabs import read_strokes
from celtint.hints.spreading import shrink_hints, spread
from celtint.line.unhinted import mean_colour
from celtint.types.arrays import F32, U8, Bool, Lab
from celtint.types.picture import MIN_SIDE, Box, Hints, Progress

if TYPE_CHECKING:
    from celtint.networks.proposal import Proposal


_BAND = 128


def colour_grey(
    lightness: F32,
    hints: U8 | None,
    boxes: Sequence[Box],
    proposal: "Proposal | None",
    strength: float,
    undecided: str,
    colours: int | None,
    progress: Progress,
) -> U8:
    """Give a grey picture colour.

    lightness: (H, W) float32 Lab L, 0 to 100. hints: None or (H, W, 4) uint8 sRGB, straight alpha; alpha of
    128 or more is paint. boxes: inside the picture; a colour works inside the box up to the edges of what
    is in it, "none" keeps it grey; hints in a box win over it. proposal: the network's, heard when
    undecided is "network" or "auto"; without it the hints alone are spread; when it is "mean", what is far from hints
    has the mean of theirs. strength: 1 takes that whole, 0 keeps
    only what is close to a hint. colours: None, or how many chromas there may be outside hints.

    Returns (H, W, 3) uint8 sRGB with the same L to within 1/255 of its range.
    """
    height, width = lightness.shape
    far = proposal.lab[..., 1:] if proposal is not None and undecided in ("auto", "network") else None
    size = working_size(height, width) if far is None else (far.shape[0], far.shape[1])
    light = np.asarray(cv2.resize(lightness, (size[1], size[0]), interpolation=cv2.INTER_AREA), np.float32)
    held_lab, held = _small_hints(hints, size)
    if undecided == "mean" and hints is not None and held.any():
        far = np.broadcast_to(_mean_chroma(hints), (*size, 2))
    progress("colour", 0.0)
    chroma = decided_chroma(light, held_lab, held, far, strength, proposal is not None and proposal.corrects)
    for box in boxes:
        progress("colour", 0.0)
        apply_box(chroma, light, held, box, (height, width))
    progress("colour", 0.0)
    table = None if colours is None else _nearest_of(_few_chromas(chroma, held, colours))
    upward = AlongEdges(light, chroma[..., 0], chroma[..., 1], (height, width))
    empty = [box for box in boxes if box.colour == "none"]
    out = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, _BAND):
        band = np.ascontiguousarray(lightness[top : top + _BAND])
        a, b = upward.rows(band, top)
        if table is not None:
            a, b = _snapped(a, b, table)
        for box in empty:
            rows = slice(max(0, box.y - top), max(0, box.y + box.height - top))
            a[rows, box.x : box.x + box.width] = b[rows, box.x : box.x + box.width] = 0.0
        out[top : top + _BAND] = to_srgb8(band, a, b)
        if hints is not None:
            hold_hints(out[top : top + _BAND], band, hints[top : top + _BAND])
        progress("colour", min(1.0, (top + _BAND) / height))
    return out


def _mean_chroma(hints: U8) -> F32:
    """(2,) a and b of the mean of a layer's dabs."""
    return np.asarray(srgb_to_lab(mean_colour(read_strokes(Hints(hints)).colour)[None])[0, 1:], np.float32)


def working_size(height: int, width: int) -> tuple[int, int]:
    """(h, w) at which a picture's chroma is decided: no side over 512, never enlarged, a thin strip not flattened."""
    share = min(1.0, tuning.GREY.working_side / max(height, width))
    return max(min(height, MIN_SIDE), round(height * share)), max(min(width, MIN_SIDE), round(width * share))


def _small_hints(hints: U8 | None, size: tuple[int, int]) -> tuple[F32, Bool]:
    """Hints at working size: (h, w, 3) Lab, read where the (h, w) mask is true."""
    if hints is None:
        return np.zeros((*size, 3), np.float32), np.zeros(size, np.bool_)
    paint, held = shrink_hints(hints, size)
    return srgb_to_lab(paint), held


def decided_chroma(
    light: F32, held_lab: Lab, held: Bool, proposed: F32 | None, strength: float, corrects: bool = False
) -> F32:
    """(h, w, 2) a and b at working size, before boxes, from hints and the network's (h, w, 2) proposal, if
    any.

    corrects: the network was shown the spread hints, and its answer corrects them wherever it likes. Any other is
    followed the more, the farther a pixel is from any hint: near one the hint knows better.
    """
    if not held.any():
        nothing = np.zeros((*light.shape, 2), np.float32)
        return nothing if proposed is None else proposed * np.float32(strength)
    if proposed is not None and corrects and strength == 1.0:
        return proposed.copy()
    near = spread(light / np.float32(100.0), "grey", held_lab, held).smooth[..., 1:]
    distance = np.asarray(cv2.distanceTransform((~held).astype(np.uint8), cv2.DIST_L2, 5), np.float32)
    distance = distance[..., None] / np.float32(max(light.shape))
    far = near if proposed is None else proposed
    if not corrects:
        far = near + (1.0 - np.exp(-distance / np.float32(tuning.GREY.trust))) * (far - near)
    close = np.exp(-np.square(distance / np.float32(tuning.GREY.reach)))
    return np.asarray(np.float32(strength) * far + np.float32(1.0 - strength) * close * near, np.float32)


def apply_box(chroma: F32, light: F32, held: Bool, box: Box, size: tuple[int, int]) -> F32:
    """Lay a box's colour over ``chroma`` (h, w, 2), in place, around the hints in it. size: (H, W) of the picture.

    Returns (h, w) float32, 0 to 1: how far each pixel took it.
    """
    took = np.zeros(light.shape, np.float32)
    if box.colour is None:
        return took
    across, down = light.shape[1] / size[1], light.shape[0] / size[0]
    x0, x1 = int(box.x * across), int(np.ceil((box.x + box.width) * across))
    y0, y1 = int(box.y * down), int(np.ceil((box.y + box.height) * down))
    inside = (slice(y0, y1), slice(x0, x1))
    if box.colour == "none":
        chroma[inside][~held[inside]] = 0.0
        took[inside] = ~held[inside]
        return took
    wanted = srgb_to_lab(np.array(box.colour, np.uint8)[None])[0, 1:]
    took[inside] = _share_of_box(light[inside], held[inside])
    chroma[inside] += took[inside][..., None] * (wanted - chroma[inside])
    return took


def _share_of_box(light: F32, held: Bool) -> F32:
    """(h, w) 0 to 1: how far each pixel of a box belongs to what is in its middle.

    1 is held in the middle, 0 along the border and on hints; between them the picture's own edges decide.
    """
    height, width = light.shape
    if min(height, width) < 5:
        return np.where(held, np.float32(0.0), np.float32(1.0))
    rows, columns = np.ogrid[-1.0 : 1.0 : height * 1j, -1.0 : 1.0 : width * 1j]
    middle = (rows**2 + columns**2 < tuning.GREY.middle) & ~held
    border = np.ones(light.shape, np.bool_)
    border[1:-1, 1:-1] = False
    if not middle.any():
        return np.zeros(light.shape, np.float32)
    told = np.repeat(np.where(middle, np.float32(100.0), np.float32(0.0))[..., None], 3, axis=2)
    answer = spread(light / np.float32(100.0), "grey", told, middle | border | held).smooth
    return np.asarray(np.clip(answer[..., 0] / 100.0, 0.0, 1.0), np.float32)


def _few_chromas(chroma: F32, held: Bool, count: int) -> F32:
    """At most ``count`` chromas (n, 2) that stand for all of ``chroma`` (h, w, 2) outside hints: k-means,
    ten rounds from farthest-first seeds, so the result is always the same."""
    free = chroma.reshape(-1, 2) if held.all() else chroma[~held]
    cells, weight = np.unique(np.round(free).astype(np.int32), axis=0, return_counts=True)
    points = cells.astype(np.float64)
    chosen = [int(np.argmax(weight))]
    apart = np.square(points - points[chosen[0]]).sum(axis=1)
    while len(chosen) < count and (apart * weight).max() > 0:
        chosen.append(int(np.argmax(apart * weight)))
        apart = np.minimum(apart, np.square(points - points[chosen[-1]]).sum(axis=1))
    centres = points[chosen]
    for _ in range(tuning.GREY.rounds):
        owner = np.square(points[:, None] - centres[None]).sum(axis=2).argmin(axis=1)
        total = np.bincount(owner, weight, len(centres))
        sums = np.stack([np.bincount(owner, weight * points[:, k], len(centres)) for k in (0, 1)], axis=1)
        centres = np.where(total[:, None] > 0, sums / np.maximum(total, 1)[:, None], centres)
    return centres.astype(np.float32)


def _nearest_of(few: F32) -> F32:
    """(256, 256, 2): for whole a and b from -128 to 127 the nearest of ``few`` (n, 2)."""
    axis = np.arange(-128, 128, dtype=np.float32)
    best = np.full((256, 256), np.inf, np.float32)
    table = np.zeros((256, 256, 2), np.float32)
    for one in few:
        apart = np.square(axis[:, None] - one[0]) + np.square(axis[None] - one[1])
        table[apart < best] = one
        best = np.minimum(best, apart)
    return table


def _snapped(a: F32, b: F32, table: F32) -> tuple[F32, F32]:
    """Each (n, W) a and b to the nearest chroma of a table."""
    row, column = (np.clip(np.rint(plane) + 128, 0, 255).astype(np.uint8) for plane in (a, b))
    both = table[row, column]
    return np.ascontiguousarray(both[..., 0]), np.ascontiguousarray(both[..., 1])


def hold_hints(band: U8, light: F32, hints: U8) -> None:
    """Give hinted pixels of a band of rows the hint's a and b at the picture's L, in place."""
    painted = hints[:, :, 3] >= 128
    if painted.any():
        lab = srgb_to_lab(hints[painted][:, :3])
        band[painted] = to_srgb8_exactly(light[painted], lab[:, 1], lab[:, 2])
