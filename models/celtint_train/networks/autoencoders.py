"""The small networks of ColourMePy and the abstract autoencoders, as their seeds describe them."""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.networks.registry import network


@network("linear-baseline")
class LinearBaseline(nn.Module):
    """planes (n, 1, h, w), L from 0 to 1, to Lab from 0 to 1 (n, 3, h, w): each pixel by itself, 1 → 2 → 3 →
    3 without activation."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(1, 2, 1), nn.Conv2d(2, 3, 1), nn.Conv2d(3, 3, 1))

    def forward(self, planes: Tensor) -> Tensor:
        return cast(Tensor, self.layers(planes))


@network("conv-autoencoder")
class ConvAutoencoder(nn.Module):
    """planes (n, 3, h, w), (L, 0, 0) from 0 to 1, to Lab from 0 to 1 (n, 3, h, w): two convolutions that
    encode, three that decode, ReLU after each but the last (a ReLU there can die, and all colour with it)."""

    def __init__(self) -> None:
        super().__init__()
        self.encode = nn.Sequential(
            nn.Conv2d(3, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 2, padding=1), nn.ReLU()
        )
        self.decode = nn.Sequential(
            nn.Conv2d(64, 32, 2), nn.ReLU(), nn.Conv2d(32, 32, 1), nn.ReLU(), nn.Conv2d(32, 3, 1)
        )

    def forward(self, planes: Tensor) -> Tensor:
        return cast(Tensor, self.decode(self.encode(planes)))


@network("abstract-autoencoder", multiple=8)
class AbstractAutoencoder(nn.Module):
    """planes (n, 1, h, w), L from 0 to 1, to a and b in -1 to 1 (n, 2, h, w); h and w multiples of 8.

    ``share`` scales the seed's widths.
    """

    def __init__(self, share: float = 0.55) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 1
        for width, stride in ((64, 2), (128, 1), (128, 2), (256, 1), (256, 2), (512, 1), (512, 1), (256, 1)):
            after = round(width * share / 4) * 4
            layers += [nn.Conv2d(before, after, 3, stride=stride, padding=1), nn.ReLU()]
            before = after
        self.encode = nn.Sequential(*layers)
        d, c, b, a = (round(width * share / 4) * 4 for width in (128, 64, 32, 16))
        self.decode = nn.ModuleList(
            [
                nn.ConvTranspose2d(before, d, 4, stride=2, padding=1),
                nn.ConvTranspose2d(d, c, 4, stride=2, padding=1),
                nn.Conv2d(c, b, 3, padding=1),
                nn.Conv2d(b, a, 3, padding=1),
            ]
        )
        self.out = nn.ConvTranspose2d(a, 2, 4, stride=2, padding=1)

    def forward(self, planes: Tensor) -> Tensor:
        x = self.encode(planes)
        for layer in self.decode:
            x = functional.relu(layer(x))
        return torch.tanh(self.out(x))
