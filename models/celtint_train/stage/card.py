"""stage.md: what is packed, from whom, how near it is to the sets' own pictures, and how well words find it."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from textwrap import fill
from typing import Any

import numpy as np

from celtint_train.stage.wording import LIMIT

WORST = 8
WIDE = 119


@dataclass(frozen=True)
class WordRates:
    """Shares of words: those known that bring a thing that suits, and those absurd that bring nothing."""

    known: float
    absurd: float


def word_rates(
    objects: list[dict[str, Any]], words: list[str], vectors: np.ndarray, tags: list[str], tag_vectors: np.ndarray
) -> tuple[WordRates, WordRates]:
    """Of the words of words.toml by which the limit was chosen, and of those held out. The vectors are of unit
    length."""
    text = (resources.files("celtint_train") / "stage" / "words.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    place = {word: k for k, word in enumerate(words)}
    names: dict[str, set[str]] = {}
    for one in objects:
        for tag in one["tags"]:
            names.setdefault(tag, set()).update({one["name"], tag})

    def brought(word: str) -> set[str]:
        if word in names:
            return names[word]
        if word not in place:
            return set()
        likeness = tag_vectors @ vectors[place[word]]
        best = int(likeness.argmax())
        return names[tags[best]] if 1 - likeness[best] <= LIMIT else set()

    known = [word in names or bool(brought(word) & set(suits.split(", "))) for word, suits in told["known"].items()]
    absurd = [not brought(word) for word in told["absurd"]["words"].split()]
    chosen, held = (WordRates(float(np.mean(known[k::2])), float(np.mean(absurd[k::2]))) for k in (0, 1))
    return chosen, held


def card(
    objects: list[dict[str, Any]], differences: dict[str, float], rates: tuple[WordRates, WordRates], words: int
) -> str:
    """The text of stage.md. differences: of each object's id."""
    tags = {tag for one in objects for tag in one["tags"]}
    names = {one["name"] for one in objects}
    groups = Counter(one["group"] for one in objects)
    about = (
        f"`objects.npz` holds {len(objects):,} pictures of {len(names)} things, found by {len(tags):,} English names, "
        "as flat vector parts in painter's order: curves flattened, gradients one colour, near-equal colours merged, "
        f"what is hidden left out. `words.npz` holds {words:,} English words that find them, and their names in "
        "German, French, Spanish and Japanese. `celtint data build stage` fetches the sets by the names of "
        "their packages and writes the files and this page anew."
    )
    far = (
        "Difference: of an object as packed and the picture as resvg draws it, at 96 pixels on white, in levels of 255 "
        f"a channel. The {WORST} farthest, most for gradients that became one colour: {_farthest(differences)}."
    )
    limits = (
        "*figure* are heads of Fluent Emoji on bodies drawn for celtint, in ten poses. Nothing here is share-alike. "
        "Faces alone are found only by their own names (dog face). What isn't here: flags, signs, symbols, letters, "
        "smilies, hands."
    )
    lines = [
        "# What Stage draws with",
        "",
        fill(about, WIDE),
        "",
        "| set | pictures | licence | by | mean difference | worst |",
        "| --- | --- | --- | --- | --- | --- |",
        *_sets(objects, differences),
        "",
        fill(far, WIDE),
        "",
        f"Groups: {', '.join(f'{name} {count}' for name, count in groups.most_common())}.",
        "",
        *_words(rates),
        "",
        fill(limits, WIDE),
    ]
    return "\n".join(lines) + "\n"


def _sets(objects: list[dict[str, Any]], differences: dict[str, float]) -> list[str]:
    rows = []
    for name in dict.fromkeys(one["id"].split(":")[0] for one in objects):
        own = [one for one in objects if one["id"].startswith(f"{name}:")]
        far = [differences[one["id"]] for one in own if one["id"] in differences]
        by = own[0]["attribution"]
        rows.append(f"| {name} | {len(own)} | {own[0]['licence']} | {by} | {np.mean(far):.1f} | {max(far):.1f} |")
    return rows


def _farthest(differences: dict[str, float]) -> str:
    worst = sorted(differences, key=lambda one: (-differences[one], one))[:WORST]
    return ", ".join(f"{one} {differences[one]:.1f}" for one in worst)


def _words(rates: tuple[WordRates, WordRates]) -> list[str]:
    chosen, held = rates
    return [
        "A word that is no name finds the nearest by meaning, up to a distance of "
        f"{LIMIT}, which was chosen on half of a list",
        "of two hundred words (`celtint_train/stage/words.toml`). Of that half and of the half held out:",
        "",
        "| | chosen on | held out |",
        "| --- | --- | --- |",
        f"| words for things (hound, sedan) that bring one that suits | {chosen.known:.0%} | {held.known:.0%} |",
        f"| absurd words (justice, xyzzy) that bring nothing | {chosen.absurd:.0%} | {held.absurd:.0%} |",
    ]
