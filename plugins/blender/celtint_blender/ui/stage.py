"""The sidebar's panel for pictures of boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import bpy

from celtint_blender.grease_pencil import stage
from celtint_blender.host import ending, lists
from celtint_blender.ui import drawing

if TYPE_CHECKING:
    from typing import Any

MOST_SEED = 2147483647


class CeltintStage(bpy.types.PropertyGroup):
    """What the artist chose for a scene's pictures."""

    background: bpy.props.EnumProperty(
        name="Background", description="What lies behind the things", items=lists.BACKGROUNDS
    )
    light: bpy.props.EnumProperty(name="Light", description="Where the light comes from", items=lists.LIGHTS)
    seed: bpy.props.IntProperty(
        name="Picture", description="Each number is another picture of the same boxes", min=0, max=MOST_SEED
    )
    view: bpy.props.EnumProperty(
        name="Seen from",
        items=(
            ("CAMERA", "Camera", "As the scene's camera sees the boxes; the picture fills the render"),
            ("PLANE", "Boxes' plane", "Straight at the plane that the boxes lie in; no camera is needed"),
        ),
    )


class CELTINT_OT_stage(ending.Colouring, bpy.types.Operator):
    """Make a picture with a thing in each box: a new Grease Pencil object, with a layer for each thing"""

    bl_idname = "celtint.stage"
    bl_label = "Make a picture of the boxes"
    bl_options: ClassVar = {"REGISTER", "UNDO"}
    area, under_way = "VIEW_3D", drawing.running

    another: bpy.props.BoolProperty(
        name="Another", description="The next number's picture, as an object of its own", options={"SKIP_SAVE"}
    )

    @classmethod
    def poll(cls, _context: Any) -> bool:
        return not drawing.running

    def begin(self, context: Any) -> stage.Job:
        chosen = context.scene.celtint_stage
        if self.another:
            chosen.seed = chosen.seed + 1 if chosen.seed < MOST_SEED else 0
        return stage.Job(context, chosen)

    def more(self, context: Any) -> str:
        return drawing.unseen(context)


class CELTINT_PT_stage(bpy.types.Panel):
    """Pictures of boxes, in the 3D viewport's sidebar."""

    bl_label = "celtint: a picture of boxes"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "celtint"

    def draw(self, context: Any) -> None:
        layout, chosen = self.layout, context.scene.celtint_stage
        layout.use_property_split = True
        layout.use_property_decorate = False
        column = layout.column()
        for name in ("view", "background", "light", "seed"):
            column.prop(chosen, name)
        column = layout.column(align=True)
        column.operator(CELTINT_OT_stage.bl_idname, icon="IMAGE_DATA").another = False
        column.operator(CELTINT_OT_stage.bl_idname, text="Another", icon="FILE_REFRESH").another = True
        if drawing.running:
            layout.operator(drawing.CELTINT_OT_cancel.bl_idname, icon="CANCEL")


_CLASSES = (CeltintStage, CELTINT_OT_stage, CELTINT_PT_stage)


def register() -> None:
    """Tell Blender of what is here."""
    for each in _CLASSES:
        bpy.utils.register_class(each)
    bpy.types.Scene.celtint_stage = bpy.props.PointerProperty(type=CeltintStage)


def unregister() -> None:
    """Take it back."""
    del bpy.types.Scene.celtint_stage
    for each in reversed(_CLASSES):
        bpy.utils.unregister_class(each)
