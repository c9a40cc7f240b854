"""The report's section on trace lines: drawings that have them, and drawings whose outlines are merely coloured."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
from celtint import Picture, Settings, prepare
from celtint.types.arrays import U8

from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.traces.coloured import Coloured, coloured_drawings, of_art
from celtint_train.evaluation.bench.traces.drawn import Traced, traced_drawings
from celtint_train.evaluation.bench.traces.measured import LEFT, RIGHT, Outcome, coloured, outcome
from celtint_train.evaluation.report import Bar, Section, table

Say = Callable[[str], None]
DRAWINGS, QUICK = 200, 6
"""Drawings with trace lines, and without; a few of both for a check."""
OF_ART = 8
"""Of each held-out style of the art set at most so many pairs, each in three ways."""
SHOWN = (0, 1, 4, 9)
"""Drawings that the report shows."""
RIGHT_AREAS, REST, TAKEN = 0.999, 0.001, 0.01
"""Least share of areas right; most that may be left of trace lines, or have a fringe; most outlines taken for them."""

TRIED = (
    "Tried on validation drawings, all kept: hues found one by one however rare they are, a pen's colour read where no "
    "dark line lies over it, lines unmixed without clipping what fits badly, lines that dark ones end at taken for "
    "outlines"
)
SPLIT = (
    "One area, or two, of a few drawings; on validation drawings those were slivers between lines and enclosed ground. "
    f"{TRIED}."
)
UNTOLD = (
    "Nearly all that is left is on three drawings whose trace lines are taken for outlines, and one whose red lines "
    f"are taken together with the pale red pencil under them. {TRIED}, which takes fewer outlines for trace lines."
)


@dataclass
class Tally:
    """What came out. each: of every drawing; taken, seen: of drawings without trace lines, by kind, those taken to have
    some, and all."""

    each: dict[str, Outcome] = field(default_factory=dict)
    taken: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    shown: list[tuple[str, U8, U8, U8, U8]] = field(default_factory=list)

    def total(self, name: str) -> int:
        """The sum of a field of `Outcome` over all drawings."""
        return sum(int(getattr(one, name)) for one in self.each.values())


def run(art: Path | None, quick: bool = False, say: Say = print) -> Section:
    """Measure trace lines. art: the art set's folder; without it, its outlines are left out."""
    count = QUICK if quick else DRAWINGS
    found = Tally()
    for k, drawing in enumerate(traced_drawings(count, "bench")):
        _add(found, drawing, k in SHOWN)
        if k % 20 == 19:
            say(f"  {k + 1} drawings: {found.total('right')} of {found.total('areas')} areas right")
    outlines: Iterable[tuple[str, Coloured]] = (("generated", one) for one in coloured_drawings(count, "bench"))
    if art is not None:
        outlines = chain(outlines, (("art set", one) for one in of_art(art, 1 if quick else OF_ART)))
    for kind, one in outlines:
        pens = prepare(Picture(one.picture), Settings(mode="line")).inks
        found.seen[kind] += 1
        if any(pen.trace for pen in pens):
            found.taken[kind] += 1
            say(f"  taken for trace lines: {one.name}")
    return Section("traces", "Trace lines", _text(found), _bars(found), {"traces": _sheet(found)})


def _add(found: Tally, drawing: Traced, show: bool) -> None:
    case, result = coloured(drawing)
    found.each[drawing.name] = outcome(drawing, case, result)
    if show:
        assert result.lines is not None
        shown = sheets.over_white(result.colour)
        alpha = result.lines[:, :, 3:].astype(np.float32) / 255
        both = np.rint(result.lines[:, :, :3] * alpha + shown * (1 - alpha)).astype(np.uint8)
        found.shown.append((drawing.name, drawing.picture, sheets.over_white(result.lines), shown, both))


def _bars(found: Tally) -> tuple[Bar, ...]:
    areas, drawn, inked = found.total("areas"), max(found.total("drawn"), 1), max(found.total("inked"), 1)
    right, left, fringe = (
        found.total("right") / max(areas, 1),
        found.total("left") / drawn,
        found.total("fringe") / drawn,
    )
    lost, taken = found.total("lost") / inked, sum(found.taken.values()) / max(sum(found.seen.values()), 1)
    return (
        Bar(
            "drawings with trace lines: areas right",
            f"≥ {RIGHT_AREAS:.1%}",
            f"{right:.2%}",
            right >= RIGHT_AREAS,
            SPLIT,
        ),
        Bar("of their trace lines left in the line layer", f"≤ {REST:.1%}", f"{left:.3%}", left <= REST, UNTOLD),
        Bar("of their trace lines with a fringe", f"≤ {REST:.1%}", f"{fringe:.3%}", fringe <= REST, SPLIT),
        Bar("of their dark lines lost with them", f"≤ {REST:.1%}", f"{lost:.3%}", lost <= REST),
        Bar("coloured outlines taken for trace lines", f"≤ {TAKEN:.0%}", f"{taken:.2%}", taken <= TAKEN, UNTOLD),
    )


def _text(found: Tally) -> str:
    whole = [
        name for name, one in found.each.items() if one.right == one.areas and one.left <= REST * max(one.drawn, 1)
    ]
    untold = sum(not one.told for one in found.each.values())
    rows = [[kind, f"{found.seen[kind]}", f"{found.taken[kind]}"] for kind in found.seen]
    return (
        f"{len(found.each)} drawings in black with red shadow, blue light and some green lines, 1 to 4 px wide: "
        "puppets with the shades and lights that they have, and pairs whose areas are parted by shadows across them "
        "and lights in their middle; some without anti-aliasing, in grain, in JPEG, over pale pencil. A dot in every "
        f"area. An area is right where {RIGHT:.0%} of its pixels off the lines are; something is left where the line "
        f"layer without trace lines has an alpha of {LEFT} or more under one, 3 px and more from dark lines; a fringe "
        "is a colour that is not the nearer side's, give or take 2 px. Every area right and nothing left: "
        f"{len(whole)} drawings; trace lines not found as such: {untold}.\n\n"
        "Drawings without trace lines whose outlines are coloured: all in one colour, each line in a darker tone of "
        "the paint beside it, the lines of one part in a colour of their own (pairs; the art set's held-out pairs, by "
        "their own lines and paint), hair and mouth in theirs (puppets).\n\n"
        + table(["outlines", "drawings", "taken for trace lines"], rows)
        + "\n![trace lines](pictures/traces.png)\n"
    )


def _sheet(found: Tally) -> U8:
    cells = [
        [("drawing", drawn), ("lines without them", lines), ("colours", layer), ("both", both)]
        for _, drawn, lines, layer, both in found.shown
    ]
    return sheets.sheet(cells, 400)
