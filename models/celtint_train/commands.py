"""The training side on the command line: ``celtint data``, ``train``, ``evaluate``, ``export``.

Nothing heavy is imported until a command runs: torch is needed for training and export only.
"""

import argparse
import re
from pathlib import Path
from typing import Any

RUNS = Path("runs")
PICTURES = 180
"""Of fewer the mean says little: on 36, two systems' difference without hints had a standard error of 0.45 dB."""

LICENCES = "which sources may be learned from: all, or those under CC0, CC-BY, MIT and the like"
CHOICES = ("all", "permissive")
STAGE = Path("models/celtint_models/stage")
SEED = "the same again from this seed, as NAME-seed-SEED: what of a difference is luck"


def register(subparsers: Any) -> None:
    """Add the commands to an argparse sub-parser; each sets ``run``, a function of the parsed arguments that
    returns the exit code. Commands raise ValueError or `celtint_train.data.cache.DataError` with one plain
    sentence."""
    data = subparsers.add_parser("data", help="list or build the pictures networks learn from")
    verbs = data.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="the sources and what of them is built").set_defaults(run=_data_list)
    build = verbs.add_parser("build", help="fetch sources and pack their pictures")
    build.add_argument(
        "sources",
        nargs="*",
        help="names of sources, folders of your own, or stage: what Stage draws with; all sources when none",
    )
    build.add_argument("-o", "--output", type=Path, default=STAGE, help=f"stage: where its files go (default: {STAGE})")
    build.add_argument("--licences", choices=CHOICES, default="all", help=LICENCES)
    build.set_defaults(run=_data_build)

    train = subparsers.add_parser(
        "train", help="train a recipe's network (needs the extra: pip install '.[train]' in celtint's source)"
    )
    train.add_argument("recipe", help="name of a shipped recipe, a TOML file, or finetune")
    train.add_argument("--pictures", type=Path, help="finetune: folder with your own coloured drawings")
    train.add_argument("--name", help="finetune: what the new model is called (default: celtint-hint-FOLDER)")
    train.add_argument("-o", "--output", type=Path, default=Path(), help="finetune: where the new model is written")
    train.add_argument("--start", type=Path, help="begin with the weights of an exported network, an ONNX file")
    train.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    train.add_argument("--minutes", type=float, help="train this long instead of the recipe's minutes")
    train.add_argument("--steps", type=int, help="train so many steps instead of the recipe's")
    train.add_argument("--seed", type=int, help=SEED)
    train.add_argument("--licences", choices=CHOICES, default="all", help=f"{LICENCES}; trains NAME-permissive")
    train.add_argument("--threads", type=int, help="of the processor, instead of the recipe's")
    train.add_argument("--workers", type=int, help="processes that draw samples, instead of the recipe's")
    train.add_argument("--device", choices=("auto", "cpu", "cuda"), help="auto: a GPU where there is one")
    train.add_argument("--runs", type=Path, default=RUNS, help="folder of the runs (default: runs)")
    train.set_defaults(run=_train)

    export = subparsers.add_parser("export", help="write a run's best network as ONNX with descriptor and card")
    export.add_argument("recipe")
    export.add_argument("-o", "--output", type=Path, required=True, help="folder to write to")
    export.add_argument("--seed", type=int, help=SEED)
    export.add_argument("--licences", choices=CHOICES, default="all", help=LICENCES)
    export.add_argument("--runs", type=Path, default=RUNS)
    export.add_argument(
        "--pictures",
        type=int,
        help=f"validation pictures (default: {PICTURES}), or clips (36), to measure it on (0: no figures, no card)",
    )
    export.set_defaults(run=_export)

    evaluate = subparsers.add_parser("evaluate", help="measure networks side by side on pictures they have never seen")
    evaluate.add_argument(
        "models", nargs="*", metavar="MODEL", help="names of installed models, or TOML descriptors beside ONNX files"
    )
    evaluate.add_argument("--all", action="store_true", help="every installed model, and write the report")
    evaluate.add_argument(
        "--experiments", type=Path, metavar="FOLDER", help="what recipes/experiments found, exported into FOLDER"
    )
    evaluate.add_argument("--pictures", type=int, default=PICTURES, help=f"validation pictures (default: {PICTURES})")
    evaluate.add_argument("--kept", type=Path, default=RUNS / "evaluation", help="folder of what was measured before")
    evaluate.add_argument("-o", "--output", type=Path, metavar="FILE.md", help="the report (--all: docs/models.md)")
    evaluate.set_defaults(run=_evaluate)


def _data_list(_arguments: argparse.Namespace) -> int:
    from celtint_train.data.cache import cache_root
    from celtint_train.data.sources.registry import known_sources

    for source in known_sources().values():
        manifest = cache_root() / "sets" / source.name / "manifest.jsonl"
        count = len(manifest.read_text(encoding="utf-8").splitlines()) if manifest.exists() else 0
        state = f"{count} pictures" if count else "not built"
        print(f"{source.name}\t{state}\t{source.licence}\t{source.attribution}")
    return 0


def _data_build(arguments: argparse.Namespace) -> int:
    from celtint_train.data.build import build_named
    from celtint_train.data.licences import allowed
    from celtint_train.data.sources.registry import known_sources

    if "stage" in arguments.sources:
        if len(arguments.sources) > 1:
            raise ValueError("Build stage by itself: celtint data build stage.")
        from celtint_train.stage.building import build

        build(arguments.output)
        return 0
    names = arguments.sources or list(known_sources())
    build_named(names if arguments.licences == "all" else allowed(names, arguments.licences))
    return 0


def _train(arguments: argparse.Namespace) -> int:
    import dataclasses

    from celtint_train.recipe import read_recipe
    from celtint_train.training.train import train

    if arguments.recipe == "finetune":
        return _finetune(arguments)
    recipe = read_recipe(arguments.recipe, arguments.seed, arguments.licences)
    given = {key: getattr(arguments, key) for key in ("minutes", "steps", "threads", "workers", "device")}
    recipe = dataclasses.replace(recipe, **{key: value for key, value in given.items() if value is not None})
    start = arguments.start.read_bytes() if arguments.start else None
    print(train(recipe, arguments.runs, arguments.resume, start))
    return 0


def _finetune(arguments: argparse.Namespace) -> int:
    from celtint_train.training.finetuning import gain, tune

    if arguments.pictures is None:
        raise ValueError("Say which drawings to learn from: --pictures FOLDER.")
    for option in ("start", "resume", "steps", "seed", "threads", "workers", "device"):
        given = getattr(arguments, option)
        if given is not None and given is not False:  # 0 is given too
            raise ValueError(f"finetune knows no --{option}; leave it out.")
    show = re.sub(r"[^a-z0-9._-]+", "-", arguments.pictures.resolve().name.lower()).strip("-")
    name = arguments.name or f"celtint-hint-{show}"
    arguments.output.mkdir(parents=True, exist_ok=True)
    before, after = tune(arguments.pictures, arguments.minutes or 10.0, name, arguments.runs, arguments.output)
    print(gain(before, after))
    print(arguments.output / f"{name}.onnx")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from celtint_train.recipe import read_recipe

    recipe = read_recipe(arguments.recipe, arguments.seed, arguments.licences)
    folder = arguments.runs / recipe.name
    arguments.output.mkdir(parents=True, exist_ok=True)
    if recipe.task == "region-matching":
        from celtint_train.matcher.export import export_matcher

        print(export_matcher(recipe, folder, arguments.output, arguments.pictures))
        return 0
    if recipe.task == "part-matching":
        from celtint_train.matcher.publishing import export_parts

        print(export_parts(recipe, folder, arguments.output, arguments.pictures))
        return 0
    if recipe.task == "stage-objects":
        from celtint_train.stage.exporting import export_drawer

        print(export_drawer(recipe, folder, arguments.output))
        return 0
    from celtint_train.training.publishing import publish

    pictures = PICTURES if arguments.pictures is None else arguments.pictures
    print(publish(recipe, folder, arguments.output, pictures, arguments.runs / "evaluation"))
    return 0


def _evaluate(arguments: argparse.Namespace) -> int:
    from celtint_train.evaluation.models.command import evaluate

    if [bool(arguments.models), arguments.all, arguments.experiments is not None].count(True) != 1:
        raise ValueError("Name the models to measure, or say --all, or --experiments FOLDER.")
    report = arguments.output or Path("docs/models.md")
    if arguments.experiments is not None:
        from celtint_train.evaluation.models.experiments import write_experiments

        print(write_experiments(arguments.experiments, arguments.pictures, report).text)
        return 0
    wanted = arguments.all or arguments.output is not None
    return evaluate(arguments.models, arguments.pictures, arguments.kept, report if wanted else None)
