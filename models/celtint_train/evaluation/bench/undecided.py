"""What no hint decides, on styles that nobody learned from: leaving paper, the rules, the network, and "auto".

Line art: all rows share the hints' own regions and differ in the rest alone. Grey pictures: hints spread everywhere, so
the rows differ in what is far from them.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import celtint
import numpy as np
import numpy.typing as npt
from celtint import Hints, Picture, Settings
from celtint.colours.lab import ciede2000, l_to_grey, srgb_to_lab
from celtint.hints.dabs import Strokes, read_strokes
from celtint.line.unhinted import grid_step, mean_colour, on_grid, outside, run_on
from celtint.types.arrays import F32, F64, I32, U8, Bool, Index
from celtint.types.choices import Undecided

from celtint_train.evaluation.bench.art import KINDS, SIDE, Art, dabs, held_out
from celtint_train.evaluation.bench.real import NEAR, PAPER, beside_lines, regions_of, regions_right, spread_tool
from celtint_train.evaluation.models.measures import psnr
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.rivals import levin

if TYPE_CHECKING:
    from celtint import Network

Say = Callable[[str], None]
Row = tuple[float, ...]
Scores = dict[tuple[str, int], dict[str, list[Row]]]
"""By tool and number of hints, by style: one row of numbers a picture."""

COUNTS = (0, 10)
PAIRS, GREYS = 8, 4
"""At most so many pictures of a style, as line art; and of a style and kind, as grey pictures."""
PAPER_ROW, MEAN, FLOOD, NETWORK, AUTO = "paper", "mean of dabs", "watershed of dabs", "network", "auto"
EMPTY = ", outside empty"


def run(folder: Path, network: "Network | None", most: int | None = None, say: Say = print) -> Section:
    """Colour the held-out styles of the art set in ``folder``. most: pictures of a style (default `PAIRS`, `GREYS`).

    Raises BadRequest where the folder holds no such set.
    """
    lines: Scores = {}
    greys: Scores = {}
    seen = [0, 0]
    for number, art in enumerate(held_out(folder, "pair", most or PAIRS)):
        for count in COUNTS:
            _as_lines(art, dabs(art, count, number), count, network, lines)
        say(f"line {number + 1} {art.name}")
        seen[0] += 1
    for kind in KINDS:
        for art in held_out(folder, kind, most or GREYS):
            for count in COUNTS:
                _as_grey(art, kind, dabs(art, count, seen[1]), count, network, greys)
            seen[1] += 1
            say(f"grey {seen[1]} {art.name}")
    return Section("undecided", "What no hint decides", _text(lines, greys, seen), _bars(lines, greys))


def _as_lines(art: Art, layer: U8, count: int, network: "Network | None", scores: Scores) -> None:
    assert art.line is not None  # pairs have lines
    prepared, hints = celtint.prepare(Picture(art.line), Settings(mode="line")), Hints(layer)

    def coloured(undecided: Undecided) -> celtint.Result:
        return celtint.colour(prepared, hints, settings=Settings("line", "flat", undecided), network=network)

    def colours(undecided: Undecided) -> U8:
        return _colours(coloured(undecided))

    without = coloured("transparent")
    paper, labels = _colours(without), without.labels
    opened = np.zeros(len(paper), np.bool_)
    opened[[region.id for region in without.regions if region.colour is None]] = True
    assert prepared.line is not None  # mode "line" finds regions
    beyond = np.zeros(len(paper), np.bool_)
    beyond[outside(labels, prepared.line.regions.ink)] = True
    rows = {PAPER_ROW: paper}
    if count:
        strokes, ids = read_strokes(hints), np.flatnonzero(opened)
        rows[MEAN] = paper.copy()
        rows[MEAN][ids] = mean_colour(strokes.colour)
        rows[FLOOD] = _flooded(art.line, strokes, labels, paper, ids)
    if network is not None:
        rows[NETWORK] = colours("network")
    for name in [name for name in rows if name != PAPER_ROW]:
        rows[name + EMPTY] = np.where((beyond & opened)[:, None], 255, rows[name]).astype(np.uint8)
    rows[AUTO] = colours("auto")
    truth, off = srgb_to_lab(art.rgb), art.line >= PAPER
    regions = beside_lines(regions_of(art.rgb), art.line)
    inside = opened[labels] & off & art.figure
    for name, colour in rows.items():
        lab = srgb_to_lab(colour)[labels]
        away = ciede2000(truth, lab)
        right = regions_right(truth, lab, regions)
        row = (_share(away[off]), _mean(away[off]), _share(away[inside]), _mean(away[inside]), 100 * _mean(right))
        scores.setdefault((name, count), {}).setdefault(art.style, []).append(row)


def _colours(made: celtint.Result) -> U8:
    """(n + 1, 3): the colour of each region, white where it stays empty."""
    found = np.full((int(made.labels.max()) + 1, 3), 255, np.uint8)
    for region in made.regions:
        found[region.id] = found[region.id] if region.colour is None else region.colour
    return found


def _flooded(line: U8, strokes: Strokes, labels: I32, paper: U8, ids: Index) -> U8:
    """What the dabs' watershed gives all that they leave open, the outside too."""
    step = grid_step(line.shape)
    darkness = on_grid(line)
    told = np.zeros(darkness.shape, np.int32)
    told[strokes.y // step, strokes.x // step] = strokes.stroke + 1
    mark = run_on(darkness, told, labels, ids)
    found = paper.copy()
    found[ids[mark > 0]] = strokes.colour[mark[mark > 0] - 1]
    return found


def _as_grey(art: Art, kind: str, layer: U8, count: int, network: "Network | None", scores: Scores) -> None:
    given = l_to_grey(srgb_to_lab(art.rgb)[..., 0])
    words: list[tuple[str, Undecided]] = [(PAPER_ROW, "transparent"), (AUTO, "auto")]
    words += [(MEAN, "mean")] if count else []
    words += [(NETWORK, "network")] if network is not None else []
    rows = {}
    for name, undecided in words:
        how = Settings(mode="grey", undecided=undecided)
        made = celtint.colour(Picture(given), Hints(layer), settings=how, network=network)
        rows[name] = made.colour[..., :3].copy()
    if count:
        rows[FLOOD] = spread_tool(levin.flood)(given, layer)
    truth = srgb_to_lab(art.rgb)
    for name, rgb in rows.items():
        row = (psnr(rgb, art.rgb), _share(ciede2000(truth, srgb_to_lab(rgb))))
        scores.setdefault((name, count), {}).setdefault(f"{art.style} {kind}", []).append(row)


def _share(away: F32) -> float:
    return 100 * _mean(away <= NEAR)


def _mean(values: npt.NDArray[np.floating] | Bool) -> float:
    return float(np.mean(values)) if values.size else float("nan")


def _overall(scores: Scores, name: str, count: int) -> list[float] | None:
    """Means over a style's pictures, then over the styles; what a picture has none of is left out."""
    styles = scores.get((name, count))
    if styles is None:
        return None
    rows = np.array([_without_nan(np.array(rows)) for rows in styles.values()])
    return [float(value) for value in _without_nan(rows)]


def _without_nan(rows: F64) -> F64:
    """The mean of each column of (n, m) over the rows that have a number there; NaN where none has."""
    return np.asarray(np.ma.masked_invalid(rows).mean(axis=0).filled(np.nan))


def _text(lines: Scores, greys: Scores, seen: Sequence[int]) -> str:
    styles = len(next(iter(lines.values()))), len(next(iter(greys.values())))
    head = ["", *(f"{count or 'no'} hints: {what}" for count in COUNTS for what in ("all", "undecided", "regions"))]
    names = list(dict.fromkeys(name for name, _ in lines))
    rows = [[name, *(cell for count in COUNTS for cell in _cells(_overall(lines, name, count)))] for name in names]
    rows.sort(key=lambda row: row[0] == AUTO)
    grey_head = ["", *(f"{count or 'no'} hints" for count in COUNTS)]
    labels = {PAPER_ROW: "grey, or the hints spread", FLOOD: FLOOD, MEAN: "far from hints their mean"}
    grey_rows = []
    for name in (PAPER_ROW, MEAN, FLOOD, NETWORK, AUTO):
        found = [_overall(greys, name, count) for count in COUNTS]
        if any(found):
            told = [f"{got[0]:.2f} / {got[1]:.1f}" if got else "–" for got in found]
            grey_rows.append([labels.get(name, name), *told])
    return (
        "The held-out styles of the art set (manifest.tsv, use `test`: repository, commit and path of each picture, "
        "openly licensed; nothing learned from them, no constant was chosen on them; which rule `auto` follows was). "
        f"Longest side {SIDE} px; hints are dots of 3×3 pixels at random places of what is painted, in its colours. "
        "A style counts once, however many pictures it has.\n\n"
        f"### Line art\n\n{seen[0]} drawings of {styles[0]} styles. *All*: share of the pixels off the lines within "
        f"ΔE2000 {NEAR:.0f} of the truth, and mean ΔE. *Undecided*: the same of what is painted and no hint decided. "
        "*Regions*: share of the truth's regions whose mean colour is within it. What stays empty counts as white "
        f"paper. The outside is what holds a corner of the page.\n\n{table(head, rows)}\n"
        f"### Grey\n\n{seen[1]} pictures of {styles[1]} styles and kinds. PSNR in dB / % of the pixels within ΔE "
        f"{NEAR:.0f}.\n\n{table(grey_head, grey_rows)}"
    )


def _cells(got: list[float] | None) -> list[str]:
    if got is None:
        return ["–", "–", "–"]
    return [f"{got[0]:.1f} % / {got[1]:.1f}", f"{got[2]:.1f} % / {got[3]:.1f}", f"{got[4]:.1f} %"]


def _bars(lines: Scores, greys: Scores) -> tuple[Bar, ...]:
    """What "auto" does has to be no worse than what it was chosen from."""
    bars = []
    for what, scores, place, count in (
        ("line art, 10 hints, pixels right", lines, 0, 10),
        ("line art, 10 hints, regions right", lines, 4, 10),
        ("line art, no hints, regions right", lines, 4, 0),
        ("grey, no hints, PSNR", greys, 0, 0),
        ("grey, 10 hints, PSNR", greys, 0, 10),
    ):
        got = {name: found[place] for name, n in scores if n == count and (found := _overall(scores, name, n))}
        best = max((name for name in got if name != AUTO), key=lambda name: got[name])
        told = f"auto {got[AUTO]:.2f}, {best} {got[best]:.2f}"
        bars.append(Bar(f"unseen styles, {what}", "auto ≥ every rule alone", told, got[AUTO] >= got[best] - 0.005))
    return tuple(bars)
