"""The example clips: ``python -m celtint_train.puppets.examples`` writes them into examples/clips/.

Their characters are of the split "bench", from seeds that no bench uses: no network has learned from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from celtint.types.arrays import U8
from PIL import Image

from celtint_train.puppets.clip import Clip, make_clip

CLIPS = Path("examples/clips")
SPLIT = "bench"


@dataclass(frozen=True)
class Shot:
    """So many drawings of a clip, as lines or painted and without colour; the first is the key."""

    seed: int
    length: int
    step: int
    painted: bool

    def clip(self, size: tuple[int, int]) -> Clip:
        return make_clip(self.seed, SPLIT, self.length, self.step, size)


EXAMPLES: dict[str, tuple[tuple[int, int], Sequence[Shot]]] = {
    "line": ((324, 576), (Shot(1017, 25, 2, False),)),
    "grey": ((324, 576), (Shot(1001, 25, 1, True),)),
    "mixed": ((324, 576), (Shot(1018, 12, 2, False), Shot(1022, 12, 1, True))),
}
"""Of each example its size, (h, w), and its shots with cuts between them."""


def frame(clip: Clip, shot: Shot, index: int) -> U8:
    """(h, w) uint8: what is given to be coloured."""
    if not shot.painted:
        return clip.drawing(index).ink
    return np.asarray(cv2.cvtColor(clip.shaded(index), cv2.COLOR_RGB2GRAY), np.uint8)


def key(clip: Clip, shot: Shot) -> U8:
    """(h, w, 3 or 4) uint8: the first drawing coloured, painted or as flats without the lines."""
    return clip.shaded(0) if shot.painted else clip.flats(0)


def write(folder: Path, size: tuple[int, int], shots: Sequence[Shot]) -> None:
    """Write a clip's ``frames`` and ``keys``: PNG, and JPEG for what is painted, whose grain PNG cannot pack."""
    number = 0
    for shot in shots:
        clip = shot.clip(size)
        _save(folder / "keys", number + 1, key(clip, shot), shot.painted)
        for index in range(shot.length):
            number += 1
            _save(folder / "frames", number, frame(clip, shot, index), shot.painted)


def _save(folder: Path, number: int, pixels: U8, painted: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if painted:
        Image.fromarray(pixels).save(folder / f"{number:04}.jpg", quality=82)
    else:
        Image.fromarray(pixels).save(folder / f"{number:04}.png", optimize=True)


if __name__ == "__main__":
    for name, (size, shots) in EXAMPLES.items():
        write(CLIPS / name, size, shots)
