"""What a sequence is made of, and what comes of it: frames, keys, settings, results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from celtint.cast.deciding import Casting
from celtint.colouring import clipped_box
from celtint.hints.dabs import check_size
from celtint.line.marks import check_marks
from celtint.matching.geometry import Matcher
from celtint.networks.session import Proposing
from celtint.sequence.states import FrameInput
from celtint.types.arrays import U8, Labels, Rgba
from celtint.types.choices import FoundMode
from celtint.types.errors import BadRequest
from celtint.types.picture import Box, Hints, Marks, Palette, Picture
from celtint.types.result import RegionInfo

NO_PALETTE = Palette()


class Frames(Protocol):
    """The pictures of a sequence, read when they are needed: nothing keeps more than a window of them."""

    def __len__(self) -> int: ...

    def picture(self, index: int) -> Picture:
        """The frame of that number, from 0; asked for again, it gives the same pixels."""
        ...


@dataclass(frozen=True)
class Key:
    """A frame as the artist coloured it.

    pixels: (H, W, 3) or (H, W, 4) uint8 sRGB with straight alpha, as large as the frame; the lines may be in it or not.
    What is clear (alpha below 128) stays empty on all frames.
    """

    pixels: U8

    def __post_init__(self) -> None:
        if self.pixels.ndim != 3 or self.pixels.shape[2] not in (3, 4) or self.pixels.dtype != np.uint8:
            raise BadRequest("A key is RGB or RGBA with 8 bits a channel.")


@dataclass(frozen=True)
class Networks:
    """What proposes colours for the unmatched (or loads it, once it is needed: with undecided "network", and in grey
    pictures with "auto" too), and what matches regions (None: by place and shape alone)."""

    proposal: Proposing = None
    matcher: Matcher | None = None


@dataclass(frozen=True)
class FrameResult:
    """One frame's colouring.

    colour: (H, W, 4) uint8 as `celtint.Result.colour`. labels: (H, W) int32 region ids (all 0 in grey mode). regions:
    as in a `Result`. unsure: ids of regions to look at: matched without confidence, or a guess.
    held: whether it is the drawing before it once more. cut: whether a new scene begins here. doubt: in grey mode the
    share of the picture that no motion led to, 0 to 1; 0 in line mode.
    """

    index: int
    colour: Rgba
    labels: Labels
    regions: tuple[RegionInfo, ...]
    unsure: tuple[int, ...]
    palette: Palette
    mode: FoundMode
    held: bool = False
    cut: bool = False
    doubt: float = 0.0
    timings: dict[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class SequenceInput:
    """Frames, keys, hints and marks that are known to be of one size, boxes of single frames, and a cast."""

    frames: Frames
    size: tuple[int, int]
    keys: Mapping[int, Key]
    hints: Mapping[int, Hints]
    boxes: Mapping[int, Sequence[Box]] = field(default_factory=dict)
    cast: Casting | None = None
    marks: Mapping[int, Marks] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frames)

    def picture(self, index: int) -> Picture:
        picture = self.frames.picture(index)
        if (picture.height, picture.width) != self.size:
            height, width = self.size
            raise BadRequest(
                f"Frame {index + 1} is {picture.width}×{picture.height} and the first {width}×{height}; "
                "make all frames the same size."
            )
        return picture

    def given(self, index: int) -> FrameInput:
        """A frame with its key, hints and marks, sizes checked."""
        key, hints, marks = self.keys.get(index), self.hints.get(index), self.marks.get(index)
        if key is not None and key.pixels.shape[:2] != self.size:
            height, width = key.pixels.shape[:2]
            raise BadRequest(
                f"The key of frame {index + 1} is {width}×{height} and the frame {self.size[1]}×{self.size[0]}; "
                "a key is as large as its frame."
            )
        if hints is not None:
            check_size(hints, *self.size)
        if marks is not None:
            check_marks(marks, *self.size)
        painted, plane = None if key is None else key.pixels, None if marks is None else marks.pixels
        return FrameInput(self.picture(index), hints, painted, self.boxes_of(index), plane)

    def boxes_of(self, index: int) -> tuple[Box, ...]:
        """A frame's own boxes, cut off at the picture's border."""
        return tuple(clipped_box(box, *self.size) for box in self.boxes.get(index, ()))

    def told(self, index: int) -> bool:
        """Whether the artist put hints, boxes or marks on a frame."""
        return index in self.hints or index in self.boxes or index in self.marks
