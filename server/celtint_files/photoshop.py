"""Photoshop's files (.psd, .psb), read by psd-tools: pixel layers by name, in groups, and the whole."""

import io
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from celtint import BadPicture, TooLarge
from celtint.colours.depth import to_eight_bit
from celtint.types.picture import limit_passed
from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import BlendMode, ColorMode, Resource

from celtint_files.pictures import Decoded
from celtint_files.profiles import SRGB, Profile, in_colour, profile_of
from celtint_files.sheets import LONGEST_SIDE, Sheet, Sheets, most_pixels, rgba

MOST = 2 << 30
"""Bytes that a file may take when it is unpacked."""


def sheets(data: bytes | memoryview, name: str) -> Sheets:
    """The layers of a file. Raises BadPicture for what is damaged or of a kind that isn't read, TooLarge."""
    size = data[14:22]
    height, width = int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
    if limit := limit_passed(width, height):
        raise TooLarge(f"{name} is {width}×{height}; {limit}.")
    if max(width, height) > LONGEST_SIDE:
        raise TooLarge(
            f"{name} is {width}×{height}; of Photoshop's files those of {LONGEST_SIDE} pixels a side are read, "
            "save it as PNG."
        )
    image = _or_broken(name, lambda: PSDImage.open(io.BytesIO(data), max_alloc_bytes=MOST))
    kinds = (ColorMode.RGB, ColorMode.GRAYSCALE, ColorMode.CMYK)
    if image.color_mode not in kinds or image.depth not in (8, 16):
        raise BadPicture(f"{name} is neither RGB, grey nor CMYK with 8 or 16 bits a channel; convert it.")
    icc = image.image_resources.get_data(Resource.ICC_PROFILE)
    profile = profile_of(bytes(icc)) if icc else None
    most = most_pixels(width, height)
    whole = partial(_pixels, image, name, profile, most) if image.has_preview() else None
    found = _or_broken(name, lambda: _within(image, name, profile, most))
    return Sheets(name, width, height, found, whole)


def _within(layers: Iterable[Any], name: str, profile: Profile | None, most: int) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(
            str(one.name).rstrip("\0"),  # which Krita writes
            None if one.is_group() or not (one.width and one.height) else partial(_layer, one, name, profile, most),
            int(one.left),
            int(one.top),
            one.opacity / 255,
            bool(one.visible),
            one.blend_mode == BlendMode.MULTIPLY,
            _within(one, name, profile, most) if one.is_group() else (),
            _hidden_by_more(one),
        )
        for one in layers
    )


def _hidden_by_more(layer: Any) -> bool:
    """Whether it has a mask that `_masked` leaves out: a group's, of a path, or softened."""
    vector = layer.has_vector_mask() and not layer.vector_mask.disabled
    mask = layer.mask
    painted = mask is not None and not mask.disabled
    return bool(vector or (painted and (layer.is_group() or mask.has_real() or mask.parameters is not None)))


def _masked(read: Decoded, layer: Any, name: str, most: int) -> Decoded:
    """A layer's pixels as its painted mask leaves them. Raises as `_pixels`."""
    mask = layer.mask
    if mask is None or mask.disabled or _hidden_by_more(layer):
        return read
    if mask.width * mask.height > most:
        raise TooLarge(f"{name} has a layer far larger than the picture; crop it to the picture.")
    # Where nothing of the mask is stored it is all of one value.
    shown = _or_broken(name, lambda: mask.topil(layer_sized=True)) or Image.new("L", layer.size, mask.background_color)
    pixels = np.array(rgba(read.pixels))
    pixels[..., 3] = (pixels[..., 3].astype(np.uint16) * np.asarray(shown.convert("L")) + 127) // 255
    return replace(read, pixels=pixels)


def _layer(of: Any, name: str, profile: Profile | None, most: int) -> Decoded:
    return _masked(_pixels(of, name, profile, most), of, name, most)


def _pixels(of: Any, name: str, profile: Profile | None, most: int) -> Decoded:
    """What psd-tools makes of a layer or of the whole; alpha is straight. most: pixels of a layer."""
    if not isinstance(of, PSDImage) and of.width * of.height > most:
        raise TooLarge(f"{name} has a layer far larger than the picture; crop it to the picture.")
    image = _or_broken(name, lambda: of.topil(apply_icc=False))
    if not isinstance(image, Image.Image):
        raise BadPicture(f"A layer of {name} has no pixels of its own; rasterise it.")
    if image.mode == "CMYK":
        return _of_inks(image, _or_broken(name, lambda: of.numpy("shape")), name, profile)
    if image.mode not in ("L", "LA", "RGB", "RGBA"):
        image = image.convert("RGBA")
    return Decoded(np.asarray(image), profile)


def _of_inks(image: Image.Image, shape: Any, name: str, profile: Profile | None) -> Decoded:
    """Inks in sRGB. shape: (H, W, 1), the alpha in 0 to 1, which Pillow's CMYK has none of; None for none."""
    known = profile is not None and profile.mode == "CMYK"
    colour = np.asarray(image.convert("RGB")) if profile is None or not known else in_colour(image, profile, SRGB)
    said = f" ({profile.name})" if profile is not None and known else ", of no profile"
    note = f"{name} is in CMYK{said}; its colours are the nearest of sRGB."
    if shape is not None:
        colour = np.dstack((colour, to_eight_bit(np.asarray(shape, np.float32))))
    return Decoded(colour, None, (note,))


def _or_broken(name: str, read: Any) -> Any:
    """What psd-tools reads; for damaged files it raises whatever the damaged place makes of it."""
    try:
        return read()
    except (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, TypeError, ValueError):
        raise BadPicture(f"{name} is damaged or cut short, or of a kind that isn't read; save it again.") from None
