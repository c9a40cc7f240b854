"""BentoColor's generator and the discriminator that judges patches of what it made."""

from itertools import pairwise
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.networks.registry import network

_WIDTHS = (32, 64, 128, 256, 256, 256, 256)


@network("bento-unet", multiple=64)
class BentoUNet(nn.Module):
    """planes (n, 1, h, w), L from 0 to 1, to a and b in -1 to 1 (n, 2, h, w); h and w multiples of 64.

    4×4 convolutions down (after one of 3×3 with stride 1), transposed ones up with skips and dropout in the deepest
    three. ``share`` scales the seed's widths.
    """

    def __init__(self, share: float = 0.45) -> None:
        super().__init__()
        widths = [round(width * share / 4) * 4 for width in _WIDTHS]
        self.first = nn.Conv2d(1, widths[0], 3, padding=1)
        self.down = nn.ModuleList(
            nn.Sequential(nn.Conv2d(before, after, 4, stride=2, padding=1, bias=False), nn.BatchNorm2d(after))
            for before, after in pairwise(widths)
        )
        ups = []
        before = widths[-1]
        for place, after in enumerate(reversed(widths[:-1])):
            drop = [nn.Dropout(0.3)] if place < 3 else []
            layer = nn.ConvTranspose2d(before, after, 4, stride=2, padding=1, bias=False)
            ups.append(nn.Sequential(layer, nn.BatchNorm2d(after), *drop))
            before = 2 * after
        self.up = nn.ModuleList(ups)
        self.out = nn.Conv2d(before, 2, 3, padding=1)

    def forward(self, planes: Tensor) -> Tensor:
        x = functional.leaky_relu(self.first(planes * 2 - 1), 0.2)
        skips = [x]
        for layer in self.down:
            x = functional.leaky_relu(layer(x), 0.2)
            skips.append(x)
        skips.pop()
        for layer in self.up:
            x = torch.cat([functional.relu(layer(x)), skips.pop()], dim=1)
        return torch.tanh(self.out(x))


class PatchDiscriminator(nn.Module):
    """L from 0 to 1 and a, b in -1 to 1 (n, 3, h, w) to a logit a patch (n, 1, h/8, w/8): true or made."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 3
        for after in (64, 128, 256):
            norm = [nn.BatchNorm2d(after)] if before != 3 else []
            layers += [nn.Conv2d(before, after, 4, stride=2, padding=1), *norm, nn.LeakyReLU(0.2)]
            before = after
        self.layers = nn.Sequential(*layers, nn.Conv2d(before, 1, 3, padding=1))

    def forward(self, lab: Tensor) -> Tensor:
        return cast(Tensor, self.layers(lab))
