"""Krita's bars, measured in real Krita: `make bench-krita` writes docs/krita-benchmarks.md.

Everything is done through the docker and the mouse, as an artist does it, and timed inside Krita; G'MIC runs
alone, in turns with it, on the same drawings.
"""

import contextlib
import shutil
import statistics
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from celtint_train.bench.report import Bar, table
from celtint_train.bench.tools import SmartColouring
from celtint_train.scenes import make_hints, make_scene

from .artist import DOCKER, RESULT, Artist
from .harness import Home, Krita, celtint_server, display, plugin_archive
from .pictures import Bytes

HEAD = """# Krita, measured

Written by `make bench-krita`; do not edit. Real Krita {version} with the plugin from its zip, a real server, a virtual
screen (so the canvas is drawn by the processor). Times are wall-clock, taken inside Krita.

Measured on {machine}
"""


@contextlib.contextmanager
def desk() -> Iterator[Artist]:
    """Krita with the plugin unpacked where the importer puts it, a server, a screen; all new."""
    home = Home()
    folder = Path(tempfile.mkdtemp(prefix="krita-bench-"))
    try:
        with zipfile.ZipFile(plugin_archive()) as archive:
            archive.extractall(home.pykrita)
        home.kritarc.write_text("[python]\nenable_celtint_tester=true\nenable_celtint_krita=true\n")
        with celtint_server(home), display() as screen:
            krita = Krita(home, screen)
            try:
                krita.start()
                krita.call("window.fill_screen")
                krita.call("window.show_docker", DOCKER)
                yield Artist(krita, folder)
            finally:
                krita.kill()
    finally:
        shutil.rmtree(folder)
        home.remove()


def ten_hints(seed: int, side: int) -> tuple[Bytes, Bytes]:
    """A generated drawing, (side, side) uint8, with some gaps, and ten dots of colour on it, RGBA."""
    scene = make_scene(side, seed, "some")
    return scene.picture, make_hints(scene, seed, "dots", 10 / len(scene.colours))


def a_hint(hints: Bytes) -> tuple[int, int, list[int]]:
    """x, y and the BGRA bytes of a hint's pixel: the result shows it there once it stands."""
    y, x = np.argwhere(hints[..., 3] == 255)[0]
    return int(x), int(y), [int(part) for part in hints[y, x][[2, 1, 0, 3]]]


def press_colour(artist: Artist, side: int, seeds: range) -> tuple[list[Bar], str]:
    """From the press on *Colour* until the layer is in the document, beside G'MIC."""
    ours, rivals = [], []
    for seed in seeds:
        picture, hints = ten_hints(seed, side)
        artist.open(picture)
        artist.add("hints", hints)
        artist.pick("celtint_hints", "hints")
        start = artist.krita.call("meter.watch", RESULT, *a_hint(hints))
        artist.press("celtint_colour")
        ours.append(artist.krita.until("meter.seen") - start)
        artist.close()
        begun = time.perf_counter()
        SmartColouring().flats(picture, hints)
        rivals.append(time.perf_counter() - begun)
    our, rival = statistics.median(ours), statistics.median(rivals)
    bars = [
        Bar(f"press *Colour*, {side}², ten hints", "≤ 1.4 s", f"{our:.2f} s", our <= 1.4),
        Bar("the same against G'MIC alone", "≥ 2.5× faster", f"{rival / our:.1f}×", rival >= 2.5 * our),
    ]
    rows = [
        ["celtint in Krita", ", ".join(f"{t:.2f}" for t in ours)],
        ["G'MIC Smart Coloring alone", ", ".join(f"{t:.2f}" for t in rivals)],
    ]
    return bars, table(["seconds", "by drawing"], rows)


def live(artist: Artist, strokes: int) -> tuple[list[Bar], str]:
    """From letting go of the mouse until the layer shows the new colour; and how long Krita's window was away."""
    scene = make_scene(1920, 1, "some")
    picture = scene.picture[:1080]
    artist.open(picture)
    hints = artist.new_hints()
    places = roomy_places(scene.truth[:1080], scene.ink[:1080], strokes + 1)
    artist.krita.call("meter.listen")
    artist.krita.call("window.enter", "celtint_live", True)
    times, pauses = [], []
    for number, (x, y) in enumerate(places):
        artist.krita.call("drawing.select", hints)
        colour = (250 - 20 * number, 30 + 20 * number, 120)
        artist.krita.call("meter.start")
        artist.krita.call("meter.watch", RESULT, x, y, [*colour[::-1], 255])
        artist.stroke([(x - 6, y), (x + 6, y)], colour, size=8)
        seen = artist.krita.until("meter.seen")
        released = artist.krita.call("meter.released")
        times.append(seen - released)
        pauses.append(artist.krita.call("meter.stop", released)["pauses_ms"][0])
    artist.krita.call("window.enter", "celtint_live", False)
    artist.close()
    after, first = statistics.median(times[1:]), times[0]
    worst = max(pauses[1:])
    bars = [
        Bar("*Live* after a stroke, 1080p, median", "< 0.5 s", f"{after:.2f} s", after < 0.5),
        Bar("longest time the window was away meanwhile", "≤ 60 ms", f"{worst:.0f} ms", worst <= 60),
    ]
    rows = [
        ["layer shows it, s", f"{first:.2f}", ", ".join(f"{t:.2f}" for t in times[1:])],
        ["longest pause, ms", f"{pauses[0]:.0f}", ", ".join(f"{t:.0f}" for t in pauses[1:])],
    ]
    return bars, table(["", "first stroke (a new drawing)", "the strokes after it"], rows)


def roomy_places(truth: Bytes, ink: Bytes, count: int) -> list[tuple[int, int]]:
    """x, y of the middles of the roomiest regions."""
    room = cv2.distanceTransform(np.pad(~ink, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    best = []
    for region in np.unique(truth):
        here = np.where(truth == region, room, 0)
        y, x = np.unravel_index(int(here.argmax()), here.shape)
        best.append((float(here[y, x]), int(x), int(y)))
    return [(x, y) for _, x, y in sorted(best, reverse=True)[:count]]
