"""Palettes as text: GIMP's .gpl, and JSON that keeps the ids.

The JSON form is ``{"name": "…", "entries": [{"id": "skin", "name": "Skin", "colour": "#ffe0c8"}, …]}``; a
bare list of entries is read too, and an entry without an id takes one from its name. The .gpl form is the one
GIMP, Krita and Inkscape write: a line ``GIMP Palette``, headers, then ``red green blue name`` a line. It has
no ids, so they come from the names.
"""

import itertools
import json
import re
from collections.abc import Sequence
from typing import Any

from celtint.types.errors import BadRequest
from celtint.types.picture import RGB, Palette, PaletteEntry

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_GPL_ENTRY = re.compile(r"\s*(\d+)\s+(\d+)\s+(\d+)(?:\s+(.*\S))?\s*")
_GPL_ENTRY_ALPHA = re.compile(r"\s*(\d+)\s+(\d+)\s+(\d+)\s+\d+(?:\s+(.*\S))?\s*")
MANY = 4096
"""Entries of a palette."""


def parse_colour(text: str) -> RGB:
    """A colour from ``#rrggbb`` (the # may be missing). Raises BadRequest for anything else."""
    match = _HEX.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise BadRequest(f"A colour is written #rrggbb, not {text!r}.")
    red, green, blue = bytes.fromhex(match[1])
    return (red, green, blue)


def format_colour(colour: RGB) -> str:
    """``#rrggbb``, in lower case."""
    return f"#{bytes(colour).hex()}"


def parse_palette(text: str) -> Palette:
    """A palette from either form, told apart by how the text begins.

    Raises BadRequest for text that is neither, a colour out of range, two equal ids, or more than `MANY`
    entries.
    """
    text = text.removeprefix("\ufeff")
    return _parse_gpl(text) if text.startswith("GIMP Palette") else _parse_json(text)


def format_json(palette: Palette, name: str = "celtint") -> str:
    """The JSON form; `parse_palette` gives the same palette back."""
    entries = [{"id": e.id, "name": e.name, "colour": format_colour(e.colour)} for e in palette.entries]
    return json.dumps({"name": name, "entries": entries}, ensure_ascii=False, indent=2) + "\n"


def format_gpl(palette: Palette, name: str = "celtint") -> str:
    """GIMP's form; colours, names and order come back, ids are made anew from the names."""
    rows = [f"{e.colour[0]:3d} {e.colour[1]:3d} {e.colour[2]:3d}\t{_one_line(e.name)}" for e in palette.entries]
    return "\n".join(["GIMP Palette", f"Name: {_one_line(name)}", "#", *rows, ""])


def _parse_gpl(text: str) -> Palette:
    entry = _GPL_ENTRY
    found: list[tuple[str | None, str, RGB]] = []
    for number, line in enumerate(text.splitlines()[1:], start=2):
        if line.replace(" ", "").lower() == "channels:rgba":  # Aseprite's fourth column
            entry = _GPL_ENTRY_ALPHA
        if not line.strip() or line.lstrip().startswith("#") or re.match(r"\w+:", line):
            continue
        match = entry.fullmatch(line)
        if match is None:
            raise BadRequest(f"Line {number} of the palette is not 'red green blue name'.")
        red, green, blue = (int(part) for part in match.groups()[:3])
        if max(red, green, blue) > 255:
            raise BadRequest(f"Line {number} of the palette has a colour above 255.")
        found.append((None, match[4] or "", (red, green, blue)))
    return with_ids(found)


def _parse_json(text: str) -> Palette:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BadRequest("The palette is neither a GIMP palette nor valid JSON.") from None
    rows = data.get("entries") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise BadRequest("A JSON palette is a list of entries or has one under 'entries'.")
    return with_ids([_json_entry(row) for row in rows])


def _json_entry(row: Any) -> tuple[str | None, str, RGB]:
    if not isinstance(row, dict) or "colour" not in row:
        raise BadRequest('A palette entry looks like {"id": "skin", "name": "Skin", "colour": "#ffe0c8"}.')
    key, name = row.get("id"), row.get("name", "")
    if not isinstance(name, str) or not (key is None or (isinstance(key, str) and key)):
        raise BadRequest("The id and the name of a palette entry are texts.")
    return key, name, parse_colour(row["colour"])


def with_ids(rows: Sequence[tuple[str | None, str, RGB]]) -> Palette:
    """A palette of ids, names and colours: an entry without an id takes one from its name, or from its colour where
    that says nothing. Raises BadRequest for more than `MANY` entries or two equal ids."""
    if len(rows) > MANY:
        raise BadRequest(f"A palette has at most {MANY} entries, this has {len(rows)}; leave some out.")
    taken = {key for key, _, _ in rows if key is not None}
    entries = []
    for key, name, colour in rows:
        own = key if key is not None else _new_id(name, colour, taken)
        taken.add(own)
        entries.append(PaletteEntry(own, name, colour))
    return Palette(tuple(entries))


def _new_id(name: str, colour: RGB, taken: set[str]) -> str:
    plain = re.sub(r"\W+", "-", name.lower()).strip("-")
    stem = plain if plain and plain != "untitled" else format_colour(colour)[1:]
    numbered = (f"{stem}-{again}" for again in itertools.count(2))
    return next(key for key in itertools.chain((stem,), numbered) if key not in taken)


def _one_line(text: str) -> str:
    return " ".join(text.split())
