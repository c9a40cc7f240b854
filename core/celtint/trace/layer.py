"""The drawing's lines in a layer of their own, on nothing: as they are, without trace lines, or in the paint's colours.

Paper is taken out as "colour to alpha" does it: each pixel gets the least alpha with which some colour over the paper
gives what was drawn. What a pixel has of a trace line is told from what it has of a dark one by their colours: it is
the paper, so much of the one and so much of the other.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from celtint.colours.depth import to_eight_bit
from celtint.trace import tuning
from celtint.types.arrays import F32, U8, Bool, Ink, Rgba
from celtint.types.choices import LineColours
from celtint.types.picture import RGB, Picture
from celtint.types.result import Pen

ROWS = 256
"""So many rows are worked on at a time."""
NO_PAINT = 2.0**40
"""Darker paint comes first, none last."""


def line_layer(picture: Picture, how: LineColours, pens: Sequence[Pen], traces: Ink | None, paint: Rgba) -> Rgba | None:
    """(H, W, 4) uint8 sRGB, straight alpha; None where `how` is "none".

    pens: the drawing's; traces: (H, W) how much of each pixel its trace lines cover, None without any. paint: (H, W, 4)
    the colour layer, whose colours "hold" takes.
    """
    if how == "none":
        return None
    layer, paper = _lifted(picture)
    if how != "keep" and traces is not None:
        layer = _untraced(layer, paper, pens, traces)
    return held(layer, paint) if how == "hold" else layer


def held(layer: Rgba, paint: Rgba) -> Rgba:
    """Lines in a darker tone of the darker paint beside them; where there is none they stay as they are."""
    radius = tuning.LAYER.beside
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    out = layer.copy()
    for top in range(0, layer.shape[0], ROWS):
        first = max(0, top - radius)
        beside = paint[first : top + ROWS + radius]
        packed = cv2.cvtColor(beside[:, :, :3], cv2.COLOR_RGB2GRAY).astype(np.float64) * 2.0**24
        packed += beside[:, :, :3] @ np.array([65536.0, 256.0, 1.0])
        packed[beside[:, :, 3] < 128] = NO_PAINT
        darkest = cv2.erode(packed, disc)[top - first :][:ROWS]
        band = out[top : top + ROWS]
        lines = (band[:, :, 3] > 0) & (darkest < NO_PAINT)
        colour = np.mod(darkest[lines], 2.0**24).astype(np.int64)
        own = np.stack([colour >> 16, colour >> 8 & 255, colour & 255], axis=-1)
        band[lines, :3] = np.rint(tuning.LAYER.tone * own).astype(np.uint8)
    return out


def _lifted(picture: Picture) -> tuple[Rgba, RGB]:
    """The drawing on nothing, and its paper's colour: white where it already was on nothing."""
    p = to_eight_bit(picture.pixels)
    colours = p[:, :, None] if p.ndim == 2 else p
    rgb = np.repeat(colours[:, :, :1], 3, axis=2) if colours.shape[2] < 3 else colours[:, :, :3]
    if colours.shape[2] in (2, 4) and int(colours[:, :, -1].min()) < 255:
        return np.ascontiguousarray(np.dstack([rgb, colours[:, :, -1]])), (255, 255, 255)
    paper = _paper(np.ascontiguousarray(rgb))
    layer = np.empty((*rgb.shape[:2], 4), np.uint8)
    for top in range(0, rgb.shape[0], ROWS):
        layer[top : top + ROWS] = _to_alpha(rgb[top : top + ROWS], paper)
    return layer, paper


def _paper(rgb: U8) -> RGB:
    """The commonest colour."""
    counts = [np.bincount(channel.ravel(), minlength=256) for channel in cv2.split(rgb)]
    r, g, b = (int(count.argmax()) for count in counts)
    return r, g, b


def _to_alpha(rgb: U8, paper: RGB) -> Rgba:
    white = np.array(paper, np.float32)
    apart = rgb.astype(np.float32) - white
    room = np.where(apart < 0, white, 255 - white)
    alpha = (np.abs(apart) / np.maximum(room, 1)).max(axis=2)
    alpha[alpha * 255 < tuning.LAYER.faintest] = 0
    colour = white + apart / np.maximum(alpha, 1 / 255)[:, :, None]
    out = np.dstack([np.clip(colour, 0, 255), 255 * np.minimum(alpha, 1)[:, :, None]])
    return np.rint(np.where(alpha[:, :, None] > 0, out, 0)).astype(np.uint8)


def _untraced(layer: Rgba, paper: RGB, pens: Sequence[Pen], traces: Ink) -> Rgba:
    """Without trace lines: about them only what is of the dark pen is left."""
    dark = next((pen.colour for pen in pens if pen.counts and not pen.trace), None)
    radius = tuning.LAYER.fringe
    about = cv2.dilate(traces, np.ones((2 * radius + 1, 2 * radius + 1), np.uint8)) > 0
    out = layer.copy()
    if dark is None:
        out[about] = 0
        return out
    share = np.zeros(traces.shape, np.float32)
    share[about] = _share_of_dark(layer[about], paper, dark, [pen.colour for pen in pens if pen.trace])
    # A trace line's own grain isn't ink: what is left of it is beside a dark line, or nothing.
    solid = share >= tuning.LAYER.solid
    solid |= ~about & (layer[:, :, 3] >= 255 * tuning.LAYER.solid)
    near: Bool = cv2.dilate(solid.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    share[~near | (share < tuning.LAYER.rest)] = 0
    out[about, :3] = dark
    out[about, 3] = np.rint(255 * share[about]).astype(np.uint8)
    out[out[:, :, 3] == 0] = 0
    return out


def _share_of_dark(pixels: Rgba, paper: RGB, dark: RGB, others: Sequence[RGB]) -> F32:
    """(n,) how much of each pixel the dark pen covers, 0 to 1: by least squares, with the pen of `others` that fits."""
    white = np.array(paper, np.float32)
    alpha = pixels[:, 3:].astype(np.float32) / 255
    apart = (pixels[:, :3].astype(np.float32) - white) * alpha
    best, left = np.zeros(len(pixels), np.float32), np.full(len(pixels), np.inf, np.float32)
    ink = np.array(dark, np.float32) - white
    for other in others:
        pen = np.array(other, np.float32) - white
        # Where both together come to less than nothing of one, it is the other alone.
        for inked, basis in ((True, np.stack([ink, pen])), (True, ink[None]), (False, pen[None])):
            shares = apart @ np.linalg.pinv(basis)
            within = np.clip(shares, 0, 1)
            rest = ((apart - within @ basis) ** 2).sum(axis=1)
            rest[(shares < 0).any(axis=1)] = np.inf
            mine = rest < left
            best[mine] = within[mine, 0] if inked else 0
            left[mine] = rest[mine]
    return np.asarray(best, np.float32)
