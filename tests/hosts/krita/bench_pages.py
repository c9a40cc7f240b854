"""Krita's bars on large pages, as `bench` measures them: *Live*, and *Colour* beside Krita's own Colorize Mask."""

import statistics
import time

import cv2
import numpy as np
from celtint_train.evaluation.report import Bar, table
from celtint_train.puppets.scenes import make_hints, make_scene

from .artist import RESULT, Artist
from .pictures import Bytes


def a_hint(hints: Bytes) -> tuple[int, int, list[int]]:
    """x, y and the BGRA bytes of a hint's pixel: the result shows it there once it stands."""
    y, x = np.argwhere(hints[..., 3] == 255)[0]
    return int(x), int(y), [int(part) for part in hints[y, x][[2, 1, 0, 3]]]


def roomy_places(truth: Bytes, ink: Bytes, count: int) -> list[tuple[int, int]]:
    """x, y of the middles of the roomiest regions."""
    room = cv2.distanceTransform(np.pad(~ink, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    best = []
    for region in np.unique(truth):
        here = np.where(truth == region, room, 0)
        y, x = np.unravel_index(int(here.argmax()), here.shape)
        best.append((float(here[y, x]), int(x), int(y)))
    return [(x, y) for _, x, y in sorted(best, reverse=True)[:count]]


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
    text = """
The first stroke's colours wait for the drawing to be read and measured; the bars are of those after it. They need a
quiet machine: where the load is above the number of cores, each figure grows with it.

What stops the window after a stroke is that Krita composes the whole page anew once a script has set pixels of a layer
(235 ms at 4961×7016, one layer, load 10; to set 4 MB takes 3 ms). Ways round it that were tried in 5.1: a layer's
opacity, visibility or lock make Krita compose nothing; its blending mode does, without a stop, but is a step to undo;
of thirteen other calls of layers, channels, filters and documents none does.
"""
    return bars, table(["", "stroke by stroke"], rows) + text


def colorize(artist: Artist, size: tuple[int, int], dabs: int, seeds: range) -> tuple[list[Bar], str]:
    """*Colour* beside Krita's own Colorize Mask, in the same Krita, by time and by the areas with a wrong colour."""
    width, height = size
    rows, ours, theirs = [], [], []
    wrong = {"celtint": 0, "mask": 0}
    areas = 0
    for seed in seeds:
        scene = make_scene(max(size), seed, "some")
        hints = make_hints(scene, seed, "dots", dabs / len(scene.colours))[:height, :width]
        truth, ink = scene.truth[:height, :width], scene.ink[:height, :width]
        marked = hints[..., 3] == 255
        wanted = {int(area): hints[marked & (truth == area)][0, :3] for area in np.unique(truth[marked & ~ink])}
        areas += len(wanted)

        def wrong_areas(found: Bytes, wanted: dict[int, Bytes] = wanted, truth: Bytes = truth, ink: Bytes = ink) -> int:
            bad = 0
            for area, colour in wanted.items():
                inside = found[(truth == area) & ~ink]
                bad += (inside == colour).all(axis=1).mean() < 0.5
            return bad

        artist.open(scene.picture[:height, :width])
        artist.add("hints", hints)
        artist.pick("celtint_hints", "hints")
        start = artist.krita.call("meter.watch", RESULT, *a_hint(hints))
        artist.press("celtint_colour")
        ours.append(artist.krita.until("meter.seen", timeout=120) - start)
        artist.krita.until("window.usable", "celtint_colour", timeout=120)
        our = wrong_areas(artist.pixels(RESULT)[..., :3])
        artist.krita.call("drawing.hide", RESULT)
        theirs.append(artist.krita.call("colorize.run", "lines", "hints", timeout=330))
        artist.krita.call("drawing.hide", "hints")
        their = wrong_areas(artist.seen())
        artist.close()
        wrong["celtint"] += our
        wrong["mask"] += their
        rows.append(
            [str(seed), f"{ours[-1]:.2f}", f"{theirs[-1]:.2f}", f"{our} of {len(wanted)}", f"{their} of {len(wanted)}"]
        )
    our_time, their_time = statistics.median(ours), statistics.median(theirs)
    bars = [
        Bar(
            f"*Colour* beside Colorize Mask, {width}×{height}, {dabs} dabs",
            "≥ 6× faster",
            f"{their_time / our_time:.1f}×",
            their_time >= 6 * our_time,
        ),
        Bar(
            f"wrong areas beside Colorize Mask's, of {areas}",
            "fewer",
            f"{wrong['celtint']} and {wrong['mask']}",
            wrong["celtint"] < wrong["mask"],
        ),
    ]
    heads = ["drawing", "celtint, s", "Colorize Mask, s", "celtint, wrong areas", "Colorize Mask, wrong areas"]
    version = artist.krita.call("colorize.version")
    text = f"\nKrita {version}; an area is wrong where half of it or more has another colour.\n"
    return bars, table(heads, rows) + text
