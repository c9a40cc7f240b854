"""The Video Sequencer in a real window: the operator comes back at once, and Blender goes on meanwhile."""

import os
import subprocess
from typing import Any, cast

import bpy
import strips

GRAB = "import sys; from PIL import ImageGrab; ImageGrab.grab(xdisplay=sys.argv[1]).save(sys.argv[2])"


def in_window(operator, **options):
    """Call an operator that needs a window, which a timer has none of. Not while something is coloured: operators let
    other threads go on, and Blender with Python 3.12 or older looks up overridden context without Python's lock."""
    with bpy.context.temp_override(window=bpy.context.window_manager.windows[0]):
        return operator(**options)


def sequencer():
    """Make the largest area a sequencer and give it, its sidebar open on celtint."""
    area = max(bpy.context.window_manager.windows[0].screen.areas, key=lambda each: each.width * each.height)
    area.type = "SEQUENCE_EDITOR"
    yield
    area.spaces[0].show_region_ui = True
    yield
    return area


def photograph(picture):
    """What the screen shows, taken by another process."""
    command = [os.environ["CELTINT_PYTHON"], "-E", "-c", GRAB, os.environ["DISPLAY"], picture]
    subprocess.run(command, check=True, timeout=60)


def photographed(area, picture):
    """A screenshot with the area's sidebar on celtint."""
    window = bpy.context.window_manager.windows[0]
    side = next(each for each in area.regions if each.type == "UI")
    for step in range(12):  # the tab is the last at the sidebar's edge
        x, y = side.x + side.width - 8, side.y + side.height - 110 - 6 * step
        for kind, value in (("MOUSEMOVE", "NOTHING"), ("LEFTMOUSE", "PRESS"), ("LEFTMOUSE", "RELEASE")):
            window.event_simulate(type=kind, value=value, x=x, y=y)
            yield
    for _ in range(10):
        yield
    photograph(picture)


class CELTINT_TEST_OT_press(bpy.types.Operator):
    """Invokes `wanted` from the window's own events, as a button does: nothing is overridden then."""

    bl_idname, bl_label = "celtint_test.press", "Press"
    wanted, answer = cast(Any, (None, None))  # Blender takes annotations for properties

    def invoke(self, context, _event):
        self._timer = context.window_manager.event_timer_add(0.01, window=context.window)
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context, event):
        if event.type != "TIMER":
            return {"PASS_THROUGH"}
        context.window_manager.event_timer_remove(self._timer)
        pressed = type(self)
        pressed.answer = ["FAILED"]
        pressed.answer = sorted(pressed.wanted("INVOKE_DEFAULT", True))
        return {"FINISHED"}


def press(area, operator):
    """Invoke an operator as its button does; returns what it returned."""
    pressed = CELTINT_TEST_OT_press
    if not pressed.is_registered:
        bpy.utils.register_class(pressed)
    pressed.wanted, pressed.answer = operator, None
    window = bpy.context.window_manager.windows[0]
    region = next(each for each in area.regions if each.type == "WINDOW")
    with bpy.context.temp_override(window=window, screen=window.screen, area=area, region=region):
        bpy.ops.celtint_test.press("INVOKE_DEFAULT")
    while pressed.answer is None:
        yield
    return pressed.answer


def begin(folder, files):
    """A saved file with a selected strip, in a window."""
    strips.begin(folder)
    yield
    strips.add_images("lines", f"{folder}/lines", files, 1, 1).select = True
    in_window(bpy.ops.ed.undo_push, message="the artist's last")
    return (yield from sequencer())


def running():
    return bpy.ops.celtint.cancel_strips.poll()


def can_press(area, name):
    """Whether a button of celtint's can be pressed."""
    window = bpy.context.window_manager.windows[0]
    with bpy.context.temp_override(window=window, area=area):
        return getattr(bpy.ops.celtint, name).poll()


def names():
    return [each.name for each in strips.strips()]


def colour(folder, files, picture):
    """Colour, look at the progress, undo and redo."""
    area = yield from begin(folder, files)
    returned = yield from press(area, bpy.ops.celtint.colour_strips)
    frame, refused_twice = bpy.context.scene.frame_current, not can_press(area, "colour_strips")
    ticks = 0
    while running():
        bpy.context.scene.frame_current = frame + ticks % 5 + 1
        if ticks == 1:
            area.spaces[0].show_region_ui = True
            photograph(picture)
        ticks += 1
        yield
    yield
    after = names()
    in_window(bpy.ops.ed.undo)
    yield
    undone = names()
    in_window(bpy.ops.ed.redo)
    yield
    redone = names()
    return {
        "returned": returned,
        "refused twice": refused_twice,
        "ticks": ticks,
        "after": after,
        "undone": undone,
        "redone": redone,
    }


def unsure(folder, files, picture):
    """A strip of which nothing is said, in the preview: go to what is unsure; the sidebar is open beside it."""
    area = yield from begin(folder, files)
    scene = bpy.context.scene
    scene.celtint_strips.undecided = "network"
    scene.celtint_strips.cuts = "3"
    area.spaces[0].view_type = "SEQUENCER_PREVIEW"
    yield
    before = can_press(area, "next_unsure_strips")
    yield from press(area, bpy.ops.celtint.colour_strips)
    while running():
        yield
    yield
    in_window(bpy.ops.celtint.next_unsure_strips)
    frame = scene.frame_current
    yield from photographed(area, picture)
    return {"before": before, "frame": frame, "scenes": scene.celtint_strips.scenes}


def cancel(folder, files):
    """Cancel by the button."""
    area = yield from begin(folder, files)
    yield from press(area, bpy.ops.celtint.colour_strips)
    for _ in range(4):
        yield
    pressed = sorted(bpy.ops.celtint.cancel_strips())
    while running():
        yield
    yield
    return {"pressed": pressed, "names": names()}


def leave(folder, files):
    """Open another file while a strip is coloured."""
    area = yield from begin(folder, files)
    bpy.ops.wm.save_mainfile()
    path = bpy.data.filepath
    yield
    yield from press(area, bpy.ops.celtint.colour_strips)
    for _ in range(4):
        yield
    was_running = running()
    bpy.ops.wm.open_mainfile(filepath=path)
    yield
    for _ in range(10):
        yield
    return {"was running": was_running, "running": running(), "names": names()}


def remove(folder, files):
    """Delete the strip while it is coloured."""
    area = yield from begin(folder, files)
    yield from press(area, bpy.ops.celtint.colour_strips)
    for _ in range(2):
        yield
    strips.strips().remove(strips.strip("lines"))
    while running():
        yield
    yield
    return names()


def guide(folder, files, keys, picture):
    """For the guide: the sequencer with its preview, a strip with a key above, coloured; the sidebar on celtint."""
    strips.begin(folder, undecided="network")
    yield
    strips.add_images("lines", f"{folder}/lines", files, 1, 1).select = True
    strips.add_images("my keys", f"{folder}/keys", keys, 2, 1).mute = True
    for each in strips.strips():
        each.directory = bpy.path.relpath(each.directory.rstrip("/")) + "/"
    scene = bpy.context.scene
    first = strips.strip("lines").elements[0]
    scene.render.resolution_x, scene.render.resolution_y = first.orig_width, first.orig_height
    scene.frame_end, scene.frame_current = len(files), len(files) // 2
    area = yield from sequencer()
    area.spaces[0].view_type = "SEQUENCER_PREVIEW"
    yield
    region = next(each for each in area.regions if each.type == "WINDOW")
    window = bpy.context.window_manager.windows[0]
    with bpy.context.temp_override(window=window, area=area, region=region):
        bpy.ops.sequencer.view_all()
    yield from press(area, bpy.ops.celtint.colour_strips)
    while running():
        yield
    yield from photographed(area, picture)
    return names()
