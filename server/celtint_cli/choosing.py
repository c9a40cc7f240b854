"""Options that take one of a few words, told with what each word means."""

import argparse
from collections.abc import Mapping
from typing import Any

INK = (
    "which line colours are ink: auto (pale lines under darker ones are not), all, dark (only the darkest), "
    "or colours, #rrggbb, with commas between"
)
"""The help of `--ink`."""
TRACE = (
    "which coloured lines are trace lines, which part areas and are painted over: auto (what parts areas inside the "
    "dark lines and ends at them), none, or colours, #rrggbb, with commas between"
)
"""The help of `--trace`."""


def told(what: str, meanings: Mapping[Any, str]) -> str:
    """An option's help: what is chosen, and what each word means."""
    words = "; ".join(f"{word}: {meaning}" for word, meaning in meanings.items())
    return f"{what} ({words})".replace("%", "%%")


def gap(text: str) -> str | int:
    """The option `--gap`. Raises argparse's error for what is neither."""
    if text == "auto":
        return text
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'auto' or a whole number of pixels, not {text!r}") from None
