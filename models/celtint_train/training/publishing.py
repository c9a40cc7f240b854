"""From a trained run to a model with its figures and its card."""

import tempfile
from pathlib import Path

from celtint import HintProposalDescriptor
from celtint_models.registry import load_from
from celtint_models.writing import write_whole

from celtint_train.evaluation.bench.real import PICTURES
from celtint_train.evaluation.models.by_hints import rows_of
from celtint_train.evaluation.models.contenders import PLAIN, of_network, without_network
from celtint_train.evaluation.models.results import result_of
from celtint_train.recipe import Recipe
from celtint_train.training.card import of_result, of_rows, write_card
from celtint_train.training.export import export, metrics_of


def publish(recipe: Recipe, run: Path, target: Path, limit: int, kept: Path) -> Path:
    """Write NAME.onnx, NAME.toml and, if it is to be measured, its card NAME.md with NAME-wrong.png into ``target``;
    the ONNX file's path.

    limit: pictures to measure it on (0: no figures, no card). kept: folder of what `celtint evaluate` measured. Raises
    what `celtint_train.training.export.export` raises.
    """
    if limit == 0:
        return export(recipe, run, target, {})
    # Measured in a folder of its own: what is in ``target`` stays whole however this ends.
    with tempfile.TemporaryDirectory(prefix="celtint-export-") as draft:
        network = load_from(export(recipe, run, Path(draft), {}).with_suffix(".toml"))
    found = result_of(of_network(network), limit, kept)
    metrics = {f"grey, PSNR dB, {count} hints": psnr for count, psnr in found.psnr.items()}
    grey = next(one for one in without_network() if one.name == PLAIN)
    figures = of_result(found, result_of(grey, limit, kept))
    if isinstance(network.descriptor, HintProposalDescriptor):
        pictures = min(limit, PICTURES)
        rows = rows_of(network, pictures)
        metrics |= {name: value for name, value in metrics_of(rows).items() if name not in metrics}
        figures += of_rows(rows, pictures)
    path = export(recipe, run, target, metrics)
    card = write_card(load_from(path.with_suffix(".toml")).descriptor, recipe, run, figures)
    write_whole(path.with_suffix(".md"), card.encode())
    write_whole(target / f"{recipe.name}-wrong.png", (kept / f"{recipe.name}-wrong.png").read_bytes())
    return path
