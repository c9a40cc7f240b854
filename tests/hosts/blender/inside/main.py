"""Runs inside Blender: switches the add-on on, calls ``module.function``, writes its JSON answer, and ends Blender.

Arguments after ``--``: module.function, its arguments in JSON, the answer's file. In a window the function is a
generator, and Blender works on while it yields. Without arguments the add-on is switched on and that is all.
"""

import importlib
import json
import os
import sys
import traceback
from pathlib import Path

import bpy

MODULE = "bl_ext.user_default.celtint" if bpy.app.version >= (4, 2, 0) else "celtint_blender"
TICK_S = 0.05


def finish(target, answer):
    """Write the answer and end: some bpy wheels hang when Python winds up after a render."""
    part = Path(target).with_suffix(".part")
    part.write_text(json.dumps(answer), "utf-8")
    part.replace(target)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def call(name, args, target):
    """Call a function; of a generator, in a window, one step now and the others from a timer."""
    module, _, function = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), function)(*args)
        if not bpy.app.background and hasattr(found, "__next__"):
            bpy.app.timers.register(lambda: step(found, target), first_interval=0.5, persistent=True)
            return
    except Exception:
        finish(target, {"error": traceback.format_exc()})
    finish(target, {"value": found})


def step(generator, target):
    """Go on to the next yield."""
    try:
        next(generator)
    except StopIteration as end:
        finish(target, {"value": end.value})
    except Exception:
        finish(target, {"error": traceback.format_exc()})
    return TICK_S


def main():
    given = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []
    sys.path.insert(0, str(Path(__file__).parent))
    if not (given and given[0].startswith("install.")):
        import addon_utils  # there once bpy is

        addon_utils.enable(MODULE, default_set=True)
    if len(given) == 3:
        call(given[0], json.loads(given[1]), given[2])


main()
