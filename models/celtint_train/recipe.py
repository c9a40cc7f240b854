"""Recipes: TOML files that say what is trained, on what, how, and for how long."""

import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from celtint_train.data.licences import allowed
from celtint_train.data.samples import Recipe as SampleRecipe
from celtint_train.data.sources.registry import known_sources


@dataclass(frozen=True)
class Recipe:
    """name, title: of the model. about, limits: what its card says of it, Markdown. task: what is learned. minutes:
    wall-clock time to train, over which the learning rate falls to zero; steps: the same in steps of the optimiser,
    which bounds it where it is given. options: of the network. planes: the inputs of one that colours grey pictures
    (see `celtint_train.data.grey`), gives: what it answers ("ab", "lab" or "bins"). start: the recipe whose trained
    weights this one begins with. weights: of the loss's terms. momentum: AdamW's first beta. batch: samples a step.
    keep_last: keep the last weights, not those that did best on the validation pictures: where the network is judged
    by the same. sizes: sides of the samples, one for each batch in turn. side: at which it sees a picture once it is
    trained. bins: colours of the distribution. workers: processes that draw samples. device: see
    `celtint_train.networks.devices`."""

    name: str
    title: str
    minutes: float
    about: str = ""
    limits: str = ""
    task: str = "hint-proposal"
    steps: int | None = None
    start: str | None = None
    network: str = "hint-unet"
    options: dict[str, Any] = field(default_factory=dict)
    planes: tuple[str, ...] = ("l",)
    gives: str = "ab"
    loss: str = "psnr-and-distribution"
    weights: dict[str, float] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    batch: int = 12
    sizes: tuple[int, ...] = (128,)
    side: int = 256
    learning_rate: float = 1.5e-3
    weight_decay: float = 1e-4
    momentum: float = 0.9
    ema: float = 0.998
    bins: int = 256
    seed: int = 1
    workers: int = 1
    threads: int = 2
    device: str = "auto"
    epoch_steps: int = 400
    checkpoint_minutes: float = 10.0
    keep_last: bool = False
    samples: SampleRecipe = field(default_factory=SampleRecipe)


SEED_MARK = "-seed-"


def read_recipe(name: str, seed: int | None = None, licences: str = "all") -> Recipe:
    """A recipe by the name of a shipped one or by the path of a TOML file; one with a ``base`` has all that it does not
    say itself from that recipe. seed: the same from another seed, named for it. licences: "permissive" leaves out every
    source that asks for more than to be named. ValueError for keys nobody knows, and when no source is left."""
    recipe = _made(*_read(name))
    if licences != "all":
        sources = allowed(recipe.sources or tuple(known_sources()), licences)
        recipe = replace(recipe, sources=sources, name=f"{recipe.name}-{licences}")
    if seed is None:
        return recipe
    return replace(recipe, seed=seed, name=f"{recipe.name}{SEED_MARK}{seed}", title=f"{recipe.title}, seed {seed}")


def _read(name: str) -> tuple[dict[str, Any], Path]:
    path = Path(name)
    if not path.is_file():
        path = Path(__file__).parent / "recipes" / f"{name}.toml"
    if not path.is_file():
        shipped = ", ".join(sorted(p.stem for p in path.parent.glob("*.toml")))
        raise ValueError(f"There is no recipe {name!r}; shipped are {shipped}, or give a TOML file.")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    if "base" in found:
        base, _ = _read(found.pop("base"))
        found = base | {k: base.get(k, {}) | v if isinstance(v, dict) else v for k, v in found.items()}
    return found, path


def _made(found: dict[str, Any], path: Path) -> Recipe:
    samples = SampleRecipe(**_known(found.pop("samples", {}), SampleRecipe, path))
    known = _known(found, Recipe, path)
    for key in ("sources", "sizes", "planes"):
        if key in known:
            known[key] = tuple(known[key])
    return Recipe(samples=samples, **known)


def _known(table: dict[str, Any], kind: type[Any], path: Path) -> dict[str, Any]:
    unknown = set(table) - {f.name for f in fields(kind)}
    if unknown:
        raise ValueError(f"{path.name} has keys nobody knows: {', '.join(sorted(unknown))}.")
    return dict(table)
