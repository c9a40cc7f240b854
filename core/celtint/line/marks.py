"""Marks: strokes that say which areas are one, which stay empty and which get one colour.

They are law as hints are, and hints win where both lie on one pixel. `empty` competes with hints for the ground that it
lies in as if it were a colour. `merge` joins regions before anything spreads; of regions whose hints contradict each
other each keeps its own, and what no hint decides goes with the largest of them that has a colour. `same` carries
colours over what its strokes run through: what hints gave before anything spreads, everything else at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from celtint.hints.dabs import Claim, Strokes, claim_regions
from celtint.hints.thin import alpha_of
from celtint.line import tuning
from celtint.line.art import LineArt
from celtint.line.decisions import Decisions
from celtint.regions.merging import Forest
from celtint.types.arrays import U8, Bool, Index, Ink, Labels
from celtint.types.errors import BadRequest
from celtint.types.picture import MARK_NUMBERS, Hints, Marks


@dataclass(frozen=True)
class Groups:
    """Regions that strokes join: ids, ascending, two or more in each, and each in one group only."""

    merge: tuple[Index, ...]
    same: tuple[Index, ...]


@dataclass(frozen=True)
class Joined:
    """A drawing with what marks merge, the groups of regions that get one colour, and what the artist should know."""

    art: LineArt
    same: tuple[Index, ...] = ()
    notes: tuple[str, ...] = ()


def check_marks(marks: Marks, height: int, width: int) -> None:
    """Raise BadRequest unless the plane is exactly as large as the picture."""
    h, w = marks.pixels.shape
    if (h, w) != (height, width):
        raise BadRequest(f"The marks are {w}×{h} pixels and the picture {width}×{height}; make them the same size.")


def read_marks(plane: U8, hints: Hints | None) -> U8:
    """A plane of marks, (H, W) uint8, without what lies under paint: there the hint counts."""
    return plane if hints is None else np.where(alpha_of(hints) >= 128, np.uint8(0), plane)


def empty_claims(plane: U8, labels: Labels, ink: Ink) -> dict[int, list[Claim]]:
    """For each region that strokes of `empty` claim, as dabs claim theirs, the claim."""
    strokes = (plane == MARK_NUMBERS["empty"]).view(np.uint8)
    x0, y0, width, height = cv2.boundingRect(strokes)
    if width == 0:
        return {}
    count, found = cv2.connectedComponents(strokes[y0 : y0 + height, x0 : x0 + width], connectivity=8, ltype=cv2.CV_32S)
    patch = np.asarray(found, np.int32)
    places = np.nonzero(patch)
    stroke = patch[places] - 1
    y, x = (places[0] + y0).astype(np.int32), (places[1] + x0).astype(np.int32)
    claims = claim_regions(Strokes(y, x, stroke, np.zeros((count - 1, 3), np.uint8)), labels, ink)
    return {region: [replace(claim, colour=None) for claim in own] for region, own in claims.items()}


def groups_of(plane: U8, labels: Labels, ink: Ink) -> Groups:
    """What the strokes of `merge` and `same` join. labels: (H, W) int32; ink: (H, W) uint8, non-zero on lines."""
    merge, same = [], []
    for number in np.flatnonzero(np.bincount(plane.ravel(), minlength=256)).tolist():
        if number == MARK_NUMBERS["merge"]:
            merge += _run_through(plane == number, labels, ink)
        elif number == MARK_NUMBERS["same"]:
            same += _run_through(plane == number, labels, ink)
        elif number > MARK_NUMBERS["same"]:
            same.append(np.unique(np.concatenate(_run_through(plane == number, labels, ink) or [np.zeros(0, np.intp)])))
    return Groups(united(merge), united(same))


def _run_through(strokes: Bool, labels: Labels, ink: Ink) -> list[Index]:
    """For each stroke, (H, W) bool connected, the ids of the regions on whose paper its middle lies."""
    mask = strokes.view(np.uint8)
    x0, y0, width, height = cv2.boundingRect(mask)
    at = np.s_[y0 : y0 + height, x0 : x0 + width]
    crop = np.pad(mask[at], 1)
    count, found = cv2.connectedComponents(crop, connectivity=8, ltype=cv2.CV_32S)
    stroke = np.asarray(found, np.int32)
    depth = np.asarray(cv2.distanceTransform(crop, cv2.DIST_L2, cv2.DIST_MASK_5), np.float32)
    half = np.zeros(count, np.float32)
    np.maximum.at(half, stroke.ravel(), depth.ravel())
    middle = (stroke > 0) & (depth >= np.float32(tuning.MARKING.core) * half[stroke])
    middle[1:-1, 1:-1] &= ink[at] == 0
    y, x = np.nonzero(middle)
    pairs = np.unique(np.stack([stroke[y, x], labels[y - 1 + y0, x - 1 + x0]], axis=1), axis=0)
    return [pairs[pairs[:, 0] == k, 1].astype(np.intp) for k in range(1, count)]


def united(groups: Sequence[Index]) -> tuple[Index, ...]:
    """The groups, those that share a region taken together; without those of one region alone."""
    if not groups:
        return ()
    forest = Forest(1 + max((int(group.max()) for group in groups if len(group)), default=0))
    for group in groups:
        for other in group[1:].tolist():
            first, second = forest.find(int(group[0])), forest.find(other)
            if first != second:
                forest.join(first, second)
    roots = forest.roots()
    used = np.unique(np.concatenate([np.zeros(0, np.intp), *groups]))
    found = [used[roots[used] == root] for root in np.unique(roots[used])]
    return tuple(group for group in found if len(group) > 1)


def joined(art: LineArt, state: Decisions, plane: U8 | None) -> Joined:
    """Do what the strokes of a plane, (H, W) uint8, say: merge, and carry what hints gave over `same`."""
    if plane is None:
        return Joined(art)
    art, notes = merged(art, state, groups_of(plane, art.regions.labels, art.regions.ink).merge)
    same = groups_of(plane, art.regions.labels, art.regions.ink).same
    return Joined(art, same, notes + carry(art, state, same))


def merged(art: LineArt, state: Decisions, groups: Sequence[Index]) -> tuple[LineArt, tuple[str, ...]]:
    """The drawing with each group's regions joined, and what the artist should know; `state` is changed in place.

    A joined region has the id of its largest part, and takes what a hint or mark decided of any.
    """
    table = np.arange(art.regions.count + 1, dtype=np.int32)
    notes: list[str] = []
    for group in groups:
        laws = group[state.is_hinted(group)]
        chief = _largest(_first(state, laws) if len(laws) else group, art)
        against = laws[~_alike(state, laws, chief)]
        if len(against):
            notes.append(_contradiction(art, "merge", chief, int(against[0])))
        joined = np.setdiff1d(group, against)
        keeps = _largest(joined, art)
        if len(laws):
            state.copy(chief, np.array([keeps]))
        gone = joined[joined != keeps]
        table[gone] = keeps
        state.empty_out(gone)
    if not groups:
        return art, ()
    return LineArt.measure(replace(art.regions, labels=art.regions.runs.looked_up(table))), tuple(notes)


def carry(art: LineArt, state: Decisions, groups: Sequence[Index]) -> tuple[str, ...]:
    """Give each group one colour: that of what hints or marks decided in it, else of its largest decided region; and
    say what the artist should know. What is law itself keeps its own."""
    notes: list[str] = []
    for group in groups:
        laws = group[state.is_hinted(group)]
        decided = laws if len(laws) else group[state.is_decided(group)]
        if len(decided) == 0:
            continue
        chief = _largest(_first(state, decided), art)
        against = laws[~_alike(state, laws, chief)]
        if len(against):
            notes.append(_contradiction(art, "same", chief, int(against[0])))
        state.copy(chief, np.setdiff1d(group, laws))
    return tuple(notes)


def _first(state: Decisions, ids: Index) -> Index:
    """Of decided regions those with a colour, if there are any: a stroke that crosses what is kept empty means them."""
    coloured = ids[~state.paper[ids]]
    return coloured if len(coloured) else ids


def _largest(ids: Index, art: LineArt) -> int:
    return int(ids[np.argmax(art.area[ids])])


def _alike(state: Decisions, ids: Index, chief: int) -> Bool:
    """Which of the regions were decided as `chief` was."""
    same = (state.colour[ids] == state.colour[chief]).all(axis=1) & ~state.paper[chief]
    return np.asarray(np.where(state.paper[ids], state.paper[chief], same), np.bool_)


def _contradiction(art: LineArt, kind: str, one: int, other: int) -> str:
    (x, y), (ox, oy) = (
        (int(x + width // 2), int(y + height // 2)) for x, y, width, height in (art.box[one], art.box[other])
    )
    return (
        f"A stroke of '{kind}' joins areas around {x}, {y} and {ox}, {oy} that hints say are different; the hints "
        "stand: take the stroke or one of the hints away."
    )
