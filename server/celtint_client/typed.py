"""What answers give beside their members: outlines as rings, the label map as numbers.

Nobody but this module has to know how such parts lie in memory.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from celtint_client import reading
from celtint_client.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Protocol

    from celtint_client.parts import AnyPart, Part

    class HasLabels(Protocol):
        """Something with a label map, perhaps."""

        @property
        def labels(self) -> Part | None: ...


class Ring(NamedTuple):
    """One outline of a region.

    points: floats, x and y of one point after the other, in pixels from the top left corner, the first point not again
    at the end; a view of 32-bit floats that numpy takes as it is. hole: whether it is one, in the outer ring before it.
    Outer rings run counter-clockwise as seen, holes clockwise.
    """

    region: int
    hole: bool
    points: memoryview


@dataclass(frozen=True)
class Polygons:
    """The outlines of the regions, as the two parts in which they travel; `rings` reads them.

    point_part: f32, two numbers a row. ring_part: u32, three a row: region id, number of points, 1 for a hole or 0.
    """

    point_part: Part
    ring_part: Part

    def rings(self) -> Iterator[Ring]:
        """Every ring, outer ones first, each followed by its holes. Raises BadRequest if the parts don't fit."""
        points, table = _numbers(self.point_part, "f32"), _numbers(self.ring_part, "u32")
        if len(table) % 3 or len(points) != 2 * sum(table[1::3]):
            raise BadRequest("The outlines don't have as many points as they say.")
        start = 0
        for row in range(0, len(table), 3):
            end = start + 2 * table[row + 1]
            yield Ring(table[row], bool(table[row + 2]), points[start:end])
            start = end

    def parts(self) -> dict[str, AnyPart]:
        """The parts by their names on the wire."""
        return {"polygon_points": self.point_part, "polygon_rings": self.ring_part}

    @classmethod
    def take(cls, parts: dict[str, AnyPart]) -> Polygons | None:
        """The outlines among the parts of an answer, None if there are none. Raises BadRequest."""
        points, rings = reading.own_part(parts, "polygon_points"), reading.own_part(parts, "polygon_rings")
        return cls(points, rings) if points is not None and rings is not None else None


class LabelMap(NamedTuple):
    """Which region each pixel is of. ids: width × height whole numbers, row by row from the top; 0 is no region."""

    width: int
    height: int
    ids: memoryview

    def at(self, x: int, y: int) -> int:
        """The region at a pixel. Raises IndexError outside the picture."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            raise IndexError(f"There is no pixel {x}, {y}.")
        return int(self.ids[y * self.width + x])


class Coloured:
    """What a colouring gives beside its members."""

    @property
    def label_map(self: HasLabels) -> LabelMap | None:
        """The label map, None if it wasn't asked for. Raises BadRequest if the part is none."""
        if self.labels is None:
            return None
        return LabelMap(self.labels.width, self.labels.height, _numbers(self.labels, "u32"))


def _numbers(part: Part, encoding: str) -> memoryview:
    """The 32-bit numbers of a part; on a machine whose numbers are big-endian a copy of them. Raises BadRequest."""
    data, kind = part.raw(encoding), "f" if encoding == "f32" else "I"
    if sys.byteorder == "little":
        return data.cast(kind)  # type: ignore[call-overload, no-any-return]
    numbers: array[Any] = array(kind, data.tobytes())
    numbers.byteswap()
    return memoryview(numbers)
