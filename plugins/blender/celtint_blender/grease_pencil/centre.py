"""The middle of inked lines, as strokes that can be edited: thinned to one pixel, and followed from fork to fork."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Path = NDArray[np.float64]

OFF = 0.35
"""Pixels that a stroke may be off the middle of its line."""
THICKER = 1.0
"""Pixels over half the common line's width from which on something is no line of that width, but a spot."""
SPUR = 1.5
"""A side branch of at most so many times its line's radius is what thinning leaves of a bulge, not a line."""
_RING = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def strokes(cover: NDArray[Any]) -> list[tuple[Path, NDArray[np.float64], NDArray[np.intp]]]:
    """Of h×w ink, 0 to 1 by how much of a pixel it covers: for each stroke its points, n×2, x and y in pixels; their
    radii, n; and the pixels, flat, that it was followed along."""
    wide = cover.shape[1] + 2
    soft = np.pad(cover, 1).astype(np.float64)
    padded = soft >= 0.5
    radius = _radii(padded)
    ways = [(np.array(chain), chain[0] == chain[-1]) for chain in _chains(_thinned(padded), radius, wide)]
    if not ways:
        return []
    middle = np.concatenate([at for at, _ in ways])
    reach = max(1, int(np.ceil(np.median(radius.ravel()[middle]))))
    paths = [_smooth(_centred(soft, at, reach), closed) for at, closed in ways]
    length = sum(max(1.0, float(np.hypot(*np.diff(path, axis=0).T).sum())) for path in paths)
    common = _common(padded, radius, middle, length)
    found = []
    for (at, _), path in zip(ways, paths, strict=True):
        own = radius.ravel()[at]
        even = np.where(own > common + THICKER, own, common)
        turns = np.flatnonzero(np.diff(even))  # or a spot would swell all of the straight line to it
        kept = np.union1d(_kept(path), np.concatenate([turns, turns + 1]))
        found.append((path[kept], even[kept], (at // wide - 1) * cover.shape[1] + at % wide - 1))
    return found


def _centred(soft: NDArray[np.float64], at: NDArray[np.intp], reach: int) -> Path:
    """Where the ink around each pixel has its middle: thinning lies half a pixel beside it in lines of an even width.

    soft: h×w, padded by one. at: pixels, flat. reach: how far around, in pixels.
    """
    wide = soft.shape[1]
    weight = np.zeros(len(at))
    moved = np.zeros((len(at), 2))
    around = np.pad(soft, reach)
    y, x = at // wide + reach, at % wide + reach
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            ink = around[y + dy, x + dx]
            weight += ink
            moved += ink[:, None] * np.array([dx, dy])
    off = np.clip(moved / np.maximum(weight, 1e-9)[:, None], -0.5, 0.5)
    return np.asarray(np.stack([at % wide - 0.5, at // wide - 0.5], axis=1) + off)


def _radii(padded: Mask) -> NDArray[np.float64]:
    """About how far each pixel of ink is from paper: the middle of a line three pixels wide has 1.5."""
    found, left, straight = np.zeros(padded.shape), padded.copy(), True
    while left.any():
        found += left
        shrunk = left.copy()
        for dy, dx in _RING[:: 2 if straight else 1]:
            shrunk &= np.roll(left, (dy, dx), (0, 1))
        left, straight = shrunk, not straight
    return np.maximum(found - 0.5, 0.5)


def _common(padded: Mask, radius: NDArray[np.float64], middle: NDArray[np.intp], length: float) -> float:
    """Half the width of the lines: their ink by their length, spots left out. middle: the lines' pixels, flat."""
    deep = float(np.median(radius.ravel()[middle])) + THICKER
    spot = radius * padded > deep
    for n in range(int(np.ceil(deep)) + 1):
        grown = spot.copy()
        for dy, dx in _RING[:: 2 if n % 2 else 1]:
            grown |= np.roll(spot, (dy, dx), (0, 1))
        spot = grown
    share = float((~spot.ravel()[middle]).mean())
    return float((padded & ~spot).sum()) / 2 / (length * share) if share else deep - THICKER


def _thinned(padded: Mask) -> Mask:
    """After Zhang and Suen, A fast parallel algorithm for thinning digital patterns, 1984; only ink is looked at."""
    flat, wide = padded.ravel().copy(), padded.shape[1]
    steps = np.array([dy * wide + dx for dy, dx in _RING])
    at, changed = np.flatnonzero(flat), True
    while changed:
        changed = False
        for first in (True, False):
            near = flat[at[:, None] + steps]
            count = near.sum(axis=1)
            turns = (~near & np.roll(near, -1, axis=1)).sum(axis=1)
            n, e, s, w = (near[:, k] for k in (0, 2, 4, 6))
            side = ~(n & e & s) & ~(e & s & w) if first else ~(n & e & w) & ~(n & s & w)
            gone = (count >= 2) & (count <= 6) & (turns == 1) & side
            flat[at[gone]] = False
            at = at[~gone]
            changed = changed or bool(gone.any())
    return flat.reshape(padded.shape)


def _chains(thin: Mask, radius: NDArray[np.float64], wide: int) -> Iterator[list[int]]:
    """Ways along thinned ink between ends and forks, then rings, then lone dots; without spurs."""
    near = _neighbours(thin, wide)
    thick = radius.ravel()
    todo = {(a, b) for a, others in near.items() for b in others}

    def follow(a: int, b: int) -> list[int]:
        way = [a, b]
        todo.difference_update({(a, b), (b, a)})
        while len(near[way[-1]]) == 2 and way[-1] != way[0]:
            onward = next((c for c in near[way[-1]] if (way[-1], c) in todo), None)
            if onward is None:
                break
            todo.difference_update({(way[-1], onward), (onward, way[-1])})
            way.append(onward)
        return way

    for a, others in near.items():
        if not others:
            yield [a]
        elif len(others) != 2:
            for b in [b for b in others if (a, b) in todo]:
                way = follow(a, b)
                loose = {len(near[way[0]]), len(near[way[-1]])}
                if not (1 in loose and max(loose) > 2 and len(way) <= SPUR * max(thick[way[0]], thick[way[-1]])):
                    yield way
    while todo:
        yield follow(*min(todo))


def _neighbours(thin: Mask, wide: int) -> dict[int, list[int]]:
    """Which pixels each goes on to: straight ones, and slanting ones that no straight one leads to."""
    flat = thin.ravel()
    at = np.flatnonzero(flat)
    steps = [dy * wide + dx for dy, dx in _RING]
    near = flat[at[:, None] + np.array(steps)]
    for slant in (1, 3, 5, 7):
        near[:, slant] &= ~near[:, slant - 1] & ~near[:, (slant + 1) % 8]
    rows = near.tolist()
    return {int(p): [int(p) + steps[k] for k in range(8) if row[k]] for p, row in zip(at, rows, strict=True)}


def _smooth(path: Path, closed: bool) -> Path:
    """Without the stairs that pixels make; the ends of an open one stay."""
    for _ in range(2):
        if len(path) < 3:
            break
        before, after = np.roll(path, 1, axis=0), np.roll(path, -1, axis=0)
        if closed:
            before[0], after[-1] = path[-2], path[1]
        mean = (before + 2 * path + after) / 4
        if not closed:
            mean[0], mean[-1] = path[0], path[-1]
        path = mean
    return path


def _kept(path: Path) -> NDArray[np.intp]:
    """The points that are needed for a path to stay within OFF of itself. After Douglas and Peucker, 1973."""
    if len(path) < 3:
        return np.arange(len(path))
    middle = int(np.argmax(np.hypot(*(path - path[0]).T)))
    kept = {0, middle, len(path) - 1}
    spans = list(pairwise(sorted(kept)))
    while spans:
        a, b = spans.pop()
        if b - a < 2:
            continue
        along = path[b] - path[a]
        off = path[a + 1 : b] - path[a]
        length = float(np.hypot(*along))
        far = np.abs(along[0] * off[:, 1] - along[1] * off[:, 0]) / length if length else np.hypot(*off.T)
        n = int(np.argmax(far))
        if far[n] > OFF:
            kept.add(a + 1 + n)
            spans += [(a, a + 1 + n), (a + 1 + n, b)]
    return np.array(sorted(kept))
