"""Pictures that the learned engine learns from: each object filled into a small square, also in other proportions."""

import cv2
import numpy as np
from celtint import ObjectSet
from celtint.stage.objects import Part
from celtint.types.arrays import F32, U8

SIDE = 64
"""Pixels a side."""
FINER = 4
"""Steps a pixel that shapes are filled on."""
VARIANTS = 4
"""Proportions of each object, the first its own."""
HELD_EVERY = 10
"""One picture in so many is kept out, of things with at least `SEVERAL`."""
SEVERAL = 3
_SHIFT = 4
_UNEVEN, _LEAN, _BEND = 0.05, 0.02, 0.012
"""Deviations: of the logarithm of the exponent that moves what is in the middle, of how far the top leans over, and
of how far the middle bends aside; in sides."""


def rendered(objects: ObjectSet, variants: int = VARIANTS) -> U8:
    """(objects × variants, 64, 64, 4) uint8 premultiplied sRGB RGBA of a whole set, those of an object together, the
    first in its own proportions; always the same."""
    pictures = np.empty((len(objects.objects), variants, SIDE, SIDE, 4), np.uint8)
    for index, one in enumerate(objects.objects):
        rng = np.random.default_rng([16, index])
        # What looks to the right is turned round: the engine draws everything looking to the left.
        parts = [_turned(p) if one.facing == "right" else p for p in objects.parts_of(index)]
        for number in range(variants):
            pictures[index, number] = filled(parts, rng if number else None)
    return pictures.reshape(-1, SIDE, SIDE, 4)


def held_out(objects: ObjectSet) -> list[bool]:
    """Which objects are kept out: of things with several, one in ten of all pictures, never two of a thing."""
    by_name: dict[str, list[int]] = {}
    for index, one in enumerate(objects.objects):
        by_name.setdefault(one.name, []).append(index)
    held = [False] * len(objects.objects)
    several = [rows for rows in by_name.values() if len(rows) >= SEVERAL]
    wanted = len(objects.objects) // HELD_EVERY
    rng = np.random.default_rng(16)
    for place in rng.permutation(len(several))[:wanted].tolist():
        held[int(rng.choice(several[place]))] = True
    return held


def _turned(part: Part) -> Part:
    rings = tuple(np.stack([1 - ring[:, 0], ring[:, 1]], axis=1).astype(np.float32) for ring in part.rings)
    return Part(part.role, part.colour, part.kind, part.detail, rings)


def filled(parts: list[Part], rng: np.random.Generator | None) -> U8:
    """(64, 64, 4) premultiplied RGBA of parts in painter's order, stretched to the whole square. rng: in proportions of
    chance; None: in their own."""
    how = None if rng is None else rng.normal(0, [_UNEVEN, _UNEVEN, _LEAN, _BEND]).astype(np.float32)
    rings = [[_bent(ring, how) for ring in part.rings] for part in parts]
    every = np.concatenate([ring for of in rings for ring in of])
    low, high = every.min(axis=0), every.max(axis=0)
    size = SIDE * FINER
    labels = np.zeros((size, size), np.int32)
    table = np.zeros((len(parts) + 1, 4), np.uint8)
    for number, (part, of) in enumerate(zip(parts, rings, strict=True), start=1):
        table[number] = (*part.colour, 255)
        scaled = [((ring - low) / np.maximum(high - low, 1e-6) * size - 0.5) * (1 << _SHIFT) for ring in of]
        cv2.fillPoly(
            labels, [np.round(s).astype(np.int32).reshape(-1, 1, 2) for s in scaled], number, cv2.LINE_8, _SHIFT
        )
    painted = np.take(table.view(np.uint32)[:, 0], labels).view(np.uint8).reshape(size, size, 4)
    return np.asarray(cv2.resize(painted, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def _bent(ring: F32, how: F32 | None) -> F32:
    """Points moved as a picture's two exponents, lean and bend say."""
    if how is None:
        return ring
    x = np.clip(ring[:, 0], 0, 1) ** np.exp(how[0])
    y = np.clip(ring[:, 1], 0, 1) ** np.exp(how[1])
    x = x + how[2] * (0.5 - y) + how[3] * np.sin(np.pi * y)
    return np.stack([x, y], axis=1).astype(np.float32)
