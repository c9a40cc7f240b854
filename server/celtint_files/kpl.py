"""Krita's palettes (.kpl): a zip of ``colorset.xml``, the list of profiles and the profiles (Krita's manual, "KPL").

Entries lie on a grid, ungrouped ones first; here they are in the order of their rows.
"""

import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import numpy as np

from celtint_files.archives import MOST_XML, Archive, add
from celtint_files.profiles import SRGB, changed, profile_of
from celtint_files.swatches import Model, Swatch, plain

MIMETYPE = "application/x-krita-palette"
COLUMNS = 16
"""Entries side by side."""
_NUMBERS: dict[str, tuple[Model, str]] = {"sRGB": ("RGB", "rgb"), "RGB": ("RGB", "rgb"), "Gray": ("Gray", "g"),
                                          "CMYK": ("CMYK", "cmyk"), "Lab": ("Lab", "Lab")}  # fmt: skip
"""Elements of colours, and the attributes that hold their numbers."""


def read(archive: Archive) -> list[Swatch]:
    """The colours of a file. Raises BadPicture where it is damaged or none, TooLarge."""
    root = archive.xml("colorset.xml")
    own = _profiles(archive)
    groups = [root, *(one for one in root if one.tag == "Group")]
    return [_swatch(archive, entry, own) for group in groups for entry in _in_order(archive, group)]


def _in_order(archive: Archive, group: ElementTree.Element) -> list[ElementTree.Element]:
    def place(entry: ElementTree.Element) -> tuple[int, int]:
        at = entry.find("Position")
        try:
            return (0, 0) if at is None else (int(at.get("row", "0")), int(at.get("column", "0")))
        except ValueError:
            raise archive.broken() from None

    return sorted((one for one in group if one.tag == "ColorSetEntry"), key=place)


def _profiles(archive: Archive) -> dict[str, str]:
    """Members of the file by the names of the profiles that they hold."""
    if not archive.has("profiles.xml"):
        return {}
    return {one.get("name", ""): one.get("filename", "") for one in archive.xml("profiles.xml").iter("Profile")}


def _swatch(archive: Archive, entry: ElementTree.Element, own: dict[str, str]) -> Swatch:
    colour = next((one for one in entry if one.tag in _NUMBERS), None)
    if colour is None:
        raise archive.broken()
    model, letters = _NUMBERS[colour.tag]
    try:
        numbers = tuple(float(colour.get(letter, "")) for letter in letters)
    except ValueError:
        raise archive.broken() from None
    if model == "RGB" and archive.has(own.get(colour.get("space", ""), "")):
        profile = profile_of(archive.read(own[colour.get("space", "")], MOST_XML))
        if profile is not None and profile.mode == "RGB":
            shares = np.rint(np.clip(np.nan_to_num(numbers), 0, 1) * 255).astype(np.uint8)
            moved = changed(shares[None, None], profile, SRGB)[0, 0] / 255
            numbers = (float(moved[0]), float(moved[1]), float(moved[2]))
    return Swatch(entry.get("name", ""), model, numbers)


def written(swatches: Sequence[Swatch], title: str) -> bytes:
    """The file; of colours in sRGB, which Krita has a profile of."""
    rows = [_row(k, one) for k, one in enumerate(swatches)]
    head = (
        f'<Colorset version="2.0" name={quoteattr(plain(title))} comment="" columns="{COLUMNS}" '
        f'rows="{-(-len(swatches) // COLUMNS)}" readonly="false">'
    )
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *rows, "</Colorset>", ""])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        add(archive, "mimetype", MIMETYPE.encode())
        add(archive, "colorset.xml", text.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED)
        add(archive, "profiles.xml", b"<Profiles/>\n", zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _row(k: int, one: Swatch) -> str:
    numbers = " ".join(f'{letter}="{number:.9g}"' for letter, number in zip("rgb", one.numbers, strict=True))
    return (
        f'<ColorSetEntry name={quoteattr(one.name)} id="{k}" spot="false" bitdepth="U8"><sRGB {numbers}/>'
        f'<Position row="{k // COLUMNS}" column="{k % COLUMNS}"/></ColorSetEntry>'
    )
