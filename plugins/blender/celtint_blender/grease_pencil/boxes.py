"""Named rectangles: layers `boxes/TAG`, annotation layers and empties of such names."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import bpy
import numpy as np
from celtint_client.messages import Box

from celtint_blender.grease_pencil import compat
from celtint_blender.grease_pencil.drawing import srgb_bytes
from celtint_blender.grease_pencil.settings import BOXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from celtint_client.messages import BoxColour, PaletteEntry
    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.view import Layer, View

    Found = tuple[str, NDArray[np.float64], BoxColour]
    """A box's tag, its corners in the world, n×3, and its colour."""

EMPTY = "none"
"""The tag of what stays without colour."""


def tag_of(name: str) -> str | None:
    """The tag that a name gives, without Blender's number after it, or None."""
    return re.sub(r"\.\d{3,}$", "", name[len(BOXES) :]).strip() if name.startswith(BOXES) else None


def found(layers: Sequence[tuple[str, Layer]], scene: Any | None) -> list[Found]:
    """All boxes of the scene's frame, hidden ones as well; not those of excluded collections.

    layers: those of the object, by tag. scene: whose annotations and empties are boxes too; None for none.
    """
    others = () if scene is None else (*_annotated(scene), *_empties(scene))
    return [*_drawn(layers), *others]


def boxes(view: View, every: Sequence[Found], palette: Sequence[PaletteEntry]) -> tuple[Box, ...]:
    """Those that meet the page, as they are sent."""
    named = {entry.name.lower(): entry.colour for entry in palette}
    sent: list[Box] = []
    for tag, points, colour in every:
        given = EMPTY if tag.lower() == EMPTY else colour or named.get(tag.lower())
        box = _box(view, points, "" if given == EMPTY else tag, given)
        if box is not None:
            sent.append(box)
    return tuple(sent)


def points_of(every: Sequence[Found]) -> NDArray[np.float64]:
    """All corners of all boxes, in the world, n×3."""
    return np.concatenate([np.zeros((0, 3)), *(points for _, points, _ in every)])


def _drawn(layers: Sequence[tuple[str, Layer]]) -> Iterator[Found]:
    for tag, layer in layers:
        strokes = layer.strokes
        for n, end in enumerate(strokes.ends()):
            points = strokes.points[end - strokes.lengths[n] : end].astype(np.float64)
            painted = srgb_bytes(strokes.fill[n] if strokes.filled[n] else strokes.ink[n])[:3].tolist()
            # a box drawn in black is a box without a colour, as lines are black until somebody chooses
            colour = None if sum(painted) == 0 else (painted[0], painted[1], painted[2])
            yield tag, points @ layer.place[:3, :3].T + layer.place[:3, 3], colour


def _annotated(scene: Any) -> Iterator[Found]:
    notes = compat.annotation(scene)
    for layer in notes.layers if notes is not None else ():
        tag = tag_of(layer.info)
        key = compat.held(layer, scene.frame_current)
        if tag is None or key is None:
            continue
        for stroke in key.strokes:
            points = np.empty(3 * len(stroke.points), np.float32)
            stroke.points.foreach_get("co", points)
            yield tag, points.reshape(-1, 3).astype(np.float64), None


def _empties(scene: Any) -> Iterator[Found]:
    for item in scene.objects:
        tag = tag_of(item.name) if item.type == "EMPTY" else None
        if tag is not None and item.name in bpy.context.view_layer.objects:
            size = item.empty_display_size
            corners = np.array(list(product((-size, size), repeat=3)))
            world = np.array(item.matrix_world)
            yield tag, corners @ world[:3, :3].T + world[:3, 3], None


def _box(view: View, points: NDArray[np.float64], tag: str, colour: BoxColour) -> Box | None:
    page = view.page(points, np.eye(4))[:, :2]
    page = page[np.isfinite(page).all(axis=1)]
    if not len(page):
        return None
    size = np.array([view.width, view.height])
    low = np.clip(np.floor(page.min(axis=0)), 0, size).astype(int)
    high = np.clip(np.ceil(page.max(axis=0)), 0, size).astype(int)
    if np.any(high <= low):
        return None
    (x, y), (width, height) = low.tolist(), (high - low).tolist()
    return Box(x, y, width, height, tag, colour)
