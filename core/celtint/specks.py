"""Taking stray patches out of a label map: one to three pixels parted from the rest of their region."""

import numpy as np
import numpy.typing as npt

Int = npt.NDArray[np.int32]
Index = npt.NDArray[np.intp]


def without_specks(labels: Int) -> Int:
    """`labels` ((H, W) int32) in which no 4-connected patch of fewer than four pixels is left beside other labels.

    Tips (pixels with at most one neighbour of their own label) take the commonest label around them, twice over: a
    patch of up to three pixels is all tips, or all tips once its tips are gone. Elsewhere that only blunts the point of
    a spike.
    """
    h, w = labels.shape
    flat = labels.ravel().copy()
    tips = _tips(labels)
    for _ in range(2):
        if len(tips) == 0:
            break
        flat[tips] = _commonest(_around(flat, tips, h, w), flat[tips])
        near = np.unique(_neighbours(tips, h, w).ravel())
        same = (_around(flat, near, h, w) == flat[near][:, None]).sum(axis=1)
        tips = near[same <= 1]
    return flat.reshape(h, w)


def _tips(labels: Int) -> Index:
    """Flat indices of pixels with at most one 4-neighbour of the same label."""
    same = np.zeros(labels.shape, np.uint8)
    across, down = labels[:, 1:] == labels[:, :-1], labels[1:] == labels[:-1]
    same[:, 1:] += across
    same[:, :-1] += across
    same[1:] += down
    same[:-1] += down
    return np.flatnonzero(same <= 1)


def _neighbours(index: Index, h: int, w: int) -> Index:
    """(n, 4) flat indices above, below, left and right; the pixel itself where that is outside."""
    y, x = np.divmod(index, w)
    found = [
        np.maximum(y - 1, 0) * w + x,
        np.minimum(y + 1, h - 1) * w + x,
        y * w + np.maximum(x - 1, 0),
        y * w + np.minimum(x + 1, w - 1),
    ]
    return np.stack(found, axis=1)


def _around(flat: Int, index: Index, h: int, w: int) -> Int:
    """(n, 4) labels around each pixel, -1 outside."""
    near = _neighbours(index, h, w)
    return np.where(near == index[:, None], np.int32(-1), flat[near])


def _commonest(around: Int, own: Int) -> Int:
    """Per row the label met most often, not the pixel's own and not outside; its own where there is no other."""
    other = (around >= 0) & (around != own[:, None])
    votes = (around[:, :, None] == around[:, None, :]).sum(axis=2) * other
    choice = around[np.arange(len(own)), np.argmax(votes, axis=1)]
    return np.where(other.any(axis=1), choice, own).astype(np.int32)
