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
    """The same where nothing was left out on purpose.
    Unit: share of the half width. Range: 0 to 1. From: pairs, whole and with gaps."""
    ajar: float = 0.7
    """Where a closing is likelier than this to be none, as drawings like this one go, hints run on through it.
    Unit: probability. Range: 0 to 1. From: faces, and pairs half hinted with many gaps, of which more leak below."""
    tiny: int = 25
    """So many grid pixels of paper and fewer are an island that needs no hint of its own.
    Unit: grid pixels. Range: 0 to 400. From: by hand."""
    most_candidates: int = 512
    """Of more different colours than this only those of the largest areas can be chosen when colours are limited: the
    distances between all of them have to fit into memory.
    Unit: colours. Range: 256 to 4096. From: memory."""
    rounds: int = 20
    """Most rounds in which the chosen colours get better.
    Unit: rounds. Range: 1 to 100. From: time."""


@dataclass(frozen=True)
class Thorough:
    """Whether areas were left out on purpose.

    How likely areas are hinted: logistic curves by eye through the shares in generated pairs, in scenes (seeds 7000 to
    7019) and in the art set's train rows, a dab in every area of the truth.
    """

    closed_base: float = 2.9
    """How likely an area that lines close in is hinted if it is as wide as half of those that are.
    Unit: log odds. Range: 0 to 10. From: 98 % of those a little wider."""
    closed_size: float = 4.0
    """How much likelier wider ones are, by the logarithm of how many times.
    Unit: log odds. Range: 0 to 20. From: a tenth to a third of those a quarter as wide."""
    open_base: float = 1.8
    """The same base of areas that open into others.
    Unit: log odds. Range: 0 to 10. From: 85 % of them."""
    open_size: float = 1.5
    """And the same slope.
    Unit: log odds. Range: 0 to 20. From: two thirds of those half as wide."""
    slips: float = 0.98
    """No area is likelier to be hinted than that: anybody forgets one.
    Unit: probability. Range: 0.8 to 0.999. From: by hand."""
    opens: float = 0.3
    """What areas that open into others say counts for so much.
    Unit: share. Range: 0 to 1. From: pairs with many gaps, all and half of the areas hinted."""
    most_opens: float = 1.0
    """And all together for no more than this.
    Unit: log odds. Range: 0 to 10. From: pairs with many gaps, all and half of the areas hinted."""
    sure: float = 0.5
    """From here on the hand is taken for a thorough one, a little at first and wholly at one more.
    Unit: log odds. Range: -5 to 10. From: pairs with many gaps, all and half of the areas hinted."""


@dataclass(frozen=True)
class Slips:
    """Dabs that a slip of the hand put over a line."""

    near: float = 0.2
    """A slip lies no farther from a line than this share of the half width of the ground about it.
    Unit: share of the half width. Range: 0.02 to 0.5. From: misplaced dots in pairs; what stands for more shares it."""
    opens: float = 0.8
    """Ground that a passage at least this wide beside it leads out of is no pocket.
    Unit: share of its half width. Range: 0.3 to 1. From: by hand."""
    small: float = 3.0
    """And is no larger than so many times what it is deep.
    Unit: times. Range: 2 to 10. From: by hand; a longer stroke beside a line is shade."""


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
THOROUGH = Thorough()
CELLS = Cells()
SLIPS = Slips()
UNHINTED = Unhinted()
SHADE = Shade()
