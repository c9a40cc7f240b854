"""Pages as large as print and webtoon strips ask for: generated scenes as panels in frames, with white between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from celtint.types.arrays import U8

from celtint_train.puppets.scenes import BENCH_SEEDS, Gaps, Scene, make_hints, make_scene

GUTTER = 0.015
"""White around a panel, beside the panel's side."""
FRAME = 0.004
"""The line around it, beside its side."""


@dataclass(frozen=True)
class Panel:
    """A scene and its dots, (S, S, 4) uint8."""

    scene: Scene
    hints: U8


@dataclass(frozen=True)
class Page:
    """picture: (H, W) uint8. hints: (H, W, 4) uint8. corners: (row, column) of every panel; panels: what is there."""

    picture: U8
    hints: U8
    corners: tuple[tuple[int, int], ...]
    panels: tuple[Panel, ...]

    @property
    def megapixels(self) -> float:
        return self.picture.size / 1e6

    @property
    def regions(self) -> int:
        return sum(len(panel.scene.colours) for panel in self.panels)


def panels(count: int, side: int, gaps: Gaps = "some") -> list[Panel]:
    """The first `count` scenes of the bench at `side` pixels."""
    drawn = [(seed, make_scene(side, seed, gaps)) for seed in BENCH_SEEDS[:count]]
    return [Panel(scene, make_hints(scene, seed, "dots")) for seed, scene in drawn]


def side_of_panels(width: int, columns: int) -> int:
    """Pixels, for so many panels in a row."""
    return int(width / columns / (1 + 2 * (GUTTER + FRAME)))


def page(height: int, width: int, columns: int, drawn: Sequence[Panel]) -> Page:
    """A page of as many rows of `columns` panels as fit; `drawn`, all of `side_of_panels`, are taken in turn."""
    side = drawn[0].scene.picture.shape[0]
    frame, across = max(2, round(FRAME * side)), width // columns
    picture, hints = np.full((height, width), 255, np.uint8), np.zeros((height, width, 4), np.uint8)
    down = side + 2 * round((GUTTER + FRAME) * side)
    corners, taken = [], []
    for k in range(columns * (height // down)):
        row, column = k // columns * down + (down - side) // 2, k % columns * across + (across - side) // 2
        here = (slice(row, row + side), slice(column, column + side))
        panel = drawn[k % len(drawn)]
        picture[row - frame : row + side + frame, column - frame : column + side + frame] = 0
        picture[here], hints[here] = panel.scene.picture, panel.hints
        corners.append((row, column))
        taken.append(panel)
    return Page(picture, hints, tuple(corners), tuple(taken))
