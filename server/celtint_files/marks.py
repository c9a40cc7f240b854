"""Marks from a PNG whose values are numbers and not colours: grey of up to 8 bits, or indexed.

0 is none, `MARK_NUMBERS` the others. A file that numbers them otherwise says so in a text of the keyword ``Marks``,
"merge=5 empty=6 same=7": then these alone count, and what else is drawn is none.
"""

import io

import numpy as np
from celtint import BadPicture, BadRequest, Marks, TooLarge
from celtint.types.arrays import U8
from celtint.types.choices import MARK
from celtint.types.picture import MARK_NUMBERS, limit_passed
from PIL import Image, UnidentifiedImageError

from celtint_files.png import check_data, header

KEYWORD = "Marks"
"""Of the PNG text that names the numbers."""
_NUMBERS = ", ".join(f"{number} {word}" for word, number in MARK_NUMBERS.items())


def marks_of(data: bytes, name: str) -> Marks:
    """The marks in a PNG's bytes. name: what to call it.

    Raises BadPicture for what is no PNG or a broken one, TooLarge, and BadRequest for one in colours and for names that
    aren't marks'.
    """
    try:
        head = header(memoryview(data))
        if limit := limit_passed(head.width, head.height):
            raise TooLarge(f"{name} is {head.width}×{head.height}; {limit}.")
        if head.colour not in (0, 3) or head.depth > 8:
            raise BadRequest(f"{name} is in colours; save marks as a grey or indexed PNG of 8 bits: {_NUMBERS}.")
        check_data(memoryview(data), head)
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            said = getattr(image, "text", {}).get(KEYWORD)
            pixels = np.asarray(image.convert("L") if image.mode == "1" else image, np.uint8)
    except BadPicture as error:
        raise BadPicture(f"{name}: {error}") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadPicture(f"{name} is no PNG, or a broken one; save the marks again.") from None
    if head.colour == 0 and head.depth < 8:  # Pillow spreads grey of few bits over all levels
        pixels = pixels // np.uint8(255 // (2**head.depth - 1))
    return Marks(pixels if said is None else _renumbered(pixels, str(said), name))


def _renumbered(pixels: U8, said: str, name: str) -> U8:
    table = np.zeros(256, np.uint8)
    for pair in said.split():
        word, _, number = pair.partition("=")
        if word not in MARK or not number.isdigit() or not 1 <= int(number) <= 255:
            raise BadRequest(f"{name} names its marks {said[:80]!r}; say it like 'merge=1 empty=2 same=3'.")
        table[int(number)] = MARK_NUMBERS[word]
    return table[pixels]
