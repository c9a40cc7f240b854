"""Files of palettes, read and written: GIMP's .gpl, Krita's .kpl, Adobe's .ase and .aco, .hex, and celtint's own JSON.

They are told apart by how they begin, whatever they are called. Groups of a palette are read one after the other.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from celtint import RGB, BadRequest, CeltintError, Palette, format_colour, format_gpl, format_json, parse_palette
from celtint.colours.palettes import with_ids

from celtint_files import aco, ase, kpl
from celtint_files.archives import Archive
from celtint_files.swatches import Swatch, colour_of, plain

TOLD = "GIMP .gpl, Krita .kpl, Adobe .ase or .aco, .hex or JSON"
MOST_BYTES = 16 << 20
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_APPROXIMATE = {"CMYK": "for what inks take of white light", "Lab": "for their nearest sRGB"}


def read(data: bytes, name: str) -> tuple[Palette, tuple[str, ...]]:
    """The palette in a file, in sRGB, and what is to be said of it, each in a plain sentence.

    name: of the file, for the sentence of an error. Raises BadRequest for what is no palette, is damaged, or has more
    entries than a palette may; BadPicture and TooLarge for an archive that is damaged or too large.
    """
    if len(data) > MOST_BYTES:
        raise BadRequest(f"{name} has more than {MOST_BYTES >> 20} MiB, which no palette has.")
    if data[:4] == b"PK\x03\x04":
        found = kpl.read(Archive(data, name))
    elif data[:4] == ase.MAGIC:
        found = ase.read(data, name)
    elif data[:2] in aco.MAGIC:
        found = aco.read(data, name)
    else:
        return _text(data, name), ()
    if not found:
        raise BadRequest(f"{name} has no colours.")
    models = sorted({swatch.model for swatch in found} & _APPROXIMATE.keys())
    notes = tuple(f"{name} has colours in {model}; they are taken {_APPROXIMATE[model]}." for model in models)
    return _named(name, lambda: with_ids([(None, plain(one.name), colour_of(one)) for one in found])), notes


def _text(data: bytes, name: str) -> Palette:
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        if data.startswith(b"GIMP Palette"):
            raise BadRequest(f"{name} is not written in UTF-8; save it so in a text editor.") from None
        raise BadRequest(f"{name} is no palette ({TOLD}).") from None
    if text.startswith("GIMP Palette") or text.lstrip()[:1] in ("{", "["):
        return _named(name, lambda: parse_palette(text))
    return _named(name, lambda: with_ids([(None, "", colour) for colour in _hex(text, name)]))


def _hex(text: str, name: str) -> list[RGB]:
    """A colour a line, as Lospec has it; empty lines, and those that begin with ``;``, say nothing."""
    found: list[RGB] = []
    for line in (row.strip() for row in text.splitlines()):
        if not line or line.startswith(";"):
            continue
        match = _HEX.fullmatch(line)
        if match is None:
            raise BadRequest(f"{name} is no palette ({TOLD}).")
        red, green, blue = bytes.fromhex(match[1])
        found.append((red, green, blue))
    if not found:
        raise BadRequest(f"{name} has no colours.")
    return found


def _named(name: str, parse: Callable[[], Palette]) -> Palette:
    """A palette, the file's name in front of whatever is wrong with it."""
    try:
        return parse()
    except CeltintError as error:
        sentence = str(error)
        raise BadRequest(sentence if sentence.startswith(name) else f"{name}: {sentence}") from None


def _to_hex(palette: Palette, _title: str) -> bytes:
    return "".join(f"{format_colour(entry.colour)[1:]}\n" for entry in palette.entries).encode()


def _swatches(write: Callable[[list[Swatch], str], bytes]) -> Callable[[Palette, str], bytes]:
    def written_so(palette: Palette, title: str) -> bytes:
        return write([Swatch.of(entry.name, entry.colour) for entry in palette.entries], title)

    return written_so


_WRITERS: dict[str, Callable[[Palette, str], bytes]] = {
    ".gpl": lambda palette, title: format_gpl(palette, title).encode(),
    ".kpl": _swatches(kpl.written),
    ".ase": _swatches(ase.written),
    ".aco": _swatches(aco.written),
    ".hex": _to_hex,
    ".json": lambda palette, title: format_json(palette, title).encode("utf-8", "replace"),
}
ENDINGS = tuple(_WRITERS)
"""Of files that palettes are written to."""


def written(palette: Palette, ending: str, title: str = "celtint") -> bytes:
    """The file of a palette in sRGB. ending: of its name, one of `ENDINGS`. title: of the palette, where it has one.

    Names come back as one line; .hex has none. JSON alone keeps ids.
    """
    if ending.lower() != ".json":
        palette = Palette(tuple(replace(entry, name=plain(entry.name)) for entry in palette.entries))
    return _WRITERS[ending.lower()](palette, plain(title))
