"""Clips with known truth for the bench of sequences: drawn characters in motion."""

from dataclasses import dataclass
from itertools import count, islice

import numpy as np
from celtint import Picture
from celtint.ink.paper import ink_threshold
from celtint.regions.segment import segment
from celtint.types.arrays import I32, I64, U8, Bool

from celtint_train.puppets import clip as characters

SHOWN, CHECKED = 0.97, 3
"""Share of the figures whose colours a key shows, and of how many drawings one is looked at for it."""
CLEAR = 0.6
"""A region that is less of one colour than this, in truth, is not scored."""
SEEN = 0.02
"""Share of a picture that figures take at least."""
SMALL = 96
"""Height at which that is looked for."""


@dataclass(frozen=True)
class Frame:
    """One drawing and its truth.

    ink: (H, W) uint8. labels: (H, W) int32, the regions that the core finds in the lines; the same for every method.
    identity, code: (n,) of the regions from 1 on, the commonest identity off the lines and its colour's code (-1 for
    paper that stays empty); scored: (n,) whether that is clear; front: (n,) whether it is of a figure, not of the place
    behind. layer: (H, W, 4) uint8 the true flats.
    """

    ink: U8
    labels: I32
    area: I64
    identity: I32
    code: I64
    scored: Bool
    front: Bool
    layer: U8


@dataclass(frozen=True)
class Clip:
    """The frames of one clip; as `celtint.Frames` they are its line drawings. posing: its figures, each alone."""

    name: str
    frames: list[Frame]
    posing: tuple[characters.Clip, ...] = ()

    def __len__(self) -> int:
        return len(self.frames)

    def picture(self, index: int) -> Picture:
        return Picture(self.frames[index].ink)

    def part(self, first: int, last: int) -> "Clip":
        """The frames from `first` to `last` alone."""
        return Clip(self.name, self.frames[first : last + 1])


def make_clip(seed: int, length: int, step: int, size: tuple[int, int]) -> Clip:
    """A clip of characters that no network has learned from."""
    drawn = characters.make_clip(seed, "bench", length, step, size)
    return Clip(drawn.name, [_frame(drawn, k) for k in range(length)], tuple(drawn.posing()))


def nth_clip(number: int, length: int, step: int, size: tuple[int, int], newcomers: bool = False) -> Clip:
    """The clip of that number, from 0, among those in which somebody is seen on every drawing.

    Where all have left, bare paper would count as coloured right. newcomers: of those in which somebody comes in whom
    the first drawing doesn't show; otherwise of those whose first drawing shows almost all colours of the others, as
    an animator chooses a key.
    """
    small = (SMALL, round(SMALL * size[1] / size[0]))
    made = ((s, characters.make_clip(s, "bench", length, step, small)) for s in count())
    fit = (s for s, clip in made if _shown_by_first(clip) is not newcomers and _always_seen(clip))
    return make_clip(next(islice(fit, number, None)), length, step, size)


def _always_seen(clip: characters.Clip) -> bool:
    return all((clip.drawing(k).identity > clip.behind).mean() >= SEEN for k in range(clip.length))


def _shown_by_first(clip: characters.Clip) -> bool:
    """Whether nearly all of what figures show on any drawing has a colour that the first drawing shows."""
    code = codes(clip.table)
    known = np.unique(code[clip.drawing(0).identity])
    for k in range(1, clip.length, CHECKED):
        identity = clip.drawing(k).identity
        figures = code[identity[identity > clip.behind]]
        if len(figures) and np.isin(figures, known).mean() < SHOWN:
            return False
    return True


def codes(layer: U8) -> I64:
    """(..., 4) uint8 to (...) codes: 24 bits, or -1 where it is clear."""
    wide = layer.astype(np.int64)
    return np.where(layer[..., 3] >= 128, (wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2], -1)


def _frame(clip: characters.Clip, index: int) -> Frame:
    drawn = clip.drawing(index)
    return frame_of(drawn.ink, drawn.identity, clip.table, clip.behind)


def frame_of(ink: U8, identity: I32, table: U8, behind: int) -> Frame:
    """A drawing with its truth. identity: (h, w) of each pixel; table: (identities, 4) uint8 their colours; those up to
    `behind` are of the place."""
    coverage = np.asarray(255 - ink, np.uint8)
    regions = segment(coverage, ink_threshold(coverage))
    paper = ink > 150
    top = len(table)
    pair = regions.labels[paper].astype(np.int64) * top + identity[paper]
    counts = np.bincount(pair, minlength=(regions.count + 1) * top).reshape(-1, top)[1:]
    total = counts.sum(axis=1)
    commonest = counts.argmax(axis=1).astype(np.int32)
    scored = (total > 0) & (counts.max(axis=1) >= CLEAR * total)
    area = np.bincount(regions.labels.ravel(), minlength=regions.count + 1)[1:]
    code, front = codes(table)[commonest], commonest > behind
    return Frame(ink, regions.labels, area, commonest, code, scored, front, table[identity])


def read_regions(frame: Frame, layer: U8) -> I64:
    """(n,) the code of each region in a method's colour layer: the commonest off the lines."""
    paper = frame.ink > 150
    code, inverse = np.unique(codes(layer)[paper], return_inverse=True)
    n = len(frame.area)
    counts = np.bincount(frame.labels[paper] * len(code) + inverse, minlength=(n + 1) * len(code))
    return np.asarray(code[counts.reshape(n + 1, -1)[1:].argmax(axis=1)])
