"""Frames are read by the same rule as drawings."""

from collections.abc import Mapping

import numpy as np
from celtint import Hints, Key, Picture, SequenceSettings, Settings, colour, colour_sequence
from celtint.types.arrays import U8

from tests.core.trace.drawn import dark, ring, stroke

PALE = (120, 190, 255)
DABS = {(60, 80): (240, 200, 180), (110, 80): (180, 120, 100), (160, 75): (255, 240, 230)}


class Cut:
    """A drawing with a pale light, and the same a few pixels farther to the right."""

    def __len__(self) -> int:
        return 2

    def picture(self, index: int) -> Picture:
        on = dark()
        stroke(on, (90, 38), (90, 119), (255, 0, 0))
        ring(on, (160, 75), 14, PALE, 2)
        return Picture(np.roll(on, 4 * index, axis=1))


def coloured(settings: SequenceSettings) -> Mapping[int, U8]:
    hints = np.zeros((240, 240, 4), np.uint8)
    for (x, y), paint in DABS.items():
        hints[y - 2 : y + 3, x - 2 : x + 3] = (*paint, 255)
    cut = Cut()
    first = colour(cut.picture(0), Hints(hints), settings=Settings(mode="line", undecided="transparent")).colour
    return {result.index: result.colour for result in colour_sequence(cut, {0: Key(first)}, settings=settings)}


def test_paint_meets_under_trace_lines_on_every_frame() -> None:
    layer = coloured(SequenceSettings(mode="line", undecided="transparent"))[1]
    for (x, y), paint in DABS.items():
        assert layer[y, x + 4].tolist() == [*paint, 255]
    assert layer[80, 95:140, :3].tolist() == [list(DABS[110, 80])] * 45
