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

_START = b"\x89PNG\r\n\x1a\n"
_MODE = b"celtint mode\x00"


def png_part(data: bytes) -> Part | None:
    """A PNG file as it is sent, or None if it is none."""
    if len(data) < 33 or not data.startswith(_START):
        return None
    return Part("png", *struct.unpack(">II", data[16:24]), data)


def pixels_part(pixels: Any) -> Part:
    """(H, W, 4) uint8 as it is sent: as grey, where it is grey and opaque."""
    height, width = pixels.shape[:2]
    grey = pixels[:, :, 1]
    if (pixels[:, :, 3] == 255).all() and (pixels[:, :, 0] == grey).all() and (pixels[:, :, 2] == grey).all():
        return Part("l8", width, height, np.ascontiguousarray(grey))
    return Part("rgba8", width, height, np.ascontiguousarray(pixels))


def layer_of(part: Part) -> Any:
    """(H, W, 4) uint8 of an rgba8 part; what is clear becomes white, so that Multiply leaves what lies under it."""
    layer = np.frombuffer(part.view, np.uint8).reshape(part.height, part.width, 4).copy()
    layer[layer[:, :, 3] == 0, :3] = 255
    return layer


def write_png(path: Path, pixels: Any, mode: str = "") -> None:
    """Write (H, W, 4) uint8 with straight alpha, whole or not at all. mode: remembered in it, for `mode_of`."""
    height, width = pixels.shape[:2]
    # rows as they are, but for "as the row above": flats are mostly that
    rows = np.empty((height, 1 + 4 * width), np.uint8)
    rows[:, 0] = 2
    rows[:, 1:] = pixels.reshape(height, -1)
    rows[1:, 1:] -= pixels.reshape(height, -1)[:-1]
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    said = _MODE + mode.encode()
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


def mode_of(path: Path) -> str:
    """The mode that `write_png` was told."""
    with path.open("rb") as file:
        rest = file.read(200).partition(_MODE)[2]
    return next((mode for mode in ("line", "grey") if rest.startswith(mode.encode())), "")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
