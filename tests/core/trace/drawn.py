"""Small drawings with trace lines in them, and with outlines that are merely coloured."""

import cv2
import numpy as np
from celtint.types.arrays import U8

SIDE = 240
BLACK, RED, BLUE = (0, 0, 0), (255, 0, 0), (80, 160, 255)


def page() -> U8:
    return np.full((SIDE, SIDE, 3), 255, np.uint8)


def ring(on: U8, middle: tuple[int, int], radius: int, colour: tuple[int, int, int], width: int = 3) -> None:
    over = page()
    cv2.circle(over, middle, radius, colour, width, cv2.LINE_AA)
    np.minimum(on, over, out=on)


def stroke(on: U8, one: tuple[int, int], two: tuple[int, int], colour: tuple[int, int, int], width: int = 2) -> None:
    over = page()
    cv2.line(over, one, two, colour, width, cv2.LINE_AA)
    np.minimum(on, over, out=on)


def dark() -> U8:
    """A black ring with a black line across it."""
    on = page()
    ring(on, (120, 120), 90, BLACK)
    stroke(on, (30, 120), (210, 120), BLACK, 3)
    return on


def traced() -> U8:
    """A shadow in each half in red, from outline to outline, and in one a ring of light in blue."""
    on = dark()
    stroke(on, (90, 38), (90, 119), RED)
    stroke(on, (150, 121), (150, 202), RED)
    ring(on, (160, 75), 14, BLUE, 2)
    return on
