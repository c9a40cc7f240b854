"""The sequencer's panel and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import bpy
from bpy.app.handlers import persistent

from celtint_blender.host import server
from celtint_blender.host.ending import Colouring
from celtint_blender.sequencer import doubts, host, settings
from celtint_blender.sequencer.strips import Strips
from celtint_blender.ui.notes import note

if TYPE_CHECKING:
    from typing import Any

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


class CELTINT_OT_next_unsure_strips(bpy.types.Operator):
    """Go to the frame of the next region that celtint is unsure of, the one that deserves a look most first"""

    bl_idname = "celtint.next_unsure_strips"
    bl_label = "Next unsure"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return doubts.count(host.edited_scene(context)) > 0

    def execute(self, context: Any) -> set[str]:
        scene = host.edited_scene(context)
        number, place = doubts.go_on(scene)
        scene.frame_set(place.frame)
        doubts.outline()
        self.report({"INFO"}, f"{number} of {doubts.count(scene)} to look at, on frame {place.frame} of {place.strip}.")
        return {"FINISHED"}


class CELTINT_PT_strips(bpy.types.Panel):
    """celtint in the sequencer's sidebar."""

    bl_label = "celtint"
    bl_space_type = "SEQUENCE_EDITOR"
    bl_region_type = "UI"
    bl_category = "celtint"

    def draw(self, context: Any) -> None:
        layout, known = self.layout, host.edited_scene(context).celtint_strips
        layout.use_property_split = True
        column = layout.column()
        for name in ("mode", "undecided", "gap", "ink", "cast", "cuts"):
            column.prop(known, name)
        note(context, column, known.scenes)
        column = layout.column()
        for name in ("keys", "hints", "output"):
            column.prop(known, name)
        layout.operator(CELTINT_OT_colour_strips.bl_idname, icon="BRUSH_DATA")
        if _running:
            run = _running[0]
            layout.label(
                text=f"Colouring {run.strip}: {100 * run.share:.0f} % {CELTINT_OT_colour_strips.remaining}".strip()
            )
            layout.operator(CELTINT_OT_cancel_strips.bl_idname, icon="CANCEL")
        if doubts.count(host.edited_scene(context)):
            layout.operator(CELTINT_OT_next_unsure_strips.bl_idname, icon="VIEWZOOM")
        layout.operator(server.COPY_LOG, icon="COPYDOWN")


@persistent
def forget(*_: Any) -> None:
    """Stop what is under way, since its file is left."""
    while _running:
        _running.pop().drop()
    doubts.forget()


_CLASSES = (CELTINT_OT_colour_strips, CELTINT_OT_cancel_strips, CELTINT_OT_next_unsure_strips, CELTINT_PT_strips)


def register() -> None:
    """Tell Blender of what is here."""
    settings.register()
    for each in _CLASSES:
        bpy.utils.register_class(each)
    bpy.app.handlers.load_pre.append(forget)


def unregister() -> None:
    """Take it back."""
    forget()
    bpy.app.handlers.load_pre.remove(forget)
    for each in reversed(_CLASSES):
        bpy.utils.unregister_class(each)
    settings.unregister()
