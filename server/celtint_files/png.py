"""PNG files as they claim to be, their size, and whether their data can hold it; and PNG files written.

Nothing is decoded here. After the PNG specification, third edition (W3C, 2025), and RFC 1951.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from celtint import BadPicture
from PIL import Image

from celtint_files.profiles import Profile

_START = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_HEAD = 33
"""Bytes of the signature and the header chunk."""
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by colour type."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: the first column and row of each pass, and its steps."""
_CHUNK = struct.Struct(">I4s")
_XMP = b"XML:com.adobe.xmp\0\0\0\0\0"
"""What a text with XMP begins with (XMP part 3, 1.1.5): its keyword, not compressed, of no language."""
_STEP = 1 << 20
"""Bytes that are decompressed at a time."""
_BROKEN = "The PNG is broken or cut short; save the picture again."
_MOST_CHUNKS = 1 << 18
"""libpng writes one for every 8 KiB of data, so this is 2 GiB of a picture."""
BEST_RATIO = 1032
"""What deflate makes of a byte at best: a match of 258 bytes takes a bit for its length and one for its distance."""


def png(pixels: npt.NDArray[Any], profile: Profile | None = None, xmp: bytes | None = None) -> bytes:
    """(H, W), (H, W, 3) or (H, W, 4) uint8, or the last of uint16, as PNG, at the fast level: flats shrink well at any.

    profile: of what space its numbers are, which the file then says; None is sRGB, which nothing says. xmp: a packet of
    `celtint_files.xmp`.
    """
    if pixels.dtype == np.uint16:
        data = _with_profile(_deep(pixels), profile)
    else:
        buffer = io.BytesIO()
        more = {} if profile is None else {"icc_profile": profile.data}
        Image.fromarray(pixels).save(buffer, "PNG", compress_level=1, **more)
        data = buffer.getvalue()
    return data if xmp is None else _with(data, b"iTXt", _XMP + xmp)


def _deep(pixels: npt.NDArray[Any]) -> bytes:
    """16 bits a channel, which Pillow doesn't write in colour."""
    swapped = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGBA2BGRA)
    return bytes(cv2.imencode(".png", swapped, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1])


def _with_profile(data: bytes, profile: Profile | None) -> bytes:
    """The file with an iCCP chunk right after its header."""
    if profile is None:
        return data
    return _with(data, b"iCCP", b"ICC profile\0\0" + zlib.compress(profile.data))


def _with(data: bytes, kind: bytes, body: bytes) -> bytes:
    """The file with a chunk right after its header."""
    chunk = kind + body
    return data[:_HEAD] + struct.pack(">I", len(body)) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[_HEAD:]


@dataclass(frozen=True)
class Header:
    """What a PNG says of itself. width, height: pixels. depth: bits of a sample. colour, interlace: PNG's codes."""

    width: int
    height: int
    depth: int
    colour: int
    interlace: int

    @property
    def raw_bytes(self) -> int:
        """Bytes that its data has when decompressed: all rows of all passes, each after a byte for its filter."""
        bits = self.depth * _SAMPLES[self.colour]
        passes = _PASSES if self.interlace else ((0, 0, 1, 1),)
        total = 0
        for x, y, across, down in passes:
            columns, rows = -(-(self.width - x) // across), -(-(self.height - y) // down)
            if columns > 0 and rows > 0:
                total += rows * (1 + -(-columns * bits // 8))
        return total


def header(data: memoryview) -> Header:
    """Read the start of a file. Raises BadPicture for what is no PNG."""
    start = bytes(data[:_HEAD])
    if len(start) < _HEAD or not start.startswith(_START):
        raise BadPicture("This is not a PNG picture.")
    width, height, depth, colour, _, _, interlace = struct.unpack_from(">IIBBBBB", start, 16)
    return Header(width, height, depth, colour, interlace)


def check_data(data: memoryview, head: Header) -> None:
    """Refuse a file whose compressed data is too short for its pixels, however well it was compressed.

    A decoder would take all their memory first and find out then. Raises BadPicture, for a kind there isn't too.
    """
    if head.depth not in _DEPTHS.get(head.colour, ()) or head.interlace > 1:
        raise BadPicture("This PNG is of a kind there isn't; save the picture again.")
    needed, found = -(-head.raw_bytes // BEST_RATIO), 0
    for piece in _data(data):
        found += len(piece)
        if found >= needed:
            return
    raise BadPicture(_BROKEN)


def check_whole(data: memoryview, head: Header) -> None:
    """Refuse an interlaced file that ends early; decoders take what is left for drawn coarsely. Raises BadPicture."""
    if not head.interlace:
        return
    inflating, found = zlib.decompressobj(), 0
    try:
        for piece in _data(data):
            left: bytes | memoryview = piece
            while left and found < head.raw_bytes:
                found += len(inflating.decompress(left, _STEP))
                left = inflating.unconsumed_tail
    except zlib.error:
        raise BadPicture(_BROKEN) from None
    if found + len(inflating.flush()) < head.raw_bytes:
        raise BadPicture(_BROKEN)


def _data(data: memoryview) -> Iterator[memoryview]:
    """The compressed data of a file, chunk by chunk."""
    at = _HEAD
    for _ in range(_MOST_CHUNKS):
        if at + _CHUNK.size > len(data):
            return
        length, kind = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        if kind == b"IDAT":
            yield data[at : at + length]
        at += length + 4
