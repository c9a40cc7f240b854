"""The example clips: ``python -m celtint_train.clips.examples`` writes them into examples/clips/.

Their characters are of the split "bench", from seeds that no bench uses: no network has learned from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from celtint_train.clips.clip import Bytes, Clip, make_clip

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


def frame(clip: Clip, shot: Shot, index: int) -> Bytes:
    """(h, w) uint8: what is given to be coloured."""
    return cv2.cvtColor(clip.shaded(index), cv2.COLOR_RGB2GRAY) if shot.painted else clip.drawing(index).ink


def key(clip: Clip, shot: Shot) -> Bytes:
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


def _save(folder: Path, number: int, pixels: Bytes, painted: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if pixels.ndim == 3:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA if pixels.shape[2] == 4 else cv2.COLOR_RGB2BGR)
    ending, how = ("jpg", [cv2.IMWRITE_JPEG_QUALITY, 82]) if painted else ("png", [cv2.IMWRITE_PNG_COMPRESSION, 9])
    done, data = cv2.imencode(f".{ending}", pixels, how)
    assert done
    (folder / f"{number:04}.{ending}").write_bytes(np.asarray(data).tobytes())


if __name__ == "__main__":
    for name, (size, shots) in EXAMPLES.items():
        write(CLIPS / name, size, shots)
