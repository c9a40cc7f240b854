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

import numpy as np
from celtint_client.client import Client
from celtint_client.messages import ColourRequest, Wanted
from celtint_client.parts import Part
from celtint_client.sequences import Frame, SequenceRequest
from celtint_train.evaluation.report import Bar, machine, table
from celtint_train.evaluation.rivals.tools import SmartColouring
from celtint_train.puppets.scenes import make_hints, make_scene

from .artist import DOCKER, RESULT, Artist
from .bench_pages import a_hint, colorize, large, roomy_places
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
    "colorize": ("Beside Krita's own", lambda artist: colorize(artist, (2048, 2800), 27, range(1, 3))),
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
            if name == "colorize" and not artist.krita.call("colorize.there"):
                print("Colorize Mask takes no scripts in this Krita: tests/hosts/krita/kritas.sh FOLDER trixie --bench")
                continue
            bars, text = measure(artist)
            write(options.out, name, title, bars, text)
            for bar in bars:
                print(f"{bar.what}: {bar.got} (bar {bar.bar}: {'met' if bar.met else 'NOT met'})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
