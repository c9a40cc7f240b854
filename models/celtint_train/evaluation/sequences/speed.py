"""How fast sequences are coloured, and how much memory they need however long they are.

Times of a machine that others use too say little by themselves. So each size is timed beside a floor, in one run: what
no way of flatting drawings can do without, which is reading a drawing, numbering what its lines close in, and writing a
layer.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import cv2
import numpy as np
from celtint import Key, Networks, Picture, SequenceSettings, colour_sequence
from celtint.types.arrays import U8

from celtint_train.evaluation.report import Bar, Section
from celtint_train.puppets import clip as characters

CLIP = 6
"""The clip that is timed: about 140 regions a drawing, and no drawing is like another."""
SMALL = (270, 480)
SHORT, LONG = 50, 1000
TRIED = (
    "Tried, all kept: drawings compared two at a time, networks' threads that don't spin while they wait, regions "
    "described from their runs, specks told from lines by their outlines. What is left is spread over finding regions, "
    "the matching of each drawing with five others, and motion."
)
"""Why it is not quicker."""
GROWTH = 1.05
SETTLED, AROUND = 100, 20
"""The frame from which on memory is to stay as it is, and how many frames one look at it takes."""


@dataclass(frozen=True)
class Size:
    """What is timed. shape: (h, w); frames: how many; least: frames a second that are wanted."""

    name: str
    shape: tuple[int, int]
    frames: int
    least: float


SIZES = (Size("1080p", (1080, 1920), 24, 10), Size("4K", (2160, 3840), 8, 3))


@dataclass(frozen=True)
class Drawings:
    """`length` frames, the `SHORT` drawings of a clip over and over again, drawn when they are asked for."""

    clip: characters.Clip
    length: int

    def __len__(self) -> int:
        return self.length

    def picture(self, index: int) -> Picture:
        return Picture(self.clip.drawing(index % SHORT).ink)


@dataclass(frozen=True)
class Kept:
    """Drawings that are there already: (h, w) uint8 ink each."""

    inks: Sequence[U8]

    def __len__(self) -> int:
        return len(self.inks)

    def picture(self, index: int) -> Picture:
        return Picture(self.inks[index])


@dataclass(frozen=True)
class Times:
    """Seconds a drawing, on the clock and of all processors together, and the floor's; regions: how many on average."""

    wall: float
    processor: float
    floor: float
    floor_processor: float
    regions: float


def run(
    networks: Networks,
    say: Callable[[str], None],
    long: int = LONG,
    short: int = SHORT,
    sizes: Sequence[Size] = SIZES,
) -> Section:
    """Time drawings of some sizes beside the floor, and compare the memory of a short and a long clip."""
    bars, rows = list[Bar](), list[str]()
    for size in sizes:
        found = timed(size, networks)
        rate = 1 / found.wall
        rows.append(
            f"| {size.name} | {size.frames} | {found.regions:.0f} | {1000 * found.wall:.0f} ms | "
            f"{1000 * found.processor:.0f} ms | {1000 * found.floor:.0f} ms | {1000 * found.floor_processor:.0f} ms | "
            f"{found.wall / found.floor:.1f}× | {found.processor / found.floor_processor:.1f}× |"
        )
        say(f"{size.name}: {rate:.1f} frames/s; {rows[-1]}")
        bars.append(
            Bar(f"flats, {size.name}", f"≥ {size.least:g} frames/s", f"{rate:.1f} frames/s", rate >= size.least, TRIED)
        )
    brief, whole = _measured(short), _measured(long)
    say(f"peak memory of {short} and {long} frames: {brief.peak:.0f} and {whole.peak:.0f} MB")
    say(f"memory at frame {min(SETTLED, long)} and at the end: {whole.early:.0f} and {whole.late:.0f} MB")
    bars.append(_grown(f"peak memory of {long} frames against {short}", brief.peak, whole.peak))
    bars.append(_grown(f"memory at frame {long} against frame {min(SETTLED, long)}", whole.early, whole.late))
    text = (
        "A drawing's time, on the clock and of all processors together, beside the floor's in the same run: a PNG "
        "read, the areas that its lines close in numbered (OpenCV), a layer written as PNG. celtint's own time is "
        "without reading and writing: scenes found, regions, matching and layers, from one key.\n\n"
        "| size | drawings | regions | clock | processors | floor, clock | floor, processors | clock by floor | "
        "processors by floor |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + f"\n\nMemory: {SHORT} drawings of {SMALL[1]}×{SMALL[0]} once, and over and over again, each in a process of "
        "its own."
    )
    return Section("speed", "Time and memory", text, tuple(bars))


def _grown(what: str, before: float, after: float) -> Bar:
    """A bar for memory, in MB, that should not grow."""
    got = f"{after / before:.2f}× ({after:.0f} MB)"
    return Bar(what, f"≤ {GROWTH:.2f}×", got, after <= GROWTH * before)


def timed(size: Size, networks: Networks) -> Times:
    """Colour drawings from a key on the first, and do to them what the floor does."""
    clip = characters.make_clip(CLIP, "bench", size.frames, 1, size.shape)
    layer, drawings = clip.flats(0), Kept([clip.drawing(k).ink for k in range(size.frames)])
    settings = SequenceSettings(mode="line", undecided="network" if networks.proposal else "transparent")
    packed = [cv2.imencode(".png", ink)[1] for ink in drawings.inks]
    wall, processor = time.perf_counter(), time.process_time()
    for png in packed:
        _floor(png, layer)
    floor, floor_processor = time.perf_counter() - wall, time.process_time() - processor
    results = colour_sequence(drawings, {0: Key(layer)}, settings=settings, networks=networks)
    wall, processor = time.perf_counter(), time.process_time()
    regions = [len(result.regions) for result in results]
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    n = size.frames
    return Times(wall / n, processor / n, floor / n, floor_processor / n, float(np.mean(regions)))


def _floor(png: U8, layer: U8) -> None:
    """What it takes at least: a drawing is read, its areas are numbered, a layer is written."""
    ink = np.asarray(cv2.imdecode(png, cv2.IMREAD_GRAYSCALE), np.uint8)
    cv2.connectedComponents((ink > 127).astype(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    cv2.imencode(".png", layer, [cv2.IMWRITE_PNG_COMPRESSION, 1])


@dataclass(frozen=True)
class Memory:
    """MB of a process: the most it ever had, what it had around frame `SETTLED`, and around its last."""

    peak: float
    early: float
    late: float


def _measured(length: int) -> Memory:
    """What a process of its own needs for a clip of so many frames."""
    code = f"from celtint_train.evaluation.sequences.speed import colour_long; colour_long({length})"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return Memory(*(float(word) for word in told.split()))


def colour_long(length: int) -> None:
    """Colour a clip from a key on its first frame, and print the process's `Memory`."""
    drawings = Drawings(characters.make_clip(0, "bench", SHORT, 1, SMALL), length)
    settings = SequenceSettings(mode="line", undecided="transparent")
    held = list[float]()
    for _ in colour_sequence(drawings, {0: Key(drawings.clip.flats(0))}, settings=settings):
        held.append(_of_status("VmRSS"))
    early = held[max(0, SETTLED - AROUND) : SETTLED] or held
    # Not getrusage: Linux hands a parent's peak on to its children.
    print(_of_status("VmHWM"), median(early), median(held[-AROUND:]))


def _of_status(name: str) -> float:
    """MB that this process has, as Linux names them."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(name))) / 1024
