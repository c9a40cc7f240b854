"""The matcher: a small convolution over each region's patches, then attention within and between drawings.

Tokens are regions. Attention within a drawing knows who touches whom; attention between drawings is led by the
relations of each pair (overlap after motion, place, size, likeness). The design follows graph matching by attention
(Sarlin et al., "SuperGlue", CVPR 2020), with a softmax over reference regions and "none" in place of an assignment,
because colouring is many-to-one.
"""

import torch
from celtint.matching.features import PATCH, PLANES, TRAITS
from celtint.matching.network import MARKS
from celtint.matching.relations import RELATIONS, Relation
from torch import Tensor, nn

from celtint_train.networks.registry import network

FAR = -1e4
"""Added to what must not be looked at."""
PRIOR = {
    Relation.LED_HERE: 3,
    Relation.LED_THERE: 1.5,
    Relation.BACK_HERE: 1.5,
    Relation.BACK_THERE: 2,
    Relation.STILL_HERE: 0.5,
    Relation.STILL_THERE: 0.5,
    Relation.DISTANCE: -0.5,
    Relation.DISTANCE_LED: -1.5,
    Relation.DISTANCE_BACK: -1,
    Relation.SIZE_APART: -2,
    Relation.WIDTH_APART: -1,
    Relation.HEIGHT_APART: -1,
    Relation.SHAPE: 2,
    Relation.AROUND: 1.5,
    Relation.NEAR: 1.5,
    Relation.FAR: 1.5,
    Relation.FORM_APART: -0.5,
}
"""What each relation speaks for a pair before anything is learned: overlap, nearness, likeness in size and look."""
NOTHING = 4.0
"""How well "none" fits before anything is learned."""


class Attention(nn.Module):
    """Multi-head attention with a bias a head for each pair, before it a normalisation, around it a shortcut."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm, self.norm_other = nn.LayerNorm(width), nn.LayerNorm(width)
        self.ask, self.answer, self.out = nn.Linear(width, width), nn.Linear(width, 2 * width), nn.Linear(width, width)

    def forward(self, x: Tensor, other: Tensor, bias: Tensor) -> Tensor:
        """x (b, n, width), other (b, m, width), bias (b, heads, n, m) to (b, n, width)."""
        b, width = x.shape[0], x.shape[2]
        q = self.ask(self.norm(x)).reshape(b, -1, self.heads, width // self.heads).transpose(1, 2)
        both = self.answer(self.norm_other(other)).reshape(b, -1, 2, self.heads, width // self.heads)
        k, v = both[:, :, 0].permute(0, 2, 3, 1), both[:, :, 1].transpose(1, 2)
        score = (q @ k) * (width // self.heads) ** -0.5 + bias
        seen = (score.softmax(dim=3) @ v).transpose(1, 2).reshape(b, -1, width)
        return x + self.out(seen)  # type: ignore[no-any-return]


class Layer(nn.Module):
    """Each drawing looks at itself, then at the other, then thinks."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.within, self.between = Attention(width, heads), Attention(width, heads)
        self.think = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)
        )
        self.touching = nn.Parameter(torch.linspace(0, 2, heads))

    def forward(self, x: Tensor, other: Tensor, biases: tuple[Tensor, Tensor, Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """biases: who touches whom in the one and in the other drawing (b, n, n), (b, m, m); of the pairs both ways."""
        near, other_near, pair, other_pair = biases
        x, other = (
            self.within(t, t, torch.where(n < 0, FAR, n)[:, None] * _per_head(n, self.touching))
            for t, n in ((x, near), (other, other_near))
        )
        x, other = self.between(x, other, pair), self.between(other, x, other_pair)
        return x + self.think(x), other + self.think(other)


def _per_head(near: Tensor, touching: Tensor) -> Tensor:
    """(b, heads, n, n): each head's worth of a touch; 1 where the drawings differ, so that FAR stays far."""
    return torch.where(near[:, None] < 0, torch.ones_like(touching)[:, None, None], touching[:, None, None])


@network("region-matcher")
class RegionMatcher(nn.Module):
    """The arrays of `celtint.matching.network.question`, with a first axis for the batch, to log-shares (b, n, m +
    1)."""

    def __init__(self, width: int = 96, heads: int = 4, layers: int = 3, relation_width: int = 48) -> None:
        super().__init__()
        self.heads = heads
        self.look = nn.Sequential(
            nn.Conv2d(PLANES, 24, 3, 2, 1), nn.GELU(), nn.Conv2d(24, 48, 3, 2, 1), nn.GELU(), nn.Flatten(1),
            nn.Linear(48 * (PATCH // 4) ** 2, width),
        )  # fmt: skip
        self.traits = nn.Sequential(nn.Linear(TRAITS, width), nn.GELU(), nn.Linear(width, width))
        self.marks = nn.Linear(MARKS, width)
        self.relate = nn.Sequential(
            nn.Linear(RELATIONS, relation_width), nn.GELU(), nn.Linear(relation_width, relation_width), nn.GELU(),
            nn.Linear(relation_width, layers * heads + 1),
        )  # fmt: skip
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.one = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width))
        self.two = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width))
        self.nothing = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 1))
        self.trust = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 1))
        self.prior = nn.Linear(RELATIONS, 1, bias=False)
        with torch.no_grad():
            self.prior.weight.copy_(torch.tensor([PRIOR.get(relation, 0.0) for relation in Relation]))
            for late in (self.relate, self.two, self.nothing, self.trust):
                last = late[-1]
                assert isinstance(last, nn.Linear)
                last.weight.mul_(0.1)
            self.nothing[-1].bias.fill_(NOTHING)  # type: ignore[operator]
        self.sharpness = nn.Parameter(torch.ones(1), requires_grad=False)

    def _token(self, traits: Tensor, patches: Tensor) -> Tensor:
        b, n = traits.shape[:2]
        seen = self.look(patches.reshape(-1, PLANES, PATCH, PATCH))
        return self.traits(traits) + seen.reshape(b, n, -1)  # type: ignore[no-any-return]

    def forward(
        self, traits: Tensor, patches: Tensor, beside: Tensor, ref_traits: Tensor, ref_patches: Tensor,
        ref_beside: Tensor, pairs: Tensor, silent: Tensor,
    ) -> Tensor:  # fmt: skip
        """Padding has -1 in its rows and columns of ``beside`` and ``ref_beside`` and is silent."""
        x = self._token(traits, patches)
        other = self._token(ref_traits[..., :TRAITS], ref_patches) + self.marks(ref_traits[..., TRAITS:])
        return self._compared(x, other, (beside, ref_beside), pairs, silent)

    def _compared(self, x: Tensor, other: Tensor, touching: tuple[Tensor, Tensor], pairs: Tensor, silent: Tensor
                  ) -> Tensor:  # fmt: skip
        """The tokens of both drawings, who touches whom in each, and their pairs to log-shares."""
        beside, ref_beside = touching
        related = self.relate(pairs).permute(0, 3, 1, 2)
        hidden = torch.where(beside.amax(dim=1) < 0, FAR, 0.0)[:, None, None, :]
        ref_hidden = torch.where(ref_beside.amax(dim=1) < 0, FAR, 0.0)[:, None, None, :]
        for number, layer in enumerate(self.layers):
            bias = related[:, 1 + number * self.heads : 1 + (number + 1) * self.heads]
            x, other = layer(x, other, (beside, ref_beside, bias + ref_hidden, bias.transpose(2, 3) + hidden))
        one, two = self.one(x), self.two(other)
        score = one @ two.transpose(1, 2) * one.shape[2] ** -0.5 + related[:, 0]
        score = score + self.prior(pairs)[..., 0] + self.trust(other).transpose(1, 2)
        score = score + torch.where(silent > 0.5, FAR, 0.0)[:, None]
        full = torch.cat([score, self.nothing(x)], dim=2)
        return (full * self.sharpness).log_softmax(dim=2)
