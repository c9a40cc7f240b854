"""What may happen while a drawing is coloured in a window: each run ends with a sentence, and can be begun again."""

import bpy
import drawn
from drawn_window import begin, names, running
from strips_window import can_press, in_window, press

MOST_TICKS = 600
"""Ticks of the window's timer that a run may take to end."""


def told():
    """What Blender has told its user, as its Info editor lists it."""
    window = bpy.context.window_manager.windows[0]
    area = min(window.screen.areas, key=lambda each: each.width * each.height)
    was, area.type = area.type, "INFO"
    with bpy.context.temp_override(window=window, area=area, region=area.regions[-1]):
        bpy.ops.info.select_all(action="SELECT")
        bpy.ops.info.report_copy()
    area.type = was
    return bpy.context.window_manager.clipboard


def broken(what):
    raise ZeroDivisionError(f"{what} broke")


def unhinted():
    item = bpy.data.objects["drawing"]
    item.data.layers.remove(drawn.compat().layer(item, "celtint hints"))


def unlined():
    item = bpy.data.objects["drawing"]
    item.data.layers.remove(drawn.compat().layer(item, "lines"))


def uncamera():
    bpy.data.objects.remove(bpy.context.scene.camera)


def elsewhere():
    bpy.context.window_manager.windows[0].scene = bpy.data.scenes.new("elsewhere")


def undone():
    """As with the mouse over the viewport: nothing is overridden."""
    window = bpy.context.window_manager.windows[0]
    area = max(window.screen.areas, key=lambda each: each.width * each.height)
    x, y = area.x + area.width // 2, area.y + area.height // 2
    window.event_simulate(type="MOUSEMOVE", value="NOTHING", x=x, y=y)
    window.event_simulate(type="Z", value="PRESS", x=x, y=y, ctrl=True)
    window.event_simulate(type="Z", value="RELEASE", x=x, y=y, ctrl=True)


def hidden():
    drawn.compat().layer(bpy.data.objects["drawing"], "lines").hide = True


MEANWHILE = {
    "lines": unlined,
    "hints": unhinted,
    "camera": uncamera,
    "scene": elsewhere,
    "undo": undone,
    "hidden lines": hidden,
}
INSIDE = {
    "reading": ("grease_pencil.reading", "read"),
    "answer": ("grease_pencil.run", "fills"),
    "writing": ("grease_pencil.writing", "Writing"),
    "beginning": ("grease_pencil.palettes", "chosen"),
}
"""Functions of the add-on that break, as one may that has a mistake in it."""


def ended():
    """Until nothing is under way."""
    for _ in range(MOST_TICKS):
        if not running():
            break
        yield
    yield


def dismissed():
    """Away with the popup that an error makes, which takes all events until the mouse moves."""
    window = bpy.context.window_manager.windows[0]
    for value in ("PRESS", "RELEASE"):
        window.event_simulate(type="ESC", value=value, x=window.width // 2, y=window.height // 2)
        yield


def started(folder):
    """A figure to colour; one drawing is read at each of the window's ticks."""
    area = yield from begin(folder)
    bpy.data.objects["drawing"].celtint.undecided = "transparent"
    drawn.module("grease_pencil.fills").SLICE_S = 0.0
    in_window(bpy.ops.ed.undo_push, message="later")
    return area


def meanwhile(folder):
    """Colour while something happens; by what it is, what was told, and whether it goes on."""
    found = {}
    for what, happens in MEANWHILE.items():
        area = yield from started(folder)
        before = told()
        returned = yield from press(area, bpy.ops.celtint.colour)
        happens()
        yield from ended()
        found[what] = {"returned": returned, "running": running(), "told": told().removeprefix(before)}
    return found


def unforeseen(folder):
    """Colour where something breaks, and again where it doesn't; by what, what was told and can be done."""
    found = {}
    for what, (module, function) in INSIDE.items():
        area = yield from started(folder)
        bpy.context.scene.frame_end = 6
        names_before, before = names(), told()
        own = getattr(drawn.module(module), function)
        setattr(drawn.module(module), function, lambda *_, _what=what, **__: broken(_what))
        yield from press(area, bpy.ops.celtint.colour)
        yield from ended()
        setattr(drawn.module(module), function, own)
        yield from dismissed()
        said = {"told": told().removeprefix(before), "same": names() == names_before, "running": running()}
        said["can start"] = can_press(area, "colour")
        if said["can start"]:
            yield from press(area, bpy.ops.celtint.colour)
            yield from ended()
        found[what] = {**said, "then": names()}
        drawn.module("ui.drawing").forget()  # what is stuck must not be so in the next case as well
    return found
