"""The clips the matcher learns from, by the names a recipe gives."""

from collections.abc import Sequence

from celtint_train.matcher.moving import MovingScene
from celtint_train.matcher.samples import KnownClip
from celtint_train.puppets.clip import make_clip
from celtint_train.puppets.scene_shapes import Random

LENGTH = 25
SIZES = ((270, 480), (270, 480), (324, 576), (360, 360), (400, 300))
SCENE_SIZES = ((216, 384), (216, 384), (270, 480), (288, 288), (320, 240))
STEPS = (1, 1, 2, 3, 3, 6)
"""Drawings on ones, twos, threes and sixes."""


def known_clip(split: str, sources: Sequence[str], seed: int, rng: Random) -> KnownClip:
    """A clip of one of the sources, of a common step and shape; a source that is named twice comes twice as often."""
    source = sources[int(rng.integers(len(sources)))]
    sizes = SIZES if source == "characters" else SCENE_SIZES
    size, step = sizes[int(rng.integers(len(sizes)))], STEPS[int(rng.integers(len(STEPS)))]
    if source == "characters":
        return make_clip(seed, split, LENGTH, step, size)
    if source == "moving-scenes":
        return MovingScene(seed, split, LENGTH, step, size)
    raise ValueError(f"There are no clips {source!r}; there are characters and moving-scenes.")
