"""Drawings of a character as comic pages and shots frame them: cut off by the page or by a panel, on a floor."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from celtint.types.arrays import I32, U8, Bool

from celtint_train.matcher.posed import CLEAR, Posed

BUST, CLOSE = "cut off below", "shoulders in the corners"
FLOOR, PANEL = "on a floor", ", in a panel"
AIR, EDGE, LEAST = 12, 3, 60
"""Pixels left around a figure; what is cut into the shoulders; least width of what is left."""
BELOW, NEARER = 0.5, 0.45
"""Where a figure is cut off, in its height."""
GROUND = 0.9
"""Where the floor begins."""
GUTTER, BORDER, PEN = 24, 4, 2
"""Pixels around a panel, its line's width, and the floor's."""


def framings(posed: Posed) -> Iterator[tuple[str, Posed]]:
    """The drawing framed each way that it allows."""
    for name, made in ((BUST, _bust(posed)), (CLOSE, _close(posed)), (FLOOR, _on_floor(posed))):
        if made is not None:
            yield name, made
            yield name + PANEL, in_panel(made)


def _figure(posed: Posed) -> Bool:
    return np.asarray((posed.identity != CLEAR) | (posed.ink < 128))


def _height(figure: Bool) -> tuple[int, int]:
    rows = np.flatnonzero(figure.any(axis=1))
    return int(rows[0]), int(rows[-1] + 1 - rows[0])


def _window(posed: Posed, rows: slice, columns: slice) -> Posed:
    ink = np.ascontiguousarray(posed.ink[rows, columns])
    return replace(posed, ink=ink, identity=np.ascontiguousarray(posed.identity[rows, columns]))


def _bust(posed: Posed) -> Posed:
    figure = _figure(posed)
    first, high = _height(figure)
    rows = slice(max(0, first - AIR), first + int(BELOW * high))
    columns = np.flatnonzero(figure[rows].any(axis=0))
    return _window(posed, rows, slice(max(0, int(columns[0]) - AIR), int(columns[-1]) + AIR + 1))


def _close(posed: Posed) -> Posed | None:
    """None where too little would be left."""
    figure = posed.identity != CLEAR
    first, high = _height(figure)
    last = first + int(NEARER * high)
    held = np.flatnonzero(figure[last - EDGE : last].any(axis=0))
    if len(held) < LEAST:
        return None
    return _window(posed, slice(max(0, first - AIR), last), slice(int(held[0]) + EDGE, int(held[-1]) - EDGE + 1))


def _on_floor(posed: Posed) -> Posed:
    figure = _figure(posed)
    first, high = _height(figure)
    row = first + int(GROUND * high)
    ink = posed.ink.copy()
    line = np.zeros(ink.shape, np.bool_)
    line[row : row + PEN] = True
    ink[line & ~figure & (posed.identity == CLEAR)] = 0
    return replace(posed, ink=ink)


def in_panel(posed: Posed) -> Posed:
    """A drawing up to a panel's line, with the gutter around it."""
    ink: U8 = np.pad(posed.ink, GUTTER, constant_values=255)
    identity: I32 = np.pad(posed.identity, GUTTER, constant_values=CLEAR)
    high, wide = ink.shape
    half = BORDER // 2 + 1
    cv2.rectangle(ink, (GUTTER - half, GUTTER - half), (wide - GUTTER + half - 1, high - GUTTER + half - 1), 0, BORDER)
    return replace(posed, ink=ink, identity=identity)
