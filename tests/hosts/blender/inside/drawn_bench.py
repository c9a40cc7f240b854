"""Grease Pencil, measured: pixels between fills and lines of any width, and the add-on's own time an animation."""

import time

import bpy
import drawn
import numpy as np

STAGES = {
    "project": (("grease_pencil.reading", "read"), ("grease_pencil.reading", "Read.on")),
    "unproject": (("grease_pencil.run", "fills"),),
    "write": (("grease_pencil.writing", "write"),),
}
"""The add-on's own work: modules and functions of each stage."""
PAPER = (1.5, 1.2, (0.9, 0.9, 0.8))
"""x, z and linear colour of a dab on the paper."""
FRAME = ((-2.75, 0, -1.75), (2.75, 0, -1.75), (2.75, 0, 1.75), (-2.75, 0, 1.75))
"""A line around everything. Blender 5.2, rendering on a processor, loses parts of fills that leave the page."""
LENS = 36
"""Millimetres; so wide that the frame is on the page."""


def filled(shape, radius, paper, folder):
    """Colour a drawing whose lines have this radius. paper: framed and hinted too, so that everything has a colour."""
    item = drawn.scene_of(shape)
    bpy.context.scene.camera.data.lens = LENS
    lines, hints = (drawn.compat().layer(item, name).frames[0] for name in ("lines", item.celtint.hints))
    if paper:
        x, z, rgb = PAPER
        drawn.stroke(lines, FRAME, closed=True)
        drawn.stroke(hints, drawn.dab(x, z), slot=item.active_material_index, colour=(*rgb, 1.0))
    if drawn.compat().V3:
        known = lines.drawing.attributes["radius"].data
        known.foreach_set("value", [radius] * len(known))
    else:
        for stroke in lines.strokes:
            stroke.line_width = round(radius * drawn.compat().V2_LINE)
    bpy.context.view_layer.update()
    refused = drawn.colour()
    found = {"refused": refused, **drawn.renders(item, folder)}
    return found | {"gap": None} if paper else found


def shared(frames, strokes):
    """Seconds a frame that each stage takes, wall-clock and processor time, over frames of so many strokes at 1080p."""
    item = shapes(frames, strokes)
    fills, spent = drawn.module("grease_pencil.fills"), {}
    for stage, functions in STAGES.items():
        spent[stage] = [0.0, 0.0]
        for module, name in functions:
            of, _, method = name.rpartition(".")
            where = getattr(drawn.module(module), of) if of else drawn.module(module)
            setattr(where, method, timed(getattr(where, method), spent[stage]))
    job = fills.Job(bpy.context, item, 1, frames)
    count = fills.finished(job)
    made = drawn.compat().layer(item, item.celtint.result)
    key = max(made.frames, key=lambda key: key.frame_number)
    written = drawn.compat().drawn(item, key, made)
    stages = {stage: [seconds / count for seconds in each] for stage, each in spent.items()}
    return {
        "frames": count,
        "own": job.own_s / count,
        "stages": stages,
        "fills": len(written),
        "points": len(written.points),
    }


def timed(function, spent):
    """A function that adds its wall-clock and processor seconds to `spent`."""

    def measured(*given):
        wall, worked = time.perf_counter(), time.thread_time()
        try:
            return function(*given)
        finally:
            spent[0] += time.perf_counter() - wall
            spent[1] += time.thread_time() - worked

    return measured


def shapes(frames, strokes):
    """Rings in rows that move to the right."""
    scene = drawn.begin(1920, 1080)
    scene.frame_start, scene.frame_end = 1, frames
    item = drawn.drawing()
    lines = drawn.layer(item, "lines", range(1, frames + 1))
    columns = round(strokes**0.5 * 1.4)
    for key in lines.frames:
        for n in range(strokes):
            x, z = (n % columns + 0.5) / columns * 5 - 2.5, n // columns / strokes * columns * 2.6 - 1.2
            drawn.stroke(key, drawn.circle(x + 0.002 * key.frame_number, z, 0.07, count=40), closed=True, radius=0.008)
    bpy.context.view_layer.update()
    return item


def written(lengths):
    """Write fills of so many points each, and read them: the largest difference, and their lengths."""
    drawn.begin()
    item = drawn.drawing()
    key = drawn.layer(item, "fills", [1]).frames[0]
    points = np.random.default_rng(0).random((sum(lengths), 3), np.float32)
    colours = np.ones((len(lengths), 4), np.float32)
    fills = drawn.module("grease_pencil.drawing").Fills(
        points, np.array(lengths, np.int32), colours, ("",) * len(lengths)
    )
    drawn.module("grease_pencil.paint").write(key, fills, [0] * len(lengths), [0] * len(lengths), True)
    found = drawn.compat().drawn(item, key, drawn.compat().layer(item, "fills"))
    return {"off": float(np.abs(found.points - points).max()), "lengths": found.lengths.tolist()}


def updated(frames, parts):
    """Colour a figure of so many parts over frames, change one hint, and update: the seconds of both, how many drawings
    each was, and whether only the hinted part changed."""
    item = shapes(frames, parts)
    item.celtint.undecided = "auto"
    columns = round(parts**0.5 * 1.4)
    colours = np.random.default_rng(1).uniform(0.05, 0.95, (parts, 3))
    across, up = (np.arange(parts) % columns + 0.5) / columns * 5 - 2.5, np.arange(parts) // columns / parts * columns
    middles = zip(across.tolist(), (up * 2.6 - 1.2).tolist(), strict=True)
    dabs = [(x + 0.002, z, tuple(rgb)) for (x, z), rgb in zip(middles, colours.tolist(), strict=True)]
    drawn.hint(item, 1, [])
    hints, slot = drawn.compat().layer(item, item.celtint.hints), item.active_material_index
    first = next(key for key in hints.frames if key.frame_number == 1)
    for x, z, rgb in dabs:
        drawn.stroke(first, drawn.dab(x, z, 0.02), slot=slot, colour=(*rgb, 1.0))
    item.celtint.undecided = "auto"
    fills, times, counts = drawn.module("grease_pencil.fills"), [], []
    for change in (False, True):
        if change:
            key = hints.frames.new(frames // 2)
            x, z, _ = dabs[0]
            drawn.stroke(key, drawn.dab(x + 0.001 * frames, z, 0.02), slot=slot, colour=(0.9, 0.9, 0.1, 1.0))
        begun = time.perf_counter()
        job = fills.Job(bpy.context, item, 1, frames, change)
        fills.finished(job)
        times.append(time.perf_counter() - begun)
        counts.append(job.count)
    return {"seconds": times, "drawings": counts, "keys": drawn.layers(item)[0][1]}
