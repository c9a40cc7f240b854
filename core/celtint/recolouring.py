"""The verb `palette`: give one entry of a result another colour."""

from dataclasses import replace

import numpy as np

from celtint.line.shade import tinted
from celtint.trace.layer import held
from celtint.types.errors import BadRequest
from celtint.types.picture import RGB, Palette
from celtint.types.result import Result


def recolour(result: Result, entry: str, colour: RGB) -> Result:
    """The same result with palette entry `entry` in another colour; regions of other entries keep every byte.

    Raises BadRequest where the result has no such entry (in grey mode no region refers to one).
    """
    if entry not in {e.id for e in result.palette.entries}:
        raise BadRequest(f"The result has no palette entry {entry!r}.")
    entries = tuple(replace(e, colour=colour) if e.id == entry else e for e in result.palette.entries)
    regions = tuple(replace(r, colour=colour) if r.entry == entry else r for r in result.regions)
    mine = np.zeros(int(result.labels.max(initial=0)) + 1, bool)
    mine[[r.id for r in regions if r.entry == entry]] = True
    layer = result.colour.copy()
    layer[np.take(mine, result.labels)] = (*colour, 255)
    shade = None if result.shade is None else tinted(layer, result.shade[:, :, 3])
    lines = result.lines
    if lines is not None and result.line_colours == "hold":
        lines = held(lines, layer)
    return replace(result, colour=layer, palette=Palette(entries), regions=regions, shade=shade, lines=lines)
