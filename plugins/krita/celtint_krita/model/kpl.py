"""Krita's own palettes in files (.kpl): a zip of ``colorset.xml`` and more (Krita's manual, "KPL")."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from celtint_krita.host.qt import tr
from celtint_krita.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from celtint_client.messages import RGB

_COLUMNS, _MOST = 16, 1 << 22
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, OSError)
"""What `zipfile` raises for archives that are damaged, encrypted, packed otherwise, or without the member."""


def written(title: str, entries: Iterable[tuple[str, RGB]]) -> bytes:
    """The file. entries: names and colours, sRGB."""
    rows = [_row(at, name, colour) for at, (name, colour) in enumerate(entries)]
    head = (
        f'name={quoteattr(title)} comment="" columns="{_COLUMNS}" rows="{-(-len(rows) // _COLUMNS)}" readonly="false"'
    )
    text = "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f'<Colorset version="2.0" {head}>', *rows, "</Colorset>"]
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", b"application/x-krita-palette")
        archive.writestr("colorset.xml", text.encode(), zipfile.ZIP_DEFLATED)
        archive.writestr("profiles.xml", b"<Profiles/>\n", zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _row(at: int, name: str, colour: RGB) -> str:
    red, green, blue = (f"{value / 255:.9g}" for value in colour)
    numbers = f'r="{red}" g="{green}" b="{blue}"'
    called = quoteattr(" ".join(name.split()))
    return (
        f'<ColorSetEntry name={called} id="{at}" spot="false" bitdepth="U8"><sRGB {numbers}/>'
        f'<Position row="{at // _COLUMNS}" column="{at % _COLUMNS}"/></ColorSetEntry>'
    )


def read(path: Path, data: bytes) -> list[tuple[str, RGB]]:
    """The names and colours of a file, as they lie in its grid. Raises Refused."""
    bad = Refused(tr("{0} is no palette; choose a .gpl or .kpl file, as Krita writes them.").format(path.name))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("colorset.xml") as file:
            root = ElementTree.fromstring(file.read(_MOST))
    except (*_BROKEN, ElementTree.ParseError):
        raise bad from None
    groups = [root, *root.iter("Group")]
    try:
        found = [_entry(each) for group in groups for each in sorted(group.findall("ColorSetEntry"), key=_place)]
    except (ValueError, AttributeError):  # numbers that are none, colours that aren't RGB
        raise bad from None
    if not found:
        raise bad
    return found


def _place(entry: ElementTree.Element) -> tuple[int, int]:
    at = entry.find("Position")
    return (0, 0) if at is None else (int(at.get("row", "0")), int(at.get("column", "0")))


def _entry(entry: ElementTree.Element) -> tuple[str, RGB]:
    colour = entry.find("sRGB")
    colour = entry.find("RGB") if colour is None else colour
    red, green, blue = (round(255 * min(1.0, max(0.0, float(colour.get(letter, ""))))) for letter in "rgb")  # type: ignore[union-attr]
    return entry.get("name", ""), (red, green, blue)
