"""The sequencer's panel and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import bpy
from bpy.app.handlers import persistent

from celtint_blender.host import server
from celtint_blender.host.ending import Colouring
from celtint_blender.sequencer import host, settings
from celtint_blender.sequencer.strips import Strips

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
        for name in ("mode", "undecided", "gap", "ink"):
            column.prop(known, name)
        column = layout.column()
        for name in ("keys", "hints", "output"):
            column.prop(known, name)
        layout.operator(CELTINT_OT_colour_strips.bl_idname, icon="BRUSH_DATA")
        if _running:
            layout.label(text=f"Colouring {_running[0].strip}: {100 * _running[0].share:.0f} %")
            layout.operator(CELTINT_OT_cancel_strips.bl_idname, icon="CANCEL")
        layout.operator(server.COPY_LOG, icon="COPYDOWN")


@persistent
def forget(*_: Any) -> None:
    """Stop what is under way, since its file is left."""
    while _running:
        _running.pop().drop()


_CLASSES = (CELTINT_OT_colour_strips, CELTINT_OT_cancel_strips, CELTINT_PT_strips)


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
