"""A result as layers, named alike on every page: lines over shade over colours, and what deserves a look, hidden."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint import BadRequest, Result, format_colour
from celtint.colours.depth import to_eight_bit

from celtint_files.ora import Layer, ora
from celtint_files.profiles import Profile
from celtint_files.sheets import LONGEST_SIDE, rgba

ENDINGS = (".ora", ".psd")
"""Of files that layers are written to."""
MOST = 200
"""Colours that get a layer each: programs list no more that anybody finds anything in."""
UNSURE = (255, 0, 255, 128)
"""What marks a region that deserves a look."""


def check_size(ending: str, width: int, height: int) -> None:
    """Raises BadRequest for a size that such a file cannot have."""
    if ending.lower() == ".psd" and max(width, height) > LONGEST_SIDE:
        raise BadRequest(
            f"A Photoshop file has at most {LONGEST_SIDE} pixels a side, and this is {width}×{height}; "
            "name the file of layers .ora."
        )


def written(layers: Sequence[Layer], ending: str, profile: Profile | None, xmp: bytes | None = None) -> bytes:
    """A file of layers. ending: of its name, one of `ENDINGS`. profile: of their numbers; None is sRGB. xmp: a packet
    of `celtint_files.xmp`. Raises BadRequest as `check_size`."""
    height, width = layers[0].pixels.shape[:2]
    check_size(ending, width, height)
    if ending.lower() == ".ora":
        return ora(layers, width, height, profile, xmp)
    from celtint_files.psd_writing import psd  # takes half a second, which other files needn't wait

    return psd(layers, width, height, profile, xmp)


def layers_of(result: Result, drawing: npt.NDArray[Any], each: bool) -> list[Layer]:
    """From below: colours, shade if there is one, unsure marks, lines.

    drawing: as it was given, (H, W), or with 2 to 4 channels; the result's own line layer is taken where it has one.
    each: a layer for each entry of the palette, of the name that it has there, in its order. Raises BadRequest where
    there are no regions, or more than `MOST` entries.
    """
    lines = rgba(to_eight_bit(drawing)) if result.lines is None else result.lines
    opaque = bool(lines[:, :, 3].min() == 255)
    found = _by_entry(result) if each else [Layer("colours", result.colour)]
    if result.shade is not None:
        found.append(Layer("shade", result.shade))
    unsure = [region.id for region in result.regions if region.unsure]
    if unsure:
        marks = np.zeros_like(result.colour)
        marks[np.isin(result.labels, unsure)] = UNSURE
        found.append(Layer("unsure", marks, visible=False))
    return [*found, Layer("lines", lines, blend="multiply" if opaque else "normal")]


def _by_entry(result: Result) -> list[Layer]:
    if result.mode != "line":
        raise BadRequest("A grey picture has no layer for each colour; leave out --each-colour.")
    by = {region.id: region.entry for region in result.regions if region.colour is not None}
    used = set(by.values())
    entries = [entry for entry in result.palette.entries if entry.id in used]
    if len(entries) > MOST:
        raise BadRequest(f"There are {len(entries)} colours, and layers for at most {MOST}; leave out --each-colour.")
    place = {entry.id: k for k, entry in enumerate(entries, start=1)}
    of = np.zeros(int(result.labels.max(initial=0)) + 1, np.int32)
    for region, used_by in by.items():
        of[region] = place.get(used_by or "", 0)
    where = of[result.labels]
    rest = np.where(((where == 0) & (result.colour[:, :, 3] > 0))[:, :, None], result.colour, 0).astype(np.uint8)
    found = [Layer("colours", rest)] if rest.any() else []
    for k, entry in enumerate(entries, start=1):
        mine = np.where((where == k)[:, :, None], result.colour, 0).astype(np.uint8)
        found.append(Layer(entry.name or entry.id or format_colour(entry.colour), mine))
    return found
