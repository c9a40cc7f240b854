"""*Copy log*: what one needs to know to help, on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from celtint_blender.grease_pencil import compat
from celtint_blender.host import server

if TYPE_CHECKING:
    from typing import Any


class CELTINT_OT_copy_log(bpy.types.Operator):
    """Put the end of the server's log on the clipboard, for who helps you; nothing of your drawing is in it"""

    bl_idname = server.COPY_LOG
    bl_label = "Copy log"

    def execute(self, context: Any) -> set[str]:
        context.window_manager.clipboard = server.told(context).log(f"Blender {compat.version()}")
        self.report({"INFO"}, "The end of the log is on the clipboard; paste it where you ask for help.")
        return {"FINISHED"}


def register() -> None:
    """Tell Blender of what is here."""
    bpy.utils.register_class(CELTINT_OT_copy_log)


def unregister() -> None:
    """Take it back."""
    bpy.utils.unregister_class(CELTINT_OT_copy_log)
