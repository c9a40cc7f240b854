"""What celtint wrote into each key, so that what the artist has changed since is known, and stays.

A fill that is as it was written is celtint's, and replaced when the drawing is coloured again. One that was moved,
coloured or deleted is the artist's: it stays as it is, and nothing new is laid where it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FIGURES = 6
"""Significant figures that are kept of a place."""


@dataclass(frozen=True)
class Written:
    """A fill as it was written: its digest, and a place well inside it, in the layer's coordinates."""

    digest: str
    place: tuple[float, float, float]


Marks = dict[int, list[Written]]
"""Fills by their keys' frames."""


def loaded(text: str) -> Marks:
    """From what an object keeps; nothing where it can't be read."""
    try:
        found = json.loads(text or "{}")
        return {int(n): [Written(row[0], (row[1], row[2], row[3])) for row in rows] for n, rows in found.items()}
    except (ValueError, AttributeError, TypeError, IndexError):
        return {}


def saved(marks: Marks) -> str:
    """As an object keeps it."""
    rows = {str(n): [[each.digest, *map(_short, each.place)] for each in found] for n, found in marks.items()}
    return json.dumps(rows, separators=(",", ":"))


def _short(value: float) -> float:
    return float(f"{value:.{FIGURES}g}")


def split(digests: Sequence[str], written: Sequence[Written]) -> tuple[list[int], list[Written]]:
    """The indices of the strokes that are as they were written, and what was written that is not there any more."""
    waiting: dict[str, list[Written]] = {}
    for each in written:
        waiting.setdefault(each.digest, []).append(each)
    same = []
    for n, digest in enumerate(digests):
        if waiting.get(digest):
            waiting[digest].pop()
            same.append(n)
    return same, [each for rows in waiting.values() for each in rows]


def inside(ring: NDArray[np.floating]) -> tuple[float, float, float]:
    """A place well inside an outline, n×3: in the middle of where it is widest, half way up."""
    points = ring.astype(np.float64)
    if len(points) < 3:
        x, y, z = points.mean(axis=0).tolist() if len(points) else (0.0, 0.0, 0.0)
        return x, y, z
    a, b = _axes(points)
    low, high = points[:, b].min(), points[:, b].max()
    best, found = -1.0, points.mean(axis=0)
    for share in (0.5, 0.31, 0.69):
        height = low + share * (high - low)
        at = _crossings(points, b, height)
        at = at[np.argsort(at[:, a])]
        spans = at[1::2, a] - at[: 2 * (len(at) // 2) : 2, a]
        if len(spans) and spans.max() > best:
            n = int(spans.argmax())
            best, found = float(spans[n]), (at[2 * n] + at[2 * n + 1]) / 2
    x, y, z = found.tolist()
    return x, y, z


def covers(ring: NDArray[np.floating], place: tuple[float, float, float]) -> bool:
    """Whether an outline, n×3, has a place of its plane inside."""
    points, at = ring.astype(np.float64), np.array(place)
    if len(points) < 3:
        return False
    a, b = _axes(points)
    if not (points.min(axis=0)[[a, b]] <= at[[a, b]]).all() or not (points.max(axis=0)[[a, b]] >= at[[a, b]]).all():
        return False
    return bool((_crossings(points, b, at[b])[:, a] > at[a]).sum() % 2)


def _axes(points: NDArray[np.float64]) -> tuple[int, int]:
    """The two axes along which an outline shows most of its area."""
    to = np.roll(points, -1, axis=0)
    normal = np.abs(np.cross(points - points[0], to - points[0]).sum(axis=0))
    flat = int(normal.argmax())
    return (flat + 1) % 3, (flat + 2) % 3


def _crossings(points: NDArray[np.float64], axis: int, height: float) -> NDArray[np.float64]:
    """Where an outline crosses a height of an axis, k×3."""
    to = np.roll(points, -1, axis=0)
    over = (points[:, axis] <= height) != (to[:, axis] <= height)
    share = (height - points[over, axis]) / (to[over, axis] - points[over, axis])
    return np.asarray(points[over] + share[:, None] * (to[over] - points[over]))
