"""Constants of colouring a picture that has its own light.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on drawings by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grey:
    """Chroma from hints, boxes and a network."""

    working_side: int = 512
    """Longest side at which chroma is decided.
    Unit: pixels. Range: 128 to 2048. From: time."""
    reach: float = 1 / 16
    """At strength 0 a hint colours about this share of the picture's longer side around itself.
    Unit: share of the longer side. Range: 0.01 to 0.5. From: by hand."""
    trust: float = 1 / 4
    """So far from a hint two thirds of what a network answers that has not seen the spread hints count.
    Unit: share of the longer side. Range: 0.02 to 2. From: by hand."""
    middle: float = 0.25
    """A box's colour is held where the squared distance from its middle, half the box being 1, is less.
    Unit: squared share. Range: 0.01 to 1. From: by hand."""
    rounds: int = 10
    """Rounds in which few chromas get better.
    Unit: rounds. Range: 1 to 100. From: time."""


@dataclass(frozen=True)
class Lending:
    """What another picture's colours say of a grey one."""

    asked: int = 24
    """So many places of the key are asked about each of the frame.
    Unit: places. Range: 1 to 200. From: by hand."""
    around: float = 60.0
    """Standard deviation of the blur by which what is around a place is told.
    Unit: parts of the longer side. Range: 5 to 200. From: development cuts, of 20, 40 and 80."""
    light: float = 3.0
    """So much apart in light is one deviation.
    Unit: L. Range: 0.5 to 30. From: development cuts, of 1.5, 3 and 6."""
    wide: float = 12.0
    """The same of what is around.
    Unit: L. Range: 0.5 to 60. From: development cuts, of 4, 8 and 16."""
    rough: float = 1.5
    """The same of how much light deviates in a place: grass is no fur of its light.
    Unit: L. Range: 0.5 to 30. From: development cuts, of 1.5, 3 and 8."""
    height: float = 0.3
    """The same of how high it lies in the picture.
    Unit: of the picture's height. Range: 0.02 to 10. From: development cuts, of 0.15, 0.3 and 1."""
    soft: float = 10.0
    """Deviation of light below which it is no edge.
    Unit: squared L. Range: 0.1 to 1000. From: by hand."""


GREY = Grey()
LENDING = Lending()
