"""Adobe Swatch Exchange (.ase), which Illustrator, InDesign and Photoshop share, by what they write.

``ASEF``, version 1.0, the number of blocks; each block has a kind, a length, a name in UTF-16 and, for a colour, its
model, its numbers as big-endian floats, and whether it is a spot colour. Groups are passed through.
"""

import struct
from collections.abc import Sequence

from celtint import BadRequest

from celtint_files.swatches import Model, Swatch, from_utf16, to_utf16

MAGIC = b"ASEF"
_COLOUR = 0x0001
_MODELS: dict[bytes, tuple[Model, int]] = {b"RGB ": ("RGB", 3), b"Gray": ("Gray", 1), b"CMYK": ("CMYK", 4),
                                           b"LAB ": ("Lab", 3)}  # fmt: skip


def read(data: bytes, name: str) -> list[Swatch]:
    """The colours of a file. Raises BadRequest where it is damaged."""
    found, at = [], 12
    try:
        (count,) = struct.unpack_from(">I", data, 8)
        for _ in range(count):
            kind, length = struct.unpack_from(">HI", data, at)
            at += 6 + length
            if at > len(data):
                raise ValueError
            if kind == _COLOUR:
                found.append(_colour(data[at - length : at]))
    except (struct.error, ValueError, KeyError):
        raise BadRequest(f"{name} is damaged or cut short; save the palette again.") from None
    return found


def _colour(block: bytes) -> Swatch:
    (letters,) = struct.unpack_from(">H", block)
    called = from_utf16(block[2 : 2 + 2 * letters])
    at = 2 + 2 * letters
    model, count = _MODELS[block[at : at + 4]]
    numbers = struct.unpack_from(f">{count}f", block, at + 4)
    return Swatch(called, model, (100 * numbers[0], *numbers[1:]) if model == "Lab" else numbers)


def written(swatches: Sequence[Swatch], _title: str) -> bytes:
    """The file; of colours in RGB."""
    blocks = []
    for one in swatches:
        called = to_utf16(one.name)
        body = struct.pack(">H", len(called) // 2) + called + b"RGB " + struct.pack(">3fH", *one.numbers, 0)
        blocks.append(struct.pack(">HI", _COLOUR, len(body)) + body)
    return MAGIC + struct.pack(">HHI", 1, 0, len(blocks)) + b"".join(blocks)
