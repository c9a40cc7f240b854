"""The proposal network's task: lines or grey, hints, tags to Lab and a distribution over colours."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from celtint import HintProposalDescriptor
from celtint.networks.proposal import PLANES
from torch import Tensor, nn

from celtint_train.data.loader import Batch, Maker
from celtint_train.data.samples import Recipe as SampleRecipe
from celtint_train.data.samples import Sample, make
from celtint_train.data.statistics import gamut_bins, rarity, vocabulary
from celtint_train.data.store import StoredPicture, load_split
from celtint_train.losses.registry import Target, loss_of
from celtint_train.networks.devices import lightly
from celtint_train.recipe import Recipe
from celtint_train.tasks.sheet import write_sheet
from celtint_train.tasks.task import Graph, PictureTask, task


@task("hint-proposal")
class HintTask(PictureTask):
    """See `celtint_train.data.samples` for what is shown and `celtint_train.losses` for what counts."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        super().__init__(recipe, folder)
        self.bins, self.rarity = torch.tensor(self.known["bins"]), torch.tensor(self.known["rarity"])
        self._loss = loss_of(recipe)

    def count(self) -> dict[str, Any]:
        stored = load_split("train", self.recipe.sources)
        bins, share = gamut_bins(stored, self.recipe.bins, self.recipe.seed)
        return {"bins": bins.tolist(), "rarity": rarity(share).tolist(), "tags": list(vocabulary(stored))}

    def maker(self) -> Maker:
        tags = {word: place + 1 for place, word in enumerate(self.known["tags"])}
        return partial(_sample, self.recipe.samples, tags)

    def losses(self, network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        planes, tags, truth, weight = batch
        with lightly(planes.device):
            lab, log_probs = network(planes.contiguous(memory_format=torch.channels_last), tags)
        bins, rare = self.bins.to(planes.device), self.rarity.to(planes.device)
        return self._loss(lab.float(), log_probs.float(), Target(truth, weight, planes[:, 1, 0, 0], bins, rare))

    def graph(self) -> Graph:
        free = {
            "planes": {2: "h", 3: "w"},
            "tags": {1: "th", 2: "tw"},
            "lab": {2: "h", 3: "w"},
            "log_probs": {2: "qh", 3: "qw"},
        }
        return Graph(("planes", "tags"), ("lab", "log_probs"), free, self._example, (50.0, 1.0))

    def _example(self, height: int, width: int, rng: np.random.Generator) -> tuple[Tensor, ...]:
        planes = rng.uniform(-1, 1, (1, PLANES, height, width)).astype(np.float32)
        tags = rng.integers(0, len(self.known["tags"]) + 1, (1, height // 8, width // 8))
        return torch.from_numpy(planes), torch.from_numpy(tags)

    def described(self) -> dict[str, Any]:
        bins = [[round(v, 1) for v in b] for b in self.known["bins"]]
        known = {"planes": PLANES, "tags": self.known["tags"], "bins": bins}
        return {"kind": HintProposalDescriptor.kind, "modes": ["line", "grey"], **known}

    def write_sheet(self, path: Path, network: nn.Module, batch: Batch) -> None:
        write_sheet(path, network, batch, self.bins)


def _sample(recipe: SampleRecipe, tags: dict[str, int], stored: StoredPicture, size: int, rng: Any) -> Sample:
    return make(stored, recipe, tags, rng, size)
