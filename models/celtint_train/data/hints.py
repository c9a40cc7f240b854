"""What an artist would dab on: simulated hints, sometimes none, sometimes wrong."""

import cv2
import numpy as np
from celtint.types.arrays import F32, U8, Bool

Rng = np.random.Generator

FEW = 20
"""More hints than these are not blobs: an artist who fills regions has nothing left to hint."""


def hint_count(rng: Rng) -> int:
    """None half the time, else a count from 1 to 100 whose logarithm is uniform."""
    return 0 if rng.random() < 0.5 else int(np.exp(rng.uniform(0.0, np.log(101.0))))


def place(rgb: U8, count: int, rng: Rng, chance: F32 | None = None) -> tuple[U8, Bool]:
    """``count`` dots, short strokes or, where there are few, blobs that cover much of a region, with the picture's own
    colours: (h, w, 3) colours and the (h, w) mask of paint.

    A dot takes the median of a small neighbourhood, so that a lone speck does not speak for the place;
    ``chance`` (h, w), 0 to 1, is how likely an artist would put a hint there.
    """
    height, width = rgb.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    colours = np.zeros_like(rgb)
    if count == 0:
        return colours, mask.astype(bool)
    wrong = rng.random() < 0.08
    blobs = 0.2 if count <= FEW and rng.random() < 0.3 else 0.0
    calm = np.asarray(cv2.medianBlur(rgb, 3), np.uint8)
    for _ in range(count):
        y, x = int(rng.integers(0, height)), int(rng.integers(0, width))
        for _attempt in range(12):
            if chance is None or rng.random() < chance[y, x]:
                break
            y, x = int(rng.integers(0, height)), int(rng.integers(0, width))
        colour = calm[y, x].astype(np.float64)
        if wrong and rng.random() < 0.3:
            other = calm[int(rng.integers(0, height)), int(rng.integers(0, width))]
            colour = other if rng.random() < 0.3 else np.clip(colour + rng.normal(0, 15, 3), 0, 255)
        value = [float(round(c)) for c in colour]
        kind = rng.random()
        if rng.random() < blobs:
            _blob((colours, mask), (x, y), value, calm, rng)
        elif kind < 0.62:
            radius = 0 if kind < 0.35 else 1
            cv2.circle(colours, (x, y), radius, value, -1)
            cv2.circle(mask, (x, y), radius, 255, -1)
        else:
            _stroke((colours, mask), (x, y), value, calm, rng)
    return colours, mask > 0


def _blob(layers: tuple[U8, U8], start: tuple[int, int], value: list[float], calm: U8, rng: Rng) -> None:
    """What of a disc is of one piece with its middle: paint that fills a region, or a part of one."""
    radius = int(rng.integers(4, 24))
    disc = np.zeros(calm.shape[:2], np.uint8)
    cv2.circle(disc, start, radius, 1, -1)
    walls = np.pad(1 - disc, 1, constant_values=1)
    near = (12.0, 12.0, 12.0)
    how = 4 | (2 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
    cv2.floodFill(calm, walls, start, (0, 0, 0), near, near, how)
    covered = walls[1:-1, 1:-1] == 2
    layers[0][covered] = value
    layers[1][covered] = 255


def _stroke(layers: tuple[U8, U8], start: tuple[int, int], value: list[float], calm: U8, rng: Rng) -> None:
    """A short line that stops where the picture's colour is no longer like the stroke's."""
    angle, length = rng.uniform(0, 2 * np.pi), int(rng.integers(3, 12))
    x, y = start
    for step in range(1, length):
        nx, ny = round(start[0] + step * np.cos(angle)), round(start[1] + step * np.sin(angle))
        inside = 0 <= nx < calm.shape[1] and 0 <= ny < calm.shape[0]
        if not inside or np.abs(calm[ny, nx] - np.array(value)).max() > 30:
            break
        x, y = nx, ny
    cv2.line(layers[0], start, (x, y), value, 1)
    cv2.line(layers[1], start, (x, y), 255, 1)
