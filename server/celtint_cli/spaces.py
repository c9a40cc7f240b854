"""Colours that are written as numbers, in the space of RGB that the hints are in, and layers in 16 bits a channel.

What somebody writes down, in a palette, a box or a command, is sRGB; the hints' numbers are of the space that their
file says, and a result has the same numbers and says so too.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint import RGB, Box, Palette, RegionInfo, Result
from celtint.colours.depth import to_eight_bit
from celtint_files.profiles import SRGB, Profile, changed


def moved(colour: RGB, of: Profile | None, to: Profile | None) -> RGB:
    """A colour in the numbers of another space; None is sRGB."""
    red, green, blue = changed(np.array([[colour]], np.uint8), of or SRGB, to or SRGB)[0, 0].tolist()
    return (red, green, blue)


def palette_in(palette: Palette | None, space: Profile | None) -> Palette | None:
    """A palette that is written in sRGB, in the numbers of a space."""
    return palette if palette is None or space is None else _palette(palette, None, space)


def boxes_in(boxes: Sequence[Box], space: Profile | None) -> tuple[Box, ...]:
    """Boxes whose colours are written in sRGB, in the numbers of a space."""
    if space is None:
        return tuple(boxes)
    return tuple(
        box if box.colour is None or box.colour == "none" else replace(box, colour=moved(box.colour, None, space))
        for box in boxes
    )


def as_srgb(result: Result, space: Profile | None) -> Result:
    """A result whose regions and palette say sRGB; its layers stay as they are."""
    if space is None:
        return result

    def told(region: RegionInfo) -> RegionInfo:
        return region if region.colour is None else replace(region, colour=moved(region.colour, space, None))

    regions = tuple(told(region) for region in result.regions)
    return replace(result, regions=regions, palette=_palette(result.palette, space, None))


def _palette(palette: Palette, of: Profile | None, to: Profile | None) -> Palette:
    return Palette(tuple(replace(entry, colour=moved(entry.colour, of, to)) for entry in palette.entries))


def deepened(layer: npt.NDArray[np.uint8], hints: npt.NDArray[Any] | None) -> npt.NDArray[np.uint16]:
    """(H, W, 4) uint16 of a layer in 8 bits: what has the colour of a hint gets the hint's own 16 bits.

    hints: (H, W, 4), uint16 or uint8. Where several hints have the same 8 bits, their mean.
    """
    deep = layer.astype(np.uint16) * np.uint16(257)
    if hints is None or hints.dtype != np.uint16:
        return deep
    paint = hints[hints[:, :, 3] >= 1 << 15][:, :3].astype(np.int64)
    colours, place = np.unique(_number(to_eight_bit(paint.astype(np.uint16))), return_inverse=True)
    count = np.bincount(place)
    means = np.stack([np.bincount(place, paint[:, k]) for k in range(3)], axis=1) / np.maximum(count, 1)[:, None]
    of = np.full(1 << 24, -1, np.int32)
    of[colours] = np.arange(len(colours))
    found = of[_number(layer)]
    deep[found >= 0, :3] = np.rint(means).astype(np.uint16)[found[found >= 0]]
    return deep


def _number(colours: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """(...,) of (..., 3 or more): a colour's three bytes as one number."""
    red, green, blue = (colours[..., k].astype(np.int32) for k in range(3))
    return np.asarray(red << 16 | green << 8 | blue, np.int32)
