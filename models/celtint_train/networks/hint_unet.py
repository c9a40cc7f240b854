"""The hint-conditioned U-Net: corrects what the hints say when spread along the picture's edges.

Input planes are those of `celtint.networks.proposal.planes_of`. The regression starts at the spreads, seven parts
smooth to one sharp (the weights of its last layer are zero), and learns how to mix them, how far to trust
them and what to add. The distribution at a quarter of the size starts at the spread as well: a prior, a
Gaussian round the spread colour, is added to the logits with a learned trust; for grey pictures the known
lightness is a second prior.
"""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.networks.registry import network

SMOOTH_FIRST = 2.0
SPREAD_SIGMA = 12.0
LIGHT_SIGMA = 8.0
OVER_LINES = 0.25


class Block(nn.Module):
    """Two 3×3 convolutions with batch normalisation (folded away at export) beside a skip."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.one = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm_one = nn.BatchNorm2d(channels)
        self.two = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm_two = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.norm_one(self.one(x)))
        return functional.relu(x + self.norm_two(self.two(y)))


class Context(nn.Module):
    """Self-attention over all places at a sixteenth of the size, and the mean over all of them."""

    def __init__(self, channels: int, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.BatchNorm2d(channels)
        self.qkv = nn.Conv2d(channels, 3 * channels, 1)
        self.out = nn.Conv2d(channels, channels, 1)
        self.pooled = nn.Linear(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        n, c, h, w = x.shape
        y = self.norm(x)
        q, k, v = self.qkv(y).reshape(n, 3, self.heads, c // self.heads, h * w).unbind(1)
        scores = (q.transpose(2, 3) @ k) * (c // self.heads) ** -0.5
        seen = v @ scores.softmax(dim=-1).transpose(2, 3)
        everywhere = self.pooled(y.mean(dim=(2, 3)))[:, :, None, None]
        return cast(Tensor, x + self.out(seen.reshape(n, c, h, w)) + everywhere)


class Down(nn.Sequential):
    """Half the size by a 2×2 convolution."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__(nn.Conv2d(before, after, 2, stride=2, bias=False), nn.BatchNorm2d(after), nn.ReLU())


@network("hint-unet", multiple=16)
class HintUNet(nn.Module):
    """planes (n, 10, h, w) and tags (n, h/8, w/8) int64 to Lab (n, 3, h, w) and log-probabilities (n, K, h/4,
    w/4).

    h and w are multiples of 16. ``widths`` are the channels at 1/2, 1/4, 1/8 and 1/16 of the size.
    """

    bins: Tensor
    prior_weight: Tensor
    prior_bias: Tensor

    def __init__(self, bins: Tensor, tags: int, widths: tuple[int, ...] = (32, 64, 128, 256)) -> None:
        super().__init__()
        a, b, c, d = widths
        self.stem = nn.Sequential(nn.Conv2d(40, a, 3, padding=1, bias=False), nn.BatchNorm2d(a), nn.ReLU())
        self.down = nn.ModuleList([Down(a, b), Down(b, c), Down(c, d)])
        self.encode = nn.ModuleList([Block(a), Block(b), Block(c)])
        self.middle = nn.Sequential(Block(d), Context(d), Block(d))
        self.up = nn.ModuleList([nn.Conv2d(b, a, 1), nn.Conv2d(c, b, 1), nn.Conv2d(d, c, 1)])
        self.decode = nn.ModuleList([Block(a), Block(b), Block(c)])
        self.tag = nn.Embedding(tags + 1, 32, padding_idx=0)
        self.tag_in = nn.Conv2d(32, c, 1, bias=False)
        self.correct = nn.Conv2d(a, 5 * 4, 3, padding=1)
        nn.init.zeros_(self.correct.weight)
        nn.init.zeros_(cast(Tensor, self.correct.bias))
        with torch.no_grad():
            cast(Tensor, self.correct.bias)[:4] = SMOOTH_FIRST
        self.classify = nn.Conv2d(b, len(bins), 1)
        nn.init.normal_(self.classify.weight, std=0.01)
        self.trust = nn.Conv2d(b, 1, 1)
        self.register_buffer("bins", bins.float())
        variance = torch.tensor(SPREAD_SIGMA) ** 2
        self.register_buffer("prior_weight", (bins.float() / variance)[:, :, None, None])
        self.register_buffer("prior_bias", -(bins.float() ** 2).sum(1) / (2 * variance))

    def _features(self, planes: Tensor, tags: Tensor) -> tuple[Tensor, Tensor]:
        """What is known at half and at a quarter of the size."""
        x = self.stem(functional.pixel_unshuffle(planes, 2))
        skips = []
        for level in range(3):
            x = self.encode[level](x)
            skips.append(x)
            x = self.down[level](x)
        x = self.middle(x)
        told = self.tag_in(self.tag(tags).permute(0, 3, 1, 2))
        quarter = x
        for level in (2, 1, 0):
            x = skips[level] + functional.interpolate(self.up[level](x), scale_factor=2.0, mode="nearest")
            x = self.decode[level](x + told if level == 2 else x)
            quarter = x if level == 1 else quarter
        return x, quarter

    def forward(self, planes: Tensor, tags: Tensor) -> tuple[Tensor, Tensor]:
        half, quarter = self._features(planes, tags)
        fix = functional.pixel_shuffle(self.correct(half), 2)
        mix = torch.sigmoid(fix[:, 0:1])
        start = mix * planes[:, 2:5] + (1 - mix) * planes[:, 5:8]
        unit = start * (1 + fix[:, 1:2]) + fix[:, 2:5]
        lab = torch.cat([unit[:, 0:1] * 50 + 50, unit[:, 1:] * 64], dim=1)
        return lab, functional.log_softmax(self._logits(planes, quarter), dim=1)

    def _logits(self, planes: Tensor, quarter: Tensor) -> Tensor:
        small = functional.avg_pool2d(planes, 4)
        hinted = (small[:, 8:9] > 0).to(planes.dtype)
        mean = (small[:, 2:5] + small[:, 5:8]) / 2
        spread = torch.cat([mean[:, 0:1] * 50 + 50, mean[:, 1:] * 64], dim=1)
        prior = functional.conv2d(spread, self.prior_weight, self.prior_bias)
        prior = prior - (spread * spread).sum(1, keepdim=True) / (2 * SPREAD_SIGMA**2)
        # Over a line a hint is a weak argument: what lies there may be paper.
        reach = 1 - small[:, 1:2] * (1 - OVER_LINES) * (1 - small[:, 9:10])
        logits = self.classify(quarter) + hinted * reach * torch.sigmoid(self.trust(quarter)) * prior
        off = (small[:, 0:1] * 50 + 50 - self.bins[:, 0].reshape(1, -1, 1, 1)) / LIGHT_SIGMA
        return cast(Tensor, logits - (1 - small[:, 1:2]) * off * off / 2)
