"""A picture of boxes: they are drawn, a button is pressed, and the new object is looked at."""

import importlib
from pathlib import Path

import bpy
import numpy as np
from drawn import MODULE, begin, compat, drawing, layer, module, render, stroke

OBJECT = "celtint stage"


def laid_out(turn=0.0, camera=True):
    """A scene with boxes on an object's layers, whose own lines are empty; turned round the upright axis."""
    begin(640, 480, camera)
    item = drawing()
    item.rotation_euler[2] = turn
    for tag, left, bottom, right, top in (("tree", 0.6, -1.6, 2.4, 1.4), ("dog", -2.2, -1.8, -0.9, -0.7)):
        key = layer(item, f"boxes/{tag}", [1]).frames[0]
        stroke(key, [(left, 0, bottom), (right, 0, bottom), (right, 0, top), (left, 0, top)], True)
    scene = bpy.context.scene
    scene.celtint_stage.background = "meadow"
    bpy.context.view_layer.update()
    return item


def make(**options):
    """Press the button; what it was refused with, or ""."""
    try:
        bpy.ops.celtint.stage(**options)
    except RuntimeError as error:
        return str(error)
    return ""


def told(item):
    """Of each layer, from the farthest: name, fills, lines, and the bounds of all its points in the world."""
    found = []
    for each in item.data.layers:
        strokes = compat().drawn(item, each.frames[0], each)
        points = strokes.points.astype(float) @ np.array(item.matrix_world)[:3, :3].T
        points += np.array(item.matrix_world)[:3, 3]
        bounds = [*points.min(axis=0).tolist(), *points.max(axis=0).tolist()]
        found.append([compat().name_of(each), int(strokes.filled.sum()), int(strokes.lined.sum()), bounds])
    return found


def picture(folder, turn):
    """Make a picture, render it alone, and ask the server for the same as pixels."""
    item = laid_out(turn)
    before = [compat().name_of(each) for each in item.data.layers]
    refused = make()
    made = bpy.data.objects.get(OBJECT)
    if made is None:
        return {"refused": refused}
    item.hide_render = True
    answer = {"refused": refused, "layers": told(made), "rendered": render(f"{folder}/rendered.png")}
    answer["same"] = before == [compat().name_of(each) for each in item.data.layers]
    answer["server"] = asked(folder)
    return answer


def asked(folder):
    """The picture that the server gives for the same boxes, as a file."""
    staging = importlib.import_module(f"{MODULE}._vendor.celtint_client.staging")
    boxes, scene = module("grease_pencil.boxes"), bpy.context.scene
    gather = module("grease_pencil.gather")
    item = bpy.data.objects["drawing"]
    names = [compat().name_of(each) for each in item.data.layers]
    found = boxes.boxes(gather.camera(scene), boxes.found(gather.boxed(item, names), scene), ())
    rows = tuple(staging.StageBox(b.x, b.y, b.width, b.height, b.tag) for b in found)
    with module("host.server").connect() as client:
        part = client.stage(staging.StageRequest(640, 480, rows, "meadow")).picture
    path = f"{folder}/server.rgba"
    Path(path).write_bytes(bytes(part.raw("rgba8")))
    return path


def planes():
    """Without a camera, straight at the boxes' plane, twice."""
    laid_out(0.4, camera=False)
    bpy.context.scene.celtint_stage.view = "PLANE"
    said = [make(), make(another=True)]
    made = [each for each in bpy.data.objects if each.name.startswith(OBJECT)]
    turned = np.array([np.sin(0.4), -np.cos(0.4), 0])
    off = max(abs(np.array(row[3]).reshape(2, 3) @ turned).max() for each in made for row in told(each)[1:])
    return {"said": said, "seed": bpy.context.scene.celtint_stage.seed, "count": len(made), "off": float(off)}


def refused():
    """No box; none in sight; and a word that nobody knows."""
    begin()
    said = [make()]
    item = laid_out()
    item.location[0] = 500
    bpy.context.view_layer.update()
    said.append(make())
    begin()
    item = drawing()
    key = layer(item, "boxes/xyzzyq", [1]).frames[0]
    stroke(key, [(-1, 0, -1), (1, 0, -1), (1, 0, 1), (-1, 0, 1)], True)
    said.append(make())
    return {"said": said, "made": OBJECT in bpy.data.objects}
