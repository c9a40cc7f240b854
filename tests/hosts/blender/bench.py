"""Blender's bars, measured in real Blenders: `make bench-blender` writes docs/blender-benchmarks.md."""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from celtint import Picture, Settings, polygons, prepare
from celtint.types.arrays import U8
from celtint_train.data.lines import draw_lines
from celtint_train.data.validation import validation
from celtint_train.evaluation.report import Bar, Section, table, write
from celtint_train.puppets.clip import make_clip
from celtint_train.puppets.scenes import make_scene
from PIL import Image

from ..krita.harness import kill_server, server_pid
from . import rendered
from .harness import CHOSEN, ROOT, WHEELS, Blender, Home, plugin_archive
from .rig import shares

HEAD = """# Blender, measured

Written by `make bench-blender`; do not edit. Real Blenders with the add-on from its zip, a real server. Each section is
replaced when it is measured again. Times are wall-clock.
"""
SIZE = (1080, 1920)
TOLERANCE = 0.5
FRAMES = [100]
"""Of the strip, and of the animated drawing."""
STROKES = 200
"""Of each frame of the animated drawing."""
OWN_MS = {"v2": 300, "v3": 60}
"""What the add-on itself may take a frame, by the kind of Grease Pencil."""
FIGURE = (28, 38)
"""Drawings, and parts of each, of what is coloured and updated."""
THICK = 0.03
"""A line's radius in Blender's units; as RENDERED is set up, 60 pixels are one."""
MOVED = ("armature", "lattice", "layer_curves", "loop", "noise", "pan", "shifted")
"""What moves lines and fills, as `inside/drawn_rig.py` sets it up."""
MOVED_FRAMES = range(1, 17)
"""Those that are rendered of each: all."""
RENDERED = [(shape, THICK, paper) for shape in ("plain", "tilted", "parented") for paper in (True, False)] + [
    ("plain", radius, paper) for radius in (0.017, 0.009) for paper in (True, False)
]
"""The drawing as it is or awry, its lines' radius, and whether its paper has a colour too."""


def busy() -> str:
    return f"Load average of the machine, other programs' included, at the end: {os.getloadavg()[0]:.1f}.\n\n"


def strip(frames: int) -> Section:
    """A strip coloured in the Sequencer, in turn with `celtint sequence` on the same files."""
    folder = Path(tempfile.mkdtemp(prefix="blender-bench-"))
    home = Home()
    try:
        names = shot(folder, frames)
        version = CHOSEN[-1]
        blender = Blender(version, home)
        blender.install(plugin_archive())
        command = [sys.executable, "-m", "celtint_cli", "sequence", str(folder / "lines")]
        start, worked = time.perf_counter(), processor_s()
        subprocess.run([*command, "--keys", str(folder / "keys"), "-o", str(folder / "out")], check=True)
        alone, alone_worked = time.perf_counter() - start, processor_s() - worked
        worked = processor_s()
        ours = blender.call("strips.timed", str(folder), names, timeout=3600)
        ours_worked = processor_s() - worked + processor_s(server_pid(home))  # type: ignore[arg-type]
        same = sum(
            np.array_equal(_seen(folder / "out" / name), _seen(folder / "celtint" / "lines" / name)) for name in names
        )
    finally:
        kill_server(home)  # type: ignore[arg-type]  # it looks for `state` alone
        home.remove()
        shutil.rmtree(folder)
    ratio = ours / alone
    bars = (Bar(f"{frames} frames, 1080p, in the Sequencer", "≤ 1.3× celtint sequence", f"{ratio:.2f}×", ratio <= 1.3),)
    rows = [
        ["celtint sequence", f"{alone:.1f}", f"{alone_worked:.1f}"],
        [f"Video Sequencer, Blender {version}, with its start and the server's", f"{ours:.1f}", f"{ours_worked:.1f}"],
    ]
    text = busy() + table(["", "seconds", "seconds of processor time"], rows)
    return Section("strip", "Strips", f"{text}\n{same} of {frames} frames are the same to the byte.", bars)


def processor_s(pid: int | None = None) -> float:
    """Seconds of processor time: of a process, or of those that this one has started and that have ended."""
    if pid is None:
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _seen(path: Path) -> U8:
    """A colour layer as it shows: whatever colour clear pixels have, they are clear."""
    pixels = np.asarray(Image.open(path).convert("RGBA")).copy()
    pixels[pixels[..., 3] == 0] = 0
    return pixels


def shot(folder: Path, count: int) -> list[str]:
    """Drawings in `lines`, the first one's colours in `keys`; the drawings' names."""
    clip = make_clip(3, "bench", count, 1, SIZE)
    lookup = np.zeros((max(clip.colours) + 1, 4), np.uint8)
    for number, colour in clip.colours.items():
        lookup[number] = (*np.asarray(colour).tolist(), 255)
    for name in ("lines", "keys"):
        (folder / name).mkdir()
    names = [f"f_{k:04}.png" for k in range(count)]
    for k, name in enumerate(names):
        drawn = clip.drawing(k)
        Image.fromarray(np.asarray(drawn.ink, np.uint8)).save(folder / "lines" / name, compress_level=1)
        if k == 0:
            Image.fromarray(lookup[drawn.identity]).save(folder / "keys" / name)
    return names


def outlines(pictures: int) -> Section:
    """Outlines of generated and real drawings: how many points, how far from the pixels, how long they take."""
    drawings = [(f"generated {seed}", make_scene(1920, seed, "some").picture[:1080]) for seed in (1, 2)]
    drawings += [(f"clip {seed}", np.asarray(make_clip(seed, "bench", 1, 1, SIZE).drawing(0).ink)) for seed in (1, 2)]
    for number, (name, rgb) in enumerate(islice(validation(pictures), pictures)):
        scale = min(SIZE[0] / rgb.shape[0], SIZE[1] / rgb.shape[1])
        large = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC).astype(np.float32)
        large /= np.float32(255)
        light = np.asarray(cv2.cvtColor(large, cv2.COLOR_RGB2GRAY), np.float32)
        ink = draw_lines(large, light, None, np.random.default_rng(number))
        drawings.append((f"real: {name}", np.asarray(255.5 - 255 * np.clip(ink, 0, 1), np.uint8)))
    rows, densities, offs, times = [], [], [], []
    for name, picture in drawings:
        line = prepare(Picture(picture), Settings("line")).line
        assert line is not None  # as the mode says
        labels = line.regions.labels
        start = time.thread_time()
        found = polygons(labels, TOLERANCE)
        times.append(time.thread_time() - start)
        rings = [ring.astype(float) for region in found for ring in region.rings]
        length = sum(np.linalg.norm(np.roll(ring, -1, axis=0) - ring, axis=1).sum() for ring in rings)
        densities.append(10 * sum(map(len, rings)) / length)
        offs.append(farthest(labels, rings))
        fixed = 10 * sum(meeting(rings)) / length
        figures = (f"{densities[-1]:.2f}", f"{fixed:.2f}", f"{offs[-1]:.2f}", f"{1000 * times[-1]:.0f}")
        rows.append([name, f"{picture.shape[1]}×{picture.shape[0]}", str(len(found)), *figures])
    density, worst = float(np.median(densities)), max(densities)
    bars = (
        Bar("points per 10 px of outline, median", "≤ 1.5", f"{density:.2f}", density <= 1.5),
        Bar("the same, the worst drawing", "≤ 1.5", f"{worst:.2f}", worst <= 1.5),
        Bar("farthest from an edge between two regions", "≤ 0.5 px", f"{max(offs):.2f} px", max(offs) <= 0.5 + 1e-4),
        Bar(
            "processor time of a 1080p drawing's outlines, median",
            "≤ 0.1 s",
            f"{np.median(times):.2f} s",
            bool(np.median(times) <= 0.1),
        ),
    )
    head = ["drawing", "pixels", "regions", "points per 10 px", "of them where regions meet", "farthest, px", "ms"]
    return Section("polygons", "Outlines", busy() + table(head, rows), bars)


def meeting(rings: list[np.ndarray]) -> list[int]:
    """How many points of each ring are on three rings or more: those that no simplifying can take away."""
    points = np.concatenate(rings)
    _, index, counts = np.unique(points, axis=0, return_inverse=True, return_counts=True)
    shared = counts[index.ravel()] > 2
    return [int(part.sum()) for part in np.split(shared, np.cumsum([len(ring) for ring in rings])[:-1])]


def farthest(labels: np.ndarray, rings: list[np.ndarray]) -> float:
    """How far the middle of any edge between two regions' pixels is from the nearest outline, in pixels."""
    y, x = np.nonzero(labels[:, 1:] != labels[:, :-1])
    v, u = np.nonzero(labels[1:] != labels[:-1])
    middles = np.concatenate([np.stack([x + 1.0, y + 0.5], axis=1), np.stack([u + 0.5, v + 1.0], axis=1)])
    if not len(middles):
        return 0.0
    # compared with those segments alone that pass through the same cell of the picture
    starts = np.concatenate(rings)
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    cell = 8.0
    boxes: dict[tuple[int, int], list[int]] = {}
    low = np.floor((np.minimum(starts, ends) - 1) / cell).astype(int)
    high = np.floor((np.maximum(starts, ends) + 1) / cell).astype(int)
    for k, ((x0, y0), (x1, y1)) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        for column in range(x0, x1 + 1):
            for row in range(y0, y1 + 1):
                boxes.setdefault((column, row), []).append(k)
    worst = 0.0
    keys = np.floor(middles / cell).astype(int)
    order = np.lexsort(keys.T)
    parts = np.split(order, np.flatnonzero(np.any(np.diff(keys[order], axis=0), axis=1)) + 1)
    for part in parts:
        near = boxes.get(tuple(keys[part[0]].tolist()), [])
        if not near:
            return float("inf")
        start, way = starts[near], ends[near] - starts[near]
        offset = middles[part][:, None] - start
        share = np.clip((offset * way).sum(axis=2) / np.maximum((way**2).sum(axis=1), 1e-9), 0, 1)
        away = np.linalg.norm(offset - share[:, :, None] * way, axis=2).min(axis=1)
        worst = max(worst, float(away.max()))
    return worst


def fills() -> Section:
    """Fills in every Blender, as rendered."""
    seen = [row for blender in blenders() for row in (_rendered(blender, *case) for case in RENDERED)]
    alike = min(row.alike for row in seen)
    wide = sum(sum(row.background) for row in seen if row.width >= 2)
    thin = sum(sum(row.background) for row in seen if row.width < 2)
    between = "background between a fill and its line, at 1× and 4×"
    bars = (
        Bar("rendered fills as the server's colour layer", "≥ 99 % off the lines", f"{alike:.2%}", alike >= 0.99),
        Bar(f"{between}, lines of 2 px and wider", "0 px", f"{wide} px", wide == 0),
        Bar(f"{between}, lines of 1 px", "0 px", f"{thin} px", thin == 0),
    )
    head = ["Blender", "drawing", "line", "paper", "alike", "background at 1×", "at 4×"]
    shown = [
        [row.version, row.shape, f"{row.width:.1f} px", row.paper, f"{row.alike:.2%}", *map(str, row.background)]
        for row in seen
    ]
    return Section("fills", "Fills", table(head, shown), bars)


def share(frames: int) -> Section:
    """The add-on's own share of the time of an animation, in every Blender."""
    bars, rows = [], []
    for blender in blenders():
        own, row = _own_ms(blender, frames)
        rows.append(row)
        kind = "v3" if blender.version in WHEELS and blender.version > "4.2" else "v2"
        what = f"{frames} frames of {STROKES} strokes, 1080p, Blender {blender.version}, Grease Pencil {kind}"
        bars.append(Bar(what, f"≤ {OWN_MS[kind]} ms a frame", f"{own:.0f} ms", own <= OWN_MS[kind]))
    head = ["Blender", "frames", "fills", "points", "read and project", "unproject", "write", "all"]
    clocks = (
        "Milliseconds a frame: on the clock, and in brackets of processor time; the bar is for whichever is more.\n\n"
    )
    return Section("share", "The add-on's own share", f"{busy()}{clocks}{table(head, rows)}", tuple(bars))


def rig() -> Section:
    """Lines against fills, rendered, while something moves them."""
    rows, bars = [], []
    with tempfile.TemporaryDirectory() as folder:
        for blender in blenders():
            for case in MOVED:
                found = blender.call("drawn_rig.measured", case, folder, list(MOVED_FRAMES), timeout=1200)
                seen = shares(found)
                rows.append([blender.version, case, f"{min(seen):.2%}", f"{max(seen):.2%}"])
                what = f"inner side of the lines shows its own fill, {case}, Blender {blender.version}"
                bars.append(Bar(what, "≥ 99.5 %", f"{min(seen):.2%}", min(seen) >= 0.995))
    said = f"Of the pixels beside a line, 2 px wide; all {len(MOVED_FRAMES)} frames; shifted: an offset in time. "
    said += "Under noise two lines along one edge seem to boil apart, with a sliver of a neighbour's fill between: "
    said += "seen in a picture, not measured.\n\n"
    head = ["Blender", "moved by", "worst frame", "best frame"]
    return Section("rig", "Lines against fills", said + table(head, rows), tuple(bars))


def turns() -> Section:
    """How long Blender's main thread is kept, and how long Update takes after one more hint."""
    rows, bars = [], []
    for blender in blenders():
        step = blender.call("drawn_bench.steps", *FIGURE, timeout=1200)
        again = blender.call("drawn_bench.updated", *FIGURE, timeout=1200)
        (longest, what), (whole, update) = step["longest"], again["seconds"]
        rows.append([blender.version, f"{1000 * longest:.0f}", what, f"{whole:.1f}", f"{update:.1f}"])
        named = f"Blender {blender.version}"
        bars.append(Bar(f"longest step of the main thread, {named}", "≤ 60 ms", f"{rows[-1][1]} ms", longest <= 0.06))
        bars.append(Bar(f"Update after one more hint, {named}", "≤ 2.5 s", f"{update:.1f} s", update <= 2.5))
    said = "{} drawings of {} parts at 1080p; steps in processor time, the others on the clock. ".format(*FIGURE)
    said += "A hint may reach every drawing up to the next keys, so here all are coloured again.\n\n"
    head = ["Blender", "longest step, ms", "of", "coloured, s", "updated, s"]
    return Section("turns", "Main thread and Update", busy() + said + table(head, rows), tuple(bars))


def blenders() -> Iterator[Blender]:
    """Each Blender with the add-on, one after the other."""
    for version in CHOSEN:
        home = Home()
        try:
            blender = Blender(version, home)
            blender.install(plugin_archive())
            yield blender
        finally:
            home.remove()


@dataclass(frozen=True)
class _Seen:
    """How a drawing was rendered. width: of its lines, in pixels."""

    version: str
    shape: str
    width: float
    paper: str
    alike: float
    background: tuple[int, int]


def _rendered(blender: Blender, shape: str, radius: float, paper: bool) -> _Seen:
    with tempfile.TemporaryDirectory() as folder:
        found = blender.call("drawn_bench.filled", shape, radius, paper, folder)
        if found["refused"]:
            raise SystemExit(found["refused"])
        between = rendered.background(found)
        coloured = "coloured" if paper else "empty"
        return _Seen(blender.version, shape, 120 * radius, coloured, rendered.alike(found), between)


def _own_ms(blender: Blender, frames: int) -> tuple[float, list[str]]:
    """The add-on's own time a frame, of the clock or of the processor, which is more, and a row of the table."""
    found = blender.call("drawn_bench.shared", frames, STROKES, timeout=3600)
    stages = [found["stages"][stage] for stage in ("project", "unproject", "write")]
    stages.append([sum(stage[0] for stage in stages), found["own"]])
    cells = [f"{1000 * wall:.0f} ({1000 * worked:.0f})" for wall, worked in stages]
    return 1000 * max(stages[-1]), [
        blender.version,
        *(str(found[name]) for name in ("frames", "fills", "points")),
        *cells,
    ]


SECTIONS: dict[str, Callable[[], Section]] = {
    "polygons": lambda: outlines(16),
    "strip": lambda: strip(FRAMES[0]),
    "fills": fills,
    "share": lambda: share(FRAMES[0]),
    "rig": rig,
    "turns": turns,
}


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=SECTIONS, action="append", help="measure these alone")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "blender-benchmarks.md")
    parser.add_argument("--frames", type=int, default=FRAMES[0], help="of what is animated; the bars are for 100")
    options = parser.parse_args()
    FRAMES[0] = options.frames
    for name in options.only or SECTIONS:
        section = SECTIONS[name]()
        write(options.out, [section], HEAD)
        for bar in section.bars:
            print(f"{bar.what}: {bar.got} (bar {bar.bar}: {'met' if bar.met else 'NOT met'})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
