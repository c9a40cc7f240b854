"""Grease Pencil in a real window: the operator comes back at once, and Blender goes on meanwhile."""

import bpy
import drawn
import drawn_stage
from strips_window import in_window, photograph, press


def viewport():
    """The largest area as a 3D viewport, its sidebar open, seen through the camera."""
    area = max(bpy.context.window_manager.windows[0].screen.areas, key=lambda each: each.width * each.height)
    area.type = "VIEW_3D"
    yield
    space = area.spaces[0]
    space.show_region_ui = True
    space.region_3d.view_perspective = "CAMERA"
    space.shading.color_type, space.shading.light = "VERTEX", "FLAT"
    yield
    return area


def begin(folder):
    """A saved file with a figure that walks, in a window."""
    item = drawn.walking()
    bpy.ops.wm.save_as_mainfile(filepath=f"{folder}/walk.blend")
    yield
    in_window(bpy.ops.ed.undo_push, message="the artist's last")
    area = yield from viewport()
    bpy.context.view_layer.objects.active = bpy.data.objects[item.name]
    return area


def running():
    return bpy.ops.celtint.cancel.poll()


def names():
    """The layers, from the bottom; asked anew, as undo makes all objects anew."""
    return [drawn.compat().name_of(each) for each in bpy.data.objects["drawing"].data.layers]


def colour(folder, progress, picture):
    """Colour, look at the progress, undo and redo."""
    area = yield from begin(folder)
    before, frame = names(), bpy.context.scene.frame_current
    returned = yield from press(area, bpy.ops.celtint.colour)
    ticks = 0
    while running():
        if ticks == 0:
            photograph(progress)
        ticks += 1
        yield
    yield
    after, stays = names(), bpy.context.scene.frame_current == frame
    photograph(picture)
    keys = drawn.layers(bpy.data.objects["drawing"])[0][1]
    in_window(bpy.ops.ed.undo)
    yield
    undone = names()
    in_window(bpy.ops.ed.redo)
    yield
    said = {"returned": returned, "ticks": ticks, "before": before, "after": after, "keys": sorted(keys)}
    return {**said, "undone": undone, "redone": names(), "frame stays": stays}


def unsure(folder, picture):
    """A ball that nobody said a colour of, largest on frame 14; look at what is unsure, once round."""
    area = yield from begin(folder)
    item = bpy.data.objects["drawing"]
    item.celtint.undecided = "auto"
    lines = drawn.compat().layer(item, "lines")
    for key in lines.frames:
        drawn.stroke(key, drawn.circle(2.2, -0.9, 0.4 if key.frame_number == 14 else 0.3), True)
    before = bpy.ops.celtint.next_unsure.poll()
    yield from press(area, bpy.ops.celtint.colour)
    while running():
        yield
    yield
    bpy.context.scene.frame_set(1)
    looked = []
    count = drawn.module("grease_pencil.doubts").count(bpy.data.objects["drawing"])
    for at in range(count + 1):
        in_window(bpy.ops.celtint.next_unsure)
        looked.append(bpy.context.scene.frame_current)
        yield
        if at == 0:
            photograph(picture)
    return {"before": before, "count": count, "looked": looked}


def cancel(folder):
    """Cancel by the button."""
    area = yield from begin(folder)
    before = names()
    yield from press(area, bpy.ops.celtint.colour)
    pressed = sorted(bpy.ops.celtint.cancel())
    while running():
        yield
    yield
    return {"pressed": pressed, "same": names() == before}


def copy_log(folder):
    """Colour, then press *Copy log*; gives what is on the clipboard."""
    area = yield from begin(folder)
    yield from press(area, bpy.ops.celtint.colour)
    while running():
        yield
    yield from press(area, bpy.ops.celtint.copy_log)
    yield
    return {"clipboard": bpy.context.window_manager.clipboard, "version": bpy.app.version_string}


def leave(folder):
    """Open the file again while it is coloured."""
    area = yield from begin(folder)
    yield from press(area, bpy.ops.celtint.colour)
    was_running = running()
    bpy.ops.wm.open_mainfile(filepath=f"{folder}/walk.blend")
    for _ in range(10):
        yield
    return {"was running": was_running, "running": running(), "names": names()}


def remove(folder):
    """Delete the object while it is coloured."""
    area = yield from begin(folder)
    yield from press(area, bpy.ops.celtint.colour)
    bpy.data.objects.remove(bpy.data.objects["drawing"])
    while running():
        yield
    yield
    return [item.name for item in bpy.data.objects]


def stage(picture):
    """Make a picture of boxes in a window, undo it, and cancel another."""
    drawn_stage.laid_out()
    yield
    in_window(bpy.ops.ed.undo_push, message="the artist's last")
    area = yield from viewport()
    returned = yield from press(area, bpy.ops.celtint.stage)
    while running():
        yield
    yield
    made = drawn_stage.OBJECT in bpy.data.objects
    photograph(picture)
    in_window(bpy.ops.ed.undo)
    yield
    undone = drawn_stage.OBJECT not in bpy.data.objects
    yield from press(area, bpy.ops.celtint.stage)
    pressed = sorted(bpy.ops.celtint.cancel())
    while running():
        yield
    yield
    cancelled = drawn_stage.OBJECT not in bpy.data.objects
    return {"returned": returned, "made": made, "undone": undone, "pressed": pressed, "cancelled": cancelled}
