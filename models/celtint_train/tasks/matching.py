"""The task of the region matcher: clips are made as it learns, and drawn upon several times."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from celtint.matching.network import INPUTS
from torch import Tensor, nn
from torch.utils.data import get_worker_info

from celtint_train.data.loader import Batch, Batches
from celtint_train.matcher.clips import known_clip
from celtint_train.matcher.export import load_into
from celtint_train.matcher.samples import Case, Sample, cases, sample
from celtint_train.pictures import write_png
from celtint_train.puppets.scene_shapes import Random
from celtint_train.tasks.task import Task, task

POOL = 900
"""Cases kept to draw from; the oldest go."""
ENOUGH = 30
"""Cases there must be before the first batch."""
MOST = 130
"""Regions a drawing may have; a batch is as wide as its richest drawing."""
PER_CLIP = 3
"""Batches between one new clip and the next."""
IDENTITY = 0.3
"""What finding the very part is worth beside finding its colour."""
DEEP, WORST = 8.0, 1e3
"""Logarithms of a share below which it is counted as less bad than it is, and at which no more is counted."""
ALIKE = 3
"""Drawn from the pool for each sample used: batches hold drawings of about one size, so that little is padding."""


class MatchBatches(Batches):
    """An endless stream of batches: now and then a new clip, otherwise from earlier ones."""

    def __init__(self, split: str, sources: Sequence[str], *, batch: int, seed: int) -> None:
        self.split, self.sources, self.batch, self.seed = split, sources, batch, seed

    def __iter__(self) -> Iterator[Batch]:
        info = get_worker_info()
        worker, workers = (info.id, info.num_workers) if info else (0, 1)
        if info is not None:
            cv2.setNumThreads(1)
            torch.set_num_threads(1)
        rng = np.random.default_rng([self.seed, worker])
        pool: list[Case] = []
        turn = 0
        while True:
            while turn % PER_CLIP == 0 or len(pool) < ENOUGH:
                clip = known_clip(self.split, self.sources, self.seed * 1_000 + turn * workers + worker, rng)
                pool += [c for c in cases(clip, rng) if len(c.frame.described.ids) <= MOST]
                pool = pool[-POOL:]
                turn += 1
            turn += 1
            yield padded([sample(case, rng) for case in _alike(pool, self.batch, rng)])


def _alike(pool: Sequence[Case], count: int, rng: Random) -> list[Case]:
    """Some cases whose drawings have about as many regions."""
    drawn = [pool[i] for i in rng.choice(len(pool), min(len(pool), count * ALIKE), replace=False)]
    drawn.sort(key=lambda c: len(c.frame.described.ids) + max(len(o.described.ids) for o in c.others))
    first = int(rng.integers(0, len(drawn) - count + 1))
    return drawn[first : first + count]


def padded(samples: Sequence[Sample]) -> Batch:
    """Samples of different sizes to one batch: the network's inputs, then right, same, none, weight."""
    rows = [s.asked.named() | {"right": s.right, "same": s.same, "none": s.none, "weight": s.weight} for s in samples]
    made = []
    for name in (*INPUTS, "right", "same", "none", "weight"):
        arrays = [np.asarray(r[name], np.float32) for r in rows]
        shape = np.max([a.shape for a in arrays], axis=0)
        fill = {"beside": -1, "ref_beside": -1, "silent": 1}.get(name, 0)
        whole = np.full((len(arrays), *shape), fill, np.float32)
        for place, array in zip(whole, arrays, strict=True):
            place[tuple(slice(0, s) for s in array.shape)] = array
        made.append(torch.from_numpy(whole))
    return tuple(made)


@task("region-matching")
class MatchingTask(Task):
    """Which reference regions a region's colour can be copied from, or none."""

    def count(self) -> dict[str, Any]:
        return {}

    def batches(self, split: str, batch: int, sizes: Sequence[int], seed: int) -> Batches:
        """Sizes are the clips' own."""
        return MatchBatches(split, self.recipe.sources, batch=batch, seed=seed)

    def begin_with(self, network: nn.Module, weights: bytes, checks: Sequence[Batch]) -> None:
        """One that looks at more may begin with the weights of one that looks at less."""
        load_into(network, weights, more=True)

    def losses(self, network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        """See `losses`."""
        return losses(network, batch)

    def write_sheet(self, path: Path, network: nn.Module, batch: Batch) -> None:
        """One picture a sample: what each region looks at, row by row; right ones in green."""
        network.eval()
        *inputs, right, _same, _none, _weight = batch
        with torch.no_grad():
            shares = network(*inputs).exp()[..., :-1].numpy()
        good = right.numpy() * shares
        tiles = [
            cv2.resize(np.stack([s - g, g, np.zeros_like(g)], axis=2), (320, 160), interpolation=cv2.INTER_AREA)
            for g, s in zip(good, shares, strict=True)
        ]
        write_png(path, np.rint(np.concatenate(tiles) * 255).clip(0, 255).astype(np.uint8))


def losses(network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """Minus the logarithm of what the right colour gets, and of what the right part gets."""
    *inputs, right, same, none, weight = batch
    log_shares = network(*inputs)
    counted = torch.cat([right, none[..., None]], dim=2)
    total = weight.sum().clamp(min=1)
    colour = -_log_sum(log_shares, counted)
    found = same.amax(dim=2) > 0
    part = torch.where(found, -_log_sum(log_shares[..., :-1], same), 0.0)
    loss = ((colour + IDENTITY * part) * weight).sum() / total
    with torch.no_grad():
        most = (colour < np.log(2)) & (weight > 0)
        parts = {"colour": float((colour * weight).sum() / total),
                 "above half": float((most * weight).sum() / total)}  # fmt: skip
    return loss, parts


def _log_sum(log_shares: Tensor, counted: Tensor) -> Tensor:
    """The logarithm of the sum of the shares that count; -`WORST` where none does. It falls ever more slowly below
    -`DEEP`, so that confident mistakes teach without drowning the rest."""
    found = torch.where(counted > 0, log_shares, -1e4).logsumexp(dim=2).clamp(min=-WORST)
    return torch.where(found < -DEEP, -DEEP - torch.log1p((-DEEP - found).clamp(min=0)), found)
