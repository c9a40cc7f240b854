"""A drawing with its regions and their measures."""

from dataclasses import dataclass, field

from celtint.line.splits import Splits
from celtint.regions.segment import Regions
from celtint.types.arrays import I32, I64


@dataclass(frozen=True)
class LineArt:
    """The regions of a drawing and their measures.

    area: (n + 1,) pixels; box: (n + 1, 4) int32 x, y, width, height; row 0 is unused. splits: how hints divided them
    last.
    """

    regions: Regions
    area: I64
    box: I32
    splits: Splits = field(default_factory=Splits, compare=False, repr=False)

    @classmethod
    def measure(cls, regions: Regions) -> "LineArt":
        area, box = regions.runs.measured(regions.count)
        return cls(regions, area, box)
