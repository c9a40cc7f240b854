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
class Marking:
    """Strokes of marks."""

    core: float = 0.5
    """A stroke runs through what its middle does: pixels at least this share of its half width from its rim.
    Unit: share of the half width. Range: 0 to 0.9. From: by hand; a brush's rim slips over lines that its middle
    keeps off."""


@dataclass(frozen=True)
class Objects:
    """How likely two regions that touch are parts of one object: the weights of a logistic regression on the pairs of
    the sources that aren't held, 512 pixels, no, some and many gaps (336 drawings)."""

    base: float = -2.25
    """Whatever they are like.
    Unit: log odds. Range: -10 to 10. From: that regression."""
    within: float = -1.56
    """By the share of the smaller one's rim that the other is.
    Unit: log odds. Range: -10 to 10. From: that regression."""
    bare: float = 4.70
    """By the share of their border along which nothing is drawn.
    Unit: log odds. Range: 0 to 20. From: that regression."""
    small: float = -0.306
    """By the logarithm of the smaller one's share of the page.
    Unit: log odds. Range: -5 to 5. From: that regression."""
    unlike: float = -0.208
    """By the logarithm of how many times as large the other is.
    Unit: log odds. Range: -5 to 5. From: that regression."""
    edge: float = -0.87
    """If the larger reaches the page's edge.
    Unit: log odds. Range: -10 to 10. From: that regression."""


@dataclass(frozen=True)
class Dummies:
    """Dummy colours."""

    apart: float = 40.0
    """Neighbours are at least this far apart where that can be had.
    Unit: ΔE 1976. Range: 5 to 100. From: by hand; told apart at a glance beside and through lines."""
    alike: float = 8.0
    """And any two are this far apart while few are given.
    Unit: ΔE 1976. Range: 0 to 40. From: by hand; told apart when they don't touch."""
    few: int = 100
    """Up to so many regions: of more there aren't as many colours to tell apart.
    Unit: regions. Range: 0 to 1000. From: how many the wheel has so far apart."""
    tries: int = 256
    """Of so many free colours one is taken.
    Unit: colours. Range: 1 to 1000. From: time."""


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


@dataclass(frozen=True)
class Panels:
    """Panels of a comic page."""

    side: int = 1024
    """Longest side at which they are looked for, of a strip twice its shorter one.
    Unit: pixels. Range: 256 to 4096. From: time."""
    least: float = 0.06
    """What is narrower or lower than this is no panel.
    Unit: share of the page's shorter side. Range: 0.01 to 0.3. From: by hand."""
    slack: float = 0.1
    """So much of a panel may hang over a cut between rows or columns.
    Unit: share of its height or width. Range: 0 to 0.4. From: by hand."""


DECISIONS = Decisions()
THOROUGH = Thorough()
CELLS = Cells()
MARKING = Marking()
OBJECTS = Objects()
DUMMIES = Dummies()
SLIPS = Slips()
UNHINTED = Unhinted()
SHADE = Shade()
PANELS = Panels()
