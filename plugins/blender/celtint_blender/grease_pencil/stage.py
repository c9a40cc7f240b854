"""From the boxes of a scene to a new Grease Pencil object with a picture of what their names say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
import numpy as np
from celtint_client import words
from celtint_client.staging import StageBox, StageRequest, StageWanted

from celtint_blender.grease_pencil import boxes, compat, gather, paint, palettes, view
from celtint_blender.grease_pencil.staging import OUTPUTS, Staging
from celtint_blender.host import server
from celtint_blender.host.refused import Refused, Stopped

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.messages import Box

NAME = "celtint stage"
NO_BOX = "There is no box: draw one on a layer named boxes/dog, or name an empty so; then try again."
OUT_OF_SIGHT = "No box is in the camera's sight: move the camera, or choose to see them from their own plane."


class Job:
    """Makes a picture of the boxes on the current frame. Everything here is for Blender's main thread.

    Raises Refused, when made, where it can't begin. `go_on` until it is true. wrote: whether an object was made.
    """

    def __init__(self, context: Any, chosen: Any) -> None:
        scene, item = context.scene, context.object if compat.is_drawing(context.object) else None
        names = [] if item is None else [compat.name_of(each) for each in item.data.layers]
        names = [name for name in names if boxes.tag_of(name) is not None]
        layers: list[tuple[str, view.Layer]] = []
        self._matrix: Any = None
        if item is not None:
            with compat.shown(item, names):
                context.view_layer.update()
                layers = gather.boxed(item, names)
            self._matrix = item.matrix_world.copy()
        place = np.eye(4) if self._matrix is None else np.array(self._matrix)
        every = boxes.found(layers, scene)
        points = boxes.points_of(every)
        if not len(points):
            raise Refused(NO_BOX)
        if view.flattened(place):
            raise Refused("The active object is scaled to 0; give it another scale.")
        seen = gather.camera(scene) if chosen.view == "CAMERA" else view.fronting(points, gather.PLANE_PIXELS, place)
        found = boxes.boxes(seen, every, ())
        if not found:
            raise Refused(OUT_OF_SIGHT)
        request = StageRequest(
            seen.width,
            seen.height,
            tuple(_box(each) for each in found),
            chosen.background,
            chosen.light,
            seed=chosen.seed,
            wanted=StageWanted(OUTPUTS, "rgba8"),
        )
        server.prepare(context)
        self._scene, self._frame, self.wrote = scene.name, scene.frame_current, False
        self._asked = Staging(request, view.canvas(seen, points, place, compat.OVER), server.connect)

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return self._asked.share

    def go_on(self, wait_s: float) -> bool:
        """True at the end, when the object is there. Raises Refused with why there is none."""
        if not self._asked.over:
            self._asked.wait(wait_s)
            return False
        if self._asked.stopped:
            raise Stopped("Cancelled; nothing was changed.")
        if self._asked.error is not None:
            raise Refused(self._asked.error)
        self._write()
        return True

    def _write(self) -> None:
        scene = bpy.data.scenes.get(self._scene)
        if scene is None:
            raise Refused(f"The scene {self._scene} is gone; nothing was changed.")
        self.wrote = True
        item = bpy.data.objects.new(NAME, compat.drawing_data(NAME))
        scene.collection.objects.link(item)
        if self._matrix is not None:
            item.matrix_world = self._matrix
        inside = palettes.slot(item, palettes.fills_material())
        line = palettes.slot(item, palettes.lines_material(self._asked.ink))
        for name, strokes in self._asked.sheets:
            key = compat.new_key(compat.new_layer(item, name), self._frame)
            paint.draw(key, strokes, inside, line)
        compat.repaint(item)

    def stop(self) -> None:
        """End soon, by Stopped; without waiting."""
        self._asked.cancel()

    def drop(self) -> None:
        """Let the server go, if it still works."""
        self._asked.cancel()

    def sentence(self) -> str:
        """What to tell at the end: what was made, what isn't quite as asked for, and whose drawings it is after."""
        answer = self._asked.answer
        if answer is None:
            return ""
        told = [f"Made a picture of {len(answer.objects)} boxes.", *answer.notes]
        near = [f"{one.tag} is {one.name} here" for one in answer.objects if one.distance > 0]
        if near:
            told.append("; ".join(dict.fromkeys(near)) + ".")
        owed = dict.fromkeys(f"{one.attribution} ({one.licence})" for one in answer.objects)
        return " ".join([*told, f"Drawn after {'; '.join(owed)}."] if owed else told)


def _box(box: Box) -> StageBox:
    what, facing, pose = words.posed(box.tag)
    colour = box.colour if isinstance(box.colour, tuple) else None
    return StageBox(box.x, box.y, box.width, box.height, what, facing=facing, colour=colour, pose=pose)
