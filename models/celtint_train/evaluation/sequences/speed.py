"""How fast sequences are coloured, and how much memory they need however long they are."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from celtint import Key, Networks, Picture, SequenceSettings, colour_sequence

from celtint_train.evaluation.report import Bar, Section
from celtint_train.evaluation.sequences.clips import make_clip
from celtint_train.puppets import clip as characters

FULL, FRAMES = (1080, 1920), 24
SMALL = (270, 480)
SHORT, LONG = 50, 1000
GROWTH = 1.05


@dataclass(frozen=True)
class Drawings:
    """`length` frames, the `SHORT` drawings of a clip over and over again, drawn when they are asked for."""

    clip: characters.Clip
    length: int

    def __len__(self) -> int:
        return self.length

    def picture(self, index: int) -> Picture:
        return Picture(self.clip.drawing(index % SHORT).ink)


def run(networks: Networks, say: Callable[[str], None], long: int = LONG) -> Section:
    """Time 1080p drawings and compare the peak memory of a short and a long clip."""
    clip = make_clip(0, FRAMES + 1, 1, FULL)
    settings = SequenceSettings(mode="line", undecided="network" if networks.proposal else "transparent")
    results = colour_sequence(clip, {0: Key(clip.frames[0].layer)}, settings=settings, networks=networks)
    start = time.perf_counter()
    regions = [len(result.regions) for result in results]
    rate = len(regions) / (time.perf_counter() - start)
    say(f"1080p: {rate:.1f} frames/s, {np.mean(regions):.0f} regions")
    peaks = [_peak(length) for length in (SHORT, long)]
    say(f"peak memory of {SHORT} and {long} frames: {peaks[0]:.0f} and {peaks[1]:.0f} MB")
    bars = (
        Bar("flats, 1080p", "≥ 5 frames/s", f"{rate:.1f} frames/s", rate >= 5),
        Bar(
            f"peak memory of {long} frames against {SHORT}",
            f"≤ {GROWTH:.2f}×",
            f"{peaks[1] / peaks[0]:.2f}× ({peaks[1]:.0f} MB)",
            peaks[1] <= GROWTH * peaks[0],
        ),
    )
    text = (
        f"{len(regions)} drawings of 1920×1080 with {np.mean(regions):.0f} regions each, from one key, regions and "
        f"matching together, without reading and writing files. Memory: {SHORT} drawings of {SMALL[1]}×{SMALL[0]} "
        "once, and over and over again, each in a process of its own."
    )
    return Section("speed", "Time and memory", text, bars)


def _peak(length: int) -> float:
    """MB that a process needs at most for a clip of so many frames."""
    code = f"from celtint_train.evaluation.sequences.speed import colour_long; colour_long({length})"
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def colour_long(length: int) -> None:
    """Colour a clip from a key on its first frame, and print the process's peak memory in MB."""
    first = make_clip(0, 1, 1, SMALL).frames[0]
    drawings = Drawings(characters.make_clip(0, "bench", SHORT, 1, SMALL), length)
    settings = SequenceSettings(mode="line", undecided="transparent")
    for _ in colour_sequence(drawings, {0: Key(first.layer)}, settings=settings):
        pass
    # Not getrusage: Linux hands a parent's peak on to its children.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024)
