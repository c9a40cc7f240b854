"""Networks looked up by the name a recipe gives."""

from collections.abc import Callable
from typing import Any

from torch import Tensor, nn

NETWORKS: dict[str, Callable[..., nn.Module]] = {}


def network(name: str) -> Callable[[type[nn.Module]], type[nn.Module]]:
    """Decorator that enters a module's class into NETWORKS."""

    def enter(cls: type[nn.Module]) -> type[nn.Module]:
        NETWORKS[name] = cls
        return cls

    return enter


def make_network(name: str, bins: Tensor, tags: int, **options: Any) -> nn.Module:
    """Build a network: ``bins`` (K, 3) Lab centres of the colour distribution, ``tags`` known words."""
    from celtint_train.networks import hint_unet  # noqa: F401  (enters itself)

    if name not in NETWORKS:
        raise ValueError(f"There is no network {name!r}; there are {', '.join(sorted(NETWORKS))}.")
    return NETWORKS[name](bins=bins, tags=tags, **options)
