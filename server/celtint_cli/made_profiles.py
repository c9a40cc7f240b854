"""Profiles of ICC.1 version 2, written by hand to measure and test with: RGB, grey, and the inks of a press."""

import struct

import numpy as np

D50 = (0.9642, 1.0, 0.8249)
P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
"""Red, green and blue of Display P3, XYZ at D50."""
SRGB = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))
ADOBE = ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))


def _profile(space: bytes, connection: bytes, kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    body, table, at = b"", b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", at + len(body), len(data))
        body += padded
    size = at + len(body)
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02400000, kind, space, connection)
    head += struct.pack(">6H4s4sI4s4sQI", 2026, 1, 1, 0, 0, 0, b"acsp", bytes(4), 0, bytes(4), bytes(4), 0, 0)
    head += _fixed(*D50) + bytes(4)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _described(name: str) -> bytes:
    text = name.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(8 + 3 + 67)


def _about(name: str) -> dict[bytes, bytes]:
    return {b"desc": _described(name), b"cprt": b"text\0\0\0\0none\0", b"wtpt": _xyz(D50)}


def _gamma(value: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


def rgb(name: str, primaries: tuple[tuple[float, float, float], ...], gamma: float = 2.2) -> bytes:
    """A space of three primaries and one gamma."""
    tags = _about(name)
    for letter, primary in zip((b"r", b"g", b"b"), primaries, strict=True):
        tags |= {letter + b"XYZ": _xyz(primary), letter + b"TRC": _gamma(gamma)}
    return _profile(b"RGB ", b"XYZ ", b"mntr", tags)


def grey(gamma: float) -> bytes:
    """Grey of a gamma."""
    return _profile(b"GRAY", b"XYZ ", b"mntr", _about("grey") | {b"kTRC": _gamma(gamma)})


def press() -> bytes:
    """Four inks to Lab by a table of two steps an ink (lut8Type): each ink takes light away, as inks do."""
    steps = np.array(np.meshgrid(*[(0.0, 1.0)] * 4, indexing="ij")).reshape(4, 16).T
    lightness = 95 - steps @ (33.0, 45.0, 6.0, 78.0)
    a, b = steps @ (-37.0, 74.0, -5.0, 0.0), steps @ (-50.0, -3.0, 93.0, 0.0)
    black = 1 - 0.85 * steps[:, 3]
    lab = np.stack([np.clip(lightness, 5, 100) * 2.55, a * black + 128, b * black + 128], axis=1)
    table = np.clip(np.rint(lab), 0, 255).astype(np.uint8).tobytes()
    straight = bytes(range(256))
    lut = (
        b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1) + 4 * straight + table + 3 * straight
    )
    return _profile(b"CMYK", b"Lab ", b"prtr", _about("a press") | {b"A2B0": lut, b"A2B1": lut})
