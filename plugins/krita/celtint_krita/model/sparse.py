"""A layer on which little is painted as a PNG file: the empty rest of a large page takes no room on the wire, nor in
the server's memory. Pure Python: only what is painted is met byte by byte."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from celtint_client.parts import Part

from celtint_krita.host.strips import spans

if TYPE_CHECKING:
    from celtint_krita.host.strips import Strips

_HEAD = b"\x89PNG\r\n\x1a\n"


def part(strips: Strips) -> Part:
    """The layer as it travels, every pixel as it is but for the colours of those that are wholly clear."""
    width, height = strips.width, strips.height
    packed, level = zlib.compressobj(1), 4 * width
    data = []
    for at, (first, end) in enumerate(spans(width, height)):
        rows = strips.rows[at]
        if rows is None:
            data.append(packed.compress(bytes((end - first) * (level + 1))))
        else:
            data += [packed.compress(_row(rows[start : start + level])) for start in range(0, len(rows), level)]
    data.append(packed.flush())
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", b"".join(data)), _chunk(b"IEND", b""))
    return Part("png", width, height, b"".join((_HEAD, *chunks)))


def _row(row: bytes) -> bytes:
    """A row of BGRA pixels as PNG has it: unfiltered, RGBA."""
    painted = row.rstrip(b"\0")
    out = bytearray(1 + len(row))
    if painted:
        last = -(-len(painted) // 4) * 4
        first = (len(painted) - len(painted.lstrip(b"\0"))) // 4 * 4
        for channel, source in ((0, 2), (1, 1), (2, 0), (3, 3)):
            out[1 + first + channel : 1 + last : 4] = row[first + source : last : 4]
    return bytes(out)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
