"""Constants of colouring line art.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on drawings by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decisions:
    """What is decided for each region."""

    absorb: float = 0.3
    """A passage of this share of an undecided region's half width lets its neighbour's hint run on into it.
    Unit: share of the half width. Range: 0.05 to 1. From: by hand."""
    absorb_all: float = 0.0
    """The same where all that lines close in has a hint.
    Unit: share of the half width. Range: 0 to 1. From: pairs, whole and with gaps."""
    nearly_all: float = 0.7
    """Where less than this share of what lines close in has a hint, much was left out on purpose.
    Unit: share of the regions. Range: 0.3 to 0.99. From: pairs, all and half of the areas hinted."""
    few: int = 4
    """Of fewer regions that lines close in nothing can be told; then all of them are asked.
    Unit: regions. Range: 1 to 20. From: by hand."""
    tiny: int = 25
    """So many grid pixels and fewer are an island that needs no hint of its own.
    Unit: grid pixels. Range: 0 to 400. From: by hand."""
    most_candidates: int = 512
    """Of more different colours than this only those of the largest areas can be chosen when colours are limited: the
    distances between all of them have to fit into memory.
    Unit: colours. Range: 256 to 4096. From: memory."""
    rounds: int = 20
    """Most rounds in which the chosen colours get better.
    Unit: rounds. Range: 1 to 100. From: time."""


@dataclass(frozen=True)
class Unhinted:
    """The rules for what nothing decided."""

    side: int = 512
    """Longest side of the grid on which colours run on.
    Unit: pixels. Range: 128 to 2048. From: time."""
    sure: float = 0.25
    """How sure such a colour is: a guess, marked unsure everywhere.
    Unit: confidence. Range: 0 to 0.49. From: a quarter to a third of them come out right (docs/benchmarks.md)."""


@dataclass(frozen=True)
class Shade:
    """Style "soft"."""

    depth: float = 0.35
    """Opacity of the darkest shade.
    Unit: share. Range: 0.05 to 1. From: by hand."""
    reach: float = 0.16
    """How far a shadow reaches into a region, beside the root of its box's area.
    Unit: share. Range: 0.01 to 0.5. From: by hand."""
    least: float = 2.0
    """How far it reaches at least.
    Unit: grid pixels. Range: 1 to 10. From: by hand."""
    most: float = 24.0
    """And at most.
    Unit: grid pixels. Range: 4 to 200. From: by hand."""
    soft: float = 3.0
    """Standard deviation of its softening.
    Unit: grid pixels. Range: 0.5 to 20. From: by hand."""


@dataclass(frozen=True)
class Cells:
    """Where hints say that a texture is lines."""

    mark: int = 64
    """Darkness from which a pixel parts two cells.
    Unit: levels of 255. Range: 16 to 200. From: by hand."""
    within: float = 0.85
    """What of a stroke lies in one cell if it is meant for that one.
    Unit: share. Range: 0.5 to 1. From: by hand."""


DECISIONS = Decisions()
CELLS = Cells()
UNHINTED = Unhinted()
SHADE = Shade()
