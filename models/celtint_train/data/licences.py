"""What weights may be offered under, by the licences of the art they learned from (docs/adr/0003)."""

import re
from collections.abc import Collection

from celtint_train.data.sources.registry import Source, known_sources

GENERATED = "CC0-1.0; learned from generated pictures alone"
CHOICES = ("all", "permissive")
"""Which sources may be learned from: every one, or those that ask for no more than to be named."""

_PERMISSIVE = re.compile(r"(?i)(CC0|CC-BY-\d|public domain|MIT|Apache|Expat|BSD)")
_SHARE_ALIKE = re.compile(r"(?i)CC-BY-SA")
_COPYLEFT = re.compile(r"(?i)\bGPL-\d\.\d-or-later")


def is_permissive(source: Source) -> bool:
    """Whether every part of a source's art only asks for its artists to be named, if that."""
    return source.generated or all(
        _PERMISSIVE.match(part.removeprefix("partly ").strip()) is not None for part in source.licence.split(",")
    )


def allowed(names: Collection[str], licences: str) -> tuple[str, ...]:
    """Those of the sources that `licences` (one of `CHOICES`) lets in.

    Raises ValueError for another word, or when nothing is left.
    """
    if licences not in CHOICES:
        raise ValueError(f"licences is one of {', '.join(CHOICES)}, not {licences!r}.")
    known = known_sources()
    kept = tuple(n for n in names if licences == "all" or (n in known and is_permissive(known[n])))
    if not kept:
        raise ValueError(f"None of {', '.join(names)} is under a permissive licence; name other sources.")
    return kept


def of_weights(names: Collection[str]) -> str:
    """The terms of weights that learned from these sources, and what those are under; a user's drawings are theirs."""
    known = known_sources()
    if all(name in known and known[name].generated for name in names):
        return GENERATED
    under = sorted({known[name].licence if name in known else "their owner's terms" for name in names})
    return f"{_terms(under)}; learned from art under {'; '.join(under)}"


def _terms(under: Collection[str]) -> str:
    """GPL-3.0-or-later takes CC-BY-SA-4.0 art in, not the other way round; share-alike takes in the rest."""
    if any(_COPYLEFT.search(licence) for licence in under):
        return "GPL-3.0-or-later"
    return "CC-BY-SA-4.0" if any(_SHARE_ALIKE.search(licence) for licence in under) else "CC-BY-4.0"
