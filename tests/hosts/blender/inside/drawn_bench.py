"""Grease Pencil, measured: pixels between fills and lines of any width, and the add-on's own time an animation."""

import time

import bpy
import drawn
import numpy as np

STAGES = {
    "project": (("grease_pencil.reading", "read"), ("grease_pencil.reading", "Read.on")),
    "unproject": (("grease_pencil.run", "fills"),),
    "write": (("grease_pencil.writing", "Writing.__init__"), ("grease_pencil.writing", "Writing.go_on")),
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


def middles(count):
    """x and z of the middles of rings in rows."""
    columns, at = round(count**0.5 * 1.4), np.arange(count)
    x, z = (at % columns + 0.5) / columns * 5 - 2.5, at // columns / count * columns * 2.6 - 1.2
    return np.stack([x, z], axis=1).tolist()


def shapes(frames, strokes):
    """Rings in rows that move to the right, each hinted on the first frame."""
    scene = drawn.begin(1920, 1080)
    scene.frame_start, scene.frame_end = 1, frames
    item = drawn.drawing()
    lines = drawn.layer(item, "lines", range(1, frames + 1))
    for key in lines.frames:
        for x, z in middles(strokes):
            drawn.stroke(key, drawn.circle(x + 0.002 * key.frame_number, z, 0.07, count=40), closed=True, radius=0.008)
    colours = np.random.default_rng(1).uniform(0.05, 0.95, (strokes, 3)).tolist()
    drawn.hint(item, 1, [])
    hints = drawn.compat().layer(item, item.celtint.hints).frames[0]
    for (x, z), rgb in zip(middles(strokes), colours, strict=True):
        drawn.stroke(hints, drawn.dab(x + 0.002, z, 0.02), slot=item.active_material_index, colour=(*rgb, 1.0))
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
    """Colour a figure of so many parts over frames, hint another one of them in the middle, and update: the seconds of
    both, and how many drawings each was."""
    item = shapes(frames, parts)
    hints, slot = drawn.compat().layer(item, item.celtint.hints), item.active_material_index
    fills, times, counts = drawn.module("grease_pencil.fills"), [], []
    for change in (False, True):
        if change:
            (x, z), key = middles(parts)[0], hints.frames.new(frames // 2)
            drawn.stroke(key, drawn.dab(x + 0.001 * frames, z, 0.02), slot=slot, colour=(0.9, 0.9, 0.1, 1.0))
        begun = time.perf_counter()
        job = fills.Job(bpy.context, item, 1, frames, change)
        fills.finished(job)
        times.append(time.perf_counter() - begun)
        counts.append(job.count)
    return {"seconds": times, "drawings": counts}


def steps(frames, parts):
    """Colour a figure of so many parts over frames as a window does; the longest that Blender's main thread was kept at
    a time, in seconds of its processor, and by what."""
    item = shapes(frames, parts)
    fills, longest = drawn.module("grease_pencil.fills"), [0.0, ""]
    begun = time.thread_time()
    job = fills.Job(bpy.context, item, 1, frames)
    spent = [time.thread_time() - begun, "beginning"]
    done = False
    while not done:
        longest = max(longest, spent)
        begun, what = time.thread_time(), stage(job)
        done = job.go_on(0.0)
        spent = [time.thread_time() - begun, what]
        time.sleep(0.01)
    return {"longest": max(longest, spent), "count": job.count}


def stage(job):
    """What a job's next step does."""
    if job._run.over:
        return "writing"
    return "reading" if job._looked < len(job._sent) else "handing over"
