"""A drawing of a sequence, read once: its regions, what the artist said of them, and what is decided about them."""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from celtint.cast.deciding import Casting, found_in
from celtint.colouring import prepare
from celtint.hints.dabs import Claim, claim_regions, read_strokes
from celtint.line.art import LineArt
from celtint.line.decisions import Decisions
from celtint.line.found import NOTHING, Found
from celtint.line.lineart import apply_boxes, apply_claims
from celtint.line.marks import Groups, carry, empty_claims, groups_of, read_marks, united
from celtint.matching.features import RegionFeatures, describe
from celtint.regions.measuring import Runs
from celtint.sequence.keys import EMPTY, GUESSED, check_aligned, codes_of, read_key, rgb_of
from celtint.types.arrays import F32, I32, I64, U8, Bool, Codes, Index
from celtint.types.choices import DecidedBy
from celtint.types.picture import Box, Hints, Pause, Picture, no_pause
from celtint.types.settings import Settings

_Any = TypeVar("_Any", bound=np.generic)
OPEN = -2
"""The code of a region that nothing has decided; `EMPTY` and colours are decided. What is open on one drawing is open
on the next as well."""
DISPUTED = -3
"""The code of a region that is not asked: two frames say different things of it."""


@dataclass(frozen=True)
class PackedLabels:
    """A label map as runs of equal labels, a twentieth of its size."""

    start: I32
    label: I32
    shape: tuple[int, int]

    @classmethod
    def pack(cls, found: Runs) -> "PackedLabels":
        height, width = found.shape
        return cls(found.start.astype(np.int32), found.label.astype(np.int32), (height, width))

    def unpack(self) -> I32:
        return self.looked_up(np.arange(int(self.label.max()) + 1, dtype=np.int32))

    def looked_up(self, table: npt.NDArray[_Any]) -> npt.NDArray[_Any]:
        """(h, w) what `table` ((n,)) has for the label of each pixel."""
        length = np.diff(np.append(self.start, self.shape[0] * self.shape[1]))
        return np.repeat(table[self.label], length).reshape(self.shape)


@dataclass
class FrameState:
    """One drawing.

    digest: of its pixels and all that the artist said of it. labels, area, box: as in `LineArt`. described: its n
    regions. By region, in the order of `described.ids`: code (n,) int64 of its colour, `EMPTY` or `OPEN`; sure (n,) 0
    to 1; fixed (n,) whether the artist decided, and by (n,) how; own (n,) whether a hint or a box of this drawing alone
    did, which its neighbours follow. tags: by id. key: whether it is a key frame. shares: (n, E) float32 what matching
    gave each entry; E grows with the sequence. cast_code, cast_sure: (n,) what a cast's sheets say, `OPEN` where they
    know nothing and on keys; cast_whose: (n,) the number of the character whose part it is, or `NOTHING`.
    groups: places of regions that marks hold together, each in one group only; merged: those that are one area.
    """

    index: int
    digest: bytes
    labels: PackedLabels
    area: I64
    box: I32
    described: RegionFeatures
    code: Codes
    sure: F32
    fixed: Bool
    by: list[DecidedBy]
    own: Bool
    tags: list[str]
    key: bool
    shares: F32
    cast_code: Codes
    cast_sure: F32
    cast_whose: I32
    groups: tuple[Index, ...] = ()
    merged: tuple[Index, ...] = ()

    def again(self, index: int) -> "FrameState":
        """The same drawing held for another frame; what is decided about one is decided about both."""
        return replace(self, index=index)


@dataclass(frozen=True)
class FrameInput:
    """A frame and what the artist said of it, all of one size. key: (H, W, 3 or 4) uint8. boxes: its own, beside those
    of all frames; they lie inside the picture. marks: (H, W) uint8, as in `Marks`."""

    picture: Picture
    hints: Hints | None
    key: U8 | None
    boxes: tuple[Box, ...] = ()
    marks: U8 | None = None


def digest_of(given: FrameInput) -> bytes:
    """What tells one drawing from another, with all that was said of it."""
    found = hashlib.blake2b(digest_size=16)
    for pixels in (given.picture.pixels, None if given.hints is None else given.hints.pixels, given.key, given.marks):
        if pixels is None:
            found.update(b"-")
        else:
            found.update(f"{pixels.shape}{pixels.dtype}".encode())
            found.update(np.ascontiguousarray(pixels).data)
    if given.boxes:
        found.update(repr(given.boxes).encode())
    return found.digest()


def read_drawing(
    index: int,
    digest: bytes,
    given: FrameInput,
    boxes: Sequence[Box],
    gap: int | Literal["auto"],
    ink: str = "auto",
    trace: str = "auto",
    pause: Pause = no_pause,
    closed: Mapping[int, list[Claim]] | None = None,
    cast: Casting | None = None,
    keys_anywhere: bool = False,
) -> FrameState:
    """Find a drawing's regions and settle what hints, key and boxes say; hints win over the key. boxes: of all frames;
    the drawing's own win over them. closed: regions, by the ids they have without it, that are divided first. cast: is
    asked about all drawings, of keys only who is on them."""
    hints, key = given.hints, given.key
    settings = Settings(mode="line", gap=gap, ink=ink, trace=trace)
    undabbed = hints is None and key is None and not closed and given.marks is None
    prepared = prepare(given.picture, settings, lambda _stage, _share: pause(), undabbed)
    assert prepared.line is not None  # mode "line" always finds regions
    art = prepared.line
    if closed:
        art, _ = apply_claims(art, _numbered(closed, art), pause)
    painted = np.full(art.regions.count + 1, EMPTY, np.int64)
    if key is not None:
        painted, claims = read_key(art, key)
        if not keys_anywhere:
            check_aligned(art, key, painted, index)
        if claims:
            art, _ = apply_claims(art, claims, pause)
            painted, _ = read_key(art, key)
    hinted = {} if hints is None else claim_regions(read_strokes(hints), art.regions.labels, art.regions.ink)
    plane = None if given.marks is None else read_marks(given.marks, hints)
    if plane is not None:
        for region, own in empty_claims(plane, art.regions.labels, art.regions.ink).items():
            hinted[region] = [*hinted.get(region, []), *own]
    found = None
    if cast is not None:
        found = found_in(cast, prepared.grey, art.regions, (*boxes, *given.boxes), pause)
    art, state = apply_claims(art, hinted, pause)
    said = Groups((), ()) if plane is None else groups_of(plane, art.regions.labels, art.regions.ink)
    together = united((*said.merge, *said.same))
    carry(art, state, together)
    apply_boxes(state, art, boxes)
    boxed = apply_boxes(state, art, given.boxes)
    if hinted and key is None:
        state.absorb(art.regions, art.area)
    drawn = _settled(index, digest, art, describe(prepared.grey, art.regions.labels, art.regions.runs), state, boxed)
    if found is not None:
        _take_found(drawn, found, key is not None)
    if key is not None:
        _take_key(drawn, painted)
    drawn.groups, drawn.merged = (_places(drawn, groups) for groups in (together, said.merge))
    return drawn


def _places(drawn: FrameState, groups: Sequence[Index]) -> tuple[Index, ...]:
    """Groups of ids as places in `described.ids`, those that it lacks left out; none of one region alone."""
    found = (np.flatnonzero(np.isin(drawn.described.ids, group)) for group in groups)
    return tuple(group for group in found if len(group) > 1)


def _numbered(closed: Mapping[int, list[Claim]], art: LineArt) -> dict[int, list[Claim]]:
    """Claims by the ids that their regions have now: without claims they are counted in another order."""
    return {int(art.regions.labels[claims[0].y[0], claims[0].x[0]]): claims for claims in closed.values()}


def _settled(
    index: int, digest: bytes, art: LineArt, described: RegionFeatures, state: Decisions, boxed: Index
) -> FrameState:
    """A drawing with what hints and boxes decided. boxed: ids of the regions that boxes of its own did."""
    ids = described.ids
    decided = np.asarray(state.by[ids] >= 0)
    code = np.where(decided, np.where(state.by[ids] == 0, EMPTY, codes_of(state.colour[ids])), OPEN)
    by = state.deciders(ids)
    hinted = np.array([decider == "hint" for decider in by], np.bool_) | state.paper[ids]
    return FrameState(
        index=index,
        digest=digest,
        labels=PackedLabels.pack(art.regions.runs),
        area=art.area,
        box=art.box,
        described=described,
        code=code,
        sure=state.confidence[ids].astype(np.float32),
        fixed=decided,
        by=by,
        own=hinted | np.isin(ids, boxed),
        tags=state.tags,
        key=False,
        shares=np.zeros((len(ids), 0), np.float32),
        cast_code=np.full(len(ids), OPEN, np.int64),
        cast_sure=np.zeros(len(ids), np.float32),
        cast_whose=np.full(len(ids), NOTHING, np.int32),
    )


def _take_found(drawn: FrameState, found: Found, key: bool) -> None:
    """Note what a cast says of the regions that hints left whole; of a key's, whose they are and no more."""
    table = np.array([e.colour for e in found.palette.entries], np.uint8).reshape(-1, 3)
    code = np.append(codes_of(table), (EMPTY, OPEN))  # NOTHING is the last, what stays empty the one before
    known = drawn.described.ids < len(found.entry)
    ids = drawn.described.ids[known]
    drawn.cast_whose[known] = found.whose[ids]
    if not key:
        drawn.cast_code[known] = code[found.entry[ids]]
        drawn.cast_sure[known] = found.sure[ids]


def _take_key(drawn: FrameState, painted: Codes) -> None:
    """Let the key decide what hints and boxes left open."""
    drawn.key = True
    ids = drawn.described.ids
    take = (drawn.code == OPEN) & (ids < len(painted))
    drawn.code[take] = painted[ids[take]]
    drawn.sure[take] = 1.0
    drawn.fixed |= take
    for k in np.flatnonzero(take):
        drawn.by[k] = "key"


def state_of(drawn: FrameState, guesser: DecidedBy, told: Set[int]) -> Decisions:
    """What is decided, by region id, as the colouring of one picture has it. guesser: who guesses what no key knows;
    told: codes of keys and hints, so that others are the cast's."""
    state = Decisions.empty(len(drawn.area) - 1)
    ids = drawn.described.ids
    coloured = drawn.code >= 0
    guessed = coloured & (drawn.code >= GUESSED)
    by_cast = coloured & ~guessed & ~np.isin(drawn.code, list(told)) & (drawn.cast_code == drawn.code)
    others = np.where(guessed, guesser, np.where(by_cast, "cast", "key")).tolist()
    who = np.array([other if not f else b for other, f, b in zip(others, drawn.fixed, drawn.by, strict=True)])
    for name in sorted({"hint", "box", "key", "cast", guesser}):
        mine = coloured & (who == name)
        state.decide(ids[mine], rgb_of(drawn.code[mine]), name, drawn.sure[mine])
    state.empty_out(ids[drawn.code == EMPTY])
    state.confidence[ids] = np.where(drawn.code == OPEN, 0, drawn.sure)
    state.tags = drawn.tags
    return state
