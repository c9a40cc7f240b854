"""The sidebar's panel and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import bpy
from bpy.app.handlers import persistent

from celtint_blender.grease_pencil import compat, doubts, fills, palettes, rigs, settings, writing
from celtint_blender.host import ending, server
from celtint_blender.host.refused import Refused
from celtint_blender.ui import dabs
from celtint_blender.ui.notes import note

if TYPE_CHECKING:
    from typing import Any

running: list[ending.Task] = []
"""What is under way in the viewport; one at a time."""


class CELTINT_OT_colour(ending.Colouring, bpy.types.Operator):
    """Colour the line drawings: fills on a new layer under the lines"""

    bl_idname = "celtint.colour"
    bl_label = "Colour"
    bl_options: ClassVar = {"REGISTER", "UNDO"}
    area, under_way = "VIEW_3D", running

    again: bpy.props.BoolProperty(
        name="Update", description="Into celtint's own layer instead of a new one", options={"SKIP_SAVE"}
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        return compat.is_drawing(context.object) and not running

    @classmethod
    def description(cls, _context: Any, properties: Any) -> str:
        if properties.again:
            return "Colour once more into celtint's own layer; if you have worked on it, into a new one"
        return "Colour the line drawings: fills on a new layer under the lines"

    def begin(self, context: Any) -> fills.Job:
        item = context.object
        if not compat.is_drawing(item):
            raise Refused("The active object is not Grease Pencil; select the one with the line drawings.")
        return fills.Job(context, item, *fills.span(context.scene, settings.of(item)), self.again)

    def more(self, context: Any) -> str:
        return unseen(context)


class CELTINT_OT_cancel(bpy.types.Operator):
    """Stop colouring; nothing is changed"""

    bl_idname = "celtint.cancel"
    bl_label = "Cancel"

    @classmethod
    def poll(cls, _context: Any) -> bool:
        return bool(running)

    def execute(self, _context: Any) -> set[str]:
        for job in running:
            job.stop()
        return {"FINISHED"}


class CELTINT_OT_new_hints(bpy.types.Operator):
    """A layer for dabs of colour, above the others, and the brush set to paint its own colour"""

    bl_idname = "celtint.new_hints"
    bl_label = "New hint layer"
    bl_options: ClassVar = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return compat.is_drawing(context.object)

    def execute(self, context: Any) -> set[str]:
        item = context.object
        made = compat.new_layer(item, settings.HINTS)
        compat.new_key(made, context.scene.frame_current)
        item.data.layers.active = made
        known = settings.of(item)
        known.hints = compat.name_of(made)
        palettes.hint_material(item)
        compat.paint_in_colours(context.scene)
        self.report({"INFO"}, "Scribble a dab of colour into each part, then press Colour." + unseen(context))
        return {"FINISHED"}


class CELTINT_OT_swap(bpy.types.Operator):
    """Give the chosen colour another one, on all frames of celtint's layer"""

    bl_idname = "celtint.swap"
    bl_label = "Change colour"
    bl_options: ClassVar = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return compat.is_drawing(context.object) and len(settings.of(context.object).entries) > 0

    def execute(self, context: Any) -> set[str]:
        with ending.told(self.report):
            count = writing.swap(context.object)
            self.report({"INFO"}, f"Changed; {count} fills have it." if count else "No fill has this colour any more.")
            return {"FINISHED"}
        return {"CANCELLED"}


class CELTINT_OT_next_unsure(bpy.types.Operator):
    """Go to the frame of the next region that celtint is unsure of, the one that deserves a look most first"""

    bl_idname = "celtint.next_unsure"
    bl_label = "Next unsure"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return compat.is_drawing(context.object) and doubts.count(context.object) > 0

    def execute(self, context: Any) -> set[str]:
        found = doubts.go_on(context.object)
        if found is None:
            return {"CANCELLED"}
        number, place = found
        context.scene.frame_set(place.frame)
        doubts.outline(context.object)
        self.report({"INFO"}, f"{number} of {doubts.count(context.object)} to look at, on frame {place.frame}.")
        return {"FINISHED"}


class CELTINT_UL_entries(bpy.types.UIList):
    """The result's colours."""

    def draw_item(
        self, _context: Any, layout: Any, _data: Any, item: Any, _icon: int, _active: Any, _name: str
    ) -> None:
        row = layout.row()
        swatch = row.row()
        swatch.enabled = False
        swatch.prop(item, "colour", text="")
        row.label(text=item.title)


class CELTINT_PT_drawing(bpy.types.Panel):
    """celtint in the 3D viewport's sidebar."""

    bl_label = "celtint"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "celtint"

    def draw(self, context: Any) -> None:
        layout, item = self.layout, context.object
        layout.use_property_split = True
        layout.use_property_decorate = False
        if not compat.is_drawing(item):
            layout.label(text="Select a Grease Pencil object")
            return
        known = settings.of(item)
        column = layout.column()
        for name in ("lines", "hints", "keys"):
            column.prop_search(known, name, item.data, "layers", icon="OUTLINER_DATA_GREASEPENCIL")
        column.operator(CELTINT_OT_new_hints.bl_idname, icon="ADD")
        dabs.draw(column, item)
        column = layout.column()
        column.prop(known, "frames")
        if known.frames == "RANGE":
            row = column.row(align=True)
            row.prop(known, "first")
            row.prop(known, "last", text="")
        for name in ("view", "mode", "undecided", "gap", "ink", "colours", "merge", "palette"):
            column.prop(known, name)
        note(context, column, known.inks)
        if known.palette == "PALETTE":
            column.prop_search(known, "colours_of", bpy.data, "palettes", text=" ")
        column.prop(known, "cast")
        column.prop(known, "cuts")
        note(context, column, known.scenes)
        column.prop(known, "hold")
        self._buttons(layout, known)

    def _buttons(self, layout: Any, known: Any) -> None:
        told = rigs.warning(bpy.context.object)
        if told:
            layout.label(text=told, icon="ERROR")
        row = layout.row(align=True)
        row.scale_y = 1.4
        row.operator(CELTINT_OT_colour.bl_idname, icon="BRUSH_DATA").again = False
        if known.result:
            row.operator(CELTINT_OT_colour.bl_idname, text="Update", icon="FILE_REFRESH").again = True
        if running:
            row = layout.row()
            row.label(text=f"Colouring: {100 * running[0].share:.0f} % {CELTINT_OT_colour.remaining}".strip())
            row.operator(CELTINT_OT_cancel.bl_idname, icon="CANCEL")
        if doubts.count(bpy.context.object):
            layout.operator(CELTINT_OT_next_unsure.bl_idname, icon="VIEWZOOM")
        if len(known.entries):
            layout.template_list(CELTINT_UL_entries.__name__, "", known, "entries", known, "entry", rows=3)
            layout.prop(known, "new_colour")
            layout.operator(CELTINT_OT_swap.bl_idname, icon="COLOR")
        layout.operator(server.COPY_LOG, icon="COPYDOWN")


def unseen(context: Any) -> str:
    """What to add where the viewport shows materials only, not the colours that strokes have in themselves."""
    shading = getattr(context.space_data, "shading", None)
    if shading is None or shading.type != "SOLID" or shading.color_type == "VERTEX":
        return ""
    return " To see the colours, set the viewport's shading to Material Preview, or its colour to Attribute."


@persistent
def forget(*_: Any) -> None:
    """Stop what is under way, since its file is left."""
    while running:
        running.pop().drop()
    doubts.forget()


_CLASSES = (
    CELTINT_OT_colour,
    CELTINT_OT_cancel,
    CELTINT_OT_new_hints,
    CELTINT_OT_swap,
    CELTINT_OT_next_unsure,
    CELTINT_UL_entries,
    CELTINT_PT_drawing,
)


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
