"""What a data set says about itself: the Lab bins of its gamut, how rare each is, and the words it is tagged
with."""

from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np
from celtint.colours.lab import srgb_to_lab
from celtint.types.arrays import F32

from celtint_train.data.store import StoredPicture


def _sample_pixels(stored: Sequence[StoredPicture], per_picture: int, rng: np.random.Generator) -> F32:
    """(n, 3) Lab of random painted pixels, each picture giving as many."""
    found = []
    for picture in stored:
        painted = picture.rgba[picture.rgba[:, :, 3] > 200][:, :3]
        if len(painted):
            found.append(painted[rng.integers(0, len(painted), per_picture)])
    return srgb_to_lab(np.concatenate(found))


def gamut_bins(stored: Sequence[StoredPicture], count: int, seed: int = 0) -> tuple[F32, F32]:
    """(count, 3) Lab bin centres and (count,) shares of the pixels nearest to each.

    k-means over the occupied cells (8 Lab units wide) of the data's gamut, cells weighted by the fourth root
    of their pixels, so that rare vivid colours get bins of their own. White and black are always bins.
    """
    rng = np.random.default_rng(seed)
    pixels = _sample_pixels(stored, 160, rng)
    cells, counts = np.unique(np.round(pixels / 8), axis=0, return_counts=True)
    keep = counts >= 4
    chance = counts[keep] ** 0.25
    drawn = cells[keep][rng.choice(int(keep.sum()), 40_000, p=chance / chance.sum())] * 8
    drawn = (drawn + rng.uniform(-4, 4, drawn.shape)).astype(np.float32)
    cv2.setRNGSeed(seed + 1)
    stop = (cv2.TERM_CRITERIA_MAX_ITER, 40, 0.0)
    _, _, centres = cv2.kmeans(drawn, count - 2, np.empty(0, np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
    ends = np.array([[100, 0, 0], [0, 0, 0]], np.float32)
    bins = np.concatenate([ends, centres[np.lexsort(centres.T)]]).round(1).astype(np.float32)
    bins[:, 0] = np.clip(bins[:, 0], 0, 100)
    return bins, _shares(pixels, bins)


def bin_shares(stored: Sequence[StoredPicture], bins: F32, seed: int = 0) -> F32:
    """(K,) shares of the pictures' pixels that are nearest to each of ``bins`` (K, 3)."""
    return _shares(_sample_pixels(stored, 160, np.random.default_rng(seed)), bins)


def _shares(pixels: F32, bins: F32) -> F32:
    parts = np.array_split(pixels[::8], max(1, min(200, len(pixels) // 8)))
    nearest = np.concatenate([((part[:, None] - bins) ** 2).sum(2).argmin(1) for part in parts])
    return np.asarray(np.bincount(nearest, minlength=len(bins)) / len(nearest), np.float32)


def rarity(share: F32) -> F32:
    """(K,) weights of the bins in the loss: 1 / (0.6 p + 0.4 / K), mean 1 over the data, at most 5."""
    weight = 1.0 / (0.6 * share + 0.4 / len(share))
    weight /= (weight * share).sum()
    return np.asarray(np.minimum(weight, 5.0), np.float32)


def chroma_bins(stored: Sequence[StoredPicture], seed: int = 0) -> tuple[F32, F32]:
    """(K, 2) a and b of the grid cells, 10 Lab units wide, that the data's gamut occupies, and (K,) their
    weights in a loss: 1 / (0.5 p + 0.5 / K), p smoothed over 5 Lab units, mean 1 over the data (Zhang, Isola and
    Efros 2016)."""
    pixels = _sample_pixels(stored, 160, np.random.default_rng(seed))[:, 1:]
    cells, counts = np.unique(np.round(pixels / 10), axis=0, return_counts=True)
    keep = counts >= 4
    bins, share = (cells[keep] * 10).astype(np.float32), counts[keep] / counts[keep].sum()
    apart = ((bins[:, None] - bins[None]) ** 2).sum(2)
    near = np.exp(-apart / (2 * 5.0**2))
    smooth = (near / near.sum(1, keepdims=True)) @ share
    weight = 1.0 / (0.5 * smooth / smooth.sum() + 0.5 / len(bins))
    return bins, np.asarray(weight / (weight * share).sum(), np.float32)


def vocabulary(stored: Sequence[StoredPicture], at_least: int = 12, at_most: int = 400) -> tuple[str, ...]:
    """The commonest words of the tags, in alphabetical order; their ids are 1, 2, …

    Where there are several sources, only words that two of them use: those of one alone are often its
    artists' names.
    """
    counted = Counter(tag for picture in stored for tag in set(picture.row["tags"]))
    users: dict[str, set[str]] = {}
    for picture in stored:
        for tag in picture.row["tags"]:
            users.setdefault(tag, set()).add(picture.row["source"])
    sources = min(2, len({picture.row["source"] for picture in stored}))
    common = [word for word, n in counted.most_common() if n >= at_least and len(users[word]) >= sources]
    return tuple(sorted(common[:at_most]))
