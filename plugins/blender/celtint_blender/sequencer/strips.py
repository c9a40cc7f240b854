"""Colouring the strips that the artist chose, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_blender.host import server
from celtint_blender.host.refused import Refused
from celtint_blender.sequencer import host
from celtint_blender.sequencer.plan import HINTS, KEYS, KINDS, plan
from celtint_blender.sequencer.run import Run
from celtint_blender.sequencer.settings import choices, request

if TYPE_CHECKING:
    from typing import Any


def found(scene: Any, names: str) -> list[Any]:
    """The strips of these names, or the selected ones that can be coloured. Raises Refused if there are none."""
    if names:
        wanted = [name.strip() for name in names.split(",") if name.strip()]
        by_name = {strip.name: strip for strip in host.strips(scene)}
        unknown = [name for name in wanted if name not in by_name]
        if unknown:
            raise Refused(f"There is no strip {unknown[0]} in the scene {scene.name}; see its name in the sidebar.")
        return [by_name[name] for name in wanted]
    kinds = [strip for strip in host.strips(scene) if strip.select and strip.type in KINDS]
    selected = [strip for strip in kinds if not any(word in strip.name.lower() for word in (KEYS, HINTS))]
    if not selected:
        raise Refused("Select the strips with the drawings: pictures or movies.")
    return selected


class Strips:
    """Strips that are coloured, one after the other. wrote: whether one was added."""

    def __init__(self, context: Any, names: str, first: int, last: int) -> None:
        scene = host.edited_scene(context)
        settings = scene.celtint_strips
        wanted = choices(settings, first, last)
        self._request = request(settings)
        self._todo = [plan(scene, strip, wanted) for strip in found(scene, names)]
        self._frames, self._folder, self.wrote = 0, "", False
        server.prepare(context)
        self._run = self._next()

    @property
    def strip(self) -> str:
        """The name of the one that is coloured now."""
        return self._run.plan.strip

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return self._run.share

    def go_on(self, wait_s: float) -> bool:
        """Read what is waited for; add the strip at its end and go to the next; true after the last. Raises Refused."""
        self._run.pump(wait_s)
        if not self._run.over:
            return False
        added = self._run.finish()
        self._frames, self._folder, self.wrote = self._frames + len(added.elements), added.directory, True
        if not self._todo:
            return True
        self._run = self._next()
        return False

    def stop(self) -> None:
        """End soon, by Stopped; without waiting."""
        self._run.cancel()

    def drop(self) -> None:
        """End now, and leave nothing of the strip that isn't done."""
        self._run.drop()

    def sentence(self) -> str:
        """What to tell when it is done."""
        return f"Coloured {self._frames} frames; they lie on the channel above, in {self._folder}"

    def _next(self) -> Run:
        run = Run(self._todo.pop(0), self._request, server.connect)
        run.start()
        return run
