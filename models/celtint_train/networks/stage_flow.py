"""Draws things by name: a flow over the coordinates of small pictures, and the way back from those to pixels."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.networks.registry import network

PATCH = 16
"""Pixels a side of the patches whose coordinates are found first."""
SIDE = 64
CHANNELS = 4
_GRID = SIDE // PATCH
_WAVES = 32


class _Block(nn.Module):
    """One step of the residual stream, scaled and shifted by what is asked for."""

    def __init__(self, width: int, hidden: int, told: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width, elementwise_affine=False)
        self.how = nn.Linear(told, 2 * width)
        self.up, self.down = nn.Linear(width, hidden), nn.Linear(hidden, width)
        nn.init.zeros_(self.how.weight)
        nn.init.zeros_(self.how.bias)
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)

    def forward(self, stream: Tensor, told: Tensor) -> Tensor:
        scale, shift = self.how(told).chunk(2, dim=1)
        inner = self.norm(stream) * (1 + scale) + shift
        made: Tensor = self.down(functional.silu(self.up(inner)))
        return stream + made


@network("stage-flow")
class StageFlow(nn.Module):
    """The clean picture behind a noisy one, given what it is to look like.

    Flow matching (Lipman et al. 2023) in which the clean picture is what the network answers (Li and He 2025). It works
    on ``coordinates`` of a picture: those of all pictures along the directions in which they differ most (principal
    components, of patches first and of all patches together then), scaled. For each look it holds what it expects; from
    that and the noise the best linear guess is known (Wiener), and what is learned is how far that is off.

    looks: how many there are. things, hands: of those, one more of each for "not said".
    """

    def __init__(
        self,
        looks: int,
        things: int,
        hands: int,
        coordinates: int = 576,
        patches: int = 128,
        width: int = 512,
        hidden: int = 768,
        blocks: int = 3,
        told: int = 256,
    ) -> None:
        super().__init__()
        self.expected = nn.Embedding(looks, coordinates)
        self.thing, self.hand = nn.Embedding(things + 1, told), nn.Embedding(hands + 1, told)
        self.aspect, self.time = nn.Linear(1, told), nn.Linear(2 * _WAVES, told)
        self.mix = nn.Linear(told, told)
        self.given = nn.Linear(2 * coordinates, width)
        self.blocks = nn.ModuleList(_Block(width, hidden, told) for _ in range(blocks))
        self.norm = nn.LayerNorm(width)
        self.answer = nn.Linear(width, coordinates)
        nn.init.normal_(self.thing.weight, std=0.5)
        nn.init.normal_(self.hand.weight, std=0.5)
        nn.init.zeros_(self.answer.weight)
        nn.init.zeros_(self.answer.bias)
        self.register_buffer("waves", torch.exp(torch.linspace(0, math.log(200.0), _WAVES)))
        self.register_buffer("of_look", torch.zeros(looks, 2, dtype=torch.int64))
        self.register_buffer("spread", torch.ones(coordinates))
        self.register_buffer("unsure", torch.ones(looks))
        self.register_buffer("whole", torch.zeros(coordinates, _GRID * _GRID * patches))
        self.register_buffer("patch", torch.zeros(patches, PATCH * PATCH * CHANNELS))
        self.register_buffer("mean", torch.zeros(_GRID * _GRID, PATCH * PATCH * CHANNELS))

    def forward(self, noisy: Tensor, time: Tensor, look: Tensor, aspect: Tensor) -> Tensor:
        """noisy: (n, coordinates). time: (n,) 0 noise to 1 clean. look: (n,) places. aspect: (n,) the logarithm of
        width / height. The clean one: (n, coordinates)."""
        assert isinstance(self.unsure, Tensor)
        expected = self.expected(look)
        linear, doubt = self.linear(noisy, time, expected, self.unsure[look])
        return linear + doubt * self.off(noisy, time, expected, look, aspect)

    def linear(self, noisy: Tensor, time: Tensor, expected: Tensor, unsure: Tensor) -> tuple[Tensor, Tensor]:
        """The best linear guess of the clean picture, and how far it may be off, one deviation: (n, coordinates) each.
        expected: (n, coordinates). unsure: (n,) how many times as unsure that is as it commonly is."""
        assert isinstance(self.spread, Tensor)
        share, rest, spread = time[:, None], 1 - time[:, None], self.spread * unsure[:, None]
        of = spread**2
        power = share**2 * of + rest**2 + 1e-6
        return expected + share * of / power * (noisy - share * expected), spread * (rest + 1e-3) / power.sqrt()

    def off(self, noisy: Tensor, time: Tensor, expected: Tensor, look: Tensor, aspect: Tensor) -> Tensor:
        """How many of its deviations the linear guess is off: (n, coordinates)."""
        assert isinstance(self.waves, Tensor) and isinstance(self.of_look, Tensor)
        turns = time[:, None] * self.waves
        of = self.of_look[look]
        told = self.thing(of[:, 0]) + self.hand(of[:, 1]) + self.aspect(aspect[:, None])
        told = told + self.time(torch.cat([turns.sin(), turns.cos()], dim=1))
        told = functional.silu(self.mix(functional.silu(told)))
        stream = self.given(torch.cat([noisy, expected], dim=1))
        for block in self.blocks:
            stream = block(stream, told)
        made: Tensor = self.answer(self.norm(stream))
        return made

    def picture(self, coordinates: Tensor) -> Tensor:
        """(n, 64, 64, 4) premultiplied RGBA, about 0 to 1, of coordinates (n, coordinates)."""
        assert isinstance(self.whole, Tensor) and isinstance(self.patch, Tensor) and isinstance(self.mean, Tensor)
        of_patches = (coordinates @ self.whole).reshape(-1, _GRID * _GRID, self.patch.shape[0])
        pixels = of_patches @ self.patch + self.mean
        grid = pixels.reshape(-1, _GRID, _GRID, PATCH, PATCH, CHANNELS).permute(0, 1, 3, 2, 4, 5)
        return (grid.reshape(-1, SIDE, SIDE, CHANNELS) + 1) / 2
