"""Own drawings: how many come out right, kind by kind, celtint beside its rivals."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import celtint
import numpy as np
from celtint import Hints, Picture
from celtint.types.arrays import U8

from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.drawings.drawing import Drawing
from celtint_train.evaluation.bench.drawings.faces import FACES, faces
from celtint_train.evaluation.bench.drawings.openings import gap_drawings
from celtint_train.evaluation.bench.drawings.papers import papers
from celtint_train.evaluation.bench.drawings.tangles import tangles
from celtint_train.evaluation.bench.drawings.tones import DENSE, hatchings, tones
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.rivals.tools import SmartColouring, Tool, Watershed
from celtint_train.puppets.scenes import BENCH_SEEDS

Say = Callable[[str], None]
OURS = "celtint"
RIVALS: tuple[Tool, ...] = (SmartColouring(), Watershed())
QUICK = 8
"""A quick run takes every so many-th drawing."""
SHOWN = 16
"""Drawings on the picture of what celtint gets wrong, the first of each kind."""


@dataclass
class Row:
    """What became of the drawings of a kind.

    right: how many came out right, by tool. areas: the worst area's share of each drawing, celtint's. count: drawings.
    regions: how many have as many regions as without their texture, of those with one.
    """

    group: str
    count: int = 0
    right: dict[str, int] = field(default_factory=dict)
    areas: list[float] = field(default_factory=list)
    textured: int = 0
    regions: int = 0


@dataclass(frozen=True)
class Group:
    """Drawings that have one bar. area: the bar is on the share of the area, not on the drawings."""

    name: str
    drawings: Callable[[int], Iterator[Drawing]]
    bar: float
    area: bool = False


FIRST = BENCH_SEEDS[0]


def _textures(every: int) -> Iterator[Drawing]:
    yield from tones(FIRST, every)
    yield from hatchings(FIRST, every)


GROUPS = (
    Group("openings", lambda every: gap_drawings(FIRST, every), 0.98),
    Group("faces", lambda every: faces(FACES // every, FIRST), 0.97),
    Group("textures", _textures, 0.97, area=True),
    Group("papers", lambda every: papers(FIRST, every), 0.97, area=True),
    Group("tangles", lambda every: tangles(FIRST, every), 0.97),
)


def run(*, quick: bool = False, rivals: Sequence[Tool] = RIVALS, say: Say = print) -> Section:
    """Colour every drawing with celtint and its rivals and report what came out right.

    quick: every `QUICK`-th drawing. say: told about each group.
    """
    rows: dict[str, Row] = {}
    wrong: list[tuple[str, U8]] = []
    for group in GROUPS:
        for drawing in group.drawings(QUICK if quick else 1):
            _measure(rows.setdefault(drawing.kind, Row(group.name)), drawing, rivals, wrong)
        of_group = [row for row in rows.values() if row.group == group.name]
        right, count = (sum(n) for n in zip(*((row.right[OURS], row.count) for row in of_group), strict=True))
        say(f"{group.name}: {right} of {count} right")
    counted = [row for kind, row in rows.items() if kind != DENSE]
    bars = [_bar(group, [row for row in counted if row.group == group.name]) for group in GROUPS]
    textured = [row for row in counted if row.textured]
    same, of = sum(row.regions for row in textured), sum(row.textured for row in textured)
    bars.append(Bar("as many regions as without the texture", "all drawings", f"{same} of {of}", same == of))
    pictures = {"drawings-wrong": _sheet(wrong)} if wrong else {}
    names = [OURS, *(tool.name for tool in rivals)]
    return Section("drawings", "Own drawings", _text(rows, names, pictures), tuple(bars), pictures)


def _measure(row: Row, drawing: Drawing, rivals: Sequence[Tool], wrong: list[tuple[str, U8]]) -> None:
    result = drawing.coloured()
    short = drawing.wrong(result.colour)
    row.count += 1
    row.areas.append(min(drawing.shares(result.colour), default=1.0))
    if drawing.plain is not None:
        plain = celtint.colour(Picture(drawing.plain), Hints(drawing.hints), settings=drawing.settings)
        row.textured += 1
        row.regions += len(plain.regions) == len(result.regions)
    if short and not any(title.startswith(f"{drawing.kind}:") for title, _ in wrong):
        wrong.append((f"{drawing.kind}: {short[0]}", _shown(drawing, result.colour)))
    row.right[OURS] = row.right.get(OURS, 0) + (not short)
    answered = replace(drawing, hints=drawing.answered())
    for tool in rivals:
        layer = tool.flats(answered.grey(), answered.hints)
        row.right[tool.name] = row.right.get(tool.name, 0) + (not answered.wrong(layer))


def _shown(drawing: Drawing, layer: U8) -> U8:
    """(h, w, 3): celtint's colours under the lines, with the dabs."""
    inked = sheets.inked(sheets.over_white(layer), drawing.grey())
    return np.where(drawing.hints[..., 3:] > 0, drawing.hints[..., :3], inked)


def _sheet(wrong: list[tuple[str, U8]]) -> U8:
    shown = wrong[:SHOWN]
    return sheets.sheet([shown[k : k + 4] for k in range(0, len(shown), 4)], 320)


def _bar(group: Group, rows: Sequence[Row]) -> Bar:
    if group.area:
        what = "share right of each drawing's worst area, mean"
        share = float(np.mean([area for row in rows for area in row.areas]))
    else:
        what = "drawings right"
        share = sum(row.right[OURS] for row in rows) / sum(row.count for row in rows)
    return Bar(f"{group.name}: {what}", f"≥ {group.bar:.0%}", f"{share:.1%}", share >= group.bar)


def _text(rows: dict[str, Row], names: list[str], pictures: dict[str, U8]) -> str:
    head = ["group", "kind", "drawings", *names, "worst area", "regions"]
    body = [
        [
            row.group,
            kind,
            f"{row.count}",
            *(f"{row.right[name]}" for name in names),
            f"{np.mean(row.areas):.1%}",
            f"{row.regions} of {row.textured}" if row.textured else "",
        ]
        for kind, row in rows.items()
    ]
    text = [_SAYS, table(head, body)]
    text += [f"![what celtint gets wrong](pictures/{name}.png)\n" for name in pictures]
    return "\n".join(text)


_SAYS = f"""Drawings made by code as artists make them (seeds from {FIRST}), and how many come out right: every area
asked about has its colour (within 3/255) on 98 % (openings) or 97 % of its pixels, off the lines and away from where a
border may lie either way. *Openings*: one dab inside an outline that is open by 1 to 12 px, with `gap` 40. *Faces*: a
dab of skin anywhere, white beside each iris. *Textures* and *papers*: a dab in each area, and the same number of
regions as without (*regions*). *Tangles*: corridors, sketches, rings, open ground. What must stay clear has a grey dab
for the other tools, which leave nothing clear. Tone over 70 % has no bar. *Worst area*: celtint's mean share of each
drawing's worst area.
"""
