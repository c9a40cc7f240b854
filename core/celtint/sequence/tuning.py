"""Constants of colouring sequences.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on clips by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Flats:
    """Line drawings: votes for colours."""

    horizon: int = 48
    """A key this many frames ahead and farther is not asked: the drawings before know better.
    Unit: frames. Range: 1 to 1000. From: by hand."""
    least: float = 0.15
    """What speaks for a colour at least, or none is taken.
    Unit: share of the votes. Range: 0 to 1. From: by hand."""
    sure: float = 0.8
    """Below this share of the votes a colour is marked unsure, where no trained matcher says what is.
    Unit: share of the votes. Range: 0 to 1. From: by hand."""
    guess: float = 0.6
    """The votes that a proposed colour has.
    Unit: share of the votes. Range: 0 to 1. From: by hand."""


@dataclass(frozen=True)
class Keys:
    """Reading what an artist painted on a key frame."""

    major: float = 0.08
    """A second colour in a region counts from this share of it on.
    Unit: share of the region. Range: 0 to 0.5. From: by hand."""
    least: int = 40
    """And from so many pixels on.
    Unit: pixels. Range: 1 to 1000. From: by hand."""
    away: float = 0.012
    """Where a key's colours meet there is a line, at most so far away.
    Unit: share of the longer side. Range: 0.001 to 0.1. From: by hand."""
    on_lines: float = 0.35
    """Along this share of such places at least, or the key lies on another drawing.
    Unit: share. Range: 0 to 1. From: by hand."""
    by_chance: float = 1.2
    """And along more than the lines would cover by chance, times this.
    Unit: times. Range: 1 to 3. From: by hand."""
    crowded: float = 0.5
    """Lines that are near this share of the page tell nothing.
    Unit: share of the page. Range: 0.1 to 1. From: by hand."""


@dataclass(frozen=True)
class Smoothing:
    """Decisions calm in time."""

    same: float = 0.6
    """Two regions that motion lays over each other by this share of both are one part of the drawing.
    Unit: share of the region. Range: 0.1 to 1. From: by hand."""
    pull: float = 0.6
    """What such a neighbour's votes count beside a region's own: above a half, one odd drawing between two that agree
    gives way to them; below one, a real change lasts.
    Unit: votes. Range: 0.5 to 1. From: those two rules; in some seventy clips that the trained network matched
    it put 83 regions right and 43 wrong."""
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
    cut_histogram: float = 0.35
    """At a cut the histograms of light differ by so much.
    Unit: share. Range: 0.05 to 1. From: by hand."""
    cut_belief: float = 0.25
    """And of the motion no more than this is believed; or a third of it, however alike the light is.
    Unit: belief. Range: 0.01 to 1. From: by hand."""
    astray: float = 64
    """The motion straight from the key may differ from that from frame to frame by a frame's longer side divided by
    this, or it has found something else that looks alike.
    Unit: parts of the longer side. Range: 4 to 1000. From: by hand."""
    known: float = 0.5
    """Belief from which on the motion from frame to frame may say so.
    Unit: belief. Range: 0.01 to 1. From: by hand."""
    sharply: float = 4
    """Power of belief by which several ways are weighed, so that colours do not mix to grey.
    Unit: power. Range: 1 to 16. From: by hand."""
    around: int = 24
    """Within one part in twice so many of the longer side around hints nothing that was carried is believed.
    Unit: parts of the longer side. Range: 4 to 200. From: by hand."""


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


FLATS = Flats()
KEYS = Keys()
SMOOTHING = Smoothing()
CORRECTIONS = Corrections()
GREY = Grey()
FLOW = Flow()
RULES = Rules()
