"""Constants of drawing outlines with few points.

Each says its unit, the range in which it makes sense, and where the value is from.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outlining:
    """Outlines that run between pixels."""

    half: float = 0.5
    """Farthest that an outline lies from the middle of an edge before corners are given up for fewer points.
    Unit: pixels. Range: 0.1 to 0.5. From: beyond it a pixel's middle may come to lie on the wrong side."""
    piece: int = 64
    """Points of a path that are looked at in one go.
    Unit: points. Range: 8 to 4096. From: time."""


OUTLINING = Outlining()
