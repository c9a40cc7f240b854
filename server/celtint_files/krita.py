"""Krita's own files (.kra), read: paint layers by name, in groups, and the whole.

After Krita 5's sources: ``maindoc.xml`` lists the layers from above, a paint layer's pixels are tiles of 64 by 64, its
channels one after the other, packed by LZF (liblzf); what no tile covers has the default pixel.
"""

import re
from functools import partial
from typing import Any
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
from celtint import BadPicture, TooLarge
from celtint.types.picture import MAX_PIXELS, MAX_SIDE

from celtint_files.archives import BYTES, MOST_XML, Archive
from celtint_files.openraster import DEEPEST
from celtint_files.pictures import Decoded, decode
from celtint_files.profiles import profile_of
from celtint_files.sheets import Sheet, Sheets, most_pixels

_SPACES = {"RGBA": ("u1", 4), "RGBA16": ("<u2", 4), "GRAYA": ("u1", 2), "GRAYAU16": ("<u2", 2)}
"""Krita's names of the spaces that are read, and a pixel's numbers in each; RGB lies as BGR."""
_HIDING = ("transparencymask", "filtermask", "transformmask")
"""Masks that change what is seen of a layer; not the selections, nor Colorize, whose colours aren't wanted."""
_HEAD = re.compile(rb"VERSION 2\nTILEWIDTH (\d{1,4})\nTILEHEIGHT (\d{1,4})\nPIXELSIZE (\d{1,2})\nDATA (\d{1,7})\n")
_TILE = re.compile(rb"(-?\d{1,7}),(-?\d{1,7}),LZF,(\d{1,8})\n")


def sheets(archive: Archive) -> Sheets:
    """The layers of a file. Raises BadPicture for what is damaged, TooLarge."""
    root = archive.xml("maindoc.xml")
    image = next((one for one in root.iter() if _tag(one) == "IMAGE"), None)
    if image is None:
        raise archive.broken()
    width, height = (_number(archive, image, side) for side in ("width", "height"))
    most = most_pixels(width, height)
    whole = partial(_whole, archive, most) if archive.has("mergedimage.png") else None
    return Sheets(archive.name, width, height, _within(archive, image, width, height, 0), whole)


def _whole(archive: Archive, most: int) -> Decoded:
    """most: pixels."""
    data = archive.read("mergedimage.png", BYTES * most)
    return decode(data, archive.name, ("PNG",), upright=False, into=None, most=most)


def _tag(one: ElementTree.Element) -> str:
    return one.tag.rpartition("}")[2]


def _within(archive: Archive, of: ElementTree.Element, width: int, height: int, depth: int) -> tuple[Sheet, ...]:
    """Those in a picture or a group, from below."""
    if depth > DEEPEST:
        raise archive.broken()
    found = []
    for layers in (one for one in of if _tag(one) == "layers"):
        for one in reversed([layer for layer in layers if _tag(layer) == "layer"]):
            kind = one.get("nodetype")
            painted = kind == "paintlayer"
            found.append(
                Sheet(
                    one.get("name", ""),
                    partial(_read, archive, one, width, height) if painted else None,
                    0,
                    0,
                    _number(archive, one, "opacity", 255) / 255,
                    one.get("visible", "1") != "0",
                    one.get("compositeop") == "multiply",
                    _within(archive, one, width, height, depth + 1) if kind == "grouplayer" else (),
                    _masked(one),
                )
            )
    return tuple(found)


def _masked(layer: ElementTree.Element) -> bool:
    masks = [mask for listed in layer if _tag(listed) == "masks" for mask in listed]
    return any(mask.get("nodetype") in _HIDING and mask.get("visible", "1") != "0" for mask in masks)


def _read(archive: Archive, layer: ElementTree.Element, width: int, height: int) -> Decoded:
    """A paint layer on a sheet of the picture's size, (H, W, 4) RGBA or (H, W, 2) grey and alpha."""
    space, name = layer.get("colorspacename", ""), layer.get("name", "")
    if space not in _SPACES:
        raise BadPicture(f"The layer {name!r} of {archive.name} is in {space}; convert it to RGB with 8 or 16 bits.")
    ending = f"/layers/{layer.get('filename', '')}"
    member = next((one for one in archive.names() if one.endswith(ending)), None)
    if member is None:
        raise archive.broken()
    kind, channels = _SPACES[space]
    dtype = np.dtype(kind)
    clear = bytes(dtype.itemsize * channels)
    default = archive.read(f"{member}.defaultpixel", 64) if archive.has(f"{member}.defaultpixel") else clear
    if len(default) != len(clear):
        raise archive.broken()
    sheet = np.empty((height, width, channels), dtype)
    sheet[:] = np.frombuffer(default, dtype)
    x, y = (_number(archive, layer, side) for side in ("x", "y"))
    _lay_tiles(archive, archive.read(member, BYTES * most_pixels(width, height)), sheet, x, y)
    profile = profile_of(archive.read(f"{member}.icc", MOST_XML)) if archive.has(f"{member}.icc") else None
    shown = sheet[:, :, [2, 1, 0, 3]] if channels == 4 else sheet
    return Decoded(np.ascontiguousarray(shown, dtype.newbyteorder("=")), profile)


def _lay_tiles(archive: Archive, data: bytes, sheet: npt.NDArray[Any], x: int, y: int) -> None:
    """Put each tile in its place, that of the layer's own corner added; what lies outside is left out."""
    head = _HEAD.match(data)
    if head is None:
        raise archive.broken()
    across, down, size, count = (int(number) for number in head.groups())
    height, width, channels = sheet.shape
    if size != channels * sheet.dtype.itemsize or not 1 <= across * down <= 1 << 16:
        raise archive.broken()
    if count > 4 * (MAX_PIXELS // (across * down) + MAX_SIDE):
        raise TooLarge(f"{archive.name} has a layer far larger than the picture; crop it to the picture.")
    at = head.end()
    for _ in range(count):
        tile = _TILE.match(data, at)
        if tile is None:
            raise archive.broken()
        left, top, length = int(tile[1]) + x, int(tile[2]) + y, int(tile[3])
        at = tile.end() + length
        if not (-across < left < width and -down < top < height):
            continue
        packed = data[tile.end() : at]
        raw = packed[1:] if packed[:1] == b"\0" else _unpacked(packed[1:], across * down * size)
        if len(raw) != across * down * size:
            raise archive.broken()
        # Packed, a pixel's bytes lie in planes of their own; as it is, side by side.
        flat = np.frombuffer(raw, np.uint8)
        flat = (
            flat.reshape(down, across, size)
            if packed[:1] == b"\0"
            else flat.reshape(size, down, across).transpose(1, 2, 0)
        )
        pixels = np.ascontiguousarray(flat).view(sheet.dtype)
        y0, x0 = max(0, top), max(0, left)
        piece = pixels[y0 - top : height - top, x0 - left : width - left]
        sheet[y0 : y0 + piece.shape[0], x0 : x0 + piece.shape[1]] = piece


def _unpacked(data: bytes, most: int) -> bytes:
    """What LZF (liblzf 3.6) made, up to so many bytes; less where it is damaged."""
    out, at, end = bytearray(), 0, len(data)
    while at < end and len(out) < most:
        control = data[at]
        at += 1
        if control < 32:
            out += data[at : at + control + 1]
            at += control + 1
            continue
        length = control >> 5
        if at + (length == 7) >= end:
            break
        if length == 7:
            length += data[at]
            at += 1
        start = len(out) - ((control & 31) << 8) - data[at] - 1
        at += 1
        length += 2
        if start < 0:
            break
        step = len(out) - start
        piece = bytes(out[start : start + length])
        out += piece if step >= length else (piece * (length // step + 1))[:length]
    return bytes(out)


def _number(archive: Archive, one: ElementTree.Element, name: str, otherwise: int = 0) -> int:
    try:
        return int(one.get(name) or otherwise)
    except ValueError:
        raise archive.broken() from None
