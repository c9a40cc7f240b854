"""From the word on a box to objects: exact names, plurals, other languages, and the nearest by meaning."""

import json
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
import numpy.typing as npt

from celtint.stage import tuning
from celtint.stage.objects import ObjectSet
from celtint.stage.packed import unpacked, unreadable
from celtint.types.arrays import F32

_IRREGULAR = {"people": "person", "children": "child", "mice": "mouse", "geese": "goose", "leaves": "leaf"}
_AFTER = frozenset(
    (
        *("with", "without", "in", "on", "of", "at", "from", "by", "who", "that", "which"),
        *("mit", "ohne", "im", "am", "auf", "der", "die", "das", "von", "vom", "aus"),
        *("avec", "sans", "dans", "sur", "de", "du", "des", "à", "au", "con", "sin", "en", "sobre", "del"),
    )
)
"""What comes after one of these is not what a phrase names: "girl with umbrella", "chat de la ferme"."""
_ARTICLES = frozenset(
    ("a", "an", "the", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "una")
)
_EAST = 0x3000
"""Letters from here on are those of Japanese, where a word may be one of them."""
_ONE_ALL_THE_SAME = ("glasses", "sunglasses", "scissors", "trousers", "jeans", "shorts", "pants", "stairs", "skis")


@dataclass(frozen=True)
class Found:
    """tag: the objects' own name for it. distance: 0 the same to 1 unlike. several: whether more than one is meant."""

    tag: str
    distance: float
    several: bool = False


@dataclass(frozen=True)
class WordTable:
    """Words with vectors, names of objects with vectors, and names in other languages.

    vectors: (W, D) unit length. tag_vectors: (T, D) unit length. foreign: casefolded word to tag. Without any of them
    only exact names and plurals are known. limit: how far a word may lie from a name; None: the room's own.
    """

    words: dict[str, int] = field(default_factory=dict)
    vectors: F32 = field(default_factory=lambda: np.zeros((0, 1), np.float32))
    tags: tuple[str, ...] = ()
    tag_vectors: F32 = field(default_factory=lambda: np.zeros((0, 1), np.float32))
    foreign: dict[str, str] = field(default_factory=dict)
    limit: float | None = None

    @staticmethod
    def read(data: bytes) -> "WordTable":
        """From the bytes of a `words.npz`. Raises BadRequest where they are none."""
        held = unpacked(data, ("about", "words", "vectors", "tags", "tag_vectors", "foreign"), "table of words")
        try:
            about = json.loads(held["about"].tobytes())
            words, tags, foreign = (_lines(held[name]) for name in ("words", "tags", "foreign"))
        except (ValueError, TypeError) as error:
            raise unreadable("table of words") from error
        vectors, tag_vectors = _unit(held["vectors"]), _unit(held["tag_vectors"])
        known = {word: place for place, word in enumerate(words)}
        pairs = [line.split("\t") for line in foreign if "\t" in line]
        limit = about.get("limit")
        return WordTable(
            known,
            vectors,
            tuple(tags),
            tag_vectors,
            {pair[0].casefold(): pair[1] for pair in pairs},
            None if limit is None else float(limit),
        )

    def find(self, tag: str, objects: ObjectSet) -> Found | None:
        """What a word names among the objects; None where nothing is near."""
        asked = " ".join(tag.casefold().split())
        if len(asked) > tuning.WORDS.longest or not asked:
            return None
        found = _exact(asked, objects) or self._foreign(asked, objects)
        if found is not None:
            return found
        for head in _heads(asked):  # "old oak tree": what it is stands last
            for form in _forms(head):
                if form in objects.by_tag:
                    return Found(form, tuning.WORDS.headed)
            found = self._foreign(head, objects)
            if found is not None:
                return replace(found, distance=max(found.distance, tuning.WORDS.headed))
        nearest = self._near(asked, objects)
        return nearest if nearest is not None else self._compound(asked, objects)

    def _near(self, asked: str, objects: ObjectSet) -> Found | None:
        """The nearest in meaning, if it isn't too far."""
        nearest = self._nearest(asked, objects, 1)
        limit = tuning.WORDS.limit if self.limit is None else self.limit
        return nearest[0] if nearest and nearest[0].distance <= limit else None

    def _foreign(self, word: str, objects: ObjectSet) -> Found | None:
        """What a word of another language names; its English word may be no object's own name."""
        for form in _forms(word):
            own = self.foreign.get(form, "").casefold()
            found = (_exact(own, objects) or self._near(own, objects)) if own else None
            if found is not None:
                return found
        return None

    def _compound(self, asked: str, objects: ObjectSet) -> Found | None:
        """What a compound that nobody knows is by its end, the longest first: an "Apfelbaum" is a Baum."""
        word = asked.rsplit(" ", 1)[-1]
        if word in self.words:
            return None
        stem, tail = (1, 1) if word[-1] >= chr(_EAST) else (tuning.WORDS.stem, tuning.WORDS.tail)
        for start in range(stem, len(word) - tail + 1):
            found = self._foreign(word[start:], objects) if word[start:] in self.foreign else None
            if found is not None:
                return replace(found, distance=max(found.distance, tuning.WORDS.headed))
        return None

    def suggestions(self, tag: str, objects: ObjectSet, count: int = 3) -> tuple[str, ...]:
        """Names of objects that somebody may have meant: by meaning where the word is known, else by letters."""
        asked = " ".join(tag.casefold().split())[: tuning.WORDS.longest]
        close = get_close_matches(asked, sorted(objects.by_tag), count, 0.6)
        known = any(word in self.words for word in asked.replace("-", " ").split())
        near = [found.tag for found in self._nearest(asked, objects, count)]
        return tuple(dict.fromkeys([*near, *close] if known else [*close, *near]))[:count]

    def _nearest(self, asked: str, objects: ObjectSet, count: int) -> list[Found]:
        rows = [self.words[word] for word in asked.replace("-", " ").split() if word in self.words]
        if not rows or not len(self.tag_vectors):
            return []
        mean = self.vectors[rows].mean(axis=0)
        mean /= max(float(np.linalg.norm(mean)), 1e-6)
        likeness = self.tag_vectors @ mean
        found: list[Found] = []
        for place in np.argsort(-likeness, kind="stable")[: 4 * count + 8].tolist():
            own = self.tags[place].casefold()
            if own in objects.by_tag and len(found) < count:
                found.append(Found(own, float(np.clip(1.0 - likeness[place], 0.0, 1.0))))
        return found


def _exact(asked: str, objects: ObjectSet) -> Found | None:
    """The things of that very name, or of what it is the plural or singular of."""
    for form in _forms(asked):
        if form in objects.by_tag:
            return Found(form, 0.0, _is_plural(asked, objects))
    return None


def _heads(asked: str) -> tuple[str, ...]:
    """The words of a phrase that may say what it is: the last, as in English and German, then the first, as in French
    and Spanish; of what stands before "with" and its like."""
    words = asked.replace("-", " ").split()
    ends = [place for place, word in enumerate(words) if place and word in _AFTER]
    words = words[: ends[0]] if ends else words
    words = words[1:] if words[1:] and words[0] in _ARTICLES else words
    return tuple(head for head in dict.fromkeys([" ".join(words), *words[-1:], *words[:1]]) if head != asked)


def _forms(word: str) -> tuple[str, ...]:
    """A word, and what it may be the plural or singular of."""
    forms = [word, word + "s"]
    for end, other in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", ""), ("men", "man")):
        if word.endswith(end) and len(word) > len(end) + 1:
            forms.append(word.removesuffix(end) + other)
    return tuple(dict.fromkeys([*forms, *([_IRREGULAR[word]] if word in _IRREGULAR else [])]))


def _is_plural(word: str, objects: ObjectSet) -> bool:
    """Whether a word is the plural of a name; of glasses and trousers there is one."""
    if word in _IRREGULAR:
        return True
    forms = [form for form in _forms(word) if len(form) < len(word) and form in objects.by_tag]
    return bool(forms) and word not in _ONE_ALL_THE_SAME


def _lines(blob: npt.NDArray[Any]) -> list[str]:
    text = blob.tobytes().decode("utf-8")
    return text.split("\n") if text else []


def _unit(vectors: npt.NDArray[Any]) -> F32:
    values = np.asarray(vectors, np.float32)
    return np.asarray(values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-6), np.float32)
