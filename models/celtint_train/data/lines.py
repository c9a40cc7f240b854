"""Line drawings made from coloured pictures, by several extractors, so that no one style of line is
learned."""

import cv2
import numpy as np
from celtint.types.arrays import F32
from skimage.morphology import skeletonize

Rng = np.random.Generator


def xdog(light: F32, rng: Rng) -> F32:
    """Winnemöller's (2012) extended difference of Gaussians with random width, sharpness and threshold.

    light: (h, w) 0 to 1; ink (h, w) 0 to 1. One time in four with the term that fills dark areas black (tau
    below 1), otherwise lines alone.
    """
    sigma = rng.uniform(0.4, 1.0)
    narrow = cv2.GaussianBlur(light, (0, 0), sigma)
    wide = cv2.GaussianBlur(light, (0, 0), sigma * rng.uniform(1.6, 2.6))
    fills = rng.random() < 0.25
    response = narrow - (rng.uniform(0.93, 0.985) if fills else 1.0) * wide
    level = rng.uniform(0.0, 0.012) if fills else -rng.uniform(0.008, 0.03)
    soft = np.tanh(rng.uniform(20, 90) * np.minimum(response - level, 0.0))
    return np.clip(-soft, 0, 1).astype(np.float32)


def contours(rgb: F32, rng: Rng) -> F32:
    """Colour edges as lines: the gradient over the three channels, thinned by non-maximum suppression through
    Canny."""
    smooth = cv2.bilateralFilter((rgb * 255).astype(np.uint8), 5, 40, 3)
    low = rng.uniform(25, 60)
    edges = np.zeros(rgb.shape[:2], np.uint8)
    for channel in range(3):
        edges = np.maximum(edges, cv2.Canny(np.ascontiguousarray(smooth[:, :, channel]), low, low * 2.5))
    ink = edges.astype(np.float32) / 255.0
    if rng.random() < 0.6:
        ink = np.clip(cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.5, 0.8)) * rng.uniform(1.4, 2.2), 0, 1)
    return ink


def _broken(ink: F32, rng: Rng) -> F32:
    """Rub out a few short stretches, as gaps that artists leave."""
    out = ink.copy()
    for _ in range(int(rng.integers(2, 12))):
        y, x = int(rng.integers(0, ink.shape[0])), int(rng.integers(0, ink.shape[1]))
        size = int(rng.integers(2, 7))
        out[y : y + size, x : x + size] = 0
    return out


def screentone(light: F32, ink: F32, rng: Rng) -> F32:
    """Ink (h, w) with screentone on it: dots or stripes at an angle, the larger the darker ``light`` (h, w), 0 to 1,
    is, where it is neither nearly white nor nearly black."""
    rows, columns = np.mgrid[: light.shape[0], : light.shape[1]].astype(np.float32)
    angle, period = rng.uniform(0, np.pi), rng.uniform(3.0, 7.0)
    across = np.cos(2 * np.pi / period * (columns * np.cos(angle) + rows * np.sin(angle)))
    along = np.cos(2 * np.pi / period * (rows * np.cos(angle) - columns * np.sin(angle)))
    screen = (across + along + 2) / 4 if rng.random() < 0.7 else (across + 1) / 2
    calm = cv2.medianBlur((light * 255).astype(np.uint8), 5).astype(np.float32) / 255
    toned = (calm > 0.2) & (calm < 0.85) & (screen > calm)
    return np.maximum(ink, np.where(toned, np.float32(rng.uniform(0.5, 1.0)), np.float32(0.0)))


def draw_lines(rgb: F32, light: F32, exact: F32 | None, rng: Rng) -> F32:
    """Ink (h, w), 0 to 1, of a picture: its exact lines where they are known (half the time), or an
    extractor's.

    rgb (h, w, 3) and light (h, w) 0 to 1; ``exact`` (h, w) or None. Then, at random: broken, thinned to one pixel,
    thicker, binarised (half of them), fainter.
    """
    if exact is not None and rng.random() < 0.5:
        ink = exact
    elif rng.random() < 0.5:
        ink = xdog(light, rng)
    else:
        ink = np.maximum(contours(rgb, rng), xdog(light, rng) if rng.random() < 0.5 else np.float32(0.0))
    if rng.random() < 0.25:
        ink = _broken(ink, rng)
    weight = rng.random()
    if weight < 0.12:
        ink = np.asarray(skeletonize(ink > 0.4), np.float32)  # type: ignore[no-untyped-call]
    elif weight < 0.27:
        ink = np.asarray(cv2.dilate(ink, np.ones((2, 2), np.uint8)), np.float32)
    if rng.random() < 0.5:
        ink = (ink > rng.uniform(0.25, 0.5)).astype(np.float32)
    elif rng.random() < 0.3:
        ink = ink * rng.uniform(0.5, 1.0)
    return np.asarray(ink, np.float32)
