"""Options that take one of a few words, told with what each word means."""

from collections.abc import Mapping
from typing import Any


def told(what: str, meanings: Mapping[Any, str]) -> str:
    """An option's help: what is chosen, and what each word means."""
    words = "; ".join(f"{word}: {meaning}" for word, meaning in meanings.items())
    return f"{what} ({words})".replace("%", "%%")
