"""The Video Sequencer's side: colour the selected strips, in the window or without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import bpy
from bpy.app.handlers import persistent
from celtint_client.messages import Wanted
from celtint_client.sequences import SequenceRequest, SequenceSettings

from celtint_blender import sequencer_host as host
from celtint_blender import server
from celtint_blender.ending import Colouring
from celtint_blender.refused import Refused
from celtint_blender.sequencer_plan import HINTS, KEYS, KINDS, Choices, plan
from celtint_blender.sequencer_run import Run

if TYPE_CHECKING:
    from typing import Any

AUTO_GAP = -1


class CeltintStrips(bpy.types.PropertyGroup):
    """How the strips of a scene are coloured."""

    mode: bpy.props.EnumProperty(
        name="Mode",
        description="What the drawings are",
        items=(
            ("auto", "Automatic", "Look at the first frame"),
            ("line", "Line art", "Lines on paper: flat colours, region by region"),
            ("grey", "Grey", "Shaded pictures: their light stays, chroma is added"),
        ),
    )
    undecided: bpy.props.EnumProperty(
        name="Undecided",
        description="What becomes of what no key, hint or neighbouring frame knows",
        items=(
            ("auto", "Automatic", "The colour that comes from nearest; the outside of a line drawing stays clear"),
            ("transparent", "Leave clear", "It stays clear"),
            ("mean", "Mean", "The mean of the colours that are known"),
            ("network", "Propose", "The network proposes a colour"),
        ),
    )
    gap: bpy.props.IntProperty(
        name="Gap",
        description="The widest gap in a line that is closed, in pixels; -1 looks at the drawing",
        default=AUTO_GAP,
        min=AUTO_GAP,
        max=512,
    )
    keys: bpy.props.StringProperty(
        name="Keys",
        description='Folder of coloured frames, named like the frames; if empty, strips above with "key" in their name',
        subtype="DIR_PATH",
    )
    hints: bpy.props.StringProperty(
        name="Hints",
        description='Folder of hint layers, named like the frames; if empty, strips above with "hint" in their name',
        subtype="DIR_PATH",
    )
    output: bpy.props.StringProperty(
        name="Frames",
        description="Folder for the coloured frames; if empty, celtint beside the saved file",
        subtype="DIR_PATH",
    )


def choices(settings: Any, first: int | None = None, last: int | None = None) -> Choices:
    """What was chosen for a scene."""
    keys, hints, output = (_folder(each) for each in (settings.keys, settings.hints, settings.output))
    return Choices(keys, hints, output, first, last)


def request(settings: Any) -> SequenceRequest:
    """What is asked of the server."""
    gap = "auto" if settings.gap == AUTO_GAP else settings.gap
    chosen = SequenceSettings(settings.mode, settings.undecided, gap)
    return SequenceRequest(settings=chosen, wanted=Wanted(("colour",), "rgba8"))


def _folder(given: str) -> Path | None:
    return Path(bpy.path.abspath(given)) if given else None


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


_running: list[Strips] = []
"""What is under way; one at a time."""


class CELTINT_OT_colour_strips(Colouring, bpy.types.Operator):
    """Colour the selected strips: frames on disk, and a strip of them on the channel above"""

    bl_idname = "celtint.colour_strips"
    bl_label = "Colour strips"
    bl_options: ClassVar = {"REGISTER", "UNDO"}
    area, under_way = "SEQUENCE_EDITOR", _running

    strips: bpy.props.StringProperty(name="Strips", description="Names, with commas between; if empty, those selected")
    first: bpy.props.IntProperty(name="First frame", default=-1048574, min=-1048574, options={"SKIP_SAVE"})
    last: bpy.props.IntProperty(name="Last frame", default=1048574, max=1048574, options={"SKIP_SAVE"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        return bool(host.strips(host.edited_scene(context))) and not _running

    def begin(self, context: Any) -> Strips:
        return Strips(context, self.strips, self.first, self.last)


class CELTINT_OT_cancel_strips(bpy.types.Operator):
    """Stop colouring strips; nothing is added"""

    bl_idname = "celtint.cancel_strips"
    bl_label = "Cancel"

    @classmethod
    def poll(cls, _context: Any) -> bool:
        return bool(_running)

    def execute(self, _context: Any) -> set[str]:
        for strips in _running:
            strips.stop()
        return {"FINISHED"}


class CELTINT_PT_strips(bpy.types.Panel):
    """celtint in the sequencer's sidebar."""

    bl_label = "celtint"
    bl_space_type = "SEQUENCE_EDITOR"
    bl_region_type = "UI"
    bl_category = "celtint"

    def draw(self, context: Any) -> None:
        layout, settings = self.layout, host.edited_scene(context).celtint_strips
        layout.use_property_split = True
        column = layout.column()
        for name in ("mode", "undecided", "gap"):
            column.prop(settings, name)
        column = layout.column()
        for name in ("keys", "hints", "output"):
            column.prop(settings, name)
        layout.operator(CELTINT_OT_colour_strips.bl_idname, icon="BRUSH_DATA")
        if _running:
            layout.label(text=f"Colouring {_running[0].strip}: {100 * _running[0].share:.0f} %")
            layout.operator(CELTINT_OT_cancel_strips.bl_idname, icon="CANCEL")


@persistent
def forget(*_: Any) -> None:
    """Stop what is under way, since its file is left."""
    while _running:
        _running.pop().drop()


_CLASSES = (CeltintStrips, CELTINT_OT_colour_strips, CELTINT_OT_cancel_strips, CELTINT_PT_strips)


def register() -> None:
    """Tell Blender of what is here."""
    for each in _CLASSES:
        bpy.utils.register_class(each)
    bpy.types.Scene.celtint_strips = bpy.props.PointerProperty(type=CeltintStrips)
    bpy.app.handlers.load_pre.append(forget)


def unregister() -> None:
    """Take it back."""
    forget()
    bpy.app.handlers.load_pre.remove(forget)
    del bpy.types.Scene.celtint_strips
    for each in reversed(_CLASSES):
        bpy.utils.unregister_class(each)
