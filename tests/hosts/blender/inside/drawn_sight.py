"""Drawings that can't be seen, or only in part: off the page, behind the camera, flattened, on a tilted plane."""

import math

import bpy
import numpy as np
from drawn import begin, circle, colour, compat, drawing, hint, layer, layers, module, render, stroke


def unseen():
    """What is refused, by case, and that every layer stays as it was."""
    said, same = {}, []

    def attempt(name, change):
        begin(320, 180)
        item = drawing()
        stroke(layer(item, "lines", [1]).frames[0], circle(0, 0, 1), True)
        change(item, bpy.context.scene)
        bpy.context.view_layer.update()
        item = bpy.context.object
        before = layers(item)
        said[name] = colour()
        same.append(layers(item) == before)

    def behind_flat_camera(item, scene):
        scene.camera.data.type = "ORTHO"
        item.location = (0, -20, 0)

    def in_a_parent(item, _scene):
        above = bpy.data.objects.new("parent", None)
        bpy.context.scene.collection.objects.link(above)
        item.parent, above.scale = above, (1, 0, 1)

    def follows_what_is_flat(item, _scene):
        in_a_parent(item, _scene)
        lines = compat().layer(item, "lines")
        lines.parent = item.parent
        item.parent = None

    attempt("scale", lambda item, _: setattr(item, "scale", (0, 0, 0)))
    attempt("scale in depth", lambda item, _: setattr(item, "scale", (1, 0, 1)))
    attempt("scale of a layer", lambda item, _: setattr(compat().layer(item, "lines"), "scale", (0, 1, 1)))
    attempt("scale of a parent", in_a_parent)
    attempt("scale of a layer's parent", follows_what_is_flat)
    attempt("scale of the camera", lambda _, scene: setattr(scene.camera, "scale", (0, 0, 0)))
    attempt("off the page", lambda item, _: setattr(item, "location", (30, 0, 0)))
    attempt("camera inside", lambda _, scene: setattr(scene.camera, "location", (0, 0, 0)))
    attempt("camera just before it", lambda _, scene: setattr(scene.camera, "location", (0, -0.05, 0)))
    attempt("behind", lambda item, _: setattr(item, "location", (0, -20, 0)))
    attempt("behind a flat camera", behind_flat_camera)
    attempt("too far", lambda item, _: setattr(item, "location", (0, 1e6, 0)))
    attempt("no palette", lambda item, _: setattr(item.celtint, "palette", "PALETTE"))
    attempt("no materials", lambda item, _: setattr(item.celtint, "palette", "MATERIALS"))

    def empty_palette(item, _scene):
        item.celtint.palette, item.celtint.colours_of = "PALETTE", bpy.data.palettes.new("nothing")

    attempt("empty palette", empty_palette)

    def linked(item, scene):
        path = f"{bpy.app.tempdir}/library.blend"
        bpy.data.libraries.write(path, {item})
        bpy.data.objects.remove(item)
        with bpy.data.libraries.load(path, link=True) as (_, asked):
            asked.objects = ["drawing"]
        scene.collection.objects.link(asked.objects[0])
        bpy.context.view_layer.objects.active = asked.objects[0]

    attempt("linked", linked)
    return {"said": said, "same": same}


def arriving():
    """A drawing that comes from off the page while it is held, one that never does, one that has no size at first."""
    scene = begin(320, 180)
    scene.frame_start, scene.frame_end = 1, 30
    item = drawing()
    item.celtint.undecided = "transparent"
    lines = layer(item, "lines", [1, 11, 21])
    for key in lines.frames:
        stroke(key, circle(0, 0, 1), True)
    for frame, x, scale in ((1, 30, 1), (10, 0, 1), (11, 30, 1), (20, 30, 1), (21, 0, 0), (30, 0, 1)):
        item.location, item.scale = (x, 0, 0), (scale,) * 3
        item.keyframe_insert("location", frame=frame)
        item.keyframe_insert("scale", frame=frame)
    hint(item, 1, [(0, 0, (0.8, 0.1, 0.1))])
    dabs = compat().layer(item, item.celtint.hints)
    for frame in (15, 30):
        stroke(dabs.frames.new(frame), circle(0, 0, 0.1), slot=item.active_material_index, colour=(0.1, 0.1, 0.8, 1))
    fills = module("grease_pencil.fills")
    job = fills.Job(bpy.context, item, 1, 30)
    count = fills.finished(job)
    made = compat().layer(item, item.celtint.result)
    drawn = {key.frame_number: compat().drawn(item, key, made) for key in made.frames}
    return {
        "count": count,
        "sentence": job.sentence(),
        "colours": {
            frame: module("grease_pencil.drawing").srgb_bytes(each.fill)[:, :3].tolist()
            for frame, each in drawn.items()
        },
        "fills": {frame: len(each) for frame, each in drawn.items()},
        "width": {frame: float(np.ptp(each.points[:, 0])) for frame, each in drawn.items() if len(each)},
    }


def floor(folder, lens):
    """A floor under the camera that runs past it and to the horizon, with a path on it; and the sky, undecided."""
    begin(480, 270)
    scene = bpy.context.scene
    eye = scene.camera
    eye.location, eye.rotation_euler = (0, -8, 1.2), (math.pi / 2 - 0.05, 0.05, 0)
    eye.data.clip_end = 100
    if lens == "ORTHO":
        eye.data.type, eye.data.ortho_scale = "ORTHO", 8
        eye.location.z, eye.rotation_euler.x = 3.5, 1.2
    item = drawing()
    key = layer(item, "lines", [1]).frames[0]
    stroke(key, [(-1, -12, 0), (1, -12, 0), (1, 30, 0), (-1, 30, 0)], True)  # two corners are behind the camera
    stroke(key, [(2 + 0.6 * math.cos(t), 2 + 0.6 * math.sin(t), 0) for t in np.linspace(0, 2 * math.pi, 48)], True)
    item.celtint.undecided = "distinct"
    said = colour()
    made = compat().layer(item, item.celtint.result)
    drawn = compat().drawn(item, made.frames[0], made)
    points = drawn.points.astype(np.float64)
    return {
        "refused": said,
        "fills": len(drawn),
        "off": float(np.abs(points[:, 2]).max()),
        "far": float(np.abs(points).max()),
        "before_camera": float((points[:, 1] + 8).min()),
        "render": render(f"{folder}/floor-{lens}.png"),
        "bare": render(f"{folder}/bare-{lens}.png", hide=["lines"]),
    }


TURNS = {
    "front": (0, 0, 0),
    "side": (0, 0, math.pi / 2),
    "left": (0, 0, -math.pi / 2),
    "top": (-math.pi / 2, 0, 0),
    "bottom": (math.pi / 2, 0, 0),
    "nearly side": (0, 0, math.radians(89.9)),
    "nearly top": (math.radians(-89.9), 0, 0),
    "any": (0.9, -0.4, 2.1),
}


def planes():
    """The same drawing on planes that are turned, without a camera; by turn, what was refused, the fills' areas and
    colours, and how far off the drawing's own plane they lie."""
    found = {}
    for name, turn in TURNS.items():
        begin(camera=False)
        item = drawing()
        key = layer(item, "lines", [1]).frames[0]
        stroke(key, circle(0, 0, 1), True)
        stroke(key, circle(0.2, 0.1, 0.4), True)
        stroke(key, [(1.2, 0, -0.5), (2.4, 0, -0.5), (2.2, 0, 0.6), (1.2, 0, 0.4)], True)
        item.celtint.view, item.rotation_euler, item.location = "PLANE", turn, (3, -2, 1)
        hint(item, 1, [(-0.7, 0, (0.9, 0.1, 0.1)), (0.2, 0.1, (0.1, 0.1, 0.9)), (1.7, 0, (0.1, 0.7, 0.1))])
        bpy.context.view_layer.update()
        said = colour()
        made = compat().layer(item, item.celtint.result)
        drawn = compat().drawn(item, made.frames[0], made) if made else None
        found[name] = {"said": said, **({} if drawn is None else shape(drawn))}
    return found


def shape(drawn):
    """Areas by colour, and how far off y = 0."""
    colours = module("grease_pencil.drawing").srgb_bytes(drawn.fill)[:, :3].tolist()
    areas = []
    for ring, rgb in zip(np.split(drawn.points.astype(float), drawn.ends()[:-1]), colours, strict=True):
        x, z = ring[:, 0], ring[:, 2]
        areas.append([rgb, abs(float(x @ np.roll(z, -1) - z @ np.roll(x, -1))) / 2])
    return {"areas": sorted(areas), "off": float(np.abs(drawn.points[:, 1]).max())}


def cut(folder):
    """A figure whose lines end below the frame, at two heights, and a closed wall that goes on beyond it to the left.
    The camera stands still."""
    begin()
    item = drawing()
    key = layer(item, "lines", [1]).frames[0]
    stroke(key, [(0.4, 0, -2.6), (0.5, 0, 0.5), (1.5, 0, 0.5), (1.4, 0, -2.2)])
    stroke(key, [(-0.5, 0, -1), (-0.5, 0, 1), (-9, 0, 1), (-9, 0, -1)], True)
    hint(item, 1, [(1, 0, (0.1, 0.2, 0.8)), (-1, 0, (0.9, 0.1, 0.1))])
    item.celtint.undecided = "auto"
    said = colour()
    made = compat().layer(item, item.celtint.result)
    drawn = compat().drawn(item, made.frames[0], made)
    return {
        "said": said,
        "colours": sorted(module("grease_pencil.drawing").srgb_bytes(drawn.fill)[:, :3].tolist()),
        "low": drawn.points.min(axis=0).tolist(),
        "high": drawn.points.max(axis=0).tolist(),
        "render": render(f"{folder}/cut.png", hide=[item.celtint.hints]),
    }
