"""Constants of reading ink: what is paper, what is pen, what is tone.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on drawings by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Levels:
    """Telling paper and pen apart."""

    line: int = 8
    """What a connected patch must reach in height or width to be a line and no dust.
    Unit: pixels. Range: 2 to 64. From: by hand."""
    long: int = 20
    """The same where other patches are four times as long.
    Unit: pixels. Range: 4 to 128. From: by hand."""
    handful: int = 12
    """So many of the most extreme pixels say how far the pen could be from the paper.
    Unit: pixels. Range: 1 to 100. From: by hand."""
    stands_out: float = 0.25
    """Share of that contrast from which a pixel stands out; a quarter of it again where only dust does.
    Unit: share. Range: 0.05 to 0.9. From: by hand."""
    darkest: float = 0.25
    """The pen is the level that this share of the lines' pixels reaches: the others are rims and light strokes.
    Unit: share. Range: 0.01 to 0.9. From: by hand."""
    plenty: float = 0.005
    """Where there is much ink, this share of the page says it instead.
    Unit: share of the page. Range: 0.0001 to 0.1. From: by hand."""
    faintest: int = 8
    """Contrast below which nothing is a line.
    Unit: levels of 255. Range: 1 to 64. From: by hand."""
    grain: float = 4.0
    """Nothing within so many standard deviations of the paper's grain is a line.
    Unit: standard deviations. Range: 1 to 10. From: by hand."""
    surely: float = 8.0
    """Nothing within so many standard deviations of the grain is a dot.
    Unit: standard deviations. Range: 1 to 20. From: by hand."""
    near: int = 64
    """How far from the paper's level a pixel may be and still be grain.
    Unit: levels of 255. Range: 8 to 128. From: by hand."""
    lag: int = 8
    """Pixels that are so far apart have grains of their own, even in a soft scan.
    Unit: pixels. Range: 1 to 32. From: by hand."""
    rows: int = 256
    """So many rows tell how strong the grain is.
    Unit: rows. Range: 16 to 8192. From: time."""
    finest: int = 4096
    """Longest side at which patches are told apart; larger pages are looked at in blocks of pixels.
    Unit: pixels. Range: 512 to 8192. From: memory."""


@dataclass(frozen=True)
class Paper:
    """Line art or a grey picture; from which coverage on a pixel is line."""

    lightest: int = 31
    """Coverage up to this is paper.
    Unit: levels of 255. Range: 1 to 127. From: by hand."""
    darkest: int = 204
    """Coverage from this on is line; what is between is neither.
    Unit: levels of 255. Range: 128 to 254. From: by hand."""
    shaded: float = 0.005
    """A picture with more than this share of ground that is neither, five pixels wide or more, is shaded.
    Unit: share of the page. Range: 0.0001 to 0.5. From: by hand."""
    least: int = 26
    """Least coverage from which a pixel counts as line.
    Unit: levels of 255. Range: 1 to 127. From: by hand."""
    most: int = 90
    """Greatest coverage from which a pixel counts as line.
    Unit: levels of 255. Range: 1 to 254. From: by hand."""
    usual: float = 0.75
    """The lines' usual darkness: so much of what is drawn is lighter.
    Unit: share. Range: 0.1 to 1. From: by hand."""
    clear: float = 0.25
    """A layer with more than this share of empty pixels is taken for lines on nothing: its alpha is the ink.
    Unit: share of the page. Range: 0.01 to 0.99. From: by hand."""
    filled: float = 0.15
    """Paint of which more than this share lies in shapes is no line.
    Unit: share. Range: 0.01 to 0.99. From: by hand."""


@dataclass(frozen=True)
class Screentone:
    """Taking fields of dots out."""

    fewest: int = 60
    """Fewer dots than this are dots the artist drew.
    Unit: dots. Range: 10 to 1000. From: by hand."""
    blot: int = 60
    """Coverage above which a pixel belongs to a dot.
    Unit: levels of 255. Range: 1 to 254. From: by hand."""
    largest: float = 0.012
    """Widest dot, beside the page's longer side; four pixels at least.
    Unit: share of the longer side. Range: 0.001 to 0.1. From: by hand."""
    compact: float = 0.45
    """What a dot fills of its box.
    Unit: share. Range: 0.1 to 0.8. From: by hand."""
    even: float = 1.8
    """How much farther the fourth neighbour may be than the nearest.
    Unit: times. Range: 1 to 5. From: by hand."""
    close: float = 6.0
    """How far the fourth neighbour may be, beside the dot's size.
    Unit: roots of the dot's area. Range: 1 to 20. From: by hand."""
    like: float = 0.8
    """How much the neighbours' areas may differ.
    Unit: times the dot's area. Range: 0.1 to 5. From: by hand."""


LEVELS = Levels()
PAPER = Paper()
SCREENTONE = Screentone()
