"""Installing the engine from the add-on: one button where none is found, in the sidebar and in the preferences."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import bpy
from celtint_client import engine, installer
from celtint_client.errors import Cancelled, NoPython
from celtint_client.installing import Installing, Lookout

from celtint_blender.host import ending, server
from celtint_blender.host.refused import Refused, Stopped

if TYPE_CHECKING:
    from typing import Any

KIT = engine.kit_in(Path(__file__).parents[1])
"""What the add-on's zip carries; None in a source tree."""
running: list[ending.Task] = []
"""The installation that is under way; one at a time."""
FETCH = "Fetch Python and install"


class Known:
    """What the panels show, since they must not ask while they are drawn. offer: what would be fetched, once it was
    told; whoever presses the button again has read it."""

    lookout: Lookout | None = None
    offer = ""


class Setup:
    """An installation as a task of the window's. share: 0 to 1."""

    wrote = False

    def __init__(self, wheels: str) -> None:
        if KIT is None:
            raise Refused("This copy of the add-on carries no engine; install the zip that “make plugins” builds.")
        own = sys.executable if "python" in Path(sys.executable).name else ""
        place = Path(bpy.path.abspath(wheels)) if wheels else None
        self._work = Installing(KIT, place, own, may_fetch=bool(Known.offer))

    @property
    def share(self) -> float:
        return self._work.step.share

    @property
    def text(self) -> str:
        """What is done now."""
        return self._work.step.text

    def go_on(self, wait_s: float) -> bool:
        self._work.wait(wait_s)
        if not self._work.over:
            return False
        error = self._work.error
        Known.offer = str(error) if isinstance(error, NoPython) else ""
        if isinstance(error, Cancelled):
            raise Stopped(str(error))
        if error is not None:
            raise Refused(str(error))
        Known.lookout = None
        return True

    def stop(self) -> None:
        self._work.cancel()

    def drop(self) -> None:
        self._work.cancel()

    def sentence(self) -> str:
        return "celtint is installed."


class CELTINT_OT_install(ending.Colouring, bpy.types.Operator):
    """Install celtint's engine for you alone: again where it is there, which repairs and updates it"""

    bl_idname = "celtint.install"
    bl_label = "Install"
    area, under_way = "VIEW_3D", running

    @classmethod
    def poll(cls, _context: Any) -> bool:
        return not running

    def begin(self, context: Any) -> Setup:
        known = server.preferences(context)
        wheels = "" if known is None else str(known.wheels)
        if not wheels and not getattr(bpy.app, "online_access", True):
            raise Refused(
                "Switch on Allow Online Access in the preferences, under System, so that the engine can be fetched, or "
                "choose a folder of wheels in the add-on's preferences."
            )
        return Setup(wheels)


class CELTINT_OT_install_cancel(bpy.types.Operator):
    """Stop installing; what is half done is removed"""

    bl_idname = "celtint.install_cancel"
    bl_label = "Cancel"

    def execute(self, _context: Any) -> set[str]:
        for task in running:
            task.stop()
        return {"FINISHED"}


class CELTINT_OT_remove_engine(bpy.types.Operator):
    """Remove the engine that was installed from here"""

    bl_idname = "celtint.remove_engine"
    bl_label = "Remove"

    @classmethod
    def poll(cls, _context: Any) -> bool:
        return not running and engine.installed() is not None

    def execute(self, _context: Any) -> set[str]:
        with ending.told(self.report):
            installer.remove()
            self.report({"INFO"}, "The engine is removed; a server that runs ends by itself.")
            return {"FINISHED"}
        return {"CANCELLED"}


class CELTINT_PT_setup(bpy.types.Panel):
    """Shown where there is no engine, above everything else."""

    bl_label = "celtint's engine"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "celtint"
    bl_order = 0

    @classmethod
    def poll(cls, context: Any) -> bool:
        if Known.lookout is None:
            Known.lookout = Lookout(server.told(context))
        return KIT is not None and (bool(running) or bool(Known.lookout.found))

    def draw(self, _context: Any) -> None:
        show(self.layout)


def show(layout: Any) -> None:
    """The button, or how far it is."""
    column = layout.column()
    if running:
        task = running[0]
        column.label(text=f"{getattr(task, 'text', '')} {100 * task.share:.0f} %")
        column.operator(CELTINT_OT_install_cancel.bl_idname, icon="CANCEL")
        return
    for line in server.lines(Known.offer or ("" if engine.installed() else "The engine isn't on this machine yet.")):
        column.label(text=line)
    found = engine.installed()
    fresh = found is None or KIT is None or found.made_of == KIT.digest
    text = FETCH if Known.offer else "Install" if found is None else "Repair" if fresh else "Update"
    row = column.row(align=True)
    row.operator(CELTINT_OT_install.bl_idname, text=text, icon="IMPORT")
    if found is not None:
        row.operator(CELTINT_OT_remove_engine.bl_idname, icon="TRASH")


_CLASSES = (CELTINT_OT_install, CELTINT_OT_install_cancel, CELTINT_OT_remove_engine, CELTINT_PT_setup)


def register() -> None:
    """Tell Blender of what is here."""
    server.shown.append(show)
    for each in _CLASSES:
        bpy.utils.register_class(each)


def unregister() -> None:
    """Take it back."""
    for task in list(running):
        task.drop()
    for each in reversed(_CLASSES):
        bpy.utils.unregister_class(each)
    server.shown.remove(show)
