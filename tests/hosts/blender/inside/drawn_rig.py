"""A limb of three shapes that moves as shots do: bent by bones, a lattice, modifiers, F-curves of its layer, a pan."""

import math

import bpy
import drawn
import numpy as np

FRAMES = (1, 4, 7, 10, 13, 16)
"""Those that are rendered."""
LAST = 16
COLOURS = ((0.8, 0.1, 0.1), (0.1, 0.2, 0.8), (0.1, 0.6, 0.1), (0.9, 0.7, 0.1))
"""Linear; of the upper arm, the fore-arm, the hand, and the patch on the upper arm."""
MODIFIERS = {
    "lattice": ("GREASE_PENCIL_LATTICE", "GP_LATTICE"),
    "armature": ("GREASE_PENCIL_ARMATURE", "GP_ARMATURE"),
    "hook": ("GREASE_PENCIL_HOOK", "GP_HOOK"),
    "noise": ("GREASE_PENCIL_NOISE", "GP_NOISE"),
    "smooth": ("GREASE_PENCIL_SMOOTH", "GP_SMOOTH"),
    "time": ("GREASE_PENCIL_TIME", "GP_TIME"),
    "array": ("GREASE_PENCIL_ARRAY", "GP_ARRAY"),
    "mirror": ("GREASE_PENCIL_MIRROR", "GP_MIRROR"),
    "offset": ("GREASE_PENCIL_OFFSET", "GP_OFFSET"),
    "thickness": ("GREASE_PENCIL_THICKNESS", "GP_THICK"),
}


def modifier(item, kind):
    """A new modifier of a kind, in either Grease Pencil."""
    v3 = drawn.compat().V3
    return (item.modifiers if v3 else item.grease_pencil_modifiers).new(kind, MODIFIERS[kind][0 if v3 else 1])


def edge(*corners, count=24):
    """A closed outline through corners, x and z, with many points on each side."""
    found = []
    for (x, z), (u, w) in zip(corners, (*corners[1:], corners[0]), strict=True):
        share = np.linspace(0, 1, count, endpoint=False)
        found.append(np.stack([x + share * (u - x), 0 * share, z + share * (w - z)], axis=1))
    return np.concatenate(found)


def outlines(shift=0.0):
    """The closed outlines of a limb that lies along x, those in front last."""
    x = shift
    return [
        edge((x - 1.6, -0.35), (x, -0.35), (x, 0.35), (x - 1.6, 0.35)),
        edge((x, -0.35), (x + 1.2, -0.25), (x + 1.2, 0.25), (x, 0.35)),
        drawn.circle(x + 1.55, 0.0, 0.35),
        drawn.circle(x - 0.9, 0.0, 0.18, count=48),
    ]


def middles(shift=0.0):
    """x and z of a dab in each."""
    return [(shift - 1.4, 0.1), (shift + 0.6, 0.0), (shift + 1.55, 0.0), (shift - 0.9, 0.0)]


def limb(keys=(1,), step=0.0):
    """The limb, hinted on its first key; each key `step` further to the right."""
    scene = drawn.begin()
    scene.frame_start, scene.frame_end = 1, LAST
    item = drawn.drawing()
    lines = drawn.layer(item, "lines", keys)
    for n, key in enumerate(sorted(lines.frames, key=lambda key: key.frame_number)):
        for points in outlines(n * step):
            drawn.stroke(key, points, True, 0.015)
    drawn.hint(item, keys[0], [(x, z, rgb) for (x, z), rgb in zip(middles(), COLOURS, strict=True)])
    return item


def keyed(of, path, values, index=-1):
    """Key a property on frames."""
    for frame, value in values.items():
        if index < 0:
            setattr(of, path, value)
        else:
            getattr(of, path)[index] = value
        of.keyframe_insert(path, index=index, frame=frame)


def weigh(item, name, weight):
    """A vertex group of the lines; weight: of x, a function."""
    group = item.vertex_groups.new(name=name)
    lines = drawn.compat().layer(item, "lines")
    for key in lines.frames:
        if drawn.compat().V3:
            points = drawn.compat().drawn(item, key, lines).points
            for n, point in enumerate(points):
                key.drawing.set_vertex_weights(name, [n], [weight(float(point[0]))], assign_mode="REPLACE")
        else:
            for each in key.strokes:
                for n, point in enumerate(each.points):
                    each.points.weight_set(
                        vertex_group_index=group.index, point_index=n, weight=weight(float(point.co[0]))
                    )


def plain(_item):
    """Nothing moves."""


def armature(item):
    """Two bones, the second turned by 60 degrees at the end."""
    data = bpy.data.armatures.new("bones")
    bones = bpy.data.objects.new("bones", data)
    bpy.context.scene.collection.objects.link(bones)
    bpy.context.view_layer.objects.active = bones
    bpy.ops.object.mode_set(mode="EDIT")
    ends = [(-1.6, 0, 0), (0, 0, 0), (1.9, 0, 0)]
    for name, head, tail in (("upper", ends[0], ends[1]), ("fore", ends[1], ends[2])):
        made = data.edit_bones.new(name)
        made.head, made.tail = head, tail
    data.edit_bones["fore"].parent = data.edit_bones["upper"]
    bpy.ops.object.mode_set(mode="OBJECT")
    bpy.context.view_layer.objects.active = item
    fore = bones.pose.bones["fore"]
    fore.rotation_mode = "XYZ"
    keyed(fore, "rotation_euler", {1: (0, 0, 0), LAST: (math.radians(60), 0, 0)})
    weigh(item, "upper", lambda x: float(np.clip(0.5 - x / 0.6, 0, 1)))
    weigh(item, "fore", lambda x: float(np.clip(0.5 + x / 0.6, 0, 1)))
    modifier(item, "armature").object = bones


def lattice(item):
    """A lattice that bends the limb upwards."""
    data = bpy.data.lattices.new("cage")
    data.points_u, data.points_v, data.points_w = 4, 1, 2
    cage = bpy.data.objects.new("cage", data)
    bpy.context.scene.collection.objects.link(cage)
    cage.scale = (4.2, 1, 1)
    shape = cage.shape_key_add(name="rest")
    bent = cage.shape_key_add(name="bent")
    for n in range(len(bent.data)):
        u = n % 4
        bent.data[n].co = shape.data[n].co + type(shape.data[n].co)((0, 0, 0.8 * (u / 3) ** 2 - 0.5 * (u % 2)))
    keyed(bent, "value", {1: 0.0, LAST: 1.0})
    modifier(item, "lattice").object = cage


def hook(item):
    """An empty pulls at the hand, less and less around it."""
    empty = bpy.data.objects.new("pull", None)
    bpy.context.scene.collection.objects.link(empty)
    empty.location = (1.6, 0, 0)
    bpy.context.view_layer.update()
    made = modifier(item, "hook")
    made.object, made.falloff_radius, made.center = empty, 1.5, (1.6, 0, 0)
    made.matrix_inverse = empty.matrix_world.inverted()
    keyed(empty, "location", {1: (1.6, 0, 0), LAST: (1.8, 0, 0.7)})


def noise(item):
    """Lines that boil on twos."""
    made = modifier(item, "noise")
    made.factor, made.step, made.use_random = 0.4, 2, True


def smooth(item):
    made = modifier(item, "smooth")
    made.factor, made.step = 1.0, 10


def loop(item):
    """Four drawings that go round."""
    made = modifier(item, "time")
    made.use_custom_frame_range, made.frame_start, made.frame_end = True, 1, 8
    made.use_keep_loop = True


def shifted(item):
    """The drawings a few frames later."""
    modifier(item, "time").offset = -3


def layer_curves(item):
    """The layer of the lines moves, turns and grows."""
    lines = drawn.compat().layer(item, "lines")
    place = "translation" if drawn.compat().V3 else "location"
    keyed(lines, place, {1: (0, 0, 0), LAST: (0.4, 0, 0.5)})
    keyed(lines, "rotation", {1: (0, 0, 0), LAST: (0, 0.6, 0)})
    keyed(lines, "scale", {1: (1, 1, 1), LAST: (1.2, 1.2, 1.3)})


def object_curves(item):
    keyed(item, "location", {1: (0, 0, 0), LAST: (0.4, 0, 0.5)})
    keyed(item, "rotation_euler", {1: (0, 0, 0), LAST: (0, 0.6, 0)})


def pan(item):
    """The camera goes along the limb, which is wider than the page."""
    item.scale = (2.2, 1, 2.2)
    keyed(bpy.context.scene.camera, "location", {1: (-1.8, -8, 0), LAST: (1.8, -8, 0)})


def array(item):
    item.scale = (0.5, 0.5, 0.5)
    made = modifier(item, "array")
    made.count, made.use_constant_offset, made.use_relative_offset = 2, True, False
    made.constant_offset = (0.3, 0, 1.5)


def mirrored(item):
    item.scale = (0.6, 0.6, 0.6)
    made = modifier(item, "mirror")
    empty = bpy.data.objects.new("mirror", None)
    bpy.context.scene.collection.objects.link(empty)
    empty.location = (0, 0, -0.5)
    made.object = empty
    for axis in "xyz":
        setattr(made, f"use_axis_{axis}", axis == "z")


def thick(item):
    modifier(item, "thickness").thickness_factor = 1.5


WALKS = ("loop", "shifted")
"""Those of several drawings."""


def measured(case, folder, frames=FRAMES):
    """Colour the limb as a case moves it; for every frame: renders of the fills and of the lines, the outlines of the
    lines on the page, and their colours."""
    item = limb((1, 3, 5, 7), 0.15) if case in WALKS else limb()
    globals()[case](item)
    bpy.context.scene.frame_set(1)
    bpy.context.view_layer.update()
    fills, host = drawn.module("grease_pencil.fills"), drawn.module("host.refused")
    said, sentence = "", ""
    try:
        job = fills.Job(bpy.context, item, 1, LAST)
        fills.finished(job)
        sentence = job.sentence()
    except host.Refused as error:
        return {"said": str(error)}
    result, hints = item.celtint.result, item.celtint.hints
    rows = [seen(item, frame, case, folder, result, hints) for frame in frames]
    return {"said": said, "sentence": sentence, "frames": rows, "colours": rgb_of(), "layers": drawn.layers(item)}


def rgb_of():
    """`COLOURS` as they are rendered, 8-bit RGBA."""
    rows = drawn.module("grease_pencil.drawing").srgb_bytes(np.array(COLOURS, np.float32))
    return [[*row, 255] for row in rows.tolist()]


def seen(item, frame, case, folder, result, hints):
    """What a frame shows."""
    scene = bpy.context.scene
    scene.frame_set(frame)
    view = drawn.module("grease_pencil.gather").camera(scene)
    lines = drawn.compat().layer(item, "lines")
    shown = [drawn.compat().evaluated(item, "lines", bpy.context.evaluated_depsgraph_get())]
    if case in WALKS:  # which of them a modifier shows is seen by the lines
        shown = [(drawn.compat().drawn(item, key, lines), shown[0][1]) for key in lines.frames]
    pages = [np.split(view.page(each.points, place)[:, :2], each.ends()[:-1]) for each, place in shown]
    return {
        "drawings": [[each.tolist() for each in page] for page in pages],
        "fills": drawn.render(f"{folder}/{case}-{frame:02}-fills.png", hide=["lines", hints]),
        "lines": drawn.render(f"{folder}/{case}-{frame:02}-lines.png", hide=[result, hints]),
    }


def kept():
    """Every setting of modifiers that move fills, before and after colouring."""
    item = limb()
    for case in (armature, hook, array):
        case(item)

    def every():
        rows = drawn.module("grease_pencil.rigs").modifiers(item)
        plain = ("BOOLEAN", "INT", "FLOAT", "STRING", "ENUM")
        names = [[known.identifier for known in each.bl_rna.properties if known.type in plain] for each in rows]
        return [[f"{name} {getattr(each, name)!r}" for name in own] for each, own in zip(rows, names, strict=True)]

    bpy.context.scene.frame_set(1)
    before = every()
    return {"said": drawn.colour(), "before": before, "after": every()}


def warned():
    """What is said of a lattice for the lines alone, of noise after a lattice, and of noise before it."""
    warning = drawn.module("grease_pencil.rigs").warning
    item = limb()
    lattice(item)
    rows = drawn.module("grease_pencil.rigs").modifiers(item)
    name = "tree_node_filter" if drawn.compat().V3 else "layer"
    setattr(rows[0], name, "lines")
    said = [warning(item)]
    setattr(rows[0], name, "")
    noise(item)
    said.append(warning(item))
    rows.remove(rows[0])
    return [*said, warning(item)]
