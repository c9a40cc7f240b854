"""What is measured on pairs: areas right by how they are hinted, dots beside the line, areas that nobody hinted."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, get_args

import celtint
import numpy as np
from celtint import Hints, Picture, Settings
from celtint.types.arrays import U8

from celtint_train.evaluation.bench.metrics import NEAR, WHOLE, near, region_shares
from celtint_train.evaluation.bench.pairs.cases import Case, of_source
from celtint_train.evaluation.bench.pairs.marks import misplaced, off_centre
from celtint_train.evaluation.bench.pairs.sources import sources
from celtint_train.evaluation.rivals.tools import Celtint, SmartColouring, Tool, Watershed
from celtint_train.puppets.scenes import Gaps, make_hints

Say = Callable[[str], None]
Kind = Literal["dots", "half", "quarter", "small", "strokes"]

OURS = Celtint()
DEFAULT = Celtint("celtint, default", Settings(mode="line"))
"""Whatever no hint decides is coloured by rule as well."""
RIVALS: tuple[Tool, ...] = (SmartColouring(), Watershed())
SLIPS = 3
"""Misplaced dots of a picture, one at a time."""
TAKEN = 0.5
"""An area took a hint where so much of it was painted in a colour not its own."""


@dataclass(frozen=True)
class Plan:
    """What is measured at a size: pictures of each source, the gaps, how areas are hinted, and of these what rivals
    do too."""

    pictures: int
    gaps: tuple[Gaps, ...]
    kinds: tuple[Kind, ...]
    raced: tuple[Kind, ...]


PLANS: Mapping[int, Plan] = {
    512: Plan(3, get_args(Gaps), get_args(Kind), ("dots", "half", "small", "strokes")),
    1024: Plan(1, ("no", "many"), ("dots", "half", "small"), ("dots",)),
    2048: Plan(1, ("no", "many"), ("dots", "half"), ("dots",)),
}
QUICK: Mapping[int, Plan] = {512: Plan(1, ("no", "many"), ("dots", "half"), ("dots",))}


@dataclass
class Tally:
    """Counts of one row and tool. right of counted areas with a hint; pixels: shares right, a picture each; strange of
    bare: areas without a hint that took one not theirs, of all that had none; moved: shares of the pixels outside a
    misplaced dot's surroundings that it changed, a dot each."""

    right: int = 0
    counted: int = 0
    pixels: list[float] = field(default_factory=list)
    strange: int = 0
    bare: int = 0
    moved: list[float] = field(default_factory=list)

    @property
    def areas(self) -> float:
        """Share of the hinted areas that are right."""
        return self.right / max(self.counted, 1)

    @property
    def took(self) -> float:
        """Share of the areas without a hint that took one not theirs."""
        return self.strange / max(self.bare, 1)


Key = tuple[int, Gaps, str, str]
"""Size, gaps, kind of hints, tool."""


@dataclass
class Measured:
    """All rows; of the fullest one of each size and gaps also by source; and some pictures to look at."""

    rows: dict[Key, Tally] = field(default_factory=dict)
    sources: dict[tuple[str, Key], Tally] = field(default_factory=dict)
    shown: dict[str, tuple[Case, U8, dict[str, U8]]] = field(default_factory=dict)
    pictures: dict[int, int] = field(default_factory=dict)

    def row(self, size: int, gaps: Gaps, kind: str, tool: str) -> Tally:
        """That row's tally, a new one if there is none."""
        return self.rows.setdefault((size, gaps, kind, tool), Tally())


class Drawing:
    """A case before the tools: celtint prepares it once for all its rows, and what a tool made of hints is kept while
    the case is, for rows that begin with the same."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._prepared = celtint.prepare(Picture(case.picture), OURS.settings)
        self._made: dict[tuple[str, bytes], U8] = {}

    def flats(self, tool: Tool, hints: U8) -> U8:
        """(h, w, 4): the layer that ``tool`` makes of the case and hints."""
        key = tool.name, hashlib.blake2b(hints.data).digest()
        if key not in self._made:
            self._made[key] = self._flats(tool, hints)
        return self._made[key]

    def _flats(self, tool: Tool, hints: U8) -> U8:
        if isinstance(tool, Celtint):
            return celtint.colour(self._prepared, Hints(hints), settings=tool.settings).colour
        return tool.flats(self.case.picture, hints)


def measure(plans: Mapping[int, Plan], rivals: tuple[Tool, ...], say: Say) -> Measured:
    """Colour the pairs of every source with every tool. Raises DataError where a package cannot be had."""
    found = Measured()
    for size, plan in plans.items():
        for source in sources():
            for gaps in plan.gaps:
                for number, case in enumerate(islice(of_source(source, size, gaps), plan.pictures)):
                    found.pictures[size] = found.pictures.get(size, 0) + (gaps == plan.gaps[0])
                    drawing = Drawing(case)
                    for kind in plan.kinds:
                        _coloured(found, drawing, source.name, (size, gaps, kind), rivals if kind in plan.raced else ())
                    _slipped(found, drawing, (size, gaps), rivals if size == min(plans) and number == 0 else ())
            ours = [found.sources.get((source.name, (size, gaps, "dots", OURS.name)), Tally()) for gaps in plan.gaps]
            told = ", ".join(f"{gaps} {tally.areas:.1%}" for gaps, tally in zip(plan.gaps, ours, strict=True))
            say(f"{size} px, {source.name}: areas right, {told}")
    return found


def hints_of(case: Case, kind: Kind) -> U8:
    """(h, w, 4): the case's hints of a kind, the same every time."""
    seed = int(case.truth.sum() % 100_000)
    if kind == "small":
        return off_centre(case, seed)
    share = {"half": 0.5, "quarter": 0.25}.get(kind, 1.0)
    return make_hints(case.scene, seed, "strokes" if kind == "strokes" else "dots", share)


def _coloured(
    found: Measured, drawing: Drawing, source: str, row: tuple[int, Gaps, Kind], rivals: tuple[Tool, ...]
) -> None:
    size, gaps, kind = row
    case, hints = drawing.case, hints_of(drawing.case, kind)
    tools = (OURS, *((DEFAULT,) if kind in ("half", "quarter") else ()), *rivals)
    flats = {tool.name: drawing.flats(tool, hints) for tool in tools}
    for name, layer in flats.items():
        add(found.row(size, gaps, kind, name), case, hints, layer)
        if kind == "dots":
            add(found.sources.setdefault((source, (size, gaps, kind, name)), Tally()), case, hints, layer)
    if kind == "dots" and size == 512 and gaps == "many" and source not in found.shown:
        found.shown[source] = (case, hints, flats)


def add(tally: Tally, case: Case, hints: U8, flats: U8) -> None:
    """Count a layer, (h, w, 4), that a tool made of the case and hints."""
    scene = case.scene
    like = near(flats, scene.flats)
    right = like & (flats[..., 3] >= 128)
    shares, hinted = region_shares(scene, hints, right)
    tally.right += int((shares[hinted] >= WHOLE).sum())
    tally.counted += int(hinted.sum())
    tally.pixels.append(float(right[~scene.ink].mean()))
    told = np.bincount(case.truth[hints[..., 3] == 255], minlength=len(case.colours) + 1)[1:] > 0
    wrong = case.truth[(flats[..., 3] >= 128) & ~like & ~scene.ink]
    area = np.bincount(case.truth.ravel(), minlength=len(case.colours) + 1)[1:]
    strange = np.bincount(wrong, minlength=len(case.colours) + 1)[1:] >= TAKEN * area
    tally.strange += int((strange & ~told).sum())
    tally.bare += int((~told).sum())


def _slipped(found: Measured, drawing: Drawing, row: tuple[int, Gaps], rivals: tuple[Tool, ...]) -> None:
    """Right dots everywhere, and one misplaced: what it changes where it has no business."""
    case, right = drawing.case, hints_of(drawing.case, "dots")
    slips = [slip for seed in range(SLIPS) if (slip := misplaced(case, right, seed)) is not None]
    for tool in (OURS, DEFAULT, *rivals):
        before = drawing.flats(tool, right)
        for slip in slips[: 1 if tool in rivals else SLIPS]:
            after = drawing.flats(tool, slip.hints)
            away = np.abs(after[..., 3].astype(np.int16) - before[..., 3]) > NEAR
            changed = (away | ~near(after, before)) & ~slip.around & (case.truth > 0)
            found.row(*row, "misplaced", tool.name).moved.append(float(changed.sum() / (case.truth > 0).sum()))


def rows_of(found: Measured, *kinds: str) -> Iterator[tuple[int, Gaps, str]]:
    """Size, gaps and kind of the rows of these kinds, in their order."""
    yield from dict.fromkeys((size, gaps, kind) for size, gaps, kind, _ in found.rows if kind in kinds)
