"""OpenRaster 0.0.5 (openraster.org), read: layers by name, in groups, and the whole."""

from functools import partial
from xml.etree import ElementTree

from celtint_files.archives import BYTES, Archive
from celtint_files.pictures import Decoded, decode
from celtint_files.sheets import Sheet, Sheets, most_pixels

DEEPEST = 64
"""Groups in groups."""


def sheets(archive: Archive) -> Sheets:
    """The layers of a file. Raises BadPicture for what is damaged, TooLarge."""
    image = archive.xml("stack.xml")
    stack = image.find("stack")
    if stack is None:
        raise archive.broken()
    width, height = (_number(archive, image, side) for side in ("w", "h"))
    most = most_pixels(width, height)
    whole = partial(_png, archive, "mergedimage.png", most) if archive.has("mergedimage.png") else None
    return Sheets(archive.name, width, height, _within(archive, stack, most, 0), whole)


def _within(archive: Archive, stack: ElementTree.Element, most: int, depth: int) -> tuple[Sheet, ...]:
    """From below; the file lists them from above."""
    if depth > DEEPEST:
        raise archive.broken()
    return tuple(_sheet(archive, one, most, depth) for one in reversed(stack) if one.tag in ("layer", "stack"))


def _sheet(archive: Archive, one: ElementTree.Element, most: int, depth: int) -> Sheet:
    group = one.tag == "stack"
    place = one.get("src", "")
    return Sheet(
        one.get("name", ""),
        None if group or not place.lower().endswith(".png") else partial(_png, archive, place, most),
        _number(archive, one, "x"),
        _number(archive, one, "y"),
        _share(archive, one),
        one.get("visibility", "visible") != "hidden",
        one.get("composite-op") == "svg:multiply",
        _within(archive, one, most, depth + 1) if group else (),
    )


def _png(archive: Archive, member: str, most: int) -> Decoded:
    """most: pixels."""
    return decode(archive.read(member, BYTES * most), archive.name, ("PNG",), upright=False, into=None, most=most)


def _number(archive: Archive, one: ElementTree.Element, name: str) -> int:
    try:
        return round(float(one.get(name) or 0))
    except (ValueError, OverflowError):
        raise archive.broken() from None


def _share(archive: Archive, one: ElementTree.Element) -> float:
    try:
        return min(max(float(one.get("opacity") or 1), 0.0), 1.0)
    except ValueError:
        raise archive.broken() from None
