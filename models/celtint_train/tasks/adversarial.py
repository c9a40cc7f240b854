"""Colouring against an opponent that judges patches (Isola, Zhu, Zhou and Efros 2017), as BentoColor trains.

The generator lowers weights["mse"] × squared error + weights["adversarial"] × binary cross-entropy of what the
opponent says + weights["opted"] × absolute error under the blots, for networks that are given blots: recolourise's
balance of the colours that were opted for against the error that keeps the picture real. The opponent's targets are
smoothed by 0.1.
"""

from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from celtint_train.data.loader import Batch
from celtint_train.networks.bento import PatchDiscriminator
from celtint_train.networks.devices import lightly
from celtint_train.recipe import Recipe
from celtint_train.tasks.colouring import GreyTask
from celtint_train.tasks.task import task

_SMOOTHING = 0.1
_BETAS = (0.5, 0.999)


@task("adversarial-colouring")
class AdversarialTask(GreyTask):
    """Grey pictures to a and b; the log has all four terms: squared error, adversarial, both, opponent."""

    last_is_best = True  # the loss rises as the opponent learns

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        super().__init__(recipe, folder)
        self.opponent = PatchDiscriminator()
        self._optimiser = torch.optim.Adam(self.opponent.parameters(), recipe.learning_rate, betas=_BETAS)
        self._made: Tensor | None = None

    def losses(self, network: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        planes, lab = batch
        with lightly(planes.device):
            made = cast(Tensor, network(planes.contiguous(memory_format=torch.channels_last)))
        made = made.float()
        squared = functional.mse_loss(made, lab[:, 1:])
        self.opponent.eval()
        said = self.opponent(torch.cat([lab[:, :1], made], 1))
        fooled = functional.binary_cross_entropy_with_logits(said, torch.ones_like(said))
        self._made = made.detach()
        weights = self.recipe.weights
        total = weights["mse"] * squared + weights["adversarial"] * fooled
        parts = {"mse": float(squared.detach()), "adversarial": float(fooled.detach())}
        if "opted" in weights:
            blots = planes[:, self.recipe.planes.index("mask")][:, None]
            opted = ((made - lab[:, 1:]).abs() * blots).sum() / (2 * blots.sum()).clamp_min(1.0)
            total = total + weights["opted"] * opted
            parts["opted"] = float(opted.detach())
        return total, parts

    def after_step(self, network: nn.Module, batch: Batch) -> dict[str, float]:
        """The opponent's turn, on what it was just shown and on the truth."""
        _, lab = batch
        made = cast(Tensor, self._made)
        self.opponent.train()
        true, false = self.opponent(lab), self.opponent(torch.cat([lab[:, :1], made], 1))
        total = functional.binary_cross_entropy_with_logits(true, torch.full_like(true, 1 - _SMOOTHING))
        total = (total + functional.binary_cross_entropy_with_logits(false, torch.full_like(false, _SMOOTHING))) / 2
        self._optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        return {"opponent": float(total.detach())}

    def to(self, device: torch.device) -> None:
        self.opponent.to(device)

    def kept(self) -> dict[str, Any]:
        return {"opponent": self.opponent.state_dict(), "optimiser": self._optimiser.state_dict()}

    def restore(self, kept: dict[str, Any]) -> None:
        self.opponent.load_state_dict(kept["opponent"])
        self._optimiser.load_state_dict(kept["optimiser"])
