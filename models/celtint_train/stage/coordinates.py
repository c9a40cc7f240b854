"""Coordinates of small pictures: where each lies along the directions in which they differ most."""

from dataclasses import dataclass

import numpy as np
from celtint.types.arrays import F32, U8

from celtint_train.networks.stage_flow import CHANNELS, PATCH, SIDE

_GRID = SIDE // PATCH
_SIZE = PATCH * PATCH * CHANNELS
_AT_ONCE = 512


@dataclass(frozen=True)
class Basis:
    """The way from coordinates back to patches, float32: x @ whole, in patches, @ patch + mean. whole: (coordinates,
    16 × patches). patch: (patches, 1024). mean: (16, 1024) of each patch of a picture, -1 to 1. back: (16 × patches,
    coordinates), the way there."""

    whole: F32
    patch: F32
    mean: F32
    back: F32

    def coordinates(self, pictures: U8) -> F32:
        """(n, coordinates) of (n, 64, 64, 4) uint8."""
        rows = [self._of(pictures[k : k + _AT_ONCE]) for k in range(0, len(pictures), _AT_ONCE)]
        return np.concatenate(rows)

    def _of(self, pictures: U8) -> F32:
        of_patches = (in_patches(pictures) - self.mean).reshape(-1, _SIZE) @ self.patch.T
        return np.asarray(of_patches.reshape(len(pictures), -1) @ self.back, np.float32)


def in_patches(pictures: U8) -> F32:
    """(n, 16, 1024) from -1 to 1, of (n, 64, 64, 4) uint8."""
    grid = pictures.reshape(-1, _GRID, PATCH, _GRID, PATCH, CHANNELS).transpose(0, 1, 3, 2, 4, 5)
    return grid.reshape(-1, _GRID * _GRID, _SIZE).astype(np.float32) / np.float32(127.5) - 1


def basis_of(pictures: U8, patches: int, coordinates: int) -> Basis:
    """The basis of pictures (n, 64, 64, 4) uint8.

    Coordinates are divided by the root of their deviation, and all by one number so that their mean square is 1: what
    is large in pictures stays larger than what is small, and is decided before it, but by less.
    """
    found = in_patches(pictures)
    mean = found.mean(axis=0)
    found -= mean
    patch = _principal(found.reshape(-1, _SIZE), patches)
    of_patches = np.concatenate(
        [found[k : k + _AT_ONCE].reshape(-1, _SIZE) @ patch.T for k in range(0, len(found), _AT_ONCE)]
    ).reshape(len(found), -1)
    whole = _principal(of_patches, coordinates)
    deviation = (of_patches @ whole.T).std(axis=0) + 1e-3
    scale = np.sqrt(deviation)
    scale *= np.sqrt(np.mean((deviation / scale) ** 2))
    return Basis(
        np.asarray(whole * scale[:, None], np.float32),
        np.asarray(patch, np.float32),
        np.asarray(mean, np.float32),
        np.asarray((whole / scale[:, None]).T, np.float32),
    )


def _principal(rows: F32, count: int) -> F32:
    """(count, d) the directions in which rows (n, d), of mean 0, differ most; fewer rows give zeros for the rest."""
    values, vectors = np.linalg.eigh(rows.T @ rows / len(rows))
    del values
    directions = vectors[:, ::-1][:, :count].T
    # Which way one points is chance of the machine: its largest number is made positive.
    largest = directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)]
    return np.ascontiguousarray(directions * np.sign(largest)[:, None], np.float32)
