"""Constants of colouring sequences.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on clips by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Flats:
    """Line drawings: votes for colours."""

    reading: float = 0.75
    """What reading the drawings is of the work, the rest is deciding them: for how long it still takes.
    Unit: share of the time. Range: 0 to 1. From: clips of 1080 lines."""
    horizon: int = 48
    """A key this many frames ahead and farther is not asked: the drawings before know better.
    Unit: frames. Range: 1 to 1000. From: by hand."""
    least: float = 0.15
    """What reaches a region at least, of all colours together, or none is taken.
    Unit: share. Range: 0 to 1. From: by hand."""
    sure: float = 0.86
    """A colour less of which reaches a region is marked unsure.
    Unit: share. Range: 0 to 1. From: development clips, 87 % of whose wrong regions are marked so, and 9 % of the right
    ones; of development shots of painted pictures 88 % and 27 %."""
    guess: float = 0.6
    """How sure a proposed colour is at most.
    Unit: share. Range: 0 to 1. From: by hand."""


@dataclass(frozen=True)
class Keys:
    """Reading what an artist painted on a key frame."""

    major: float = 0.08
    """A second colour in a region counts from this share of it on.
    Unit: share of the region. Range: 0 to 0.5. From: by hand."""
    part: float = 0.0005
    """Or from so much on, if its border lies on lines.
    Unit: share of the picture. Range: 0 to 0.1. From: development clips."""
    open: float = 0.3
    """As it does if no more than this share of it lies on open paper.
    Unit: share of the border. Range: 0 to 1. From: by hand."""
    rim: float = 0.003
    """A hand leaves so much between its paint and a line.
    Unit: share of the longer side. Range: 0 to 0.1. From: by hand."""
    least: int = 40
    """And from so many pixels on, in any case.
    Unit: pixels. Range: 1 to 1000. From: by hand."""
    slip: float = 0.012
    """How far from its lines a hand may paint.
    Unit: share of the longer side. Range: 0 to 0.1. From: by hand."""
    reaches: tuple[float, ...] = (0.015, 0.03, 0.06, 0.12, 0.2)
    """How far away the region lies whose colour reaches into another.
    Unit: shares of the longer side. Range: 0.005 to 0.5. From: development clips."""
    judged: float = 0.0006
    """Regions of this size are judged by.
    Unit: share of the picture. Range: 0 to 0.1. From: by hand."""
    taken: float = 0.12
    """A region into which another's colour reaches so far does not lie where the key has it.
    Unit: share of the region. Range: 0.01 to 0.5. From: development clips."""
    tone: float = 8.0
    """Colours whose red, green and blue lie so near in direction are light and shade of one.
    Unit: degrees. Range: 0 to 45. From: by hand (skin and brown hair: 15)."""
    astray: float = 0.1
    """Where more than this share of the regions does not, and the key's colours don't meet on the lines either, the key
    lies on another drawing.
    Unit: share of the regions. Range: 0.02 to 0.9. From: development clips."""
    lost: float = 0.6
    """Where this share does not, it does so wherever colours meet. A true key that is refused stops everything, a wrong
    one is seen at once: of 73 true keys the most was 0.27.
    Unit: share of the regions. Range: 0.1 to 1. From: development clips."""
    away: float = 0.012
    """Where a key's colours meet there is a line, at most so far away.
    Unit: share of the longer side. Range: 0.001 to 0.1. From: by hand."""
    on_lines: float = 0.35
    """Along this share of such places at least, or they don't meet on the lines.
    Unit: share. Range: 0 to 1. From: by hand."""
    by_chance: float = 1.2
    """And along more than the lines would cover by chance, times this.
    Unit: times. Range: 1 to 3. From: by hand."""
    crowded: float = 0.5
    """Lines that are near this share of the page tell nothing.
    Unit: share of the page. Range: 0.1 to 1. From: by hand."""


@dataclass(frozen=True)
class Doubts:
    """What to look at first."""

    least: float = 0.05
    """How unsure what is marked unsure is at least, so that guesses that are sure of themselves are ranked by size.
    Unit: 1 less the confidence. Range: 0 to 1. From: by hand."""
    reach: float = 0.5
    """How far a part may go from one frame to the next and still be that part.
    Unit: of its box's width and height. Range: 0 to 5. From: by hand."""
    same: float = 0.1
    """Unsure regions of a colour on neighbouring frames are one part if their boxes share this much of what they cover.
    Unit: share. Range: 0.01 to 1. From: by hand."""


@dataclass(frozen=True)
class Vanishing:
    """Parts that vanish on the way."""

    kept: int = 2
    """On so many drawings of a scene a part was there before it can vanish.
    Unit: drawings. Range: 1 to 24. From: by hand; what is guessed once is no part."""
    least: float = 0.0005
    """What is smaller, as an eye is that shuts, isn't told.
    Unit: share of the page. Range: 0 to 0.1. From: by hand."""


@dataclass(frozen=True)
class Scenes:
    """Where scenes begin, on frames of 160 pixels; chosen on joined clips of train rows and validation seeds."""

    fine: float = 0.8
    """Standard deviation of the blur that takes the grain away.
    Unit: pixels. Range: 0.3 to 3. From: development clips."""
    coarse: float = 8.0
    """And of the one that is taken off: light and its changes.
    Unit: pixels. Range: 2 to 40. From: development clips."""
    blank: float = 0.05
    """A frame in which so little of the page stands out is blank and has no say.
    Unit: share of the page. Range: 0 to 0.5. From: development clips."""
    pale: int = 8
    """A layer whose grey on paper spans less is told by its alpha: white lines, say.
    Unit: levels of 255. Range: 1 to 64. From: by hand."""
    plain: float = 0.8
    """Frames that correlate so well as they lie are of one scene, and nothing more is asked.
    Unit: correlation. Range: 0.3 to 1. From: development clips (two scenes: at most 0.4)."""
    shift: float = 0.45
    """How far the camera may go from one frame to the next.
    Unit: share of the side. Range: 0.05 to 0.9. From: by hand."""
    scaled: float = 0.02
    """By how much a scale must correlate better than none.
    Unit: correlation. Range: 0 to 0.2. From: by hand."""
    block: int = 20
    """Side of the blocks that are looked for.
    Unit: pixels. Range: 8 to 48. From: development clips."""
    reach: int = 10
    """How far from its place, after the camera's move, a block is looked for.
    Unit: pixels. Range: 2 to 30. From: development clips."""
    stands: float = 2.0
    """A block counts where its detail deviates so much.
    Unit: levels of 255. Range: 0.5 to 20. From: by hand."""
    strong: float = 30.0
    """And counts for no more than this.
    Unit: levels of 255. Range: 2 to 128. From: by hand."""
    whole: float = 0.23
    """What correlation of the whole counts beside what is found of the blocks.
    Unit: share. Range: 0 to 0.9. From: development clips."""
    little: float = 40.0
    """Blocks that deviate less than this in all tell little: so much is taken to be as like as two scenes are.
    Unit: levels of 255. Range: 1 to 1000. From: development clips."""
    common: float = 0.45
    """How much of a block is found in any drawing.
    Unit: correlation. Range: 0.1 to 0.8. From: development clips."""
    like: float = 0.64
    """Drawings that are so like each other are of one scene, whatever those around are.
    Unit: likeness. Range: 0.5 to 1. From: development clips."""
    drawn: float = 0.55
    """The same of drawings, which have less in common with others.
    Unit: likeness. Range: 0.4 to 1. From: development clips (cuts: up to 0.54; on threes: from 0.52)."""
    paper: float = 0.5
    """Of a drawing this much is of one tone.
    Unit: share of the page. Range: 0.2 to 0.95. From: by hand."""
    unlike: float = 0.53
    """And those that are less are not, however unlike those around are.
    Unit: likeness. Range: 0.2 to 0.7. From: development clips."""
    dip: float = 0.15
    """Between the two, a cut is this much less like than drawings around usually are.
    Unit: likeness. Range: 0 to 0.5. From: development clips."""
    flash: int = 2
    """What is gone after so many frames, and what was before is there again, is no scene.
    Unit: frames. Range: 1 to 12. From: by hand."""
    turn: float = 0.85
    """Where drawings go over into painted frames they are less like than this.
    Unit: likeness. Range: 0.5 to 1. From: development clips."""
    around: int = 4
    """Drawings on each side that say what is usual.
    Unit: drawings. Range: 1 to 48. From: by hand."""
    voters: int = 7
    """Frames of a scene, evenly over it, that vote on whether it is of line drawings.
    Unit: frames. Range: 1 to 99. From: by hand."""


@dataclass(frozen=True)
class Tracks:
    """Regions linked over a window."""

    reach: int = 2
    """How many drawings before and after one it is compared with.
    Unit: drawings. Range: 1 to 8. From: development clips, of 1, 2, 4 and 8."""
    never: float = 1e-4
    """The least that "none of these" is taken to have.
    Unit: probability. Range: 1e-6 to 0.1. From: by hand."""
    least: float = 0.003
    """Odds below this link nothing.
    Unit: odds. Range: 0 to 0.1. From: by hand."""
    sharp: float = 2.0
    """Power of a link's odds: with 1 colours blur along long ways, and all seem unsure.
    Unit: power. Range: 1 to 8. From: development clips."""
    moved: float = 1.0
    """What it says that motion lays two regions over each other.
    Unit: share of all odds. Range: 0 to 10. From: development clips."""
    same: float = 0.6
    """Motion lays them over each other if by this share of both.
    Unit: share of the region. Range: 0.1 to 1. From: by hand."""
    reserve: float = 0.25
    """In a shot without keys, how far what no hint of a hinted drawing lies in is taken to be left open on purpose.
    Unit: share. Range: 0 to 0.5. From: half of that much in one drawing outweighs a hint in another."""
    rounds: int = 40
    """Rounds through the window after which colours have flowed far enough at the latest.
    Unit: rounds. Range: 1 to 1000. From: by hand."""
    cast: float = 1.0
    """What a cast's sheets count beside a drawing that is as sure.
    Unit: factor of odds. Range: 0 to 20. From: by hand."""
    absent: float = 10.0
    """And how much more of a character who is on no key.
    Unit: factor of odds. Range: 1 to 100. From: newcomers of four validation clips: with 1 74.6 % of the regions are
    right, with 4 78.6 %, with 10 79.2 %, with 30 79.6 %."""
    stranger: float = 0.05
    """What still speaks for two regions' being one where a cast says that they are of two characters.
    Unit: factor of odds. Range: 0 to 1. From: newcomers of three validation clips: with 1 72.0 % of the regions are
    right, with 0.05 73.1 %, with 0 72.4 %."""
    there: float = 0.5
    """Who takes so much of a key, beside what it takes of a drawing, is on that key.
    Unit: share of area. Range: 0 to 10. From: by hand."""
    shown: float = 0.5
    """Whom a key shows has more of it in colours of keys than this.
    Unit: share of area. Range: 0 to 1. From: by hand."""
    settled: float = 0.002
    """Or when no region's share of an entry changed by more in a round.
    Unit: share. Range: 1e-6 to 0.1. From: by hand."""


@dataclass(frozen=True)
class Closing:
    """Regions that were closed on the drawing before."""

    inside: float = 0.7
    """A part lies in a region if so much of it is led there.
    Unit: share of the part. Range: 0.1 to 1. From: by hand."""
    elsewhere: float = 0.3
    """And if what links it to any other region is less.
    Unit: share. Range: 0 to 1. From: by hand."""
    known: float = 0.4
    """A part has a colour if so much of it reaches it.
    Unit: share. Range: 0 to 1. From: by hand."""
    part: float = 0.03
    """What parts of one colour take of the region at least.
    Unit: share of the region. Range: 0.001 to 0.5. From: by hand."""
    whole: float = 0.7
    """All parts are together as large as the region, or the region as them, by this share.
    Unit: share. Range: 0.1 to 1. From: by hand."""
    inked: float = 0.6
    """Of the border between them this much is on lines.
    Unit: share. Range: 0.1 to 1. From: by hand."""
    soft: float = 3.0
    """Standard deviation of the blur under which lines are followed.
    Unit: grid pixels. Range: 0.5 to 10. From: by hand."""


@dataclass(frozen=True)
class Corrections:
    """What a hint on one frame means for the others."""

    same: float = 0.5
    """A hinted region is the part of the key that has at least so much of its votes.
    Unit: share of the votes. Range: 0.1 to 1. From: by hand."""


@dataclass(frozen=True)
class Grey:
    """Shaded frames: chroma carried along the motion."""

    wear: float = 0.985
    """What is left of belief after each frame that chroma was carried over.
    Unit: share. Range: 0.5 to 1. From: by hand."""
    straight: int = 48
    """A key so many frames away is still looked for directly.
    Unit: frames. Range: 0 to 1000. From: by hand."""
    heard: float = 0.1
    """Chroma believed less than this is not shown to the network as hints.
    Unit: belief. Range: 0.001 to 1. From: by hand."""
    fresh: float = 0.3
    """How far what was spread or proposed on one frame is believed on the next: it keeps colour still.
    Unit: belief. Range: 0 to 1. From: by hand."""
    astray: float = 64
    """The motion straight from the key may differ from that from frame to frame by a frame's longer side divided by
    this, or it has found something else that looks alike.
    Unit: parts of the longer side. Range: 4 to 1000. From: by hand."""
    known: float = 0.5
    """Belief from which on the motion from frame to frame may say so.
    Unit: belief. Range: 0.01 to 1. From: by hand."""
    lit: float = 0.7
    """Power of L + 16 that chroma follows where a surface comes into light or shade.
    Unit: power. Range: 0 to 1. From: stretches of a film and development clips, of 0, 0.6 and 1; 1 is light alone."""
    sharply: float = 4
    """Power of belief by which several ways are weighed, so that colours do not mix to grey.
    Unit: power. Range: 1 to 16. From: by hand."""
    around: int = 24
    """Within one part in twice so many of the longer side around hints nothing that was carried is believed.
    Unit: parts of the longer side. Range: 4 to 200. From: by hand."""


@dataclass(frozen=True)
class Tones:
    """How light keys are beside their grey frames."""

    least: int = 64
    """Fewer pixels of keys say nothing.
    Unit: pixels. Range: 1 to 10000. From: by hand."""
    few: int = 8
    """A level of grey that fewer pixels have is read from those beside it.
    Unit: pixels. Range: 1 to 1000. From: by hand."""
    share: float = 0.9
    """Where this share of a key's pixels is as light as the frame, its lightness is the frame's own.
    Unit: share. Range: 0.5 to 1. From: by hand."""
    same: float = 1.0
    """So much apart is as light.
    Unit: L. Range: 0.1 to 10. From: 8-bit greys are up to 0.4 apart by rounding alone."""
    heavy: float = 0.5
    """A colour of so many pixels is half believed to be lighter or darker than the curve says.
    Unit: pixels. Range: 0.1 to 1000. From: by hand."""
    line: float = 12.0
    """What the frame has darker than a key by so much is a line over what was painted.
    Unit: L. Range: 1 to 60. From: by hand."""


@dataclass(frozen=True)
class Flow:
    """How far motion is believed."""

    unlike: float = 16.0
    """Difference in luminance along the flow at which belief falls to 1/e.
    Unit: levels of 255. Range: 1 to 128. From: by hand."""
    alike: float = 10.0
    """The same, averaged over 5 × 5 pixels, for ways that are compared with each other.
    Unit: levels of 255. Range: 1 to 128. From: by hand."""
    stranger: float = 0.6
    """What the flow of a pixel beside counts beside a pixel's own.
    Unit: share. Range: 0 to 1. From: by hand."""
    least: float = 0.35
    """What its own flow counts at least, though the way back does not meet it.
    Unit: share. Range: 0 to 1. From: by hand."""
    miss: float = 0.5
    """Squared distance by which the way back may miss.
    Unit: squared pixels. Range: 0.1 to 10. From: Sundaram, Brox and Keutzer (2010)."""
    longer: float = 0.01
    """How much more of it a long way may miss by.
    Unit: share of the squared way. Range: 0 to 0.1. From: Sundaram, Brox and Keutzer (2010)."""


@dataclass(frozen=True)
class Rules:
    """Guesses without a network."""

    inked: int = 127
    """Darkness from which a cell of the grid is on a line.
    Unit: levels of 255. Range: 1 to 254. From: half."""
    known: float = 0.5
    """The share of the votes from which on a region says what lies beside it.
    Unit: share. Range: 0 to 1. From: half."""
    little: float = 0.5
    """And below which its own colour is asked for among those that such neighbours have beside them on keys.
    Unit: share. Range: 0 to 1. From: development shots of painted pictures."""
    stranger: float = 0.3
    """What a colour counts that keys show beside none of its neighbours; 1 more where beside all of them.
    Unit: share. Range: 0 to 1. From: development shots of painted pictures."""


FLATS = Flats()
KEYS = Keys()
SCENES = Scenes()
DOUBTS = Doubts()
VANISHING = Vanishing()
TRACKS = Tracks()
CLOSING = Closing()
CORRECTIONS = Corrections()
GREY = Grey()
TONES = Tones()
FLOW = Flow()
RULES = Rules()
