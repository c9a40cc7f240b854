"""How like real art of the classes things look, and how unlike one another and their sources: distances of features."""

from collections.abc import Sequence

import numpy as np
from celtint.types.arrays import F32

_SUBSETS, _LARGEST = 50, 200


def kid(one: F32, other: F32, seed: int = 0) -> float:
    """The Kernel Inception Distance (Bińkowski et al. 2018) times 1000, on our features: the unbiased MMD² with the
    kernel (x·y / d + 1)³, in the mean over 50 pairs of subsets of at most 200. one, other: (n, d), n at least 2."""
    rng = np.random.default_rng(seed)
    size = min(len(one), len(other), _LARGEST)
    found = []
    for _ in range(_SUBSETS):
        x, y = (rows[rng.permutation(len(rows))[:size]].astype(np.float64) for rows in (one, other))
        xx, yy, xy = _kernel(x, x), _kernel(y, y), _kernel(x, y)
        within = sum((k.sum() - np.trace(k)) / (size * (size - 1)) for k in (xx, yy))
        found.append(within - 2 * xy.mean())
    return float(1000 * np.mean(found))


def _kernel(
    x: np.ndarray[tuple[int, ...], np.dtype[np.float64]], y: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return (x @ y.T / x.shape[1] + 1) ** 3


def floor(sets: Sequence[F32]) -> float:
    """KID of real art: of each set against all the others together, in the median."""
    return float(np.median([kid(one, np.concatenate([*sets[:k], *sets[k + 1 :]])) for k, one in enumerate(sets)]))


def unlike(one: F32, other: F32) -> F32:
    """(n, m) 1 - cosine of features (n, d) and (m, d): 0 the same."""
    a, b = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6) for rows in (one, other))
    return np.asarray(1 - a @ b.T, np.float32)


def nearest(one: F32, other: F32) -> F32:
    """(n,) how unlike each of ``one`` is what is most like it in ``other``."""
    return np.asarray(unlike(one, other).min(axis=1), np.float32)


def among(rows: F32) -> float:
    """How unlike one another rows (n, d) are, in the mean over pairs; 0 for fewer than two."""
    if len(rows) < 2:
        return 0.0
    return float(unlike(rows, rows)[np.triu_indices(len(rows), 1)].mean())
