"""Model sheets: how many parts of a character take their colour in another pose, from one sheet, two or four.

Regions are those the core finds in the lines; parts of one colour are one part, and the clear page around the figure
doesn't count.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from celtint import MatcherDescriptor
from celtint.colours.lab import ciede2000, srgb_to_lab
from celtint.matching.features import RegionFeatures, describe
from celtint.matching.geometry import GeometryMatcher
from celtint.matching.network import Reference
from celtint.types.arrays import F32, I32, U8, Bool
from celtint_models import registry
from scipy import ndimage

from celtint_train.evaluation import sheets
from celtint_train.evaluation.bench.art import Art, held_out
from celtint_train.evaluation.bench.pairs.true_pairs import merged
from celtint_train.evaluation.bench.real import PAPER
from celtint_train.evaluation.matching import BASELINES, Answer, Score, by_network, framed, together
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.rivals import dino
from celtint_train.evaluation.rivals.dino import by_dino
from celtint_train.evaluation.sequences.finished import Drawn, finished, of_paint
from celtint_train.matcher.characters import BUSTS, characters
from celtint_train.matcher.posed import APART, CLEAR, UNKNOWN, Posed, PosedCharacter, described, outside
from celtint_train.matcher.samples import KnownFrame, regions_of

Say = Callable[[str], None]
PARTS = "celtint-parts"
"""The network that learned from characters in poses."""
FRAMED = "framed"
"""Said of a contender that is asked as `celtint.matching.framing` does."""
COUNTS = (1, 2, 4)
"""Sheets."""
ASKED, QUICK = 4, 1
"""Drawings of a character that are asked about."""
FACES = 5
"""Characters of a style of busts."""
ALIKE, SHADED, PURE = 10.0, 20.0, 0.6
"""ΔE2000 up to which the art set's colours are one, and up to which a pixel is of its region's colour, shaded; least
share of such pixels where a region is of one colour at all."""
SETS = ("red-panda", "gopher", "Bunnykin", "ada", "estelle", "faber", "saniel")
"""The art set's poses, by folder."""
PICTURES = 200
"""Pairs of each of its styles that are looked through for them."""
ART_SET = "art: "
ONE, ART = (0.92, 0.97), (0.80, 0.95)
"""Bars: regions and pixels from one sheet, generated characters and the art set's."""
TRIED = (
    "Tried on validation characters: mirrored sheets, messages over neighbours' colours, seven framings, pooling by "
    "sheet, averaged weights, none of which gains; sheets matched by halves and thick lines of a sheet left out, which "
    "do. A frozen DINOv2 beside it is no better, alone or with place and size. Looked at: unlined bellies, shades and "
    "soft gradients part a sheet where the drawing has one region."
)
"""Why not more is right."""


@dataclass(frozen=True)
class Poses:
    """Drawings of one character. style: whose row they are in; colours: (k, 3) of identities from 1; drawings: each
    as it is drawn and as it is finished."""

    name: str
    style: str
    frames: tuple[KnownFrame, ...]
    colours: I32
    drawings: tuple[Drawn, ...] = ()


@dataclass
class Found:
    """Scores by style, sheets and contender; how many regions have their colour on a sheet; pictures."""

    scores: dict[tuple[str, int, str], list[Score]] = field(default_factory=dict)
    shown: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    pictures: dict[str, U8] = field(default_factory=dict)

    def of(self, style: str, count: int, name: str) -> Score:
        """All regions of one row and contender."""
        return together(self.scores[style, count, name])

    def see(self, poses: Poses, asked: int, sheets_: int) -> None:
        """Note which regions of a drawing have a colour that its sheets show."""
        frame = poses.frames[asked]
        held = np.unique(np.concatenate([poses.frames[other].colour for other in sheets_for(poses, asked, sheets_)]))
        seen = np.isin(frame.colour[_counted(frame)], held)
        self.shown.setdefault((poses.style, sheets_), []).extend(seen.tolist())

    def rows(self, names: Sequence[str]) -> str:
        """Regions right / pixels right by style and sheets, as a Markdown table."""
        made = []
        for style, count in dict.fromkeys((style, count) for style, count, _ in self.scores):
            scores = [self.of(style, count, name) for name in names]
            cells = [f"{s.acc:.1%} / {s.pix_f_acc:.1%}" for s in scores]
            shown = np.mean(self.shown[style, count])
            made.append([style, f"{count}", f"{len(scores[0].right)}", *cells, f"{shown:.1%}"])
        return table(["source", "sheets", "regions", *names, "on a sheet"], made)


def run(folder: Path | None, quick: bool, say: Say) -> Section:
    """Ask every contender. folder: the art set, or None without it. Raises DataError where a package cannot be had."""
    found, answers = Found(), contenders()
    for poses in every(folder, quick):
        ask(found, poses, answers, QUICK if quick else ASKED)
        told = {name: found.of(poses.style, 1, name) for name in answers}
        say(f"{poses.name}: " + ", ".join(f"{name} {s.acc:.1%} / {s.pix_f_acc:.1%}" for name, s in told.items()))
    return Section("cast", "Cast", _text(found, list(answers)), _bars(found, list(answers)), found.pictures)


def contenders() -> dict[str, Answer]:
    """Whoever answers: the trained networks that are installed last, as model sheets are asked."""
    geometry = GeometryMatcher()
    found: dict[str, Answer] = {
        "nearest centroid": BASELINES["nearest centroid"],
        "place and form": lambda frame, references: geometry.match(frame.described, references),
        "DINOv2-S": by_dino(dino.ALONE),
        "DINOv2-S, place and size": by_dino(dino.PLACED),
    }
    for name in (registry.MATCHER, PARTS):
        if name in registry.names(MatcherDescriptor):
            network = registry.load_matcher(name)
            found |= {name: by_network(network), f"{name}, {FRAMED}": framed(network)}
    return found


def every(folder: Path | None, quick: bool) -> Iterator[Poses]:
    """The characters that are measured: those no network learns from."""
    yield from known_poses("bench", 1 if quick else None)
    if folder is not None:
        yield from _of_art(folder)


def known_poses(split: str, each: int | None = None) -> Iterator[Poses]:
    """The characters of a split as the bench draws them, at most so many of each style (None: `FACES`)."""
    for of, posed in posed_characters(split, each):
        frames = tuple(described(drawing, k) for k, drawing in posed)
        drawings = tuple(finished(drawing, of.colours) for _, drawing in posed)
        yield Poses(of.character.name, of.character.style, frames, of.colours, drawings)


def posed_characters(split: str, each: int | None = None) -> Iterator[tuple[PosedCharacter, list[tuple[int, Posed]]]]:
    """The same with their drawings as they are posed, by number."""
    for style in ("comicgen", *(style for style, of in BUSTS.items() if of == split)):
        for character in islice(characters(split, (style,)), FACES if each is None else each):
            of = PosedCharacter(character, 1, plain=True)
            yield of, [(k, drawing) for k in range(of.length) if (drawing := of.drawing(k)) is not None]


def _of_art(folder: Path) -> Iterator[Poses]:
    sets: dict[str, list[Art]] = {}
    for art in held_out(folder, "pair", PICTURES):
        if (name := art.name.split("/")[-2]) in SETS:
            sets.setdefault(name, []).append(art)
    for name in SETS:
        if len(sets.get(name, [])) > 1:
            yield _posed(name, sets[name][:: max(1, len(sets[name]) // (2 * ASKED))][: 2 * ASKED])


def _posed(name: str, arts: Sequence[Art]) -> Poses:
    """The drawings of one character; a region's colour is the middle one of what was painted there off the lines, and
    colours nearly alike are called by one number."""
    found = [_read(art) for art in arts]
    colours, areas = np.concatenate([rgb for _, rgb, _ in found]), np.concatenate([d.areas for d, _, _ in found])
    figure = np.concatenate([known for _, _, known in found]) != CLEAR
    order = np.argsort(-areas, kind="stable")
    order = order[figure[order]]
    number = np.zeros(len(areas), np.int32)
    number[order] = merged(np.asarray(srgb_to_lab(colours[order][None])[0], np.float32), ALIKE)
    frames, first = [], 0
    for k, (drawn, rgb, known) in enumerate(found):
        own = np.where(known == CLEAR, CLEAR, number[first : first + len(rgb)] + CLEAR + 1)
        first += len(rgb)
        own = np.where(known == UNKNOWN, -1, own).astype(np.int32)
        frames.append(KnownFrame(k * APART, drawn, own, own))
    rows = np.full((int(number.max()) + 1 + CLEAR, 3), 255, np.int32)
    rows[number[order][::-1] + CLEAR] = colours[order][::-1]  # the largest of each last, so that it stays
    drawings = tuple(of_paint(_lines(art), art.rgb, art.figure) for art in arts)
    return Poses(name, ART_SET + name, tuple(frames), rows, drawings)


def _lines(art: Art) -> U8:
    assert art.line is not None  # pairs have lines
    return art.line


def _read(art: Art) -> tuple[RegionFeatures, U8, I32]:
    """A drawing described, the colour of each region, and whether it is the page (`CLEAR`) or of no one colour
    (`UNKNOWN`)."""
    line = _lines(art)
    labels = regions_of(line)
    drawn = describe(line, labels)
    colours, known = np.zeros((len(drawn.ids), 3), np.uint8), np.full(len(drawn.ids), -1, np.int32)
    lab = np.asarray(srgb_to_lab(art.rgb), np.float32)
    for k, (number, box) in enumerate(zip(drawn.ids, _boxes(labels, drawn.ids), strict=True)):
        own = labels[box] == number
        painted = own & (line[box] >= PAPER)
        painted = painted if painted.any() else own
        if art.figure[box][painted].mean() < 0.5:
            known[k] = CLEAR
            continue
        colours[k] = np.median(art.rgb[box][painted], axis=0)
        middle = np.median(lab[box][painted], axis=0)
        pixels = lab[box][painted]
        near = ciede2000(np.broadcast_to(middle, pixels.shape), pixels) <= SHADED
        known[k] = -1 if near.mean() >= PURE else UNKNOWN
    return drawn, colours, known


def _boxes(labels: I32, ids: I32) -> list[tuple[slice, slice]]:
    found = ndimage.find_objects(labels)
    return [found[number - 1] for number in ids]


def ask(found: Found, poses: Poses, answers: dict[str, Answer], asked: int = ASKED) -> None:
    """Add what the contenders say of so many drawings of a character."""
    for k, sheets_ in questions(poses, asked):
        frame, others = poses.frames[k], [poses.frames[other] for other in sheets_for(poses, k, sheets_)]
        references = [
            Reference(o.described, o.colour, APART, "key", np.ones(len(o.colour), np.float32)) for o in others
        ]
        found.see(poses, k, sheets_)
        taken = {}
        for name, answer in answers.items():
            votes = answer(frame, references).entries
            taken[name] = votes.argmax(axis=1)
            score = score_of(frame, taken[name], votes.max(axis=1))
            found.scores.setdefault((poses.style, sheets_, name), []).append(score)
        if k == 0 and sheets_ == 1 and not poses.style.startswith(ART_SET):  # nothing of the art set is shown
            found.pictures.setdefault(f"cast-{poses.style}", _sheet(poses, frame, others[0], taken))


def questions(poses: Poses, asked: int) -> Iterator[tuple[int, int]]:
    """Which drawings are asked about, each with how many sheets."""
    count = len(poses.frames)
    return ((k, sheets_) for k in range(min(asked, count)) for sheets_ in COUNTS if sheets_ < count)


def sheets_for(poses: Poses, asked: int, sheets_: int) -> list[int]:
    """Which of a character's drawings are its sheets where one is asked about."""
    return [(asked + 1 + i) % len(poses.frames) for i in range(sheets_)]


def _counted(frame: KnownFrame) -> Bool:
    return np.asarray((frame.colour >= 0) & ~outside(frame))


def score_of(frame: KnownFrame, taken: I32, sure: F32) -> Score:
    """An answer, (n,) a colour and how sure it is of each region; the clear page doesn't count."""
    counted = _counted(frame)
    right = (taken == frame.colour)[counted]
    return Score(right, frame.described.areas[counted], np.ones(len(right), np.bool_), sure[counted])


def _sheet(poses: Poses, frame: KnownFrame, other: KnownFrame, taken: dict[str, I32]) -> U8:
    cells = [("sheet", _painted(poses, other, other.colour)), ("truth", _painted(poses, frame, frame.colour))]
    cells += [(name, _painted(poses, frame, colour, frame.colour)) for name, colour in taken.items()]
    return sheets.sheet([cells], 260)


def _painted(poses: Poses, frame: KnownFrame, colour: I32, truth: I32 | None = None) -> U8:
    """(h, w, 3): the drawing with its regions painted on the features' grid, wrong ones hatched."""
    table_ = np.concatenate([[(255, 255, 255)], poses.colours]).astype(np.uint8)
    own = np.concatenate([[0], np.maximum(colour, 0)])[frame.described.grid]
    shown = sheets.inked(table_[own], np.asarray(255 - frame.described.lines, np.uint8))
    if truth is not None:
        wrong = np.concatenate([[False], (truth >= 0) & (truth != colour)])[frame.described.grid]
        y, x = np.nonzero(wrong)
        shown[y, x] = np.where(((x + y) // 3 % 3 > 0)[:, None], sheets.WRONG, shown[y, x])
    return shown


def _bars(found: Found, names: list[str]) -> tuple[Bar, ...]:
    return bars_of(found, names[-1], "cast", TRIED)


def bars_of(found: Found, name: str, what: str, why: str) -> tuple[Bar, ...]:
    """A bar for each style, from one sheet. why: what is said where one isn't met."""
    bars = []
    for style in dict.fromkeys(style for style, count, _ in found.scores if count == 1):
        (regions, pixels), ours = ART if style.startswith(ART_SET) else ONE, found.of(style, 1, name)
        met = ours.acc >= regions and ours.pix_f_acc >= pixels
        got = f"{ours.acc:.1%} / {ours.pix_f_acc:.1%}"
        bars.append(
            Bar(f"{what}, one sheet, {style}: regions / pixels", f"≥ {regions:.0%} / {pixels:.0%}", got, met, why)
        )
    return tuple(bars)


def _text(found: Found, names: list[str]) -> str:
    pictures = "".join(f"\n![{name.replace('-', ' ')}](pictures/{name}.png)\n" for name in found.pictures)
    return (
        "Colours of a model sheet on another drawing of the character, by lines alone: regions right / pixels right. "
        "Regions are those that celtint finds in the lines; parts of one colour are one part; the clear page around "
        "the figure doesn't count. *comicgen*: other poses and faces, *toon-head*: other faces, both drawn in lines "
        "as the pairs are, by characters and a style that no network learned from; *art*: the art set's pairs, as they "
        "were drawn, each region's middle colour its own, colours within ΔE2000 10 one; *gopher* has its costumes, "
        "and *ada* to *saniel* move their faces alone. *Framed*: the upper half of a figure is held against the other "
        "drawing as well, as celtint does where one may be a bust and the other whole. *On a sheet*: regions whose "
        "colour a sheet shows at all.\n\n" + found.rows(names) + pictures
    )
