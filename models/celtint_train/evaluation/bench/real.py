"""Real art, held out of training: as grey pictures and as extracted lines, coloured from simulated hints.

Every tool gets the same picture and the same hints. Scored against the picture itself: PSNR on sRGB, the median
CIEDE2000, and the share of its regions whose mean colour comes out within ΔE 10. Of a line drawing only what lies
beside the lines is a region: under them nobody sees a colour.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Literal

import celtint
import cv2
import numpy as np
from celtint import Hints, Picture, Settings
from celtint.colours.gamut import to_srgb8
from celtint.colours.lab import ciede2000, l_to_grey, srgb_to_lab
from celtint.types.arrays import F32, I32, U8, Bool
from skimage import measure

from celtint_train.data.cache import DataError
from celtint_train.data.lines import draw_lines
from celtint_train.data.validation import validation
from celtint_train.evaluation import sheets
from celtint_train.evaluation.given import dot, fitted
from celtint_train.evaluation.models.measures import psnr
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.rivals import levin
from celtint_train.evaluation.rivals.tools import SmartColouring, Watershed

if TYPE_CHECKING:
    from celtint import Network

Say = Callable[[str], None]
Mode = Literal["grey", "line"]
Tool = Callable[[U8, U8], U8]
"""Takes the picture, (h, w) uint8, and hints, (h, w, 4) uint8; gives the coloured picture, (h, w, 3) uint8."""

SIDE = 256
PICTURES = 36
COUNTS = (0, 1, 3, 10, 30, 100)
OURS, ALONE = "celtint", "celtint, no network"
RIVALS = {"grey": ("Levin 2004", "watershed", "nearest hint"), "line": ("G'MIC Smart Coloring", "watershed")}
SHOWN, SHOWN_HINTS = 6, 10
NEAR = 10.0
LEAST = 16
PAPER = 224
"""What is as light as this in a line drawing is beside the lines."""
_ROUND_L, _ROUND_AB = 8.0, 10.0


@dataclass(frozen=True)
class Case:
    """One picture in one mode.

    truth: (h, w, 3) uint8. given: (h, w) uint8, what the tools see. ink: (h, w) bool, the lines among it.
    regions: (h, w) int32 from 1, 0 is none and, in a line drawing, what lies under a line.
    """

    name: str
    truth: U8
    given: U8
    ink: Bool
    regions: I32


TUNED_ON = 36
"""The first validation pictures, on which the constants of spreading were chosen: they are not scored."""


@dataclass
class Scores:
    """Of one tool at one number of hints, one entry for each picture."""

    psnr: list[float] = field(default_factory=list)
    away: list[float] = field(default_factory=list)
    regions: list[float] = field(default_factory=list)

    def cells(self) -> str:
        regions = 100 * float(np.mean(self.regions))
        return f"{np.mean(self.psnr):.2f} / {np.mean(self.away):.1f} / {regions:.0f}"


def run(
    limit: int | None = None, network: "Network | None" = None, counts: Sequence[int] = COUNTS, say: Say = print
) -> Section:
    """Colour validation art with every tool and report how near to the truth each comes.

    limit: how many pictures (default 36), the same ones each time. network: proposes colours; without one the best
    installed is loaded. counts: numbers of hints. Raises DataError where no validation sets are built.
    """
    network = network or _installed()
    parts: list[str] = []
    bars: list[Bar] = []
    pictures: dict[str, U8] = {}
    modes: tuple[Mode, ...] = ("grey", "line")
    for mode in modes:
        tools = tools_for(mode, network)
        scores, rows = measured(tools, cases(mode, limit or PICTURES), counts, say)
        parts.append(_told(mode, tools, counts, scores))
        pictures[f"real-{mode}"] = sheets.sheet(rows, SIDE)
        parts.append(f"![{mode} pictures at {SHOWN_HINTS} hints](pictures/real-{mode}.png)\n")
        if mode == "grey":
            bars = _bars(scores, counts)
    return Section("real", "Real art", "\n".join(parts), tuple(bars), pictures)


def _installed() -> "Network | None":
    from celtint_models import registry

    return registry.load() if registry.names() else None


def cases(mode: Mode, limit: int | None, sources: Sequence[str] = (), leave: int | None = None) -> Iterator[Case]:
    """The first ``limit`` validation pictures, of some sources or of all, after ``leave`` (`TUNED_ON`) that are left
    out. Raises DataError where that leaves none."""
    leave = TUNED_ON if leave is None else leave
    last, number = None if limit is None else leave + limit, None
    for number, (name, rgb) in enumerate(islice(validation(last, sources), leave, None)):
        truth = fitted(rgb, SIDE)
        light = srgb_to_lab(truth)[..., 0]
        given = l_to_grey(light)
        if mode == "line":
            seed = np.random.default_rng((7, number))
            ink = draw_lines(np.asarray(truth / 255.0, np.float32), np.asarray(light / 100, np.float32), None, seed)
            given = np.asarray(255.5 - 255 * np.clip(ink, 0, 1), np.uint8)
        regions = regions_of(truth)
        if mode == "line":
            regions = beside_lines(regions, given)
        yield Case(name, truth, given, (given < 128) & (mode == "line"), regions)
    if number is None and limit != 0:
        raise DataError(
            f"No pictures are left to measure on after the first {leave}; build more with celtint data build."
        )


def regions_of(truth: U8) -> I32:
    """Flats of a painted picture: connected patches, over 16 px, of its smoothed and coarsely rounded colours.

    truth: (h, w, 3) uint8. Returns (h, w) int32 from 1; 0 is in no region that counts.
    """
    calm = cv2.medianBlur(cv2.bilateralFilter(truth, 7, 30, 5), 5)
    steps = np.rint(srgb_to_lab(np.asarray(calm, np.uint8)) / (_ROUND_L, _ROUND_AB, _ROUND_AB)).astype(np.int64)
    packed = (steps[..., 0] << 32) + (steps[..., 1] << 16) + steps[..., 2]
    _, colours = np.unique(packed, return_inverse=True)
    patches = measure.label(  # type: ignore[no-untyped-call]
        colours.reshape(packed.shape) + 1, background=0, connectivity=1
    )
    kept = np.bincount(patches.ravel()) > LEAST
    kept[0] = False
    return np.asarray(np.where(kept, np.cumsum(kept), 0)[patches], np.int32)


def beside_lines(regions: I32, drawn: U8) -> I32:
    """What of the regions lies on paper; those that lie mostly under lines are none.

    regions: (h, w) int32 from 1. drawn: (h, w) uint8, ink dark on white. Returns (h, w) int32 from 1, 0 is none.
    """
    paper = np.where(drawn >= PAPER, regions, 0)
    whole, seen = (np.bincount(labels.ravel(), minlength=int(regions.max()) + 1) for labels in (regions, paper))
    kept = (seen > LEAST) & (2 * seen >= whole)
    kept[0] = False
    return np.asarray(np.where(kept, np.cumsum(kept), 0)[paper], np.int32)


def simulated_hints(case: Case, count: int, seed: int) -> U8:
    """``count`` dots of 3×3 pixels, each the median colour of what is under it, off the ink: (h, w, 4) uint8."""
    rng = np.random.default_rng((seed, count))
    height, width = case.given.shape
    layer = np.zeros((height, width, 4), np.uint8)
    for _ in range(count):
        y, x = int(rng.integers(1, height - 1)), int(rng.integers(1, width - 1))
        for _attempt in range(20):
            if not case.ink[y, x]:
                break
            y, x = int(rng.integers(1, height - 1)), int(rng.integers(1, width - 1))
        dot(layer, case.truth, y, x)
    return layer


def measured(
    tools: Mapping[str, Tool], pictures: Iterable[Case], counts: Sequence[int], say: Say
) -> tuple[dict[tuple[str, int], Scores], list[list[tuple[str, U8]]]]:
    """Colour pictures with every tool; the scores by tool and number of hints, and the first `SHOWN` rows of
    a sheet."""
    scores: dict[tuple[str, int], Scores] = {}
    rows = []
    for number, case in enumerate(pictures):
        row = _score(case, number, tools, counts, scores)
        if number < SHOWN:
            rows.append(row)
        say(f"{number + 1} {case.name}")
    return scores, rows


def tools_for(mode: Mode, network: "Network | None") -> dict[str, Tool]:
    """celtint with and without a network, and its rivals."""

    def ours(settings: Settings, using: "Network | None") -> Tool:
        def made(given: U8, hints: U8) -> U8:
            layer = celtint.colour(Picture(given), Hints(hints), settings=settings, network=using).colour
            return layer[..., :3].copy() if mode == "grey" else sheets.inked(sheets.over_white(layer), given)

        return made

    tools: dict[str, Tool] = {}
    if network is not None:
        tools[OURS] = ours(Settings(mode=mode, undecided="network"), network)
    tools[ALONE] = ours(Settings(mode=mode, undecided="transparent"), None)
    if mode == "grey":
        for name, spreading in zip(RIVALS[mode], (levin.levin, levin.flood, levin.nearest), strict=True):
            tools[name] = spread_tool(spreading)
    else:
        for name, flats in zip(RIVALS[mode], (SmartColouring().flats, Watershed().flats), strict=True):
            tools[name] = _line_tool(flats)
    return tools


def spread_tool(spreading: Callable[[F32, F32, Bool], F32]) -> Tool:
    """A grey picture in the chroma that one of `celtint_train.evaluation.rivals.levin` spreads from its hints."""

    def made(given: U8, hints: U8) -> U8:
        light = srgb_to_lab(np.repeat(given[..., None], 3, axis=2))[..., 0]
        held = hints[..., 3] == 255
        if not held.any():
            return np.repeat(given[..., None], 3, axis=2)
        known = srgb_to_lab(hints[..., :3])[..., 1:]
        chroma = np.where(held[..., None], known, spreading(light / np.float32(100.0), known, held))
        return to_srgb8(*(np.ascontiguousarray(x) for x in (light, chroma[..., 0], chroma[..., 1])))

    return made


def _line_tool(flats: Callable[[U8, U8], U8]) -> Tool:
    def made(given: U8, hints: U8) -> U8:
        if not hints[..., 3].any():
            return np.repeat(given[..., None], 3, axis=2)
        return sheets.inked(sheets.over_white(flats(given, hints)), given)

    return made


def _score(
    case: Case,
    number: int,
    tools: Mapping[str, Tool],
    counts: Sequence[int],
    scores: dict[tuple[str, int], Scores],
) -> list[tuple[str, U8]]:
    """Colour a case at every number of hints with every tool; returns its row of the sheet."""
    truth_lab = srgb_to_lab(case.truth)
    row: list[tuple[str, U8]] = []
    for count in counts:
        hints = simulated_hints(case, count, number)
        shown = count == SHOWN_HINTS or len(counts) == 1
        if shown:
            row.append(("given", np.where(hints[..., 3:] > 0, hints[..., :3], case.given[..., None])))
        for name, tool in tools.items():
            made = tool(case.given, hints)
            _add(scores.setdefault((name, count), Scores()), made, case, truth_lab)
            if shown:
                row.append((name, made))
    row.append(("truth", case.truth))
    return row


def _add(scores: Scores, made: U8, case: Case, truth_lab: F32) -> None:
    scores.psnr.append(psnr(made, case.truth))
    lab = srgb_to_lab(made)
    scores.away.append(float(np.median(ciede2000(truth_lab, lab))))
    right = regions_right(truth_lab, lab, case.regions)
    if len(right):
        scores.regions.append(float(right.mean()))


def regions_right(truth: F32, lab: F32, regions: I32) -> Bool:
    """(n,) which regions, 1 to n, have a mean colour within `NEAR` of the truth's; both pictures are Lab."""
    return np.asarray(ciede2000(means_of(truth, regions), means_of(lab, regions)) <= NEAR)


def means_of(lab: F32, regions: I32) -> F32:
    """(n, 3) mean Lab of each region, 1 to n."""
    count = int(regions.max(initial=0))
    area = np.bincount(regions.ravel(), minlength=count + 1)[1:]
    sums = [np.bincount(regions.ravel(), lab[..., k].ravel(), count + 1)[1:] for k in range(3)]
    return np.asarray(np.stack(sums, axis=-1) / np.maximum(area, 1)[:, None], np.float32)


def _told(
    mode: Mode,
    tools: dict[str, Tool],
    counts: Sequence[int],
    scores: dict[tuple[str, int], Scores],
) -> str:
    title = "As grey pictures" if mode == "grey" else "As extracted lines"
    rows = [[name, *(scores[name, count].cells() for count in counts)] for name in tools]
    heads = [f"{count} hints" if count != 1 else "1 hint" for count in counts]
    pictures = len(next(iter(scores.values())).psnr)
    return (
        f"### {title}\n\n{pictures} pictures of the validation split (the first {TUNED_ON}, on which constants were "
        f"chosen, left out), longest side {SIDE} px; hints are dots of "
        "3×3 pixels in the picture's own colours, the same for every tool. PSNR in dB (higher is better) / "
        f"median ΔE2000 (lower) / % of regions within ΔE {NEAR:.0f} (higher), means over the pictures.\n\n"
        + table(["tool", *heads], rows)
    )


def _bars(scores: dict[tuple[str, int], Scores], counts: Sequence[int]) -> list[Bar]:
    ours = next(iter(scores))[0]
    bars = []
    for count in sorted({10, 100} & set(counts)):
        got = {name: float(np.mean(scores[name, count].psnr)) for name in (ours, *RIVALS["grey"][:2])}
        best = max(RIVALS["grey"][:2], key=lambda name: got[name])
        met = got[ours] > got[best]
        told = ", ".join(f"{name} {value:.2f}" for name, value in got.items())
        why = "" if met else f"{best} is {got[best] - got[ours]:.2f} dB ahead on these pictures."
        what = f"grey, real art, {count} hints, PSNR in dB"
        bars.append(Bar(what, "above Levin 2004 and watershed", told, met, why))
    return bars
