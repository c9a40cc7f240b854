"""Cuts: joined clips whose cuts are known, and how many are found and how many invented."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from celtint import find_scenes
from celtint.ink.paper import detect_mode
from celtint.sequence.flow import believed_flow
from celtint.sequence.likeness import glance
from celtint.types.arrays import U8
from celtint.types.choices import FoundMode

from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.sequences.joined import HeldOut, Joined, Material
from celtint_train.evaluation.sequences.recipes import clips

OURS, BEFORE = "celtint", "before scenes were found first"
STARTS = tuple[list[int], list[FoundMode]]
"""The frames, from 0, with which scenes begin, but for the first; the mode of every frame."""


@dataclass
class Count:
    """Cuts of clips. found, missed, invented: how many; flipped: frames that were taken for the other kind."""

    found: int = 0
    missed: int = 0
    invented: int = 0
    flipped: int = 0

    def add(self, clip: Joined, got: Sequence[int], modes: Sequence[FoundMode]) -> str:
        """Count a clip, and say what came of it. A cut beside blank frames may be put on either side of them."""
        blank = [glance(clip.picture(k)).blank for k in range(len(clip))]
        left, missed = set(got), []
        for cut in clip.cuts:
            at = next((g for g in sorted(left) if all(blank[min(g, cut) : max(g, cut)])), None)
            if at is None:
                missed.append(cut)
            else:
                left.discard(at)
        flipped = sum(a != b and not bare for a, b, bare in zip(modes, clip.modes, blank, strict=True))
        self.found += len(clip.cuts) - len(missed)
        self.missed += len(missed)
        self.invented += len(left)
        self.flipped += flipped
        words = [f"missed {', '.join(str(k + 1) for k in missed)}" if missed else ""]
        words += [f"invented {', '.join(str(k + 1) for k in sorted(left))}" if left else ""]
        words += [f"{flipped} frames taken for the other kind" if flipped else ""]
        return "; ".join(word for word in words if word) or "all right"


MISSED = (
    "Tried on joined clips of train rows: one threshold for every clip, dips in likeness, likeness to both sides; none "
    "gains."
)
"""Why not all are found."""


def ours(clip: Joined) -> STARTS:
    """What celtint finds."""
    scenes = find_scenes(clip)
    return [s.frames.start for s in scenes[1:]], [s.mode for s in scenes for _ in s.frames]


def before(clip: Joined) -> STARTS:
    """What was found before: each frame's own kind, and among grey ones where light and motion change at once."""
    kinds = [detect_mode(clip.picture(k)) for k in range(len(clip))]
    small = [np.asarray(cv2.resize(p, (384, 216), interpolation=cv2.INTER_AREA), np.uint8) for p in clip.pictures]
    found = []
    for k in range(1, len(clip)):
        both_grey = kinds[k - 1] == kinds[k] == "grey"
        if kinds[k] != kinds[k - 1] or (both_grey and _changes(small[k - 1], small[k])):
            found.append(k)
    return found, kinds


def _changes(one: U8, two: U8) -> bool:
    """Whether the histograms of light differ and little of the motion is believed, or hardly any is."""
    light = [np.bincount(p.ravel() >> 3, minlength=32) / p.size for p in (one, two)]
    differ = 0.5 * float(np.abs(light[0] - light[1]).sum())
    believed = float(believed_flow(two, one).belief.mean())
    return believed < 0.25 / 3 or (differ > 0.35 and believed < 0.25)


def run(folder: Path, say: Callable[[str], None], most: int | None = None, material: Material | None = None) -> Section:
    """Look for the cuts of the joined clips. folder: of the art set. most: clips. material: other than what is held
    out."""
    counts = {OURS: Count(), BEFORE: Count()}
    rows, joins, frames = [], 0, 0
    for clip in clips(material or HeldOut(folder), most):
        said = {name: counts[name].add(clip, *way(clip)) for name, way in ((OURS, ours), (BEFORE, before))}
        cuts = ", ".join(str(k + 1) for k in clip.cuts)
        rows.append([clip.name, str(len(clip)), cuts, said[OURS], said[BEFORE]])
        joins, frames = joins + len(clip.cuts), frames + len(clip)
        say(f"{clip.name}: {said[OURS]}")
    own = counts[OURS]
    bars = (
        Bar("cuts found", "all", f"{own.found} of {joins}", own.missed == 0, MISSED),
        Bar("cuts invented", "none", str(own.invented), own.invented == 0),
        Bar("frames taken for the other kind", "none", str(own.flipped), own.flipped == 0),
    )
    totals = [
        [name, f"{c.found} of {joins}", str(c.invented), f"{c.flipped} of {frames}"] for name, c in counts.items()
    ]
    text = (
        f"{len(rows)} joined clips of 384×216, ten of generated characters that no network learned from and ten of the "
        "art set's held-out styles and Big Buck Bunny, in grey. Zooms, pans, lightning, dusk, blank frames, a head "
        "that rises and figures that walk in are no cuts. A cut beside blank frames may be put on either side of them."
        "\n\n"
        + table(["", "cuts found", "invented", "frames taken for the other kind"], totals)
        + "\n"
        + table(["clip", "frames", "scenes begin with", OURS, BEFORE], rows)
    )
    return Section("cuts", "Cuts", text, bars)
