"""What is asked of a stage: a canvas, boxes with names, a background, light."""

import math
from dataclasses import dataclass
from typing import Literal

from celtint.types.checking import check_number, check_whole, check_word, is_whole
from celtint.types.choices import BACKGROUND, ENGINE, LIGHT, STYLE, Background, Engine, Light, Style
from celtint.types.errors import BadRequest, TooLarge
from celtint.types.picture import MIN_SIDE, RGB

Facing = Literal["left", "right"]
FACING: tuple[Facing, ...] = ("left", "right")

MOST_BOXES = 1000
MOST_SEED = 2**31 - 1

MOST_SIDE = 8192
"""Pixels of a canvas, either side."""


@dataclass(frozen=True)
class StageBox:
    """A place on the canvas and the name of what stands there.

    x, y, width, height: pixels from the top left, fractions allowed; what lies outside the canvas is cut off, and a
    box wholly outside or under 4 pixels a side gets no object, which a note says. tag: a name: "dog", "old oak".
    order: larger is nearer; None: by where its foot stands. facing: which way it looks; None: as it comes. colour: its
    main colour. pose: a word: "sitting", "waving".

    Raises BadRequest for anything else.
    """

    x: float
    y: float
    width: float
    height: float
    tag: str
    order: int | None = None
    facing: Facing | None = None
    colour: RGB | None = None
    pose: str | None = None

    def __post_init__(self) -> None:
        for name in ("x", "y", "width", "height"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
                raise BadRequest(f"A box's {name} is a number of pixels, not {value!r}.")
        if not isinstance(self.tag, str):
            raise BadRequest(f"A box's tag is a word, not {self.tag!r}.")
        if self.order is not None and not is_whole(self.order):
            raise BadRequest(f"A box's order is a whole number, larger is nearer, not {self.order!r}.")
        if self.facing is not None:
            check_word("facing", self.facing, FACING)
        if self.colour is not None and not (
            isinstance(self.colour, tuple)
            and len(self.colour) == 3
            and all(is_whole(v) and 0 <= v <= 255 for v in self.colour)
        ):
            raise BadRequest(f"A box's colour is three numbers from 0 to 255, not {self.colour!r}.")
        if self.pose is not None and not isinstance(self.pose, str):
            raise BadRequest(f"A box's pose is a word, such as 'sitting', not {self.pose!r}.")


@dataclass(frozen=True)
class StageLayout:
    """A blank canvas and what is to stand on it.

    width, height: 16 to 8192 pixels. boxes: at most 1000. background: the place; "none" leaves the canvas see-through.
    light: where it comes from. style: flats alone, or with a shade layer. line: the width of lines, 1 to 64 pixels; 0:
    0.3 % of the longer side, at least 2. seed: another one, another picture of the same.

    Raises TooLarge for a canvas above the limit, BadRequest for anything else.
    """

    width: int
    height: int
    boxes: tuple[StageBox, ...] = ()
    background: Background = "none"
    light: Light = "left"
    style: Style = "flat"
    line: float = 0
    seed: int = 0
    engine: Engine = "assembled"

    def __post_init__(self) -> None:
        for name in ("width", "height"):
            value = getattr(self, name)
            if is_whole(value) and value > MOST_SIDE:
                raise TooLarge(f"A canvas is at most {MOST_SIDE} pixels a side, this is {self.width}×{self.height}.")
            check_whole(f"The canvas's {name}", value, MIN_SIDE, MOST_SIDE, "pixels")
        if not isinstance(self.boxes, tuple) or not all(isinstance(box, StageBox) for box in self.boxes):
            raise BadRequest("boxes is a tuple of stage boxes.")
        if len(self.boxes) > MOST_BOXES:
            raise BadRequest(f"A canvas takes at most {MOST_BOXES} boxes, these are {len(self.boxes)}; leave some out.")
        check_word("background", self.background, BACKGROUND)
        check_word("light", self.light, LIGHT)
        check_word("style", self.style, STYLE)
        check_word("engine", self.engine, ENGINE)
        check_number("line", self.line, 0, 64, "pixels")
        if 0 < self.line < 1:
            raise BadRequest(f"line is 1 to 64 pixels, or 0 for a width that suits the canvas, not {self.line!r}.")
        check_whole("seed", self.seed, 0, MOST_SEED)

    @property
    def side(self) -> int:
        """The longer side in pixels, of which line width and dots are a share."""
        return max(self.width, self.height)

    @property
    def line_width(self) -> float:
        """The width of lines in pixels, near the bottom of the page."""
        return float(self.line) if self.line else max(2.0, 0.003 * self.side)
