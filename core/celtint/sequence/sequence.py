"""The verb `sequence`: decide a colour once, keep it on every frame.

Scenes are found first (`celtint.sequence.scenes`). Nothing goes from frame to frame across their borders; a scene that
has no key asks another's, and what it says is marked. The frames of a scene between
two keys are a *shot*. Inside a shot line drawings are matched region by region to the keys and to
the drawings next to them (`celtint.sequence.flats`), and shaded pictures have their chroma carried along the motion
(`celtint.sequence.grey`). Shots do not depend on each other, so after a correction only its own is done again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from celtint.cast.deciding import Casting
from celtint.colouring import clipped_box
from celtint.networks.session import loaded
from celtint.sequence.frames import NO_PALETTE, FrameResult, Frames, Key, Networks, SequenceInput
from celtint.sequence.progress import Steady
from celtint.sequence.scenes import Scene, find_scenes, keyed
from celtint.types.choices import FoundMode
from celtint.types.errors import BadRequest
from celtint.types.picture import Box, Hints, Marks, Palette, Progress
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
    scenes: Sequence[Scene] | None = None,
    cast: Casting | None = None,
    marks: Mapping[int, Marks] | None = None,
) -> Iterator[FrameResult]:
    """Colour a sequence, frame by frame from the first on.

    keys: coloured frames by number. hints: paint on any frame; a region it lies in is law there and a key to the frames
    around. boxes: the same on every frame. palette: colours with names; those of keys and hints are added. only: the
    shots to colour, as `affected` gives them; None for all. frame_boxes: by number, those of one frame alone, which its
    neighbours follow as they do hints. scenes: as `find_scenes` gave them; None to have them found, for which every
    frame is read once before the first is coloured. cast: whose model sheets give the colours of what no key
    knows; keys are not needed then. marks: on any frame of line art; what they decide there, the frames around follow
    as they do hints.

    Memory is bounded by `settings.window`, whatever the length. Raises BadRequest, before the first frame, for a key,
    hints, marks or boxes on a frame that does not exist, and where they come up for frames, keys, hints or marks of
    differing sizes, boxes outside the picture, a key that does not lie on its drawing's lines, and `undecided`
    "network" without one; Cancelled as `progress` does.
    """
    keys, hints, settings, networks = keys or {}, hints or {}, settings or SequenceSettings(), networks or Networks()
    own, marks = frame_boxes or {}, marks or {}
    count = len(frames)
    if count == 0:
        raise BadRequest("The sequence has no frames.")
    for what, given in (("key", keys), ("hint layer", hints), ("box", own), ("layer of marks", marks)):
        wrong = [k for k in given if not 0 <= k < count]
        if wrong:
            raise BadRequest(f"There is a {what} for frame {wrong[0]}, but the frames are 0 to {count - 1}.")
    if settings.undecided == "network" and loaded(networks.proposal) is None:
        raise BadRequest("No network is loaded; choose a model, or undecided 'auto'.")
    wanted = range(count) if only is None else only
    asked = (frames, keys, hints, boxes, own, palette or NO_PALETTE, settings, networks)
    return _coloured(*asked, progress, wanted, scenes, cast, marks)


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
    scenes: Sequence[Scene] | None,
    cast: Casting | None,
    marks: Mapping[int, Marks],
) -> Iterator[FrameResult]:
    from celtint.sequence.flats import Flats
    from celtint.sequence.grey import Grey

    tell = Steady(progress or (lambda _stage, _share: None))
    first = frames.picture(0)
    checked = SequenceInput(frames, (first.height, first.width), keys, hints, own, cast, marks)
    clipped = [clipped_box(box, first.height, first.width) for box in boxes]
    if scenes is None:
        scenes = find_scenes(checked, keys, settings.mode, settings.cuts, tell)
    colourers: dict[FoundMode, Flats | Grey] = {}
    for scene in scenes:
        for shot in shots([scene]):
            if shot.start >= wanted.stop or shot.stop <= wanted.start:
                continue
            if scene.mode not in colourers:
                kind = Flats if scene.mode == "line" else Grey
                colourers[scene.mode] = kind(checked, clipped, palette, settings, networks)
            for result in colourers[scene.mode].shot(shot, tell, shot.stop in scene.keys, scene.borrowed):
                tell("frame", (result.index + 1) / len(frames))
                yield replace(result, cut=result.index == scene.frames.start != 0 or result.index in scene.cuts)


def shots(scenes: Iterable[Scene]) -> list[range]:
    """The frames that are decided together: from each scene's first, and from each key, up to the next key of it."""
    found = []
    for scene in scenes:
        starts = sorted({scene.frames.start, *scene.keys})
        found += [range(a, b) for a, b in pairwise([*starts, scene.frames.stop])]
    return found


def affected(count: int, keys: Collection[int], frame: int, scenes: Sequence[Scene] = ()) -> range:
    """The frames to do again when the hints or the key of `frame` change, or it becomes a key or no longer is one.

    keys: the numbers of all keys, in any order. scenes: as `find_scenes` gave them; none: one. What lies between frames
    that are concerned is done again too. `colour_sequence(..., only=...)` takes what this gives.
    """
    known = keyed(scenes or [Scene(range(count), "line")], keys)
    parts = []
    for scene in known:
        starts = sorted({scene.frames.start, *scene.keys})
        before = max((k for k in starts if k < frame), default=scene.frames.start)
        after = min((k for k in starts if k > frame), default=scene.frames.stop)
        if frame in scene.frames:
            parts.append(range(before, after))
        elif scene.borrowed == frame:
            parts.append(scene.frames)
    return range(min(part.start for part in parts), max(part.stop for part in parts))
