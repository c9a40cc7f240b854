"""The verb `sequence`: decide a colour once, keep it on every frame.

The frames between two keys are a *shot*. Inside a shot line drawings are matched region by region to the keys and to
the drawings next to them (`celtint.sequence_flats`), and shaded pictures have their chroma carried along the motion
(`celtint.sequence_grey`). Shots do not depend on each other, so after a correction only its own is done again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from celtint.choices import SEQUENCE_UNDECIDED, Undecided
from celtint.colouring import clipped_box
from celtint.errors import BadRequest
from celtint.hints import check_size
from celtint.ink import detect_mode, grey_on_paper
from celtint.network import Proposing, loaded
from celtint.picture import Box, Hints, Palette, Picture, Progress, Settings
from celtint.result import RegionInfo
from celtint.sequence_drawn import Given
from celtint.sequence_matching import Matcher

U8 = npt.NDArray[np.uint8]
Mode = Literal["line", "grey"]

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
class SequenceSettings:
    """How to colour a sequence.

    mode: as for a picture; "auto" decides for every scene. undecided: what becomes of what no key and no neighbour
    knows, as `celtint.choices.Undecided` says; a guess is kept over the shot. gap: widest gap in a line that is closed,
    in pixels, or "auto". window: how many frames are held in mind at once, 2 to 240; more of them see a key that is
    farther ahead. strength: as for a grey picture.
    """

    mode: Literal["auto", "line", "grey"] = "auto"
    undecided: Undecided = "auto"
    gap: int | Literal["auto"] = "auto"
    window: int = 24
    strength: float = 1.0

    def __post_init__(self) -> None:
        Settings(mode=self.mode, undecided=self.undecided, gap=self.gap, strength=self.strength)
        if self.undecided not in SEQUENCE_UNDECIDED:
            raise BadRequest(f"In a sequence undecided is one of {', '.join(SEQUENCE_UNDECIDED)}.")
        if not (isinstance(self.window, int) and 2 <= self.window <= 240):
            raise BadRequest(f"window is 2 to 240 frames, not {self.window!r}.")


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
    colour: U8
    labels: npt.NDArray[np.int32]
    regions: tuple[RegionInfo, ...]
    unsure: tuple[int, ...]
    palette: Palette
    mode: Mode
    held: bool = False
    cut: bool = False
    doubt: float = 0.0
    timings: dict[str, float] = field(default_factory=dict, compare=False)


def colour_sequence(
    frames: Frames,
    keys: Mapping[int, Key] | None = None,
    hints: Mapping[int, Hints] | None = None,
    boxes: Sequence[Box] = (),
    palette: Palette | None = None,
    settings: SequenceSettings | None = None,
    networks: Networks | None = None,
    progress: Progress | None = None,
    only: range | None = None,
) -> Iterator[FrameResult]:
    """Colour a sequence, frame by frame from the first on.

    keys: coloured frames by number. hints: paint on any frame; a region it lies in is law there and a key to the frames
    around. boxes: the same on every frame. palette: colours with names; those of keys and hints are added. only: the
    shots to colour, as `affected` gives them; None for all.

    Memory is bounded by `settings.window`, whatever the length. Raises BadRequest, before the first frame, for a key or
    hints on a frame that does not exist, and where they come up for frames, keys or hints of differing sizes, a key
    that does not lie on its drawing's lines, and `undecided` "network" without one; Cancelled as `progress` does.
    """
    keys, hints, settings, networks = keys or {}, hints or {}, settings or SequenceSettings(), networks or Networks()
    count = len(frames)
    if count == 0:
        raise BadRequest("The sequence has no frames.")
    for what, given in (("key", keys), ("hint layer", hints)):
        wrong = [k for k in given if not 0 <= k < count]
        if wrong:
            raise BadRequest(f"There is a {what} for frame {wrong[0]}, but the frames are 0 to {count - 1}.")
    if settings.undecided == "network" and loaded(networks.proposal) is None:
        raise BadRequest("No network is loaded; choose a model, or undecided 'auto'.")
    wanted = range(count) if only is None else only
    return _coloured(frames, keys, hints, boxes, palette or NO_PALETTE, settings, networks, progress, wanted)


def _coloured(
    frames: Frames,
    keys: Mapping[int, Key],
    hints: Mapping[int, Hints],
    boxes: Sequence[Box],
    palette: Palette,
    settings: SequenceSettings,
    networks: Networks,
    progress: Progress | None,
    wanted: range,
) -> Iterator[FrameResult]:
    from celtint.sequence_flats import Flats
    from celtint.sequence_grey import Grey

    tell = progress or (lambda _stage, _share: None)
    first = frames.picture(0)
    checked = Checked(frames, (first.height, first.width), keys, hints)
    clipped = [clipped_box(box, first.height, first.width) for box in boxes]
    colourers: dict[Mode, Flats | Grey] = {}
    for shot in shots(len(frames), sorted(keys)):
        if shot.start >= wanted.stop or shot.stop <= wanted.start:
            continue
        for part, mode in _scenes(checked, shot, settings.mode):
            if mode not in colourers:
                colourers[mode] = (Flats if mode == "line" else Grey)(checked, clipped, palette, settings, networks)
            key_ahead = part.stop in keys and (settings.mode != "auto" or checked.mode(part.stop) == mode)
            for result in colourers[mode].shot(part, tell, key_ahead):
                tell("frame", (result.index + 1) / len(frames))
                yield replace(result, cut=True) if result.index == part.start != shot.start else result


def _scenes(frames: "Checked", shot: range, asked: Literal["auto", "line", "grey"]) -> list[tuple[range, Mode]]:
    """A shot's parts of one mode each. Where its first and last frame are of one, all are taken to be."""
    if asked != "auto":
        return [(shot, asked)]
    first = frames.mode(shot.start)
    if first is not None and frames.mode(shot.stop - 1) == first:
        return [(shot, first)]
    modes = [frames.mode(index) for index in shot]
    # An empty frame is of the scene before it, or of the first.
    last: Mode = next((m for m in modes if m is not None), detect_mode(frames.picture(shot.start)))
    parts: list[tuple[range, Mode]] = []
    for index, mode in zip(shot, modes, strict=True):
        last = mode or last
        if parts and parts[-1][1] == last:
            parts[-1] = (range(parts[-1][0].start, index + 1), last)
        else:
            parts.append((range(index, index + 1), last))
    return parts


def shots(count: int, keys: Sequence[int]) -> list[range]:
    """The frames that are decided together: from each key, and from the first frame, up to the next key."""
    starts = sorted({0, *keys})
    return [range(a, b) for a, b in zip(starts, [*starts[1:], count], strict=True)]


def affected(count: int, keys: Sequence[int], frame: int) -> range:
    """The frames to do again when the hints or the key of `frame` change, or it becomes a key or no longer is one.

    keys: the numbers of all keys, in any order. `colour_sequence(..., only=...)` takes what this gives.
    """
    before = max((k for k in keys if k < frame), default=0)
    after = min((k for k in keys if k > frame), default=count)
    return range(before, after)


@dataclass(frozen=True)
class Checked:
    """Frames, keys and hints that are known to be of one size."""

    frames: Frames
    size: tuple[int, int]
    keys: Mapping[int, Key]
    hints: Mapping[int, Hints]

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

    def mode(self, index: int) -> Mode | None:
        """Whether a frame is line art or a grey picture; None for one that is of one tone throughout."""
        picture = self.picture(index)
        grey = grey_on_paper(picture)
        return None if int(grey.min()) == int(grey.max()) else detect_mode(picture)

    def given(self, index: int) -> Given:
        """A frame with its key and hints, sizes checked."""
        key, hints = self.keys.get(index), self.hints.get(index)
        if key is not None and key.pixels.shape[:2] != self.size:
            height, width = key.pixels.shape[:2]
            raise BadRequest(
                f"The key of frame {index + 1} is {width}×{height} and the frame {self.size[1]}×{self.size[0]}; "
                "a key is as large as its frame."
            )
        if hints is not None:
            check_size(hints, *self.size)
        return Given(self.picture(index), hints, None if key is None else key.pixels)
