"""Fine-tuning for a show: celtint-hint goes on learning from an artist's own coloured drawings."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from celtint import HintProposalDescriptor
from celtint_models.descriptors import NAME
from celtint_models.registry import DEFAULT, describe, load, load_from, verify
from celtint_models.writing import write_whole

from celtint_train.data.build import build
from celtint_train.data.cache import DataError
from celtint_train.data.sources.folder import folder_source
from celtint_train.data.statistics import bin_shares, rarity
from celtint_train.data.store import load_split, rows
from celtint_train.evaluation.models.by_hints import Row, rows_of
from celtint_train.recipe import Recipe, read_recipe
from celtint_train.training.export import export, metrics_of
from celtint_train.training.train import run_folder, train

LEARNING_RATE = 3e-4
FEWEST = 8


def tune(pictures: Path, minutes: float, name: str, runs: Path, target: Path) -> tuple[list[Row], list[Row]]:
    """Train on a folder of coloured drawings for so many minutes and write ``name`` into ``target``.

    A fifth of the drawings (of sub-folders, if there are any) is held back. Returns what was measured on those, before
    and after. Raises DataError for too few drawings, ValueError for no folder, for a name that no model can have, and
    for one that is in ``target`` already.
    """
    if not pictures.is_dir():
        raise ValueError(f"{pictures.name} is no folder; give one with coloured drawings.")
    if not NAME.fullmatch(name):
        raise ValueError(f"A model cannot be called {name}; a name is small letters, digits, dots and dashes.")
    if (target / f"{name}.onnx").exists():
        raise ValueError(f"{name}.onnx is there already; give another --name, or another folder with -o.")
    source = folder_source(pictures)
    build(source)
    learned, held = (list(rows(split, [source.name])) for split in ("train", "validation"))
    if len(learned) + len(held) < FEWEST or not learned or not held:
        raise DataError(f"{pictures.name} holds too few coloured drawings to learn from; add some ({FEWEST} or more).")
    recipe = dataclasses.replace(
        read_recipe(DEFAULT), name=name, title=f"{DEFAULT}, tuned to {pictures.name}", sources=(source.name,),
        start=DEFAULT, minutes=minutes, learning_rate=LEARNING_RATE, ema=0.99, epoch_steps=50,
        keep_last=True,
    )  # fmt: skip
    folder = run_folder(recipe, runs)
    base = describe(DEFAULT)
    assert isinstance(base, HintProposalDescriptor)
    _keep_statistics(folder, base, recipe)
    train(recipe, runs, resume=False, start=verify(DEFAULT))
    path = export(recipe, folder, target, {})
    before = rows_of(load(DEFAULT), None, [source.name], 0)
    after = rows_of(load_from(path.with_suffix(".toml")), None, [source.name], 0)
    export(recipe, folder, target, metrics_of(after))
    return before, after


def _keep_statistics(folder: Path, base: HintProposalDescriptor, recipe: Recipe) -> None:
    """The base network's bins and words, with how rare the bins are in the new pictures."""
    share = bin_shares(load_split("train", recipe.sources), np.array(base.bins, np.float32))
    known = {"bins": [list(b) for b in base.bins], "rarity": rarity(share).tolist(), "tags": list(base.tags)}
    write_whole(folder / "statistics.json", json.dumps(known).encode())


def gain(before: Sequence[Row], after: Sequence[Row]) -> str:
    """A Markdown table of both."""
    lines = ["| held-back drawings | hints | before | after |", "|---|---|---|---|"]
    for old, new in zip(before, after, strict=True):
        lines.append(f"| {old.measure} | {old.hints} | {old.network:.2f} | {new.network:.2f} |")
    return "\n".join(lines)
