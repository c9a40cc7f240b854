"""What the artist made of a result's colours: changed for others, and named. It is kept through every new result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from celtint_client.messages import PaletteEntry
from celtint_client.parts import Part

from celtint_krita.model import painting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from celtint_client.answers import Colouring
    from celtint_client.messages import RGB


def written(colour: RGB) -> str:
    """#rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def read(text: object) -> RGB | None:
    """The colour that `written` wrote, None for anything else."""
    if not isinstance(text, str) or len(text) != 7 or text[0] != "#":
        return None
    try:
        red, green, blue = bytes.fromhex(text[1:])
    except ValueError:
        return None
    return (red, green, blue)


def changes(kept: Mapping[str, object]) -> dict[RGB, RGB]:
    """What each colour became, as a document keeps it; without rows that aren't understood."""
    pairs = [(read(old), read(new)) for old, new in kept.items()]
    return {old: new for old, new in pairs if old is not None and new is not None}


def then(kept: Mapping[str, str], changed: Mapping[RGB, RGB]) -> dict[str, str]:
    """What each colour became once those that are shown have changed again, all at once."""
    more = {written(old): written(new) for old, new in changed.items()}
    found = more | {old: more.get(new, new) for old, new in kept.items()}
    return {old: new for old, new in found.items() if old != new}


def moved(names: Mapping[str, str], changed: Mapping[RGB, RGB]) -> dict[str, str]:
    """Names of colours, which go with the colours as they change."""
    gone = {written(old) for old in changed}
    taken = {written(new): names[written(old)] for old, new in changed.items() if written(old) in names}
    return {colour: name for colour, name in names.items() if colour not in gone} | taken


def through(changed: Mapping[RGB, RGB], colour: RGB | None) -> RGB | None:
    """What a colour, or none, is after changes."""
    return None if colour is None else changed.get(colour, colour)


def answered(answer: Colouring, changed: Mapping[RGB, RGB]) -> Colouring:
    """An answer with its colours changed, all at once."""
    if not changed:
        return answer
    palette = tuple(replace(each, colour=changed.get(each.colour, each.colour)) for each in answer.palette)
    regions = answer.regions
    if regions is not None:
        regions = tuple(replace(each, colour=through(changed, each.colour)) for each in regions)
    part = answer.colour
    if part is not None:
        layer = painting.recoloured(painting.layer_of(part), changed)
        part = Part("bgra8", layer.width, layer.height, layer.data)
    return replace(answer, palette=palette, regions=regions, colour=part)


def named(entries: Iterable[PaletteEntry], names: Mapping[str, object]) -> tuple[PaletteEntry, ...]:
    """Entries by the names that the artist gave their colours, each colour once."""
    first: dict[RGB, PaletteEntry] = {}
    for each in entries:
        given = names.get(written(each.colour))
        own = "" if each.name.startswith("#") else each.name
        first.setdefault(each.colour, replace(each, name=given if isinstance(given, str) else own))
    return tuple(first.values())
