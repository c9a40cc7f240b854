"""How finely a channel is told: the one way from 16 bits or floating point to eight."""

from typing import Any

import numpy as np
import numpy.typing as npt

from celtint.types.arrays import U8


def to_eight_bit(pixels: npt.NDArray[Any]) -> U8:
    """Pixels of any shape as uint8, rounded: uint16 from 0 to 65535, floating point from 0 to 1 (else clipped).

    uint8 is given back as it is, not copied.
    """
    if pixels.dtype == np.uint8:
        return pixels
    if pixels.dtype == np.uint16:
        return np.asarray((pixels.astype(np.uint32) * 255 + 32767) // 65535, np.uint8)
    return np.asarray(np.clip(np.rint(pixels * 255.0), 0, 255), np.uint8)
