"""Panels of a comic page, in the order in which they are read.

A panel is what the gutter, the ground that holds the page's corners, lies around. Rows are read from above, and what
stands in a row along the line of writing: the page is cut through wherever nothing lies in the way, across first,
then down, and so on in each part (the XY cut of Nagy and Seth 1984).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from celtint.line import tuning
from celtint.line.unhinted import outside
from celtint.types.choices import Reading
from celtint.types.picture import span
from celtint.types.result import Result

Rectangle = tuple[int, int, int, int]
"""x, y, width, height in pixels."""


@dataclass(frozen=True)
class Panel:
    """box: in pixels of the page. regions: ids of those whose middle lies in it, ascending."""

    box: Rectangle
    regions: tuple[int, ...]


def panels_of(result: Result, reading: Reading) -> tuple[Panel, ...]:
    """The panels of a page as they are read; the whole page is one where none stands apart. None of a grey picture."""
    if result.ink is None:
        return ()
    height, width = result.labels.shape
    boxes = in_order(_boxes(result), reading) or [(0, 0, width, height)]
    held: list[list[int]] = [[] for _ in boxes]
    for region in result.regions:
        x, y, w, h = region.box
        own = [k for k, box in enumerate(boxes) if _within(x + w // 2, y + h // 2, box)]
        if own and w * h < width * height:
            held[min(own, key=lambda k: boxes[k][2] * boxes[k][3])].append(region.id)
    return tuple(Panel(box, tuple(ids)) for box, ids in zip(boxes, held, strict=True))


def _within(x: int, y: int, box: Rectangle) -> bool:
    return box[0] <= x < box[0] + box[2] and box[1] <= y < box[1] + box[3]


def _boxes(result: Result) -> list[Rectangle]:
    """Boxes of what is not gutter and is large enough for a panel."""
    assert result.ink is not None
    height, width = result.labels.shape
    ground = outside(result.labels, 255 - result.ink)
    step = max(1, -(-span(result.labels.shape) // tuning.PANELS.side))
    small = result.labels[::step, ::step]
    drawn = np.isin(small, ground, invert=True).astype(np.uint8)
    stats = cv2.connectedComponentsWithStats(drawn, connectivity=8)[2][1:].tolist()
    least = tuning.PANELS.least * min(height, width) / step
    return [
        (x * step, y * step, min(w * step, width - x * step), min(h * step, height - y * step))
        for x, y, w, h, _ in stats
        if min(w, h) >= least
    ]


def in_order(boxes: Sequence[Rectangle], reading: Reading) -> list[Rectangle]:
    """Panels in the order in which they are read."""
    if len(boxes) < 2:
        return list(boxes)
    for along, backwards in ((1, False), (0, reading == "rtl")):
        groups = _apart(boxes, along)
        if len(groups) > 1:
            return [box for group in (groups[::-1] if backwards else groups) for box in in_order(group, reading)]
    return sorted(boxes, key=lambda box: (box[1], -box[0] if reading == "rtl" else box[0]))


def _apart(boxes: Sequence[Rectangle], along: int) -> list[list[Rectangle]]:
    """Groups that a straight cut parts, ascending along x (0) or y (1); what hangs over it a little does not count."""
    slack = tuning.PANELS.slack
    groups: list[list[Rectangle]] = []
    end = -np.inf
    for box in sorted(boxes, key=lambda box: box[along] + slack * box[along + 2]):
        if not groups or box[along] + slack * box[along + 2] >= end:
            groups.append([])
        groups[-1].append(box)
        end = max(end, box[along] + (1 - slack) * box[along + 2])
    return groups
