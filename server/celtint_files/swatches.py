"""Colours as files of palettes have them: a name, and numbers in RGB, grey, inks, Lab or HSB."""

import colorsys
from dataclasses import dataclass
from typing import Literal

import numpy as np
from celtint import RGB

from celtint_files.profiles import lab_colour

Model = Literal["RGB", "Gray", "CMYK", "Lab", "HSB"]
LONGEST = 255
"""Units of UTF-16 of a name in Adobe's files."""


@dataclass(frozen=True)
class Swatch:
    """A colour in a file.

    numbers: of RGB, grey (1 is white), ink (1 is all of it) and HSB each from 0 to 1; of Lab under D50 L from 0 to 100,
    a and b from -128 to 127.
    """

    name: str
    model: Model
    numbers: tuple[float, ...]

    @classmethod
    def of(cls, name: str, colour: RGB) -> "Swatch":
        red, green, blue = colour
        return cls(name, "RGB", (red / 255, green / 255, blue / 255))


def colour_of(swatch: Swatch) -> RGB:
    """In sRGB; inks, of which no profile is said, take their share of white light."""
    numbers = swatch.numbers
    if swatch.model == "Lab":
        return lab_colour(numbers[0], numbers[1], numbers[2])
    shares = numbers
    if swatch.model == "Gray":
        shares = numbers * 3
    elif swatch.model == "CMYK":
        shares = tuple((1 - ink) * (1 - numbers[3]) for ink in numbers[:3])
    elif swatch.model == "HSB":
        shares = colorsys.hsv_to_rgb(*numbers[:3])
    red, green, blue = np.rint(np.clip(np.nan_to_num(shares), 0, 1) * 255).astype(int).tolist()
    return (red, green, blue)


def plain(name: str) -> str:
    """A name as one line of what can be printed."""
    return " ".join("".join(sign for sign in name if sign.isprintable() or sign.isspace()).split())


def to_utf16(name: str) -> bytes:
    """A name as Adobe's files hold it, at most `LONGEST` units, and the nought after it."""
    units = name.encode("utf-16-be")[: 2 * LONGEST]
    return units.decode("utf-16-be", "ignore").encode("utf-16-be") + b"\0\0"


def from_utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "replace").rstrip("\0")
