"""Shaded frames of a sequence: how near the truth chroma stays, beside flow alone, and how steady it is."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
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
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""What programs weigh red, green and blue by to make a picture grey (ITU-R BT.601)."""
WEIGHED = 2
"""Clips that are made grey so as well."""
BEFORE, AFTER, NEARER = 2, 8, 1.7
"""Frames of a scene with a key, of one after a cut that has none, and how much nearer that is seen."""


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


class WeighedFrames(ShadedFrames):
    """The same as programs make them grey, by luma."""

    def picture(self, index: int) -> Picture:
        luma = np.rint(self.truth[index] @ LUMA).astype(np.uint8)
        return Picture(np.repeat(luma[..., None], 3, axis=2))


def run(clips: int, networks: Networks, say: Callable[[str], None]) -> Section:
    """Colour so many shaded clips from one key."""
    rows, gains, ratios, pictures, toned = [], [], [], {}, list[tuple[float, float, float]]()
    lent: list[tuple[float, float]] = []
    for seed in range(clips):
        clip = make_clip(seed, "bench", LENGTH, 1, SIZE)
        frames = ShadedFrames([clip.shaded(k) for k in range(LENGTH)])
        ours = _coloured(frames, networks)
        led = warped(frames)
        near, far = (mean([psnr(a, b) for a, b in zip(m[1:], frames.truth[1:], strict=True)]) for m in (ours, led))
        steady = [mean([cdc(ours, t) / cdc(frames.truth, t)]) for t in (1, 2, 4)]
        gains.append(near - far)
        ratios.append(steady)
        rows.append([f"{seed}", f"{near:.2f} dB", f"{far:.2f} dB", *(f"{r:.2f}×" for r in steady)])
        if seed < 2:
            shown = {"truth": frames.truth, "celtint": ours, "flow alone": led}
            pictures[f"sequence-shaded-{seed + 1}"] = strip(frames, shown)
        say(f"shaded clip {seed}: {near:.2f} dB, flow alone {far:.2f} dB")
        here, there, views = _after_a_cut(frames.truth, networks)
        lent.append((here, there))
        pictures.setdefault("sequence-lent-1", sheets.sheet([views], 300))
        say(f"shaded clip {seed} after a cut: {here:.2f} dB, light alone {there:.2f} dB")
        if seed < WEIGHED:
            toned.append(_toned(WeighedFrames(frames.truth), networks))
    ratio = np.mean(ratios, axis=0)
    bars: tuple[Bar, ...] = (
        Bar("PSNR over 24 frames above flow alone", f"≥ {GAIN} dB", f"{mean(gains):+.2f} dB", mean(gains) >= GAIN),
        Bar(
            "CDC at t = 1, 2, 4 against the truth's",
            f"{CALM}× to {LIVELY}×",
            ", ".join(f"{r:.2f}×" for r in ratio),
            bool((ratio >= CALM).all() and (ratio <= LIVELY).all()),
        ),
    )
    made, left, key = (mean([t[k] for t in toned]) for k in range(3))
    bars += (
        Bar("grey by luma: PSNR above light left alone", f"≥ {GAIN} dB", f"{made - left:+.2f} dB", made - left >= GAIN),
        Bar("grey by luma: the key frame beside the key", "≤ 1 of 255", f"{key:.0f} of 255", key <= 1),
    )
    colours, plain = (mean([t[k] for t in lent]) for k in range(2))
    bars += (
        Bar(
            "after a cut, another scene's key: PSNR above light alone",
            f"≥ {GAIN} dB",
            f"{colours - plain:+.2f} dB",
            colours - plain >= GAIN,
        ),
    )
    head = ["clip", "celtint", "flow alone (DIS)", "CDC t = 1", "t = 2", "t = 4"]
    text = (
        f"{clips} generated clips of characters, {LENGTH} painted frames each, {SIZE[1]}×{SIZE[0]}, with their colour "
        "taken away; the first is the key. PSNR against the painted frames, mean of the 24 others.\n\n"
        + table(head, rows)
        + f"\nThe first {len(toned)} made grey by luma, as programs do, not by Lab's lightness: {made:.2f} dB, where "
        f"the light of the grey frames is left alone, as before, {left:.2f} dB.\n\n"
        f"After a cut: {AFTER} frames from the middle of each clip, {NEARER} times nearer, that have no key and are "
        f"lent the colours of the first frame's: {colours:.2f} dB, light alone, as before, {plain:.2f} dB ("
        + ", ".join(f"{a:.1f} and {b:.1f}" for a, b in lent)
        + ").\n"
    )
    strips = [name for name in pictures if "lent" not in name]
    text += "".join(f"\n![Frames 0, 8, 16, 24: truth, celtint, flow alone](pictures/{name}.png)\n" for name in strips)
    text += "\n![A key, a frame of a scene without one, and what the key lends it](pictures/sequence-lent-1.png)\n"
    return Section("shaded", "Shaded frames", text, bars, pictures)


def _coloured(frames: ShadedFrames, networks: Networks) -> list[U8]:
    settings = SequenceSettings(mode="grey", undecided="network" if networks.proposal else "transparent")
    results = colour_sequence(frames, {0: Key(frames.truth[0])}, settings=settings, networks=networks)
    return [np.ascontiguousarray(result.colour[..., :3]) for result in results]


def _after_a_cut(truth: list[U8], networks: Networks) -> tuple[float, float, list[tuple[str, U8]]]:
    """PSNR of frames after a cut whose scene has no key, and of their light alone; what it looks like."""
    middle = len(truth) // 2
    frames = ShadedFrames([*truth[:BEFORE], *(_nearer(p) for p in truth[middle : middle + AFTER])])
    settings = SequenceSettings(mode="grey", cuts=f"{BEFORE + 1}")
    results = list(colour_sequence(frames, {0: Key(truth[0])}, settings=settings, networks=networks))
    shown = [np.ascontiguousarray(result.colour[..., :3]) for result in results[BEFORE:]]
    plain = [frames.picture(k).pixels for k in range(BEFORE, len(frames))]
    here, there = (mean([psnr(a, b) for a, b in zip(m, frames.truth[BEFORE:], strict=True)]) for m in (shown, plain))
    return here, there, [("key", truth[0]), ("after a cut", frames.truth[-1]), ("lent", shown[-1])]


def _nearer(picture: U8) -> U8:
    """The upper middle of a picture, as large as the whole."""
    h, w = picture.shape[:2]
    rows, columns = round(h / NEARER), round(w / NEARER)
    left = (w - columns) // 2
    part = np.ascontiguousarray(picture[:rows, left : left + columns])
    return np.asarray(cv2.resize(part, (w, h), interpolation=cv2.INTER_CUBIC), np.uint8)


def _toned(frames: ShadedFrames, networks: Networks) -> tuple[float, float, float]:
    """PSNR of the frames after the key, PSNR of the same chroma over the frames' own light, and how far the key frame
    is from the key."""
    ours = _coloured(frames, networks)
    left = []
    for k, made in enumerate(ours):
        lab = srgb_to_lab(made)
        light = srgb_to_lab(frames.picture(k).pixels)[..., 0].copy()
        left.append(to_srgb8(light, lab[..., 1].copy(), lab[..., 2].copy()))
    here, there = (mean([psnr(a, b) for a, b in zip(m[1:], frames.truth[1:], strict=True)]) for m in (ours, left))
    return here, there, float(np.abs(ours[0].astype(int) - frames.truth[0]).max())


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
