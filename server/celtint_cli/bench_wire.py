"""The part of `celtint bench` that only the command line can measure: what the server adds to a colouring.

The same pictures are coloured in this process and through a server on loopback, in turns; every picture is
new to both, so that neither gains from what it has seen.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import celtint
from celtint import Hints, Picture, Settings
from celtint_client import messages

from celtint_cli import models
from celtint_cli.bench_formats import measure as formats
from celtint_cli.connecting import private_server
from celtint_cli.remote import part

if TYPE_CHECKING:
    from celtint import Network
    from celtint_client.client import Client
    from celtint_train.evaluation.report import Section

WIDTH, HEIGHT = 1920, 1080
SCENES = 9
MOST_SHARE, MOST_MS = 0.15, 60.0
"""The bar: what the server adds is below the larger of these two."""

Say = Callable[[str], None]
Times = dict[str, list[float]]


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from celtint_train.evaluation.bench.commands import register as register_bench

    register_bench(commands, {"wire": measure, "formats": formats})


def measure(options: argparse.Namespace, say: Say) -> "Section":
    """Time the colourings and say what the server added, as a section of the report."""
    times: Times = {"here": [], "there": [], "here again": [], "there again": []}
    network = models.load(options.model) if options.model or models.installed() else None
    with private_server("celtint bench") as client:
        _race(times, client, network, seed=0)  # opens what is opened once; not counted
        for rows in times.values():
            rows.clear()
        for seed in range(1, (2 if options.quick else SCENES) + 1):
            say(f"wire: scene {seed}")
            _race(times, client, network, seed)
    return _section({name: statistics.median(rows) * 1000 for name, rows in times.items()}, len(times["here"]))


def _race(times: Times, client: "Client", network: "Network | None", seed: int) -> None:
    """One scene, cold and with one hint more, here and there; who is first changes with the seed."""
    from celtint_train.puppets.scenes import make_hints, make_scene

    scene = make_scene(WIDTH, seed, "some")
    picture = Picture(scene.picture[:HEIGHT])
    dabs = make_hints(scene, seed, "dots", 0.5)[:HEIGHT].copy()
    more = dabs.copy()
    more[8:16, 8:16] = (255, 0, 0, 255)
    settings = Settings(mode="line", undecided="transparent" if network is None else "network")
    prepared: list[celtint.Prepared] = []

    def here(pixels: Hints) -> None:
        if not prepared:
            prepared.append(celtint.prepare(picture, settings))
        celtint.colour(prepared[0], pixels, settings=settings, network=network)

    def there(pixels: Hints) -> None:
        wanted = messages.Settings(settings.mode, settings.style, settings.undecided)
        client.colour(messages.ColourRequest(part(picture.pixels), part(pixels.pixels), settings=wanted))

    turns = [("here", here), ("there", there)]
    for name, run in turns if seed % 2 else turns[::-1]:
        for suffix, pixels in (("", Hints(dabs)), (" again", Hints(more))):
            start = time.perf_counter()
            run(pixels)
            times[name + suffix].append(time.perf_counter() - start)


def _section(ms: dict[str, float], scenes: int) -> "Section":
    from celtint_train.evaluation.report import Bar, Section, table

    rows, bars = [], []
    for what, suffix in (("new picture", ""), ("changed hint", " again")):
        here, there = ms["here" + suffix], ms["there" + suffix]
        added, most = there - here, max(MOST_SHARE * here, MOST_MS)
        rows.append([what, f"{here:.0f} ms", f"{there:.0f} ms", f"{added:+.0f} ms", f"{added / here:+.0%}"])
        bars.append(
            Bar(
                f"server on loopback, 1080p, {what}",
                f"adds < {most:.0f} ms",
                f"{added:+.0f} ms",
                added < most,
            )
        )
    text = (
        f"What the server adds to a colouring of {WIDTH}×{HEIGHT} on loopback: medians of {scenes} generated "
        "scenes with some gaps, half of the regions hinted, network included if there is one. The colour "
        "layer comes back, as a plugin asks for it.\n\n"
    )
    text += table(["", "in process", "through the server", "added", ""], rows)
    return Section("wire", "What the server adds", text, tuple(bars))
