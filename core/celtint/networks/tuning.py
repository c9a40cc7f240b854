"""Constants of hearing what a network proposes.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on drawings by eye.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proposing:
    """Which colour each region takes."""

    peak_width: float = 8.0
    """Width of the bell by which colours count as one family when a region looks for its mode.
    Unit: Lab. Range: 1 to 40. From: by hand."""
    fine_width: float = 5.0
    """Width of the bell by which it chooses in the family.
    Unit: Lab. Range: 1 to 40. From: by hand."""
    agreement: float = 10.0
    """How far from the mode another colour still agrees: the width of a bell.
    Unit: Lab. Range: 1 to 40. From: by hand."""
    under_ink: float = 0.02
    """What a pixel under solid ink counts beside one on paper.
    Unit: share. Range: 0.0001 to 1. From: by hand."""
    ink_width: float = 25.0
    """Width of the bell around black in which a colour is taken for ink.
    Unit: Lab. Range: 1 to 60. From: by hand."""
    paper_width: float = 12.0
    """Width of the bell around white in which a colour is taken for paper.
    Unit: Lab. Range: 1 to 60. From: by hand."""
    doubt: float = 0.9
    """How much ink, and paper that does not touch the picture's border, are doubted.
    Unit: share. Range: 0 to 1. From: by hand."""
    hint_voice: float = 0.8
    """With how much of the voices a hint speaks where it stands.
    Unit: share. Range: 0 to 1. From: by hand."""
    over_lines: float = 0.3
    """What is left of its voice over a solid line.
    Unit: share. Range: 0 to 1. From: by hand."""
    most_voices: int = 256
    """Of very many hints' colours only so many, the most widespread, are heard.
    Unit: colours. Range: 16 to 4096. From: memory."""


@dataclass(frozen=True)
class Heads:
    """One answer out of two."""

    temperature: float = 0.25
    """By how much the distribution is sharpened before its mean is taken.
    Unit: temperature. Range: 0.05 to 1. From: measured on validation pictures that are not scored."""
    share: float = 0.5
    """Of the distribution's answer where no hint is near.
    Unit: share. Range: 0 to 1. From: measured on validation pictures that are not scored."""
    shades: int = 8
    """So many of the 256 greys are nearly one.
    Unit: levels of 255. Range: 2 to 64. From: measured on validation pictures that are not scored."""
    least: int = 30
    """A patch that is smaller is an edge, or detail that the network sees better alone.
    Unit: pixels. Range: 1 to 1000. From: measured on validation pictures that are not scored."""


@dataclass(frozen=True)
class Bins:
    """A distribution made of one answer."""

    most: int = 256
    """Like colours share a bin until there are no more bins than this.
    Unit: bins. Range: 16 to 4096. From: memory."""
    unlikely: float = 1e-4
    """What is left for all the other bins.
    Unit: probability. Range: 0.0000001 to 0.1. From: next to nothing."""


PROPOSAL = Proposing()
HEADS = Heads()
BINS = Bins()
