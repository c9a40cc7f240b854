"""What Grease Pencil and the panel have to offer, each coloured in a scene of its own."""

import bpy
import numpy as np
from drawn import (
    begin,
    circle,
    colour,
    compat,
    dab,
    drawing,
    fills_by_key,
    hint,
    layer,
    layers,
    material,
    module,
    render,
    stroke,
    walking,
)

RED, BLUE, GREEN = (0.8, 0.05, 0.05), (0.05, 0.1, 0.8), (0.05, 0.6, 0.1)


def rectangle(left, bottom, right, top):
    return [(left, 0, bottom), (right, 0, bottom), (right, 0, top), (left, 0, top)]


def picture(item, folder, name):
    """A render as the artist sees it: without hints and boxes."""
    known = item.celtint
    boxed = [compat().name_of(each) for each in item.data.layers if compat().name_of(each).startswith("boxes/")]
    return render(f"{folder}/{name}.png", hide=[each for each in (known.hints, known.keys, *boxed) if each])


def bytes_of(rgb):
    return module("grease_pencil.drawing").srgb_bytes(np.array([rgb], np.float32))[0].tolist()


def boxes(folder):
    """Three circles, each told by another kind of box, and a fourth that a box keeps empty."""
    scene = begin()
    item = drawing()
    item.celtint.undecided = "transparent"
    key = layer(item, "lines", [1]).frames[0]
    for x in (-2.1, -0.7, 0.7, 2.1):
        stroke(key, circle(x, 0, 0.6), True, radius=0.03)
    item.celtint.lines = "lines"
    hair = layer(item, "boxes/hair", [1]).frames[0]
    stroke(hair, rectangle(-2.75, -0.65, -1.45, 0.65), True, colour=(*RED, 1))
    none = layer(item, "boxes/none", [1]).frames[0]
    stroke(none, rectangle(1.45, -0.65, 2.75, 0.65), True)
    item.data.materials.append(material("coat", fill=(*BLUE, 1)))
    item.data.materials.append(material("hat", fill=(*GREEN, 1)))
    item.celtint.palette = "MATERIALS"
    note = notes(scene, "boxes/coat")
    made = note.strokes.new() if hasattr(note.strokes, "new") else None  # in 4.3 to 4.5 only a mouse can make one
    if made is not None:
        made.points.add(4)
        made.points.foreach_set("co", np.array(rectangle(-1.35, -0.65, -0.05, 0.65), np.float32).ravel())
    empty = bpy.data.objects.new("boxes/hat", None)
    scene.collection.objects.link(empty)
    empty.location, empty.empty_display_size = (0.7, 0, 0), 0.65
    bpy.context.view_layer.update()
    said = colour()
    return {
        "refused": said,
        "noted": made is not None,
        "fills": fills_at(item),
        "render": picture(item, folder, "boxes"),
    }


def marked(_folder):
    """Three circles: one with a hint, a second that a mark says is the same, a third that one keeps empty."""
    begin()
    item = drawing()
    key = layer(item, "lines", [1]).frames[0]
    for x in (-1.4, 0, 1.4):
        stroke(key, circle(x, 0, 0.6), True, radius=0.03)
    item.celtint.lines = "lines"
    hint(item, 1, [(-1.4, 0, RED)])
    same = layer(item, "marks/same", [1]).frames[0]
    stroke(same, [(-1.6, 0, 0.2), (-1.4, 0, 0.95), (0, 0, 0.95), (0, 0, 0.1)], radius=0.02)
    stroke(layer(item, "marks/empty", [1]).frames[0], [(1.3, 0, 0), (1.5, 0, 0)], radius=0.02)
    # the stroke of `same` runs outside too: what is kept empty there says otherwise
    stroke(layer(item, "marks/empty.001", [1]).frames[0], [(-2.3, 0, -0.9), (2.3, 0, -0.9)], radius=0.02)
    return {"refused": colour(), "fills": fills_at(item)}


def marked_frames():
    """Three circles that move, the first and the last hinted on key 1; a mark on key 5 says that the second is as the
    first, one on key 9 keeps the last empty. Fills by key, and of key 9 after an update without its mark."""
    scene = begin()
    scene.frame_start, scene.frame_end = 1, 12
    item = drawing()
    for n, key in enumerate(layer(item, "lines", [1, 5, 9]).frames):
        for x in (-1.4, 0, 1.4):
            stroke(key, circle(x + 0.1 * n, 0, 0.6), True, radius=0.03)
    item.celtint.lines = "lines"
    hint(item, 1, [(-1.4, 0, RED), (1.4, 0, BLUE)])
    same = layer(item, "marks/same", [5]).frames[0]
    stroke(same, [(-1.3, 0, 0), (0.1, 0, 0)], radius=0.02)
    empty = layer(item, "marks/empty", [9])
    stroke(empty.frames[0], [(1.5, 0, 0), (1.7, 0, 0)], radius=0.02)
    said = [colour()]
    found = {key: fills_at(item, key) for key in (1, 5, 9)}
    item.data.layers.remove(empty)
    said.append(colour(again=True))
    return {"said": said, "fills": found, "unmarked": fills_at(item, 9)}


def notes(scene, name):
    """The key of a new annotation layer."""
    made = bpy.data.grease_pencils if not hasattr(bpy.data, "annotations") else bpy.data.annotations
    sheet = made.new("notes")
    setattr(scene, "annotation" if hasattr(scene, "annotation") else "grease_pencil", sheet)
    return sheet.layers.new(name).frames.new(1)


def fills_at(item, frame=1):
    """Of each fill on a frame: the x of its middle, rounded, and its colour, 8-bit; from the left."""
    made = compat().layer(item, item.celtint.result)
    key = next(key for key in made.frames if key.frame_number == frame)
    drawn = compat().drawn(item, key, made)
    colours = module("grease_pencil.drawing").srgb_bytes(drawn.fill)[:, :3].tolist()
    parts = np.split(drawn.points, drawn.ends()[:-1]) if len(drawn) else []
    middles = [round(float(each[:, 0].min() + each[:, 0].max()) / 2, 1) for each in parts]
    return sorted([middles[n], rgb] for n, rgb in enumerate(colours))


def shown(item):
    """The lowest and highest z of what celtint's layer shows, with modifiers."""
    strokes, _ = compat().evaluated(item, item.celtint.result, bpy.context.evaluated_depsgraph_get())
    return [float(strokes.points[:, 2].min()), float(strokes.points[:, 2].max()), len(strokes)]


def keyed(folder):
    """The artist has filled the first drawing and the seventh on a layer of keys."""
    item = walking()
    item.data.layers.remove(compat().layer(item, "celtint hints"))
    item.celtint.hints, item.celtint.keys = "", "mine"
    fill = len(item.material_slots)
    item.data.materials.append(material("mine", fill=(1, 1, 1, 1)))
    mine = layer(item, "mine", (1, 17))
    for key in mine.frames:
        x = -1.6 + 0.35 * (0 if key.frame_number == 1 else 6)
        stroke(key, circle(x, 0.9, 0.58), True, slot=fill, fill=(*RED, 1))
        stroke(key, circle(x, 0.9, 0.19), True, slot=fill, fill=(*GREEN, 1))
        stroke(key, rectangle(x - 0.45, -1.15, x + 0.45, 0.15), True, slot=fill, fill=(*BLUE, 1))
    before = [each for each in layers(item) if each[0] == "mine"]
    said = colour()
    bpy.context.scene.frame_set(12)
    return {
        "refused": said,
        "same": [each for each in layers(item) if each[0] == "mine"] == before,
        "fills": fills_by_key(item),
        "colours": [bytes_of((*each, 1))[:3] for each in (RED, GREEN, BLUE)],
        "render": picture(item, folder, "keyed"),
    }


def two_line_layers():
    """A circle on one layer, cut in two by a line on another; no camera, on a plane that is turned."""
    begin(camera=False)
    item = drawing()
    item.rotation_euler, item.location = (0.4, 0.3, 1.1), (2, 1, 0.5)
    stroke(layer(item, "shapes", [1]).frames[0], circle(0, 0, 1), True)
    stroke(layer(item, "details", [1]).frames[0], [(0, 0, -1.2), (0, 0, 1.2)])
    hint(item, 1, [(-0.5, 0, RED), (0.5, 0, BLUE)])
    item.celtint.view = "PLANE"
    bpy.context.view_layer.update()
    said = colour()
    made = compat().layer(item, item.celtint.result)
    drawn = compat().drawn(item, made.frames[0], made)
    return {
        "refused": said,
        "order": [name for name, _ in layers(item)],
        "fills": fills_at(item),
        "off": float(np.abs(drawn.points[:, 1]).max()),
        "expected": [bytes_of((*each, 1))[:3] for each in (RED, BLUE)],
    }


def modified(folder):
    """An Array modifier sets three circles beside each other; they are all filled."""
    begin()
    item = drawing()
    stroke(layer(item, "lines", [1]).frames[0], circle(-2, 0, 0.7), True)
    if compat().V3:
        made = item.modifiers.new("array", "GREASE_PENCIL_ARRAY")
        moved = item.modifiers.new("offset", "GREASE_PENCIL_OFFSET")
    else:
        made = item.grease_pencil_modifiers.new("array", "GP_ARRAY")
        moved = item.grease_pencil_modifiers.new("offset", "GP_OFFSET")
    moved.location = (0, 0, -0.5)
    made.count, made.use_constant_offset, made.use_relative_offset = 3, True, False
    made.constant_offset = (2, 0, 0)
    hint(item, 1, [(-2, 0, RED)])
    bpy.context.view_layer.update()
    return {
        "refused": colour(),
        "fills": fills_at(item),
        "shown": shown(item),
        "render": picture(item, folder, "modified"),
    }


def followed():
    """One drawing alone, whose colours were said on another; then its own hint says otherwise."""
    item = walking()
    item.celtint.frames = "CURRENT"
    said, found = [], []
    bpy.context.scene.frame_set(18)  # the drawing of 17 is held
    said.append(colour())
    found.append(fills_by_key(item))
    x = -1.6 + 0.35 * 6
    dabs = compat().layer(item, item.celtint.hints)
    slot = next(n for n, each in enumerate(item.material_slots) if each.material.get("celtint") == "celtint hints")
    stroke(dabs.frames.new(18), dab(x, -0.5), slot=slot, colour=(*GREEN, 1))
    said.append(colour(again=True))
    found.append(fills_by_key(item))
    return {"said": said, "found": found}


def updated_hint():
    """A new hint on the third drawing, and Update of that one: the other drawings' fills stay, colours stay apart."""
    item = walking()
    said = [colour()]
    before = fills_by_key(item)
    item.celtint.frames = "CURRENT"
    bpy.context.scene.frame_set(6)
    dabs = compat().layer(item, item.celtint.hints)
    slot = next(n for n, each in enumerate(item.material_slots) if each.material.get("celtint") == "celtint hints")
    stroke(dabs.frames.new(6), dab(-1.6 + 0.7, -0.5), slot=slot, colour=(*GREEN, 1))
    said.append(colour(again=True))
    after = fills_by_key(item)
    known = item.celtint
    titles = [row.title for row in known.entries]
    known.entry = titles.index("#{:02x}{:02x}{:02x}".format(*bytes_of((*GREEN, 1))[:3]))
    known.new_colour = (1, 1, 0)
    bpy.ops.celtint.swap()
    return {
        "said": said,
        "before": before,
        "after": after,
        "swapped": fills_by_key(item),
        "titles": titles,
        "green": bytes_of((*GREEN, 1))[:3],
        "layers": [name for name, _ in layers(item)],
    }
