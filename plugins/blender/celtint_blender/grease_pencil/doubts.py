"""What celtint is unsure of in an object's drawings, gone through from what deserves a look most.

Nothing of it is kept in the file: it is of the colours that were made while Blender runs, and gone with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy
import numpy as np

from celtint_blender.grease_pencil import compat, settings

if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Any

    from numpy.typing import NDArray

_COLOUR = (1.0, 0.0, 0.6, 1.0)


@dataclass(frozen=True)
class Place:
    """A region to look at. frame: its drawing's. rings: its outlines, n×3 each, in the coordinates of the fills."""

    frame: int
    rings: tuple[NDArray[np.float32], ...]


@dataclass
class _Known:
    """Of one object: its places, most doubtful first, and which was looked at last."""

    places: tuple[Place, ...]
    at: int = -1


_known: dict[int, _Known] = {}
_drawn: list[Any] = []
"""What Blender gave for the function that draws the outline, while it is drawn."""


def keep(item: Any, places: tuple[Place, ...], frames: Container[int] | None = None) -> None:
    """Those of an object's new colours, in place of what was known of these frames; None: of all."""
    known = _known.get(_key(item))
    stay = () if known is None or frames is None else tuple(each for each in known.places if each.frame not in frames)
    _known[_key(item)] = _Known((*places, *stay))


def count(item: Any) -> int:
    """How many places there are to look at."""
    known = _known.get(_key(item))
    return 0 if known is None else len(known.places)


def go_on(item: Any) -> tuple[int, Place] | None:
    """The next place and its rank from 1, after the last one the first again; None if there is none."""
    known = _known.get(_key(item))
    if known is None or not known.places:
        return None
    known.at = (known.at + 1) % len(known.places)
    return known.at + 1, known.places[known.at]


def shown(item: Any, place: Place) -> list[NDArray[np.float32]]:
    """A place's outlines in the world, n×3 each; none where celtint's layer is gone."""
    found = compat.layer(item, settings.of(item).result)
    if found is None:
        return []
    matrix = np.array(item.matrix_world, np.float64).reshape(4, 4) @ compat.to_object(item, found)
    return [(ring @ matrix[:3, :3].T + matrix[:3, 3]).astype(np.float32) for ring in place.rings]


def outline(item: Any) -> None:
    """Draw the outline of the place that was looked at last, in all views, as long as its frame is shown."""
    if bpy.app.background or _drawn:
        return
    _drawn.append(bpy.types.SpaceView3D.draw_handler_add(_draw, (), "WINDOW", "POST_VIEW"))


def forget() -> None:
    """Know nothing any more and draw nothing."""
    _known.clear()
    while _drawn:
        bpy.types.SpaceView3D.draw_handler_remove(_drawn.pop(), "WINDOW")


def _draw() -> None:
    item = bpy.context.object
    known = None if item is None or not compat.is_drawing(item) else _known.get(_key(item))
    if known is None or not 0 <= known.at < len(known.places):
        return
    place = known.places[known.at]
    if bpy.context.scene.frame_current != place.frame:
        return
    import gpu
    from gpu_extras.batch import batch_for_shader

    shader = gpu.shader.from_builtin("POLYLINE_UNIFORM_COLOR")
    shader.uniform_float("viewportSize", gpu.state.viewport_get()[2:])
    shader.uniform_float("lineWidth", 3.0)
    shader.uniform_float("color", _COLOUR)
    for ring in shown(item, place):
        around = np.concatenate([ring, ring[:1]])
        batch_for_shader(shader, "LINE_STRIP", {"pos": around.tolist()}).draw(shader)


def _key(item: Any) -> int:
    return int(getattr(item, "session_uid", 0) or item.as_pointer())
