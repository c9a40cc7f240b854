"""Colouring a Grease Pencil object, from reading its drawings to writing its fills."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import bpy

from celtint_blender import compat, gather, palettes, server, settings, writing
from celtint_blender.refused import Refused, Unseen
from celtint_blender.run import Asked, Run

if TYPE_CHECKING:
    from typing import Any

    from celtint_blender.drawing import Fills

SLICE_S = 0.05
"""How long drawings are read before the window gets its turn."""


def span(scene: Any, known: Any) -> tuple[int, int]:
    """The first and last frame that an object's settings mean."""
    if known.frames == "CURRENT":
        return scene.frame_current, scene.frame_current
    return (scene.frame_start, scene.frame_end) if known.frames == "SCENE" else (known.first, known.last)


class Job:
    """Colours one object. Everything here is for Blender's main thread.

    Raises Refused, when made, where it can't begin. `step` until it is `over`, then `finish`. own_s: seconds that the
    add-on itself took to read and to write.
    """

    def __init__(self, context: Any, item: Any, first: int, last: int, again: bool = False) -> None:
        if not compat.is_drawing(item):
            raise Refused("The active object is not Grease Pencil; select the one with the line drawings.")
        self._scene, known = context.scene, settings.of(item)
        self._item, self._uid, self._again = item.name, getattr(item, "session_uid", 0), again
        if again and compat.layer(item, known.result) is None:
            raise Refused("celtint has made no layer here yet; press Colour first.")
        self._names = gather.names(item, known)
        self._drawings = gather.drawings(item, self._names.lines, first, last)
        followed = gather.sources(item, self._names, self._drawings)
        self._sent = sorted([*self._drawings, *followed], key=lambda drawing: drawing.number)
        self._chosen = palettes.chosen(item, known)
        self._read, self._unseen, self.own_s = 0, 0, 0.0
        self._why: Unseen | None = None
        server.prepare(context)
        begun = time.thread_time()
        with gather.visiting(self._scene):
            self._page = gather.page(self._scene, item, self._names, self._sent, known)
        self.own_s += time.thread_time() - begun
        single = len(self._sent) == 1 and not known.keys
        asked = Asked(known.one(), known.many(), self._chosen.entries, single)
        self._given = 0
        self._run = Run(asked, len(self._sent), server.connect)

    @property
    def over(self) -> bool:
        return self._run.over

    @property
    def cancelled(self) -> bool:
        return self._run.cancelled

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return 0.2 * self._read / len(self._sent) + 0.8 * self._run.share

    def step(self) -> None:
        """Read some drawings, if the server can take them. Raises Refused if the object is gone."""
        begun = time.thread_time()
        item = self._object()
        with gather.visiting(self._scene):
            while self._read < len(self._sent) and self._run.hungry and not self.over:
                drawing = self._sent[self._read]
                self._read += 1
                self._give(item, drawing)
                if time.thread_time() > begun + SLICE_S:
                    break
        self.own_s += time.thread_time() - begun
        if self._read == len(self._sent) and self._run.hungry and not self._run.fed:
            self._run.give(None)
            if not self._given:
                self._run.cancel()
                raise self._why or gather.nothing(self._names)

    def _give(self, item: Any, drawing: gather.Drawing) -> None:
        try:
            found = gather.gather(self._scene, item, self._names, drawing, self._page, self._chosen.entries)
        except Unseen as error:
            if drawing in self._drawings:
                self._unseen, self._why = self._unseen + 1, error
            return
        if found is not None:
            self._given += drawing in self._drawings
            self._run.give(found)

    def wait(self) -> None:
        """Wait a moment for the server."""
        self._run.wait(0.02)

    def cancel(self) -> None:
        """Stop, without waiting."""
        self._run.cancel()

    def finish(self) -> int:
        """Write the fills; gives how many drawings were coloured. Raises Refused with why nothing was written."""
        if self._run.cancelled:
            raise Refused("Cancelled; nothing was changed.")
        if self._run.error is not None:
            raise Refused(self._run.error)
        begun, item = time.thread_time(), self._object()
        results = self._results()
        if not any(len(fills.lengths) for fills in results.values()):
            raise Refused("There is nothing to fill: the lines enclose no region that has a colour; add hints.")
        made = writing.write(
            item, self._names.lines, self._drawings, results, self._run.entries, self._chosen, self._again
        )
        compat.spare(item, made)
        self.own_s += time.thread_time() - begun + self._run.own_s
        return len(results)

    def _results(self) -> dict[int, Fills]:
        """The fills that were asked for, by frame, without those of drawings that these only follow."""
        every = self._run.results
        return {drawing.number: every[drawing.number] for drawing in self._drawings if drawing.number in every}

    @property
    def sentence(self) -> str:
        """What to tell when it is done."""
        count = len(self._results())
        unsure = sum(self._run.unsure.get(drawing.number, 0) for drawing in self._drawings)
        told = f"Coloured {count} drawing{'s' if count > 1 else ''} of {self._item}"
        told += f"; unsure of {unsure} regions" if unsure else ""
        return told + (f"; {self._unseen} could not be seen, and got no fills." if self._unseen else ".")

    def _object(self) -> Any:
        item = bpy.data.objects.get(self._item)
        if item is None or getattr(item, "session_uid", 0) != self._uid or not compat.is_drawing(item):
            self._run.cancel()
            raise Refused(f"The object {self._item} is gone; nothing was changed.")
        return item


def colour_range(context: Any, item: Any, first: int, last: int, again: bool = False) -> int:
    """Colour an object's drawings between two frames and wait for it; gives how many it were. Raises Refused."""
    return finished(Job(context, item, first, last, again))


def finished(job: Job) -> int:
    """Wait for a job and write what it gave; gives how many drawings it were. Raises Refused."""
    try:
        while not job.over:
            job.step()
            job.wait()
    except BaseException:
        job.cancel()  # Ctrl+C, or a drawing that can't be read: nobody waits for the server any more
        raise
    return job.finish()
