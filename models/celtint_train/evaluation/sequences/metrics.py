"""Scores of coloured sequences.

Acc, Acc-Thres and Pix-F-Acc follow Dai, Zhou, Li, Li, Loy (Learning Inclusion Matching for Animation Paint Bucket
Colorization, CVPR 2024): the share of a frame's segments with the right colour, the same of segments over 10
pixels, and of the pixels of its foreground; each a mean over frames. CDC follows Liu et al.
(Temporally Consistent Video Colorization, 2024): the mean Jensen-Shannon divergence of the colour histograms of frames
t apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from celtint.types.arrays import F64, I32, I64, U8, Bool

from celtint_train.evaluation.sequences.clips import Frame

LEAST = 10


@dataclass
class Score:
    """Means over the frames added: acc, acc_thres, pixels (off the lines), foreground; counts of marks and flicker."""

    acc: list[float] = field(default_factory=list)
    acc_thres: list[float] = field(default_factory=list)
    pixels: list[float] = field(default_factory=list)
    foreground: list[float] = field(default_factory=list)
    wrong: int = 0
    wrong_marked: int = 0
    right: int = 0
    right_marked: int = 0
    pairs: int = 0
    changed: int = 0

    def add(self, frame: Frame, got: I64, marked: Bool | None = None) -> None:
        """Score a frame. got: (n,) code of each region; marked: (n,) whether it was said to be unsure."""
        good = got == frame.code
        scored = frame.scored
        large = scored & (frame.area > LEAST)
        paper = np.bincount(frame.labels[frame.ink > 150], minlength=len(got) + 1)[1:]
        front = scored & frame.front
        for kept, where in ((self.acc, scored), (self.acc_thres, large)):
            if where.any():
                kept.append(float(good[where].mean()))
        for kept, where in ((self.pixels, scored), (self.foreground, front)):
            if paper[where].sum():
                kept.append(float((good * paper)[where].sum() / paper[where].sum()))
        if marked is not None:
            self.wrong += int((~good & large).sum())
            self.wrong_marked += int((~good & large & marked).sum())
            self.right += int((good & large).sum())
            self.right_marked += int((good & large & marked).sum())

    def flicker(self, one: Frame, two: Frame, before: I64, after: I64) -> None:
        """Count the parts seen once in each of two neighbouring frames, and those whose colour differs."""
        for identity in np.intersect1d(_single(one), _single(two)):
            a, b = int(np.flatnonzero(one.identity == identity)[0]), int(np.flatnonzero(two.identity == identity)[0])
            if one.scored[a] and two.scored[b] and min(one.area[a], two.area[b]) > LEAST:
                self.pairs += 1
                self.changed += int(before[a] != after[b])


def _single(frame: Frame) -> I32:
    identity, count = np.unique(frame.identity, return_counts=True)
    return np.asarray(identity[count == 1])


def mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def cdc(frames: Sequence[U8], apart: int) -> float:
    """Colour distribution consistency of (H, W, 3) uint8 frames `apart` frames from each other."""
    histograms = [
        np.stack([np.bincount(f[..., c].ravel(), minlength=256) / f[..., c].size for c in range(3)]) for f in frames
    ]
    return mean([_divergence(a, b) for a, b in zip(histograms, histograms[apart:], strict=False)])


def _divergence(one: F64, two: F64) -> float:
    middle = (one + two) / 2

    def entropy_to(p: F64) -> F64:
        return np.asarray(np.where(p > 0, p * np.log(np.maximum(p, 1e-12) / np.maximum(middle, 1e-12)), 0).sum(axis=1))

    return float((0.5 * entropy_to(one) + 0.5 * entropy_to(two)).mean())
