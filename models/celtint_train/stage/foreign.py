"""Names of the objects in other languages, from Unicode's CLDR (npm cldr-annotations-full) and a list of our own."""

import json
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from celtint_train.data.cache import npm_package, unpacked
from celtint_train.stage.wordnet import WordNet

LANGUAGES = ("de", "fr", "es", "ja")
VERSION = "47.0.0"
LIKE, SEVERAL = 0.6, 2
"""A word that is said of nearly the same pictures as a tag is the tag's name: shared pictures by all of both; of
so many pictures at least."""
ABSTRACT = 0.1
"""An English word less of whose use names things that can be drawn is abstract."""


def foreign_names(objects: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of a name, in lower case, and one of the objects' tags or an English word, those of our own list first,
    then in the order of the languages and the alphabet. What is no more than a sign of something is not its name:
    scales are not justice."""
    tags = {tag.lower(): tag for one in objects for tag in one["tags"]}
    of_picture = {one["id"].split(":")[1]: one["name"] for one in objects}
    english = _annotations("en")
    named = {sign: of_picture[slug] for sign, row in english.items() if (slug := _slug(row[0])) in of_picture}
    named |= {sign: tags[row[0].lower()] for sign, row in english.items() if row[0].lower() in tags}
    found = {name: word for name, word in own_names().items() if name not in tags and word}
    said = _by_word({sign: row[1] for sign, row in english.items()})
    spoken = {word: signs for word, signs in said.items() if word in tags}
    abstract = _abstract(said)
    for language in LANGUAGES:
        local = _annotations(language)
        direct = {local[sign][0].lower(): tag for sign, tag in sorted(named.items()) if sign in local}
        shared = _shared(_by_word({sign: row[1] for sign, row in local.items()}), spoken, abstract)
        for name, tag in sorted((direct | {n: tags[t] for n, t in shared.items() if n not in direct}).items()):
            for form in (name, _hiragana(name)):
                if form not in tags and own_names().get(form) != "":
                    found.setdefault(form, tag)
    for sign, tag in sorted(named.items()):
        name = english[sign][0].lower()
        if name not in tags:
            found.setdefault(name, tag)
    return list(found.items())


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _by_word(rows: dict[str, list[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for sign, words in rows.items():
        for word in words:
            found[word.lower()].add(sign)
    return found


def own_names() -> dict[str, str]:
    """foreign.toml: names that CLDR has not, in lower case, and an English word for each, or nothing."""
    told = tomllib.loads(Path(__file__).with_name("foreign.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for name, word in told[language].items():
            found.setdefault(name, word)
    return found


def _abstract(said: dict[str, set[str]]) -> dict[str, set[str]]:
    """The words said of pictures that name nothing that can be drawn."""
    net = WordNet()
    return {word: signs for word, signs in said.items() if net.knows(word) and net.drawable(word) < ABSTRACT}


def _shared(local: dict[str, set[str]], spoken: dict[str, set[str]], abstract: dict[str, set[str]]) -> dict[str, str]:
    """Words of a language that are said of nearly the same pictures as an English tag, and of no fewer of them than of
    an abstract word's, as an idea is said of its signs."""
    found = {}
    for word, signs in local.items():
        best, tag = _likest(signs, spoken)
        if best >= LIKE and len(signs) >= SEVERAL and word not in abstract and _likest(signs, abstract)[0] <= best:
            found[word] = tag
    return found


def _likest(signs: set[str], spoken: dict[str, set[str]]) -> tuple[float, str]:
    """The word that is said of the most alike pictures, and how alike: shared pictures by all of both."""
    scored = [(len(signs & others) / len(signs | others), word) for word, others in spoken.items() if signs & others]
    return max(scored, default=(0.0, ""))


def _hiragana(name: str) -> str:
    """Katakana, in which CLDR writes animals and plants, as hiragana."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in name)


@cache
def _annotations(language: str) -> dict[str, tuple[str, list[str]]]:
    """Of each sign its name and what else is said of it."""
    folder = unpacked(npm_package("cldr-annotations-full", VERSION)) / "package" / "annotations" / language
    told = json.loads((folder / "annotations.json").read_text(encoding="utf-8"))["annotations"]["annotations"]
    return {sign: (row["tts"][0], row.get("default", [])) for sign, row in told.items() if "tts" in row}
