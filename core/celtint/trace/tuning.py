"""Constants of trace lines."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Traces:
    """Telling trace lines from outlines that are coloured, and from pencil."""

    chroma: float = 20.0
    """The middle of a trace line is so far from grey at least.
    Unit: chroma of CIE Lab. Range: 10 to 100. From: puppets of the validation split, and pairs that
    are not held out."""
    stands: int = 96
    """And so far from the paper: pencil is paler.
    Unit: levels of 255. Range: 40 to 200. From: puppets of the validation split, and pairs that
    are not held out."""
    even: float = 0.6
    """Half of a trace line is laid down so evenly at least.
    Unit: share of the most about it. Range: 0.3 to 1. From: puppets of the validation split, and pairs that
    are not held out."""
    along: int = 9
    """So far along a line its evenness is looked at.
    Unit: pixels. Range: 5 to 31. From: by hand."""
    solid: int = 96
    """From this cover on a pixel is of the line.
    Unit: levels of 255. Range: 32 to 200. From: by hand."""
    side: int = 2048
    """Longest side at which it is looked for what lines part.
    Unit: pixels. Range: 512 to 8192. From: time."""
    ball: int = 5
    """Radius of the ball that the outside is followed with: twice as wide a gap in an outline doesn't let it in.
    Unit: pixels. Range: 1 to 16. From: by hand."""
    gap: int = 1
    """Ends this far from another line still meet it.
    Unit: pixels. Range: 0 to 4. From: by hand."""
    wide: float = 14.0
    """What is wider is no line.
    Unit: pixels. Range: 4 to 64. From: by hand."""
    bounds: float = 0.45
    """So much of a pen's lines has another area on each side, or they are no trace lines.
    Unit: share. Range: 0.3 to 1. From: puppets of the validation split, and pairs that
    are not held out."""
    outer: float = 0.05
    """No more of them than this may lie along the outside.
    Unit: share. Range: 0 to 0.5. From: puppets of the validation split, and pairs that
    are not held out."""
    around: float = 4.0
    """How far beside a dark line it is looked which line ends where two meet.
    Unit: pixels. Range: 2 to 16. From: by hand."""
    turns: int = 48
    """In so many directions.
    Unit: directions. Range: 16 to 180. From: by hand."""
    ended: float = 0.2
    """At no more than this share of the places where they meet is it the dark line that ends.
    Unit: share. Range: 0 to 1. From: puppets of the validation split, and pairs that
    are not held out."""
    joined: float = 0.4
    """So much of them touches dark lines at both ends, of one pen at least.
    Unit: share. Range: 0 to 1. From: puppets of the validation split, and pairs that
    are not held out."""


@dataclass(frozen=True)
class Layer:
    """The line layer."""

    faintest: int = 10
    """What stands out less from the paper is its grain.
    Unit: levels of 255. Range: 1 to 40. From: by hand."""
    fringe: int = 2
    """So far beside a trace line what is drawn may still be its edge.
    Unit: pixels. Range: 1 to 8. From: by hand."""
    solid: float = 0.5
    """What a dark line covers so much of is it, surely.
    Unit: share of a pixel. Range: 0.2 to 0.9. From: by hand."""
    rest: float = 0.06
    """Less than this of a dark line is none.
    Unit: share of a pixel. Range: 0 to 0.4. From: by hand."""
    beside: int = 4
    """So far about a pixel of a line the paint is looked for whose colour it takes.
    Unit: pixels. Range: 1 to 16. From: by hand."""
    tone: float = 0.45
    """What of the paint's colour is left in it.
    Unit: share. Range: 0.1 to 0.9. From: by hand."""


TRACES = Traces()
LAYER = Layer()
