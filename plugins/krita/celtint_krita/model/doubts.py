"""What celtint is unsure of, place by place, and what the artist said of such places: boxes of one pixel, which the
server takes to be about the region that they lie in. A hint there wins over what was said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from celtint_client.messages import Box

from celtint_krita.host.qt import tr
from celtint_krita.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from celtint_client.answers import Colouring, Region
    from celtint_client.messages import RGB


class Spot(NamedTuple):
    """A place that deserves a look.

    time: its frame, None in a document without. box: x, y, width, height in pixels. inside: x and y of a pixel well
    inside, None from a server that doesn't tell. colour: what it has now, None where it stays empty.
    """

    time: int | None
    box: tuple[int, int, int, int]
    inside: tuple[int, int] | None
    colour: RGB | None


def spot_of(region: Region, time: int | None = None) -> Spot:
    """The place where an unsure region is."""
    inside = None if region.inside is None else (region.inside[0], region.inside[1])
    return Spot(time, region.box, inside, region.colour)


def spots(answer: Colouring) -> list[Spot]:
    """What a colouring with its report is unsure of, what deserves a look most first."""
    regions = {region.id: region for region in answer.regions or ()}
    return [spot_of(regions[number]) for number in answer.unsure if number in regions]


def said(spot: Spot, colour: RGB | None, size: tuple[int, int]) -> list[Any]:
    """What is kept of a place of which the artist has said what colour it has, None for none: its time, x, y, the
    colour, and the size of the page that these are pixels of. Raises Refused."""
    if spot.inside is None:
        raise Refused(tr("The server can't take that; update it to this plugin's version."))
    return [spot.time, *spot.inside, "none" if colour is None else list(colour), *size]


def boxes(rows: Iterable[Any], size: tuple[int, int], first: int | None, end: int | None = None) -> tuple[Box, ...]:
    """What the artist said of such places, as it is sent.

    rows: as `said` made them; those of pages of another size, since the page was scaled or cropped, and those that
    aren't understood are passed over. first, end: the frames for which, end left out; None for a document's still
    picture.
    """
    found = []
    for row in rows:
        if not _understood(row) or tuple(row[4:]) != size:
            continue
        time, x, y, colour = row[:4]
        wanted = time is None if first is None else time is not None and first <= time < (end or first + 1)
        if wanted:
            found.append(Box(x, y, 1, 1, "", "none" if colour == "none" else (colour[0], colour[1], colour[2])))
    return tuple(found)


_MOST = 500
"""Of such places that a document keeps."""


def kept(found: Sequence[Spot], size: tuple[int, int]) -> list[Any]:
    """What a document of this size keeps of such places, for `remembered`."""
    return [
        [spot.time, *spot.box, *(spot.inside or (-1, -1)), "none" if spot.colour is None else list(spot.colour), *size]
        for spot in found[:_MOST]
    ]


def remembered(rows: Iterable[Any], size: tuple[int, int]) -> tuple[Spot, ...]:
    """The places that `kept` gave; without those of pages of another size, and those that aren't understood."""
    found = []
    for row in rows:
        if not (isinstance(row, list) and len(row) == 10 and tuple(row[8:]) == size):
            continue
        time, *box, x, y, colour = row[:8]
        inside = None if (x, y) == (-1, -1) else (x, y)
        shown = [time, *(inside or (0, 0)), colour, *size]
        if _understood(shown) and all(type(value) is int for value in box):
            found.append(
                Spot(time, (box[0], box[1], box[2], box[3]), inside, None if colour == "none" else tuple(colour))
            )
    return tuple(found)


def fresh(found: Iterable[Spot], rows: Sequence[Any]) -> tuple[Spot, ...]:
    """The places of which nothing was said yet, at that very pixel."""
    known = {(row[0], row[1], row[2]) for row in rows if _understood(row)}
    return tuple(spot for spot in found if spot.inside is None or (spot.time, *spot.inside) not in known)


def _understood(row: Any) -> bool:
    if not isinstance(row, list) or len(row) != 6:
        return False
    time, x, y, colour, *size = row
    whole = all(type(value) is int and value >= 0 for value in (x, y, *size, 0 if time is None else time))
    painted = isinstance(colour, list) and len(colour) == 3 and all(type(v) is int and 0 <= v <= 255 for v in colour)
    return whole and (painted or colour == "none")
