"""What is sent for an object: its drawings in a range of frames, read from the scene on Blender's main thread."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy
import numpy as np

from celtint_blender.grease_pencil import boxes, compat, marks, rigs, settings, view
from celtint_blender.grease_pencil.view import Layer, View
from celtint_blender.host.refused import Refused, Unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from celtint_blender.grease_pencil.view import Matrix

NEVER = 1 << 24
"""A frame after all others."""
PLANE_PIXELS = 1920
"""The longer side of the page when the drawing's plane is looked at."""


NO_CAMERA = "The scene has no camera: add one, or choose to see the drawing from its own plane."


@dataclass(frozen=True)
class Names:
    """Layers, by their names; hints and keys are empty where there are none. left_out: what might be lines, but is
    hidden. Hints, keys, boxes and marks tell something, and do so while they are hidden too. groups: vertex groups that
    fills take over from the lines. bent: whether something bends the fills."""

    lines: tuple[str, ...]
    hints: str
    keys: str
    boxes: tuple[str, ...]
    marks: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    bent: bool = False

    @property
    def every(self) -> tuple[str, ...]:
        """All layers that are read."""
        return tuple(filter(None, (*self.lines, self.hints, self.keys, *self.boxes, *self.marks)))


@dataclass(frozen=True)
class Drawing:
    """A line drawing that is shown from `start` up to before `stop`; its fills are keyed at `number`.

    last: the last frame of the range on which it is shown.
    """

    number: int
    start: int
    stop: int
    last: int


def names(item: Any, known: Any) -> Names:
    """The layers that the settings mean. Raises Refused where one is missing, or that of the lines hidden."""
    every = {compat.name_of(each): each for each in item.data.layers}
    for role, name in (("line", known.lines), ("hint", known.hints), ("key", known.keys)):
        if name and name not in every:
            raise Refused(f"There is no layer {name} in {item.name}; choose the {role} layer again.")
    boxed = tuple(name for name in every if boxes.tag_of(name) is not None)
    marked = tuple(name for name in every if marks.number_of(name) is not None)
    others = {known.hints, known.keys, known.result, *boxed, *marked}
    lines: tuple[str, ...] = (known.lines,)
    hidden: tuple[str, ...] = ()
    if known.lines:
        if compat.hidden(every[known.lines]):
            raise Refused(f"The layer {known.lines} is hidden; show it, or choose another.")
    else:
        own = re.compile(rf"({settings.RESULT}|{settings.HINTS})(\.\d+)?")  # those of other times too
        drawn = [n for n in every if not own.fullmatch(n) and n not in others]
        hidden = tuple(n for n in drawn if compat.hidden(every[n]))
        lines = tuple(n for n in drawn if n not in hidden)
    if not lines:
        raise Refused(f"{item.name} has no layer of lines that is shown; draw on one, or show it.")
    return Names(lines, known.hints, known.keys, boxed, marked, hidden, rigs.groups(item), rigs.bends(item))


def drawings(item: Any, lines: Sequence[str], first: int, last: int) -> list[Drawing]:
    """The line drawings that are shown between two frames, both among them. Raises Refused if there is none."""
    if last < first:
        raise Refused(f"The range ends at {last}, before it begins at {first}; turn them round.")
    keys = sorted({key for name in lines for key in compat.keys(compat.layer(item, name))})
    stops = [*keys[1:], NEVER]
    every = first < last and rigs.timed(item)  # shown when a modifier says, not when their keys do
    spans = [(start, stops[n]) for n, start in enumerate(keys) if every or (start <= last and stops[n] > first)]
    if every and spans:
        first, last = spans[0][0], max(last, spans[-1][0])
    # one frame alone means the drawing that is shown there, from its own key on
    found = [
        Drawing(start if first == last else max(start, first), start, stop, min(stop - 1, last))
        for start, stop in spans
    ]
    if not found:
        raise Refused(f"There is no drawing between the frames {first} and {last}; draw one, or choose other frames.")
    return found


def parted(item: Any, every: Sequence[Drawing]) -> list[Drawing]:
    """Drawings, and one for each time at which a modifier changes a held one in a way that fills can't follow."""
    found = []
    for drawing in every:
        turns = rigs.turns(item, drawing.number, drawing.last) or [drawing.number]
        stops = [*turns[1:], drawing.stop]
        for n, number in enumerate(turns):
            start, last = number if n else drawing.start, min(stops[n] - 1, drawing.last)
            found.append(Drawing(number, start, stops[n], last))
    return found


def sources(item: Any, known: Names, wanted: Sequence[Drawing]) -> list[Drawing]:
    """The nearest drawings before and after the wanted ones that have hints or keys: those follow them."""
    keys = sorted({key for name in known.lines for key in compat.keys(compat.layer(item, name))})
    painted = [key for name in (known.hints, known.keys) if name for key in compat.keys(compat.layer(item, name))]
    stops = [*keys[1:], NEVER]
    spans = [(a, stops[n]) for n, a in enumerate(keys) if any(a <= key < stops[n] for key in painted)]
    before = [span for span in spans if span[0] < wanted[0].start][-1:]
    after = [span for span in spans if span[0] > wanted[-1].start][:1]
    return [Drawing(start, start, stop, start) for start, stop in (*before, *after)]


@contextlib.contextmanager
def visiting(scene: Any, item: Any, known: Names) -> Iterator[None]:
    """Within it every layer that is read is shown, and at rest; afterwards all, and the scene's frame, is as it was."""
    before, part = scene.frame_current, scene.frame_subframe
    try:
        with compat.shown(item, known.every), rigs.resting(item):
            yield
    finally:
        scene.frame_set(before, subframe=part)


def page(scene: Any, item: Any, known: Names, every: Sequence[Drawing], chosen: Any) -> View | None:
    """The page that all drawings share, or None if each is seen through the camera. Raises Refused without one.

    Call it within `visiting`.
    """
    if chosen.view == "CAMERA":
        if scene.camera is None:
            raise Refused(NO_CAMERA)
        return None
    found, unseen, turned = [np.zeros((0, 3))], None, np.eye(4)
    for drawing in every:
        scene.frame_set(drawing.number)
        try:
            place(item, known)
        except Unseen as error:
            unseen = error
            continue
        turned = turned if len(found) > 1 else world(item)
        found.append(view.finite(lines(item, known)))
    points = np.concatenate(found)
    if not len(points):
        raise unseen or nothing(known)
    return view.fronting(points, PLANE_PIXELS, turned)


def nothing(known: Names) -> Refused:
    """Why an empty layer can't be coloured."""
    return Refused(f"There is nothing drawn on {', '.join(known.lines)} in these frames; draw something first.")


def camera(scene: Any) -> View:
    """The page as the scene's camera sees it on the current frame. Raises Refused where it can't see."""
    if scene.camera is None:
        raise Refused(NO_CAMERA)
    graph, render = bpy.context.evaluated_depsgraph_get(), scene.render
    share = render.resolution_percentage / 100
    width, height = max(1, int(render.resolution_x * share)), max(1, int(render.resolution_y * share))
    eye = scene.camera.evaluated_get(graph)
    look = eye.calc_matrix_camera(
        graph, x=width, y=height, scale_x=render.pixel_aspect_x, scale_y=render.pixel_aspect_y
    )
    turned = np.array(eye.matrix_world.normalized())
    if view.flattened(turned):
        raise Refused(f"The camera {eye.name} has a scale of 0; set its scale to 1.")
    return View(np.array(look) @ np.linalg.inv(turned), width, height)


def layers(item: Any, chosen: Sequence[str], hidden_too: bool = False) -> list[Layer]:
    graph = bpy.context.evaluated_depsgraph_get()
    found = [Layer(*compat.evaluated(item, name, graph, hidden_too)) for name in chosen]
    return [layer for layer in found if len(layer.strokes)]


def boxed(item: Any, chosen: Sequence[str]) -> list[tuple[str, Layer]]:
    """What is on layers of boxes, hidden ones too, by their tags. Call it while they are shown."""
    return [(boxes.tag_of(name) or "", each) for name in chosen for each in layers(item, [name], True)]


def lines(item: Any, known: Names) -> list[Layer]:
    """What is drawn as lines; whatever is only filled is left out."""
    found = [Layer(each.strokes.only(each.strokes.lined), each.place) for each in layers(item, known.lines)]
    return [layer for layer in found if len(layer.strokes)]


def world(item: Any) -> Matrix:
    return np.array(item.evaluated_get(bpy.context.evaluated_depsgraph_get()).matrix_world)


def place(item: Any, known: Names) -> Matrix:
    """4×4, from the coordinates of the layer that the fills go to, to the world. Raises Unseen if there's no way back.

    The fills follow a single layer of lines, and lie in the object itself where there are many.
    """
    if not compat.is_evaluated(item, bpy.context.evaluated_depsgraph_get()):
        raise Unseen(f"{item.name}, or its collection, is disabled or excluded in these frames; show it in viewports.")
    place = world(item)
    if not view.flattened(place) and len(known.lines) == 1:
        place = place @ compat.to_object(item, compat.layer(item, known.lines[0]))
    if view.flattened(place):
        raise Unseen(f"{item.name}, or its layer, is scaled to 0 in these frames; give it another scale.")
    return place
