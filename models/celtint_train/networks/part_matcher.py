"""The matcher that looks at drawings whole: a region's token also holds what a convolution sees where it lies.

Two small convolutions read each drawing's lines, one near and fine, one far and coarse with the whole figure before
it; a region is the mean of what they see at its points. The rest is `region-matcher`, whose weights it can begin with.
"""

import torch
from celtint.matching.features import TRAITS
from celtint.matching.views import FINE, POINTS, STEP
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.networks.devices import lightly
from celtint_train.networks.region_matcher import RegionMatcher
from celtint_train.networks.registry import network

COARSE = 3
"""Places of the fine map that one of the coarse map stands for, a side."""
COARSE_SIDE = FINE // COARSE


def _block(given: int, width: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(given, width, 3, stride, 1), nn.GroupNorm(4, width), nn.GELU())


def _patches(width: int) -> nn.Sequential:
    """Overlapping patches at once to a quarter of the size: maps of the views' own size cost the most time."""
    return nn.Sequential(nn.Conv2d(1, width, 2 * STEP, STEP, STEP // 2), nn.GELU())


class Seen(nn.Module):
    """Views (p, 1, h, w), 0 to 1, to a fine map (p, ``fine``, `FINE`, `FINE`) and a coarse one (p, ``coarse``,
    `COARSE_SIDE`, `COARSE_SIDE`), which knows the whole figure."""

    def __init__(self, fine: int, coarse: int) -> None:
        super().__init__()
        self.near = nn.Sequential(_patches(fine), _block(fine, fine))
        self.far = nn.Sequential(_patches(48), _block(48, 48))
        self.down = nn.Sequential(_block(48, 96, 2), _block(96, 96), _block(96, 96))
        self.deep = nn.Sequential(_block(96, 160, 2), _block(160, 160), _block(160, 160))
        self.deepest = nn.Sequential(_block(160, 192, 2), _block(192, 192), _block(192, 192))
        self.up_deep, self.up_down = _block(192 + 160, 160), _block(160 + 96, 96)
        self.up_far = _block(96 + 48, coarse)

    def forward(self, views: Tensor) -> tuple[Tensor, Tensor]:
        fine = self.near(views)
        far = self.far(functional.avg_pool2d(views, COARSE))
        down = self.down(far)
        deep = self.deep(down)
        deepest = self.deepest(deep)
        deep = self.up_deep(torch.cat([_doubled(deepest), deep], dim=1))
        down = self.up_down(torch.cat([_doubled(deep), down], dim=1))
        return fine, self.up_far(torch.cat([_doubled(down), far], dim=1))


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")


@network("part-matcher")
class PartMatcher(RegionMatcher):
    """As `RegionMatcher`, of which it takes the arrays, with four more: the arrays of a `celtint.matching.views.Look`
    at the drawings asked about, their places with a first axis for the batch, and the same of the references."""

    def __init__(
        self, width: int = 96, heads: int = 4, layers: int = 3, relation_width: int = 32, fine: int = 48,
        coarse: int = 96,
    ) -> None:  # fmt: skip
        super().__init__(width, heads, layers, relation_width)
        self.views = Seen(fine, coarse)
        self.see = nn.Sequential(nn.Linear(2 * fine + 2 * coarse, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        last = self.see[-1]
        assert isinstance(last, nn.Linear)
        with torch.no_grad():  # what it begins with answers as if nothing were seen
            last.weight.mul_(0.02)
            last.bias.zero_()

    def forward(  # type: ignore[override]
        self, traits: Tensor, patches: Tensor, beside: Tensor, ref_traits: Tensor, ref_patches: Tensor,
        ref_beside: Tensor, pairs: Tensor, silent: Tensor, views: Tensor, places: Tensor, ref_views: Tensor,
        ref_places: Tensor,
    ) -> Tensor:  # fmt: skip
        """Padding as there; its places are 0."""
        maps = self._maps(torch.cat([views, ref_views]))
        behind = ref_places + views.shape[0] * FINE * FINE
        x = self._token(traits, patches) + self.see(_at(maps, places))
        other = self._token(ref_traits[..., :TRAITS], ref_patches) + self.marks(ref_traits[..., TRAITS:])
        other = other + self.see(_at(maps, behind))
        return self._compared(x, other, (beside, ref_beside), pairs, silent)

    def _maps(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """The two maps, each place a row."""
        views = pictures.float() / 255
        if self.training:
            with lightly(views.device):
                fine, coarse = self.views(views)
        else:
            fine, coarse = self.views(views)
        return tuple(m.float().permute(0, 2, 3, 1).reshape(-1, m.shape[1]) for m in (fine, coarse))


def _at(maps: tuple[Tensor, Tensor], places: Tensor) -> Tensor:
    """(b, n, channels): the mean and the largest of both maps over each region's places."""
    b, n = places.shape[:2]
    x = places % FINE // COARSE
    y = places // FINE % FINE // COARSE
    coarse = (places // (FINE * FINE) * COARSE_SIDE + y) * COARSE_SIDE + x
    found = []
    for rows, at in zip(maps, (places, coarse), strict=True):
        seen = rows[at.reshape(-1)].reshape(b, n, POINTS, rows.shape[1])
        found += [seen.mean(dim=2), seen.amax(dim=2)]
    return torch.cat(found, dim=2)
