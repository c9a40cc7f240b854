"""The clips the matcher learns from, by the names a recipe gives."""

from collections.abc import Sequence

from celtint_train.matcher.moving import MovingScene
from celtint_train.matcher.samples import KnownClip
from celtint_train.scene_shapes import Random

LENGTH = 25
SIZES = ((216, 384), (216, 384), (270, 480), (288, 288), (320, 240))


def known_clip(split: str, sources: Sequence[str], seed: int, rng: Random) -> KnownClip:
    """A clip of one of the sources: on ones, twos or threes, of a common shape."""
    size, step = SIZES[int(rng.integers(len(SIZES)))], int(rng.integers(1, 4))
    source = sources[int(rng.integers(len(sources)))]
    if source == "moving-scenes":
        return MovingScene(seed, split, LENGTH, step, size)
    raise ValueError(f"There are no clips {source!r}; there are moving-scenes.")
