"""What flatters have left to do on the pairs: splits, easy and hard merges, and what one stroke for each merge repairs.

An object is a connected area of one colour of the flats, lines given to the nearest area. As FlatGAN's annotation has
it (Kim et al. 2023), what is left to do is a *split* for each object more than one in a region, and a *merge* for each
region more than one in an object: *easy* where nothing is drawn between the two, *hard* where a line is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import celtint
import cv2
import numpy as np
from celtint import Marks, Picture, Prepared, Settings
from celtint.regions.adjacency import borders
from celtint.types.arrays import I32, I64, U8, Bool, Index
from celtint.types.picture import MARK_NUMBERS
from scipy import ndimage
from skimage import measure

from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.pairs.cases import LEAST, Case, of_source
from celtint_train.evaluation.bench.pairs.sources import sources
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.puppets.scenes import Gaps

Say = Callable[[str], None]
SIZE, PICTURES = 512, 8
GAPS: tuple[Gaps, ...] = ("no", "many")
SLIDER = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
SHOWN = (0.0, 0.8, 0.95)
F_SCORE = 0.8
REACH, DEEP = 24, 4
"""Pixels from a border within which a stroke begins and ends; and that it goes on beyond a line where there is room."""

_TRIED = (
    "Tried, every source judged by what was learned from the others (5,830 pairs of regions that touch, 18 % of "
    "them of one object; how well pairs are told apart as the area under the curve, 0.5 being chance; F-score at "
    "the best value): the five traits that are used, 0.80, 0.26, on the source that is held 0.23; twenty-six "
    "(besides them convexity of either and of both, line width, half widths, distances, neighbours in common, how "
    "much of either rim the outside is), 0.80, 0.39, but 0.11; the nine of these that help most, 0.80, 0.40, and "
    "0.11; a network of two hidden layers on all of them, 0.78, 0.26, and 0.05; joining by the sum of what speaks "
    "for all pairs between two groups, instead of measuring joined areas anew, makes 0.01 of difference; the "
    "colour network's proposals tell no more. No slider suits all: with the best for each drawing the mean is "
    "0.6."
)


@dataclass
class Left:
    """What is left to do, of one value of the slider. both: pairs of regions that are one object and were made one;
    made, true: those that were made one, that are. own: each drawing's F-score."""

    regions: int = 0
    objects: int = 0
    splits: int = 0
    easy: int = 0
    hard: int = 0
    both: int = 0
    made: int = 0
    true: int = 0
    own: list[float] = field(default_factory=list)

    @property
    def score(self) -> float:
        """F-score of all pairs of regions."""
        return f_score(self.both, self.made, self.true)


@dataclass
class Repaired:
    """Merges that were to be done, a stroke each; those that are done; splits before and after."""

    strokes: int = 0
    done: int = 0
    before: int = 0
    after: int = 0


class Drawing(NamedTuple):
    """A case before the flatter. objects: (h, w) from 1; counted: (h, w) off the lines; base: (h, w) the regions of
    slider 0."""

    prepared: Prepared
    objects: I32
    counted: Bool
    base: I32


class Border(NamedTuple):
    """Where two regions of one object meet: flat indices, and whether nothing is drawn somewhere along it."""

    one: int
    other: int
    place: Index
    bare: bool


def f_score(both: int, made: int, true: int) -> float:
    """1 where there is nothing to join and nothing was."""
    return 2 * both / (made + true) if made + true else 1.0


def drawing_of(case: Case) -> Drawing:
    """A case with its objects and regions."""
    at = ndimage.distance_transform_edt(case.truth == 0, return_distances=False, return_indices=True)
    number = np.unique(case.colours, axis=0, return_inverse=True)[1].ravel()
    grown = number[case.truth[at[0], at[1]] - 1]
    objects = np.asarray(measure.label(grown, background=-1, connectivity=1), np.int32)  # type: ignore[no-untyped-call]
    prepared = celtint.prepare(Picture(case.picture), Settings(mode="line"))
    return Drawing(prepared, objects, case.truth > 0, flats(prepared, 0.0).labels)


def flats(prepared: Prepared, slider: float, marks: U8 | None = None) -> celtint.Result:
    """As a flatter has it."""
    settings = Settings(mode="line", undecided="distinct", merge=slider)
    return celtint.colour(prepared, settings=settings, marks=None if marks is None else Marks(marks))


def votes_of(drawing: Drawing, labels: I32) -> I64:
    """(regions + 1, objects + 1): pixels off the lines."""
    shape = int(labels.max()) + 1, int(drawing.objects.max()) + 1
    both = labels[drawing.counted].astype(np.int64) * shape[1] + drawing.objects[drawing.counted]
    return np.bincount(both, minlength=shape[0] * shape[1]).reshape(shape).astype(np.int64)


def splits_of(votes: I64) -> int:
    """Objects more than one in a region, of `LEAST` pixels or more there."""
    return int(np.maximum((votes >= LEAST).sum(axis=1) - 1, 0).sum())


def merges_of(drawing: Drawing, labels: I32, votes: I64) -> list[Border]:
    """What is to be merged, the easy ones first: borders that make of the regions of each object that touch one."""
    ink = _ink(drawing)
    met = borders(labels)
    home = np.where(votes.sum(axis=1) > 0, votes.argmax(axis=1), -1)
    inner = (home[met.one] == home[met.two]) & (home[met.one] >= 0)
    one, two = np.minimum(met.one, met.two)[inner], np.maximum(met.one, met.two)[inner]
    place, beyond = met.place[inner], (met.place + met.further)[inner]
    bare = ~ink[place] & ~ink[beyond]
    key = (one.astype(np.int64) << 32) | two
    found = [
        Border(int(k >> 32), int(k & 0xFFFFFFFF), place[key == k].astype(np.intp), bool(bare[key == k].any()))
        for k in np.unique(key)
    ]
    parent = np.arange(len(home))
    kept = []
    for border in sorted(found, key=lambda b: not b.bare):
        a, b = parent[border.one], parent[border.other]
        if a != b:
            parent[parent == b] = a
            kept.append(border)
    return kept


def strokes_of(drawing: Drawing, labels: I32, merges: list[Border]) -> U8:
    """(h, w): a short stroke of `merge` over each of the borders, where the line is thinnest."""
    plane = np.zeros(labels.shape, np.uint8)
    paper = ~_ink(drawing).reshape(labels.shape)
    for border in merges:
        best: tuple[float, list[tuple[int, int]]] | None = None
        for flat in border.place[:: max(1, len(border.place) // 16)].tolist():
            ends = [_nearest(paper & (labels == name), divmod(flat, labels.shape[1])) for name in border[:2]]
            if ends[0] is None or ends[1] is None:
                continue
            length = float(np.hypot(ends[0][0] - ends[1][0], ends[0][1] - ends[1][1]))
            if best is None or length < best[0]:
                best = length, [ends[0], ends[1]]
        if best is not None:
            _drawn(plane, labels, paper, best[1])
    return plane


def _nearest(own: Bool, place: tuple[int, int]) -> tuple[int, int] | None:
    """x, y of the pixel of `own` that is nearest to a row and column, none beyond `REACH`."""
    top, left = max(0, place[0] - REACH), max(0, place[1] - REACH)
    y, x = np.nonzero(own[top : place[0] + REACH + 1, left : place[1] + REACH + 1])
    if len(y) == 0:
        return None
    nearest = int(np.argmin((y + top - place[0]) ** 2 + (x + left - place[1]) ** 2))
    return int(x[nearest]) + left, int(y[nearest]) + top


def _drawn(plane: U8, labels: I32, paper: Bool, ends: list[tuple[int, int]]) -> None:
    """Draw a stroke between two pixels, and on beyond each as long as that is its own region's paper."""
    (ax, ay), (bx, by) = ends
    way = np.array([bx - ax, by - ay], np.float64)
    way /= max(float(np.hypot(*way)), 1e-9)
    longer = []
    for (x, y), turn in ((ends[0], -1.0), (ends[1], 1.0)):
        far = x, y
        for step in range(1, DEEP + 1):
            fx, fy = (round(v + turn * step * w) for v, w in zip((x, y), way, strict=True))
            inside = 0 <= fy < plane.shape[0] and 0 <= fx < plane.shape[1]
            if not inside or labels[fy, fx] != labels[y, x] or not paper[fy, fx]:
                break
            far = fx, fy
        longer.append(far)
    cv2.line(plane, longer[0], longer[1], MARK_NUMBERS["merge"], 1)


def _ink(drawing: Drawing) -> Bool:
    line = drawing.prepared.line
    assert line is not None  # mode "line"
    return np.asarray(line.regions.ink.ravel() > 0)


def count(left: Left, drawing: Drawing, labels: I32) -> None:
    """Count what is left to do where the regions are these."""
    votes, base = votes_of(drawing, labels), votes_of(drawing, drawing.base)
    merges = merges_of(drawing, labels, votes)
    left.regions += int((votes.sum(axis=1) > 0).sum())
    left.objects += int((votes.sum(axis=0) > 0).sum())
    left.splits += splits_of(votes)
    left.easy += sum(merge.bare for merge in merges)
    left.hard += sum(not merge.bare for merge in merges)
    parts, first = np.unique(drawing.base, return_index=True)
    became = labels.ravel()[first]
    known = base[parts].sum(axis=1) > 0
    home, became = base[parts].argmax(axis=1)[known], became[known]
    upper = np.triu_indices(len(home), 1)
    true, made = (home[:, None] == home)[upper], (became[:, None] == became)[upper]
    both, done, wanted = int((true & made).sum()), int(made.sum()), int(true.sum())
    left.both, left.made, left.true = left.both + both, left.made + done, left.true + wanted
    left.own.append(f_score(both, done, wanted))


def repair(repaired: Repaired, drawing: Drawing, labels: I32, slider: float) -> None:
    """Draw a stroke for each merge and count what they do."""
    votes = votes_of(drawing, labels)
    merges = merges_of(drawing, labels, votes)
    plane = strokes_of(drawing, labels, merges)
    after = flats(drawing.prepared, slider, plane).labels
    flat, now = labels.ravel(), after.ravel()
    first = dict(zip(*(a.tolist() for a in np.unique(flat, return_index=True)), strict=True))
    repaired.strokes += len(merges)
    repaired.done += sum(int(now[first[m.one]]) == int(now[first[m.other]]) for m in merges)
    repaired.before += splits_of(votes)
    repaired.after += splits_of(votes_of(drawing, after))


@dataclass
class Measured:
    """By source and gaps: what is left at each value of the slider, and what strokes repair without it."""

    left: dict[tuple[str, Gaps], dict[float, Left]] = field(default_factory=dict)
    repaired: dict[tuple[str, Gaps], Repaired] = field(default_factory=dict)
    shown: list[tuple[Case, list[U8]]] = field(default_factory=list)

    def best(self) -> float:
        """The value of the slider with the highest F-score on the sources that aren't held."""
        free = {source.name for source in sources() if not source.held}
        return max(
            SLIDER, key=lambda value: _sum([rows[value] for (n, _), rows in self.left.items() if n in free]).score
        )


def _sum(rows: list[Left]) -> Left:
    whole = Left()
    for row in rows:
        for name, value in vars(row).items():
            setattr(whole, name, getattr(whole, name) + value)
    return whole


def measured(pictures: int, say: Say) -> Measured:
    """Flat the pairs of every source. Raises DataError where a package cannot be had."""
    found = Measured()
    for source in sources():
        for gaps in GAPS:
            rows = found.left.setdefault((source.name, gaps), {value: Left() for value in SLIDER})
            repaired = found.repaired.setdefault((source.name, gaps), Repaired())
            for number, case in enumerate(islice(of_source(source, SIZE, gaps), pictures)):
                drawing = drawing_of(case)
                for value in SLIDER:
                    count(rows[value], drawing, flats(drawing.prepared, value).labels)
                repair(repaired, drawing, drawing.base, 0.0)
                if number == 0 and gaps == "no" and len(found.shown) < 3:
                    found.shown.append((case, [flats(drawing.prepared, v).colour for v in SHOWN]))
        told = ", ".join(
            f"{gaps} {max(row.score for row in found.left[source.name, gaps].values()):.2f}" for gaps in GAPS
        )
        say(f"{source.name}: F-score at the best value, {told} gaps")
    return found


def run(quick: bool = False, say: Say = print) -> Section:
    """Measure. quick: one drawing of each source and gaps. Raises DataError where a package cannot be had."""
    found = measured(1 if quick else PICTURES, say)
    pictures = {"flatting": _sheet(found)}
    return Section("flatting", "Flatter mode", _text(found), bars_of(found), pictures)


def bars_of(found: Measured) -> tuple[Bar, ...]:
    """The bars of issue 20's flatter mode, on all drawings."""
    best = found.best()
    score = _sum([rows[best] for rows in found.left.values()]).score
    strokes, done = (sum(getattr(r, name) for r in found.repaired.values()) for name in ("strokes", "done"))
    more = sum(r.after - r.before for r in found.repaired.values())
    why = f"Lines alone don't say which areas are of one colour. {_TRIED}"
    return (
        Bar(f"flatter mode, merged to objects, slider {best}: F-score of pairs of regions", "≥ 0.8", f"{score:.2f}",
            score >= F_SCORE, "" if score >= F_SCORE else why),
        Bar("flatter mode: merges that one stroke each does", "all", f"{done} of {strokes}", done == strokes),
        Bar("flatter mode: splits more after these strokes than before", "none", f"{more}", more <= 0),
    )  # fmt: skip


def _text(found: Measured) -> str:
    best = found.best()
    held = {source.name for source in sources() if source.held}
    head = "source", "gaps", "objects", "regions", "splits", "easy", "hard", "F", "each its own", "strokes that do it"
    rows = []
    for (name, gaps), left in found.left.items():
        at, own = left[best], np.max([left[value].own for value in SLIDER], axis=0).mean()
        repaired, none = found.repaired[name, gaps], left[0.0]
        cells = [f"{getattr(none, what)} → {getattr(at, what)}" for what in ("regions", "splits", "easy", "hard")]
        rows.append([name + (" (held)" if name in held else ""), gaps, f"{at.objects}", *cells, f"{at.score:.2f}",
                     f"{own:.2f}", f"{repaired.done} of {repaired.strokes}"])  # fmt: skip
    whole: Mapping[float, Left] = {value: _sum([row[value] for row in found.left.values()]) for value in SLIDER}
    sliders = [
        [f"{value}", f"{r.regions}", f"{r.splits}", f"{r.easy}", f"{r.hard}", f"{r.score:.2f}", f"{np.mean(r.own):.2f}"]
        for value, r in whole.items()
    ]
    return (
        f"The drawings of *Pairs of lines and flats*, {PICTURES} of each source at {SIZE} px, without hints, "
        "`undecided` distinct. An object is a connected area of one colour of the flats. What is left to do, as "
        "FlatGAN's annotation has it (Kim et al. 2023): a *split* for each object more than one in a region, a *merge* "
        "for each region more than one in an object, *easy* where nothing is drawn between the two, *hard* where a "
        f"line is. Without merging → with `merge` {best}, the best value on the sources that aren't held. *F*: F-score "
        "of all pairs of regions, joined or not; *each its own*: mean over drawings, each at its own best value. "
        "*Strokes*: without the slider, one stroke of `merge` over each border that is to go, and those that do it.\n\n"
        + table(head, rows)
        + "\n### By the slider\n\n"
        + table(["merge", "regions", "splits", "easy", "hard", "F", "mean of drawings"], sliders)
        + "\n![flatting](pictures/flatting.png)\n"
    )


def _sheet(found: Measured) -> U8:
    rows = []
    for case, layers in found.shown:
        cells = [("flats", sheets.inked(case.scene.flats, case.picture))]
        cells += [
            (f"merge {value}", sheets.inked(sheets.over_white(layer), case.picture))
            for value, layer in zip(SHOWN, layers, strict=True)
        ]
        rows.append(cells)
    return sheets.sheet(rows, 300)
