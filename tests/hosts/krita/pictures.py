"""Drawings that the tests put into Krita, and what Krita gives back, as arrays."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from .harness import Krita

Bytes = np.ndarray
RED, BLUE, GREEN = (200, 40, 30), (40, 90, 220), (30, 150, 60)


def rooms(width: int = 400, height: int = 300, shift: int = 0) -> Bytes:
    """(H, W) uint8: dark anti-aliased lines on white. A wall in the middle, a circle in each half, moved by `shift`."""
    page = np.full((height, width), 255, np.uint8)
    middle, size = width // 2, height // 4
    cv2.line(page, (middle, 0), (middle, height - 1), 0, 3, cv2.LINE_AA)
    for x in (width // 4 + shift, 3 * width // 4 + shift):
        cv2.circle(page, (x, height // 2), size, 0, 3, cv2.LINE_AA)
    return page


def lines_only(page: Bytes) -> Bytes:
    """(H, W, 4) RGBA uint8: the same lines in black on nothing, as artists ink."""
    layer = np.zeros((*page.shape, 4), np.uint8)
    layer[..., 3] = 255 - page
    return layer


def dabs(shape: tuple[int, int], marks: Sequence[tuple[int, int, tuple[int, int, int]]], radius: int = 8) -> Bytes:
    """(H, W, 4) RGBA uint8: round dabs of opaque paint, not anti-aliased, at x, y in a colour."""
    layer = np.zeros((*shape, 4), np.uint8)
    for x, y, colour in marks:
        cv2.circle(layer, (x, y), radius, (*colour, 255), -1)
    return layer


def save(pixels: Bytes, path: Path) -> str:
    """Write grey or RGBA pixels as a PNG; its name, for Krita."""
    kind = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA)
    path.write_bytes(cv2.imencode(".png", kind)[1].tobytes())
    return str(path)


def layer(krita: Krita, name: str, folder: Path, how: str = "drawing.save_pixels") -> Bytes:
    """(H, W, 4) RGBA uint8: the pixels of an 8-bit layer, within the document's rectangle."""
    path = folder / "layer.raw"
    _, _, width, height = krita.call(how, name, str(path))
    return np.frombuffer(path.read_bytes(), np.uint8).reshape(height, width, 4)[..., [2, 1, 0, 3]]


def seen(krita: Krita, folder: Path) -> Bytes:
    """(H, W, 3) RGB uint8: what the artist sees."""
    path = folder / "seen.png"
    krita.call("drawing.save_projection", str(path))
    return np.asarray(cv2.imread(str(path)), np.uint8)[..., ::-1]
