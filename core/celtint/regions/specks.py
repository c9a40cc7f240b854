"""Taking stray patches out of a label map: one to three pixels parted from the rest of their region."""

import numpy as np

from celtint.regions.measuring import runs
from celtint.types.arrays import I32, Bool, Index, Labels


def without_specks(labels: Labels) -> I32:
    """`labels` ((H, W) int32) with every 4-connected patch of fewer than four pixels given to the label around it."""
    cleaned = labels.copy()
    remove_specks(cleaned)
    return cleaned


def remove_specks(labels: Labels) -> None:
    """The same in place.

    Such a patch is a single pixel, or a chain of two or three (bent or straight): it is found from its ends, pixels
    with at most one neighbour of their own label.
    """
    h, w = labels.shape
    flat = labels.ravel()
    first = _tips(labels)
    near, same = _alike(flat, first, h, w)
    alone = same.sum(axis=1) == 0
    patches = [first[alone][:, None]]
    chain = np.flatnonzero(~alone)
    second = near[chain, np.argmax(same[chain], axis=1)]
    near, same = _alike(flat, second, h, w)
    degree = same.sum(axis=1)
    # Each chain is met from both its ends: keep it once.
    pair = (degree == 1) & (first[chain] < second)
    patches.append(np.stack([first[chain][pair], second[pair]], axis=1))
    three = degree == 2
    onward = same[three] & (near[three] != first[chain][three][:, None])
    third = near[three][np.arange(len(onward)), np.argmax(onward, axis=1)]
    ends = (_alike(flat, third, h, w)[1].sum(axis=1) == 1) & (first[chain][three] < third)
    patches.append(np.stack([first[chain][three], second[three], third], axis=1)[ends])
    given = [_commonest(_around(flat, patch[:, 0], h, w), flat[patch[:, 0]]) for patch in patches]
    for patch, label in zip(patches, given, strict=True):
        flat[patch] = label[:, None]


def _alike(flat: I32, index: Index, h: int, w: int) -> tuple[Index, Bool]:
    """The (n, 4) neighbours of each pixel, and which of them have its label."""
    near = _neighbours(index, h, w)
    return near, (flat[near] == flat[index][:, None]) & (near != index[:, None])


def _tips(labels: Labels) -> Index:
    """Flat indices of pixels with at most one 4-neighbour of the same label."""
    h, w = labels.shape
    # A pixel with three unlike neighbours has two of them on opposite sides.
    low, found = _low(labels), runs(labels)
    narrow = np.union1d(found.start[found.length == 1], low)
    return np.asarray(narrow[_alike(labels.ravel(), narrow, h, w)[1].sum(axis=1) <= 1])


def _low(labels: Labels) -> Index:
    """Flat indices of pixels of another label than what is above and what is below."""
    h, w = labels.shape
    flat = labels.ravel()
    below = np.ones((h + 1) * w, bool)
    np.not_equal(flat[w:], flat[:-w], out=below[w:-w])
    over = np.flatnonzero(below[:-w])
    return np.asarray(over[below[over + w]])


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


def _around(flat: I32, index: Index, h: int, w: int) -> I32:
    """(n, 4) labels around each pixel, -1 outside."""
    near = _neighbours(index, h, w)
    return np.where(near == index[:, None], np.int32(-1), flat[near])


def _commonest(around: I32, own: I32) -> I32:
    """Per row the label met most often, not the pixel's own and not outside; its own where there is no other."""
    other = (around >= 0) & (around != own[:, None])
    votes = (around[:, :, None] == around[:, None, :]).sum(axis=2) * other
    choice = around[np.arange(len(own)), np.argmax(votes, axis=1)]
    return np.where(other.any(axis=1), choice, own).astype(np.int32)
