"""What is hidden: hints, keys and boxes tell what they tell all the same; lines and objects are said to be left out."""

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
    module,
    stroke,
    walking,
)


def updated():
    """Colour with hints, then update with each thing hidden that can be; the fills by key each time, what was told."""
    item = walking()
    scene = bpy.context.scene
    scene.frame_end = 6
    said, fills = [colour()], [fills_by_key(item)]
    hints = compat().layer(item, item.celtint.hints)
    material = item.material_slots[item.active_material_index].material

    def again():
        said.append(colour(again=True))
        fills.append(fills_by_key(item))

    hints.hide = True
    again()
    still = hints.hide
    hints.lock = True
    again()
    hints.opacity = 0
    again()
    hints.hide, hints.lock, hints.opacity = False, False, 1
    material.grease_pencil.hide = True
    again()
    material.grease_pencil.hide = False
    if hasattr(item.data, "layer_groups"):
        group = item.data.layer_groups.new("group")
        item.data.layers.move_to_layer_group(hints, group)
        group.hide = True
        again()
        still = still and group.hide
        group.hide = False
    hints.hide = True
    hints.keyframe_insert("hide", frame=1)
    again()
    item.animation_data_clear()
    item.data.animation_data_clear()
    item.hide_set(True)
    again()
    return {"said": said, "fills": fills, "still hidden": still}


def moved_by_a_modifier():
    """Lines and hidden hints that a modifier moves both: the dabs stay in their shapes."""
    begin(320, 180)
    item = drawing()
    key = layer(item, "lines", [1]).frames[0]
    for x in (-1.5, 0.5):
        stroke(key, circle(x, 0, 0.7), True)
    hint(item, 1, [(-1.5, 0, (0.9, 0.1, 0.1))])
    made = item.modifiers if compat().V3 else item.grease_pencil_modifiers
    made.new("offset", "GREASE_PENCIL_OFFSET" if compat().V3 else "GP_OFFSET").location = (2.0, 0, 0)
    compat().layer(item, item.celtint.hints).hide = True
    bpy.context.view_layer.update()
    said = colour()
    found, _ = compat().evaluated(item, item.celtint.result, bpy.context.evaluated_depsgraph_get())
    return {
        "said": said,
        "middles": [round(float(each[:, 0].mean()), 1) for each in np.split(found.points, found.ends()[:-1])],
    }


def boxed():
    """Two circles with a box each, the boxes hidden: their layer, and an empty."""
    begin(320, 180)
    item = drawing()
    item.celtint.undecided = "transparent"
    key = layer(item, "lines", [1]).frames[0]
    for x in (-1.0, 1.0):
        stroke(key, circle(x, 0, 0.7), True)
    item.celtint.lines = "lines"
    hair = layer(item, "boxes/hair", [1])
    box = [(-1.8, 0, -0.8), (-0.2, 0, -0.8), (-0.2, 0, 0.8), (-1.8, 0, 0.8)]
    stroke(hair.frames[0], box, True, colour=(0.8, 0.05, 0.05, 1))
    hair.hide = True
    empty = bpy.data.objects.new("boxes/hat", None)
    bpy.context.scene.collection.objects.link(empty)
    empty.location, empty.empty_display_size = (1, 0, 0), 0.8
    item.celtint.palette = "PALETTE"
    item.celtint.colours_of = bpy.data.palettes.new("colours")
    item.celtint.colours_of.colors.new().color = (0, 0, 1)
    bpy.context.view_layer.update()
    empty.hide_set(True)
    known = module("grease_pencil.gather").names(item, item.celtint)
    with module("grease_pencil.gather").visiting(bpy.context.scene, item, known):
        one = module("grease_pencil.gather").drawings(item, known.lines, 1, 1)[0]
        found = module("grease_pencil.reading").read(bpy.context.scene, item, known, one, None)
    return {"said": colour(), "tags": sorted(tag for tag, _, _ in found.boxes), "fills": fills_by_key(item)}


def left_out():
    """What is told where a layer that may be lines is hidden, and where the object is; fills that were there stay."""
    begin(320, 180)
    item = drawing()
    stroke(layer(item, "lines", [1]).frames[0], circle(0, 0, 1), True)
    stroke(layer(item, "rough", [1]).frames[0], circle(0, 0, 0.5), True)
    compat().layer(item, "rough").hide = True
    job = module("grease_pencil.fills").Job(bpy.context, item, 1, 1)
    module("grease_pencil.fills").finished(job)
    sentence, before = job.sentence(), layers(item)
    item.hide_viewport = True
    said = colour(again=True)
    item.hide_viewport = False
    return {"sentence": sentence, "said": said, "same": layers(item) == before}


def unseen():
    """Update where one of two drawings has gone out of sight: its fills stay, and so does the other drawing's end."""
    scene = begin(320, 180)
    scene.frame_start, scene.frame_end = 1, 2
    item = drawing()
    for key in layer(item, "lines", [1, 2]).frames:
        stroke(key, circle(0, 0, 1), True)
    hint(item, 1, [(0, 0, (0.1, 0.1, 0.9))])
    said, fills = [colour()], [fills_by_key(item)]
    for frame, x in ((1, 0), (2, 30)):
        item.location = (x, 0, 0)
        item.keyframe_insert("location", frame=frame)
    hint(item, 1, [(0, 0, (0.9, 0.1, 0.1))])
    job = module("grease_pencil.fills").Job(bpy.context, item, 1, 2, again=True)
    module("grease_pencil.fills").finished(job)
    fills.append(fills_by_key(item))
    return {"said": said, "sentence": job.sentence(), "fills": fills}


def empty_keys():
    """Key frames without strokes among the others, of lines and of hints; and an object of such keys alone."""
    scene = begin(320, 180)
    scene.frame_start, scene.frame_end = 1, 6
    item = drawing()
    lines = layer(item, "lines", [1, 3, 5])
    keys = sorted(lines.frames, key=lambda key: key.frame_number)
    stroke(keys[0], circle(0, 0, 1), True)
    stroke(keys[2], circle(0.1, 0, 1), True)
    hint(item, 1, [(0, 0, (0.9, 0.1, 0.1))])
    dabs = compat().layer(item, item.celtint.hints)
    dabs.frames.new(3)
    dabs.frames.new(5)
    said = [colour(), colour(again=True)]
    fills = fills_by_key(item)
    stroke(next(key for key in dabs.frames if key.frame_number == 3), dab(0, 0), colour=(0, 0, 1, 1))
    said.append(colour(again=True))
    scene.frame_set(3)
    item.celtint.frames = "CURRENT"
    said.append(colour())
    return {"said": said, "fills": fills}
