"""Constants of reading and spreading hints.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on drawings by eye;
`tests/quality` guards those that matter most. The proposal network has learned from what `SPREADING` and `DIFFUSION`
make of hints: change those, and it has to be trained again.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dabs:
    """What is a stroke, and what it claims."""

    spill: float = 0.10
    """Less than this share of a stroke, over a line, is a slip of the hand.
    Unit: share of the stroke. Range: 0 to 0.5. From: by hand."""
    alike: int = 3
    """Colours this few levels apart in every channel are one colour, rounded.
    Unit: levels of 255. Range: 0 to 16. From: what saving and blending round."""
    sure_dab: int = 24
    """So many touching pixels of one colour are paint, however thin, and so is a block of 3×3: the blend where two
    paints meet has neither.
    Unit: pixels. Range: 1 to 200. From: by hand."""
    good_part: float = 0.25
    """And so is this share of a patch.
    Unit: share of the patch. Range: 0 to 1. From: by hand."""
    trace: int = 13
    """Paint less opaque than this can hardly be seen: nobody means it.
    Unit: levels of 255. Range: 1 to 127. From: by hand."""


@dataclass(frozen=True)
class Grain:
    """Strokes of a brush whose colour varies."""

    rough: float = 0.25
    """Paint is grain where more than this share of it is lighter or darker than both its sides.
    Unit: share of the paint around. Range: 0.05 to 0.95. From: drawn brushes: grain of 3 to 10 levels has 0.7 to 1,
    bristles 0.6, a blend between two paints under 0.1."""
    step: float = 8.0
    """Grain whose means change by more from pixel to pixel is another stroke's.
    Unit: levels of 255. Range: 1 to 64. From: drawn brushes: means of grain of 10 levels over 49 pixels."""
    flat: float = 0.6
    """Paint of which two colours make up this share is flat, one dab or two.
    Unit: share of the paint. Range: 0.1 to 1. From: by hand."""
    varies: int = 24
    """So far a brush without grain may vary along its stroke.
    Unit: levels of 255. Range: 0 to 64. From: by hand: ten levels either way, and rounding."""


@dataclass(frozen=True)
class Spreading:
    """Hint colours along the picture's edges, at network resolution."""

    steps: int = 6
    """Conjugate-gradient steps: further ones let colour seep through soft edges.
    Unit: steps. Range: 0 to 64. From: measured on validation art at 256 px with 10 and 100 hints: 4 to 8 steps give
    25.4 and 31.1 dB, 32 steps 24.6 and 28.4, the watershed alone 25.3 and 29.7."""
    hint_pull: float = 1.0
    """How strongly a hint holds its own pixel, beside what runs to it from four neighbours.
    Unit: affinities. Range: 0 to 100. From: by hand."""
    floor: float = 1e-4
    """What runs between neighbours at least.
    Unit: affinities. Range: 0.0000001 to 0.01. From: the system has to be solvable."""
    ink: float = 8.0
    """How steeply ink holds colour back.
    Unit: logarithm a full darkness. Range: 1 to 50. From: by hand."""
    width: float = 0.6
    """Width of the Gaussian of Levin, Lischinski and Weiss, beside the local variance.
    Unit: variances. Range: 0.1 to 4. From: Levin, Lischinski and Weiss (2004)."""
    near: float = 16.0
    """One part in so many of the longer side away a hint still says half of what it said.
    Unit: parts of the longer side. Range: 2 to 100. From: by hand."""


@dataclass(frozen=True)
class Diffusion:
    """Hint chroma run through a painted picture."""

    steepness: float = 60.0
    """How steeply a difference in lightness holds colour back.
    Unit: logarithm a full difference in L. Range: 10 to 400. From: by hand."""
    leak: float = 1e-4
    """What runs between neighbours at least.
    Unit: affinities. Range: 0.0000001 to 0.01. From: the system has to be solvable."""
    hint_pull: float = 100.0
    """How strongly a hint holds its own pixel.
    Unit: affinities. Range: 1 to 10000. From: by hand."""
    coarse_pull: float = 1e-3
    """How strongly the coarser answer holds the finer one.
    Unit: affinities. Range: 0.00001 to 1. From: by hand."""
    coarsest: int = 48
    """A picture of no longer short side is solved at once.
    Unit: pixels. Range: 8 to 256. From: time."""
    steps: int = 12
    """Conjugate-gradient steps at each size.
    Unit: steps. Range: 1 to 100. From: time."""
    coarsest_steps: int = 120
    """Conjugate-gradient steps at the coarsest.
    Unit: steps. Range: 10 to 1000. From: time."""
    share: float = 0.7
    """Most that diffusion gets in the mix; the rest goes to the spread.
    Unit: share. Range: 0 to 1. From: by hand."""
    calm: float = 0.02
    """Slope of L, 0 to 1, below which a pixel is of flat art.
    Unit: L a pixel, times 8. Range: 0.001 to 0.2. From: by hand."""
    painted: float = 0.4
    """A picture is wholly painted up to this share of calm pixels.
    Unit: share. Range: 0 to 0.9. From: by hand."""
    between: float = 0.3
    """And flat from so much more on.
    Unit: share. Range: 0.01 to 1. From: by hand."""


DABS = Dabs()
GRAIN = Grain()
SPREADING = Spreading()
DIFFUSION = Diffusion()
