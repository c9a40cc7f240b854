"""PNG files, with what Blender's Python has."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
from celtint_client.parts import Part

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

BLENDS = ("ALPHA_OVER", "DARKEN", "MULTIPLY")
"""One for all frames of a strip: the first that any of them has."""
_START = b"\x89PNG\r\n\x1a\n"
_BLEND = b"celtint blend\x00"


def png_part(data: bytes) -> Part | None:
    """A PNG file as it is sent, or None if it is none."""
    if len(data) < 33 or not data.startswith(_START):
        return None
    width, height = struct.unpack(">II", data[16:24])
    return Part("png", width, height, data)


def pixels_part(pixels: Any) -> Part:
    """(H, W, 4) uint8 as it is sent: as grey, where it is grey and opaque."""
    height, width = pixels.shape[:2]
    grey = pixels[:, :, 1]
    if (pixels[:, :, 3] == 255).all() and (pixels[:, :, 0] == grey).all() and (pixels[:, :, 2] == grey).all():
        return Part("l8", width, height, grey.tobytes())
    return Part("rgba8", width, height, pixels.tobytes())


def layer_of(part: Part) -> Any:
    """(H, W, 4) uint8 of an rgba8 part."""
    return np.frombuffer(part.raw("rgba8"), np.uint8).reshape(part.height, part.width, 4)


def blend_of(layer: Any, mode: str) -> str:
    """How a strip blends a coloured frame: colours of a grey picture have its light and cover it, flats let the lines
    through. Multiply makes the drawing clear where the flats are, so where any are, the darker of both shows."""
    if mode == "grey":
        return "ALPHA_OVER"
    return "MULTIPLY" if int(layer[:, :, 3].min()) == 255 else "DARKEN"


def write_png(path: Path, pixels: Any, blend: str) -> None:
    """Write (H, W, 4) uint8 with straight alpha, whole or not at all. blend: remembered in it, for `read_blend`."""
    height, width = pixels.shape[:2]
    # rows as they are, but for "as the row above": flats are mostly that
    rows = np.empty((height, 1 + 4 * width), np.uint8)
    rows[:, 0] = 2
    rows[:, 1:] = pixels.reshape(height, -1)
    rows[1:, 1:] -= pixels.reshape(height, -1)[:-1]
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    said = _BLEND + blend.encode()
    chunks = (
        (b"IHDR", head),
        (b"sRGB", b"\x00"),
        (b"tEXt", said),
        (b"IDAT", zlib.compress(rows.tobytes(), 1)),
        (b"IEND", b""),
    )
    part = path.with_suffix(".part")
    part.write_bytes(_START + b"".join(_chunk(kind, data) for kind, data in chunks))
    part.replace(path)


def read_blend(path: Path) -> str:
    """What `write_png` was told."""
    with path.open("rb") as file:
        rest = file.read(200).partition(_BLEND)[2]
    return next((blend for blend in BLENDS if rest.startswith(blend.encode())), BLENDS[-1])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
