"""Constants of splitting a drawing into regions.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on drawings by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """From ink to regions."""

    grid: int = 2048
    """Longest side of a picture in whose pixels gaps are found, of a strip twice its shorter one; larger ones are read
    in blocks of two by two.
    Unit: pixels. Range: 256 to 4096. From: time and memory; blocks of five make one region in thirty of a page of 35
    panels at 7016×9921 wrong, blocks of two one in sixty (flats at 1024², one in 250)."""
    trust: float = 0.1
    """What the surest closing leaves open of its gap's width.
    Unit: share. Range: 0 to 1. From: by hand."""
    doubt: float = 0.8
    """How much more the least sure closing leaves open.
    Unit: share. Range: 0 to 1. From: by hand."""
    over_line: float = 1e-3
    """Half width of the way from one region to the next over a line: there is one, narrower than any other.
    Unit: grid pixels. Range: 0.000001 to 0.1. From: it only has to be less than any passage's."""
    speck: int = 8
    """Closed areas smaller than this, times the grid's step, are holes in the ink, not regions: a line drawn on a
    larger page is wider, but what it closes in need not be larger.
    Unit: pixels. Range: 1 to 100. From: by hand."""


@dataclass(frozen=True)
class Ends:
    """Ends of lines and how their strokes came to them."""

    turn: float = -0.5
    """Cosine of the turn that makes a tip: the outline comes back at more than 120 degrees.
    Unit: cosine. Range: -1 to 0. From: by hand."""
    around: float = 1.6
    """How far along the outline a tip is looked at, beside the line's width.
    Unit: times. Range: 0.5 to 5. From: by hand."""
    narrow: float = 1.5
    """How wide a tip may be beside the line.
    Unit: times. Range: 0.5 to 5. From: by hand."""
    follow: float = 2.0
    """How wide a stroke that is followed back may get beside the line.
    Unit: times. Range: 0.5 to 5. From: by hand."""
    agree: float = 0.85
    """Cosine of the angle up to which the bent stroke may point elsewhere than its last two widths do.
    Unit: cosine. Range: 0 to 1. From: by hand."""


@dataclass(frozen=True)
class Pairs:
    """Two ends that may be one broken line: the sum whose logistic is the probability.

    The weights are one fit, by logistic regression on the pairs of ends in 24 generated scenes with many gaps (seeds
    7100 to 7119 at 512 pixels, to 7103 at 1024).
    """

    base: float = 6.5
    """What the sum starts from.
    Unit: log odds. Range: 0 to 15. From: fitted."""
    wide: float = 1.87
    """Weight of the logarithm of the opening, in widths of the line.
    Unit: log odds. Range: 0 to 10. From: fitted."""
    better: float = 1.7
    """Weight of the angle by which the better of the two ends misses the other.
    Unit: log odds a radian. Range: 0 to 10. From: fitted."""
    worse: float = 0.52
    """Weight of the angle by which the worse one does.
    Unit: log odds a radian. Range: 0 to 10. From: fitted."""
    alike: float = 1.02
    """Weight of the angle that the two ends lack to be tangents of one circle.
    Unit: log odds a radian. Range: 0 to 10. From: fitted."""
    passed: float = 1.17
    """Weight of the logarithm of how many times further the pair is apart than one of them from its nearest end.
    Unit: log odds. Range: 0 to 10. From: fitted."""
    both: float = 1.76
    """The same for the one whose nearest end is further.
    Unit: log odds. Range: 0 to 10. From: fitted."""
    near: int = 24
    """So many of its neighbours an end is looked at together with.
    Unit: ends. Range: 4 to 200. From: pages of grain, which take minutes without a bound."""
    own: float = 0.6
    """Ink so near a tip, beside the line's width, is the line's own and bars no way.
    Unit: times. Range: 0 to 2. From: by hand."""
    sure: float = 0.8
    """Pairs likelier than this tell how wide the openings of a drawing are.
    Unit: probability. Range: 0.5 to 1. From: by hand."""
    few: int = 3
    """So many of them are needed.
    Unit: pairs. Range: 1 to 50. From: by hand."""
    wider: float = 1.5
    """An opening so many times as wide as the one that nine tenths of them are narrower than is a way through.
    Unit: times. Range: 1 to 5. From: by hand."""
    steep: float = 40.0
    """Weight of the logarithm of how many times wider still it is.
    Unit: log odds. Range: 0 to 100. From: by hand."""
    usual: float = 4.0
    """An opening that the drawing's maker says is usual counts as so many widths of the line.
    Unit: times. Range: 1 to 20. From: by hand."""
    most_turn: float = 1.3
    """A line that is drawn in bends by no more than this from the straight way at each end.
    Unit: radians. Range: 0 to 1.5. From: by hand."""


@dataclass(frozen=True)
class Gaps:
    """The closings between ends of lines."""

    search: float = 12.0
    """Ends further apart than so many widths of the line are no gap, unless the drawing's maker says so.
    Unit: times. Range: 2 to 40. From: by hand."""
    hand: float = 0.006
    """Lines finer than this share of the longer side leave gaps as lines of this width do.
    Unit: share of the longer side. Range: 0 to 0.03. From: by hand."""
    ceiling: float = 0.06
    """The widest gap that is looked for is at most this share of the longer side.
    Unit: share of the longer side. Range: 0.012 to 0.5. From: by hand."""
    least: float = 0.1
    """A closing less likely than this is not drawn.
    Unit: probability. Range: 0 to 1. From: by hand."""
    ray_base: float = 2.0
    """How likely it is that an end was to go on to the line just ahead of it.
    Unit: log odds. Range: -5 to 10. From: by hand."""
    ray_wide: float = 1.5
    """Weight of the logarithm of how far that line is, in widths of the line.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    ray_turn: float = 4.0
    """Weight of the turn to get there: one less its cosine.
    Unit: log odds. Range: 0 to 20. From: by hand."""
    ray_stub: float = 1.0
    """How much less likely it is where the line cannot be followed back from the end.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    ray_off: float = 2.0
    """How much less likely it is where the page's border is what lies ahead.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    share: float = 0.6
    """Where this share of the ends of lines, or more, are gaps', an opening is judged by itself alone.
    Unit: share. Range: 0.1 to 0.95. From: pairs with many gaps, where it is 0.57 to 0.84; faces have 0.34."""
    own: float = 4.0
    """For so many ends a drawing is taken to be like that before its own are counted.
    Unit: ends. Range: 0 to 100. From: faces, and pairs with some gaps."""
    custom: float = 2.0
    """How many times what the share says, in log odds, an opening loses in a drawing with fewer.
    Unit: times. Range: 0 to 5. From: faces, and pairs with some gaps; at 3 half hinted leaks twice as much."""
    rounds: int = 10
    """Rounds in which the share and what it makes of the openings are brought together.
    Unit: rounds. Range: 1 to 100. From: later ones change nothing."""
    ahead: float = 0.8
    """How far an end is extended to a line ahead, beside the widest gap.
    Unit: share. Range: 0 to 2. From: by hand."""


@dataclass(frozen=True)
class Fragments:
    """Open ground cut wherever it gets narrow."""

    blocks: float = 3.0
    """Ground further from every line than this many times the side of a block climbs as a block.
    Unit: sides. Range: 1.5 to 16. From: time; from 1.5 on a block of a wide level is wide on the finer ones too."""
    tilt_x: float = 1.1e-3
    """Slope laid over the landscape from left to right: on flat ground it leads every pixel to one peak.
    Unit: pixels a pixel. Range: 0.0001 to 0.01. From: small beside a pixel, and unlike the other."""
    tilt_y: float = 1.7e-3
    """The same from top to bottom.
    Unit: pixels a pixel. Range: 0.0001 to 0.01. From: small beside a pixel, and unlike the other."""


@dataclass(frozen=True)
class Merging:
    """Which fragments belong together."""

    narrow: float = 0.6
    """A gap at least this wide beside the smaller of the two areas it joins is no gap, only a waist.
    Unit: share of the half width. Range: 0.1 to 1. From: by hand."""
    channel: float = 0.3
    """The same of a channel between lines that go on, where it is no wider than the gaps that are to be closed.
    Unit: share of the half width. Range: 0.05 to 1. From: by hand."""


@dataclass(frozen=True)
class Splitting:
    """Two colours in one region."""

    closing_weight: float = 0.25
    """How wide what a closing leaves open counts beside a channel.
    Unit: times. Range: 0.01 to 1. From: by hand."""
    lift: float = 1.3
    """How many times its own distance to a line the ground may be wide that a dab beside a straight line stands for.
    Unit: times. Range: 1 to 100. From: faces drawn for it (white in open eyes, one dab of skin), and
    pairs with many gaps and small dots."""
    weak: float = 0.1
    """Paint that stands for less than this share of the half width of the area around it speaks softly there.
    Unit: share. Range: 0 to 1. From: the art set's train rows (0.05 to 0.45), faces and misplaced dots in pairs."""
    holds: float = 0.7
    """Paint that stands for this share of the half width of the area around it holds it against all that comes from
    without.
    Unit: share. Range: 0.3 to 1. From: two dabs in one room, one of them aside."""
    equal: float = 0.2
    """Paint that stands for at least this share of the widest ground that other paint in the fragment stands for shares
    it.
    Unit: share. Range: 0.05 to 1. From: the art set's train rows (0.1 to 0.6), faces and misplaced dots in pairs."""
    alike: float = 3.0
    """Dabs in so many groups for every doubling of how far they lie from lines are told apart by distance alone.
    Unit: groups. Range: 1 to 16. From: time."""
    around: int = 1
    """So far around itself paint that others own the ground of keeps what is open.
    Unit: grid pixels. Range: 0 to 8. From: faces drawn for it (dots in the corners of eyes)."""
    faintest: int = 12
    """What is drawn more faintly than this is the ringing of a line that was scaled, or dust.
    Unit: levels of 255. Range: 1 to 60. From: lines scaled by Lanczos."""
    rim: float = 1.5
    """Nearer to a line than this what is faint is the line's own soft rim.
    Unit: grid pixels. Range: 1 to 4. From: how lines are anti-aliased."""
    local: float = 0.6
    """Paint that stands for less than this share of the half width of ground that others own is the less sure.
    Unit: share. Range: 0.1 to 1. From: by hand."""


@dataclass(frozen=True)
class Seeding:
    """From paint to the grid."""

    far: int = 3
    """How far a dab looks around itself for open ground.
    Unit: grid pixels. Range: 1 to 16. From: by hand."""


SEGMENT = Segment()
ENDS = Ends()
PAIRS = Pairs()
GAPS = Gaps()
FRAGMENTS = Fragments()
MERGING = Merging()
SPLITTING = Splitting()
SEEDING = Seeding()
