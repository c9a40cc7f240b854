"""Arrays by what they hold, each name once: by the type of a number, and by what the numbers mean."""

import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
I16 = npt.NDArray[np.int16]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
Bool = npt.NDArray[np.bool_]
Index = npt.NDArray[np.intp]
"""Places in another array."""
Ints = npt.NDArray[np.integer]
"""Whole numbers of any width."""

Ink = U8
"""(h, w): how much of a pixel is line, 0 to 255."""
Rgba = U8
"""(h, w, 4): sRGB and straight alpha."""
Lab = F32
"""(…, 3): CIE Lab under D65, L 0 to 100."""
Labels = I32
"""(h, w): ids of regions from 1, 0 for none."""
Codes = I64
"""(n,): a colour each, as `celtint.sequence.keys.codes_of` packs it."""
Ring = F32
"""(n, 2): x, y in pixels from the top left corner, the first not repeated; seen counter-clockwise, holes clockwise."""
