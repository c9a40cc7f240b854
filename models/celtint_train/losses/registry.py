"""Losses looked up by the name a recipe gives, one registry for each kind of network."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from torch import Tensor

from celtint_train.discovery import discover
from celtint_train.recipe import Recipe


@dataclass(frozen=True)
class Target:
    """The truth a batch is held against.

    lab (n, 3, h, w), weight (n, h, w) of each pixel, line (n,) 1 for line art; bins (K, 3) Lab and rarity
    (K,), the weight of each bin.
    """

    lab: Tensor
    weight: Tensor
    line: Tensor
    bins: Tensor
    rarity: Tensor


class GreyTruth(Protocol):
    """What a loss may ask of the task: bins (K, 2) a and b, rarity (K,) the weight of each, the recipe, and which
    channels of the truth (n, 3, h, w) the network answers with."""

    bins: Tensor
    rarity: Tensor
    recipe: Recipe

    def wanted(self, lab: Tensor) -> Tensor: ...


Answered = tuple[Tensor, dict[str, float]]
"""The number that is lowered, and its parts."""
Loss = Callable[[Tensor, Tensor, Target], Answered]
"""Takes a hinted network's Lab and log-probabilities of the bins, and the truth."""
GreyLoss = Callable[[Tensor, Tensor, GreyTruth], Answered]
"""Takes a network's answer of a grey picture, the truth (n, 3, h, w) as Lab from `celtint_train.data.grey.to_unit`, and
the task."""
Kind = TypeVar("Kind", Loss, GreyLoss)
LOSSES: dict[str, Loss] = {}
GREY_LOSSES: dict[str, GreyLoss] = {}


def loss(name: str) -> Callable[[Loss], Loss]:
    """Decorator that enters a loss into LOSSES."""

    def enter(function: Loss) -> Loss:
        LOSSES[name] = function
        return function

    return enter


def grey_loss(name: str) -> Callable[[GreyLoss], GreyLoss]:
    """Decorator that enters a loss into GREY_LOSSES."""

    def enter(function: GreyLoss) -> GreyLoss:
        GREY_LOSSES[name] = function
        return function

    return enter


def loss_of(recipe: Recipe) -> Loss:
    """The loss a recipe names, of a network that hears hints. Raises ValueError when there is none."""
    return _named(LOSSES, recipe.loss)


def grey_loss_of(recipe: Recipe) -> GreyLoss:
    """The loss a recipe names, of a network that colours grey pictures. Raises ValueError when there is none."""
    return _named(GREY_LOSSES, recipe.loss)


def _named(known: dict[str, Kind], name: str) -> Kind:
    discover("celtint_train.losses")
    if name not in known:
        raise ValueError(f"There is no loss {name!r} here; there are {', '.join(sorted(known))}.")
    return known[name]
