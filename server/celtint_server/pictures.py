"""Files of pictures as arrays: the one decoder, for what comes over the wire and what the command line reads.

Pillow refuses what is broken, unless it is an interlaced PNG; it has no 16-bit colour, OpenCV has.
"""

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from celtint import BadPicture, TooLarge
from celtint.types.arrays import U16
from celtint.types.picture import MAX_SIDE
from PIL import Image, ImageOps, UnidentifiedImageError

from celtint_server import png

FORMATS = ("PNG", "WEBP", "JPEG", "TIFF", "BMP")
_ORIENTATION, _BITS_PER_SAMPLE = 274, 258
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
    BadPicture,
)
"""What Pillow's decoders and `png` raise for damaged files."""


def decode(
    data: bytes | memoryview, name: str, formats: Sequence[str] = FORMATS, upright: bool = True
) -> npt.NDArray[Any]:
    """(H, W), (H, W, 2), (H, W, 3) or (H, W, 4) uint8, uint16 or float32 in 0 to 1; of several frames the first.

    name: of the picture, for the sentence of an error. formats: those that are read, of `FORMATS`. upright: apply the
    EXIF orientation. 16 bits a channel stay 16 bits. Raises BadPicture for what is no picture or is damaged, TooLarge
    for more than 8192 pixels a side, both before anything is decoded where that can be told.
    """
    try:
        image = Image.open(BytesIO(data), formats=list(formats))
    except UnidentifiedImageError:
        raise BadPicture(f"{name} is not a picture (PNG, WebP, JPEG, TIFF or BMP).") from None
    except Image.DecompressionBombError:
        raise TooLarge(f"{name} has more than {MAX_SIDE} pixels a side; make it smaller.") from None
    except _BROKEN:
        raise BadPicture(f"{name} is damaged; save the picture again.") from None
    with image:
        if max(image.size) > MAX_SIDE:
            width, height = image.size
            raise TooLarge(f"{name} is {width}×{height}; the limit is {MAX_SIDE} a side.")
        try:
            if image.format == "PNG":
                _check_png(memoryview(data))
            image.load()
            return _pixels(image, data, upright)
        except _BROKEN:
            raise BadPicture(f"{name} is damaged or cut short; save the picture again.") from None


def _check_png(data: memoryview) -> None:
    """Raises BadPicture for data that can't hold the pixels, before a decoder takes the memory for them."""
    head = png.header(data)
    png.check_data(data, head)
    png.check_whole(data, head)


def _pixels(image: Image.Image, data: bytes | memoryview, upright: bool) -> npt.NDArray[Any]:
    """The decoded picture as an array; Pillow cuts 16-bit colour to 8, so OpenCV decodes that."""
    if _depth(image, data) == 16 and not image.mode.startswith(("I", "F")):
        return _deep_pixels(data, image.getexif().get(_ORIENTATION, 1) if upright else 1)
    shown = ImageOps.exif_transpose(image) if upright else image
    if shown.mode.startswith("I"):  # 16 bit grey, which Pillow may hold in 32
        grey: npt.NDArray[Any] = np.clip(np.asarray(shown), 0, 65535)
        return grey.astype(np.uint16)
    if shown.mode == "F":
        return np.asarray(shown, np.float32)
    if "transparency" in shown.info or shown.mode in ("PA", "RGBa", "La"):
        shown = shown.convert("RGBA")
    elif shown.mode not in ("L", "LA", "RGB", "RGBA"):
        shown = shown.convert("L" if shown.mode == "1" else "RGB")
    return np.asarray(shown)


def _deep_pixels(data: bytes | memoryview, orientation: int) -> U16:
    """16-bit colour. Raises ValueError where OpenCV cannot read it."""
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if decoded is None or decoded.dtype != np.uint16:
        raise ValueError("OpenCV cannot decode it")
    pixels: U16 = np.asarray(decoded, np.uint16)
    if pixels.ndim == 3:
        pixels = pixels[:, :, [2, 1, 0, 3][: pixels.shape[2]]]
    return np.array(turned_upright(pixels, orientation), np.uint16, order="C")


def _depth(image: Image.Image, data: bytes | memoryview) -> int:
    """Bits a channel as the file says."""
    if image.format == "PNG":
        return data[24]  # IHDR is always the first chunk
    if image.format == "TIFF":
        bits = getattr(image, "tag_v2", {}).get(_BITS_PER_SAMPLE, (8,))
        return int(max(bits))
    return 8


def turned_upright(pixels: npt.NDArray[Any], orientation: int) -> npt.NDArray[Any]:
    """Apply an EXIF orientation (TIFF 6.0, tag 274); a view."""
    if orientation in (5, 6, 7, 8):
        pixels = np.swapaxes(pixels, 0, 1)
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return pixels
