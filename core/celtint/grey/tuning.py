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


GREY = Grey()
