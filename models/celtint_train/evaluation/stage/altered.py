"""Renderings of drawings as a picture made from boxes may show them: on grounds, outlined, recoloured, half covered."""

from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
from celtint import ObjectSet, StageLayout, WordTable, stage
from celtint.types.arrays import U8, Bool
from celtint.types.choices import BACKGROUND

from celtint_train.evaluation.stage.features import squared

_HALF = 0.5


def altered(drawing: U8, others: Sequence[U8], rng: np.random.Generator) -> U8:
    """(`SEEN_AT`, `SEEN_AT`, 3) uint8 of a drawing, (h, w, 4) uint8 RGBA; ``others`` are what may stand before it."""
    if rng.random() < _HALF:
        drawing = drawing[:, ::-1]
    drawing = _stretched(_recoloured(drawing, rng), rng)
    if rng.random() < 0.25:
        drawing = _simpler(drawing, rng)
    if rng.random() < 0.25:
        drawing = _lit(drawing, rng)
    if rng.random() < 0.1:
        drawing = _repeated(drawing, rng)
    if rng.random() < 0.6:
        drawing = outlined(drawing, float(rng.uniform(0.008, 0.03)))
    if rng.random() < _HALF:
        page = _in_a_place(drawing, others, rng)
    else:
        page = over(_ground(drawing.shape[0], drawing.shape[1], rng), drawing, 0, 0)
        page = _margin(page, drawing.shape[:2], rng)
    if others and rng.random() < 0.35:
        page = _covered(page, others[int(rng.integers(len(others)))], rng)
    if rng.random() < 0.3:
        least = int(rng.integers(28, 100))
        scale = least / max(page.shape[:2])
        small = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
        page = np.asarray(cv2.resize(page, small, interpolation=cv2.INTER_AREA), np.uint8)
    return squared(page)


def plain(drawing: U8, paper: int = 255) -> U8:
    """A drawing, (h, w, 4) uint8, alone on paper: (`SEEN_AT`, `SEEN_AT`, 3) uint8."""
    page = np.full((*drawing.shape[:2], 3), paper, np.uint8)
    page = over(page, drawing, 0, 0)
    air = max(2, max(page.shape[:2]) // 20)
    return squared(np.pad(page, ((air, air), (air, air), (0, 0)), constant_values=paper))


def over(page: U8, drawing: U8, top: int, left: int) -> U8:
    """A copy of ``page``, (h, w, 3), with a drawing (h, w, 4) laid over it at a place, cut at its borders."""
    page = page.copy()
    y0, x0 = max(top, 0), max(left, 0)
    y1, x1 = min(top + drawing.shape[0], page.shape[0]), min(left + drawing.shape[1], page.shape[1])
    if y1 <= y0 or x1 <= x0:
        return page
    part = drawing[y0 - top : y1 - top, x0 - left : x1 - left].astype(np.float32)
    alpha = part[..., 3:] / 255
    page[y0:y1, x0:x1] = np.round(part[..., :3] * alpha + page[y0:y1, x0:x1] * (1 - alpha))
    return page


def outlined(drawing: U8, width: float) -> U8:
    """The drawing with dark lines round it and between its colours, of ``width`` in shares of its longer side."""
    thick = max(1, round(width * max(drawing.shape[:2])))
    air = thick + 1
    wide = np.pad(drawing, ((air, air), (air, air), (0, 0)))
    solid = np.asarray(wide[..., 3] > 127, np.uint8)
    flat = np.where(solid[..., None] > 0, wide[..., :3], 255).astype(np.uint8)
    edges = np.asarray(cv2.Canny(flat, 60, 140)) > 0
    rim = cv2.morphologyEx(solid, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    ink: Bool = np.asarray(cv2.dilate(np.asarray(edges | rim, np.uint8), np.ones((thick, thick), np.uint8)) > 0)
    made = wide.copy()
    made[ink] = (25, 22, 30, 255)
    return made


def _recoloured(drawing: U8, rng: np.random.Generator) -> U8:
    turn = int(rng.integers(0, 180)) if rng.random() < 0.25 else int(rng.integers(-9, 10))
    hsv = cv2.cvtColor(np.ascontiguousarray(drawing[..., :3]), cv2.COLOR_RGB2HSV).astype(np.float32)
    hsv[..., 0] = (hsv[..., 0] + turn) % 180
    hsv[..., 1] = np.clip(hsv[..., 1] * rng.uniform(0.6, 1.2), 0, 255)
    hsv[..., 2] = np.clip(hsv[..., 2] * rng.uniform(0.75, 1.1), 0, 255)
    rgb = cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB)
    return np.concatenate([np.asarray(rgb, np.uint8), drawing[..., 3:]], axis=2)


def _simpler(drawing: U8, rng: np.random.Generator) -> U8:
    """Without its smallest parts, as what has no room for a colour is drawn."""
    around = 2 * int(rng.integers(1, 4)) + 1
    return np.asarray(cv2.medianBlur(np.ascontiguousarray(drawing), around), np.uint8)


def _lit(drawing: U8, rng: np.random.Generator) -> U8:
    """Brighter at one side and darker at the other, by steps."""
    low, high = sorted(rng.uniform(-1, 1, 2).tolist())
    side = np.linspace(low, high, drawing.shape[1])[None, :]
    down = np.linspace(0, float(rng.uniform(0, 0.8)), drawing.shape[0])[:, None]
    tone = np.round((side - down) * 2)[..., None] * float(rng.uniform(0.06, 0.16))
    made = drawing.copy()
    made[..., :3] = np.clip(drawing[..., :3] * (1 + tone), 0, 255)
    return made


@cache
def _places() -> tuple[U8, ...]:
    """Backgrounds without anything on them, (384, 512, 3) uint8: whoever finds things in pictures has seen places."""
    none = np.zeros((0, 8), np.int32), np.zeros((0, 2), np.int32), np.zeros((0, 2), np.int16)
    nothing, words = ObjectSet((), (), *none), WordTable()
    made = []
    for background in BACKGROUND:
        for seed in range(6 if background != "none" else 0):
            layout = StageLayout(512, 384, (), background=background, style="flat", seed=9000 + seed)
            made.append(np.ascontiguousarray(stage(layout, nothing, words).picture[..., :3]))
    return tuple(made)


def _in_a_place(drawing: U8, others: Sequence[U8], rng: np.random.Generator) -> U8:
    """The drawing in a box of another form than its own, before a piece of a place, at times before something else."""
    height, width = drawing.shape[:2]
    wide, tall = float(np.exp(abs(rng.normal(0, 0.35)))), 1.0
    if rng.random() < _HALF:
        wide, tall = tall, wide
    size = (max(8, round(width * (wide + 0.08))), max(8, round(height * (tall + 0.08))))
    whole = _places()[int(rng.integers(len(_places())))]
    scale = float(rng.uniform(0.15, 0.9)) * min(whole.shape[1] / size[0], whole.shape[0] / size[1])
    across, down = max(2, int(size[0] * scale)), max(2, int(size[1] * scale))
    x, y = int(rng.integers(whole.shape[1] - across + 1)), int(rng.integers(whole.shape[0] - down + 1))
    piece = np.ascontiguousarray(whole[y : y + down, x : x + across])
    page = np.asarray(cv2.resize(piece, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    if others and rng.random() < 0.3:
        page = _covered(page, others[int(rng.integers(len(others)))], rng)
    spare = size[1] - height
    top = int(spare * (0.96 if rng.random() < 0.7 else _HALF)) if spare > 0 else 0
    return over(page, drawing, top, (size[0] - width) // 2)


def _stretched(drawing: U8, rng: np.random.Generator) -> U8:
    ratio = float(np.exp(rng.normal(0, 0.12)))
    size = (max(8, round(drawing.shape[1] * ratio)), max(8, drawing.shape[0]))
    return np.asarray(cv2.resize(np.ascontiguousarray(drawing), size, interpolation=cv2.INTER_AREA), np.uint8)


def _repeated(drawing: U8, rng: np.random.Generator) -> U8:
    height, width = drawing.shape[:2]
    count, step = int(rng.integers(2, 4)), max(1, int(width * rng.uniform(0.6, 1.0)))
    made = np.zeros((height, width + step * (count - 1), 4), np.uint8)
    for k in range(count):
        place = made[:, k * step : k * step + width]
        np.copyto(place, drawing, where=drawing[..., 3:] > 127)
    return made


def _ground(height: int, width: int, rng: np.random.Generator) -> U8:
    """Paper, one colour, or a sky above a ground."""
    page = np.full((height, width, 3), 255, np.uint8)
    kind = rng.random()
    if kind > 0.35:
        page[:] = rng.integers(90, 256, 3)
    if kind > 0.7:
        page[int(height * rng.uniform(0.2, 0.9)) :] = rng.integers(60, 230, 3)
    return page


def _margin(page: U8, size: Sequence[int], rng: np.random.Generator) -> U8:
    """More air at some sides, a little cut away at others."""
    cut = [int(rng.uniform(-0.12, 0.06) * size[k // 2]) for k in range(4)]
    height, width = page.shape[:2]
    page = page[max(cut[0], 0) : height - max(cut[1], 0), max(cut[2], 0) : width - max(cut[3], 0)]
    out = [max(-c, 0) for c in cut]
    return np.asarray(np.pad(page, ((out[0], out[1]), (out[2], out[3]), (0, 0)), mode="edge"), np.uint8)


def _covered(page: U8, other: U8, rng: np.random.Generator) -> U8:
    scale = rng.uniform(0.3, 0.7) * max(page.shape[:2]) / max(other.shape[:2])
    size = (max(4, round(other.shape[1] * scale)), max(4, round(other.shape[0] * scale)))
    small = np.asarray(cv2.resize(other, size, interpolation=cv2.INTER_AREA), np.uint8)
    top = int(rng.uniform(0.5, 0.95) * page.shape[0])
    left = int((rng.uniform(-0.25, 0.2) if rng.random() < _HALF else rng.uniform(0.7, 0.95)) * page.shape[1])
    return over(page, small, top - small.shape[0] // 4, left)
