"""One drawing as it is sent: where it is looked at, what was read there, and the page that it is laid onto."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from celtint_client.sequences import Frame

from celtint_blender.grease_pencil import boxes, compat, gather, marks, rigs, view, wide
from celtint_blender.grease_pencil.view import Layer
from celtint_blender.grease_pencil.wide import Span
from celtint_blender.host.refused import Unseen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from celtint_client.messages import Box, PaletteEntry
    from celtint_client.parts import Part
    from numpy.typing import NDArray

    from celtint_blender.grease_pencil.gather import Drawing, Names
    from celtint_blender.grease_pencil.skin import Skin
    from celtint_blender.grease_pencil.view import Canvas, Matrix, View

LOOKS = 9
"""Frames of a held drawing that are looked at, where it moves on the page, or some of it is out of sight."""


@dataclass(frozen=True)
class Gathered:
    """A drawing as it is sent, the plane that its fills are laid onto, and what they take over from its lines."""

    frame: Frame
    boxes: tuple[Box, ...]
    canvas: Canvas
    skin: Skin | None = None
    marks: Part | None = None


@dataclass(frozen=True)
class Read:
    """A drawing as it was read, in the world. place: 4×4, of the fills' layer. paint: layers of hints and of keys, by
    role. span: of all that is to be on its page. sight: what is ever in the frame, on `seen`, the frame's own page."""

    number: int
    seen: View
    lines: list[Layer]
    place: Matrix
    paint: dict[str, list[Layer]]
    marks: list[tuple[str, Layer]]
    boxes: list[boxes.Found]
    skin: Skin | None
    step: float
    span: Span
    sight: Span

    def on(self, span: Span | None, palette: Sequence[PaletteEntry]) -> Gathered:
        """It as it is sent, on a page for a span of its frame's, or on its own."""
        seen = self.seen if span is None else wide.widened(self.seen, span)
        points = view.ahead(self.seen, self.lines)
        canvas = view.canvas(seen, points, self.place, compat.OVER, self.step)
        lines = self.lines
        if span is not None:
            page = span.whole()
            scale = np.array([seen.width, seen.height]) / (page.high - page.low)
            low, high = ((each - page.low) * scale for each in (self.sight.low, self.sight.high))
            more = wide.onward(seen, canvas, lines, Span(low, high), self.place)
            lines = lines if more is None else [*lines, more]
        extra = {role: view.part(seen, each, paint=True) for role, each in self.paint.items()}
        frame = Frame(self.number, view.part(seen, lines), extra.get("hints"), extra.get("key"))
        sent = boxes.boxes(seen, self.boxes, palette)
        return Gathered(frame, sent, canvas, self.skin, marks.part(seen, self.marks))


def _moves(scene: Any, item: Any) -> bool:
    """Whether the object may be elsewhere in the camera's frame while a drawing is held."""
    chain = [item, scene.camera, *item.data.layers]
    while chain:
        each = chain.pop()
        if each is None:
            continue
        animated = [each, getattr(each, "data", None)]
        if any(getattr(known, "animation_data", None) is not None for known in animated):
            return True
        if getattr(each, "constraints", None) or getattr(each, "rigid_body", None):
            return True
        chain.append(each.parent)
    return False


@dataclass(frozen=True)
class _Look:
    """How a drawing is seen on a frame."""

    number: int
    seen: View
    lines: list[Layer]


def _looks(
    scene: Any, item: Any, known: Names, drawing: Drawing, shared: View | None
) -> tuple[_Look, NDArray[np.float32]] | None:
    """Go to where most of a drawing is in sight while it is held, and largest; to its key if all is there.

    Gives the look, and the corners of all looks. None where nothing is drawn. Raises Unseen where nothing of it can be
    seen.
    """
    best, chosen, empty, why = (0.0, 0.0), None, True, None
    sights: list[NDArray[np.float32]] = []
    stays, whole = shared is not None or not _moves(scene, item), False
    for number in np.unique(np.linspace(drawing.number, drawing.last, LOOKS).astype(int)).tolist():
        scene.frame_set(number)
        try:
            place = gather.place(item, known)
        except Unseen as error:
            empty, why = False, error
            continue
        lines = gather.lines(item, known)
        if not len(view.finite(lines)):
            continue
        empty = False
        looked = gather.camera(scene) if shared is None else shared
        found = view.sight(looked, lines)
        if found[0]:
            sights.append(wide.corners(view.canvas(looked, view.ahead(looked, lines), place)))
        if found > best and not whole:
            best, chosen = found, _Look(number, looked, lines)
        whole = whole or (number == drawing.number and found[0] == view.WHOLLY)
        if whole and stays:
            break
    if empty:
        return None
    if chosen is None:
        out = "is not in the camera's sight in these frames; move it or the camera, or choose “Drawing plane”."
        raise why or Unseen(f"{item.name} {out}")
    if scene.frame_current != chosen.number:
        scene.frame_set(chosen.number)
    return chosen, np.concatenate(sights)


def read(scene: Any, item: Any, known: Names, drawing: Drawing, shared: View | None, first: bool = True) -> Read | None:
    """One drawing, or None if nothing is drawn. shared: the page, None for the camera's. Call it within `visiting`.

    first: of those that are sent; boxes that have no key on any drawing's frames are on that one.
    Raises Unseen where nothing of it can be seen.
    """
    item.data.update_tag()  # 3.4 forgets modifiers of what was changed by a script
    found = _looks(scene, item, known, drawing, shared)
    if found is None:
        return None
    look, corners = found
    place, world = gather.place(item, known), gather.world(item)
    sight = wide.around(look.seen, corners, place)
    span = wide.frame(look.seen) if shared is not None else wide.drawn(look.seen, look.lines).with_(sight)
    drawn = _drawn_boxes(scene, item, known, drawing, world, first)
    every = boxes.found(drawn, scene if first else None)
    skin = rigs.skin_of(item, known.groups, known.lines, place)
    roles = (("hints", known.hints), ("key", known.keys))
    paint = {role: _paint(scene, item, name, drawing, world) for role, name in roles}
    painted = {role: layers for role, layers in paint.items() if layers}
    marked = [(name, each) for name in known.marks for each in _paint(scene, item, name, drawing, world)]
    step = rigs.STEP if known.bent else 0.0
    given = (look.seen, look.lines, place, painted, marked, every, skin, step, span, sight)
    return Read(drawing.number, *given)


def together(reads: Sequence[Read], shared: View | None) -> Span | None:
    """What the pages of all drawings span, which have to be of one size; None for a page that is shared."""
    if shared is not None or not reads:
        return None
    span = reads[0].span
    for read in reads[1:]:
        span = span.with_(read.span)
    return span


def _drawn_boxes(
    scene: Any, item: Any, known: Names, drawing: Drawing, world: Matrix, first: bool
) -> list[tuple[str, Layer]]:
    """The boxes of the object's layers that belong to a drawing, by their tags: as hints do, to that on which they have
    a key; on the first one also those that lasted until then."""
    found = gather.boxed(item, known.boxes) if first else []
    for name in known.boxes:
        own = [(boxes.tag_of(name) or "", layer) for layer in _paint(scene, item, name, drawing, world)]
        found = [*(each for each in found if each[0] != own[0][0]), *own] if own else found
    return found


def _paint(scene: Any, item: Any, name: str, drawing: Drawing, world: Matrix) -> list[Layer]:
    """What a hint or key layer has for a drawing: its last key made while that drawing is shown.

    world: where the object is when the drawing is looked at, which need not be where it is on that key.
    """
    layer = compat.layer(item, name) if name else None
    keys = [] if layer is None else [key for key in compat.keys(layer) if drawing.start <= key < drawing.stop]
    if not keys:
        return []
    if keys[-1] != scene.frame_current:
        scene.frame_set(keys[-1])
    there = gather.world(item)
    if view.flattened(there):
        raise Unseen(f"{item.name} is scaled to 0 on frame {keys[-1]}, where {name} has a key; give it another scale.")
    moved = world @ np.linalg.inv(there)
    return [Layer(each.strokes, moved @ each.place) for each in gather.layers(item, [name], True)]
