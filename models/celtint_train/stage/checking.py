"""How near the packed objects are to the pictures that they were made of, as resvg draws those."""

import cv2
import numpy as np
from celtint.types.arrays import F32, U8

from celtint_train.stage.packing import Packed, drawn

SIDE = 96
"""Pixels over the longer side at which they are compared."""


def difference(svg: str, arrays: Packed, aspect: float) -> float:
    """Mean absolute difference of the two on white, in levels of 255 a channel.

    Both fill the same box, so what is left out at an edge shows as a shift. Raises ValueError for what resvg cannot
    draw.
    """
    own = _on_white(drawn(arrays, aspect, SIDE))
    true = _on_white(_by_resvg(svg, own.shape[1], own.shape[0]))
    return float(np.abs(own - true).mean())


def _by_resvg(svg: str, width: int, height: int) -> U8:
    """What a picture paints, filling (height, width, 4)."""
    import resvg_py

    data = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=4 * SIDE))
    bgra = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if bgra is None or bgra.ndim != 3 or bgra.shape[2] != 4:
        raise ValueError("resvg drew nothing.")
    rows, columns = (np.flatnonzero((bgra[..., 3] > 8).any(axis=axis)) for axis in (1, 0))
    part = bgra[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    part[..., :3] *= part[..., 3:] / np.float32(255)
    small = np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), np.float32)
    small[..., :3] /= np.maximum(small[..., 3:], np.float32(1)) / np.float32(255)
    return np.asarray(np.clip(small[..., [2, 1, 0, 3]] + 0.5, 0, 255), np.uint8)


def _on_white(rgba: U8) -> F32:
    alpha = rgba[..., 3:].astype(np.float32) / np.float32(255)
    return np.asarray(rgba[..., :3] * alpha + np.float32(255) * (1 - alpha), np.float32)
