"""Grease Pencil, as somebody uses it: drawings are made, and coloured with the add-on's operators."""

import importlib
import math
from contextlib import nullcontext
from pathlib import Path

import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

MODULE = "bl_ext.user_default.celtint" if bpy.app.version >= (4, 2, 0) else "celtint_blender"
LINES_RADIUS = 0.02


def module(name):
    """A module of the installed add-on."""
    return importlib.import_module(f"{MODULE}.{name}")


def compat():
    return module("grease_pencil.compat")


def begin(width=480, height=270, camera=True):
    """A new file whose renders have exact colours."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    scene = bpy.context.scene
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = width, height, 100
    scene.render.film_transparent, scene.render.dither_intensity = True, 0.0
    scene.view_settings.view_transform = "Standard"
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "IMAGE"
    settings.file_format, settings.color_mode = "PNG", "RGBA"
    if camera:
        eye = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        scene.collection.objects.link(eye)
        scene.camera = eye
        eye.location, eye.rotation_euler = (0, -8, 0), (math.pi / 2, 0, 0)
    return scene


def material(name, stroke=None, fill=None):
    made = bpy.data.materials.new(name)
    bpy.data.materials.create_gpencil_data(made)
    style = made.grease_pencil
    style.show_stroke, style.show_fill = stroke is not None, fill is not None
    if stroke is not None:
        style.color = stroke
    if fill is not None:
        style.fill_color = fill
    return made


def drawing(name="drawing"):
    """An empty Grease Pencil object, active, with ink as its material."""
    item = bpy.data.objects.new(name, compat().drawing_data(name))
    bpy.context.scene.collection.objects.link(item)
    item.data.materials.append(material("ink", stroke=(0, 0, 0, 1)))
    bpy.context.view_layer.objects.active = item
    item.select_set(True)
    item.celtint.undecided = "distinct"
    return item


def layer(item, name, keys=()):
    made = compat().new_layer(item, name)
    for key in keys:
        made.frames.new(key)
    return made


def stroke(key, points, closed=False, radius=LINES_RADIUS, slot=0, colour=None, fill=None):
    """Draw a stroke, points n×3; colour, fill: linear RGBA in the stroke itself."""
    points = np.asarray(points, np.float32)
    if compat().V3:
        sheet = key.drawing
        sheet.add_strokes([len(points)])
        made = sheet.strokes[-1]
        made.cyclic, made.material_index = closed, slot
        if fill is not None:
            made.fill_color = fill
        if hasattr(made, "fill_id"):
            made.fill_id = len(sheet.strokes) if fill is not None else 0
        for n, point in enumerate(made.points):
            point.position, point.radius, point.opacity = points[n], radius, 1.0
            if colour is not None:
                point.vertex_color = colour
    else:
        made = key.strokes.new()
        made.display_mode, made.use_cyclic, made.material_index = "3DSPACE", closed, slot
        made.line_width = round(radius * 2000)
        made.points.add(len(points))
        made.points.foreach_set("co", points.ravel())
        made.points.foreach_set("pressure", np.ones(len(points), np.float32))
        made.points.foreach_set("strength", np.ones(len(points), np.float32))
        if colour is not None:
            made.points.foreach_set("vertex_color", np.tile(np.asarray(colour, np.float32), len(points)))
        if fill is not None:
            made.vertex_color_fill = fill
        made.points.update()
    return made


def circle(x, z, radius, count=96, start=0.0, end=1.0):
    """Points of a circle in the plane y = 0, or of a part of it."""
    turn = np.linspace(2 * np.pi * start, 2 * np.pi * end, count, endpoint=end - start < 1)
    return np.stack([x + radius * np.cos(turn), 0 * turn, z + radius * np.sin(turn)], axis=1)


def dab(x, z, size=0.1):
    return [(x - size, 0, z), (x, 0, z + size), (x + size, 0, z)]


def colour(**options):
    """Press the button; what it was refused with, or ""."""
    try:
        bpy.ops.celtint.colour(**options)
    except RuntimeError as error:
        return str(error)
    return ""


def render(path, hide=(), scale=1):
    """Render what the camera sees into a file. hide: names of layers."""
    scene = bpy.context.scene
    item = bpy.context.object
    was = {}
    for name in hide:
        found = compat().layer(item, name)
        was[found], found.hide = found.hide, True
    percentage = scene.render.resolution_percentage
    scene.render.resolution_percentage = 100 * scale
    scene.render.filepath = path
    bpy.ops.render.render(write_still=True)
    scene.render.resolution_percentage = percentage
    for found, hidden in was.items():
        found.hide = hidden
    return path


def on_page(item, point):
    """Where a point of an object is on the page, pixels from the top left."""
    scene = bpy.context.scene
    found = world_to_camera_view(scene, scene.camera, item.matrix_world @ Vector(point))
    return [found.x * scene.render.resolution_x, (1 - found.y) * scene.render.resolution_y]


def layers(item):
    """Every layer's name, keys and, by key, how many strokes it has; from the bottom."""
    found = []
    for each in item.data.layers:
        keys = sorted(each.frames, key=lambda key: key.frame_number)
        counts = {key.frame_number: len(compat().drawn(item, key, each)) for key in keys}
        found.append([compat().name_of(each), counts])
    return found


def server_layer(path):
    """What the server says of the same strokes: its colour layer, as PNG, and where on it the camera's frame begins."""
    gather, reading, server = (
        module(name) for name in ("grease_pencil.gather", "grease_pencil.reading", "host.server")
    )
    messages = importlib.import_module(f"{MODULE}._vendor.celtint_client.messages")
    item, scene = bpy.context.object, bpy.context.scene
    known = gather.names(item, item.celtint)
    with gather.visiting(scene, item, known):
        page = gather.page(scene, item, known, gather.drawings(item, known.lines, 1, 1), item.celtint)
        read = reading.read(scene, item, known, gather.drawings(item, known.lines, 1, 1)[0], page)
        span = reading.together([read], page)
        found = read.on(span, ())
        item.data.update_tag()
    request = messages.ColourRequest(
        found.frame.picture, found.frame.hints, found.boxes, (), item.celtint.one(), messages.Wanted(("colour",), "png")
    )
    server.prepare(bpy.context)
    with server.connect() as client:
        Path(path).write_bytes(client.colour(request).colour.data)
    return path, [0, 0] if span is None else [-int(each) for each in span.whole().low]


HINTS = (
    (-1.2, -0.8, (0.8, 0.2, 0.1)),
    (-1.2, 0.1, (0.1, 0.5, 0.9)),
    (-0.2, 1.25, (0.2, 0.7, 0.2)),
    (-0.65, 0.7, (0.9, 0.8, 0.1)),
    (1.3, 0.6, (0.5, 0.1, 0.6)),
    (1.3, 0.0, (0.9, 0.5, 0.3)),
    (1.4, -1.3, (0.03, 0.03, 0.2)),
)
"""x, z and linear colour of a dab in every region."""


def hint(item, frame, dabs):
    """Scribble as the artist does after *New hint layer*."""
    item.celtint.undecided = "transparent"
    bpy.context.scene.frame_set(frame)
    windows = bpy.context.window_manager.windows
    with bpy.context.temp_override(window=windows[0]) if windows else nullcontext():  # a timer has no window
        bpy.ops.celtint.new_hints()
    key = next(key for key in compat().layer(item, item.celtint.hints).frames if key.frame_number == frame)
    for x, z, rgb in dabs:
        stroke(key, dab(x, z), slot=item.active_material_index, colour=(*rgb, 1.0))


def scene_of(shape):
    """An object with rings, holes, a gap and shapes that overlap; as it is, or awry."""
    begin()
    item = drawing()
    key = layer(item, "lines", [1]).frames[0]
    stroke(key, circle(-1.2, 0.0, 1.1), True)
    stroke(key, circle(-1.2, 0.1, 0.45), True)
    stroke(key, circle(-0.4, 0.9, 0.6), True)
    stroke(key, circle(1.3, 0.0, 0.9, start=0.006, end=0.996), False)
    stroke(key, circle(1.3, 0.0, 0.3), True)
    stroke(key, [(0.5, 0, -1.1), (2.3, 0, -1.1), (2.3, 0, -1.5), (0.5, 0, -1.5)], True)
    hint(item, 1, HINTS)
    if shape != "plain":
        eye = bpy.context.scene.camera
        eye.location, eye.rotation_euler = (1, -8, 1.5), (math.pi / 2 - 0.15, 0.1, 0.12)
    if shape == "parented":
        parent = bpy.data.objects.new("parent", None)
        bpy.context.scene.collection.objects.link(parent)
        parent.location, parent.rotation_euler, parent.scale = (0.2, 0.3, 0.1), (0.2, 0.1, 0.3), (0.9, 0.9, 0.9)
        item.parent = parent
        item.location, item.rotation_euler = (0.1, 0, -0.1), (0, 0.25, 0.1)
    bpy.context.view_layer.update()
    return item


def coloured(shape, folder):
    """Colour a scene; its renders and what the server says."""
    item = scene_of(shape)
    before = layers(item)
    refused = colour()
    return {"refused": refused, "before": before, "after": layers(item), **renders(item, folder)}


def renders(item, folder):
    """Renders of a coloured drawing: its fills, its lines, both, both four times as large; what the server's layer is,
    and where on the page its gap is."""
    result, hints = item.celtint.result, item.celtint.hints
    server, at = server_layer(f"{folder}/server.png")
    return {
        "server": server,
        "at": at,
        "gap": on_page(item, (2.2, 0, 0)),
        "fills": render(f"{folder}/fills.png", hide=["lines", hints]),
        "lines": render(f"{folder}/lines.png", hide=[result, hints]),
        "both": render(f"{folder}/both.png", hide=[hints]),
        "both4": render(f"{folder}/both4.png", hide=[hints], scale=4),
    }


WALK = (1, 3, 6, 9, 12, 14, 17, 20, 23)
"""Keys of a drawing that moves over 24 frames, and holds."""


def walking(hold="FILLS"):
    """A figure of three shapes that walks, hinted on its first drawing."""
    scene = begin()
    scene.frame_start, scene.frame_end = 1, 24
    item = drawing()
    lines = layer(item, "lines", WALK)
    for n, key in enumerate(sorted(lines.frames, key=lambda key: key.frame_number)):
        x = -1.6 + 0.35 * n
        stroke(key, circle(x, 0.9 + 0.05 * (n % 2), 0.6), True)
        stroke(key, circle(x, 0.9 + 0.05 * (n % 2), 0.2), True)
        stroke(key, [(x - 0.5, 0, 0.2), (x + 0.5, 0, 0.2), (x + 0.6, 0, -1.2), (x - 0.6, 0, -1.2)], True)
    hint(
        item,
        1,
        [
            (1.8, 0, (0.9, 0.9, 0.8)),
            (-1.6, 0.45, (0.8, 0.4, 0.2)),
            (-1.6, 0.9, (0.9, 0.1, 0.1)),
            (-1.6, -0.5, (0.1, 0.2, 0.8)),
        ],
    )
    item.celtint.hold = hold
    return item


def fills_by_key(item):
    """The colours of celtint's layer, 8-bit, by key."""
    made = compat().layer(item, item.celtint.result)
    return {
        key.frame_number: sorted(
            module("grease_pencil.drawing").srgb_bytes(compat().drawn(item, key, made).fill)[:, :3].tolist()
        )
        for key in made.frames
    }


def animated(folder, hold):
    """Colour 24 frames; what is on the keys, before and after a change of the palette."""
    item = walking(hold)
    item.celtint.palette = "MATERIALS" if hold == "MATERIALS" else "NONE"
    if hold == "MATERIALS":
        item.data.materials.append(material("coat", fill=(0.1, 0.2, 0.8, 1)))
    said = {"refused": colour(), "layers": layers(item), "fills": fills_by_key(item)}
    said["entries"] = [[row.title, row.material] for row in item.celtint.entries]
    said["materials"] = [slot.material.name for slot in item.material_slots]
    known = item.celtint
    reds = [row.colour[0] - row.colour[2] for row in known.entries]
    known.entry = reds.index(max(reds))
    known.new_colour = (0.0, 1.0, 0.0)
    bpy.ops.celtint.swap()
    said["swapped"] = fills_by_key(item)
    said["renders"] = []
    for frame in (1, 13):
        bpy.context.scene.frame_set(frame)
        said["renders"].append(render(f"{folder}/walk-{frame}.png", hide=[known.hints]))
    return said


def updated():
    """Colour, work on celtint's layer, update: what somebody painted stays."""
    item = walking()
    said = {"first": colour(), "layers": [layers(item)]}
    said["again"] = colour(again=True)
    said["layers"].append(layers(item))
    made = compat().layer(item, item.celtint.result)
    key = next(key for key in made.frames if key.frame_number == 3)
    stroke(key, circle(0, 0, 0.3), True, slot=0, fill=(1, 1, 1, 1))
    said["touched"] = colour(again=True)
    said["layers"].append(layers(item))
    item.celtint.frames, item.celtint.first, item.celtint.last = "RANGE", 1, 8
    said["one"] = colour(again=True)
    said["layers"].append(layers(item))
    return said


def measured(frames, strokes):
    """Seconds a frame that the add-on itself takes, over frames of so many strokes at 1080p."""
    scene = begin(1920, 1080)
    scene.frame_start, scene.frame_end = 1, frames
    item = drawing()
    lines = layer(item, "lines", range(1, frames + 1))
    columns = round(strokes**0.5 * 1.4)
    for key in lines.frames:
        for n in range(strokes):
            x, z = (n % columns + 0.5) / columns * 5 - 2.5, n // columns / strokes * columns * 2.6 - 1.2
            stroke(key, circle(x + 0.002 * key.frame_number, z, 0.07, count=40), True, radius=0.008)
    bpy.context.view_layer.update()
    fills = module("grease_pencil.fills")
    job = fills.Job(bpy.context, item, 1, frames)
    count = fills.finished(job)
    made = compat().layer(item, item.celtint.result)
    key = max(made.frames, key=lambda key: key.frame_number)
    drawn = compat().drawn(item, key, made)
    return {"own_s": job.own_s / count, "frames": count, "fills": len(drawn), "points": len(drawn.points)}


def bad_input():
    """What is refused, and that every layer stays as it was."""
    said, same = {}, []

    def attempt(name, item, **options):
        before = layers(item)
        said[name] = colour(**options)
        same.append(layers(item) == before)

    scene = begin(camera=False)
    item = drawing()
    attempt("no layer", item)
    lines = layer(item, "lines", [1])
    item.celtint.view = "PLANE"
    attempt("empty layer", item)
    item.celtint.view = "CAMERA"
    stroke(lines.frames[0], circle(0, 0, 1), True)
    attempt("no camera", item)
    item.celtint.view = "PLANE"
    lines.hide = True
    attempt("hidden", item)
    item.celtint.lines = "lines"
    attempt("hidden by name", item)
    lines.hide = False
    item.celtint.lines = "line"
    attempt("no such layer", item)
    item.celtint.lines = ""
    attempt("not made yet", item, again=True)
    scene.frame_start = scene.frame_end = 0
    item.celtint.frames = "RANGE"
    item.celtint.first, item.celtint.last = 9, 5
    attempt("turned round", item)
    item.celtint.first, item.celtint.last = -9, -5
    attempt("nothing there", item)
    item.celtint.first, item.celtint.last = 1, 1
    item.celtint.undecided = "transparent"
    attempt("nothing to fill", item)
    item.celtint.undecided = "distinct"
    colour()
    compat().layer(item, item.celtint.result).lock = True
    attempt("locked", item, again=True)
    name = next(each.module for each in bpy.context.preferences.addons if "celtint" in each.module)
    bpy.context.preferences.addons[name].preferences.python = "/nowhere/python"
    bpy.context.preferences.addons[name].preferences.url = "ws://127.0.0.1:9"
    attempt("no server", item)
    bpy.context.preferences.addons[name].preferences.url = ""
    bpy.context.preferences.addons[name].preferences.python = ""
    return {"said": said, "same": same}


def odd_strokes():
    """Points that are no numbers, strokes without length, far away, and ten thousand of them: coloured all the same."""
    begin(320, 180)
    item = drawing()
    key = layer(item, "lines", [1]).frames[0]
    stroke(key, circle(0, 0, 1), True)
    stroke(key, [(float("nan"), 0, 0), (0.2, 0, 0), (0.4, 0, float("inf"))])
    stroke(key, [(0.1, 0, 0.1)] * 3)
    stroke(key, [(0, 1e9, 0), (0, -1e9, 0)])
    said = [colour()]
    counts = [layers(item)[0]]
    drawn = module("grease_pencil.drawing").Fills
    many = compat().new_key(layer(item, "many"), 1)
    count = 10_000
    points = np.zeros((count * 2, 3), np.float32)
    points[:, 0] = np.repeat(np.linspace(-2, 2, count), 2)
    points[1::2, 2] = 0.001
    colours = np.zeros((count, 4), np.float32)
    module("grease_pencil.paint").write(
        many, drawn(points, np.full(count, 2, np.int32), colours, ("",) * count), [0] * count, [0] * count, True
    )
    if compat().FILL_IDS:
        known = many.drawing.attributes
        known["hide_stroke"].data.foreach_set("value", np.zeros(count, bool))
    item.celtint.lines = ""
    said.append(colour())
    counts.append(layers(item)[0])
    return {"said": said, "counts": counts}
