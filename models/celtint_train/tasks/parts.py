"""The task of the part matcher: colours of a model sheet's parts, found on other drawings of the character."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import torch
from celtint.matching.views import FINE, POINTS, Look
from torch import Tensor
from torch.utils.data import get_worker_info

from celtint_train.data.loader import Batch, Batches
from celtint_train.matcher.characters import characters
from celtint_train.matcher.samples import Case, Sample
from celtint_train.matcher.sheets import CLIPS, VARIANTS, asked, of_character, of_puppet
from celtint_train.tasks.matching import MatchingTask, alike, padded
from celtint_train.tasks.task import task

POOL = 400
"""Cases kept to draw from; the oldest go."""
ENOUGH = 24
"""Cases there must be before the first batch."""
PER_CHARACTER = 2
"""Batches between one new character and the next."""
PUPPETS = "characters"
"""Of the recipe's sources, those that are generated; any other is a style of `celtint_train.matcher.characters`."""


class PartBatches(Batches):
    """An endless stream of batches: now and then a new character, otherwise from earlier ones."""

    def __init__(self, split: str, sources: Sequence[str], *, batch: int, seed: int) -> None:
        self.split, self.sources, self.batch, self.seed = split, sources, batch, seed

    def __iter__(self) -> Iterator[Batch]:
        info = get_worker_info()
        worker = info.id if info else 0
        if info is not None:
            cv2.setNumThreads(1)
            torch.set_num_threads(1)
        rng = np.random.default_rng([self.seed, worker])
        pool: list[Case] = []
        known = [list(characters(self.split, (s,))) if s != PUPPETS else [] for s in self.sources]
        there = [k for k, source in enumerate(self.sources) if known[k] or source == PUPPETS]
        turn = 0
        while True:
            while turn % PER_CHARACTER == 0 or len(pool) < ENOUGH:
                own = known[there[int(rng.integers(len(there)))]]
                if own:
                    chosen = own[int(rng.integers(len(own)))]
                    pool += of_character(chosen, int(rng.integers(VARIANTS[self.split])))
                else:
                    pool += of_puppet(self.split, int(rng.integers(CLIPS)))
                pool = pool[-POOL:]
                turn += 1
            turn += 1
            strangers = [pool[int(rng.integers(len(pool)))].frame for _ in range(self.batch)]
            drawn = alike(pool, self.batch, rng)
            yield padded_parts([asked(case, rng, other) for case, other in zip(drawn, strangers, strict=True)])


def padded_parts(samples: Sequence[Sample]) -> Batch:
    """Samples of different sizes to one batch: what `celtint_train.tasks.matching.padded` gives, with the looks at
    drawings and references after the network's other inputs."""
    *inputs, right, same, none, weight = padded(samples)
    looks = [_together([s.asked.look for s in samples]), _together([s.asked.ref_look for s in samples])]
    return (*inputs, *looks[0], *looks[1], right, same, none, weight)


def _together(looks: Sequence[Look]) -> tuple[Tensor, Tensor]:
    """Pictures in a row; places with a first axis for the batch, each sample's among its own pictures."""
    most = max(len(each.places) for each in looks)
    places = np.zeros((len(looks), most, POINTS), np.int64)
    before = 0
    for row, each in zip(places, looks, strict=True):
        row[: len(each.places)] = each.places + before * FINE * FINE
        before += len(each.views)
    return torch.from_numpy(np.concatenate([each.views for each in looks])), torch.from_numpy(places)


@task("part-matching")
class PartTask(MatchingTask):
    """Which region of a model sheet a region's colour can be copied from, or none."""

    def batches(self, split: str, batch: int, sizes: Sequence[int], seed: int) -> Batches:
        """Sizes are the drawings' own."""
        return PartBatches(split, self.recipe.sources, batch=batch, seed=seed)
