"""The task of the networks that came before: grey pictures, with or without blots, to colours."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from celtint import ColouriserDescriptor
from celtint.colours.lab import lab_to_srgb8
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.data.grey import A_B_RANGE, GreySample, make_grey
from celtint_train.data.loader import Batch, Maker
from celtint_train.data.samples import Recipe as SampleRecipe
from celtint_train.data.statistics import chroma_bins
from celtint_train.data.store import StoredPicture, load_split
from celtint_train.losses.registry import grey_loss_of
from celtint_train.networks.devices import lightly
from celtint_train.pictures import write_png
from celtint_train.recipe import Recipe
from celtint_train.tasks.task import Graph, PictureTask, task

TEMPERATURE = 0.38
"""Of the annealed mean (Zhang, Isola and Efros 2016)."""
BLOT = 5
"""Radius, in pixels, of the blots by which hints are shown to a network that learned from blots."""
_SCALES = {"l": 0.01, "hint_l": 0.01, "hint_a": 1 / A_B_RANGE, "hint_b": 1 / A_B_RANGE}


@task("grey-colouring")
class GreyTask(PictureTask):
    """What the network answers is said by the recipe: ``gives`` "ab", "lab" or "bins"."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        super().__init__(recipe, folder)
        self.bins, self.rarity = torch.tensor(self.known["bins"]), torch.tensor(self.known["rarity"])
        self._loss = grey_loss_of(recipe)

    def count(self) -> dict[str, Any]:
        bins, weight = chroma_bins(load_split("train", self.recipe.sources), self.recipe.seed)
        return {"bins": bins.tolist(), "rarity": weight.tolist()}

    def maker(self) -> Maker:
        return partial(_sample, self.recipe.planes, self.recipe.samples)

    def losses(self, network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        planes, lab = batch
        with lightly(planes.device):
            answer = network(planes.contiguous(memory_format=torch.channels_last))
        return self._loss(answer.float(), lab, self)

    def wanted(self, lab: Tensor) -> Tensor:
        """The channels of the truth that the network answers with."""
        return lab if self.recipe.gives == "lab" else lab[:, 1:]

    def graph(self) -> Graph:
        free = {"planes": {2: "h", 3: "w"}, "answer": {2: "ah", 3: "aw"}}
        return Graph(("planes",), ("answer",), free, self._example, (1.0,))

    def _example(self, height: int, width: int, rng: np.random.Generator) -> tuple[Tensor, ...]:
        given = rng.uniform(0, 1, (1, len(self.recipe.planes), height, width))
        return (torch.from_numpy(given.astype(np.float32)),)

    def described(self) -> dict[str, Any]:
        names = list(self.recipe.planes)
        given = {"name": "planes", "planes": names, "scale": [_SCALES.get(name, 1.0) for name in names]}
        answer: dict[str, Any] = {"space": self.recipe.gives, "name": "answer"}
        if self.recipe.gives == "bins":
            answer |= {"bins": self.known["bins"], "temperature": TEMPERATURE}
        else:
            answer["scale"] = [100.0, A_B_RANGE, A_B_RANGE][-len(self.recipe.gives) :]
        blot = BLOT if "mask" in names else 0
        return {"kind": ColouriserDescriptor.kind, "modes": ["grey"], "blot": blot, "inputs": [given], "output": answer}

    def write_sheet(self, path: Path, network: nn.Module, batch: Batch) -> None:
        """One row a sample: grey, answer, truth."""
        planes, lab = batch
        network.eval()
        with torch.no_grad():
            ab = self.chroma(network(planes), lab.shape[-2:])
        light = lab[:, :1]
        columns = [torch.cat([light, x], 1) for x in (torch.zeros_like(ab), ab, lab[:, 1:])]
        scale = torch.tensor([100.0, A_B_RANGE, A_B_RANGE])[:, None, None]
        rows = [np.concatenate([_picture(c[i] * scale) for c in columns], 1) for i in range(len(lab))]
        write_png(path, np.concatenate(rows, 0))

    def chroma(self, answer: Tensor, size: tuple[int, ...]) -> Tensor:
        """a and b (n, 2, h, w), -1 to 1, from what a network answers; the annealed mean of a distribution."""
        if self.recipe.gives != "bins":
            return answer[:, -2:]
        sharp = torch.softmax(answer / TEMPERATURE, dim=1)
        ab = torch.einsum("nkhw,kc->nchw", sharp, self.bins) / A_B_RANGE
        return functional.interpolate(ab, size=size, mode="bilinear")


def _picture(lab: Tensor) -> Any:
    return lab_to_srgb8(lab.numpy().transpose(1, 2, 0))


def _sample(
    names: tuple[str, ...], recipe: SampleRecipe, stored: StoredPicture, size: int, rng: np.random.Generator
) -> GreySample:
    return make_grey(stored, names, recipe, size, rng)
