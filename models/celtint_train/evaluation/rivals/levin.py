"""What others do with hints on a grey picture, as they describe it: the rivals of the grey bench.

Each function takes ``light``, (h, w) float32 L from 0 to 1, ``chroma``, (h, w, 2) float32 a and b, read
where ``held``, (h, w) bool, is true, and returns (h, w, 2) float32 a and b everywhere. At least one pixel
is held.
"""

import cv2
import numpy as np
from celtint.types.arrays import F32, F64, Bool
from scipy import ndimage, sparse
from scipy.sparse import linalg
from skimage.segmentation import watershed

_AROUND = tuple((dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0))
_LEAST_VARIANCE = 2e-6


def nearest(light: F32, chroma: F32, held: Bool) -> F32:
    """The chroma of the nearest hint."""
    del light  # straight distance looks at nothing else
    rows, columns = ndimage.distance_transform_edt(~held, return_distances=False, return_indices=True)
    return np.asarray(chroma[rows, columns], np.float32)


def flood(light: F32, chroma: F32, held: Bool) -> F32:
    """Watershed of the gradient's magnitude (Beucher and Meyer 1993) from the hints."""
    steep = cv2.magnitude(cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1))
    marks = np.zeros(light.shape, np.int32)
    marks[held] = np.arange(1, int(held.sum()) + 1)
    return np.asarray(chroma[held][watershed(np.asarray(steep), marks) - 1], np.float32)  # type: ignore[no-untyped-call]


def levin(light: F32, chroma: F32, held: Bool) -> F32:
    """Levin, Lischinski and Weiss, "Colorization using Optimization" (2004), solved exactly.

    Every free pixel is the mean of its eight neighbours weighted by exp(-(Y - Y')² / 2σ²), σ² from the
    variance of the 3×3 window with the constants of the authors' own code (0.6 of the variance, enlarged
    until the likest neighbour counts 0.01); hints are hard constraints.
    """
    height, width = light.shape
    count = height * width
    index = np.arange(count, dtype=np.int64).reshape(height, width)
    weights = _weights(light.astype(np.float64))
    rows, columns, values = [index.ravel()], [index.ravel()], [np.ones(count)]
    around = np.pad(index, 1, mode="edge")
    for (dy, dx), weight in zip(_AROUND, weights, strict=True):
        used = (weight > 0) & ~held
        rows.append(index[used])
        columns.append(around[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width][used])
        values.append(-weight[used])
    system = sparse.csc_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), (count, count)
    )
    wanted = np.where(held[..., None], chroma, 0.0).reshape(count, 2).astype(np.float64)
    # Diagonally dominant, of symmetric pattern: no pivoting needed, and the ordering for it is much faster.
    factors = linalg.splu(system, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
    return np.asarray(factors.solve(wanted).reshape(height, width, 2), np.float32)


def _weights(light: F64) -> list[F64]:
    """Of each neighbour, (h, w): its share of a pixel's mean; 0 outside the picture."""
    height, width = light.shape
    around = np.pad(light, 1, constant_values=np.nan)
    values = [around[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width] for dy, dx in _AROUND]
    inside = np.stack(values)
    variance = np.nanvar(np.concatenate([inside, light[None]]), axis=0)
    apart = np.square(inside - light)
    likest = np.nanmin(apart, axis=0)
    width_of = np.maximum(np.maximum(0.6 * variance, -likest / np.log(0.01)), _LEAST_VARIANCE)
    raw = np.where(np.isnan(inside), 0.0, np.exp(-apart / width_of))
    return list(raw / raw.sum(axis=0))
