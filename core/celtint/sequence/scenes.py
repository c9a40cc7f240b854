"""Which frames belong together: where scenes begin, and whether each is of line drawings or of grey pictures.

All frames are seen once, small, before anything is coloured. A scene begins where a frame is unlike the one before it
and the one after it is unlike that as well: lightning and one odd drawing are no cut. Blank frames have no say; they
are of the scene before them, or of the first. What a scene is of is voted on by some of its frames.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from celtint.ink.paper import detect_mode, grey_on_paper
from celtint.sequence import tuning
from celtint.sequence.frames import Frames
from celtint.sequence.likeness import Glance, glance, likeness
from celtint.types.choices import FoundMode, Mode
from celtint.types.errors import BadRequest
from celtint.types.picture import Progress


@dataclass(frozen=True)
class Scene:
    """Frames that belong together. frames: their numbers; mode: what they are; keys: the numbers of keys among them.
    borrowed: where there are none, the key of another scene of its mode that is asked: the last before it, or else
    the first. cuts: frames inside with which drawings look like another scene, of which nobody has said so and no key
    is: they stay with the keys before them, for most such cuts are great motion. told: whether the artist said where it
    begins."""

    frames: range
    mode: FoundMode
    keys: tuple[int, ...] = ()
    borrowed: int | None = None
    cuts: tuple[int, ...] = ()
    told: bool = False


@dataclass(frozen=True)
class _Step:
    """From one drawing to the next. at: the frame of the latter; like: how like they are; over: how like the former
    and the drawing after the latter are, where that one is gone at once. on_paper: whether both are
    mostly of one tone, as drawings are."""

    at: int
    like: float
    over: float = 0.0
    on_paper: bool = False


def cuts_of(cuts: str) -> list[int] | None:
    """The frames, counted from 1, with which scenes begin; None for "auto". cuts: as in `SequenceSettings`."""
    if cuts == "auto":
        return None
    return [] if cuts == "none" else sorted({int(number) for number in cuts.split(",")})


def find_scenes(
    frames: Frames,
    keys: Collection[int] = (),
    mode: Mode = "auto",
    cuts: str = "auto",
    progress: Progress | None = None,
) -> tuple[Scene, ...]:
    """The scenes of a sequence, in order; together they hold every frame once.

    keys: the numbers of the coloured frames. mode, cuts: as in `SequenceSettings`. Every frame is read once where cuts
    are sought, and a few of each scene again for its mode; three small ones are held at a time. Raises BadRequest for a
    cut at a frame that does not exist, and what `progress` raises.
    """
    tell, count = progress or (lambda _stage, _share: None), len(frames)
    told, steps = cuts_of(cuts), []
    if told is not None:
        wrong = next((number for number in told if not 1 <= number <= count), None)
        if wrong is not None:
            raise BadRequest(f"A scene can't begin with frame {wrong}; give numbers from 1 to {count}.")
        starts = [number - 1 for number in told if number > 1]
    else:
        steps = list(_steps(frames, tell))
        starts = _cuts(steps)
    edges = [0, *starts, count]
    spans = [range(a, b) for a, b in pairwise(edges)]
    if mode != "auto":
        found: list[tuple[range, FoundMode]] = [(span, mode) for span in spans]
    else:
        turns = frozenset(step.at for step in steps if step.like < tuning.SCENES.turn)
        found = [part for span in spans for part in _by_mode(frames, span, turns)]
    return keyed([Scene(span, kind, told=told is not None) for span, kind in found], keys)


def keyed(scenes: Iterable[Scene], keys: Collection[int]) -> tuple[Scene, ...]:
    """Scenes with the keys that they have, or borrow. keys: the numbers of all keys."""
    given = [part for scene in scenes for part in _parted(scene)]
    found: list[Scene] = []
    for scene in given:
        own = tuple(sorted(k for k in keys if k in scene.frames))
        last = found[-1] if found else None
        if last is not None and last.keys and not own and last.mode == scene.mode == "line" and not scene.told:
            span = range(last.frames.start, scene.frames.stop)
            found[-1] = replace(last, frames=span, cuts=(*last.cuts, scene.frames.start))
            continue
        alike = [other.frames for other in given if other.mode == scene.mode]
        others = [] if own else sorted(k for k in keys if any(k in frames for frames in alike))
        before = [k for k in others if k < scene.frames.start]
        found.append(replace(scene, keys=own, borrowed=before[-1] if before else others[0] if others else None))
    return tuple(found)


def _parted(scene: Scene) -> Iterator[Scene]:
    """A scene as it was found, without keys."""
    for a, b in pairwise([scene.frames.start, *scene.cuts, scene.frames.stop]):
        yield Scene(range(a, b), scene.mode, told=scene.told)


def _steps(frames: Frames, tell: Progress) -> Iterator[_Step]:
    """How like each drawing is to the one before it."""
    before: Glance | None = None
    open_: tuple[Glance, _Step] | None = None
    for index, seen in _drawings(frames, tell):
        if open_ is not None:
            base, step = open_
            over = likeness(base, seen) if index - step.at <= tuning.SCENES.flash else 0.0
            open_ = None
            if over >= tuning.SCENES.like:  # as if the odd one had not been there
                yield _Step(index, over, on_paper=base.on_paper and seen.on_paper)
                before = seen
                continue
            yield replace(step, over=over)
        if before is not None:
            step = _Step(index, likeness(before, seen), on_paper=before.on_paper and seen.on_paper)
            if step.like < tuning.SCENES.like:
                open_ = before, step
            else:
                yield step
        before = seen
    if open_ is not None:
        yield open_[1]


def _cuts(steps: Sequence[_Step]) -> list[int]:
    """Where drawings are as unlike as two scenes are, and more so than those before and those after usually are."""
    found = []
    for place, step in enumerate(steps):
        around = tuning.SCENES.around
        sides = steps[max(0, place - around) : place], steps[place + 1 : place + 1 + around]
        usual = min((median(s.like for s in side) for side in sides if side), default=1.0)
        like = tuning.SCENES.drawn if step.on_paper else tuning.SCENES.like
        bar = min(like, max(tuning.SCENES.unlike, usual - tuning.SCENES.dip))
        if max(step.like, step.over) < bar:
            found.append(step.at)
    return found


def _drawings(frames: Frames, tell: Progress) -> Iterator[tuple[int, Glance]]:
    """Frames that show something, each as long as it is held once."""
    before: Glance | None = None
    for index in range(len(frames)):
        tell("scenes", index / len(frames))
        seen = glance(frames.picture(index))
        if seen.blank or (before is not None and np.array_equal(seen.small, before.small)):
            continue
        before = seen
        yield index, seen


def _by_mode(frames: Frames, span: range, turns: Set[int]) -> list[tuple[range, FoundMode]]:
    """A scene and what it is of. turns: where it may be two, the one of drawings and the other not."""
    asked = sorted({span[round(k)] for k in np.linspace(0, len(span) - 1, tuning.SCENES.voters)})
    votes = [(index, kind) for index in asked if (kind := _mode(frames, index)) is not None]
    if not votes:
        return [(span, detect_mode(frames.picture(span.start)))]
    kinds = [kind for _, kind in votes]
    for k, ((last, one), (first, other)) in enumerate(pairwise(votes), start=1):
        turn = next((at for at in range(last + 1, first + 1) if at in turns), None)
        if turn is not None and set(kinds[:k]) == {one} and set(kinds[k:]) == {other} != {one}:
            return [(range(span.start, turn), one), (range(turn, span.stop), other)]
    # As many say so as say otherwise: drawings, whose regions can be seen and mended.
    return [(span, "line" if 2 * kinds.count("line") >= len(kinds) else "grey")]


def _mode(frames: Frames, index: int) -> FoundMode | None:
    """What a frame is; None for one that is of one tone throughout."""
    picture = frames.picture(index)
    grey = grey_on_paper(picture)
    return None if int(grey.min()) == int(grey.max()) else detect_mode(picture)
