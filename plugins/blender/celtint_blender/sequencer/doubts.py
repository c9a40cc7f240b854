"""What celtint is unsure of in the strips it coloured last, gone through from what deserves a look most.

Nothing of it is kept in the file: it is of the colours that were made while Blender runs, and gone with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy

from celtint_blender.sequencer import host

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_COLOUR = (1.0, 0.0, 0.6, 1.0)
_WIDTH = 3.0


@dataclass(frozen=True)
class Place:
    """A region to look at. frame: of the timeline. strip: the coloured one's name. box: x, y, width, height in pixels
    of its picture; None for all of a grey one."""

    frame: int
    strip: str
    box: tuple[int, int, int, int] | None


@dataclass
class _Known:
    """Of one scene: its places, most doubtful first, and which was looked at last."""

    places: tuple[Place, ...]
    at: int = -1


_known: dict[str, _Known] = {}
_drawn: list[Any] = []
"""What Blender gave for the function that draws the outline, while it is drawn."""


def keep(scene: Any, places: Sequence[Place]) -> None:
    """Those of a scene's new strips, in place of what was known."""
    _known[scene.name] = _Known(tuple(places))


def count(scene: Any) -> int:
    """How many places there are to look at."""
    known = _known.get(scene.name)
    return 0 if known is None else len(known.places)


def go_on(scene: Any) -> tuple[int, Place]:
    """The next place and its rank from 1, after the last one the first again. Only where there is one."""
    known = _known[scene.name]
    known.at = (known.at + 1) % len(known.places)
    return known.at + 1, known.places[known.at]


def outline() -> None:
    """Outline the place that was looked at last, in all previews, as long as its frame is shown."""
    if bpy.app.background or _drawn:
        return
    _drawn.append(bpy.types.SpaceSequenceEditor.draw_handler_add(_draw, (), "PREVIEW", "POST_PIXEL"))


def forget() -> None:
    """Know nothing any more and draw nothing."""
    _known.clear()
    while _drawn:
        bpy.types.SpaceSequenceEditor.draw_handler_remove(_drawn.pop(), "PREVIEW")


def _draw() -> None:
    scene = host.edited_scene(bpy.context)
    known = _known.get(scene.name)
    if known is None or not 0 <= known.at < len(known.places):
        return
    place = known.places[known.at]
    strip = next((each for each in host.strips(scene) if each.name == place.strip), None)
    if place.box is None or strip is None or scene.frame_current != place.frame:
        return
    import gpu
    from gpu_extras.batch import batch_for_shader

    view = bpy.context.region.view2d
    corners = [view.view_to_region(*corner, clip=False) for corner in host.corners(strip, place.box)]
    shader = gpu.shader.from_builtin("POLYLINE_UNIFORM_COLOR")
    shader.uniform_float("viewportSize", gpu.state.viewport_get()[2:])
    shader.uniform_float("lineWidth", _WIDTH)
    shader.uniform_float("color", _COLOUR)
    around = [(x, y, 0.0) for x, y in (*corners, corners[0])]
    batch_for_shader(shader, "LINE_STRIP", {"pos": around}).draw(shader)
