"""Where somebody should look first: what is unsure, ranked by how much of the picture it is and how unsure.

A part that is unsure on many frames is one doubt, seen where it takes most room. Of a frame only boxes, colours and
areas are known here, no label maps, so a thousand frames take no room.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from celtint.sequence import tuning
from celtint.sequence.frames import FrameResult
from celtint.types.picture import RGB
from celtint.types.result import RegionInfo

_Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Seen:
    """What a frame leaves to be ranked by. regions: those that are unsure. pixels: of the picture. cut, doubt: as in
    `FrameResult`."""

    index: int
    regions: tuple[RegionInfo, ...]
    pixels: int
    cut: bool = False
    doubt: float = 0.0


@dataclass(frozen=True)
class Doubt:
    """Something to look at.

    frame: the one on which it takes most room. region: its id there; None of a grey frame, where it is all that no
    motion led to. first, last: the frames it lasts. weight: its share of the picture times how unsure it is, summed
    over those frames.
    """

    frame: int
    region: int | None
    first: int
    last: int
    weight: float


@dataclass
class _Part:
    """A doubt that may go on. there: its weight on `doubt.frame` alone."""

    doubt: Doubt
    there: float
    box: _Box
    colour: RGB | None


def seen(result: FrameResult) -> Seen:
    """What to keep of a coloured frame."""
    unsure = tuple(region for region in result.regions if region.unsure)
    height, width = result.colour.shape[:2]
    return Seen(result.index, unsure, height * width, result.cut, result.doubt)


def weight(region: RegionInfo, pixels: int) -> float:
    """How much a region of a picture of so many pixels deserves a look: its share of it times how unsure it is."""
    return region.area / max(1, pixels) * max(tuning.DOUBTS.least, 1.0 - region.confidence)


def look_first(regions: Iterable[RegionInfo]) -> tuple[int, ...]:
    """Ids of the regions of one picture that deserve a look, the one that does most first."""
    ranked = sorted((-weight(region, 1), region.id) for region in regions if region.unsure)
    return tuple(number for _, number in ranked)


def ranked(frames: Iterable[Seen]) -> tuple[Doubt, ...]:
    """Everything to look at on these frames, in any order, what deserves it most first."""
    found: list[Doubt] = []
    going: list[_Part] = []
    before = -2
    for frame in sorted(frames, key=lambda one: one.index):
        if frame.index != before + 1 or frame.cut:
            found += [part.doubt for part in going]
            going = []
        going, ended = _gone_on(going, frame)
        found += ended
        before = frame.index
    found += [part.doubt for part in going]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.frame, one.region or 0)))


def _gone_on(going: list[_Part], frame: Seen) -> tuple[list[_Part], list[Doubt]]:
    """The parts that are unsure on a frame, those from the frame before going on; and the doubts that have ended."""
    fresh = [_Part(_new(frame, r), weight(r, frame.pixels), r.box, r.colour) for r in frame.regions]
    if frame.doubt > 0 and not frame.regions:
        fresh.append(_Part(Doubt(frame.index, None, frame.index, frame.index, frame.doubt), frame.doubt, _ALL, None))
    close: list[tuple[float, int, int]] = []
    for (a, old), (b, new) in product(enumerate(going), enumerate(fresh)):
        if _alike(old, new) and (share := _overlap(old.box, new.box)) >= tuning.DOUBTS.same:
            close.append((-share, a, b))
    of: dict[int, int] = {}
    gone: set[int] = set()
    for _, a, b in sorted(close):
        if b not in of and a not in gone:
            of[b] = a
            gone.add(a)
    parts = [part if b not in of else _joined(going[of[b]], part) for b, part in enumerate(fresh)]
    return parts, [part.doubt for a, part in enumerate(going) if a not in gone]


_ALL: _Box = (0, 0, 1, 1)


def _new(frame: Seen, region: RegionInfo) -> Doubt:
    return Doubt(frame.index, region.id, frame.index, frame.index, weight(region, frame.pixels))


def _alike(one: _Part, other: _Part) -> bool:
    return one.colour == other.colour and (one.doubt.region is None) == (other.doubt.region is None)


def _joined(before: _Part, now: _Part) -> _Part:
    """One doubt of two on neighbouring frames; it is looked at where it takes most room."""
    total = before.doubt.weight + now.doubt.weight
    best = now if now.there > before.there else before
    doubt = replace(best.doubt, first=before.doubt.first, last=now.doubt.last, weight=total)
    return _Part(doubt, best.there, now.box, now.colour)


def _grown(box: _Box) -> _Box:
    """A box with room around it: a small part leaves its place from one drawing to the next."""
    across, down = round(tuning.DOUBTS.reach * box[2]), round(tuning.DOUBTS.reach * box[3])
    return box[0] - across, box[1] - down, box[2] + 2 * across, box[3] + 2 * down


def _overlap(one: _Box, other: _Box) -> float:
    """Of two boxes (x, y, width, height) with room around them, the share of what they cover that both do, 0 to 1."""
    one, other = _grown(one), _grown(other)
    across = _common(one[0], one[2], other[0], other[2])
    down = _common(one[1], one[3], other[1], other[3])
    both = across * down
    return both / max(1, one[2] * one[3] + other[2] * other[3] - both)


def _common(start: int, length: int, other: int, wide: int) -> int:
    return max(0, min(start + length, other + wide) - max(start, other))
