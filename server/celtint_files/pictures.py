"""Files of pictures as arrays: the one decoder, for what comes over the wire and what the command line reads.

Pillow refuses what is broken, unless it is an interlaced PNG; it has no 16-bit colour, OpenCV has. A profile is
honoured: the numbers that come out are of the space that was asked for.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from celtint import BadPicture, TooLarge
from celtint.types.arrays import U16
from celtint.types.picture import limit_passed
from PIL import Image, ImageOps, UnidentifiedImageError

from celtint_files import png
from celtint_files.profiles import SRGB, Profile, alike, changed, grey_curve, in_colour, profile_of

Image.MAX_IMAGE_PIXELS = None
"""Pillow's own limit is for those who set none, and less than what is printed has."""

FORMATS = ("PNG", "WEBP", "JPEG", "TIFF", "BMP", "GIF", "AVIF")
TOLD = "PNG, WebP, JPEG, TIFF, BMP, GIF or AVIF"
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


@dataclass(frozen=True)
class Decoded:
    """A picture in a file.

    pixels: (H, W), (H, W, 2), (H, W, 3) or (H, W, 4) uint8, uint16 or float32 in 0 to 1. profile: of what space its
    numbers are; None is sRGB. notes: what the artist should know of it, each in a plain sentence.
    """

    pixels: npt.NDArray[Any]
    profile: Profile | None = None
    notes: tuple[str, ...] = ()


def decode(
    data: bytes | memoryview,
    name: str,
    formats: Sequence[str] = FORMATS,
    upright: bool = True,
    into: Profile | None = SRGB,
    most: int | None = None,
) -> Decoded:
    """The picture; of several frames the first.

    name: of the picture, for the sentence of an error. formats: those that are read, of `FORMATS`. upright: apply the
    EXIF orientation. into: a space of RGB, of which its numbers are to be; None leaves a picture in RGB in its own. 16
    bits a channel stay 16 bits, unless colours have to change for that by tables. A profile that is broken is passed
    over and noted. most: pixels of a layer. Raises BadPicture for what is no picture or is damaged,
    TooLarge for one beyond the limits, both before anything is decoded where that can be told.
    """
    with _looked_at(data, name, formats) as image:
        width, height = image.size
        if limit := limit_passed(width, height):
            raise TooLarge(f"{name} is {width}×{height}; {limit}.")
        if most is not None and width * height > most:
            raise TooLarge(f"{name} has a layer far larger than the picture; crop it to the picture.")
        try:
            if image.format == "PNG":
                _check_png(memoryview(data))
            image.load()
            return _decoded(image, data, name, upright, into)
        except _BROKEN:
            raise BadPicture(f"{name} is damaged or cut short; save the picture again.") from None


def size(data: bytes | memoryview, name: str) -> tuple[int, int]:
    """Width and height, upright, of a picture of which nothing is decoded. Raises BadPicture."""
    with _looked_at(data, name, FORMATS) as image:
        width, height = image.size
        try:
            turned = image.getexif().get(_ORIENTATION, 1) >= 5
        except _BROKEN:
            raise BadPicture(f"{name} is damaged; save the picture again.") from None
        return (height, width) if turned else (width, height)


def _looked_at(data: bytes | memoryview, name: str, formats: Sequence[str]) -> Image.Image:
    """A picture that isn't decoded yet. Raises BadPicture."""
    try:
        return Image.open(BytesIO(data), formats=list(formats))
    except UnidentifiedImageError:
        raise BadPicture(f"{name} is not a picture ({TOLD}).") from None
    except _BROKEN:
        raise BadPicture(f"{name} is damaged; save the picture again.") from None


def _decoded(image: Image.Image, data: bytes | memoryview, name: str, upright: bool, into: Profile | None) -> Decoded:
    """Its pixels in the space that is wanted."""
    profile = profile_of(image.info.get("icc_profile") or b"")
    notes: tuple[str, ...] = ()
    if "icc_profile" in image.info and profile is None:
        notes = (f"{name} has a colour profile that is broken; its colours are taken for sRGB.",)
    if image.mode in ("CMYK", "LAB"):
        if profile is None or profile.mode != image.mode:
            return Decoded(_pixels(image, data, upright), None, notes)
        target = into or SRGB
        shown = ImageOps.exif_transpose(image) if upright else image
        notes += (f"{name} is in {image.mode} ({profile.name}); its colours are the nearest of {target.name}.",)
        return Decoded(in_colour(shown, profile, target), None if target is SRGB else target, notes)
    return in_space(Decoded(_pixels(image, data, upright), profile, notes), into)


def in_space(given: Decoded, into: Profile | None) -> Decoded:
    """A picture with its numbers in another space of RGB; with None a picture in RGB stays in its own."""
    pixels, of = given.pixels, given.profile or SRGB
    colours = pixels.ndim == 3 and pixels.shape[2] >= 3
    if into is None:
        into = of if colours and of.mode == "RGB" else SRGB
    said = None if into is SRGB else into
    if colours and of.mode != "RGB":  # a profile of another kind of picture says nothing of this one
        of = SRGB
    if alike(of, into):
        return replace(given, profile=said)
    if colours:
        return replace(given, pixels=changed(pixels, of, into), profile=said)
    if of.mode not in ("RGB", "L"):
        return replace(given, profile=said)
    grey = pixels if pixels.ndim == 2 else pixels[:, :, 0]
    levelled = _levelled(grey, grey_curve(of, into))
    return replace(given, pixels=levelled if pixels.ndim == 2 else np.dstack((levelled, pixels[:, :, 1])), profile=said)


def _levelled(grey: npt.NDArray[Any], curve: npt.NDArray[np.uint8]) -> npt.NDArray[Any]:
    """Grey of any depth by a curve of 256 levels."""
    if grey.dtype == np.uint8:
        return np.asarray(curve[grey], np.uint8)
    most = 65535.0 if grey.dtype == np.uint16 else 1.0
    found = np.interp(grey, np.linspace(0, most, 256), curve * (most / 255))
    return np.asarray(found, grey.dtype)


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
