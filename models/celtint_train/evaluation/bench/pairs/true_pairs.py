"""Lines and flats that an artist drew both, the art set's pairs: a dot in every area, beside what lines can tell.

Nothing is chosen on these pictures (see `celtint_train.evaluation.bench.art`).
"""

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from celtint.colours.lab import ciede2000, srgb_to_lab
from celtint.types.arrays import F32, I32, U8, Bool
from scipy import ndimage
from skimage import measure

from celtint_train.evaluation.bench.art import Art, held_out
from celtint_train.evaluation.bench.pairs.cases import LEAST, Case
from celtint_train.evaluation.bench.pairs.flats import widest_of
from celtint_train.evaluation.bench.pairs.rows import OURS, RIVALS, Say, Tally, add
from celtint_train.evaluation.bench.real import PAPER
from celtint_train.evaluation.report import Bar, Section, table

PICTURES, QUICK = 8, 1
"""At most so many of each source, evenly over those there are."""
PAINTED = 64
"""Flats of more colours than this (98 % of the page taken) are painted, and their colours merged."""
MERGED = 6.0
"""ΔE2000 up to which colours of painted flats are one."""
THINNEST = 1.5
"""An area no wider than twice this, in pixels, is the blend of two others at their edge."""
DOT = 2.0
"""Radius of a dot, in pixels, where its area has room for it."""
BALLS = (4, 3, 2, 1, 0)
"""Radii, in pixels, of the balls that tell which parts lines bound: gaps of up to eight pixels count as closed."""
OF_CEILING, BEHIND = 0.92, 0.005
"""Least share of the ceiling, and how far areas right may be below G'MIC's."""
CEILING = "ceiling"


@dataclass
class _Source:
    """Tallies of one source by tool, and how many pictures."""

    pictures: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)


def run(folder: Path, quick: bool = False, say: Say = print) -> Section:
    """Colour the test pairs of the art set in ``folder``. Raises BadRequest where it holds no such set."""
    found: dict[str, _Source] = {}
    for art in held_out(folder, "pair", QUICK if quick else PICTURES, None):
        case = case_of(art)
        if not len(case.colours):
            continue
        source = found.setdefault(art.style, _Source())
        source.pictures += 1
        hints = dots(case)
        layers = {tool.name: tool.flats(case.picture, hints) for tool in (OURS, *RIVALS)} | {CEILING: ceiling(case)}
        for name, layer in layers.items():
            add(source.tallies.setdefault(name, Tally()), case, hints, layer)
        told = ", ".join(f"{name} {tally.areas:.1%}" for name, tally in source.tallies.items())
        say(f"{art.name}: {len(case.colours)} areas; so far {told}")
    return Section("truepairs", "Pairs as artists drew them", _text(found), _bars(found))


def case_of(art: Art) -> Case:
    """The drawing with its areas: connected, of one colour, off the lines, `LEAST` pixels or more."""
    assert art.line is not None  # pairs have lines
    off = art.line >= PAPER
    parts = np.asarray(measure.label(np.where(off, _numbered(art.rgb) + 1, 0), connectivity=1), np.int32)  # type: ignore[no-untyped-call]
    room = np.asarray(cv2.distanceTransform(_within(parts).astype(np.uint8), cv2.DIST_L2, 5), np.float32)
    kept = (np.bincount(parts.ravel()) >= LEAST) & (widest_of(room, parts) > THINNEST)
    kept[0] = False
    truth = np.where(kept, np.cumsum(kept), 0)[parts].astype(np.int32)
    colours = [np.median(art.rgb[box][truth[box] == n], axis=0) for n, box in enumerate(ndimage.find_objects(truth), 1)]
    return Case(art.name, art.line, truth, np.array(colours, np.uint8).reshape(-1, 3))


def _within(parts: I32) -> Bool:
    """Pixels all of whose neighbours are of their own part; of a part at the page's edge too."""
    grown, shrunk = (work(parts.astype(np.float32), np.ones((3, 3), np.uint8)) for work in (cv2.dilate, cv2.erode))
    return np.asarray((grown == shrunk) & (parts > 0))


def _numbered(rgb: U8) -> I32:
    """(h, w): each pixel's colour as a number from 0, colours of painted flats merged, the commonest first."""
    packed = rgb.astype(np.int32) @ np.array([65536, 256, 1], np.int32)
    often = np.bincount(packed.ravel())
    found = np.flatnonzero(often)
    found = found[np.argsort(-often[found], kind="stable")]
    lookup = np.zeros(len(often), np.int32)
    lookup[found] = np.arange(len(found))
    needed = np.searchsorted(np.cumsum(often[found]), 0.98 * packed.size)
    if needed >= PAINTED:
        lab = srgb_to_lab(np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.uint8)[None])[0]
        lookup[found] = merged(np.asarray(lab, np.float32))
    return lookup[packed]


def merged(lab: F32, apart: float = MERGED) -> I32:
    """(n,): for each colour, commonest first, the number of the first one that is not farther from it than ``apart``
    (ΔE2000)."""
    chief = np.full(len(lab), -1, np.int32)
    count = 0
    while (chief < 0).any():
        first = int(np.argmax(chief < 0))
        free = np.flatnonzero(chief < 0)
        near = free[ciede2000(np.broadcast_to(lab[first], (len(free), 3)), lab[free]) <= apart]
        chief[near], chief[first] = count, count
        count += 1
    return chief


def dots(case: Case) -> U8:
    """(h, w, 4): a dot in the middle of every area."""
    hints = np.zeros((*case.truth.shape, 4), np.uint8)
    for area, box in enumerate(ndimage.find_objects(case.truth), 1):
        own = np.pad(case.truth[box] == area, 1)
        room = np.asarray(cv2.distanceTransform(own.astype(np.uint8), cv2.DIST_L2, 5), np.float32)[1:-1, 1:-1]
        y, x = np.unravel_index(int(room.argmax()), room.shape)
        rows, columns = np.ogrid[: room.shape[0], : room.shape[1]]
        radius = max(0.5, min(DOT, float(room.max()) - 1))
        dot = ((rows - y) ** 2 + (columns - x) ** 2 <= radius**2) & own[1:-1, 1:-1]
        hints[box][dot] = (*case.colours[area - 1], 255)
    return hints


def ceiling(case: Case) -> U8:
    """(h, w, 4): every part that lines bound, in the colour that most of it has: the best that filling parts can do."""
    parts = bounded(case.picture >= PAPER)
    counted = case.truth > 0
    many, kinds = int(parts.max()) + 1, len(case.colours) + 1
    colours, number = np.unique(case.colours, axis=0, return_inverse=True)
    named = np.concatenate([[0], number.ravel() + 1])[case.truth]
    ballots = parts[counted].astype(np.int64) * kinds + named[counted]
    votes = np.bincount(ballots, minlength=many * kinds).reshape(many, kinds)
    chosen = np.concatenate([[[0, 0, 0]], colours])[votes.argmax(axis=1)]
    layer = np.full((*parts.shape, 4), 255, np.uint8)
    layer[..., :3] = chosen[parts]
    return layer


def bounded(paper: Bool) -> I32:
    """(h, w) from 1: what a ball of each of `BALLS`, the largest first, can roll to without crossing a line or another
    part (Zhang et al., "Vectorizing Cartoon Animations", 2009): parts that are bounded but for small gaps."""
    parts = np.zeros(paper.shape, np.int32)
    for radius in BALLS:
        ball = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
        free = paper & (parts == 0)
        core = cv2.erode(free.astype(np.uint8), ball, borderValue=1)
        _, middles = cv2.connectedComponents(core, connectivity=4)
        reached = free & (cv2.dilate(core, ball) > 0)
        at = ndimage.distance_transform_edt(core == 0, return_distances=False, return_indices=True)
        parts[reached] = middles[at[0], at[1]][reached] + parts.max()
    return parts


def _bars(found: dict[str, _Source]) -> tuple[Bar, ...]:
    bars = []
    for name, source in found.items():
        ours, best, gmic = (source.tallies[tool].areas for tool in (OURS.name, CEILING, RIVALS[0].name))
        share = ours / max(best, 1e-9)
        bars.append(
            Bar(f"true pairs, {name}: areas right, of the ceiling", "≥ 92 %", f"{share:.1%}", share >= OF_CEILING)
        )
        behind = ours >= gmic - BEHIND
        bars.append(Bar(f"true pairs, {name}: beside G'MIC", f"≥ {gmic:.1%} − 0.5", f"{ours:.1%}", behind))
    return tuple(bars)


def _text(found: dict[str, _Source]) -> str:
    names = [OURS.name, *(tool.name for tool in RIVALS), CEILING]
    rows = [
        [
            name,
            f"{source.pictures}",
            f"{source.tallies[OURS.name].counted}",
            *(f"{source.tallies[n].areas:.1%}" for n in names),
        ]
        for name, source in found.items()
    ]
    return (
        "The held-out pairs of the art set, lines and size as they were drawn: a dot of 2 px radius in the middle of "
        "every area of the flats (connected, of one colour, 30 px or more off the lines; where flats are painted, "
        f"colours within ΔE2000 {MERGED:.0f} are one). *Ceiling*: every part that lines bound, gaps up to 8 px closed "
        "(a trapped ball), in its commonest colour; a tool that shares out "
        "what no line parts among its dots can be above it.\n\n" + table(["source", "pictures", "areas", *names], rows)
    )
