"""Installing the engine, as the buttons in the sidebar and the preferences do."""

import importlib
from pathlib import Path
from typing import Any

import bpy

MODULE = "bl_ext.user_default.celtint" if bpy.app.version >= (4, 2, 0) else "celtint_blender"


def install(package, wheels, missing):
    """Install from a kit in `package` and the wheels, then from the folder `missing`, which isn't there, then remove.

    What was so before, after each, and what the operators said.
    """
    setup: Any = importlib.import_module(f"{MODULE}.ui.setup")
    engine = importlib.import_module(f"{MODULE}._vendor.celtint_client.engine")
    told = {"carried": setup.KIT is not None and setup.KIT.wheel.is_file(), "before": engine.installed()}
    setup.KIT = engine.kit_in(Path(package))
    known = bpy.context.preferences.addons[MODULE].preferences
    known.wheels = wheels
    told["installs"] = sorted(bpy.ops.celtint.install())
    told["after"] = engine.installed()
    known.wheels = missing
    try:
        bpy.ops.celtint.install()
    except RuntimeError as error:
        told["refusal"] = str(error)
    told["kept"] = engine.installed() == told["after"]
    told["removes"] = sorted(bpy.ops.celtint.remove_engine())
    told["left"] = engine.installed()
    known.wheels = ""
    return told
