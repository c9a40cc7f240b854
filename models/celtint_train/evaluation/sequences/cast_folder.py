"""The whole way of a cast: finished drawings as model sheets in, a colour layer out, as `celtint colour --cast` and
`celtint sequence --cast` go, with nothing told of where a figure or a part is.

Each region of the bench takes what most of it was painted with, and that is right where it is nearer the region's own
colour than any other of the character's.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from celtint import Casting, MatcherDescriptor, MatcherNetwork, Picture, colour
from celtint.colours.lab import ciede2000, srgb_to_lab
from celtint.types.arrays import F32, I32, U8, Bool
from celtint_models import registry

from celtint_train.evaluation.bench.real import PAPER
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.sequences import newcomers
from celtint_train.evaluation.sequences.cast import (
    ASKED,
    QUICK,
    Found,
    Poses,
    bars_of,
    every,
    posed_characters,
    questions,
    score_of,
    sheets_for,
)
from celtint_train.evaluation.sequences.clips import codes
from celtint_train.evaluation.sequences.finished import Drawn, casting, finished
from celtint_train.evaluation.sequences.framed import framings
from celtint_train.evaluation.sequences.metrics import mean
from celtint_train.matcher.posed import CLEAR, described
from celtint_train.matcher.samples import regions_of

OURS = "celtint colour --cast"
NEAR = 10.0
"""ΔE2000 beyond which a colour is none of a character's."""
STRANGE = -2
"""Identity of such a colour."""
CLIPS = 2
"""Clips of newcomers."""
NEW = 0.85
"""Bar: regions right where a newcomer's sheet is in the folder, and a key of the drawing before."""
TRIED = (
    "Tried, all kept: keys aren't asked of a character who is on none of them, regions of two characters are hardly "
    "linked, thick lines of a sheet are no parts of it. What is left are parts that the matcher finds on no sheet. "
    "Kinds of parts (mouth, teeth, white of an eye, told by what encloses them) aren't told: on three validation clips "
    "none of the 37 wrong regions of 1,172 has a colour that no key shows."
)
"""Why not more newcomers' regions are right."""
WHOLE_WAY = (
    "Looked at one by one, of the art set's pairs most of what is wrong has another colour of the character, as the "
    "matcher alone has it (above); one body in four of red-panda's is taken for ground and stays clear, and a few "
    "large regions decide a picture there. Tried on validation characters in frames, panels and close-ups, all "
    "kept: what a page cuts off is sought as such (comicgen cut off below, 63.4 % of regions became 75.6 %), a "
    "lower corner is asked as shoulders and as ground, and the sheets decide (52.8 became 68.0 %), a panel's border "
    "is no figure's line."
)
"""Why not more is right by the whole way."""
Say = Callable[[str], None]


def run(folder: Path | None, quick: bool, say: Say) -> Section:
    """Colour the bench's drawings and clips from folders. folder: the art set, or None without it. Raises DataError
    where a package cannot be had."""
    found, network = Found(), matcher()
    for poses in every(folder, quick):
        ask(found, poses, network, QUICK if quick else ASKED)
        told = found.of(poses.style, 1, OURS)
        say(f"{poses.name}: {OURS} {told.acc:.1%} / {told.pix_f_acc:.1%}")
    cut = framed_scores(network, quick)
    new = newcomers.run(1 if quick else CLIPS, network)
    right = mean(new[newcomers.KEYED, newcomers.WHOLE].acc_thres)
    bar = Bar("newcomers, one key and their sheets: regions", f"≥ {NEW:.0%}", f"{right:.1%}", right >= NEW, TRIED)
    bars = (*bars_of(found, OURS, "cast folder", WHOLE_WAY), bar)
    return Section("cast-folder", "Cast from a folder", _text(found, cut, new), bars)


def ask(found: Found, poses: Poses, network: MatcherNetwork | None, asked: int = ASKED) -> None:
    """Add what comes out for so many drawings of a character where others are its sheets."""
    for k, count in questions(poses, asked):
        chosen = sheets_for(poses, k, count)
        shown = {poses.name: [poses.drawings[other] for other in chosen]}
        answer = taken(poses.drawings[k], casting(shown, network), poses.colours)
        score = score_of(poses.frames[k], answer, np.ones(len(answer), np.float32))
        found.scores.setdefault((poses.style, count, OURS), []).append(score)
        found.see(poses, k, count)


def framed_scores(network: MatcherNetwork | None, quick: bool = False, split: str = "bench") -> Found:
    """Scores of drawings framed as comic pages and shots frame them, from one sheet, by style and framing."""
    found = Found()
    for of, posed in posed_characters(split, QUICK if quick else None):
        drawn = [drawing for _, drawing in posed]
        for k, drawing in enumerate(drawn[: QUICK if quick else ASKED]):
            cast = casting({of.character.name: [finished(drawn[(k + 1) % len(drawn)], of.colours)]}, network)
            for name, made in framings(drawing):
                answer, frame = taken(finished(made, of.colours), cast, of.colours), described(made, k)
                score = score_of(frame, answer, np.ones(len(answer), np.float32))
                found.scores.setdefault((f"{of.character.style}, {name}", 1, OURS), []).append(score)
    return found


def _framed_rows(cut: Found) -> str:
    rows = []
    for style, _, _ in cut.scores:
        score = cut.of(style, 1, OURS)
        rows.append([style, f"{len(score.right)}", f"{score.acc:.1%} / {score.pix_f_acc:.1%}"])
    return table(["framed", "regions", OURS], rows)


def _text(found: Found, cut: Found, new: newcomers.Scores) -> str:
    return (
        "The same characters and pairs of drawings as above, from finished drawings to a colour layer: lines, figures "
        f"and colours are found in the sheets, as `{OURS}` finds them, with the matcher that is installed. A region is "
        "right where most of it was painted nearer its own colour than any other of the character's.\n\n"
        + found.rows([OURS])
        + "\n\nThe same from one sheet where the page or a panel cuts the figure off, its shoulders in both lower "
        "corners or not, and on the line of a floor.\n\n"
        + _framed_rows(cut)
        + f"\n\nNewcomers: {CLIPS} generated clips of {newcomers.LENGTH} drawings into which somebody comes whom the "
        "first drawing does not show, with a sheet of each figure, alone in another pose. Regions over ten pixels.\n\n"
        + newcomers.rows(new)
    )


def matcher() -> MatcherNetwork | None:
    """What finds parts on model sheets where celtint is installed."""
    return registry.load_cast_matcher() if registry.CAST in registry.names(MatcherDescriptor) else None


def taken(drawn: Drawn, cast: Casting, colours: I32) -> I32:
    """What celtint makes of a drawing: the identity of each of its regions, `CLEAR` where it stays empty and `STRANGE`
    where the colour is none of the character's. colours: as `finished` has them."""
    layer = colour(Picture(drawn.ink), cast=cast).colour
    labels = regions_of(drawn.ink)
    ids = np.unique(labels[labels > 0])
    return _identities(_painted(layer, labels, drawn.ink >= PAPER)[ids], colours)


def _painted(layer: U8, labels: I32, paper: Bool) -> I32:
    """(n + 1,) the code that most of each region has, off the lines where it has anything there."""
    code, inverse = np.unique(codes(layer), return_inverse=True)
    weight = np.where(paper, 1000, 1).ravel()
    flat = labels.ravel().astype(np.int64) * len(code) + inverse.ravel()
    counts = np.bincount(flat, weight, minlength=(int(labels.max()) + 1) * len(code))
    return np.asarray(code[counts.reshape(-1, len(code)).argmax(axis=1)], np.int32)


def _identities(code: I32, colours: I32) -> I32:
    wide = np.maximum(code, 0)
    rgb = np.stack([wide >> 16 & 255, wide >> 8 & 255, wide & 255], axis=1).astype(np.uint8)
    lab = np.asarray(srgb_to_lab(rgb), np.float32)
    known = np.asarray(srgb_to_lab(colours[1:].astype(np.uint8)), np.float32)
    apart: F32 = np.stack([ciede2000(np.broadcast_to(k, lab.shape), lab) for k in known], axis=1)
    found = np.where(apart.min(axis=1) <= NEAR, apart.argmin(axis=1) + CLEAR + 1, STRANGE)
    return np.asarray(np.where(code < 0, CLEAR, found), np.int32)
