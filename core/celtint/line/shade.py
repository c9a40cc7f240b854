"""Style "soft": a shade layer to lay over exact flats."""

import cv2
import numpy as np

from celtint.line import tuning
from celtint.regions.fragments import distance_to_lines
from celtint.types.arrays import I32, U8, Labels
from celtint.types.picture import span


def soft_shade(labels: Labels, box: I32, layer: U8) -> U8:
    """A soft shadow inside each coloured region, from a light above on the left.

    labels: (H, W) int32; box: (n + 1, 4) x, y, width, height; layer: (H, W, 4) the flats.
    Returns (H, W, 4) uint8, straight alpha: a dark, saturated tone of each flat, opaque at most as deep as a shade is.
    Nothing is shaded where nothing was coloured, and no shadow crosses into the next region.
    """
    h, w = labels.shape
    step = max(1, -(-span(labels.shape) // 1024))
    small = np.ascontiguousarray(labels[::step, ::step])
    # Regions of one colour side by side are one thing; lines inside it are wrinkles and seams, not its outline.
    flat = np.ascontiguousarray(layer[::step, ::step]).view(np.uint32)[:, :, 0]
    rim = np.zeros(flat.shape, bool)
    rim[:, :-1] |= flat[:, :-1] != flat[:, 1:]
    rim[:-1] |= flat[:-1] != flat[1:]
    inside = distance_to_lines((~rim).astype(np.uint8))
    extent = np.sqrt(np.maximum(1, box[:, 2] * box[:, 3])).astype(np.float32) / step
    reach = np.clip(tuning.SHADE.reach * extent, tuning.SHADE.least, tuning.SHADE.most)
    reach[_backdrop(small)] = 0.0
    wide = np.maximum(reach[small], 1e-3)
    # A dome over each region: full height from `reach` inwards; its slope away from the light is in shade.
    dome = cv2.GaussianBlur(np.sin(np.clip(inside / wide, 0.0, 1.0) * (np.pi / 2)) * wide, (0, 0), tuning.SHADE.soft)
    slope_x, slope_y = cv2.Sobel(dome, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(dome, cv2.CV_32F, 0, 1, scale=1 / 8)
    dark = cv2.GaussianBlur(np.clip(-(slope_x + 1.3 * slope_y), 0.0, 1.0).astype(np.float32), (0, 0), tuning.SHADE.soft)
    # Softening has run over the borders: what is left there fades out towards them, and the backdrop has none.
    dark *= np.clip(inside / 3.0, 0.0, 1.0) * (reach[small] > 0)
    alpha = cv2.resize(dark * (tuning.SHADE.depth * 255.0), (w, h), interpolation=cv2.INTER_LINEAR)
    return tinted(layer, np.where(layer[:, :, 3] > 0, np.rint(alpha), 0).astype(np.uint8))


def tinted(layer: U8, alpha: U8) -> U8:
    """(H, W, 4) uint8: the shade of each of the flats in `layer` (H, W, 4), darker and a little bluer, at `alpha`."""
    out = np.empty_like(layer)
    for channel, share in enumerate((0.35, 0.28, 0.45)):
        table = (np.arange(256) * share).astype(np.uint8)
        out[:, :, channel] = cv2.LUT(np.ascontiguousarray(layer[:, :, channel]), table)
    out[:, :, 3] = alpha
    return out


def _backdrop(labels: Labels) -> I32:
    """Regions along more than a quarter of the picture's border: paper, sky, whatever the figures stand before."""
    border = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    return np.flatnonzero(4 * np.bincount(border) > len(border)).astype(np.int32)
