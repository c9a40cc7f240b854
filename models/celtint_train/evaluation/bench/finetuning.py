"""What fine-tuning for a show is worth: `python -m celtint_train.evaluation.bench.finetuning` adapts celtint-hint and
measures it.

The show is drawn: painted frames of clips whose characters no network has learned from, a fifth of them held back.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from celtint import Picture, Settings, colour
from celtint.colours.lab import luminance
from celtint.types.arrays import U8
from celtint_models.registry import DEFAULT, load, load_from

from celtint_train.data.validation import validation
from celtint_train.evaluation import sheets
from celtint_train.evaluation.models.by_hints import Row
from celtint_train.evaluation.models.report import HEAD
from celtint_train.evaluation.report import Bar, Section, table, write
from celtint_train.pictures import write_png
from celtint_train.puppets.clip import make_clip
from celtint_train.training.finetuning import tune

CLIPS, FRAMES, EVERY = 3, 16, 5
SIZE = (270, 360)
MINUTES = 6.0
SHOWN = 4
REPORT = Path("docs/models.md")


def draw_show(folder: Path, clips: int = CLIPS, frames: int = FRAMES) -> None:
    """Write the show's painted drawings as PNG files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(clips):
        clip = make_clip(seed, "bench", frames * EVERY, 1, SIZE)
        for k in range(frames):
            write_png(folder / f"shot{chr(97 + seed)}{k:03}.png", clip.shaded(k * EVERY))


def run(minutes: float = MINUTES, clips: int = CLIPS, frames: int = FRAMES) -> Section:
    """Adapt celtint-hint to the show for so many minutes and say what it gained on the drawings held back."""
    with tempfile.TemporaryDirectory(prefix="celtint-show-") as name:
        place = Path(name)
        # The show is nobody's picture to learn from or to be measured on afterwards: it gets a cache of its own.
        before = os.environ.get("CELTINT_CACHE")
        os.environ["CELTINT_CACHE"] = str(place / "cache")
        try:
            draw_show(place / "show", clips, frames)
            old, new = tune(place / "show", minutes, "celtint-hint-show", place / "runs", place)
            held = [picture for _, picture in validation(sources=["folder-show"])]
            shown = sheets.sheet(_shown(held[:SHOWN], place / "celtint-hint-show.toml"), 240)
        finally:
            os.environ.pop("CELTINT_CACHE")
            if before is not None:
                os.environ["CELTINT_CACHE"] = before
    return _section(old, new, minutes, clips * frames, len(held), shown)


def _section(old: Sequence[Row], new: Sequence[Row], minutes: float, drawings: int, held: int, shown: U8) -> Section:
    found = [[r.measure, str(r.hints), f"{r.network:.2f}", f"{n.network:.2f}"] for r, n in zip(old, new, strict=True)]
    first_old, first_new = ({r.hints: r.network for r in some if r.measure.startswith("grey")} for some in (old, new))
    gain = first_new[0] - first_old[0]
    bars = (Bar("PSNR of grey drawings held back, 0 hints", "higher than before", f"{gain:+.2f} dB", gain > 0),)
    text = (
        f"`celtint train finetune --pictures SHOW --minutes {minutes:g}`, with {drawings} painted drawings of a show "
        f"that no network has learned from (generated: `python -m celtint_train.evaluation.bench.finetuning` draws it "
        f"and measures), "
        f"{held} of them, other moments of the same shots, held back. Measured on those, at 256 pixels.\n\n"
        + table(["measure", "hints", "celtint-hint", "fine-tuned"], found)
        + "\n![Given, before, after, truth](pictures/finetune.png)\n"
    )
    return Section("tuned", "Fine-tuned to a show", text, bars, {"finetune": shown})


def _shown(held: Sequence[U8], tuned: Path) -> list[list[tuple[str, U8]]]:
    """For each drawing the grey picture, what celtint-hint and what the tuned network makes of it, and the truth."""
    networks = {"before": load(DEFAULT), "after": load_from(tuned)}
    rows = []
    for truth in held:
        grey = luminance(truth)
        row = [("given", np.stack([grey] * 3, axis=-1))]
        for name, network in networks.items():
            made = colour(Picture(grey), settings=Settings(mode="grey", undecided="network"), network=network).colour
            row.append((name, made[..., :3].copy()))
        rows.append([*row, ("truth", truth)])
    return rows


if __name__ == "__main__":
    section = run(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
    write(REPORT, [section], HEAD)
    print(section.text)
