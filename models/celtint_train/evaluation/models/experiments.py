"""What the recipes in recipes/experiments found: one setting changed at a time, beside the recipe it was changed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from celtint import Network
from celtint.colours.lab import srgb_to_lab
from celtint_models import registry
from tqdm import tqdm

from celtint_train.evaluation.bench.real import cases, simulated_hints
from celtint_train.evaluation.models.contenders import answer_of, of_network
from celtint_train.evaluation.models.measures import of_answer, psnr
from celtint_train.evaluation.models.report import HEAD
from celtint_train.evaluation.models.results import scored
from celtint_train.evaluation.report import Bar, Section, table, write
from celtint_train.recipe import SEED_MARK, read_recipe

HINTS = 10
GROUPS = {
    "The number of colours in the loss": ("recolourise-unet-v2", "newloss-0.03", "recolourise-unet-v2-newloss",
                                          "newloss-0.3", "newloss-1.0"),
    "The number of colours in the loss, only afterwards": ("newloss-0-after", "newloss-0.03-after", "newloss-after",
                                                           "newloss-0.3-after", "newloss-1.0-after"),
    "Squared error instead of absolute": ("recolourise-unet-v2", "v2-mse"),
    "Colours opted for against the error that keeps the picture real": ("opted-0.1", "opted-1", "opted-10"),
    "Global features, heard and not": ("recolourise-unet-v1", "unet-global-deaf", "unet-global", "unet-global-told"),
}  # fmt: skip
PLAIN, HINTED, MAE, COLOURS = range(4)
COEFFICIENTS = ("The number of colours in the loss", "The number of colours in the loss, only afterwards")


@dataclass(frozen=True)
class Finding:
    """Of one recipe, trained once or from several seeds. pictures: how many it was measured on. each: a row for each
    seed: PSNR in dB without hints and with ten, and of the raw answer with ten the Lab MAE and the number of
    colours."""

    pictures: int
    each: tuple[tuple[float, ...], ...]

    def mean(self, column: int) -> float:
        """Over the seeds."""
        return float(np.mean([row[column] for row in self.each]))

    def told(self, column: int, digits: int) -> str:
        """The mean, and where there are several seeds the standard error that they leave in it."""
        values = [row[column] for row in self.each]
        doubt = f" ± {np.std(values, ddof=1) / np.sqrt(len(values)):.{digits}f}" if len(values) > 1 else ""
        return f"{np.mean(values):.{digits}f}{doubt}"


def write_experiments(exports: Path, limit: int, report: Path) -> Section:
    """Measure what is in ``exports`` (descriptors beside ONNX files, those from other seeds as NAME-seed-N) and what is
    installed, and write it into the report. Raises ValueError when no group of experiments is whole."""
    there = {path.stem: path for path in exports.glob("*.toml")}
    installed = set(registry.names())
    groups = {title: names for title, names in GROUPS.items() if set(names) <= set(there) | installed}
    if not groups:
        raise ValueError(f"{exports} holds no exported experiments; train them and celtint export them there.")
    found: dict[str, Finding] = {}
    for name in dict.fromkeys(name for names in groups.values() for name in names):
        again = sorted(path for path in there.values() if path.stem.rpartition(SEED_MARK)[0] == name)
        first = registry.load_from(there[name]) if name in there else registry.load(name)
        each = [_measured(network, limit) for network in (first, *map(registry.load_from, again))]
        found[name] = Finding(each[0][0], tuple(row for _, row in each))
    section = section_of(groups, found)
    write(report, [section], HEAD)
    return section


def _measured(network: Network, limit: int) -> tuple[int, tuple[float, ...]]:
    """How many pictures it were, and the row of `Finding` for one seed."""
    paint = of_network(network).paint
    rows = []
    for number, case in enumerate(tqdm(cases("grey", limit), network.descriptor.name, limit, unit="picture")):
        hints = simulated_hints(case, HINTS, number)
        plain, told = (psnr(paint(case.given, h), case.truth) for h in (np.zeros_like(hints), hints))
        answer = of_answer(answer_of(network, case.given, hints), srgb_to_lab(case.truth))
        rows.append((plain, told, answer["lab mae"], answer["colours"]))
    return len(rows), tuple(float(value) for value in np.mean(rows, axis=0))


def section_of(groups: Mapping[str, Sequence[str]], found: Mapping[str, Finding]) -> Section:
    """The report's section of ``groups``, names by title, and of what was measured of each name."""
    parts = [
        f"{next(iter(found.values())).pictures} {scored()}. "
        "Each differs in one setting from those it is shown beside and was trained for as many steps, 400 "
        "here: fewer than the shipped systems of the same names. Those that end in -after all begin with the "
        "same recolourise-unet-v2 of 800 steps and learn 300 more, from every seed. Lab MAE and the number of"
        " colours are of the raw answer with ten hints. ± is the standard error of the mean over trainings "
        "from several seeds: a difference that is not well above it is luck, and one without it was seen "
        "once.\n",
    ]
    head = ["model", "seeds", "PSNR, 0 hints", f"PSNR, {HINTS} hints", "Lab MAE", "colours"]
    for title, names in groups.items():
        rows = [
            [name, str(len(f.each)), f.told(PLAIN, 2), f.told(HINTED, 2), f.told(MAE, 4), f.told(COLOURS, 2)]
            for name, f in ((name, found[name]) for name in names)
        ]
        parts += [f"### {title}\n", table(head, rows)]
    bars = tuple(_fewer(title, groups[title], found) for title in COEFFICIENTS if title in groups)
    return Section("tried", "Experiments", "\n".join(parts), bars)


def _fewer(title: str, names: Sequence[str], found: Mapping[str, Finding]) -> Bar:
    """Whether a larger coefficient means fewer colours, and what that costs."""
    by = sorted(((_coefficient(name), found[name]) for name in names), key=lambda one: one[0])
    monotone = all(more.mean(COLOURS) >= fewer.mean(COLOURS) for (_, more), (_, fewer) in pairwise(by))
    told = ", ".join(f"{c:g}: {one.told(COLOURS, 2)} at a Lab MAE of {one.mean(MAE):.4f}" for c, one in by)
    return Bar(f"{title[0].lower()}{title[1:]}: the larger, the fewer colours", "monotonically", told, monotone)


def _coefficient(name: str) -> float:
    recipe = read_recipe(name if name.startswith("recolourise") else f"experiments/{name}")
    return recipe.weights.get("colours", 0.0)
