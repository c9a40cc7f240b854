"""The task of the part matcher: colours of a model sheet's parts, found on other drawings of the character."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import torch
from celtint.matching.views import FINE, POINTS, VIEW, Look
from torch import Tensor
from torch.utils.data import get_worker_info

from celtint_train.data.loader import Batch, Batches
from celtint_train.matcher.characters import BUSTS, characters
from celtint_train.matcher.samples import Case, Sample
from celtint_train.matcher.sheets import CLIPS, VARIANTS, asked, of_character, of_puppet
from celtint_train.puppets.scene_shapes import Random
from celtint_train.tasks.matching import ALIKE, MatchingTask, padded
from celtint_train.tasks.task import task

POOL = 60
"""Characters kept to draw from, each drawn once; the oldest go."""
ENOUGH = 4
"""Characters there must be before the first batch."""
PER_CHARACTER = 2
"""Batches between one new character and the next."""
TOGETHER = 3
"""Characters of a batch: the fewer, the more samples share a drawing, which is looked at once."""
PUPPETS = "characters"
"""Of the recipe's sources, those that are generated; any other is a style of `celtint_train.matcher.characters`."""


HELD = (*("comicgen",) * 3, *(style for style, split in BUSTS.items() if split != "train"), PUPPETS)
"""What a network is checked on: whatever of these its split has."""


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
        pool: list[list[Case]] = []
        sources = self.sources if self.split == "train" else HELD
        known = [list(characters(self.split, (s,))) if s != PUPPETS else [] for s in sources]
        there = [k for k, source in enumerate(sources) if known[k] or source == PUPPETS]
        turn = 0
        while True:
            while turn % PER_CHARACTER == 0 or len(pool) < ENOUGH:
                own = known[there[int(rng.integers(len(there)))]]
                if own:
                    chosen = own[int(rng.integers(len(own)))]
                    made = of_character(chosen, int(rng.integers(VARIANTS[self.split])))
                else:
                    made = of_puppet(self.split, int(rng.integers(CLIPS)))
                pool = [*pool, *([made] if made else [])][-POOL:]
                turn += 1
            turn += 1
            yield padded_parts(_drawn(pool, self.batch, rng))


def _drawn(pool: Sequence[list[Case]], count: int, rng: Random) -> list[Sample]:
    """Samples of a few characters with about as many regions, so that little is padding; strangers to one another."""
    some = [pool[int(k)] for k in rng.permutation(len(pool))[: TOGETHER * ALIKE]]
    some.sort(key=lambda cases: max(len(case.frame.described.ids) for case in cases))
    first = int(rng.integers(0, max(1, len(some) - TOGETHER + 1)))
    few, made = some[first : first + TOGETHER], []
    for k in range(count):
        own, other = few[k % len(few)], few[(k + 1) % len(few)]
        case = own[(k // len(few) + int(rng.integers(len(own)))) % len(own)]
        made.append(asked(case, rng, other[0].frame if other is not own else None))
    return made


def padded_parts(samples: Sequence[Sample]) -> Batch:
    """Samples of different sizes to one batch: what `celtint_train.tasks.matching.padded` gives, with the looks at
    drawings and references after the network's other inputs.

    Drawings come up in several samples, and looking at them takes the most time: each is there once, among the
    references' views, and the places of all count in those.
    """
    *inputs, right, same, none, weight = padded(samples)
    views: dict[bytes, int] = {}
    places = _places([s.asked.look for s in samples], views)
    ref_places = _places([s.asked.ref_look for s in samples], views)
    pictures = torch.frombuffer(bytearray(b"".join(views)), dtype=torch.uint8).reshape(-1, 1, VIEW, VIEW)
    return (*inputs, pictures[:0], places, pictures, ref_places, right, same, none, weight)


def _places(looks: Sequence[Look], views: dict[bytes, int]) -> Tensor:
    """Places with a first axis for the batch, in all views in their order; new ones are added to ``views``."""
    places = np.zeros((len(looks), max(len(each.places) for each in looks), POINTS), np.int64)
    for row, each in zip(places, looks, strict=True):
        at = np.array([views.setdefault(picture.tobytes(), len(views)) for picture in each.views])
        number, inside = np.divmod(each.places, FINE * FINE)
        row[: len(each.places)] = at[number] * (FINE * FINE) + inside
    return torch.from_numpy(places)


@task("part-matching")
class PartTask(MatchingTask):
    """Which region of a model sheet a region's colour can be copied from, or none."""

    def batches(self, split: str, batch: int, sizes: Sequence[int], seed: int) -> Batches:
        """Sizes are the drawings' own."""
        return PartBatches(split, self.recipe.sources, batch=batch, seed=seed)
