"""Photoshop's files (.psd), written by psd-tools: layers with names, opacity and blending, and what they come to."""

import io
from collections.abc import Sequence

from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import BlendMode, Resource
from psd_tools.psd import PSD
from psd_tools.psd.image_resources import ImageResource

from celtint_files.ora import Blend, Layer, check, merged
from celtint_files.profiles import Profile

_MODES: dict[Blend, BlendMode] = {"normal": BlendMode.NORMAL, "multiply": BlendMode.MULTIPLY}
LONGEST = 60
"""Letters of a layer's name; the format has no more than 255 bytes for it."""


def psd(
    layers: Sequence[Layer], width: int, height: int, profile: Profile | None = None, xmp: bytes | None = None
) -> bytes:
    """The file. layers: from below. width, height: of the canvas, in pixels. profile: of its numbers; None is sRGB.
    xmp: a packet of `celtint_files.xmp`.

    Raises BadRequest for a canvas or a layer without pixels.
    """
    check(layers, width, height)
    shown = Image.new("RGBA", (width, height), "white")  # as programs show it that know no layers
    shown.alpha_composite(Image.fromarray(merged(layers, width, height)))
    image = PSDImage.new("RGBA", (width, height))  # layers have alpha where the whole has
    for one in layers:
        made = image.create_pixel_layer(
            Image.fromarray(one.pixels),
            name="layer",
            top=one.y,
            left=one.x,
            opacity=round(255 * one.opacity),
            blend_mode=_MODES[one.blend],
        )
        made.visible = one.visible
        made.name = one.name[:LONGEST]  # in Unicode too
    said = {Resource.ICC_PROFILE: None if profile is None else profile.data, Resource.XMP_METADATA: xmp}
    for key, data in said.items():
        if data is not None:
            image.image_resources[int(key)] = ImageResource(key=int(key), data=data)
    buffer = io.BytesIO()
    image.save(buffer, encoding="utf_8")  # of the names that readers of 1998 see; others are in UTF-16 beside
    buffer.seek(0)
    record = PSD.read(buffer, encoding="utf_8")
    # What psd-tools takes the layers for together depends on what else is installed.
    record.image_data.set_data([plane.tobytes() for plane in shown.split()], record.header)
    whole = io.BytesIO()
    record.write(whole, encoding="utf_8")
    return whole.getvalue()
