"""Batches of samples from a process beside the training, which may be stopped and continued at any time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeAlias

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from celtint_train.data.store import StoredPicture, load_split, shares

Batch: TypeAlias = tuple[Tensor, ...]
"""The fields of a task's samples, in their order, each with the samples along a first axis."""

Maker: TypeAlias = Callable[[StoredPicture, int, np.random.Generator], Any]
"""A picture, the side of the sample and a generator to a sample: a dataclass of arrays."""


class Batches(IterableDataset[Batch]):
    """An endless stream of batches from a split; ``sizes`` take turns.

    It holds no pictures itself but loads them where it runs: a process of its own, started fresh, because one
    forked from a process that has used OpenCV's or torch's threads waits for ever on their locks.
    """

    def __init__(
        self, split: str, sources: Sequence[str], make: Maker, *, batch: int, sizes: Sequence[int], seed: int
    ) -> None:
        self.split, self.sources, self.make = split, sources, make
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
            size = self.sizes[turn % len(self.sizes)]
            chosen = rng.choice(len(stored), self.batch, p=chances)
            yield collate([self.make(stored[i], size, rng) for i in chosen])
            turn += 1


def collate(samples: Sequence[Any]) -> Batch:
    """Samples of one size, one dataclass of arrays each, to one batch of tensors."""
    names = [field.name for field in fields(samples[0])]
    return tuple(torch.from_numpy(np.stack([getattr(s, name) for s in samples])) for name in names)


def loader(batches: Batches, workers: int) -> Iterator[Batch]:
    """Iterate in ``workers`` processes (0: in this one); a few batches are kept ready."""
    ahead = 6 if workers else None
    context = "spawn" if workers else None
    made = DataLoader(
        batches,
        batch_size=None,
        num_workers=workers,
        prefetch_factor=ahead,
        multiprocessing_context=context,
        collate_fn=_arrays,
    )
    for arrays in made:
        yield tuple(torch.from_numpy(array) for array in arrays)


def _arrays(batch: Any) -> Any:
    """A `Batch` as it travels between processes: tensors would be handed over through a folder of the worker's, which
    stays behind where the worker is ended while it is busy."""
    return [tensor.numpy() for tensor in batch]
