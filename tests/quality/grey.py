"""Cases of `celtint.grey`: pictures that have their own light."""

import celtint
import numpy as np

from .case import Case, psnr
from .clips import grey_of, painted


def far_from_hints(seed: int) -> float:
    """With "mean" what is far from any dab takes the mean; what is near one keeps what the dab says."""
    truth, hints = painted(seed)
    result = celtint.colour(
        celtint.Picture(grey_of(truth)), hints, settings=celtint.Settings(mode="grey", undecided="mean")
    )
    return psnr(result.colour, truth)


def box() -> float:
    """A box's colour works on what is in its middle and leaves what is around it grey."""
    y, x = np.indices((160, 200))
    ball = np.hypot(x - 100, y - 80) < 40
    light = np.where(ball, 150 - (x - 100) // 2, 90 + x // 10).astype(np.uint8)
    told = celtint.Box(50, 30, 100, 100, "ball", (200, 60, 50))
    layer = celtint.colour(celtint.Picture(light), boxes=[told], settings=celtint.Settings(mode="grey")).colour
    warm = layer[..., 0].astype(int) - layer[..., 2]
    inner, outer = np.hypot(x - 100, y - 80) < 34, np.hypot(x - 100, y - 80) > 75
    return float(min((warm[inner] > 40).mean(), (np.abs(warm[outer]) < 12).mean()))


CASES = (
    Case("near a dab and far from any", "grey", lambda: far_from_hints(9005), 0.48),
    Case("a box on a ball", "grey", box, 0.9),
)
