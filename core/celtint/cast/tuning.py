"""Constants of taking colours from model sheets.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on sheets by eye;
`tests/core/cast` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """How a sheet is read."""

    side: int = 1024
    """Sheets are read at this size at most: parts as large as a drawing's are all that is compared.
    Unit: pixels. Range: 320 to 4096. From: time."""
    pen: float = 0.016
    """Half of the widest line that is looked for in a finished drawing, of its longer side.
    Unit: share. Range: 0.002 to 0.05. From: comicgen's figures, painted by their truth, and the art set's train pairs:
    with 0.008 thick lines are parts, and of these 79.7 % of the pixels are right, not 87.1 %."""
    dark: int = 24
    """A line is darker than the paint on both sides by so much.
    Unit: levels of 255. Range: 8 to 128. From: by hand."""
    edge: float = 16.0
    """Paints that differ so much have a border between them, where no line lies.
    Unit: ΔE (1976). Range: 4 to 60. From: by hand."""
    shaded: float = 20.0
    """A pixel is of its region's colour up to here, shaded.
    Unit: ΔE2000. Range: 2 to 40. From: as the bench of casts has it."""
    pure: float = 0.6
    """A region less of which is of one colour says nothing.
    Unit: share. Range: 0.3 to 1. From: as the bench of casts has it."""
    paints: int = 16
    """Colours that make up most of a drawing, each a sixteenth of the range wide.
    Unit: colours. Range: 4 to 256. From: photographs of scikit-image, and the art set's train rows."""
    photograph: float = 0.6
    """A sheet of which less is in so many colours is a photograph, or painted as one.
    Unit: share. Range: 0.1 to 0.95. From: photographs of scikit-image have less, the art set's train rows
    more."""
    merge: float = 4.0
    """Colours of a character that are no farther apart are one: of the same paint, but for how the file was saved.
    Unit: ΔE2000. Range: 0 to 10. From: JPEG at quality 75."""
    named: float = 8.0
    """A colour of a sheet takes the name and colour of an entry of the palette beside it up to here.
    Unit: ΔE2000. Range: 0 to 20. From: by hand."""


@dataclass(frozen=True)
class Figures:
    """What is one figure in a drawing."""

    ground: float = 0.8
    """A region whose box is so much of its group's, both ways, and that holds two of its corners, is the ground behind.
    Unit: share. Range: 0.5 to 1. From: by hand."""
    panel: float = 0.95
    """A group that fills so much of its box is a panel with what is in it.
    Unit: share of area. Range: 0.8 to 1. From: by hand; figures fill two thirds at most, panels all but a line."""
    least: float = 0.02
    """A group smaller than this beside the largest is a label or a dot, and no figure of a sheet.
    Unit: share of area. Range: 0 to 0.5. From: by hand."""
    near: float = 0.06
    """What lies so close to a group is of the same figure, as a head without a neck.
    Unit: share of the larger's longer side. Range: 0 to 0.2. From: by hand."""
    most: int = 12
    """Figures of one character that are looked at.
    Unit: figures. Range: 1 to 64. From: time."""


@dataclass(frozen=True)
class Deciding:
    """Which colour a region takes."""

    least: float = 0.25
    """Where less speaks for any colour, no sheet shows the part.
    Unit: probability. Range: 0 to 0.9. From: comicgen's characters of the validation split."""
    sure: float = 0.75
    """From here a matcher that does not say so itself is sure.
    Unit: probability. Range: 0.3 to 0.99. From: by hand."""
    clear: float = 0.55
    """A figure is one character's if so much of what is found speaks for it; otherwise each region is asked alone.
    Unit: share of area. Range: 0.5 to 1. From: by hand."""
    guess: float = 0.2
    """How sure a colour is that is taken from what lies around.
    Unit: probability. Range: 0 to 0.49. From: as rules are."""
    first: int = 3
    """Figures of each character that are asked who somebody is.
    Unit: figures. Range: 1 to 12. From: time."""


READING, FIGURES, DECIDING = Reading(), Figures(), Deciding()
