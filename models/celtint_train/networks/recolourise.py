"""The U-Nets of recolourise: V1 colours from lightness alone, V2 from lightness and blots of colour.

Double convolutions at five sizes with skips; the seed says no depth and no widths, ours fit the wheel. The
variant with global features fuses a vector that says what the whole picture is at the bottleneck.
"""

from itertools import pairwise
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.networks.classifier import FEATURES, Classifier
from celtint_train.networks.registry import network


class Double(nn.Sequential):
    """Two 3×3 convolutions, each with batch normalisation and ReLU."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__(
            nn.Conv2d(before, after, 3, padding=1, bias=False),
            nn.BatchNorm2d(after),
            nn.ReLU(),
            nn.Conv2d(after, after, 3, padding=1, bias=False),
            nn.BatchNorm2d(after),
            nn.ReLU(),
        )


@network("recolourise-unet", multiple=16)
class RecolouriseUNet(nn.Module):
    """planes (n, planes, h, w) to channels (n, outputs, h, w) in -1 to 1; h and w are multiples of 16."""

    def __init__(self, planes: int = 1, outputs: int = 2, widths: tuple[int, ...] = (20, 40, 80, 160, 160)) -> None:
        super().__init__()
        self.encode = nn.ModuleList(
            Double(before, after) for before, after in zip((planes, *widths[:-1]), widths, strict=True)
        )
        self.decode = nn.ModuleList(Double(deep + skip, skip) for skip, deep in pairwise(widths))
        self.out = nn.Conv2d(widths[0], outputs, 1)

    def forward(self, planes: Tensor) -> Tensor:
        return self._decoded(*self._encoded(planes))

    def _encoded(self, planes: Tensor) -> tuple[Tensor, list[Tensor]]:
        skips: list[Tensor] = []
        x = planes
        for level, block in enumerate(self.encode):
            x = block(functional.max_pool2d(x, 2) if level else x)
            skips.append(x)
        return skips.pop(), skips

    def _decoded(self, x: Tensor, skips: list[Tensor]) -> Tensor:
        for skip, block in zip(reversed(skips), reversed(list(self.decode)), strict=True):
            x = block(torch.cat([functional.interpolate(x, scale_factor=2.0, mode="nearest"), skip], dim=1))
        return torch.tanh(self.out(x))


@network("unet-global", multiple=16)
class GlobalUNet(RecolouriseUNet):
    """The same, with global features at the bottleneck.

    ``features`` numbers that a frozen classifier says of the whole picture are what a small branch learns to
    say itself (`said`), because only weights trained here may be shipped; ``heard`` False leaves them out of
    the colouring, for the measurement without.
    """

    def __init__(
        self,
        planes: int = 1,
        outputs: int = 2,
        widths: tuple[int, ...] = (20, 40, 80, 160, 160),
        features: int = FEATURES,
        heard: bool = True,
    ) -> None:
        super().__init__(planes, outputs, widths)
        self.heard = heard
        self.say = nn.Sequential(nn.Linear(widths[-1], 128), nn.ReLU(), nn.Linear(128, features))
        self.fuse = nn.Linear(features, widths[-1])

    def forward(self, planes: Tensor) -> Tensor:
        deep, skips = self._encoded(planes)
        return self._decoded(self._fused(deep, self._said(deep)), skips)

    def with_features(self, planes: Tensor) -> tuple[Tensor, Tensor]:
        """The colours, and what the branch says of the whole picture (n, features)."""
        deep, skips = self._encoded(planes)
        said = self._said(deep)
        return self._decoded(self._fused(deep, said), skips), said

    def _said(self, deep: Tensor) -> Tensor:
        return cast(Tensor, self.say(deep.mean(dim=(2, 3))))

    def _fused(self, deep: Tensor, said: Tensor) -> Tensor:
        return deep + self.fuse(said)[:, :, None, None] if self.heard else deep


@network("unet-classifier", multiple=16)
class ClassifierUNet(RecolouriseUNet):
    """The same, hearing the frozen classifier itself: to measure what global features are worth, never shipped."""

    def __init__(self, planes: int = 1, outputs: int = 2, widths: tuple[int, ...] = (20, 40, 80, 160, 160)) -> None:
        super().__init__(planes, outputs, widths)
        self.classifier = Classifier()
        self.standard = nn.BatchNorm1d(FEATURES, affine=False)
        self.fuse = nn.Linear(FEATURES, widths[-1])

    def train(self, mode: bool = True) -> "ClassifierUNet":
        super().train(mode)
        self.classifier.eval()
        return self

    def forward(self, planes: Tensor) -> Tensor:
        deep, skips = self._encoded(planes)
        said = self.standard(self.classifier(planes[:, :1]))
        return self._decoded(deep + self.fuse(said)[:, :, None, None], skips)
