"""A drawing of a sequence, read once: its regions, what the artist said of them, and what is decided about them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from celtint.colouring import prepare
from celtint.hints.dabs import Claim, claim_regions, read_strokes
from celtint.line.decisions import Decisions
from celtint.line.lineart import LineArt, apply_boxes, apply_claims
from celtint.matching.features import RegionFeatures, describe
from celtint.sequence.keys import EMPTY, GUESSED, codes_of, read_key, rgb_of
from celtint.types.arrays import F32, I32, I64, U8, Bool, Codes, Index, Labels
from celtint.types.choices import DecidedBy
from celtint.types.picture import Box, Hints, Pause, Picture, no_pause
from celtint.types.settings import Settings

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
    def pack(cls, labels: Labels) -> "PackedLabels":
        flat = labels.ravel()
        start = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1]))).astype(np.int32)
        return cls(start, flat[start], (labels.shape[0], labels.shape[1]))

    def unpack(self) -> I32:
        length = np.diff(np.append(self.start, self.shape[0] * self.shape[1]))
        return np.repeat(self.label, length).reshape(self.shape)


@dataclass
class FrameState:
    """One drawing.

    digest: of its pixels and all that the artist said of it. labels, area, box: as in `LineArt`. described: its n
    regions. By region, in the order of `described.ids`: code (n,) int64 of its colour, `EMPTY` or `OPEN`; sure (n,) 0
    to 1; fixed (n,) whether the artist decided, and by (n,) how; own (n,) whether a hint or a box of this drawing alone
    did, which its neighbours follow. tags: by id. key: whether it is a key frame. shares: (n, E) float32 what matching
    gave each entry; E grows with the sequence.
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

    def again(self, index: int) -> "FrameState":
        """The same drawing held for another frame; what is decided about one is decided about both."""
        return replace(self, index=index)


@dataclass(frozen=True)
class FrameInput:
    """A frame and what the artist said of it, all of one size. key: (H, W, 3 or 4) uint8. boxes: its own, beside those
    of all frames; they lie inside the picture."""

    picture: Picture
    hints: Hints | None
    key: U8 | None
    boxes: tuple[Box, ...] = ()


def digest_of(given: FrameInput) -> bytes:
    """What tells one drawing from another, with all that was said of it."""
    found = hashlib.blake2b(digest_size=16)
    for pixels in (given.picture.pixels, None if given.hints is None else given.hints.pixels, given.key):
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
    pause: Pause = no_pause,
) -> FrameState:
    """Find a drawing's regions and settle what hints, key and boxes say; hints win over the key. boxes: of all frames;
    the drawing's own win over them."""
    hints, key = given.hints, given.key
    prepared = prepare(given.picture, Settings(mode="line", gap=gap, ink=ink), lambda _stage, _share: pause())
    assert prepared.line is not None  # mode "line" always finds regions
    art = prepared.line
    claims: dict[int, list[Claim]] = {}
    painted = np.full(art.regions.count + 1, EMPTY, np.int64)
    if key is not None:
        painted, claims = read_key(art, key, index)
    hinted = {} if hints is None else claim_regions(read_strokes(hints), art.regions.labels, art.regions.ink)
    art, state = apply_claims(art, {**claims, **hinted}, pause)
    apply_boxes(state, art, boxes)
    boxed = apply_boxes(state, art, given.boxes)
    if hinted and key is None:
        state.absorb(art.regions, art.area)
    drawn = _settled(index, digest, art, describe(prepared.grey, art.regions.labels), state, boxed)
    if key is not None:
        _take_key(drawn, painted, {n for n in claims if n not in hinted})
    return drawn


def _settled(
    index: int, digest: bytes, art: LineArt, described: RegionFeatures, state: Decisions, boxed: Index
) -> FrameState:
    """A drawing with what hints and boxes decided. boxed: ids of the regions that boxes of its own did."""
    ids = described.ids
    decided = np.asarray(state.by[ids] >= 0)
    code = np.where(decided, np.where(state.by[ids] == 0, EMPTY, codes_of(state.colour[ids])), OPEN)
    by = state.deciders(ids)
    hinted = np.array([decider == "hint" for decider in by], np.bool_)
    return FrameState(
        index=index,
        digest=digest,
        labels=PackedLabels.pack(art.regions.labels),
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
    )


def _take_key(drawn: FrameState, painted: Codes, split: set[int]) -> None:
    """Let the key decide what hints and boxes left open. Parts of split regions have been given its colours already."""
    drawn.key = True
    ids = drawn.described.ids
    take = (drawn.code == OPEN) & (ids < len(painted))
    drawn.code[take] = painted[ids[take]]
    drawn.sure[take] = 1.0
    drawn.fixed |= take
    parts = np.array([int(k) in split or k >= len(painted) for k in ids], np.bool_)
    for k in np.flatnonzero(take | parts):
        drawn.by[k] = "key"


def state_of(drawn: FrameState, guesser: DecidedBy) -> Decisions:
    """What is decided, by region id, as the colouring of one picture has it. guesser: who guesses what no key knows."""
    state = Decisions.empty(len(drawn.area) - 1)
    ids = drawn.described.ids
    coloured = drawn.code >= 0
    guessed = coloured & (drawn.code >= GUESSED)
    others = {False: "key", True: guesser}
    who = np.array([others[bool(g)] if not f else b for g, f, b in zip(guessed, drawn.fixed, drawn.by, strict=True)])
    for name in sorted({"hint", "box", "key", guesser}):
        mine = coloured & (who == name)
        state.decide(ids[mine], rgb_of(drawn.code[mine]), name, drawn.sure[mine])
    state.empty_out(ids[drawn.code == EMPTY])
    state.confidence[ids] = np.where(drawn.code == OPEN, 0, drawn.sure)
    state.tags = drawn.tags
    return state
