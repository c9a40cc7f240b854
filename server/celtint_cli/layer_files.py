"""Keys, hints and marks of a sequence: files by frame, read when they are asked for."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from celtint import BadRequest, Hints, Key, Marks
from celtint.colours.depth import to_eight_bit
from celtint_files.profiles import SRGB, Profile
from celtint_files.sheets import What

from celtint_cli import files
from celtint_cli.frames import Source

_Read = tuple[npt.NDArray[Any], tuple[str, ...]]
"""The pixels of a file, and what is to be said of it."""


class Layers(Mapping[int, Any]):
    """Keys, hints or marks by frame, read when they are asked for."""

    def __init__(self, paths: dict[int, Path], source: Source, what: str) -> None:
        self.paths, self._source, self._what = paths, source, what
        self.notes: dict[str, None] = {}

    def __iter__(self) -> Iterator[int]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> Any:
        path = self.paths[index]
        kind, read = _KINDS[self._what]
        pixels, notes = read(path, self._source.space or SRGB)
        self.notes |= dict.fromkeys(notes)
        frame = self._source.picture(index)
        if pixels.shape[:2] != (frame.height, frame.width):
            raise BadRequest(
                f"{path} is {pixels.shape[1]}×{pixels.shape[0]} and the frame {self._source.stems[index]} "
                f"{frame.width}×{frame.height}; make them the same size."
            )
        return kind(pixels)

    def space(self) -> Profile | None:
        """Of what profile the first one's colours are, in which the whole sequence is coloured; None is sRGB."""
        first = min(self.paths, default=None)
        return None if first is None else files.read(self.paths[first], None, _WANTED[self._what]).profile

    def as_keys(self) -> Mapping[int, Key]:
        return self

    def as_hints(self) -> Mapping[int, Hints]:
        return self

    def as_marks(self) -> Mapping[int, Marks]:
        return self


def _hint_pixels(path: Path, space: Profile) -> _Read:
    found = files.hint_layer(path, space)
    return to_eight_bit(found.pixels), found.notes


def _mark_pixels(path: Path, _space: Profile) -> _Read:
    return files.read_marks(path).pixels, ()


def _key_pixels(path: Path, space: Profile) -> _Read:
    found = files.read(path, space, "all")
    pixels = found.pixels
    if pixels.dtype != np.uint8:
        raise BadRequest(f"{path} has more than 8 bits a channel; save the key with 8.")
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, [0, 0, 0, 1]] if pixels.shape[2] == 2 else pixels), found.notes


_WANTED: dict[str, What] = {"key": "all", "hints": "hints"}
_KINDS: dict[str, tuple[Callable[[Any], Any], Callable[[Path, Profile], _Read]]] = {
    "key": (Key, _key_pixels),
    "hints": (Hints, _hint_pixels),
    "marks": (Marks, _mark_pixels),
}
