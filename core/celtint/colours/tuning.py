"""Constants of laying chroma under a picture's own light.

Each says its unit, the range in which it makes sense, and where the value is from.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chroma:
    """Chroma at full size."""

    likeness: float = 4.0
    """Difference in L at which a small pixel's say over a full-size one falls to 1/e.
    Unit: L. Range: 0.5 to 50. From: by hand."""
    slack: float = 1e-4
    """How far over the gamut's edge float noise carries a colour that lies on it.
    Unit: linear light. Range: 0.000001 to 0.002. From: single precision."""


CHROMA = Chroma()
