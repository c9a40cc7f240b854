"""celtint in Blender: Grease Pencil layers and strips of pictures, coloured."""

from __future__ import annotations

from typing import Any

bl_info = {
    "name": "celtint",
    "author": "The celtint authors",
    "version": (0, 1, 0),
    "blender": (3, 4, 0),
    "location": "3D Viewport and Sequencer, sidebar, celtint",
    "description": "Colours line art: Grease Pencil layers and strips of pictures",
    "category": "Paint",
}


def _modules() -> tuple[Any, ...]:
    # imported here, as the settings of an add-on are read where there is no Blender
    from celtint_blender.host import server
    from celtint_blender.ui import batch, dabs, drawing, log, setup, stage, strips

    return server, setup, log, dabs, drawing, stage, strips, batch


def register() -> None:
    """Called by Blender when the add-on is switched on."""
    for module in _modules():
        module.register()


def unregister() -> None:
    """Called by Blender when it is switched off."""
    for module in reversed(_modules()):
        module.unregister()
