"""The layers of a file by their names, whatever program wrote it: which of them is asked for, and its pixels.

Without a name it is the layer that is called as lines or as hints are, as on the canvas (`files/ora.js`); else, for
lines, the picture as a whole.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from celtint import BadPicture, BadRequest, TooLarge
from celtint.colours.depth import to_eight_bit
from celtint.types.picture import Pause, limit_passed, no_pause

from celtint_files.ora import Layer, merged
from celtint_files.pictures import Decoded, in_space
from celtint_files.profiles import Profile

What = Literal["lines", "hints", "all"]
"""What is wanted of a file: lines, hints, or all that is seen."""
WORDS = {
    "lines": re.compile(r"(lines?|line ?art|inks?|linien|strich|tusche|outlines?|線画|ペン入れ)(?!\w)", re.IGNORECASE),
    "hints": re.compile(r"(dabs?|hints?|tupfer|farbtupfer|hinweise|celtint hints)(?!\w)", re.IGNORECASE),
}
"""What layers of lines and of hints are called."""
MOST_NAMES = 12
"""Layers that an error names."""
MOST_LAYERS = 10_000
LONGEST_SIDE = 30_000
"""Pixels a side of Photoshop's files; the larger ones of its other form (.psb) psd-tools neither writes nor reads."""


@dataclass(frozen=True)
class Sheet:
    """A layer, or a group with those in it, from below.

    read: its pixels, of any size, in the space that they say. x, y: of its top left corner, in pixels of the picture.
    opacity: 0 to 1. multiply: whether it is multiplied, not laid, over what is below. masked: whether a mask hides some
    of it that `read` doesn't know of.
    """

    name: str
    read: Callable[[], Decoded] | None = None
    x: int = 0
    y: int = 0
    opacity: float = 1.0
    visible: bool = True
    multiply: bool = False
    within: tuple["Sheet", ...] = field(default=())
    masked: bool = False


@dataclass(frozen=True)
class Sheets:
    """A picture with layers. whole: reads what all of them come to, as its program shows it; None where the file has
    none. sheets: from below."""

    name: str
    width: int
    height: int
    sheets: tuple[Sheet, ...]
    whole: Callable[[], Decoded] | None

    def __post_init__(self) -> None:
        if min(self.width, self.height) < 1:
            raise BadPicture(f"{self.name} has no pixels.")
        if limit := limit_passed(self.width, self.height):
            raise TooLarge(f"{self.name} is {self.width}×{self.height}; {limit}.")
        if sum(1 for _ in every(self.sheets)) > MOST_LAYERS:
            raise TooLarge(f"{self.name} has more than {MOST_LAYERS} layers; merge some.")

    def picture(self, what: What, layer: str | None, into: Profile | None, pause: Pause = no_pause) -> Decoded:
        """The layer that is asked for, on a sheet of the picture's size. into: as `pictures.decode` has it. pause:
        called between the layers of a group.

        Raises BadRequest where there is none of that name, BadPicture, TooLarge.
        """
        found = self._named(layer) if layer is not None else self._called(what)
        if what == "all" and found is None and self.whole is None:
            raise BadRequest(f"{self.name} has no picture of all its layers; save it again, for all programs to read.")
        if found is not None:
            return in_space(self._shown(found, pause), into)
        if what != "hints" and self.whole is not None:
            return in_space(self.whole(), into)
        listed = self._listed()
        raise BadRequest(
            f"{self.name} has no layer that is called {what}; say with {what}-layer which it is: {listed}."
        )

    def _named(self, name: str) -> Sheet:
        for same in (str, str.casefold):
            found = [sheet for sheet in every(self.sheets) if same(sheet.name) == same(name)]
            if found:
                return found[-1]  # the uppermost
        raise BadRequest(f"{self.name} has no layer {name!r}; its layers are {self._listed()}.")

    def _called(self, what: What) -> Sheet | None:
        found = [sheet for sheet in every(self.sheets) if what in WORDS and WORDS[what].match(sheet.name.strip())]
        return found[-1] if found else None

    def _listed(self) -> str:
        names = [sheet.name for sheet in every(self.sheets)][::-1]
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        return (", ".join(names[:MOST_NAMES]) or "none") + more

    def _shown(self, sheet: Sheet, pause: Pause) -> Decoded:
        """A layer by itself, as if it alone were seen, or what those in a group come to."""
        if sheet.read is not None:
            read = sheet.read()
            notes = (*read.notes, *self._unmasked([sheet]))
            return Decoded(self._placed(read.pixels, sheet), read.profile, notes)
        said: list[Decoded] = []  # what the first one says holds for all

        def layers() -> Iterator[Layer]:
            """One after the other, so that no more than one is in memory."""
            for one in _seen(sheet.within):
                if one.read is not None:
                    pause()
                    read = one.read()
                    said[:] = said or [Decoded(read.pixels[:0], read.profile, read.notes)]
                    yield Layer(one.name, rgba(to_eight_bit(read.pixels)), one.x, one.y, _blend(one), one.opacity)

        whole = merged(layers(), self.width, self.height)
        profile, notes = (said[0].profile, said[0].notes) if said else (None, ())
        return Decoded(whole, profile, (*notes, *self._unmasked([*_seen(sheet.within), sheet])))

    def _unmasked(self, seen: Sequence[Sheet]) -> tuple[str, ...]:
        """What is said of layers whose masks are not applied."""
        names = [repr(one.name) for one in seen if one.masked]
        if not names:
            return ()
        of = ", ".join(names[:MOST_NAMES]) + (f" and {len(names) - MOST_NAMES} more" if names[MOST_NAMES:] else "")
        return (f"{self.name} has a mask on {of}, which is not applied; apply it in your program and save again.",)

    def _placed(self, pixels: npt.NDArray[Any], of: Sheet) -> npt.NDArray[Any]:
        """(height, width, 4), or as it is where it covers the picture."""
        if pixels.shape[:2] == (self.height, self.width) and not (of.x or of.y):
            return pixels
        sheet = np.zeros((self.height, self.width, 4), pixels.dtype)
        x, y = max(0, of.x), max(0, of.y)
        piece = rgba(pixels)[y - of.y : max(0, self.height - of.y), x - of.x : max(0, self.width - of.x)]
        sheet[y : y + piece.shape[0], x : x + piece.shape[1]] = piece
        return sheet


def most_pixels(width: int, height: int) -> int:
    """Of a layer of a picture of this size: layers may stick out of it, but not have all memory for themselves."""
    return 4 * width * height + (1 << 20)


def _blend(sheet: Sheet) -> Literal["normal", "multiply"]:
    return "multiply" if sheet.multiply else "normal"


def every(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """All layers and groups, from below; a group after those in it."""
    for sheet in sheets:
        yield from every(sheet.within)
        yield sheet


def _seen(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """The visible layers, from below, but not those of hidden groups."""
    for sheet in sheets:
        if sheet.visible:
            yield from _seen(sheet.within)
            yield sheet


def rgba(pixels: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(H, W, 4) of any picture of whole numbers."""
    deep = pixels if pixels.ndim == 3 else pixels[:, :, None]
    channels = deep.shape[2]
    if channels == 4:
        return deep
    most = np.iinfo(pixels.dtype).max
    alpha = deep[:, :, 1:2] if channels == 2 else np.full((*deep.shape[:2], 1), most, pixels.dtype)
    colour = deep[:, :, [0, 0, 0]] if channels < 3 else deep
    return np.concatenate((colour, alpha), axis=2)
