"""From a run of the part matcher to what the registry loads: weights, descriptor and card."""

from pathlib import Path

from celtint_models import registry
from torch import nn

from celtint_train.evaluation.matching import BASELINES, framed, threshold
from celtint_train.evaluation.sequences.cast import Found, ask, known_poses
from celtint_train.matcher.characters import ARTISTS, BUSTS, FIGURES
from celtint_train.matcher.export import exported, mix_in, write_all
from celtint_train.recipe import Recipe

LICENCE = "CC-BY-4.0; learned from art under CC0-1.0; CC-BY-4.0"
CENTROID = "nearest centroid"
OWN = 0.6
"""Share of what it learned itself in its weights, the rest being celtint-matcher's, from which it began. On development
characters it did as well as with 1, and better on puppets with many parts and on the art set's heads."""


def export_parts(recipe: Recipe, folder: Path, target: Path, limit: int | None) -> Path:
    """Write ``<name>.onnx``, ``.toml`` and ``.md`` into ``target`` from the run's best weights; the ONNX file's path.

    limit: so many characters of each held style, of those whose drawings set how unsure an answer must be to be marked
    and of those it is measured on (None: all that `known_poses` takes).
    Raises ValueError as `celtint_train.matcher.export.exported` does, DataError where a package cannot be had.
    """

    def finish(network: nn.Module) -> None:
        mix_in(network, registry.verify(registry.MATCHER), OWN)

    weights, described, matcher = exported(recipe, folder, LICENCE, finish)
    answers = {recipe.name: framed(matcher), CENTROID: BASELINES[CENTROID]}
    tried, found = Found(), Found()
    for split, into in (("validation", tried), ("bench", found)):
        for poses in known_poses(split, limit):
            ask(into, poses, answers)
    described["unsure_below"] = threshold([s for key, of in tried.scores.items() if key[2] == recipe.name for s in of])
    described["metrics"] = {
        f"regions, {style}, {count} sheet{'s' * (count > 1)}": round(found.of(style, count, name).acc, 4)
        for style, count, name in found.scores
        if name == recipe.name
    }
    return write_all(target, weights, described, _card(described, found.rows([recipe.name, CENTROID])))


def _card(described: dict[str, object], rows: str) -> str:
    figures = ", ".join(sorted(name for name, split in FIGURES.items() if split == "train"))
    learned = "\n".join(f"- {ARTISTS[style]}" for style, split in BUSTS.items() if split == "train")
    held = ", ".join(style for style, split in BUSTS.items() if split == "bench")
    return f"""# {described["name"]}

{described["title"]}: in another pose, size or view, or with another face, by
lines alone. {described["parameters"]:,} parameters. It began with what celtint-matcher had learned, of whose weights it
keeps {1 - OWN:.0%}, and looks at the drawings themselves besides.

Nothing uses it by default, and it is not in the wheel: on the art set's gophers and red pandas celtint-matcher still
gets more regions right (docs/benchmarks-animation.md, *Cast*).

## Data

Drawn anew in lines of chance, turned, cut and mirrored; no colour is seen.

- {ARTISTS["comicgen"]}: {figures} and figures with a choice of clothes
{learned}
- generated drawings of celtint's own puppets

## Licence

{described["licence"]}.

## Measured

On characters and a style ({held}) that it never saw, the upper half of a figure held against the other drawing as
well (`celtint.matching.framing`): regions right / pixels right. `celtint bench sequence --only cast` measures it beside
celtint-matcher, on the art set too.

{rows}
An answer with less than {described["unsure_below"]} behind it is to be marked unsure.

## Limits

Learned from flat vector figures of few hands. A part that no sheet shows cannot be found; shading that is drawn with
lines makes regions that no sheet may have. What is held (a book, a laptop) and eyes and mouths of a figure drawn small
are mixed up first. To train it further:
`celtint train {described["name"]} --start {described["name"]}.onnx`.
"""
