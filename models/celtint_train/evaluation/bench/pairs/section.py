"""The report's section on pairs: tables, bars, pictures."""

from collections.abc import Callable
from typing import get_args

import numpy as np
from celtint.types.arrays import U8

from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.pairs.rows import (
    DEFAULT,
    OURS,
    PLANS,
    QUICK,
    RIVALS,
    Measured,
    Say,
    Tally,
    measure,
    rows_of,
)
from celtint_train.evaluation.bench.pairs.sources import sources
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.puppets.scenes import Gaps

GMIC = RIVALS[0].name
WHOLE_LINES = {512: 0.99, 2048: 0.98}
"""Least share of the areas right, whole lines and a dot in every area, by size."""
MANY, ERRORS = 0.92, 0.6
"""Least share with many gaps, and the most errors there as a share of the best rival's."""
MISPLACED, TOOK = 0.01, 0.10


def run(quick: bool = False, say: Say = print) -> Section:
    """Measure the pairs. quick: few of the smallest. Raises DataError where a package cannot be had."""
    found = measure(QUICK if quick else PLANS, RIVALS, say)
    pictures = {
        f"pairs-{name.replace(' ', '-')}": _sheet(found, name) for name in list(found.shown)[:: 2 if quick else 3]
    }
    return Section("pairs", "Pairs of lines and flats", _text(found, list(pictures)), bars_of(found), pictures)


def bars_of(found: Measured) -> tuple[Bar, ...]:
    """The bars that what was measured can tell about."""
    bars: list[Bar] = []
    for size, gaps, _ in rows_of(found, "dots"):
        ours = found.row(size, gaps, "dots", OURS.name).areas
        others = {tool.name: found.row(size, gaps, "dots", tool.name).areas for tool in RIVALS}
        what = f"pairs, {size} px, {gaps} gaps, a dot in every area: areas right"
        if gaps == "no":
            least = WHOLE_LINES.get(size, min(WHOLE_LINES.values()))
            bars.append(Bar(what, f"≥ {least:.0%}", f"{ours:.2%}", ours >= least))
            bars.append(Bar(f"{what}, beside G'MIC", f"≥ {others[GMIC]:.2%}", f"{ours:.2%}", ours >= others[GMIC]))
        elif gaps == "many":
            name = max(others, key=lambda tool: others[tool])
            share = (1 - ours) / max(1 - others[name], 1e-9)
            bars.append(Bar(what, f"≥ {MANY:.0%}", f"{ours:.2%}", ours >= MANY))
            bars.append(
                Bar(f"{what}: errors beside {name}'s", f"≤ {ERRORS:.1f}×", f"{share:.2f}×", share <= ERRORS)
            )  # fmt: skip
    moved = [v for key in rows_of(found, "misplaced") for v in found.row(*key, OURS.name).moved]
    mean = float(np.mean(moved)) if moved else 0.0
    bars.append(
        Bar("a misplaced dot: pixels beyond its surroundings that change", "≤ 1 %", f"{mean:.2%}", mean <= MISPLACED)
    )
    for gaps in get_args(Gaps):
        half = [found.row(*key, OURS.name) for key in rows_of(found, "half") if key[1] == gaps]
        took = sum(t.strange for t in half) / max(sum(t.bare for t in half), 1)
        what = f"half the areas hinted, {gaps} gaps: others that took a hint not theirs"
        bars += [Bar(what, "≤ 10 %", f"{took:.1%}", took <= TOOK)] if half else []
    return tuple(bars)


def _text(found: Measured, pictures: list[str]) -> str:
    counts = ", ".join(f"{count} pictures at {size} px" for size, count in found.pictures.items())
    parts = [
        "Vector drawings of npm (comicgen, @dicebear, openmoji) and Debian (openclipart), taken apart into flats and "
        "lines and drawn anew as artists draw: 0.7 to 3 px wide at every size, with pressure, overshoots, strands of "
        "hair; then with some and many gaps: rubbed out, short of another line, ends side by side, lids left open. The "
        f"truth is exact ({counts}; no constant was ever chosen on the sources marked *held*). *Areas*: "
        "share of the hinted areas of 30 px or more of which 90 % of the pixels off the lines are within 12/255 of "
        "their colour. What no hint decides stays empty, but in rows called *default*.\n",
        "### Areas right / pixels right\n\n" + _table(found, ("dots", "small", "strokes", "half", "quarter"), _right),
        "### Areas without a hint that took one not theirs\n\nFor the greater part in a colour not theirs. By "
        "default (`undecided` auto) every enclosed area is given a colour by rule, marked unsure.\n\n"
        + _table(found, ("half", "quarter"), lambda tally: f"{tally.took:.1%}"),
        "### Misplaced dots\n\nA dot in every area, and one more in its neighbour's colour, just over the line: share "
        "of the pixels farther from it than four radii and 6 px (at 512) that change, mean / worst.\n\n"
        + _table(found, ("misplaced",), _moved),
        "### By source\n\nAreas right, a dot in every area.\n\n" + _by_source(found),
    ]
    parts += [f"![{name.replace('-', ' ')}](pictures/{name}.png)\n" for name in pictures]
    return "\n".join(parts)


def _right(tally: Tally) -> str:
    return f"{tally.areas:.1%} / {np.mean(tally.pixels):.1%}"


def _moved(tally: Tally) -> str:
    return f"{np.mean(tally.moved):.2%} / {max(tally.moved):.1%}" if tally.moved else "–"


def _table(found: Measured, kinds: tuple[str, ...], cell: Callable[[Tally], str]) -> str:
    tools = [OURS.name, *[DEFAULT.name][: kinds[0] in ("half", "misplaced")], *(tool.name for tool in RIVALS)]
    rows = []
    for size, gaps, kind in sorted(
        rows_of(found, *kinds), key=lambda row: (row[0], kinds.index(row[2]), get_args(Gaps).index(row[1]))
    ):
        cells = [found.rows.get((size, gaps, kind, tool)) for tool in tools]
        rows.append([f"{size}", gaps, kind, *("–" if tally is None else cell(tally) for tally in cells)])
    return table(["size", "gaps", "hints", *tools], rows)


def _by_source(found: Measured) -> str:
    columns = list(rows_of(found, "dots"))
    rows = []
    for source in sources():
        cells = []
        for size, gaps, kind in columns:
            got = [found.sources.get((source.name, (size, gaps, kind, tool))) for tool in (OURS.name, GMIC)]
            cells.append(" / ".join("–" if tally is None else f"{tally.areas:.1%}" for tally in got))
        rows.append([source.name + (" (held)" if source.held else ""), *cells])
    return table(["source: celtint / G'MIC", *(f"{size}, {gaps} gaps" for size, gaps, _ in columns)], rows)


def _sheet(found: Measured, name: str) -> U8:
    case, hints, flats = found.shown[name]
    scene = case.scene
    cells = [("drawing and hints", sheets.given(scene, hints)), ("truth", sheets.inked(scene.flats, scene.picture))]
    cells += [(tool, sheets.made(scene, layer)) for tool, layer in flats.items()]
    return sheets.sheet([cells[:3], cells[3:]], 400)
