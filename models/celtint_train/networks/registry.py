"""Networks looked up by the name a recipe gives."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import nn

from celtint_train.discovery import discover

NETWORKS: dict[str, Callable[..., nn.Module]] = {}
MULTIPLES: dict[str, int] = {}
"""The sides of a picture that each network takes are multiples of this."""


def network(name: str, multiple: int = 1) -> Callable[[type[nn.Module]], type[nn.Module]]:
    """Decorator that enters a module's class into NETWORKS."""

    def enter(cls: type[nn.Module]) -> type[nn.Module]:
        NETWORKS[name], MULTIPLES[name] = cls, multiple
        return cls

    return enter


def make_network(name: str, known: Mapping[str, Any], **options: Any) -> nn.Module:
    """Build a network with a recipe's options and, of what was counted in its pictures, what it asks for:
    ``bins`` (the centres of the colour distribution), ``tags`` (how many words are known)."""
    discover("celtint_train.networks")
    if name not in NETWORKS:
        raise ValueError(f"There is no network {name!r}; there are {', '.join(sorted(NETWORKS))}.")
    wanted = inspect.signature(NETWORKS[name]).parameters
    if "bins" in wanted:
        options["bins"] = torch.tensor(known["bins"])
    if "tags" in wanted:
        options["tags"] = len(known["tags"])
    return NETWORKS[name](**options)
