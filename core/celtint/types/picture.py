"""What the artist hands over: a picture, hints, boxes, a palette."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from celtint.types.arrays import U8, Rgba
from celtint.types.checking import is_whole
from celtint.types.choices import MARK, Mark
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
MAX_SIDE = 65536
"""Pixels of a picture's longer side: a strip's."""
MAX_PIXELS = 16384 * 16384
"""Pixels of a picture."""


def limit_passed(width: int, height: int) -> str:
    """The limit that a picture of that size is beyond, as the end of a sentence; "" if it is within all of them."""
    if max(width, height) > MAX_SIDE:
        return f"the limit is {MAX_SIDE} pixels a side"
    return f"the limit is {MAX_PIXELS / 1e6:.0f} megapixels" if width * height > MAX_PIXELS else ""


def span(shape: Sequence[int]) -> int:
    """The side by which a picture of `shape` (H, W) may be looked at coarsely: its longer one; of a strip twice its
    shorter one, since what is drawn in a strip is no larger for there being more of it."""
    return min(max(shape[:2]), 2 * min(shape[:2]))


def _is_rgb(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 3 and all(is_whole(v) and 0 <= v <= 255 for v in value)


@dataclass(frozen=True)
class Picture:
    """A drawing as pixels.

    pixels: (H, W) grey, (H, W, 2) grey and alpha, (H, W, 3) sRGB or (H, W, 4) sRGB and straight alpha;
    uint8, uint16 or floating point in 0 to 1. Sides from 16 to `MAX_SIDE`, and at most `MAX_PIXELS`.

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
        if limit := limit_passed(width, height):
            raise TooLarge(f"The picture is {width}×{height}; {limit}.")
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


MARK_NUMBERS: dict[Mark, int] = {word: number for number, word in enumerate(MARK, start=1)}
"""What stands for each kind of mark in a plane of them; 0 is none."""


@dataclass(frozen=True)
class Marks:
    """Strokes that say which areas belong together or stay empty: a plane beside the hints.

    pixels: (H, W) uint8, as large as the picture: 0 none, `MARK_NUMBERS`, and from 4 on "same" too, where all strokes
    of one number belong together; those of number 3 do where they touch.
    """

    pixels: U8

    def __post_init__(self) -> None:
        if self.pixels.ndim != 2 or self.pixels.dtype != np.uint8:
            raise BadRequest("Marks are one plane of 8 bits: 0 none, 1 merge, 2 empty, 3 and more same.")


@dataclass(frozen=True)
class Box:
    """A named rectangle: ``tag`` says what is in it, ``colour`` (optional) what colour that takes.

    x, y, width, height in pixels from the top left, half-open. It is about the regions mostly inside it; one of a
    single pixel about the region that it lies in. ``colour`` "none" keeps them empty.
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
