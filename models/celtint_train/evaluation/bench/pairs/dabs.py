"""How many dabs a drawing takes: a simulated artist puts the next one in the middle of what is most wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from statistics import median

import celtint
import cv2
import numpy as np
from celtint import Hints, Picture, Settings
from celtint.types.arrays import U8, Bool
from scipy import ndimage
from skimage import measure

from celtint_train.evaluation.bench.metrics import right_pixels
from celtint_train.evaluation.bench.pairs.cases import Case, of_source
from celtint_train.evaluation.bench.pairs.rows import DEFAULT, Say
from celtint_train.evaluation.bench.pairs.sources import sources
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.rivals.tools import ALONE, SmartColouring
from celtint_train.puppets.scenes import Gaps

Flats = Callable[[U8], U8]
"""Colours one drawing: hints, (h, w, 4), to a layer, (h, w, 4)."""

SIZE = 512
PICTURES = 1
"""Of each source, and as many again with many gaps: the other tool takes seconds for every dab."""
GAPS: tuple[Gaps, ...] = ("no", "many")
MOST_AREAS = 30
"""Drawings of more areas are left out: they would take the other tool minutes."""
RADIUS = 0.004
"""Of a dab, as a share of the picture's longest side."""
EACH = 4
"""Dabs that an area gets at most."""
GOOD = (0.95, 0.98)
"""Shares of the area off the lines that have to be right."""
EXACT = "each area by its own dab"
"""What a tool would need that colours just the area that is dabbed, and all of it."""
TOOLS = ("celtint", "celtint, undecided transparent", SmartColouring().name)
FEWER = 0.7
"""The most dabs, as a share of the other tool's."""


@dataclass(frozen=True)
class Work:
    """dabs: how many until each share of `GOOD`; where it was never reached as many as there could have been.
    reached: whether it was. share: of the area right at the end."""

    dabs: tuple[int, ...]
    reached: tuple[bool, ...]
    share: float


def work_of(case: Case, flats: Flats) -> Work:
    """Dab until the last share of `GOOD` is right, or every wrong area has had its dabs."""
    counted = case.truth > 0
    truth = case.scene.flats
    hints = np.zeros((*case.truth.shape, 4), np.uint8)
    given = np.zeros(len(case.colours) + 1, np.int64)
    needed: dict[float, int] = {}
    while True:
        wrong = counted & ~right_pixels(truth, flats(hints))
        share = 1 - wrong.sum() / counted.sum()
        needed |= {good: int(given.sum()) for good in GOOD if share >= good and good not in needed}
        wrong &= given[case.truth] < EACH
        if len(needed) == len(GOOD) or not wrong.any():
            break
        given[_dabbed(case, wrong, hints)] += 1
    most = EACH * len(case.colours)
    return Work(
        tuple(needed.get(good, most) for good in GOOD), tuple(good in needed for good in GOOD), float(share)
    )  # fmt: skip


def _dabbed(case: Case, wrong: Bool, hints: U8) -> int:
    """Add a dab in the middle of the largest wrong patch of one area to the hints, and say which area it is."""
    patches = np.asarray(measure.label(np.where(wrong, case.truth, 0), connectivity=1), np.int32)  # type: ignore[no-untyped-call]
    largest = int(np.bincount(patches.ravel())[1:].argmax()) + 1
    box = ndimage.find_objects(patches)[largest - 1]
    own = np.pad(patches[box] == largest, 1)
    room = cv2.distanceTransform(own.astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    y, x = (int(v) for v in np.unravel_index(int(room.argmax()), room.shape))
    y, x = y + box[0].start, x + box[1].start
    area = int(case.truth[y, x])
    rows, columns = np.ogrid[: case.truth.shape[0], : case.truth.shape[1]]
    radius = RADIUS * max(case.truth.shape)
    dab = ((rows - y) ** 2 + (columns - x) ** 2 <= radius**2) & (case.truth == area)
    hints[dab] = (*case.colours[area - 1], 255)
    return area


def exact(case: Case) -> Work:
    """What it takes where a dab colours its own area exactly and tells nothing about the others."""
    areas = np.sort(np.bincount(case.truth.ravel())[1:])[::-1]
    right = np.cumsum(areas) / areas.sum()
    return Work(tuple(int(np.searchsorted(right, good)) + 1 for good in GOOD), (True,) * len(GOOD), 1.0)


def celtints(case: Case, settings: Settings) -> Flats:
    """celtint on that drawing, prepared once."""
    prepared = celtint.prepare(Picture(case.picture), settings)
    return lambda hints: celtint.colour(prepared, Hints(hints), settings=settings).colour


def gmics(case: Case) -> Flats:
    """G'MIC on that drawing; without any hints nothing is coloured."""
    tool = SmartColouring()
    return lambda hints: tool.flats(case.picture, hints) if hints.any() else hints


@dataclass(frozen=True)
class Done:
    """A drawing, and what each tool's artist had to do: with the settings one has who sets none, the first counts.
    exact: what `exact` says of it."""

    name: str
    works: tuple[Work, ...]
    exact: Work


def run(quick: bool = False, say: Say = print) -> Section:
    """Let every tool's artist work on pairs of every source. Raises DataError where a package cannot be had."""
    done: list[Done] = []
    for number, source in enumerate(sources()):
        for gaps in GAPS if not quick else GAPS[number % 2 :][:1]:
            small = (case for case in of_source(source, SIZE, gaps) if len(case.colours) <= MOST_AREAS)
            for case in islice(small, PICTURES):
                artists = (celtints(case, DEFAULT.settings), celtints(case, ALONE), gmics(case))
                works = tuple(work_of(case, flats) for flats in artists)
                done.append(Done(f"{source.name}, {gaps} gaps, {len(case.colours)} areas", works, exact(case)))
                say(f"{done[-1].name}: " + ", ".join(f"{t} {w.dabs}" for t, w in zip(TOOLS, works, strict=True)))
    return Section("dabs", "Dabs to good", _text(done), bars_of([(one.works[0], one.works[-1]) for one in done]))


def bars_of(done: list[tuple[Work, Work]]) -> tuple[Bar, ...]:
    """The bars, of what celtint and the other tool took for each drawing."""
    bars = []
    for place, good in enumerate(GOOD):
        ours, theirs = (median(both[side].dabs[place] for both in done) for side in (0, 1))
        share = ours / max(theirs, 1)
        told = f"{share:.2f}× ({ours:g} of {theirs:g})"
        bars.append(Bar(f"dabs to {good:.0%} of the area, median", f"≤ {FEWER}×", told, share <= FEWER))
    return tuple(bars)


def _text(done: list[Done]) -> str:
    rows = [[one.name, *(_cell(work) for work in (*one.works, one.exact))] for one in done]
    columns = list(zip(*((*one.works, one.exact) for one in done), strict=True))
    for place, good in enumerate(GOOD):
        took = [median(work.dabs[place] for work in works) for works in columns]
        reached = [f"{sum(work.reached[place] for work in works)} of {len(done)}" for works in columns]
        told = [f"{dabs:g} ({there})" for dabs, there in zip(took, reached, strict=True)]
        rows.append([f"**median to {good:.0%}** (reached)", *told])
    return (
        f"A simulated artist puts the next dab (radius {RADIUS:.1%} of the longest side) in the middle of the largest "
        f"wrong patch until {' and '.join(f'{good:.0%}' for good in GOOD)} of the area off the lines is right, at most "
        f"{EACH} in one area; each tool on its own dabs, in one run. Drawings of {SIZE} px, up to {MOST_AREAS} areas. "
        "Dabs to the first / the second share; where it was never reached (–), as many as there could have been count, "
        f"and what was right in the end is said. *{EXACT.capitalize()}*: what a tool would take that gets the dabbed "
        "area exactly and guesses nothing about the others; fewer than that only a lucky guess can take.\n\n"
        f"{table(['drawing', *TOOLS, EXACT], rows)}"
    )


def _cell(work: Work) -> str:
    counts = " / ".join(f"{n}" if there else "–" for n, there in zip(work.dabs, work.reached, strict=True))
    return counts if all(work.reached) else f"{counts} ({work.share:.1%})"
