"""Where pictures come from: each source is looked up by name and lists its items with licence and tags.

An item's *group* is what must not be torn apart by the split into training and validation: all pictures of
one character, all skin tones of one emoji.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from celtint_train.discovery import discover


@dataclass(frozen=True)
class Item:
    """One picture of a source: ``colour`` is its file (SVG, PNG, JPEG, WebP), ``line`` the file of its exact
    lines."""

    key: str
    group: str
    colour: Path
    package: Path
    tags: tuple[str, ...] = ()
    line: Path | None = None


@dataclass(frozen=True)
class Source:
    """A set of pictures with one licence. ``weight`` is its share of the training samples, relative to the
    others; ``held_back`` the share of its groups that is kept for validation, ``one_at_least`` however few they are;
    ``generated``: drawn by this package, and used only where it is named."""

    name: str
    licence: str
    attribution: str
    weight: float
    items: Callable[[], Iterator[Item]]
    held_back: float = 0.08
    generated: bool = False
    one_at_least: bool = False


SOURCES: dict[str, Source] = {}


def register(
    name: str, licence: str, attribution: str, weight: float, generated: bool = False
) -> Callable[[Callable[[], Iterator[Item]]], Callable[[], Iterator[Item]]]:
    """Decorator that enters a function listing items into SOURCES."""

    def enter(items: Callable[[], Iterator[Item]]) -> Callable[[], Iterator[Item]]:
        SOURCES[name] = Source(name, licence, attribution, weight, items, generated=generated)
        return items

    return enter


def known_sources() -> dict[str, Source]:
    """Every source there is, by its name."""
    discover("celtint_train.data.sources")
    return SOURCES
