"""Generated scenes as cases: seeds that neither the bench nor any training has."""

from functools import lru_cache

import celtint
import numpy as np
import numpy.typing as npt
from celtint_train.puppets.scenes import Gaps, HintKind, Scene, make_hints, make_scene

from .case import flat

SEEDS = 400_000
"""Beyond those for development (below 100,000) and before those of the bench (from 1,000,000)."""


@lru_cache(maxsize=8)
def drawn(
    number: int, gaps: Gaps, kind: HintKind, share: float, size: int = 320
) -> tuple[Scene, npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """A scene, hints for a share of its regions, and (H, W, 4) what they ask for: the others stay clear."""
    scene = make_scene(size, SEEDS + number, gaps)
    hints = make_hints(scene, number, kind, share)
    told = np.unique(scene.truth[hints[..., 3] > 0])
    wanted = np.zeros((*scene.truth.shape, 4), np.uint8)
    asked = np.isin(scene.truth, told)
    wanted[asked, :3], wanted[asked, 3] = scene.colours[scene.truth[asked] - 1], 255
    return scene, hints, wanted


def right(number: int, gaps: Gaps, kind: HintKind = "dots", share: float = 1.0) -> float:
    """The share of a scene's paper that is coloured as it was asked for."""
    scene, hints, wanted = drawn(number, gaps, kind, share)
    result = flat(scene.picture, celtint.Hints(hints))
    return float((result.colour == wanted).all(axis=2)[~scene.ink].mean())
