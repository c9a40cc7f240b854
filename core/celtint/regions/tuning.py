"""Constants of splitting a drawing into regions.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on drawings by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """From ink to regions."""

    grid: int = 1024
    """Longest side of the grid on which gaps are found.
    Unit: pixels. Range: 256 to 4096. From: time and memory."""
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
    look: float = 0.5
    """Cosine of the widest angle under which a line end still points across a passage.
    Unit: cosine. Range: -1 to 1. From: by hand."""
    widest: float = 0.6
    """Half width of the widest passage that can be a gap, as a share of the widest gap.
    Unit: share. Range: 0.1 to 2. From: by hand."""
    beside: float = 1.2
    """How far a line end may be from the middle of the passage that it ends at, beside the passage's half width.
    Unit: times. Range: 0.5 to 4. From: by hand."""


@dataclass(frozen=True)
class Gaps:
    """Line ends and the closings between them."""

    turn: float = -0.5
    """Cosine of the turn that makes a tip: the outline comes back at more than 120 degrees.
    Unit: cosine. Range: -1 to 0. From: by hand."""
    around: float = 1.6
    """How far along the outline a tip is looked at, beside the line's width.
    Unit: times. Range: 0.5 to 5. From: by hand."""
    narrow: float = 1.5
    """How wide a tip may be beside the line.
    Unit: times. Range: 0.5 to 5. From: by hand."""
    floor: float = 0.012
    """The widest gap that is worth closing is at least this share of the longer side.
    Unit: share of the longer side. Range: 0 to 0.06. From: by hand."""
    ceiling: float = 0.06
    """And at most this.
    Unit: share of the longer side. Range: 0.012 to 0.5. From: by hand."""
    sure: float = 0.25
    """Closings that are doubted less tell how wide the gaps of a drawing are.
    Unit: doubt. Range: 0 to 1. From: by hand."""
    usual: float = 1.2
    """The widest gap that is closed beside the one that nine tenths of the sure closings are narrower than.
    Unit: times. Range: 1 to 2. From: by hand."""
    facing: float = 0.6
    """How well two ends must face each other across the widest gap.
    Unit: cosine. Range: 0 to 1. From: by hand."""
    together: float = 0.8
    """How well both together must, across any gap.
    Unit: sum of two cosines. Range: -2 to 2. From: by hand."""
    pair_doubt: float = 0.6
    """How much a closing between two ends that face each other worst is doubted.
    Unit: doubt. Range: 0 to 1. From: by hand."""
    ahead: float = 0.8
    """How far an end is extended to a line ahead, beside the widest gap.
    Unit: share. Range: 0 to 2. From: by hand."""
    ray_cost: float = 1.5
    """What such an extension costs beside a closing between two ends of the same length.
    Unit: times. Range: 0.5 to 5. From: by hand."""


@dataclass(frozen=True)
class Fragments:
    """Open ground cut wherever it gets narrow."""

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


@dataclass(frozen=True)
class Splitting:
    """Two colours in one region."""

    closing_weight: float = 0.25
    """How wide what a closing leaves open counts beside a channel.
    Unit: times. Range: 0.01 to 1. From: by hand."""
    nook: float = 1.5
    """A disc so many times as wide as the ground around some paint has to stop before the paint's nook ends.
    Unit: times. Range: 1 to 4. From: by hand."""
    low: float = 0.6
    """Paint in a nook stands lower than this share of the half width of its fragment.
    Unit: share. Range: 0.1 to 1. From: by hand."""
    weak: float = 0.45
    """Paint nearer to a line than this share of the half width of the area around it speaks softly there.
    Unit: share. Range: 0 to 1. From: by hand."""
    gap_weight: float = 0.4
    """How wide a gap in a line counts beside a channel between lines of the same width.
    Unit: times. Range: 0.01 to 1. From: by hand."""


@dataclass(frozen=True)
class Seeding:
    """From paint to the grid."""

    far: int = 3
    """How far a dab looks around itself for open ground.
    Unit: grid pixels. Range: 1 to 16. From: by hand."""


SEGMENT = Segment()
GAPS = Gaps()
FRAGMENTS = Fragments()
MERGING = Merging()
SPLITTING = Splitting()
SEEDING = Seeding()
