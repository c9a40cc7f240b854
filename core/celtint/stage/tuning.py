"""Constants of setting a stage.

Each says its unit, the range in which it makes sense, and where the value is from.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """From a word to objects."""

    longest: int = 200
    """Longer tags name nothing.
    Unit: letters. Range: 20 to 2000. From: by hand."""
    limit: float = 0.45
    """A word farther than this from every name names nothing, where the table of words has no limit of its own.
    Unit: share. Range: 0.1 to 0.9. From: by hand."""
    headed: float = 0.1
    """The distance told where only one of several words, or the end of a compound, is known: "old oak tree".
    Unit: share. Range: 0 to 0.5. From: by hand."""
    tail: int = 4
    """The shortest end of a compound that says what it is.
    Unit: letters. Range: 3 to 8. From: by hand."""
    stem: int = 3
    """The shortest beginning of a compound.
    Unit: letters. Range: 1 to 8. From: by hand."""


@dataclass(frozen=True)
class Placing:
    """Which object for a box, and where in it."""

    least: float = 4.0
    """A box that is less on the canvas, across or down, is left out.
    Unit: pixels. Range: 1 to 16. From: by hand."""
    rank: float = 0.35
    """What it counts against an object that it comes one place later among those of a name.
    Unit: natural log of a stretch. Range: 0 to 2. From: by eye."""
    posed: float = 0.8
    """What it counts against somebody who strikes a pose that nobody asked for.
    Unit: natural log of a stretch. Range: 0 to 3. From: by eye."""
    alike: float = 0.25
    """How unlike in shape others of a name may be that stand in one row.
    Unit: natural log of a stretch. Range: 0 to 1. From: by eye."""
    spread: float = 0.5
    """How freely other seeds choose other objects: what counts against one makes it so much rarer.
    Unit: natural log of a stretch. Range: 0.05 to 5. From: by eye."""
    several: float = 1.45
    """A box so much wider than an object that repeats takes several.
    Unit: object widths. Range: 1 to 3. From: two in 1.5 widths overlap by a quarter."""
    most: int = 40
    """At most so many copies stand beside each other.
    Unit: objects. Range: 1 to 200. From: by hand."""
    uneven: float = 0.22
    """How much smaller than the tallest the others of a row may be.
    Unit: share. Range: 0 to 0.6. From: by eye."""
    uneven_aloft: float = 0.45
    """The same for what floats or flies.
    Unit: share. Range: 0 to 0.6. From: by eye."""
    widest: float = 1.6
    """How far an object that widens is stretched; a plant that repeats, upwards alone.
    Unit: times. Range: 1 to 3. From: by eye."""
    sky: float = 1.0
    """Whether what belongs to the sky, and stands nowhere, is behind all else of its order.
    Unit: switch. Range: 0 to 1. From: by hand."""
    within: float = 0.85
    """A box of which so much lies in a larger one is in front of it.
    Unit: share. Range: 0.5 to 1. From: by hand."""
    smaller: float = 0.6
    """What counts as a larger box: this is at most so much of it.
    Unit: share. Range: 0.1 to 1. From: by hand."""


@dataclass(frozen=True)
class Drawing:
    """From shapes to regions and lines."""

    finer: float = 2400.0
    """Shapes are drawn so finely that the longer side has about as many steps, from one to three a pixel.
    Unit: steps. Range: 512 to 8192. From: time at 1024 pixels."""
    thin: float = 1.5
    """A shape thinner than this is drawn as a line.
    Unit: line widths. Range: 0.5 to 4. From: by eye."""
    dark: float = 80.0
    """A small detail darker than this becomes ink; a lighter one joins what is around it.
    Unit: grey, 0 to 255. Range: 30 to 200. From: by eye."""
    lighter: float = 40.0
    """So much lighter is what a small dark detail is drawn on, for it to become ink.
    Unit: grey, 0 to 255. Range: 0 to 150. From: by eye."""
    inside: float = 0.85
    """What is a detail has so much of its rim on its own object.
    Unit: share. Range: 0.5 to 1. From: eyes against hands."""
    hidden: float = 0.3
    """A piece of an object is what others leave to see of it where so much of its rim touches others.
    Unit: share. Range: 0.05 to 0.9. From: by eye."""
    even: float = 0.5
    """How far along borders are evened where something was given away.
    Unit: line widths. Range: 0.1 to 2. From: by eye."""
    speck: float = 0.3
    """A thin piece smaller than this is not looked at.
    Unit: square line widths. Range: 0 to 4. From: by eye."""
    long: float = 2.5
    """A splinter longer than this is drawn as a line; a shorter one is left out.
    Unit: line widths. Range: 1 to 10. From: by eye."""
    far: float = 0.9
    """How wide lines are at the top of the page.
    Unit: line widths. Range: 0.87 to 1. From: where lines meet they are wider; things centre on 1."""
    near: float = 0.98
    """How wide lines are at the bottom of the page.
    Unit: line widths. Range: 0.9 to 1.13. From: as above, no thing is off by 15 %."""
    passes: int = 6
    """How often regions too small for a dot are joined to their neighbours before they become ink.
    Unit: times. Range: 1 to 10. From: by eye."""


@dataclass(frozen=True)
class Scenery:
    """Backgrounds."""

    behind: float = 0.05
    """How far the ground goes on behind the highest foot on it.
    Unit: page heights. Range: 0 to 0.3. From: by eye."""
    highest: float = 0.2
    """The horizon is never farther up the page; what stands there stands in the air.
    Unit: page heights. Range: 0.05 to 0.5. From: by eye."""
    wall: float = 0.45
    """Things with their foot farther up the page are on a wall or a shelf, not on the floor of a room.
    Unit: page heights. Range: 0.2 to 0.8. From: by eye."""
    lowest: float = 0.88
    """The horizon is never farther down the page.
    Unit: page heights. Range: 0.5 to 0.98. From: by eye."""
    air: float = 0.4
    """How much of the air before it a background's colours have: the more, the more things stand out of it.
    Unit: share. Range: 0 to 0.8. From: what is recognised in stages that are not measured."""
    board: float = 0.03
    """How high a skirting board is.
    Unit: page heights. Range: 0.015 to 0.1. From: by eye."""
    tufts: int = 26
    """How many tufts of grass are tried.
    Unit: tufts. Range: 0 to 200. From: by eye."""
    waves: int = 22
    """How many waves are tried.
    Unit: waves. Range: 0 to 200. From: by eye."""
    stars: int = 16
    """How many stars there are at most.
    Unit: stars. Range: 0 to 200. From: by eye."""


@dataclass(frozen=True)
class Harmony:
    """Colours that go together."""

    calm: float = 52.0
    """Colours with more chroma than this are calmed.
    Unit: Lab chroma. Range: 20 to 130. From: by eye."""
    loud: float = 0.6
    """How much is left of the chroma above that.
    Unit: share. Range: 0 to 1. From: by eye."""
    turn: float = 1.1
    """How far other seeds turn the hue of what may have any colour; one standard deviation.
    Unit: radians. Range: 0 to 3.2. From: by eye."""
    turn_of_living: float = 0.05
    """The same for animals, plants and food.
    Unit: radians. Range: 0 to 1. From: by eye."""


@dataclass(frozen=True)
class Shading:
    """The shade layer."""

    haze: float = 0.34
    """How bright the air is at the horizon.
    Unit: alpha. Range: 0 to 1. From: by eye."""
    near: float = 0.16
    """How dark the ground is at the foot of the page.
    Unit: alpha. Range: 0 to 1. From: by eye."""
    sole: float = 0.1
    """The lowest part of an object, which touches the ground.
    Unit: object heights. Range: 0.01 to 0.5. From: by eye."""
    foot: float = 1.25
    """How wide the shadow at a foot is.
    Unit: widths of what touches the ground. Range: 0.3 to 3. From: by eye."""
    flat: float = 0.09
    """How high that shadow is.
    Unit: shadow widths. Range: 0.02 to 0.5. From: by eye."""
    contact: float = 0.42
    """How dark that shadow is.
    Unit: alpha. Range: 0 to 1. From: by eye."""
    grid: float = 160.0
    """Roundness is computed on so many steps along an object's longer side.
    Unit: steps. Range: 32 to 1024. From: time."""
    round: float = 0.75
    """How far from its outline an object is round.
    Unit: its greatest depth. Range: 0.1 to 1. From: by eye."""
    lit: float = 0.42
    """How bright the side is that light falls on.
    Unit: alpha. Range: 0 to 1. From: by eye."""
    shade: float = 0.62
    """How dark the other side is.
    Unit: alpha. Range: 0 to 1. From: by eye."""


@dataclass(frozen=True)
class Dots:
    """The hints that go with a picture."""

    radius: float = 0.005
    """Of a dot; in a region that has less room it is cut off at the lines.
    Unit: canvas sides. Range: 0.002 to 0.02. From: dots of one per cent of the side."""
    room: float = 0.0025
    """The least room of a region, from its middle to its lines.
    Unit: canvas sides. Range: 0.001 to 0.01. From: what is recognised in stages that are not measured."""
    least: float = 2.5
    """The least radius of a dot, and the least room of a region.
    Unit: pixels. Range: 1 to 6. From: of smaller regions more than a tenth lies below their lines."""


@dataclass(frozen=True)
class Flow:
    """Things drawn by a network."""

    steps: int = 16
    """From noise to a picture.
    Unit: steps. Range: 2 to 200. From: by eye."""
    noise: float = 0.4
    """How strong the noise is that a drawing begins with: more gives other drawings, and rougher ones.
    Unit: deviations. Range: 0 to 1.5. From: by eye, at 0.3 to 1."""
    least: float = 0.02
    """A drawing that covers less of its square is none.
    Unit: share. Range: 0 to 0.5. From: by hand."""


@dataclass(frozen=True)
class Tracing:
    """A network's small picture as clean shapes."""

    finer: int = 6
    """Outlines are found on so many steps a pixel of the picture.
    Unit: steps. Range: 1 to 12. From: by eye."""
    smooth: float = 0.5
    """How much outlines are smoothed; one deviation.
    Unit: pixels of the picture. Range: 0 to 3. From: by eye."""
    island: float = 0.0015
    """A patch of a colour that covers less is taken by what is round it.
    Unit: share of the picture. Range: 0 to 0.1. From: by eye."""
    colours: int = 7
    """A thing has at most so many.
    Unit: colours. Range: 2 to 16. From: by eye."""
    apart: float = 16.0
    """Colours nearer to each other are one.
    Unit: Lab distance. Range: 2 to 60. From: by eye."""
    rare: float = 0.005
    """A colour that covers less of a thing is left out.
    Unit: share of the thing. Range: 0 to 0.2. From: by eye."""
    loose: float = 0.35
    """How far an outline's corners may lie from it.
    Unit: steps. Range: 0 to 3. From: by eye."""


WORDS = Words()
PLACING = Placing()
DRAWING = Drawing()
SCENERY = Scenery()
HARMONY = Harmony()
SHADING = Shading()
DOTS = Dots()
FLOW = Flow()
TRACING = Tracing()
