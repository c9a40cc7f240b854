"""The button for dabs that keep what they lie in empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import bpy

from celtint_blender.grease_pencil import compat, palettes, settings

if TYPE_CHECKING:
    from typing import Any


class CELTINT_OT_no_colour(bpy.types.Operator):
    """Paint dabs that keep what they lie in empty, such as a hole between arm and body; press again for colours"""

    bl_idname = "celtint.no_colour"
    bl_label = "No colour"
    bl_options: ClassVar = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        item = context.object
        return compat.is_drawing(item) and compat.layer(item, settings.of(item).hints) is not None

    def execute(self, context: Any) -> set[str]:
        if pressed(context.object):
            palettes.hint_material(context.object)
            self.report({"INFO"}, "Your dabs have colours again.")
        else:
            palettes.empty_material(context.object)
            self.report({"INFO"}, "What you dab into now stays empty, on all drawings.")
        return {"FINISHED"}


def pressed(item: Any) -> bool:
    """Whether the next strokes keep what they lie in empty."""
    material = item.active_material
    return material is not None and material.get("celtint") == compat.EMPTIES


def draw(layout: Any, item: Any) -> None:
    """The button, as the panel shows it."""
    layout.operator(CELTINT_OT_no_colour.bl_idname, icon="X", depress=pressed(item))


def register() -> None:
    """Tell Blender of what is here."""
    bpy.utils.register_class(CELTINT_OT_no_colour)


def unregister() -> None:
    """Take it back."""
    bpy.utils.unregister_class(CELTINT_OT_no_colour)
