"""Krita's bars, measured in real Krita: `make bench-krita` writes docs/krita-benchmarks.md.

Everything is done through the docker and the mouse, as an artist does it, and timed inside Krita; G'MIC runs
alone, in turns with it, on the same drawings.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from celtint_client.client import Client
from celtint_client.messages import ColourRequest, Wanted
from celtint_client.parts import Part
from celtint_client.sequences import Frame, SequenceRequest
from celtint_train.evaluation.report import Bar, machine, table
from celtint_train.evaluation.rivals.tools import SmartColouring
from celtint_train.puppets.scenes import make_hints, make_scene

from .artist import DOCKER, RESULT, Artist
from .harness import ROOT, Home, Krita, celtint_server, display, plugin_archive
from .pictures import Bytes, lines_only, save

PROFILES = ("sRGB-elle-V2-srgbtrc.icc", "sRGB-elle-V2-g10.icc", "Rec2020-elle-V4-g10.icc", "ACEScg-elle-V4-g10.icc")

HEAD = """# Krita, measured

Written by `make bench-krita`; do not edit. Real Krita with the plugin from its zip, a real server, a virtual
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


def large(artist: Artist, sizes: dict[tuple[int, int], float], strokes: int) -> tuple[list[Bar], str]:
    """*Live* on large pages, by the seconds each size may take; and how long the window is away, beside the same stroke
    where *Live* is off, with nothing touched, and while *Colour* runs."""
    bars, rows = [], []
    for (width, height), most in sizes.items():
        small = make_scene(max(width, height) // 4, 1, "some")
        picture = cv2.resize(small.picture, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)[:height, :width]
        places = [(4 * x, 4 * y) for x, y in roomy_places(small.truth, small.ink, 60)]
        inside = [(x, y) for x, y in places if x < width - 40 and y < height - 40]
        artist.open(picture)
        hints, call = artist.new_hints(), artist.krita.call
        call("meter.listen")
        call("drawing.select", hints)
        plain, times, pauses = [], [], []
        for number, (x, y) in enumerate(inside[: 2 * strokes + 1]):
            live, colour = number >= strokes, (250 - 9 * number, 20 + 9 * number, 120)
            if number == strokes:
                call("window.enter", "celtint_live", True)
                artist.krita.until("drawing.exists", RESULT, timeout=120)
                time.sleep(2)
                call("drawing.select", hints)
            call("meter.start")
            if live:
                call("meter.watch", RESULT, x, y, [*colour[::-1], 255])
            artist.stroke([(x - 12, y), (x + 12, y)], colour, size=16)
            if live:
                seen, released = artist.krita.until("meter.seen", timeout=120), call("meter.released")
                times.append(seen - released)
            time.sleep(1)
            (pauses if live else plain).append(call("meter.stop", call("meter.released"))["pauses_ms"][0])
        call("meter.start")
        time.sleep(3)
        idle = call("meter.stop")["pauses_ms"][0]
        call("window.enter", "celtint_live", False)
        start = call("meter.start")
        artist.press("celtint_colour")
        artist.krita.until("drawing.exists", f"{RESULT} 2", timeout=120)
        artist.krita.until("window.usable", "celtint_colour", timeout=120)
        asked = call("meter.stop", start)["pauses_ms"][0]
        artist.close()
        size, after, before = f"{width}×{height}", statistics.median(times[1:]), statistics.median(plain)
        beyond = statistics.median(pauses[1:]) - before
        bars += [
            Bar(f"*Live*, stroke to colour, {size}", f"≤ {most} s", f"{after:.2f} s", after <= most),
            Bar(f"window away after a stroke, {size}", "≤ 100 ms more", f"{beyond:.0f} ms more", beyond <= 100),
            Bar(f"window away, *Live* on and nothing touched, {size}", "≤ 50 ms", f"{idle:.0f} ms", idle <= 50),
            Bar(f"window away while *Colour* runs, {size}", "≤ 200 ms", f"{asked:.0f} ms", asked <= 200),
        ]
        for what, numbers, digits in (
            ("layer shows it, s", times, 2),
            ("away, ms", pauses, 0),
            ("*Live* off", plain, 0),
        ):
            rows.append([f"{size}: {what}", ", ".join(f"{number:.{digits}f}" for number in numbers)])
    text = (
        "\nThe first stroke's colours wait for the drawing to be read and measured; the bars are of those after it.\n"
    )
    return bars, table(["", "stroke by stroke"], rows) + text


def frames(artist: Artist, count: int) -> tuple[list[Bar], str]:
    """An animation from the press on *Colour frames* until its layer stands, and the server alone with the same."""
    scene = make_scene(1920, 2, "some")
    hints = make_hints(scene, 2, "dots", 10 / len(scene.colours))[:1080]
    pages = [lines_only(np.roll(scene.picture[:1080], 3 * number, axis=1)) for number in range(count)]
    pictures = [save(page, artist.folder / f"{number}.png") for number, page in enumerate(pages)]
    krita = artist.krita
    krita.call("animation.create", pictures, list(range(count)), count, timeout=300)
    artist.add("hints", hints)
    artist.pick("celtint_lines", "lines")
    artist.pick("celtint_hints", "hints")
    krita.call("window.enter", "celtint_range_from", 0)
    krita.call("window.enter", "celtint_range_to", count - 1)
    start = krita.call("meter.start")
    artist.press("celtint_animate")
    krita.until("window.text_matches", "celtint_message", f"[1-9][0-9]* of {count}")
    first = krita.call("meter.now") - start
    krita.until("drawing.exists", RESULT, timeout=600)
    whole = krita.call("meter.now") - start
    pauses = krita.call("meter.stop", start)["pauses_ms"]
    keys = len(krita.call("animation.keys", RESULT))
    artist.close()
    alone = server_alone(pages, hints)
    bars = [
        Bar(f"{count} frames, 1080p: progress is seen", "within 1 s", f"{first:.2f} s", first <= 1),
        Bar(f"{count} frames against the server alone", "≤ 1.3×", f"{whole / alone:.2f}×", whole <= 1.3 * alone),
    ]
    rows = [
        ["in Krita, until the layer stands", f"{whole:.1f}"],
        ["the server alone, asked by a script", f"{alone:.1f}"],
    ]
    worst = ", ".join(f"{pause:.0f}" for pause in pauses[:4])
    text = f"{keys} keys were written; the longest pauses of the window were {worst} ms."
    return bars, table([f"{count} frames", "seconds"], rows) + "\n" + text + "\n"


def server_alone(pages: list[Bytes], hints: Bytes) -> float:
    """Seconds that a new server takes for the same frames, asked by a script as the plugin asks, hints on the first."""
    home = Home()
    height, width = hints.shape[:2]
    marks = [Part("rgba8", width, height, hints.tobytes()), *[None] * (len(pages) - 1)]
    parts = [Part("rgba8", width, height, page.tobytes()) for page in pages]
    wanted = Wanted(("colour", "report"), "bgra8")
    try:
        with celtint_server(home):
            state = json.loads((home.state / "server.json").read_text("utf-8"))
            with Client(state["url"], state["token"], "bench") as client:
                start = time.perf_counter()
                if "sequence" in client.welcome.verbs:
                    clip = [Frame(n, part, mark) for n, (part, mark) in enumerate(zip(parts, marks, strict=True))]
                    client.sequence(SequenceRequest(wanted=wanted), clip, lambda frame: None)
                else:
                    for part, mark in zip(parts, marks, strict=True):
                        client.colour(ColourRequest(part, mark, wanted=wanted, batch=True))
                return time.perf_counter() - start
    finally:
        home.remove()


def depths(artist: Artist) -> tuple[list[Bar], str]:
    """How far colours move between the document and the server, by the document's depth and profile."""
    rows, most = [], {"U8": 0, "others": 0}
    for depth in ("U8", "U16", "F16", "F32"):
        for profile in ("sRGB-elle-V2-srgbtrc.icc",) if depth == "U8" else PROFILES:
            found = artist.krita.call("pixels.round_trip", depth, profile)
            kind = depth if depth == "U8" else "others"
            most[kind] = max(most[kind], found["read_of_srgb"], found["put"])
            rows.append([depth, profile, str(found["read_of_srgb"]), str(found["put"])])
    bars = [
        Bar("round trip of colours, U8", "exact", f"{most['U8']}/255", most["U8"] == 0),
        Bar("round trip of colours, U16, F16, F32", "within 1/255", f"{most['others']}/255", most["others"] <= 1),
    ]
    return bars, table(["depth", "profile", "read, of 255", "put, of 255"], rows)


def roomy_places(truth: Bytes, ink: Bytes, count: int) -> list[tuple[int, int]]:
    """x, y of the middles of the roomiest regions."""
    room = cv2.distanceTransform(np.pad(~ink, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    best = []
    for region in np.unique(truth):
        here = np.where(truth == region, room, 0)
        y, x = np.unravel_index(int(here.argmax()), here.shape)
        best.append((float(here[y, x]), int(x), int(y)))
    return [(x, y) for _, x, y in sorted(best, reverse=True)[:count]]


def write(path: Path, name: str, title: str, bars: list[Bar], text: str) -> None:
    """Put one section into the report, in place of the one it replaces; the others stay."""
    old = path.read_text("utf-8") if path.exists() else ""
    bodies = {found[1]: found[0] for found in re.finditer(r"<!-- begin (\w+) -->.*?<!-- end \1 -->\n", old, re.DOTALL)}
    rows = [[bar.what, bar.bar, bar.got, "met" if bar.met else "**not met**"] for bar in bars]
    load = f"Load average of the machine, other programs' included, at the end: {os.getloadavg()[0]:.1f}."
    parts = [
        f"<!-- begin {name} -->",
        f"## {title}",
        "",
        load,
        "",
        table(["what", "bar", "measured", ""], rows),
        text.strip(),
    ]
    bodies[name] = "\n".join([*parts, f"<!-- end {name} -->", ""])
    fresh = path.with_suffix(".part")
    head = HEAD.format(machine=machine())
    fresh.write_text("\n".join([head, *(bodies[each] for each in SECTIONS if each in bodies)]), "utf-8")
    fresh.replace(path)


SECTIONS: dict[str, tuple[str, Callable[[Artist], tuple[list[Bar], str]]]] = {
    "colour": ("Colour", lambda artist: press_colour(artist, 2048, range(1, 4))),
    "live": ("Live", lambda artist: live(artist, 9)),
    "large": ("Large pages", lambda artist: large(artist, {(2048, 2800): 0.8, (4961, 7016): 2.0}, 4)),
    "frames": ("Animation", lambda artist: frames(artist, 50)),
    "depths": ("Colours", depths),
}


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=SECTIONS, action="append", help="measure these alone")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "krita-benchmarks.md")
    options = parser.parse_args()
    with desk() as artist:
        for name in options.only or SECTIONS:
            title, measure = SECTIONS[name]
            bars, text = measure(artist)
            write(options.out, name, title, bars, text)
            for bar in bars:
                print(f"{bar.what}: {bar.got} (bar {bar.bar}: {'met' if bar.met else 'NOT met'})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
