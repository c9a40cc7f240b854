"""The contract's words as the docker lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_client import choices

from celtint_krita.host.qt import tr

if TYPE_CHECKING:
    from celtint_client.choices import Choice


def modes() -> tuple[tuple[str, str], ...]:
    """What a drawing may be: texts and the words they stand for."""
    return _listed(choices.MODE_CHOICES)


def styles() -> tuple[tuple[str, str], ...]:
    """What the colours may be laid down as."""
    return _listed(choices.STYLE_CHOICES)


def undecided() -> tuple[tuple[str, str], ...]:
    """What may become of regions without a hint."""
    return _listed(choices.UNDECIDED_CHOICES)


def line_colours() -> tuple[tuple[str, str], ...]:
    """What may be made of the lines, as a layer of their own."""
    return _listed(choices.LINE_COLOURS_CHOICES)


def backgrounds() -> tuple[tuple[str, str], ...]:
    """What may lie behind the things of a staged picture."""
    return _listed(choices.BACKGROUND_CHOICES)


def lights() -> tuple[tuple[str, str], ...]:
    """Where its light may come from."""
    return _listed(choices.LIGHT_CHOICES)


def _listed(words: tuple[Choice, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((tr(each.label), each.word) for each in words)
