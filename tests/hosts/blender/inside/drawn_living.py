"""The colour layer lives: what the artist changed on it stays when the drawings are coloured again."""

import bpy
import drawn
import numpy as np

YELLOW = (1.0, 1.0, 0.0, 1.0)
SHIFT = 0.05
PAPER, SKIN, BLUE = [243, 243, 231], [231, 170, 124], [89, 124, 231]


def key_of(item, number):
    made = drawn.compat().layer(item, item.celtint.result)
    return next(key for key in made.frames if key.frame_number == number)


def rows(item, number):
    """Of each fill on a key, from the bottom: its middle, rounded, and its colour, 8-bit."""
    made = drawn.compat().layer(item, item.celtint.result)
    strokes = drawn.compat().drawn(item, key_of(item, number), made)
    colours = drawn.module("grease_pencil.drawing").srgb_bytes(strokes.fill)[:, :3].tolist()
    rings = np.split(strokes.points, strokes.ends()[:-1]) if len(strokes) else []
    return [
        [*np.round((ring.min(axis=0) + ring.max(axis=0)) / 2, 2)[[0, 2]].tolist(), rgb]
        for ring, rgb in zip(rings, colours, strict=True)
    ]


def recoloured(key, n):
    if drawn.compat().V3:
        key.drawing.strokes[n].fill_color = YELLOW
    else:
        key.strokes[n].vertex_color_fill = YELLOW


def moved(key, n):
    points = key.drawing.strokes[n].points if drawn.compat().V3 else key.strokes[n].points
    for point in points:
        if drawn.compat().V3:
            x, y, z = point.position
            point.position = (x + SHIFT, y, z)
        else:
            x, y, z = point.co
            point.co = (x + SHIFT, y, z)


def deleted(key, n):
    if drawn.compat().V3:
        key.drawing.remove_strokes(indices=[n])
    else:
        key.strokes.remove(key.strokes[n])


def retouched(hold):
    """Ten fills changed, one drawn, a swatch and a hint changed; what is there before, and after two updates each."""
    item = drawn.walking(hold)
    said = [drawn.colour()]
    known = item.celtint
    for number in (1, 3, 6):
        for change, rgb in ((recoloured, PAPER), (moved, SKIN), (deleted, BLUE)):
            change(key_of(item, number), [each[2] for each in rows(item, number)].index(rgb))
    recoloured(key_of(item, 9), [each[2] for each in rows(item, 9)].index(PAPER))
    drawn.stroke(key_of(item, 12), drawn.circle(0, 0, 0.3), True, slot=0, fill=(1, 1, 1, 1))
    known.entry = [row.title for row in known.entries].index("#e7aa7c")
    known.new_colour = (0.0, 1.0, 0.0)
    bpy.ops.celtint.swap()
    before = {number: rows(item, number) for number in drawn.WALK}
    hints = drawn.compat().layer(item, known.hints)
    dabs = hints.frames[0]
    if drawn.compat().V3:
        known_colours = dabs.drawing.attributes["vertex_color"].data
        for n in range(len(known_colours) - 3, len(known_colours)):
            known_colours[n].color = (0.5, 0.05, 0.6, 1.0)
    else:
        for point in dabs.strokes[-1].points:
            point.vertex_color = (0.5, 0.05, 0.6, 1.0)
    after = []
    for _ in range(2):
        said.append(drawn.colour(again=True))
        after.append({number: rows(item, number) for number in drawn.WALK})
    return {
        "said": said,
        "before": before,
        "after": after,
        "layers": [name for name, _ in drawn.layers(item)],
        "entries": [[row.title, row.given] for row in known.entries],
    }


def narrowed():
    """Hints on the first of nine drawings, a key on the fifth; Update where nothing has changed, where a hint came
    after the key, where a drawing's colours were deleted before it, and with another setting. What was told, how many
    drawings were coloured, and the fills."""
    item = drawn.walking()
    slots = len(item.material_slots)
    item.data.materials.append(drawn.material("mine", fill=(1, 1, 1, 1)))
    x = -1.6 + 0.35 * drawn.WALK.index(12)
    key = drawn.layer(item, "mine", (12,)).frames[0]
    for points, rgb in (
        (drawn.circle(x, 0.9, 0.58), (0.8, 0.4, 0.2)),
        (drawn.circle(x, 0.9, 0.19), (0.9, 0.1, 0.1)),
        ([(x - 0.45, 0, -1.15), (x + 0.45, 0, -1.15), (x + 0.45, 0, 0.15), (x - 0.45, 0, 0.15)], (0.1, 0.2, 0.8)),
    ):
        drawn.stroke(key, points, True, slot=slots, fill=(*rgb, 1.0))
    item.celtint.lines, item.celtint.keys = "lines", "mine"
    found = {"counts": [], "told": [], "fills": []}

    def coloured(again):
        fills = drawn.module("grease_pencil.fills")
        job = fills.Job(bpy.context, item, 1, 24, again)
        fills.finished(job)
        found["counts"].append(job.count)
        found["told"].append(job.sentence())
        found["fills"].append(drawn.fills_by_key(item))

    coloured(False)
    coloured(True)
    hints = drawn.compat().layer(item, item.celtint.hints)
    slot = next(n for n, each in enumerate(item.material_slots) if each.material.get("celtint") == "celtint hints")
    dab = drawn.dab(-1.6 + 0.35 * drawn.WALK.index(17), -0.5)
    drawn.stroke(hints.frames.new(17), dab, slot=slot, colour=(0.1, 0.6, 0.1, 1.0))
    coloured(True)
    drawn.compat().remove_key(drawn.compat().layer(item, item.celtint.result), 6)
    coloured(True)
    item.celtint.gap = 3
    coloured(True)
    return found


def sliced():
    """Colour in steps as short as they get: how many keys the colour layer has after each, and whether its fills are
    those of a run in one go."""
    item = drawn.walking()
    drawn.colour()
    once = drawn.fills_by_key(item)
    fills = drawn.module("grease_pencil.fills")
    fills.SLICE_S = 0.0
    job = fills.Job(bpy.context, item, 1, 24)
    counts, done = [], False
    while not done:
        done = job.go_on(0.01)
        made = drawn.compat().layer(item, item.celtint.result) if job.wrote else None
        counts.append(0 if made is None else len(made.frames))
    return {"counts": counts, "same": drawn.fills_by_key(item) == once}
