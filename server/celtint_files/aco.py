"""Photoshop's colour swatches (.aco), after Adobe's Photoshop File Formats Specification.

A list of colours for Photoshop before 5.0 (version 1), then the same with names in UTF-16 (version 2). A colour is its
space and four numbers of 16 bits.
"""

import struct
from collections.abc import Sequence

from celtint import BadRequest

from celtint_files.swatches import Swatch, from_utf16, to_utf16

MAGIC = (b"\0\1", b"\0\2")
_RGB, _HSB, _CMYK, _LAB, _GREY = 0, 1, 2, 7, 8
_FULL = 65535


def read(data: bytes, name: str) -> list[Swatch]:
    """The colours of a file, of both lists the one with names. Raises BadRequest where it is damaged."""
    try:
        (version, count), at = struct.unpack_from(">HH", data), 4
        if version == 1:
            first = [_colour("", data, at + 10 * k) for k in range(count)]
            at += 10 * count
            if not data[at:].strip(b"\0"):
                return first
            version, count = struct.unpack_from(">HH", data, at)
            at += 4
        if version != 2:
            raise ValueError
        found = []
        for _ in range(count):
            (letters,) = struct.unpack_from(">I", data, at + 10)
            end = at + 14 + 2 * letters
            if end > len(data):
                raise ValueError
            called = from_utf16(data[at + 14 : end])
            found.append(_colour(called, data, at))
            at = end
    except (struct.error, ValueError):
        raise BadRequest(f"{name} is damaged or cut short, or has colours of a custom kind; save it in RGB.") from None
    return found


def _colour(called: str, data: bytes, at: int) -> Swatch:
    space, *numbers = struct.unpack_from(">H4H", data, at)
    share = [number / _FULL for number in numbers]
    if space == _RGB:
        return Swatch(called, "RGB", tuple(share[:3]))
    if space == _HSB:
        return Swatch(called, "HSB", tuple(share[:3]))
    if space == _CMYK:  # 0 is all of an ink
        return Swatch(called, "CMYK", tuple(1 - one for one in share))
    if space == _GREY:
        return Swatch(called, "Gray", (numbers[0] / 10000,))
    if space == _LAB:
        light, *ab = struct.unpack_from(">H2h", data, at + 2)
        return Swatch(called, "Lab", (light / 100, ab[0] / 100, ab[1] / 100))
    raise ValueError


def written(swatches: Sequence[Swatch], _title: str) -> bytes:
    """The file; of colours in RGB."""
    plain, named = [], []
    for one in swatches:
        colour = struct.pack(">5H", _RGB, *(round(_FULL * share) for share in one.numbers), 0)
        called = to_utf16(one.name)
        plain.append(colour)
        named.append(colour + struct.pack(">I", len(called) // 2) + called)
    heads = (struct.pack(">HH", version, len(swatches)) for version in (1, 2))
    return next(heads) + b"".join(plain) + next(heads) + b"".join(named)
