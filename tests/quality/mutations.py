"""Constants set wrongly, as a slip of the hand would: the cases of each one's stage have to notice.

`FIRST` was fixed before any floor was; `LATER` was added to it. A mutation that nothing notices says that a drawing is
missing, or that the constant is not needed.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """One field of one stage's constants, changed.

    stage: whose cases are to notice. record: module and name of the instance. becomes: from the value to the wrong one.
    """

    name: str
    stage: str
    record: str
    field: str
    becomes: Callable[[float], float]


def _times(factor: float) -> Callable[[float], float]:
    return lambda value: type(value)(value * factor)


def _is(wrong: float) -> Callable[[float], float]:
    return lambda value: type(value)(wrong)


FIRST = (
    Mutation("evenly to 0.97", "ink", "celtint.ink.tuning:TEXTURE", "evenly", _is(0.97)),
    Mutation("narrow to 0.2", "regions", "celtint.regions.tuning:MERGING", "narrow", _is(0.2)),
    Mutation("around to 0", "regions", "celtint.regions.tuning:SPLITTING", "around", _is(0)),
    Mutation("speck ×4", "regions", "celtint.regions.tuning:SEGMENT", "speck", _times(4)),
    Mutation("how wide an opening is to 0", "regions", "celtint.regions.tuning:PAIRS", "wide", _is(0)),
    Mutation("lift to 50", "regions", "celtint.regions.tuning:SPLITTING", "lift", _is(50)),
    Mutation("holds to 0", "regions", "celtint.regions.tuning:SPLITTING", "holds", _is(0)),
    Mutation("spill ×3", "hints", "celtint.hints.tuning:DABS", "spill", _times(3)),
    Mutation("alike to 60", "hints", "celtint.hints.tuning:DABS", "alike", _is(60)),
    Mutation("steepness /10", "hints", "celtint.hints.tuning:DIFFUSION", "steepness", _times(0.1)),
    Mutation("trust to next to nothing", "grey", "celtint.grey.tuning:GREY", "trust", _is(0.001)),
    Mutation("the hints' voice to 0", "networks", "celtint.networks.tuning:PROPOSAL", "hint_voice", _is(0)),
    Mutation("nothing fits: -2 to 6", "matching", "celtint.matching.tuning:GEOMETRY", "nothing", _is(6)),
    Mutation("reach to 0", "matching", "celtint.sequence.tuning:TRACKS", "reach", _is(0)),
    Mutation("astray to 1", "sequence", "celtint.sequence.tuning:GREY", "astray", _is(1)),
    Mutation("no key lies on its drawing", "sequence", "celtint.sequence.tuning:KEYS", "lost", _is(-1)),
    Mutation("outlines' half ×4", "vector", "celtint.vector.tuning:OUTLINING", "half", _times(4)),
)

LATER = (
    Mutation("how alike ends bend ×10", "regions", "celtint.regions.tuning:PAIRS", "alike", _times(10)),
    Mutation("dabs share alike, near a line or not", "regions", "celtint.regions.tuning:SPLITTING", "alike", _is(0)),
    Mutation("only equals share", "regions", "celtint.regions.tuning:SPLITTING", "equal", _times(3)),
    Mutation("weak to 0.45", "regions", "celtint.regions.tuning:SPLITTING", "weak", _is(0.45)),
    Mutation("absorb to 0", "line", "celtint.line.tuning:DECISIONS", "absorb", _is(0)),
    Mutation(
        "absorb of who leaves nothing out to 0.3", "line", "celtint.line.tuning:DECISIONS", "absorb_all", _is(0.3)
    ),
    Mutation("a closed area's base to 0", "line", "celtint.line.tuning:THOROUGH", "closed_base", _is(0)),
    Mutation("a closed area's size to 0", "line", "celtint.line.tuning:THOROUGH", "closed_size", _is(0)),
    Mutation("nobody forgets an area", "line", "celtint.line.tuning:THOROUGH", "slips", _is(0.9999)),
    Mutation("open areas are heard in full", "line", "celtint.line.tuning:THOROUGH", "most_opens", _is(10)),
    Mutation("thorough only at 3", "line", "celtint.line.tuning:THOROUGH", "sure", _is(3)),
    Mutation("thorough always", "line", "celtint.line.tuning:THOROUGH", "sure", _is(-5)),
    Mutation("slips nearer", "line", "celtint.line.tuning:SLIPS", "near", _times(0.25)),
    Mutation("slips farther", "line", "celtint.line.tuning:SLIPS", "near", _times(2)),
    Mutation("slips' pockets to 1", "line", "celtint.line.tuning:SLIPS", "opens", _is(1)),
    Mutation("slips smaller", "line", "celtint.line.tuning:SLIPS", "small", _is(1)),
    Mutation("slips ×10", "line", "celtint.line.tuning:SLIPS", "small", _times(10)),
    Mutation("ends' turn to -0.95", "regions", "celtint.regions.tuning:ENDS", "turn", _is(-0.95)),
    Mutation("light's even to 0.3", "ink", "celtint.ink.tuning:LIGHT", "even", _is(0.3)),
    Mutation("light's chance to 1", "ink", "celtint.ink.tuning:LIGHT", "chance", _is(1)),
    Mutation("a grey or two make a painting", "ink", "celtint.ink.tuning:PAPER", "greys", _is(0)),
    Mutation("nothing is a painting", "ink", "celtint.ink.tuning:PAPER", "greys", _is(1)),
    Mutation("shades to 128", "ink", "celtint.ink.tuning:PAPER", "shades", _is(128)),
    Mutation("grain's rough to 0.95", "hints", "celtint.hints.tuning:GRAIN", "rough", _is(0.95)),
    Mutation("the spread's steps to 0", "hints", "celtint.hints.tuning:SPREADING", "steps", _is(0)),
    Mutation("all of a place repeats itself", "ink", "celtint.ink.tuning:TEXTURE", "enough", _is(1.01)),
    Mutation("figures repeat themselves", "ink", "celtint.ink.tuning:TEXTURE", "most_alike", _is(0.3)),
    Mutation("tones repeat themselves exactly", "ink", "celtint.ink.tuning:TEXTURE", "most_alike", _is(0.95)),
    Mutation("a shirt repeats itself", "ink", "celtint.ink.tuning:TEXTURE", "few_alike", _is(0.6)),
    Mutation("a shirt has many marks", "ink", "celtint.ink.tuning:TEXTURE", "many", _is(10)),
    Mutation("pale to 0.1", "ink", "celtint.ink.tuning:PENS", "pale", _is(0.1)),
    Mutation("pens meet in nothing less than all", "ink", "celtint.ink.tuning:PENS", "meets", _is(1)),
    Mutation("busy ×12", "ink", "celtint.ink.tuning:TEXTURE", "busy", _times(12)),
    Mutation("long ×10", "ink", "celtint.ink.tuning:TEXTURE", "long", _times(10)),
    Mutation("an outline's straight to 31", "ink", "celtint.ink.tuning:TEXTURE", "straight", _is(31)),
    Mutation("an outline is all or nothing", "ink", "celtint.ink.tuning:TEXTURE", "outlined", _is(1)),
    Mutation("no bays", "ink", "celtint.ink.tuning:TEXTURE", "bay", _is(0)),
    Mutation("many run alike", "ink", "celtint.ink.tuning:TEXTURE", "few", _is(1)),
    Mutation("none runs alike", "ink", "celtint.ink.tuning:TEXTURE", "few", _is(0.02)),
    Mutation("nothing is sparse", "ink", "celtint.ink.tuning:TEXTURE", "sparse", _is(0)),
    Mutation("run to 32", "ink", "celtint.ink.tuning:TEXTURE", "run", _is(32)),
    Mutation("directions to 8", "ink", "celtint.ink.tuning:TEXTURE", "turns", _is(8)),
    Mutation("lines' around to 3", "ink", "celtint.ink.tuning:TEXTURE", "around", _is(3)),
    Mutation("pen to 40", "ink", "celtint.ink.tuning:TEXTURE", "pen", _is(40)),
    Mutation("grey of fine dots adds nothing", "ink", "celtint.ink.tuning:TEXTURE", "above", _is(0)),
    Mutation("black to 254", "ink", "celtint.ink.tuning:TEXTURE", "black", _is(254)),
    Mutation("the rim to half a pixel", "ink", "celtint.ink.tuning:TEXTURE", "rim", _is(0.5)),
    Mutation("diffusion's share to 0", "hints", "celtint.hints.tuning:DIFFUSION", "share", _is(0)),
    Mutation("the shade's depth × 0.3", "line", "celtint.line.tuning:SHADE", "depth", _times(0.3)),
    Mutation("far to 0", "matching", "celtint.matching.tuning:GEOMETRY", "far", _is(0)),
    Mutation("least to 0.9", "sequence", "celtint.sequence.tuning:FLATS", "least", _is(0.9)),
    Mutation("areas need room for whole dots", "stage", "celtint.stage.tuning:DOTS", "room", _times(2)),
    Mutation("areas need half the room", "stage", "celtint.stage.tuning:DOTS", "room", _times(0.5)),
    Mutation("nothing is dark", "stage", "celtint.stage.tuning:DRAWING", "dark", _is(5)),
    Mutation("ink on anything", "stage", "celtint.stage.tuning:DRAWING", "lighter", _is(0)),
    Mutation("no ink on skin", "stage", "celtint.stage.tuning:DRAWING", "lighter", _is(190)),
    Mutation("far lines × 0.7", "stage", "celtint.stage.tuning:DRAWING", "far", _times(0.7)),
    Mutation("near lines × 1.3", "stage", "celtint.stage.tuning:DRAWING", "near", _times(1.3)),
    Mutation("several to 12", "stage", "celtint.stage.tuning:PLACING", "several", _is(12)),
    Mutation("no air", "stage", "celtint.stage.tuning:SCENERY", "air", _is(0)),
    Mutation("no scene is unlike another", "sequence", "celtint.sequence.tuning:SCENES", "like", _is(0)),
)
MUTATIONS = FIRST + LATER
