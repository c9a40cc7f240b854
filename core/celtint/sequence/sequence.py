"""The verb `sequence`: decide a colour once, keep it on every frame.

The frames between two keys are a *shot*. Inside a shot line drawings are matched region by region to the keys and to
the drawings next to them (`celtint.sequence.flats`), and shaded pictures have their chroma carried along the motion
(`celtint.sequence.grey`). Shots do not depend on each other, so after a correction only its own is done again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from celtint.colouring import clipped_box
from celtint.ink.paper import detect_mode
from celtint.networks.session import loaded
from celtint.sequence.frames import NO_PALETTE, FrameResult, Frames, Key, Networks, SequenceInput
from celtint.types.choices import FoundMode, Mode
from celtint.types.errors import BadRequest
from celtint.types.picture import Box, Hints, Palette, Progress
from celtint.types.settings import SequenceSettings


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
    frame_boxes: Mapping[int, Sequence[Box]] | None = None,
) -> Iterator[FrameResult]:
    """Colour a sequence, frame by frame from the first on.

    keys: coloured frames by number. hints: paint on any frame; a region it lies in is law there and a key to the frames
    around. boxes: the same on every frame. palette: colours with names; those of keys and hints are added. only: the
    shots to colour, as `affected` gives them; None for all. frame_boxes: by number, those of one frame alone, which its
    neighbours follow as they do hints.

    Memory is bounded by `settings.window`, whatever the length. Raises BadRequest, before the first frame, for a key,
    hints or boxes on a frame that does not exist, and where they come up for frames, keys or hints of differing sizes,
    boxes outside the picture, a key that does not lie on its drawing's lines, and `undecided` "network" without one;
    Cancelled as `progress` does.
    """
    keys, hints, settings, networks = keys or {}, hints or {}, settings or SequenceSettings(), networks or Networks()
    own = frame_boxes or {}
    count = len(frames)
    if count == 0:
        raise BadRequest("The sequence has no frames.")
    for what, given in (("key", keys), ("hint layer", hints), ("box", own)):
        wrong = [k for k in given if not 0 <= k < count]
        if wrong:
            raise BadRequest(f"There is a {what} for frame {wrong[0]}, but the frames are 0 to {count - 1}.")
    if settings.undecided == "network" and loaded(networks.proposal) is None:
        raise BadRequest("No network is loaded; choose a model, or undecided 'auto'.")
    wanted = range(count) if only is None else only
    return _coloured(frames, keys, hints, boxes, own, palette or NO_PALETTE, settings, networks, progress, wanted)


def _coloured(
    frames: Frames,
    keys: Mapping[int, Key],
    hints: Mapping[int, Hints],
    boxes: Sequence[Box],
    own: Mapping[int, Sequence[Box]],
    palette: Palette,
    settings: SequenceSettings,
    networks: Networks,
    progress: Progress | None,
    wanted: range,
) -> Iterator[FrameResult]:
    from celtint.sequence.flats import Flats
    from celtint.sequence.grey import Grey

    tell = progress or (lambda _stage, _share: None)
    first = frames.picture(0)
    checked = SequenceInput(frames, (first.height, first.width), keys, hints, own)
    clipped = [clipped_box(box, first.height, first.width) for box in boxes]
    colourers: dict[FoundMode, Flats | Grey] = {}
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


def _scenes(frames: "SequenceInput", shot: range, asked: Mode) -> list[tuple[range, FoundMode]]:
    """A shot's parts of one mode each. Where its first and last frame are of one, all are taken to be."""
    if asked != "auto":
        return [(shot, asked)]
    first = frames.mode(shot.start)
    if first is not None and frames.mode(shot.stop - 1) == first:
        return [(shot, first)]
    modes = [frames.mode(index) for index in shot]
    # An empty frame is of the scene before it, or of the first.
    last: FoundMode = next((m for m in modes if m is not None), detect_mode(frames.picture(shot.start)))
    parts: list[tuple[range, FoundMode]] = []
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
