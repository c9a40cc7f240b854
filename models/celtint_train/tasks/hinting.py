"""The proposal network's task: lines or grey, hints, tags to Lab and a distribution over colours."""

from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from celtint_train.data.loader import Batch, Maker
from celtint_train.data.samples import Recipe as SampleRecipe
from celtint_train.data.samples import Sample, make
from celtint_train.data.statistics import gamut_bins, rarity, vocabulary
from celtint_train.data.store import Stored, load_split
from celtint_train.losses import LOSSES, Target
from celtint_train.recipe import Recipe
from celtint_train.sheet import write_sheet
from celtint_train.tasks.task import Task, task


@task("hint-proposal")
class HintTask(Task):
    """See `celtint_train.data.samples` for what is shown and `celtint_train.losses` for what counts."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        super().__init__(recipe, folder)
        self.bins, self.rarity = torch.tensor(self.known["bins"]), torch.tensor(self.known["rarity"])
        self._loss = LOSSES[recipe.loss]

    def count(self) -> dict[str, Any]:
        stored = load_split("train", self.recipe.sources)
        bins, share = gamut_bins(stored, self.recipe.bins, self.recipe.seed)
        return {"bins": bins.tolist(), "rarity": rarity(share).tolist(), "tags": list(vocabulary(stored))}

    def maker(self) -> Maker:
        tags = {word: place + 1 for place, word in enumerate(self.known["tags"])}
        return partial(_sample, self.recipe.samples, tags)

    def losses(self, network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        planes, tags, truth, weight = batch
        lab, log_probs = network(planes.contiguous(memory_format=torch.channels_last), tags)
        return self._loss(lab, log_probs, Target(truth, weight, planes[:, 1, 0, 0], self.bins, self.rarity))

    def write_sheet(self, path: Path, network: nn.Module, batch: Batch) -> None:
        write_sheet(path, network, batch, self.bins)


def _sample(recipe: SampleRecipe, tags: dict[str, int], stored: Stored, size: int, rng: Any) -> Sample:
    return make(stored, recipe, tags, rng, size)
