"""Shaded frames of a sequence: how near the truth chroma stays, beside flow alone, and how steady it is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from celtint import Key, Networks, Picture, SequenceSettings, colour_sequence
from celtint.colours.gamut import to_srgb8
from celtint.colours.lab import srgb_to_lab
from celtint.sequence.flow import flow, follow
from celtint.types.arrays import F32, U8

from celtint_train.evaluation import sheets
from celtint_train.evaluation.models.measures import psnr
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.sequences.metrics import cdc, mean
from celtint_train.puppets.clip import make_clip

LENGTH, SIZE = 25, (288, 512)
GAIN, CALM, LIVELY = 1.5, 0.77, 1.3


@dataclass(frozen=True)
class ShadedFrames:
    """Painted frames; as `celtint.Frames` they are grey."""

    truth: list[U8]

    def __len__(self) -> int:
        return len(self.truth)

    def picture(self, index: int) -> Picture:
        light = srgb_to_lab(self.truth[index])[..., 0].copy()
        nothing = np.zeros_like(light)
        return Picture(to_srgb8(light, nothing, nothing))


def run(clips: int, networks: Networks, say: Callable[[str], None]) -> Section:
    """Colour so many shaded clips from one key."""
    rows, gains, ratios, pictures = [], [], [], {}
    for seed in range(clips):
        clip = make_clip(seed, "bench", LENGTH, 1, SIZE)
        frames = ShadedFrames([clip.shaded(k) for k in range(LENGTH)])
        settings = SequenceSettings(mode="grey", undecided="network" if networks.proposal else "transparent")
        results = colour_sequence(frames, {0: Key(frames.truth[0])}, settings=settings, networks=networks)
        ours = [np.ascontiguousarray(result.colour[..., :3]) for result in results]
        led = warped(frames)
        here, there = (mean([psnr(a, b) for a, b in zip(m[1:], frames.truth[1:], strict=True)]) for m in (ours, led))
        steady = [mean([cdc(ours, t) / cdc(frames.truth, t)]) for t in (1, 2, 4)]
        gains.append(here - there)
        ratios.append(steady)
        rows.append([f"{seed}", f"{here:.2f} dB", f"{there:.2f} dB", *(f"{r:.2f}×" for r in steady)])
        if seed < 2:
            shown = {"truth": frames.truth, "celtint": ours, "flow alone": led}
            pictures[f"sequence-shaded-{seed + 1}"] = strip(frames, shown)
        say(f"shaded clip {seed}: {here:.2f} dB, flow alone {there:.2f} dB")
    ratio = np.mean(ratios, axis=0)
    bars = (
        Bar("PSNR over 24 frames above flow alone", f"≥ {GAIN} dB", f"{mean(gains):+.2f} dB", mean(gains) >= GAIN),
        Bar(
            "CDC at t = 1, 2, 4 against the truth's",
            f"{CALM}× to {LIVELY}×",
            ", ".join(f"{r:.2f}×" for r in ratio),
            bool((ratio >= CALM).all() and (ratio <= LIVELY).all()),
        ),
    )
    head = ["clip", "celtint", "flow alone (DIS)", "CDC t = 1", "t = 2", "t = 4"]
    text = (
        f"{clips} generated clips of characters, {LENGTH} painted frames each, {SIZE[1]}×{SIZE[0]}, with their colour "
        "taken away; the first is the key. PSNR against the painted frames, mean of the 24 others.\n\n"
        + table(head, rows)
    )
    text += "".join(f"\n![Frames 0, 8, 16, 24: truth, celtint, flow alone](pictures/{name}.png)\n" for name in pictures)
    return Section("shaded", "Shaded frames", text, bars, pictures)


def warped(frames: ShadedFrames, moved: Callable[[U8, U8], F32] = flow) -> list[U8]:
    """Chroma led from frame to frame by flow and nothing else; moved: as `celtint.sequence.flow.flow`."""
    chroma = srgb_to_lab(frames.truth[0])[..., 1:]
    shown = [frames.picture(k).pixels for k in range(len(frames))]
    found = []
    for k, grey in enumerate(shown):
        if k:
            here, there = (np.ascontiguousarray(p[..., 1]) for p in (grey, shown[k - 1]))
            chroma = follow(chroma, moved(here, there))
        light = srgb_to_lab(grey)[..., 0].copy()
        found.append(to_srgb8(light, chroma[..., 0].copy(), chroma[..., 1].copy()))
    return found


def strip(frames: ShadedFrames, methods: dict[str, list[U8]]) -> U8:
    """Every eighth frame, by method."""
    return sheets.sheet([[(name, shown[k]) for k in range(0, len(frames), 8)] for name, shown in methods.items()], 300)
