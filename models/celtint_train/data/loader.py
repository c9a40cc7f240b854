"""Batches of samples from a process beside the training, which may be stopped and continued at any time."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from celtint_train.data.samples import Recipe, make
from celtint_train.data.store import load_split, shares

Batch = tuple[Tensor, Tensor, Tensor, Tensor]
"""planes (n, 10, s, s), tags (n, s/8, s/8), truth (n, 3, s, s), weight (n, s, s)."""


class Batches(IterableDataset[Batch]):
    """An endless stream of batches from a split; ``sizes`` take turns.

    It holds no pictures itself but loads them where it runs: a process of its own, started fresh, because one
    forked from a process that has used OpenCV's or torch's threads waits for ever on their locks.
    """

    def __init__(
        self,
        split: str,
        sources: Sequence[str],
        recipe: Recipe,
        tags: Mapping[str, int],
        *,
        batch: int,
        sizes: Sequence[int],
        seed: int,
    ) -> None:
        self.split, self.sources, self.recipe, self.tags = split, sources, recipe, tags
        self.batch, self.sizes, self.seed = batch, sizes, seed

    def __iter__(self) -> Iterator[Batch]:
        info = get_worker_info()
        if info is not None:
            cv2.setNumThreads(1)
        rng = np.random.default_rng([self.seed, info.id if info else 0])
        stored = load_split(self.split, self.sources)
        chances = shares(stored)
        turn = 0
        while True:
            recipe = dataclasses.replace(self.recipe, size=self.sizes[turn % len(self.sizes)])
            chosen = rng.choice(len(stored), self.batch, p=chances)
            yield collate([make(stored[i], recipe, self.tags, rng) for i in chosen])
            turn += 1


def collate(samples: Sequence[object]) -> Batch:
    """Samples of one size to one batch of tensors."""
    parts = [
        torch.from_numpy(np.stack([getattr(s, name) for s in samples]))
        for name in ("planes", "tags", "lab", "weight")
    ]
    return parts[0], parts[1], parts[2], parts[3]


def loader(batches: Batches, workers: int) -> Iterator[Batch]:
    """Iterate in ``workers`` processes (0: in this one); a few batches are kept ready."""
    ahead = 6 if workers else None
    context = "spawn" if workers else None
    return iter(
        DataLoader(
            batches,
            batch_size=None,
            num_workers=workers,
            prefetch_factor=ahead,
            multiprocessing_context=context,
        )
    )
