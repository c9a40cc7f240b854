"""What was decided for each region, and the colours it may choose from."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from celtint.colours.lab import lab_to_srgb8, srgb_to_lab
from celtint.line import tuning
from celtint.line.thorough import thoroughness
from celtint.line.unhinted import outside
from celtint.regions import tuning as of_regions
from celtint.regions.adjacency import Passages
from celtint.regions.merging import spread_marks
from celtint.regions.segment import Regions, open_on_foot, paper_areas, region_doors, region_passages, region_peaks
from celtint.types.arrays import F32, F64, I32, I64, U8, Bool, Index, Ints
from celtint.types.choices import DECIDED_BY, DecidedBy
from celtint.types.picture import RGB, Palette, PaletteEntry
from celtint.types.result import RegionInfo, is_unsure

_NAMES: tuple[DecidedBy, ...] = ("none", *(name for name in DECIDED_BY if name != "none"))
_OPEN = -1


@dataclass
class Decisions:
    """One row a region, row 0 unused. by: index into the names of deciders, -1 while nothing has decided. entries: ids
    of palette entries by region, where one is known rather than looked for by colour. paper: (n + 1,) whether a mark
    keeps it empty, which is law as a hint is."""

    colour: U8
    by: npt.NDArray[np.int8]
    confidence: F32
    tags: list[str]
    paper: Bool
    entries: dict[int, str] = field(default_factory=dict)

    @classmethod
    def empty(cls, count: int) -> "Decisions":
        return cls(
            np.zeros((count + 1, 3), np.uint8),
            np.full(count + 1, _OPEN, np.int8),
            np.zeros(count + 1, np.float32),
            [""] * (count + 1),
            np.zeros(count + 1, np.bool_),
        )

    def decide(self, ids: Ints, colours: U8, by: DecidedBy, confidence: F32 | np.float32) -> None:
        """Give regions `ids` (n,) their `colours` (n, 3)."""
        self.colour[ids] = colours
        self.by[ids] = _NAMES.index(by)
        self.confidence[ids] = confidence

    def empty_out(self, ids: Ints) -> None:
        """Keep regions without colour, on purpose."""
        self.by[ids] = _NAMES.index("none")
        self.confidence[ids] = 1.0

    def keep_empty(self, ids: Ints, sure: F32 | np.float32) -> None:
        """Keep regions without colour as a mark wants it."""
        self.empty_out(ids)
        self.confidence[ids] = sure
        self.paper[ids] = True

    def copy(self, source: int, ids: Ints) -> None:
        """Decide regions `ids` as `source` was."""
        for rows in (self.colour, self.by, self.confidence, self.paper):
            rows[ids] = rows[source]
        for k in ids.tolist():
            self.entries.pop(k, None)
            if source in self.entries:
                self.entries[k] = self.entries[source]

    def tag(self, ids: Ints, name: str) -> None:
        for k in ids:
            self.tags[int(k)] = name

    def is_hinted(self, ids: Ints) -> Bool:
        """Which of the regions `ids` the artist's hints or marks decided: that is law."""
        return np.asarray((self.by[ids] == _NAMES.index("hint")) | self.paper[ids])

    def is_decided(self, ids: Ints) -> Bool:
        """Which of the regions `ids` anything has decided."""
        return np.asarray(self.by[ids] != _OPEN)

    def deciders(self, ids: Ints) -> list[DecidedBy]:
        """Who decided each of the regions `ids`; "none" too where nothing has."""
        return [_NAMES[max(int(by), 0)] for by in self.by[ids]]

    def decided_by(self, name: DecidedBy) -> Index:
        """Ids of the regions that one of the deciders decided."""
        return np.flatnonzero(self.by == _NAMES.index(name))

    def undecided(self) -> Index:
        """Ids of the regions nothing has decided."""
        return np.flatnonzero(self.by[1:] == _OPEN) + 1

    def rgba(self) -> U8:
        """(n + 1, 4): the colour of every region, clear where there is none."""
        out = np.zeros((len(self.by), 4), np.uint8)
        filled = self.by > 0
        out[filled, :3] = self.colour[filled]
        out[filled, 3] = 255
        return out

    def absorb(self, regions: Regions, area: I64) -> None:
        """Let hints run on into undecided regions that no line parts from them, only a closing or a narrow place.

        How much of a waist the narrow place is beside the region decides, and is how sure the decision is; or how
        likely it is that what is closed is no gap. Tiny islands take what is decided beside them, over a line too.
        """
        if not (self.by[1:] == _OPEN).any():
            return
        ways = region_passages(regions)
        edges, width = ways.edges, ways.saddle
        peak = region_peaks(regions, len(self.by))
        unclaimed = self.by[edges] == _OPEN
        smaller = np.where(unclaimed, peak[edges], np.inf).min(axis=1)
        ratio = width / np.maximum(smaller, 1e-6)
        is_open = width > np.float32(of_regions.SEGMENT.over_line)
        held = np.zeros(len(self.by), np.bool_)
        held[outside(regions.labels, regions.ink)] = True
        counted = (area >= tuning.DECISIONS.tiny * regions.step**2) & ~held
        passable = is_open & (ratio >= self._least_opening(edges[is_open], counted, peak))
        doors = region_doors(regions)
        ajar = doors.saddle > tuning.DECISIONS.ajar
        edges = np.concatenate([edges[passable], doors.edges[ajar]])
        ratio = np.concatenate([ratio[passable], doors.saddle[ajar]])
        # A narrow place is a surer way than what is closed, however likely that is none.
        first = ratio + (np.arange(len(ratio)) < passable.sum())
        alike = held[edges[:, 0]] == held[edges[:, 1]]
        edges, ratio, first = edges[alike], ratio[alike], first[alike]
        hinted = np.flatnonzero(self.is_hinted(np.arange(len(self.by))))
        mark = spread_marks(len(self.by), edges, first.astype(np.float32), {int(k): int(k) for k in hinted})
        ids = np.flatnonzero((self.by == _OPEN) & (mark > 0))
        ids = ids[ids > 0]
        sure = np.zeros(len(self.by), np.float32)
        np.maximum.at(sure, edges.ravel(), np.repeat(np.minimum(ratio, 1.0), 2))
        empty = self.paper[mark[ids]]
        self.keep_empty(ids[empty], sure[ids[empty]])
        ids = ids[~empty]
        self.decide(ids, self.colour[mark[ids]], "hint", sure[ids])
        small = tuning.DECISIONS.tiny * regions.step**2
        tiny = (self.by == _OPEN) & (~held | (area < small))
        tiny[0] = False
        # An island is as large as its paper: thick lines are handed to it too.
        tiny &= paper_areas(regions, tiny) < small
        if tiny.any():
            self._absorb_islands(regions, ways, tiny)

    def _least_opening(self, ways: I32, counted: Bool, peak: F32) -> float:
        """How wide an opening must be, beside the region, for a hint to run on through it.

        ways: (m, 2) regions that open into each other; counted: (n + 1,) those that are large enough and not outside;
        peak: (n + 1,) the half width of each.
        """
        opens = np.zeros(len(counted), np.bool_)
        opens[ways] = True
        known = np.flatnonzero(counted[1:]) + 1
        share = thoroughness(self.is_hinted(known), opens[known], peak[known])
        return tuning.DECISIONS.absorb * (1.0 - share) + tuning.DECISIONS.absorb_all * share

    def _absorb_islands(self, regions: Regions, ways: Passages, tiny: Bool) -> None:
        """Let tiny undecided regions ((n + 1,) bool) take the colour beside them, by the widest way.

        One that opens into undecided ground, if only by a passage finer than the grid, is a tip of that and stays with
        it; one that lines close in takes a colour over a line.
        """
        over_line = np.float32(of_regions.SEGMENT.over_line)
        foot = open_on_foot(regions, tiny)
        edges = np.concatenate([ways.edges, foot])
        width = np.concatenate([ways.saddle, np.full(len(foot), 2 * over_line, np.float32)])
        waiting = (self.by == _OPEN) & ~tiny
        beside = tiny[edges].any(axis=1) & ((width > over_line) | ~waiting[edges].any(axis=1))
        there = np.unique(edges[beside])
        known = there[(self.by[there] > 0) | self.paper[there] | waiting[there]]
        mark = spread_marks(len(self.by), edges[beside], width[beside], {int(k): int(k) for k in known})
        ids = np.flatnonzero(tiny & (mark > 0) & (self.by[mark] > 0))
        empty = np.flatnonzero(tiny & (mark > 0) & self.paper[mark])
        self.decide(ids, self.colour[mark[ids]], "hint", np.zeros(len(ids), np.float32))
        self.keep_empty(empty, np.float32(0))

    def toward_neighbours(self, regions: Regions, ids: Ints, colours: U8, strength: float) -> U8:
        """`colours` (n, 3) mixed in Lab with the decided colour that reaches each region by the widest way."""
        decided = np.flatnonzero(self.by > 0)
        if len(decided) == 0:
            return colours
        ways = region_passages(regions)
        mark = spread_marks(len(self.by), ways.edges, ways.saddle, {int(k): int(k) for k in decided})
        near = mark[ids]
        lab = srgb_to_lab(colours)
        target = srgb_to_lab(self.colour[near])
        mixed = lab_to_srgb8(target + np.float32(strength) * (lab - target))
        return np.where((near > 0)[:, None], mixed, colours)

    def infos(self, area: I64, box: I32, entries: Sequence[str | None]) -> tuple[RegionInfo, ...]:
        """The report's rows, by id."""
        rows = zip(
            range(1, len(self.by)),
            self.colour[1:].tolist(),
            self.by[1:].tolist(),
            self.confidence[1:].tolist(),
            area[1:].tolist(),
            box[1:].tolist(),
            strict=True,
        )
        return tuple(
            RegionInfo(
                k,
                (c[0], c[1], c[2]) if by > 0 else None,
                entries[k],
                _NAMES[max(by, 0)],
                sure,
                size,
                tuple(b),
                self.tags[k],
                is_unsure(_NAMES[max(by, 0)], sure),
            )
            for k, c, by, sure, size, b in rows
            if size > 0
        )


def limit_colours(colours: U8, weight: I64, most: int) -> U8:
    """`colours` (n, 3) reduced to at most `most` of themselves: k-medoids in Lab, weighted by area."""
    unique, index = np.unique(colours, axis=0, return_inverse=True)
    if len(unique) <= most:
        return colours
    index = index.ravel()
    mass = np.bincount(index, weights=weight).astype(np.float64)
    lab = srgb_to_lab(unique).astype(np.float64)
    candidates = np.sort(np.argsort(-mass, kind="stable")[: max(tuning.DECISIONS.most_candidates, most)])
    nearest = cKDTree(lab[candidates]).query(lab)[1]
    chosen = candidates[_medoids(lab[candidates], np.bincount(nearest, weights=mass).astype(np.float64), most)]
    kept = chosen[cKDTree(lab[chosen]).query(lab)[1]]
    return np.asarray(unique[kept][index])


def _medoids(lab: F64, mass: F64, most: int) -> list[int]:
    """Indices of `most` of the points lab (n, 3) that the mass of all lies nearest to (Park and Jun 2009)."""
    distance = np.linalg.norm(lab[:, None] - lab[None], axis=2)
    chosen = [int(np.argmax(mass))]
    while len(chosen) < most:
        chosen.append(int(np.argmax(mass * distance[:, chosen].min(axis=1))))
    for _ in range(tuning.DECISIONS.rounds):
        nearest = np.argmin(distance[:, chosen], axis=1)
        fresh = []
        for k in range(most):
            members = np.flatnonzero(nearest == k)
            cost = (distance[np.ix_(members, members)] * mass[members]).sum(axis=1)
            fresh.append(int(members[np.argmin(cost)]) if len(members) else chosen[k])
        if fresh == chosen:
            break
        chosen = fresh
    return chosen


def snap_to_palette(colours: U8, palette: Palette) -> U8:
    """Each colour's nearest palette entry in Lab; unchanged where the palette is empty."""
    if not palette.entries or len(colours) == 0:
        return colours
    choices = np.array([e.colour for e in palette.entries], np.uint8)
    return np.asarray(choices[cKDTree(srgb_to_lab(choices)).query(srgb_to_lab(colours))[1]])


def name_entries(state: Decisions, palette: Palette) -> tuple[list[str | None], Palette]:
    """Each region's palette entry id, and the palette with an entry added for every colour it did not hold.

    The id of an added entry comes from its colour alone: frames that are coloured one shot at a time have to call the
    same colour by the same id.
    """
    entries = list(palette.entries)
    by_colour: dict[RGB, str] = {}
    for entry in reversed(entries):
        by_colour[entry.colour] = entry.id
    taken = {e.id for e in entries}
    names: list[str | None] = [None] * len(state.by)
    for k in np.flatnonzero(state.by > 0):
        if (known := state.entries.get(int(k))) in taken:
            names[k] = known
            continue
        r, g, b = (int(v) for v in state.colour[k])
        if (r, g, b) not in by_colour:
            written = f"{r:02x}{g:02x}{b:02x}"
            again = (f"c{written}-{number}" for number in itertools.count(2))
            name = next(key for key in itertools.chain((f"c{written}",), again) if key not in taken)
            taken.add(name)
            entries.append(PaletteEntry(name, f"#{written}", (r, g, b)))
            by_colour[r, g, b] = name
        names[k] = by_colour[r, g, b]
    return names, Palette(tuple(entries))
