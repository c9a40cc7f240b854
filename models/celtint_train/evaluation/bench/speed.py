"""How long flats take and how much memory, celtint and G'MIC taking turns in the same run."""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

import celtint
import numpy as np
from celtint import Hints, Picture, Settings
from celtint.types.arrays import U8

from celtint_train.evaluation.bench import floor
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.rivals.tools import ALONE, SmartColouring, Tool
from celtint_train.puppets.scenes import BENCH_SEEDS, make_hints, make_scene

if TYPE_CHECKING:
    from celtint import Network

Say = Callable[[str], None]


@dataclass
class Times:
    """Seconds, one entry for each scene."""

    cold: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)
    rival: list[float] = field(default_factory=list)


def timed(work: Callable[[], object]) -> float:
    """Wall-clock seconds of ``work``."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def changed(hints: U8) -> U8:
    """The same hints with the first one found in another colour: what an artist's next dab costs."""
    other = hints.copy()
    y, x = np.argwhere(hints[..., 3] > 0)[0]
    other[(hints == hints[y, x]).all(axis=2)] = (*(255 - hints[y, x, :3]), 255)
    return other


def measure(
    size: int,
    scenes: int,
    *,
    share: float = 1.0,
    network: "Network | None" = None,
    rival: Tool | None = None,
) -> Times:
    """Time cold flats, a changed hint on the same picture, and ``rival``, in turns over ``scenes`` scenes."""
    times = Times()
    for seed in BENCH_SEEDS[:scenes]:
        scene = make_scene(size, seed, "some")
        hints = make_hints(scene, seed, "dots", share)
        _race(times, scene.picture, hints, network, rival)
    return times


def _race(times: Times, pixels: U8, dots: U8, network: "Network | None", rival: Tool | None) -> None:
    settings = ALONE if network is None else Settings(mode="line", undecided="network")
    picture, hints, others = Picture(pixels), Hints(dots), Hints(changed(dots))

    def colour(what: Picture | celtint.Prepared, how: Hints) -> celtint.Result:
        return celtint.colour(what, how, settings=settings, network=network)

    times.cold.append(timed(lambda: colour(picture, hints)))
    if rival is not None:
        times.rival.append(timed(lambda: rival.flats(pixels, dots)))
    prepared = celtint.prepare(picture, settings)
    colour(prepared, hints)
    again = [timed(lambda: colour(prepared, others)), timed(lambda: colour(prepared, hints))]
    times.changed.append(statistics.fmean(again))


def peak_memory(size: int) -> float:
    """GB of memory a fresh process needs at most for a ``size``² scene, imports and picture included."""
    scene = make_scene(size, BENCH_SEEDS[0], "some")
    hints = make_hints(scene, BENCH_SEEDS[0], "dots")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_coloured_peak, scene.picture, hints).result()


def _coloured_peak(picture: U8, hints: U8) -> float:
    celtint.colour(Picture(picture), Hints(hints), settings=ALONE)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e9 if sys.platform == "darwin" else 1e9 / 1024)


def run(
    network: "Network | None" = None,
    *,
    size: int = 2048,
    sizes: tuple[int, ...] = (1024, 2048, 4096),
    scenes: int = 3,
    say: Say = print,
) -> Section:
    """Measure times and memory.

    network: proposes colours for regions without a hint; without one that bar is reported as not met.
    size: side of the scenes raced against G'MIC. sizes: sides for the growth and the floor, the last for the memory
    too.
    """
    race = measure(size, scenes, rival=SmartColouring())
    cold, changed_hint, rival = (statistics.median(t) for t in (race.cold, race.changed, race.rival))
    say(f"{size} px: cold {cold:.2f} s, changed hint {changed_hint:.3f} s, G'MIC {rival:.2f} s")
    growth = {side: min(measure(side, 1).cold[0] for _ in range(2)) / (side * side / 1e6) for side in sizes}
    say("seconds per megapixel: " + ", ".join(f"{side} px {t:.3f}" for side, t in growth.items()))
    floors = [floor.measure(side, timed, changed) for side in sizes]
    say("times the floor: " + ", ".join(f"{one.side} px {one.cold / one.floor:.1f}" for one in floors))
    memory = peak_memory(sizes[-1])
    say(f"{sizes[-1]} px: {memory:.2f} GB at most")
    faster, warm = rival / cold, rival / changed_hint
    factor = growth[sizes[-1]] / growth[sizes[0]]
    bars = [
        Bar(f"flats at {size}², cold, against G'MIC", "15× faster", f"{faster:.1f}×", faster >= 15),
        Bar(f"flats at {size}², a changed hint, against G'MIC", "40× faster", f"{warm:.1f}×", warm >= 40),
        *floor.bars(floors),
        *_network_bars(network, size, scenes, say),
        Bar(f"flats at {sizes[-1]}², peak memory", "< 1.5 GB", f"{memory:.2f} GB", memory < 1.5),
        Bar(f"time per megapixel, {sizes[-1]}² against {sizes[0]}²", "< 1.5×", f"{factor:.2f}×", factor < 1.5),
    ]
    rows = [
        ["celtint, cold", f"{cold:.2f}"],
        ["celtint, a changed hint", f"{changed_hint:.3f}"],
        ["G'MIC Smart Coloring", f"{rival:.2f}"],
    ]
    text = [
        f"Scenes of {size}² with some gaps and a dot in every region; medians over {scenes} scenes, the "
        "tools taking turns. *Cold*: a picture never seen. *A changed hint*: the same picture, one hint in "
        "another colour.\n",
        table(["tool", "seconds"], rows),
        table(["side", "seconds per megapixel, cold"], [[f"{side}", f"{t:.3f}"] for side, t in growth.items()]),
        floor.text(floors),
    ]
    return Section("speed", "Time and memory", "\n".join(text), tuple(bars))


def _network_bars(network: "Network | None", size: int, scenes: int, say: Say) -> list[Bar]:
    what = f"{size}², half the regions hinted, network included"
    if network is None:
        return [Bar(what, "≤ 0.8 s, changed hint ≤ 0.5 s", "not measured", False, "No network is installed.")]
    half = measure(size, scenes, share=0.5, network=network)
    cold, changed_hint = statistics.median(half.cold), statistics.median(half.changed)
    say(f"{size} px, half hinted: cold {cold:.2f} s, changed hint {changed_hint:.2f} s")
    return [
        Bar(f"{what}, cold", "≤ 0.8 s", f"{cold:.2f} s", cold <= 0.8),
        Bar(f"{what}, a changed hint", "≤ 0.5 s", f"{changed_hint:.2f} s", changed_hint <= 0.5),
    ]
