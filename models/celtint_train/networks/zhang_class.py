"""Colourful image colourisation as classification: Zhang, Isola and Efros (2016), widths scaled down.

Each pixel's a and b are one of the bins that the data set's own gamut occupies.
"""

from typing import cast

from torch import Tensor, nn
from torch.nn import functional

from celtint_train.networks.registry import network

_GROUPS = ((2, 64, 2, 1), (2, 128, 2, 1), (3, 256, 2, 1), (3, 512, 1, 1), (3, 512, 1, 2), (3, 512, 1, 2))
"""Convolutions, width, stride of the last and dilation of each group, as in the paper's table 4."""


def _group(before: int, after: int, count: int, stride: int, dilation: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for place in range(count):
        last = place == count - 1
        layers += [
            nn.Conv2d(
                before if place == 0 else after,
                after,
                3,
                stride=stride if last else 1,
                padding=dilation,
                dilation=dilation,
            ),
            nn.ReLU(),
        ]
    return nn.Sequential(*layers, nn.BatchNorm2d(after))


@network("zhang-class", multiple=8)
class ZhangClass(nn.Module):
    """planes (n, 1, h, w), L from 0 to 1, to log-probabilities (n, K, h/4, w/4); h and w multiples of 8.

    ``bins`` (K, 2) are the a and b of the classes. ``share`` scales the paper's widths.
    """

    def __init__(self, bins: Tensor, share: float = 0.27) -> None:
        super().__init__()
        widths = [max(8, round(width * share / 4) * 4) for _, width, _, _ in _GROUPS]
        groups = []
        for before, after, (count, _, stride, dilation) in zip((1, *widths[:-1]), widths, _GROUPS, strict=True):
            groups.append(_group(before, after, count, stride, dilation))
        self.groups = nn.Sequential(*groups)
        last = max(8, round(256 * share / 4) * 4)
        self.up = nn.Sequential(
            nn.ConvTranspose2d(widths[-1], last, 4, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(last, last, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(last, last, 3, padding=1),
            nn.ReLU(),
        )
        self.classify = nn.Conv2d(last, len(bins), 1)
        self.register_buffer("bins", bins.float())
        for module in self.modules():
            if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
                nn.init.zeros_(cast(Tensor, module.bias))

    def forward(self, planes: Tensor) -> Tensor:
        return functional.log_softmax(self.classify(self.up(self.groups(planes - 0.5))), dim=1)
