"""Cases of `celtint.vector`: outlines with few points that stay where the regions are."""

import celtint
import cv2
import numpy as np

from .case import Case, disc

TOLERANCE = 0.5


def _map() -> tuple[np.ndarray, tuple[celtint.RegionPolygons, ...]]:
    labels = np.ones((120, 160), np.int32)
    labels[disc(labels.shape, (60, 60), 40)] = 2
    y, x = np.indices(labels.shape)
    labels[np.abs(y - 0.3 * x - 20) < 1.2] = 3
    labels[disc(labels.shape, (110, 70), 25)] = 4
    return labels, celtint.polygons(labels, TOLERANCE)


def few_points() -> float:
    """Two discs and a slanted line need few points at half a pixel: a hundred or so beside those that there are."""
    _, found = _map()
    return min(1.0, 100 / sum(len(ring) for region in found for ring in region.rings))


def stays() -> float:
    """Filled again, the outlines give the regions back."""
    labels, found = _map()
    fine, right = 8, 0
    for region in found:
        canvas = np.zeros((labels.shape[0] * fine, labels.shape[1] * fine), np.uint8)
        rings = [np.rint(ring * fine - 0.5).astype(np.int32) for ring in region.rings]
        cv2.fillPoly(canvas, rings, 1)
        middle = canvas[fine // 2 :: fine, fine // 2 :: fine]
        right += int(((middle > 0) & (labels == region.id)).sum())
    return right / labels.size


CASES = (
    Case("few points", "vector", few_points, 0.52),
    Case("outlines stay where regions are", "vector", stays, 0.985),
)
