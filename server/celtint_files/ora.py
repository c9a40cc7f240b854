"""OpenRaster 0.0.5 (openraster.org): layers that Krita, GIMP and MyPaint open.

A zip whose first member, stored, is its type; ``stack.xml`` lists the layers from above, each a PNG cropped to what is
painted; ``mergedimage.png`` is what all visible ones come to.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from celtint import BadRequest
from PIL import Image

from celtint_files.archives import add
from celtint_files.png import png
from celtint_files.profiles import Profile

MIMETYPE = "image/openraster"
THUMBNAIL = 256
"""Pixels of the longer side of the small picture that file managers show."""

U8 = npt.NDArray[np.uint8]
Blend = Literal["normal", "multiply"]
_OPERATIONS: dict[Blend, str] = {"normal": "svg:src-over", "multiply": "svg:multiply"}


@dataclass(frozen=True)
class Layer:
    """One layer.

    name: for people. pixels: (h, w, 4) uint8 sRGB, straight alpha. x, y: of its top left corner, in pixels of the
    canvas; what lies outside is kept, as programs that paint do. opacity: 0 to 1.
    """

    name: str
    pixels: U8
    x: int = 0
    y: int = 0
    blend: Blend = "normal"
    opacity: float = 1.0
    visible: bool = True


def check(layers: Sequence[Layer], width: int, height: int) -> None:
    """Raises BadRequest for a canvas or a layer without pixels."""
    if width < 1 or height < 1 or any(not one.pixels.size for one in layers):
        raise BadRequest("A layered file needs a canvas and layers of at least one pixel.")


def ora(
    layers: Sequence[Layer], width: int, height: int, profile: Profile | None = None, xmp: bytes | None = None
) -> bytes:
    """The file. layers: from below. width, height: of the canvas, in pixels. profile: of its numbers; None is sRGB.
    xmp: a packet of `celtint_files.xmp`, which the whole says.

    Raises BadRequest as `check`.
    """
    check(layers, width, height)
    shown = merged(layers, width, height)
    small = Image.fromarray(shown)
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        add(archive, "mimetype", MIMETYPE.encode())
        add(archive, "stack.xml", _stack(layers, width, height).encode(), zipfile.ZIP_DEFLATED)
        for number, one in enumerate(layers):
            add(archive, _place(number), png(np.ascontiguousarray(one.pixels), profile))
        add(archive, "mergedimage.png", png(shown, profile, xmp))
        add(archive, "Thumbnails/thumbnail.png", png(np.asarray(small)))
    return buffer.getvalue()


def merged(layers: Iterable[Layer], width: int, height: int) -> U8:
    """(height, width, 4) uint8: what the visible layers, from below, come to (W3C Compositing and Blending 1)."""
    colour, alpha = np.zeros((height, width, 3), np.float32), np.zeros((height, width, 1), np.float32)
    for one in layers:
        x, y = max(0, one.x), max(0, one.y)
        piece = one.pixels[y - one.y : max(0, height - one.y), x - one.x : max(0, width - one.x)]
        if not one.visible or not piece.size:
            continue
        here = (slice(y, y + piece.shape[0]), slice(x, x + piece.shape[1]))
        source, cover = piece[..., :3].astype(np.float32), piece[..., 3:].astype(np.float32)
        cover = cover * np.float32(one.opacity / 255)
        below, under = colour[here], alpha[here]
        if one.blend == "multiply":
            source = source * (1 - under) + under * source * below / np.float32(255)
        whole = cover + under * (1 - cover)
        mixed = source * cover + below * under * (1 - cover)
        colour[here] = mixed / np.where(whole > 0, whole, 1)
        alpha[here] = whole
    return np.concatenate([np.rint(colour), np.rint(255 * alpha)], axis=2).astype(np.uint8)


def _place(number: int) -> str:
    return f"data/layer{number:03d}.png"


def _stack(layers: Sequence[Layer], width: int, height: int) -> str:
    rows = [_row(number, one) for number, one in enumerate(layers)]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<image version="0.0.5" w="{width}" h="{height}">',
            "<stack>",
            *reversed(rows),
            "</stack>",
            "</image>",
            "",
        ]
    )


def _row(number: int, one: Layer) -> str:
    shown = "visible" if one.visible else "hidden"
    return (
        f'<layer name="{_escaped(one.name)}" src="{_place(number)}" x="{one.x}" y="{one.y}" opacity="{one.opacity:g}" '
        f'visibility="{shown}" composite-op="{_OPERATIONS[one.blend]}"/>'
    )


def _escaped(text: str) -> str:
    """For an attribute; control characters, and halves of letters, which XML cannot hold, are dropped."""
    plain = "".join(sign for sign in text if sign.isprintable())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
