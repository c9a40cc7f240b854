"""Flats on generated scenes: how much is right, by size, gaps and kind of hint, celtint beside its rivals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import get_args

import celtint
import numpy as np
from celtint import Hints, Picture
from celtint.types.arrays import U8

from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.metrics import Score, one_colour_each, score, specks
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.rivals.tools import ALONE, RIVALS, Celtint, Tool
from celtint_train.puppets.scenes import BENCH_SEEDS, Gaps, HintKind, Scene, make_hints, make_scene

Say = Callable[[str], None]

SCENES = {512: 12, 1024: 6, 2048: 3}
"""How many scenes of each size: fewer of the large ones, which take longer and hold as many regions."""

CLEAN = 0.001
"""A fringe below this share of the half-covered pixels is none that could be seen."""


@dataclass
class Cell:
    """Scores of every tool, by name, on the scenes of one size, gap class and kind of hint."""

    size: int
    gaps: Gaps
    kind: HintKind
    scores: dict[str, list[Score]] = field(default_factory=dict)

    def median(self, tool: str) -> Score:
        found = self.scores[tool]
        return Score(
            float(np.median([s.pixels for s in found])),
            float(np.median([s.regions for s in found])),
            float(np.median([s.fringe for s in found])),
            int(np.median([s.specks for s in found])),
        )


@dataclass
class _Result:
    """How celtint's own result is made up, over all scenes: regions of two colours, and stray specks."""

    mixed: int = 0
    specks: int = 0
    scenes: int = 0


def run(scenes: dict[int, int] | None = None, tools: Sequence[Tool] = (), say: Say = print) -> Section:
    """Colour generated scenes with every tool and report what is right.

    scenes: how many of each size. tools: celtint must be among them. say: told about progress, line by line.
    """
    scenes = scenes or SCENES
    tools = tools or (Celtint(), *RIVALS)
    cells: list[Cell] = []
    result = _Result()
    pictures: dict[str, U8] = {}
    for size, count in scenes.items():
        for gaps in get_args(Gaps):
            drawn = [(seed, make_scene(size, seed, gaps)) for seed in BENCH_SEEDS[:count]]
            for kind in get_args(HintKind):
                cell = Cell(size, gaps, kind)
                cells.append(cell)
                for seed, scene in drawn:
                    hints = make_hints(scene, seed, kind)
                    flats = {tool.name: tool.flats(scene.picture, hints) for tool in tools}
                    for name, layer in flats.items():
                        cell.scores.setdefault(name, []).append(score(scene, hints, layer))
                    if kind == "dots" and size == min(scenes):
                        _inspect(result, scene, hints)
                    if seed == BENCH_SEEDS[0] and size == min(scenes) and (kind == "dots" or gaps == "many"):
                        pictures[f"flats-{gaps}-{kind}"] = _sheet(scene, hints, flats)
                ours = cell.median(tools[0].name)
                say(f"{size} px, {gaps} gaps, {kind}: pixels {ours.pixels:.2%}, regions {ours.regions:.1%}")
    return Section(
        "flats",
        "Flats on generated scenes",
        _text(cells, [t.name for t in tools], scenes, pictures),
        _bars(cells, result, min(scenes)),
        pictures,
    )


def _inspect(result: _Result, scene: Scene, hints: U8) -> None:
    coloured = celtint.colour(Picture(scene.picture), Hints(hints), settings=ALONE)
    result.mixed += not one_colour_each(coloured.labels, coloured.colour)
    result.specks += specks(coloured.colour)
    result.scenes += 1


def _sheet(scene: Scene, hints: U8, flats: dict[str, U8]) -> U8:
    cells = [
        ("drawing and hints", sheets.given(scene, hints)),
        ("truth", sheets.inked(scene.flats, scene.picture)),
    ]
    cells += [(name, sheets.made(scene, layer)) for name, layer in flats.items()]
    half = (len(cells) + 1) // 2
    return sheets.sheet([cells[:half], cells[half:]], 400)


def _bars(cells: list[Cell], result: _Result, size: int) -> tuple[Bar, ...]:
    def ours(gaps: str, kind: str) -> Score:
        return next(c for c in cells if (c.size, c.gaps, c.kind) == (size, gaps, kind)).median(Celtint().name)

    def at_least(what: str, got: float, bar: float) -> Bar:
        return Bar(what, f"≥ {bar:.1%}", f"{got:.2%}", got >= bar)

    dots = {gaps: ours(gaps, "dots") for gaps in get_args(Gaps)}
    bars = [
        at_least(f"pixels right, {size} px, dots, {gaps} gaps", dots[gaps].pixels, bar)
        for gaps, bar in (("no", 0.998), ("some", 0.997), ("many", 0.97))
    ]
    bars += [
        at_least(f"hinted regions over 30 px 90 % right, {size} px, dots, {gaps} gaps", dots[gaps].regions, bar)
        for gaps, bar in (("no", 0.99), ("some", 0.97), ("many", 0.85))
    ]
    bars.append(at_least(f"pixels right, {size} px, strokes, many gaps", ours("many", "strokes").pixels, 0.985))
    fringe = max(c.median(Celtint().name).fringe for c in cells)
    whole = f"{result.scenes - result.mixed} of {result.scenes} scenes"
    return (
        *bars,
        Bar("every flat region exactly one colour", "all scenes", whole, result.mixed == 0),
        Bar("stray patches under 4 px", "0", f"{result.specks} in {result.scenes} scenes", result.specks == 0),
        Bar("fringe beside lines, worst median", f"≤ {CLEAN:.1%}", f"{fringe:.2%}", fringe <= CLEAN),
    )


def _text(cells: list[Cell], tools: list[str], scenes: dict[int, int], pictures: dict[str, U8]) -> str:
    counts = ", ".join(f"{n} at {size} px" for size, n in scenes.items())
    parts = [
        f"Medians over generated scenes with exact truth ({counts}; seeds from {BENCH_SEEDS[0]}). Every "
        "region has one hint, a dot or a stroke; lines are whole (no gaps) or have pieces rubbed out of a "
        "fifth (some) or nearly all of them (many). *Pixels*: share of the pixels off the lines within "
        "12/255 of the truth. *Regions*: share of the hinted regions over 30 px of which at least 90 % is "
        "right. *Fringe*: share of the half-covered pixels at the edges of lines, beside regions that are "
        "right, that were left empty or match neither side of the line.\n"
    ]
    for title, pick in _COLUMNS.items():
        head = ["size", "gaps", "hints", *tools]
        rows = [[f"{c.size}", c.gaps, c.kind, *(pick(c.median(tool)) for tool in tools)] for c in cells]
        parts.append(f"### {title}\n\n{table(head, rows)}")
    for name in pictures:
        parts.append(f"![{name.replace('-', ', ')}](pictures/{name}.png)\n")
    if pictures:
        parts.append("Hatching in magenta and black marks wrong pixels.")
    return "\n".join(parts)


_COLUMNS: dict[str, Callable[[Score], str]] = {
    "Pixels right": lambda s: f"{s.pixels:.2%}",
    "Hinted regions right": lambda s: f"{s.regions:.1%}",
    "Fringe": lambda s: f"{s.fringe:.2%}",
}
