"""Generated clips as cases: characters of the validation split, from seeds that no bench uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import celtint
import cv2
import numpy as np
from celtint_train.puppets.clip import make_clip

from .case import Bytes

SPLIT = "validation"
LINE = celtint.SequenceSettings(mode="line", undecided="transparent", window=8)
GREY = celtint.SequenceSettings(mode="grey", undecided="transparent", window=8)


@dataclass(frozen=True)
class Film:
    """frames: what is given; truth: (h, w, 3 or 4) what should come out."""

    frames: Sequence[Bytes]
    truth: Sequence[Bytes]

    def __len__(self) -> int:
        return len(self.frames)

    def picture(self, index: int) -> celtint.Picture:
        return celtint.Picture(self.frames[index])


def grey_of(rgb: Bytes) -> Bytes:
    """(h, w) luma."""
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)


@lru_cache(maxsize=4)
def painted(seed: int) -> tuple[Bytes, celtint.Hints]:
    """A painted frame and a small dab on each large enough piece of it."""
    clip = make_clip(seed, SPLIT, 2, 1, (160, 256))
    truth, identity = clip.shaded(0), clip.drawing(0).identity
    rng = np.random.default_rng(seed)
    layer = np.zeros((*identity.shape, 4), np.uint8)
    for piece in np.unique(identity):
        rows, columns = np.nonzero(cv2.erode((identity == piece).astype(np.uint8), np.ones((5, 5), np.uint8)))
        if len(rows) >= 60:
            chosen = rng.integers(len(rows))
            dab = np.s_[rows[chosen] - 1 : rows[chosen] + 2, columns[chosen] - 1 : columns[chosen] + 2]
            layer[dab][..., :3], layer[dab][..., 3] = truth[dab], 255
    return truth, celtint.Hints(layer)


@lru_cache(maxsize=8)
def drawings(seed: int, length: int, step: int, size: tuple[int, int]) -> Film:
    """Line drawings of a clip and their flats."""
    clip = make_clip(seed, SPLIT, length, step, size)
    return Film([clip.drawing(k).ink for k in range(length)], [clip.flats(k) for k in range(length)])


@lru_cache(maxsize=8)
def paintings(seed: int, length: int, step: int, size: tuple[int, int]) -> Film:
    """Painted frames of a clip, without colour, and with."""
    clip = make_clip(seed, SPLIT, length, step, size)
    truth = [clip.shaded(k) for k in range(length)]
    return Film([grey_of(one) for one in truth], truth)


def coloured(
    film: Film, keys: Sequence[int], settings: celtint.SequenceSettings, networks: celtint.Networks | None = None
) -> Mapping[int, celtint.FrameResult]:
    """The frames that are no keys, coloured from the true keys."""
    given = {k: celtint.Key(film.truth[k]) for k in keys}
    results = celtint.colour_sequence(film, given, settings=settings, networks=networks)
    return {r.index: r for r in results if r.index not in given}


def right(film: Film, results: Mapping[int, celtint.FrameResult]) -> float:
    """The share of paper with the true colour, or truly clear, over the frames."""
    shares = []
    for index, result in results.items():
        truth, paper = film.truth[index], film.frames[index] > 200
        good = (result.colour == truth).all(axis=2) | ((result.colour[..., 3] == 0) & (truth[..., 3] == 0))
        shares.append(float(good[paper].mean()))
    return float(np.mean(shares))


def regions_right(film: Film, results: Mapping[int, celtint.FrameResult], least: int = 25) -> float:
    """The share of regions, over the frames, with the colour that most of their paper truly has; regions of fewer than
    ``least`` pixels of paper don't count."""
    right = count = 0
    for index, result in results.items():
        paper = film.frames[index] > 200
        for region in result.regions:
            area = (result.labels == region.id) & paper
            if area.sum() >= least:
                colours, often = np.unique(film.truth[index][area], axis=0, return_counts=True)
                wanted, shown = colours[often.argmax()], result.colour[area][0]
                count += 1
                right += bool((shown == wanted).all() or (shown[3] == 0 and wanted[3] == 0))
    return right / max(1, count)
