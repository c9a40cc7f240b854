"""Cases of `celtint.networks`: hearing what the packaged network proposes."""

from functools import lru_cache

import celtint
from celtint_models.registry import load

from .case import Case
from .scenes import drawn


@lru_cache(maxsize=1)
def _network() -> celtint.Network:
    return load(threads=1)


def keeps_to_hints() -> float:
    """Of the ground that the network decides in a drawing with a few dabs, the share in one of their colours."""
    scene, hints, _ = drawn(0, "no", "dots", 0.3, 256)
    result = celtint.colour(
        celtint.Picture(scene.picture),
        celtint.Hints(hints),
        settings=celtint.Settings(mode="line", undecided="network"),
        network=_network(),
    )
    told = {tuple(c) for c in hints[hints[..., 3] > 0][:, :3].tolist()}
    decided = [region for region in result.regions if region.decided_by == "network"]
    return sum(r.area for r in decided if r.colour in told) / max(1, sum(r.area for r in decided))


CASES = (Case("a few dabs and the network", "networks", keeps_to_hints, 0.5),)
