"""PNG, written."""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image


def png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """(H, W), (H, W, 3) or (H, W, 4) uint8 as PNG, at the fast level: flats shrink well at any."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
