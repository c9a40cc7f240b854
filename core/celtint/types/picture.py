"""What the artist hands over: a picture, hints, boxes, a palette."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from celtint.types.arrays import Rgba
from celtint.types.checking import is_whole
from celtint.types.errors import BadPicture, BadRequest, TooLarge

RGB = tuple[int, int, int]
"""A colour, sRGB, 0 to 255 each."""

Progress = Callable[[str, float], None]
"""Told the stage's name and the share done (0 to 1); may raise `Cancelled` to stop the work."""

Pause = Callable[[], None]
"""Called over and over in long work, several times a second; may raise to stop it."""


def no_pause() -> None:
    """Work that nobody wants to stop."""


def pauses(tell: Progress, stage: str, share: float) -> Pause:
    """A pause in a stage whose share done isn't known more finely than this."""
    return lambda: tell(stage, share)


MIN_SIDE = 16
MAX_SIDE = 8192


def _is_rgb(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 3 and all(is_whole(v) and 0 <= v <= 255 for v in value)


@dataclass(frozen=True)
class Picture:
    """A drawing as pixels.

    pixels: (H, W) grey, (H, W, 2) grey and alpha, (H, W, 3) sRGB or (H, W, 4) sRGB and straight alpha;
    uint8, uint16 or floating point in 0 to 1. Sides from 16 to 8192.

    Raises BadPicture for any other shape, type or size below the minimum, TooLarge above the maximum.
    """

    pixels: npt.NDArray[Any]

    def __post_init__(self) -> None:
        p = self.pixels
        if p.ndim == 3 and p.shape[2] == 1:
            p = p[:, :, 0]
            object.__setattr__(self, "pixels", p)
        if p.ndim not in (2, 3) or (p.ndim == 3 and p.shape[2] not in (2, 3, 4)):
            raise BadPicture(f"A picture has 1 to 4 channels, this has the shape {p.shape}.")
        if p.dtype not in (np.uint8, np.uint16, np.float16, np.float32, np.float64):
            raise BadPicture(f"A picture is 8 or 16 bit or floating point, this is {p.dtype}.")
        height, width = p.shape[:2]
        if min(height, width) < MIN_SIDE:
            raise BadPicture(f"A picture is at least {MIN_SIDE}×{MIN_SIDE} pixels, this is {width}×{height}.")
        if max(height, width) > MAX_SIDE:
            raise TooLarge(f"A picture is at most {MAX_SIDE} pixels a side, this is {width}×{height}.")
        if p.dtype.kind == "f" and not np.isfinite(p).all():
            raise BadPicture("The picture holds values that are not numbers (NaN or infinity).")

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])


@dataclass(frozen=True)
class Hints:
    """A layer of colour dabs and strokes.

    pixels: (H, W, 4) uint8 sRGB with straight alpha, as large as the picture; alpha of 128 or more is paint,
    anything thinner is ignored.
    """

    pixels: Rgba

    def __post_init__(self) -> None:
        if self.pixels.ndim != 3 or self.pixels.shape[2] != 4 or self.pixels.dtype != np.uint8:
            raise BadRequest("A hint layer is RGBA with 8 bits a channel.")


@dataclass(frozen=True)
class Box:
    """A named rectangle: ``tag`` says what is in it, ``colour`` (optional) what colour that takes.

    x, y, width, height in pixels from the top left, half-open. ``colour`` "none" keeps the regions in it empty.
    """

    x: int
    y: int
    width: int
    height: int
    tag: str = ""
    colour: RGB | Literal["none"] | None = None

    def __post_init__(self) -> None:
        if not all(is_whole(v) for v in (self.x, self.y, self.width, self.height)):
            raise BadRequest("A box's x, y, width and height are whole numbers of pixels.")
        if self.colour not in (None, "none") and not _is_rgb(self.colour):
            raise BadRequest(f"A box's colour is three numbers from 0 to 255, or 'none', not {self.colour!r}.")


@dataclass(frozen=True)
class PaletteEntry:
    """One named colour. ``id`` is what a region refers to: skin and sand may share a hex and stay two entries."""

    id: str
    name: str
    colour: RGB

    def __post_init__(self) -> None:
        if not _is_rgb(self.colour):
            raise BadRequest(f"A palette colour is three numbers from 0 to 255, not {self.colour!r}.")


@dataclass(frozen=True)
class Palette:
    """An ordered set of entries with distinct ids."""

    entries: tuple[PaletteEntry, ...] = field(default=())

    def __post_init__(self) -> None:
        ids = [e.id for e in self.entries]
        if len(set(ids)) != len(ids):
            raise BadRequest("Two palette entries have the same id.")
