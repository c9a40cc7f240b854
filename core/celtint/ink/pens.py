"""Which of a drawing's line colours are ink: pencil found under a drawing, and printed lines, are paper.

Lines are grouped by hue and darkness into pens. Nobody says which pen is meant, so "auto" takes those for paper that
are pale beside the darkest one, with nothing between the two (a light stroke of the same pen gets pale gradually), and
that run into darker ink. What is measured is the ridge of each line, which its soft edges leave alone.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from celtint.colours.lab import srgb_to_lab
from celtint.colours.palettes import parse_colour
from celtint.ink import tuning
from celtint.ink.hues import GREY, OTHER, RARE, drawn, families_of
from celtint.ink.levels import grain, histogram_of
from celtint.trace import tuning as of_traces
from celtint.trace.telling import Stroke, evenness, traces_among
from celtint.types.arrays import F64, U8, Ink
from celtint.types.picture import RGB
from celtint.types.result import Pen


@dataclass(frozen=True)
class Kept:
    """pens: the commonest first. out: (H, W) uint8, not 0 on lines that are no ink; None where all are. traces: (H, W)
    uint8, how much of each pixel trace lines cover, 0 to 255; None without any."""

    pens: tuple[Pen, ...]
    out: U8 | None
    traces: U8 | None = None


@dataclass(frozen=True)
class _Group:
    """A pen and how to find it: lines of a family whose strength is at least `low` and less than `high`. pale: whether
    there are stronger ones."""

    family: int
    pale: bool
    low: int
    high: int
    pen: Pen


@dataclass(frozen=True)
class _Lines:
    """What is known of each pixel, all (H, W) uint8, of a drawing or of some of its rows.

    stands: how far it is from the paper in its farthest channel; strength: in lightness; family: of its hue; ridge:
    not 0 where nothing near stands out more. colours: (H, W) or (H, W, 3).
    """

    stands: U8
    strength: U8
    family: U8 | None
    ridge: U8
    colours: U8

    def of(self, family: int) -> U8 | None:
        """Not 0 on pixels of a family; None where there is only one."""
        return None if self.family is None else _between(self.family, family, family)

    def some(self) -> "_Lines":
        """Of some rows, which tell as much."""
        family = None if self.family is None else _some_rows(self.family)
        planes = (_some_rows(self.stands), _some_rows(self.strength), family, _some_rows(self.ridge))
        return _Lines(*planes, _some_rows(self.colours))


def pens_of(colours: U8, stands: Ink, ink: str, trace: str = "none") -> Kept:
    """The pens of a drawing, what of it is no ink, and its trace lines.

    colours: (H, W) grey or (H, W, 3) sRGB, uint8. stands: (H, W), how far a pixel is from the paper, 0 to 255.
    ink: "auto", "all", "dark" or colours with commas between, trace: "auto", "none" or colours, as in `Settings`.
    Raises BadRequest for other words.
    """
    lines = _lines_of(colours, stands)
    some = lines.some()
    seen = histogram_of(some.strength, some.ridge)
    seen[: tuning.PENS.faintest] = 0
    total = float(seen.sum())
    if total == 0:
        return Kept((), None)
    dark = _darkest(seen)
    groups = _groups(some, dark, total, seen)
    traces = _traces(lines, groups, _rare(lines, groups), dark, ink, trace)
    counts = [group in traces or _counts(group, groups, lines, dark, ink) for group in groups]
    listed = [
        (group.pen, yes)
        for group, yes in zip(groups, counts, strict=True)
        if group not in traces and (not yes or group.pen.share >= tuning.PENS.listed)
    ]
    pens = [Pen(pen.colour, pen.share, yes, False) for pen, yes in listed]
    pens += [Pen(_undimmed(lines, group, dark), group.pen.share, True, True) for group in traces]
    pens.sort(key=lambda pen: -pen.share)
    out = [group for group, yes in zip(groups, counts, strict=True) if not yes]
    covered = None
    for group in traces:
        above = any(other.family == group.family and other.low >= group.high for other in groups)
        own = _cover(lines, group if above else replace(group, high=256))
        covered = own if covered is None else np.maximum(covered, own)
    return Kept(tuple(pens), _out(lines, out, ink) if out else None, covered)


def _traces(lines: _Lines, groups: list[_Group], rare: list[_Group], dark: int, ink: str, trace: str) -> list[_Group]:
    """The pens that draw trace lines, of those that count and of rare ones."""
    coloured = [group for group in (*groups, *rare) if group.family != GREY]
    if trace == "none" or not coloured:
        return []
    if trace != "auto":
        return [group for group in coloured if _is_like(group.pen.colour, trace)]
    if ink not in ("auto", "all"):  # somebody has said which lines there are
        return []
    darkest = max(groups, key=lambda group: _darkness(lines, group))
    able = [group for group in coloured if group is not darkest]
    if (
        _chroma(darkest) >= of_traces.TRACES.chroma
    ):  # lines in the colours of what they bound: the darkest draw no more than the others
        able = [group for group in able if group.pen.share <= darkest.pen.share]
    strokes = [_stroke(lines, group) for group in able]
    rest = lines.stands >= tuning.PENS.pale * dark
    for group in able:
        rest &= _where(lines, group) == 0
    found = traces_among(strokes, np.where(rest, np.uint8(255), np.uint8(0)))
    return [group for group, yes in zip(able, found, strict=True) if yes]


def _rare(lines: _Lines, groups: list[_Group]) -> list[_Group]:
    """The lines of each hue that has none of the pens, being too rare: the only light of a drawing may be one."""
    if lines.family is None:
        return []
    total = float((histogram_of(lines.strength, lines.ridge)[tuning.PENS.faintest :]).sum())
    known = {GREY, OTHER, *(group.family for group in groups)}
    rare = []
    for family in np.flatnonzero(np.bincount(lines.family.ravel(), minlength=256)).tolist():
        ridge = np.asarray(cv2.bitwise_and(lines.ridge, _between(lines.family, family, family)), np.uint8)
        found = histogram_of(lines.strength, ridge)
        if family not in known and found.any():
            pen = Pen(_colour(lines, ridge, found, 0, 256), float(found.sum()) / total, True)
            rare.append(_Group(family, False, 0, 256, pen))
    return rare


def _stroke(lines: _Lines, group: _Group) -> Stroke:
    ridge = np.asarray(cv2.bitwise_and(lines.ridge, _where(lines, group)), np.uint8)
    return Stroke(_cover(lines, group), ridge, evenness(lines.stands, ridge), _chroma(group), _stands(lines, group))


def _chroma(group: _Group) -> float:
    own = srgb_to_lab(np.array([[group.pen.colour]], np.float32) / 255)[0, 0]
    return float(np.hypot(own[1], own[2]))


def _cover(lines: _Lines, group: _Group) -> U8:
    """How much of each pixel a pen covers, 0 to 255."""
    solid = max(1, _stands(lines, group))
    own = np.minimum(lines.stands.astype(np.uint16) * 255 // solid, 255).astype(np.uint8)
    return np.where(_where(lines, group) > 0, own, np.uint8(0))


def _stands(lines: _Lines, group: _Group) -> int:
    """How far a pen's colour is from the paper in its farthest channel."""
    paper = np.array((_paper_of(lines.colours, lines.stands) * 3)[:3])
    return int(np.abs(paper - group.pen.colour).max())


def _is_like(colour: RGB, asked: str) -> bool:
    """Whether a colour is near one of those that were asked for, with commas between."""
    wanted = srgb_to_lab(np.array([[parse_colour(one.strip()) for one in asked.split(",")]], np.float32) / 255)
    own = srgb_to_lab(np.array([[colour]], np.float32) / 255)
    return bool(np.linalg.norm(wanted - own, axis=2).min() <= tuning.PENS.like)


def _lines_of(colours: U8, stands: Ink) -> _Lines:
    strength, family = stands, None
    highest = cv2.dilate(stands, np.ones((3, 3), np.uint8))
    ridge = np.asarray(cv2.compare(stands, highest, cv2.CMP_EQ), np.uint8)
    if colours.ndim == 3 and _has_hues(colours, stands):
        apart = _apart(colours, _paper_of(colours, stands))
        farthest = cv2.split(cv2.cvtColor(apart, cv2.COLOR_RGB2HSV))[2]
        share = cv2.divide(cv2.cvtColor(apart, cv2.COLOR_RGB2GRAY), farthest, scale=255)
        strength = np.asarray(cv2.multiply(stands, share, scale=1 / 255), np.uint8)
        family = families_of(apart, stands, ridge)
    return _Lines(stands, strength, family, ridge, colours)


def _some_rows(of: U8) -> U8:
    """So many rows, at uneven steps: printed lines have even ones."""
    step = of.shape[0] // tuning.PENS.rows
    if step < 2:
        return of
    rows = np.arange(of.shape[0] // step)
    return np.asarray(of[rows * step + (rows * 40503 >> 4) % step])


def _between(levels: U8, low: int, high: int) -> U8:
    """255 where levels lie from `low` to `high`, else 0."""
    return np.asarray(cv2.inRange(levels, low, high), np.uint8)


def _median(channel: U8, within: U8) -> int:
    running = np.cumsum(histogram_of(channel, within))
    return int(np.searchsorted(running, running[-1] / 2)) if running[-1] else 255


def _paper_of(colours: U8, stands: Ink) -> tuple[int, ...]:
    """The median colour where nothing stands out, by channel, of some of the rows; white where there is no paper."""
    every = max(1, 4 * (stands.shape[0] // tuning.PENS.rows))
    blank = _between(np.ascontiguousarray(stands[::every]), 0, tuning.PENS.faintest - 1)
    channels = cv2.split(np.ascontiguousarray(colours[::every]))
    return tuple(_median(np.asarray(channel, np.uint8), blank) for channel in channels)


def _apart(colours: U8, paper: tuple[int, ...]) -> U8:
    """How far every channel is from the paper's."""
    return np.asarray(cv2.absdiff(colours, np.array([*paper, 0], np.float64)), np.uint8)


def _has_hues(colours: U8, stands: Ink) -> bool:
    """Whether some of what stands out has another hue than the paper, by some of the rows."""
    apart = _apart(_some_rows(colours), _paper_of(colours, stands))
    saturation = cv2.split(cv2.cvtColor(apart, cv2.COLOR_RGB2HSV))[1]
    drawn = _between(_some_rows(stands), tuning.PENS.coloured, 255)
    found = histogram_of(np.asarray(saturation, np.uint8), drawn)
    return bool(found[int(255 * tuning.PENS.hue) + 1 :].sum() > tuning.PENS.rare * found.sum())


def _groups(lines: _Lines, dark: int, total: float, seen: F64) -> list[_Group]:
    """The pens before it is known which count."""
    groups = []
    for family in [GREY] if lines.family is None else [GREY, *range(1, tuning.PENS.hues + 1)]:
        mask = lines.of(family)
        ridge = lines.ridge if mask is None else np.asarray(cv2.bitwise_and(lines.ridge, mask), np.uint8)
        found = seen if mask is None else histogram_of(lines.strength, ridge)
        found[: tuning.PENS.faintest] = 0
        below = _split(found, dark)
        parts = [(True, 0, below), (False, below, 256)]
        if family != GREY and found[:below].any():  # pencil may be paler still than pale trace lines of its hue
            pencil = _split(found[:below], _darkest(found[:below]))
            parts[:1] = [(True, 0, pencil), (True, pencil, below)]
        for pale, low, high in parts:
            share = float(found[low:high].sum()) / total
            if share < tuning.PENS.rare:
                continue
            colour = _colour(lines, ridge, found, low, high)
            groups.append(_Group(family, pale, low, high, Pen(colour, share, True)))
    return groups


def _darkest(found: F64) -> int:
    """The strength of the darkest pen, of a histogram of strengths."""
    reached = np.cumsum(found[::-1])[::-1]
    return int(np.flatnonzero(reached >= tuning.PENS.darkest * reached[0])[-1])


def _split(found: F64, dark: int) -> int:
    """The strength below which lines of one family are another, paler pen; 0 where they aren't."""
    pale, middle = round(tuning.PENS.pale * dark), round(tuning.PENS.middle * dark)
    between = found[pale:middle].sum()
    return 0 if between > tuning.PENS.between * found[:pale].sum() else pale


def _colour(lines: _Lines, ridge: U8, found: F64, low: int, high: int) -> RGB:
    """The colour of the stronger half of the ridges from `low` to `high`."""
    return _middle(lines, ridge, lines.strength, found, low, high)


def _middle(lines: _Lines, ridge: U8, levels: U8, found: F64, low: int, high: int) -> RGB:
    """The median colour of the ridges whose level, from `low` to `high`, is in the upper half. found: how many have
    each level."""
    part = np.cumsum(found[low:high])
    least = low + int(np.searchsorted(part, part[-1] / 2))
    where = cv2.bitwise_and(_between(levels, max(least, 1), high - 1), ridge)
    middle = [
        _median(np.asarray(channel, np.uint8), np.asarray(where, np.uint8)) for channel in cv2.split(lines.colours)
    ]
    r, g, b = middle if len(middle) == 3 else middle * 3
    return r, g, b


def _undimmed(lines: _Lines, group: _Group, dark: int) -> RGB:
    """A trace line's colour where no dark line lies over it."""
    strong = _between(lines.strength, round(tuning.PENS.middle * dark) + 1, 255)
    strong[_where(lines, group) > 0] = 0
    reach = 2 * tuning.PENS.rim + 1
    near = cv2.dilate(strong, np.ones((reach, reach), np.uint8))
    ridge = cv2.bitwise_and(lines.ridge, _where(lines, group))
    alone = np.asarray(cv2.bitwise_and(ridge, cv2.bitwise_not(near)), np.uint8)
    found = histogram_of(lines.stands, alone)
    if found.sum() < tuning.LEVELS.long:
        return group.pen.colour
    return _middle(lines, alone, lines.stands, found, 0, 256)


def _counts(group: _Group, groups: list[_Group], lines: _Lines, dark: int, ink: str) -> bool:
    if ink == "all":
        return True
    if ink == "dark":
        return group is max(groups, key=lambda other: _darkness(lines, other))
    if ink != "auto":
        return _is_like(group.pen.colour, ink)
    return not group.pale or _is_fine(lines, group, dark) or not _runs_into_ink(lines, group, dark)


def _darkness(lines: _Lines, group: _Group) -> float:
    """How far a pen is from the paper, in lightness."""
    paper = _paper_of(lines.colours, lines.stands)
    both = np.array([[(paper * 3)[:3], group.pen.colour]], np.float32)
    own, white = srgb_to_lab(both / 255)[0, ::-1, 0].tolist()
    return float(abs(own - white))


def _is_fine(lines: _Lines, group: _Group, dark: int) -> bool:
    """Whether a pen's grey lines may be pale for being finer than a pixel: the thin lines of a small drawing."""
    where = _where(lines, group)
    ridge = np.asarray(cv2.bitwise_and(lines.ridge, where), np.uint8)
    length = cv2.countNonZero(ridge)
    if group.family != GREY or length == 0:
        return False
    strength = cv2.mean(lines.strength, ridge)[0]
    return cv2.countNonZero(where) < tuning.PENS.fine * length and strength >= tuning.PENS.thinned * dark


def _runs_into_ink(lines: _Lines, group: _Group, dark: int) -> bool:
    """Whether enough of a pale pen's lines meet the dark ones."""
    strong = drawn(_between(lines.strength, round(tuning.PENS.middle * dark) + 1, 255))
    reach = 2 * tuning.PENS.rim + 3
    near = cv2.dilate(strong, np.ones((reach, reach), np.uint8))
    count, labels, statistics, _ = cv2.connectedComponentsWithStats(_where(lines, group), connectivity=8)
    meets = np.zeros(count, bool)
    meets[labels[near > 0]] = True
    meets[0] = False
    area = statistics[:, cv2.CC_STAT_AREA]
    return bool(area[meets].sum() > tuning.PENS.meets * area[1:].sum())


def _where(lines: _Lines, group: _Group) -> U8:
    """Not 0 on a pen's pixels. The soft edge of a stronger line belongs to that line."""
    least = max(tuning.PENS.faintest, round(tuning.LEVELS.grain * grain(lines.stands, 0)))
    where = _between(lines.stands, least, 255)
    mask = lines.of(group.family)
    own = lines.strength
    if mask is not None:
        where = np.asarray(cv2.bitwise_and(where, mask), np.uint8)
        own = np.asarray(cv2.bitwise_and(own, mask), np.uint8)
    reach = 2 * tuning.PENS.rim + 1
    level = np.asarray(cv2.dilate(own, np.ones((reach, reach), np.uint8)), np.uint8)
    side = _between(level, group.low, group.high - 1)
    return np.asarray(cv2.bitwise_and(where, side), np.uint8)


def _out(lines: _Lines, groups: list[_Group], ink: str) -> U8:
    """Not 0 on the pixels of these pens; and of all that is no pen, if pens were chosen."""
    out = np.zeros_like(lines.stands)
    for group in groups:
        out |= _where(lines, group)
    if ink != "auto" and lines.family is not None:
        out[lines.family >= RARE] = 255
    return out
