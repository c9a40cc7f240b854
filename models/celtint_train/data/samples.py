"""Training samples made on the fly: a crop or a whole picture, as lines or as grey, with simulated hints and
tags."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt
from celtint.colours.gamut import to_srgb8_exactly
from celtint.colours.lab import lab_to_srgb8, srgb_to_lab
from celtint.hints.spreading import spread
from celtint.networks.proposal import planes_of
from celtint.types.arrays import F32, I64, U8
from celtint.types.choices import FoundMode

from celtint_train.data.hints import hint_count, place
from celtint_train.data.lines import draw_lines, screentone
from celtint_train.data.store import StoredPicture

Rng = np.random.Generator


@dataclass(frozen=True)
class Sample:
    """planes (10, s, s) float32 and tags (s/8, s/8) int64 are the network's input; lab (3, s, s) the truth;
    weight (s, s) how much each pixel counts (ink and empty paper less)."""

    planes: F32
    tags: I64
    lab: F32
    weight: F32


@dataclass(frozen=True)
class Recipe:
    """size: side of a sample. line: share of line drawings. whole: share of whole pictures (the rest are
    crops). tagged: share with a tag. shifted: share of hinted samples whose hues are turned. lit: share whose light is
    bent. toned: share of line drawings with screentone."""

    size: int = 128
    line: float = 0.45
    whole: float = 0.5
    tagged: float = 0.35
    shifted: float = 0.4
    lit: float = 0.25
    toned: float = 0.1


def _on_paper(stored: StoredPicture, mode: FoundMode, rng: Rng) -> tuple[U8, F32 | None, F32]:
    """Lay a see-through picture on white, or (one grey picture in four, few line drawings) on flat paper of any
    colour."""
    alpha = stored.rgba[:, :, 3:].astype(np.float32) / 255.0
    paper = np.full(3, 255.0) if rng.random() < (0.93 if mode == "line" else 0.75) else rng.uniform(40, 255, 3)
    rgb = stored.rgba[:, :, :3] * alpha + paper.astype(np.float32) * (1.0 - alpha)
    ink = None if stored.ink is None else stored.ink.astype(np.float32) / 255.0
    return np.asarray(rgb + 0.5, np.uint8), ink, alpha[:, :, 0]


def _window(shape: tuple[int, int], recipe: Recipe, rng: Rng) -> tuple[int, int, int, int]:
    """left, top, width, height of what is cut out; it may reach over the picture's edge when it shows it
    whole."""
    height, width = shape
    if rng.random() < recipe.whole:
        side = round(max(height, width) * rng.uniform(1.0, 1.12))
    else:
        side = min(round(recipe.size * rng.uniform(0.9, 1.5)), max(height, width))
    left = int(rng.integers(min(0, width - side), max(0, width - side) + 1))
    top = int(rng.integers(min(0, height - side), max(0, height - side) + 1))
    return left, top, side, side


def _cut(
    planes: npt.NDArray[np.generic], window: tuple[int, int, int, int], size: int, flip: bool
) -> npt.NDArray[np.generic]:
    """The window of (h, w, c), repeated past the edges, scaled to size × size."""
    left, top, width, height = window
    h, w = planes.shape[:2]
    inside = planes[max(top, 0) : min(top + height, h), max(left, 0) : min(left + width, w)]
    before = (max(-top, 0), max(-left, 0))
    after = (height - inside.shape[0] - before[0], width - inside.shape[1] - before[1])
    if any(before) or any(after):
        inside = cv2.copyMakeBorder(
            np.ascontiguousarray(inside), before[0], after[0], before[1], after[1], cv2.BORDER_REPLICATE
        )
    shrink = cv2.INTER_AREA if width >= size else cv2.INTER_LINEAR
    out = cv2.resize(np.ascontiguousarray(inside), (size, size), interpolation=shrink)
    return np.ascontiguousarray(out[:, ::-1]) if flip else out


def window_of(stored: StoredPicture, recipe: Recipe, size: int, rng: Rng) -> U8:
    """(size, size, 3) sRGB: a crop or the whole of a picture laid on white, sometimes mirrored."""
    recipe = replace(recipe, size=size)
    alpha = stored.rgba[:, :, 3:].astype(np.float32) / 255.0
    rgb = np.asarray(stored.rgba[:, :, :3] * alpha + 255.0 * (1.0 - alpha) + 0.5, np.uint8)
    return np.asarray(_cut(rgb, _window(rgb.shape[:2], recipe, rng), size, bool(rng.random() < 0.5)), np.uint8)


def _turned(lab: F32, rng: Rng) -> F32:
    """Another palette: hues turned by any angle, chroma scaled."""
    angle = rng.uniform(0, 2 * np.pi)
    cos, sin = np.cos(angle), np.sin(angle)
    scale = rng.uniform(0.6, 1.25)
    out = np.empty_like(lab)
    out[..., 0] = lab[..., 0]
    out[..., 1] = scale * (cos * lab[..., 1] - sin * lab[..., 2])
    out[..., 2] = scale * (sin * lab[..., 1] + cos * lab[..., 2])
    rgb = to_srgb8_exactly(out[..., 0], out[..., 1], out[..., 2])
    return srgb_to_lab(rgb)


def _lit(lab: F32, rng: Rng) -> F32:
    """Brighter or darker: lightness bent, chroma brought back into the gamut."""
    light = 100.0 * np.clip(lab[..., 0] / 100.0, 0, 1) ** np.float32(rng.uniform(0.75, 1.35))
    a, b = (np.ascontiguousarray(lab[..., k]) for k in (1, 2))
    return srgb_to_lab(to_srgb8_exactly(np.asarray(light, np.float32), a, b))


def make(stored: StoredPicture, recipe: Recipe, tags: Mapping[str, int], rng: Rng, size: int | None = None) -> Sample:
    """One sample from one picture, of the recipe's size unless another is given; the same generator state
    gives the same sample."""
    recipe = recipe if size is None else replace(recipe, size=size)
    mode: FoundMode = "line" if rng.random() < recipe.line else "grey"
    rgb, exact, alpha = _on_paper(stored, mode, rng)
    window, flip = _window(rgb.shape[:2], recipe, rng), bool(rng.random() < 0.5)
    extra = [alpha[:, :, None]] + ([exact[:, :, None]] if exact is not None else [])
    small = np.asarray(_cut(rgb, window, recipe.size, flip), np.uint8)
    side = np.asarray(_cut(np.concatenate(extra, axis=2), window, recipe.size, flip), np.float32)
    side = side.reshape(recipe.size, recipe.size, -1)
    count = hint_count(rng)
    lab = srgb_to_lab(small)
    if count and rng.random() < recipe.shifted:
        lab = _turned(lab, rng)
    if rng.random() < recipe.lit:
        lab = _lit(lab, rng)
    shown = lab_to_srgb8(lab)
    ink = None
    weight = np.where(side[:, :, 0] > 0.5, 1.0, 0.35).astype(np.float32)
    if mode == "line":
        exact_ink = side[:, :, 1] if exact is not None else None
        ink = draw_lines(small.astype(np.float32) / 255.0, lab[..., 0] / 100.0, exact_ink, rng)
        if rng.random() < recipe.toned:
            ink = screentone(np.asarray(lab[..., 0] / 100.0, np.float32), ink, rng)
        # What lies under a line is nobody's colour: regions are asked about beside it.
        weight *= np.clip(1.0 - 1.3 * ink, 0.01, 1.0)
        light = (1.0 - ink).astype(np.float32)
    else:
        light = np.clip(lab[..., 0] / 100.0, 0, 1)
        light = np.asarray(light, np.float32)
    colours, mask = place(shown, count, rng, _where(side[:, :, 0], ink, rng))
    spreaded = spread(light, mode, srgb_to_lab(colours), mask)
    return Sample(
        planes_of(light, mode, spreaded),
        _tag_map(stored, tags, side[:, :, 0], recipe, rng),
        np.ascontiguousarray(lab.transpose(2, 0, 1)),
        weight,
    )


def _where(alpha: F32, ink: F32 | None, rng: Rng) -> F32 | None:
    """(h, w) how likely a hint is put where: hardly on ink and, more often than not, not on empty paper either:
    artists hint what they want coloured, and paper must learn to stay paper."""
    chance = np.ones_like(alpha) if ink is None else np.clip(1.0 - 2.0 * ink, 0.02, 1.0)
    if rng.random() < 0.65:
        chance = chance * np.where(alpha > 0.5, np.float32(1.0), np.float32(0.02))
    return np.asarray(chance, np.float32)


def _tag_map(stored: StoredPicture, tags: Mapping[str, int], alpha: F32, recipe: Recipe, rng: Rng) -> I64:
    """At an eighth of the size: one of the picture's known tags in a box round what is painted, or zeros."""
    out = np.zeros((recipe.size // 8, recipe.size // 8), np.int64)
    known = [tags[t] for t in stored.row["tags"] if t in tags]
    if not known or rng.random() > recipe.tagged:
        return out
    painted = alpha > 0.5
    rows, columns = np.flatnonzero(painted.any(axis=1)) // 8, np.flatnonzero(painted.any(axis=0)) // 8
    if len(rows):
        out[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = known[int(rng.integers(0, len(known)))]
    return out
