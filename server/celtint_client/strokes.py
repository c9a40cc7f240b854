"""Drawings that are sent as strokes, for hosts that draw vectors: a part like a picture, many times smaller.

The server rasterises it to the size that the part says.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from celtint_client.errors import BadRequest
from celtint_client.parts import Part

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Buffer: TypeAlias = Any  # bytes, array.array, numpy.ndarray: Python 3.9 has no name for these

CLOSED, FILLED, JOINED = 1, 2, 4
"""Flags of a stroke: its last point is joined to its first; what it runs around is painted too; and that belongs to
one shape with the filled stroke before it, so that what lies in an even number of its rings is a hole."""


def strokes_part(
    width: int,
    height: int,
    points: Buffer,
    lengths: Buffer,
    colours: Buffer | None = None,
    flags: Buffer | None = None,
) -> Part:
    """A drawing of width × height pixels as a part, for the picture, the hints or the key of a request.

    All are buffers without gaps, numbers little-endian (numpy arrays of these types are). points: f32, x, y and radius
    of every point in pixels from the drawing's top left corner, so that the first pixel's middle is at 0.5, 0.5.
    lengths: u32, points of each stroke. colours: u8, red, green, blue and alpha of each stroke, sRGB, straight; None
    for opaque black. flags: u8 for each stroke, a sum of `CLOSED`, `FILLED` and `JOINED`; None for open lines.

    Of a picture only the lines matter, and how opaque they are. Raises BadRequest if the lengths don't add up.
    """
    counts, rows = memoryview(lengths).cast("B"), memoryview(points).cast("B")
    count = len(counts) // 4
    total = sum(struct.unpack(f"<{count}I", counts[: 4 * count]))
    paint = memoryview(b"\x00\x00\x00\xff" * count if colours is None else colours).cast("B")
    kinds = memoryview(bytes(count) if flags is None else flags).cast("B")
    if len(counts) % 4 or len(rows) != 12 * total or len(paint) != 4 * count or len(kinds) != count:
        raise BadRequest("The points, lengths, colours and flags of the strokes don't belong together.")
    head = struct.pack("<I", count)
    return Part("strokes", width, height, b"".join((head, counts, paint, rows, kinds)))
