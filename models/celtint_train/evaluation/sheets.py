"""Side-by-side pictures: what was given, what each tool made of it, with titles and errors marked."""

from collections.abc import Sequence

import numpy as np
from celtint.types.arrays import U8
from PIL import Image, ImageDraw, ImageFont

from celtint_train.evaluation.bench.metrics import right_pixels
from celtint_train.puppets.scenes import Scene

WRONG = (255, 0, 255)
"""Hatches wrong pixels, with black, so that it is not taken for a colour of the scene."""


def over_white(layer: U8) -> U8:
    """(H, W, 4) uint8 straight alpha on white paper: (H, W, 3) uint8."""
    alpha = layer[..., 3:].astype(np.float32) / 255
    return np.asarray(np.round(layer[..., :3] * alpha + 255 * (1 - alpha)), dtype=np.uint8)


def inked(colours: U8, picture: U8) -> U8:
    """(H, W, 3) uint8 colours with the lines of ``picture``, (H, W) uint8, multiplied over them."""
    return np.asarray(np.round(colours * (picture[..., None] / 255.0)), dtype=np.uint8)


def given(scene: Scene, hints: U8) -> U8:
    """(H, W, 3) uint8: the drawing with its hints on it."""
    return np.where(hints[..., 3:] > 0, hints[..., :3], scene.picture[..., None])


def made(scene: Scene, flats: U8) -> U8:
    """(H, W, 3) uint8: a tool's colours under the lines, wrong pixels hatched in magenta."""
    shown = inked(over_white(flats), scene.picture)
    y, x = np.nonzero(~right_pixels(scene.flats, flats) & ~scene.ink)
    shown[y, x] = np.where(((x + y) // 4 % 3 > 0)[:, None], WRONG, (0, 0, 0))
    return shown


def sheet(rows: Sequence[Sequence[tuple[str, U8]]], side: int, high: int | None = None) -> U8:
    """Titled pictures in rows, each (H, W, 3) uint8 and fitted to ``side`` pixels, as one (H, W, 3) uint8.

    high: pixels of a row, where no picture is as high as wide.
    """
    bar = 22
    tall = side if high is None else high
    width = max(len(row) for row in rows) * (side + 4)
    page = Image.new("RGB", (width, len(rows) * (tall + bar)), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(14)
    for i, row in enumerate(rows):
        for j, (title, picture) in enumerate(row):
            image = Image.fromarray(np.ascontiguousarray(picture))
            image.thumbnail((side, side), Image.Resampling.BOX)
            pen.text((j * (side + 4) + 2, i * (tall + bar) + 3), title, fill="black", font=font)
            page.paste(image, (j * (side + 4), i * (tall + bar) + bar))
    return np.asarray(page)
