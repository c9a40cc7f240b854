"""What the artist hands over: characters, each with model sheets and, if there is one, a palette with names."""

from dataclasses import dataclass

import numpy as np

from celtint.types.arrays import U8
from celtint.types.errors import BadPicture, BadRequest, TooLarge
from celtint.types.picture import MIN_SIDE, Palette, Picture, limit_passed

NO_PALETTE = Palette()


@dataclass(frozen=True)
class ModelSheet:
    """A finished drawing of a character, or a sheet of several.

    pixels: (H, W, 3) or (H, W, 4) uint8 sRGB with straight alpha; what is clear stays clear. lines: the drawing's lines
    alone, as large, or None: they are found in the pixels. name: what messages call it.

    Raises BadPicture for other arrays and lines of another size, TooLarge for what no picture may be as large as.
    """

    pixels: U8
    lines: Picture | None = None
    name: str = "a sheet"

    def __post_init__(self) -> None:
        p = self.pixels
        if p.ndim != 3 or p.shape[2] not in (3, 4) or p.dtype != np.uint8:
            raise BadPicture(f"{self.name} is not RGB or RGBA with 8 bits a channel; save it so.")
        height, width = p.shape[:2]
        if min(height, width) < MIN_SIDE:
            raise BadPicture(f"{self.name} is {width}×{height}; a sheet is at least {MIN_SIDE}×{MIN_SIDE} pixels.")
        if limit := limit_passed(width, height):
            raise TooLarge(f"{self.name} is {width}×{height}; {limit}.")
        if self.lines is not None and (self.lines.height, self.lines.width) != (height, width):
            raise BadPicture(
                f"The lines of {self.name} are {self.lines.width}×{self.lines.height} and the sheet {width}×{height}; "
                "they are as large as the sheet."
            )


@dataclass(frozen=True)
class Character:
    """Somebody, by name, with sheets and a palette; the names of its entries are those of parts."""

    name: str
    sheets: tuple[ModelSheet, ...]
    palette: Palette = NO_PALETTE

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise BadRequest("A character has no name; give it one.")


@dataclass(frozen=True)
class Cast:
    """The characters of a show. Raises BadRequest for two of one name."""

    characters: tuple[Character, ...]

    def __post_init__(self) -> None:
        seen: dict[str, str] = {}
        for character in self.characters:
            key = folded(character.name)
            if key in seen:
                raise BadRequest(f"Two characters of the cast are called {character.name!r}; give one another name.")
            seen[key] = character.name


def folded(name: str) -> str:
    """A name as it is compared: case and spaces around it don't count."""
    return name.strip().casefold()
