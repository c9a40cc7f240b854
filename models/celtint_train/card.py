"""Model cards: what a network is for, what it learned from, what it is worth, what it gets wrong."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from celtint.network import Descriptor

from celtint_train.comparing.report import curve_table, own_table, table_of
from celtint_train.comparing.results import Result, scored
from celtint_train.data.cache import cache_root
from celtint_train.evaluate import Row, table
from celtint_train.recipe import Recipe


def write_card(descriptor: Descriptor, recipe: Recipe, run: Path, figures: Sequence[str]) -> str:
    """The card of a network in Markdown. run: the folder it was trained in. figures: what was measured, in Markdown."""
    lines = [f"# {descriptor.name}: {descriptor.title}", "", recipe.about.strip(), ""]
    lines += [
        f"- parameters: {descriptor.parameters:,}",
        f"- colours: {' and '.join('line art' if mode == 'line' else 'grey pictures' for mode in descriptor.modes)}",
        f"- hints: {'heard' if descriptor.takes_hints else 'not heard; celtint keeps them where they are'}",
        f"- sees pictures at {descriptor.side} pixels a side",
    ]
    lines += [f"- knows {len(descriptor.tags)} tags"] if descriptor.tags else []
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
    return "\n".join([*lines, "## Limits", "", recipe.limits.strip(), ""])


def _trained(recipe: Recipe, run: Path) -> str:
    """How long it learned, by the run's log."""
    log = run / "log.csv"
    rows = list(csv.DictReader(log.read_text(encoding="utf-8").splitlines())) if log.exists() else []
    if not rows:
        return f"It learned by the recipe {recipe.name}."
    steps, minutes = float(rows[-1]["step"]), float(rows[-1]["minutes"])
    sizes = " and ".join(f"{size}" for size in sorted(set(recipe.sizes)))
    return (
        f"It learned by the recipe {recipe.name} for {steps:,.0f} steps of {recipe.batch} samples of {sizes} pixels, "
        f"in {minutes:,.0f} minutes."
    )


def of_rows(rows: Sequence[Row], pictures: int) -> list[str]:
    """What `celtint_train.evaluate` measured of celtint's own network."""
    return [
        f"On {pictures} other pictures of the validation split, hints as single pixels anywhere. They also served to "
        "choose constants of decoding, so the margins are optimistic.",
        "",
        table(rows),
    ]


def of_result(result: Result, *plain: Result) -> list[str]:
    """What `celtint evaluate` measured of a colouriser, and of those beside whom it is shown."""
    lines = [f"On {result.pictures} {scored()}; docs/models.md says how, and has the others beside it.", ""]
    lines += [table_of([result, *plain]), own_table([result, *plain])]
    lines += [curve_table([result])] if result.hints else []
    wrong = f"![given, answered, truth]({result.name}-wrong.png)"
    return [*lines, "The pictures it got most wrong (grey, its answer, the truth):", "", wrong, ""]
