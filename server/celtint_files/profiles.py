"""Colour profiles (ICC.1:2022): what the numbers of a picture mean, and the same colours in another space's numbers.

Relative colorimetric, black to black, as Krita, GIMP and Pillow have it: between spaces of three primaries by
`celtint_files.primaries`, all others by LittleCMS.
"""

import functools
import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint.colours.depth import to_eight_bit
from PIL import Image, ImageCms

from celtint_files import primaries
from celtint_files.primaries import primaries_of

U8 = npt.NDArray[np.uint8]

_SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab ": "LAB"}
"""Those that pictures come in, by ICC's names, and Pillow's modes for them."""
MOST_BYTES = 16 << 20
"""A press's profile has a few MiB."""
_BROKEN = (ImageCms.PyCMSError, OSError, ValueError, TypeError)
"""What Pillow raises for what is no profile, and for one without the tables that a change of space takes."""


@dataclass(frozen=True)
class Profile:
    """A profile that works. data: the file. mode: Pillow's of its space: RGB, L, CMYK or LAB. name: for people."""

    data: bytes
    mode: str
    name: str


def _srgb() -> Profile:
    return Profile(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "RGB", "sRGB")


SRGB = _srgb()


@functools.lru_cache(maxsize=16)
def profile_of(data: bytes) -> Profile | None:
    """The profile in a picture's file; None for one that is broken, or of a space that pictures don't come in."""
    if not data or len(data) > MOST_BYTES:
        return None
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(data))
        mode = _SPACES[opened.profile.xcolor_space]
        name = (opened.profile.profile_description or "").strip() or "a profile without a name"
        found = Profile(data, mode, name)
        _transform(found, SRGB, mode, "RGB")
    except (*_BROKEN, KeyError):
        return None
    return found


@functools.lru_cache(maxsize=32)
def alike(one: Profile, other: Profile) -> bool:
    """Whether two spaces of RGB have the same numbers for the same colours, to a level of 255."""
    if one.data == other.data:
        return True
    if (one.mode, other.mode) != ("RGB", "RGB"):
        return False
    steps = np.linspace(0, 255, 9).round().astype(np.uint8)
    grid = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(27, 27, 3)
    return bool(np.abs(changed(grid, one, other).astype(int) - grid).max() <= 1)


def changed(pixels: npt.NDArray[Any], of: Profile, to: Profile) -> npt.NDArray[Any]:
    """(..., 3) or (..., 4) RGB, its alpha as it is, in the numbers of another space of RGB.

    Colours that it has no numbers for become its nearest. uint8 stays uint8; uint16 stays uint16 between spaces of
    three primaries, and is uint8 if one of them has tables, as is floating point.
    """
    if of.data == to.data:
        return pixels
    one, other = primaries_of(of.data), primaries_of(to.data)
    if one is not None and other is not None:
        return primaries.changed(pixels if pixels.dtype == np.uint16 else to_eight_bit(pixels), one, other)
    eight = np.ascontiguousarray(to_eight_bit(pixels))
    flat = eight if eight.ndim == 3 else eight.reshape(1, -1, eight.shape[-1])
    mode = "RGBA" if flat.shape[-1] == 4 else "RGB"
    moved = ImageCms.applyTransform(Image.fromarray(flat), _transform(of, to, mode, mode))
    assert moved is not None  # as it isn't done in place
    return np.asarray(moved).reshape(pixels.shape)


def lab_colour(light: float, a: float, b: float) -> tuple[int, int, int]:
    """The sRGB of a colour in Lab under D50, to half a unit: L from 0 to 100, a and b from -128 to 127."""
    numbers = np.clip([light * 2.55, a + 128, b + 128], 0, 255)
    lab = np.rint(numbers).astype(np.uint8).reshape(1, 1, 3)
    lab[..., 1:] ^= 128  # which Pillow holds with a sign
    red, green, blue = in_colour(Image.frombytes("LAB", (1, 1), lab.tobytes()), _lab(), SRGB)[0, 0].tolist()
    return (red, green, blue)


@functools.cache
def _lab() -> Profile:
    return Profile(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), "LAB", "Lab")


def in_colour(image: Image.Image, of: Profile, to: Profile) -> U8:
    """(H, W, 3) uint8 of a picture in CMYK or Lab, in the numbers of a space of RGB."""
    moved = ImageCms.applyTransform(image, _transform(of, to, image.mode, "RGB"))
    assert moved is not None  # as it isn't done in place
    return np.asarray(moved)


def grey_curve(of: Profile, to: Profile) -> U8:
    """(256,) uint8: what each level of grey is in a space of RGB, where its three numbers are as good as the same."""
    ramp = Image.fromarray(np.arange(256, dtype=np.uint8)[None, :])
    if of.mode == "RGB":  # a grey picture that says it is of a space of colours
        ramp = ramp.convert("RGB")
    moved = ImageCms.applyTransform(ramp, _transform(of, to, ramp.mode, "RGB"))
    assert moved is not None  # as it isn't done in place
    curve: U8 = np.asarray(moved)[0, :, 1]
    return curve


@functools.lru_cache(maxsize=32)
def _transform(of: Profile, to: Profile, mode: str, into: str) -> Any:
    """Raises what `_BROKEN` names."""
    source, target = (ImageCms.ImageCmsProfile(io.BytesIO(one.data)) for one in (of, to))
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    # LittleCMS puts a coarse table in a profile's place, off by ten levels in dark greys; those of RGB need none.
    if of.mode != "RGB":
        flags |= ImageCms.Flags.NOOPTIMIZE
    return ImageCms.buildTransform(source, target, mode, into, ImageCms.Intent.RELATIVE_COLORIMETRIC, flags)
