"""Constants of matching regions without a trained matcher, and of holding parts of drawings against each other.

Each says its unit, the range in which it makes sense, and where the value is from. "by hand" is set on clips by eye;
`tests/quality` guards those that matter most.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Geometry:
    """What speaks for a pair of regions, and against it. Units are natural logarithms of odds."""

    led_here: float = 2.0
    """What it speaks for a pair that motion carries all of the region into the other.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    led_there: float = 1.0
    """That the other is filled by it.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    back_here: float = 1.0
    """That on the way back the region is filled by the other.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    back_there: float = 2.0
    """That motion carries all of the other back into it.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    shape: float = 2.0
    """That their shapes cover each other.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    surroundings: float = 1.0
    """That the lines around them are alike, at each of three scales.
    Unit: log odds. Range: 0 to 10. From: by hand."""
    far: float = 6.0
    """What a place a drawing's size away speaks against a pair.
    Unit: log odds. Range: 0 to 50. From: by hand."""
    larger: float = 1.5
    """What an area e times as large speaks against it.
    Unit: log odds. Range: 0 to 20. From: by hand."""
    support: float = 2.0
    """What neighbours are worth that match neighbours.
    Unit: log odds. Range: 0 to 20. From: by hand."""
    nothing: float = -2.0
    """How well "none of these" fits.
    Unit: log odds. Range: -20 to 5. From: by hand."""


GEOMETRY = Geometry()


@dataclass(frozen=True)
class Framing:
    """What of a figure is held against a sheet, and how much each way to do so counts: chosen on comicgen's and
    @dicebear's characters that are kept for development."""

    upper: float = 0.5
    """Of a figure's height, what is shown where it is cut off.
    Unit: share. Range: 0.3 to 0.8. From: development characters, where three ways did as well as seven."""
    trust: float = 2.0
    """How much surer answers speak for a way.
    Unit: factor on logarithms. Range: 0 to 10. From: development characters."""
    cut_alike: float = 0.6
    """That it brings together two drawings that the page both cuts off, or both not.
    Unit: log odds before `trust`. Range: 0 to 2. From: development characters."""
    whole: float = 0.3
    """That both drawings are as they are.
    Unit: log odds before `trust`. Range: 0 to 2. From: development characters."""


FRAMING = Framing()
