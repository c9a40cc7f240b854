"""Layers as bytes, without numpy, which Krita's Windows build lacks: whole planes at a time, never pixel by pixel.

A layer is BGRA, 8 bits a channel, straight alpha, rows from the top; a mask one byte a pixel.
"""

from __future__ import annotations

from typing import NamedTuple


class Layer(NamedTuple):
    """width × height BGRA pixels."""

    width: int
    height: int
    data: bytes

    @property
    def rect(self) -> tuple[int, int, int, int]:
        """x, y, width, height."""
        return (0, 0, self.width, self.height)


class Patch(NamedTuple):
    """The part of a layer that is painted on: left, top, width, height, and its BGRA pixels."""

    x: int
    y: int
    width: int
    height: int
    data: bytes

    @property
    def rect(self) -> tuple[int, int, int, int]:
        """x, y, width, height."""
        return self[:4]


class Leaf(NamedTuple):
    """A layer as it is to be in a group."""

    name: str
    pixels: Layer | Patch
    blending: str = "normal"
    visible: bool = True


def blank(layer: Layer) -> bool:
    """Whether nothing is painted on it."""
    return not layer.data[3::4].strip(b"\0")


def white(layer: Layer) -> bool:
    """Whether nothing is on it but pure white, opaque or on nothing; done at the first row that has anything else."""
    stride, rows = 4 * layer.width, memoryview(layer.data)
    starts = range(0, len(rows), max(1, stride))
    return not any(bytes(rows[at : at + stride]).replace(_WHITE, b"").strip(b"\0") for at in starts)


_WHITE = b"\xff\xff\xff\xff"


def opaque(layer: Layer) -> bool:
    """Whether nothing below it can be seen."""
    return not layer.data[3::4].strip(b"\xff")


def inside(layer: Layer, mask: bytes) -> Layer:
    """The layer where the mask is; alpha is taken with the mask's bit by bit, exact where either is 0 or 255."""
    out = bytearray(layer.data)
    alpha = int.from_bytes(out[3::4], "little") & int.from_bytes(mask, "little")
    out[3::4] = alpha.to_bytes(len(mask), "little")
    return Layer(layer.width, layer.height, bytes(out))


def over(below: Layer, above: Layer, mask: bytes) -> Layer:
    """`above` where the mask is at least half, `below` elsewhere."""
    hard = mask.translate(_HALF)
    wide = bytearray(4 * len(hard))
    for channel in range(4):
        wide[channel::4] = hard
    chosen = int.from_bytes(wide, "little")
    new = int.from_bytes(above.data, "little") & chosen
    old = int.from_bytes(below.data, "little")
    return Layer(above.width, above.height, (new | (old & ~chosen)).to_bytes(len(wide), "little"))


_HALF = bytes(255 if value >= 128 else 0 for value in range(256))


def plane(painted: list[tuple[int, Layer]]) -> bytes | None:
    """A byte a pixel: the number of the layer with paint there, half opaque or more, 0 for none; of several the first.
    None where there is no paint."""
    found = size = 0
    for number, layer in reversed(painted):
        hard = layer.data[3::4].translate(_HALF)
        mine, size = int.from_bytes(hard, "little"), len(hard)
        own = int.from_bytes(hard.translate(bytes([0]) * 128 + bytes([number]) * 128), "little")
        found = (found & ~mine) | own
    return found.to_bytes(size, "little") if found else None


def painted_thinly(layer: Layer) -> bool:
    """Whether there is paint, but none of it half opaque, so that none of it counts as a hint."""
    alpha = layer.data[3::4]
    return bool(alpha.strip(b"\0")) and not alpha.translate(_HALF).strip(b"\0")
