"""What fills take over from the lines around them: how much each vertex group moves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.drawing import Strokes

    Points = NDArray[np.float64]

PARTS = 400
"""How many pieces the longest side of a drawing is cut into where a line's points lie further apart."""
ROWS = 512
"""Points that are looked up in one go: it takes so many times as many numbers as lines have points."""
LEAST = 1e-4
"""A weight below this is none."""


@dataclass(frozen=True)
class Skin:
    """Lines with weights. points: n×3, in the coordinates of the fills' layer, close together along each line.

    names: of the vertex groups. weights: n×g, 0 to 1.
    """

    points: Points
    names: tuple[str, ...]
    weights: NDArray[np.float32]

    def at(self, points: NDArray[np.floating]) -> NDArray[np.float32]:
        """k×g, the weights of k×3 points: those of the place on a line that is nearest to each."""
        found = np.zeros((len(points), len(self.names)), np.float32)
        if not len(self.points):
            return found
        middle = self.points.mean(axis=0)
        lines, wanted = self.points - middle, points.astype(np.float64) - middle
        square = (lines**2).sum(axis=1)
        for start in range(0, len(wanted), ROWS):
            rows = wanted[start : start + ROWS]
            found[start : start + ROWS] = self.weights[np.argmin(square - 2 * rows @ lines.T, axis=1)]
        return found


def skin(strokes: Strokes, names: tuple[str, ...], weights: NDArray[np.float32], to_fills: Points) -> Skin:
    """Of lines with n×g weights. to_fills: 4×4, from the lines' coordinates to those of the fills' layer."""
    points = strokes.points.astype(np.float64) @ to_fills[:3, :3].T + to_fills[:3, 3]
    whole = np.asarray(np.isfinite(points).all(axis=1))
    if not whole.any():
        return Skin(np.zeros((0, 3)), names, np.zeros((0, len(names)), np.float32))
    step = max(float(np.ptp(points[whole], axis=0).max()) / PARTS, 1e-9)
    places, shares = [points[whole]], [weights[whole]]
    last = strokes.ends() - 1
    some = np.flatnonzero(strokes.lengths > 0)
    begin = np.setdiff1d(np.arange(len(points)), last[some])
    to = begin + 1
    shut = some[strokes.closed[some]]
    begin, to = np.append(begin, last[shut]), np.append(to, last[shut] - strokes.lengths[shut] + 1)
    both = np.flatnonzero(whole[begin] & whole[to])
    begin, to = begin[both], to[both]
    counts = np.ceil(np.linalg.norm(points[to] - points[begin], axis=1) / step).astype(np.intp)
    for count in np.unique(counts[counts > 1]).tolist():
        a, b = begin[counts == count], to[counts == count]
        for n in range(1, min(count, PARTS)):
            share = n / count
            places.append(points[a] + share * (points[b] - points[a]))
            shares.append((weights[a] + share * (weights[b] - weights[a])).astype(np.float32))
    return Skin(np.concatenate(places), names, np.concatenate(shares))


def dense(ring: Points, step: float) -> Points:
    """An outline, n×2, with points at most `step` apart; the same on an edge whichever way it is gone along."""
    ends = np.roll(ring, -1, axis=0)
    counts = np.maximum(np.ceil(np.linalg.norm(ends - ring, axis=1) / step), 1).astype(np.intp)
    rows = np.repeat(np.arange(len(ring)), counts)
    share = (np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)) / counts[rows]
    return np.asarray(ring[rows] + share[:, None] * (ends[rows] - ring[rows]))
