"""What stays without a colour: the paper around figures, holes that a dab or a box keeps empty."""

import bpy
import drawn
import drawn_figure
import numpy as np

RED, BLUE = (0.9, 0.1, 0.1), (0.1, 0.2, 0.8)


def colour_at(item, frame, x, z):
    """The colour, 8-bit, of the fill that lies at a point on a key; None where none does."""
    made = drawn.compat().layer(item, item.celtint.result)
    key = next(key for key in made.frames if key.frame_number == frame)
    fills = drawn.compat().drawn(item, key, made)
    found = None
    for n, ring in enumerate(np.split(fills.points, fills.ends()[:-1]) if len(fills) else []):
        if drawn_figure.inside(np.array([[x, z]], float), ring[:, [0, 2]].astype(float))[0]:
            found = drawn.module("grease_pencil.drawing").srgb_bytes(fills.fill[n])[:3].tolist()
    return found


def outside(gap):
    """A ring with a gap, and a figure that the page's lower border cuts, walk; what lies inside, and on the paper."""
    scene = drawn.begin()
    scene.frame_start, scene.frame_end = 1, 3
    item = drawn.drawing()
    lines = drawn.layer(item, "lines", (1, 2, 3))
    for n, key in enumerate(sorted(lines.frames, key=lambda key: key.frame_number)):
        x = 0.1 * n
        drawn.stroke(key, drawn.circle(x - 1.2, 0.3, 0.8, start=0.0, end=1 - gap / (2 * np.pi * 0.8)))
        drawn.stroke(key, [(x + 0.6, 0, -3), (x + 0.5, 0, 0.5), (x + 1.5, 0, 0.5), (x + 1.4, 0, -3)])
    drawn.hint(item, 1, [(-1.2, 0.3, RED), (1.0, -0.2, BLUE)])
    item.celtint.undecided = "auto"
    said = drawn.colour()
    keys = (1, 2, 3)
    return {
        "said": said,
        "ring": [colour_at(item, key, 0.1 * n - 1.2, 0.3) for n, key in enumerate(keys)],
        "figure": [colour_at(item, key, 0.1 * n + 1.0, -0.2) for n, key in enumerate(keys)],
        "paper": [[colour_at(item, key, x, z) for x, z in ((-2.5, 1.2), (0.0, -1.0), (2.4, -1.0))] for key in keys],
        "render": drawn.render(f"{bpy.app.tempdir}/outside.png"),
    }


def holes(how):
    """A figure that walks, the hole in its ring kept empty on one drawing: by a dab, or by a box on the third."""
    item = drawn.walking()
    if how == "dab":
        bpy.ops.celtint.no_colour()
        hints = drawn.compat().layer(item, item.celtint.hints)
        drawn.stroke(hints.frames[0], drawn.dab(-1.6, 0.9), slot=item.active_material_index, colour=(*RED, 1))
        bpy.ops.celtint.no_colour()
    else:
        x = -1.6 + 0.35 * 2
        box = [(x - 0.3, 0, 0.6), (x + 0.3, 0, 0.6), (x + 0.3, 0, 1.2), (x - 0.3, 0, 1.2)]
        drawn.stroke(drawn.layer(item, "boxes/none", (6,)).frames[0], box, True)
    said = drawn.colour()
    middles = [(key, -1.6 + 0.35 * n, 0.9 + 0.05 * (n % 2)) for n, key in enumerate(drawn.WALK)]
    return {
        "said": said,
        "hole": [colour_at(item, key, x, z) for key, x, z in middles],
        "ring": [colour_at(item, key, x, z + 0.4) for key, x, z in middles],
        "legs": [colour_at(item, key, x, -0.5) for key, x, _ in middles],
        "entries": [row.title for row in item.celtint.entries],
        "brush": item.active_material.get("celtint"),
    }
