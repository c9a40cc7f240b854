"""Colouring the strips that the artist chose, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from celtint_blender.host import server
from celtint_blender.host.refused import Refused
from celtint_blender.sequencer import doubts, host
from celtint_blender.sequencer.plan import HINTS, KEYS, KINDS, plan
from celtint_blender.sequencer.run import Run
from celtint_blender.sequencer.settings import choices, request, request_for

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
        asked = request(settings)
        plans = [plan(scene, strip, wanted) for strip in found(scene, names)]
        self._todo = [(each, request_for(asked, settings, each)) for each in plans]
        self._several, self._scene = len(plans) > 1, scene.name
        self._told: list[str] = []
        self._places: list[doubts.Place] = []
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
        self._tell(added.name)
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

    def _tell(self, added: str) -> None:
        """Keep what was found out about a strip: its scenes, and what to look at. added: the new strip's name."""
        run, scene = self._run, bpy.data.scenes[self._scene]
        pictures = run.plan.pictures
        if run.scenes:
            self._told.append(f"{run.plan.strip}: {run.scenes}" if self._several else run.scenes)
        scene.celtint_strips.scenes = " ".join(self._told)
        self._places += [doubts.Place(pictures[number].frame, added, box) for number, box in run.doubts]
        doubts.keep(scene, self._places)

    def _next(self) -> Run:
        run = Run(*self._todo.pop(0), server.connect)
        run.start()
        return run
