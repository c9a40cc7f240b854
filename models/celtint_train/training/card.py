"""Model cards: what a network is for, what it learned from, what it is worth, what it gets wrong."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from celtint import Descriptor, HintProposalDescriptor

from celtint_train.data.cache import cache_root
from celtint_train.evaluation.models.by_hints import Row, table_of_rows
from celtint_train.evaluation.models.report import curve_table, own_table, table_of
from celtint_train.evaluation.models.results import Result, scored
from celtint_train.recipe import Recipe

_ART = """The art is emoji, clip art, fantasy portraits and a little anime, seen at {sizes} pixels for a short time on a
processor: it is unsure nearly everywhere, its colours are guesses, and it knows nothing of manga pages, landscapes or
photographs."""
_ALIKE = """Line art is not for it. The systems that came before were all trained alike here, to be compared; its seed
was not: Adam at a steady rate, no mean of the weights, for longer, and pictures turned by right angles where the seed
says so."""


def write_card(descriptor: Descriptor, recipe: Recipe, run: Path, figures: Sequence[str]) -> str:
    """The card of a network in Markdown. run: the folder it was trained in. figures: what was measured, in Markdown."""
    lines = [f"# {descriptor.name}: {descriptor.title}", "", recipe.about.strip(), ""]
    lines += [
        f"- parameters: {descriptor.parameters:,}",
        f"- colours: {' and '.join('line art' if mode == 'line' else 'grey pictures' for mode in descriptor.modes)}",
        f"- hints: {'heard' if descriptor.takes_hints else 'not heard; celtint keeps them where they are'}",
        f"- sees pictures at {descriptor.side} pixels a side",
    ]
    if isinstance(descriptor, HintProposalDescriptor) and descriptor.tags:
        lines.append(f"- knows {len(descriptor.tags)} tags")
    lines += ["", "## Licence", "", descriptor.licence + ".", ""]
    lines += ["## What it learned from", "", "| source | pictures | licence | by |", "|---|---|---|---|"]
    for source in descriptor.trained_on:
        manifest = cache_root() / "sets" / source / "manifest.jsonl"
        found = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
        learned = [row for row in found if row["split"] == "train"]
        if learned:
            first = learned[0]
            lines.append(f"| {source} | {len(learned)} | {first['licence']} | {first['attribution']} |")
    lines += ["", "About 8 % of each source, all pictures of a character together, was held back for validation.", ""]
    lines += [_trained(recipe, run), "", "## What it is worth", "", *figures, ""]
    limits = [recipe.limits.strip()]
    if recipe.task != "hint-proposal":
        limits.append(_ALIKE)
        if "openclipart" in recipe.sources:
            limits.insert(0, _ART.format(sizes=_sizes(recipe)))
    return "\n".join([*lines, "## Limits", "", "\n\n".join(filter(None, limits)), ""])


def _trained(recipe: Recipe, run: Path) -> str:
    """How long it learned, by the run's log."""
    log = run / "log.csv"
    rows = list(csv.DictReader(log.read_text(encoding="utf-8").splitlines())) if log.exists() else []
    if not rows:
        return f"It learned by the recipe {recipe.name}."
    steps, minutes = float(rows[-1]["step"]), float(rows[-1]["minutes"])
    return (
        f"It learned by the recipe {recipe.name} for {steps:,.0f} steps of {recipe.batch} samples of {_sizes(recipe)} "
        f"pixels, in {minutes:,.0f} minutes: AdamW, a rate of {recipe.learning_rate:g} that falls by half a cosine, "
        f"weight decay {recipe.weight_decay:g}, the running mean of the weights (EMA {recipe.ema:g}) kept."
    )


def _sizes(recipe: Recipe) -> str:
    return " and ".join(f"{size}" for size in sorted(set(recipe.sizes)))


def of_rows(rows: Sequence[Row], pictures: int) -> list[str]:
    """What `celtint_train.evaluation.models.by_hints` measured of celtint's own network."""
    return [
        f"As artists get it, on the first {pictures} of those pictures; lines are extracted from them, and of their "
        "regions what lies beside the lines counts.",
        "",
        table_of_rows(rows),
    ]


def of_result(result: Result, *plain: Result) -> list[str]:
    """What `celtint evaluate` measured of a colouriser, and of those beside whom it is shown."""
    lines = [f"On {result.pictures} {scored()}; docs/models.md says how, and has the others beside it.", ""]
    lines += [table_of([result, *plain], timed=False), own_table([result, *plain])]
    lines += [curve_table([result])] if result.hints else []
    wrong = f"![given, answered, truth]({result.name}-wrong.png)"
    return [*lines, "The pictures it got most wrong (grey, its answer, the truth):", "", wrong, ""]
