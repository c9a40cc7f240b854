"""The contract's words as Blender lists them: items of an EnumProperty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_client import choices

if TYPE_CHECKING:
    from celtint_client.choices import Choice

    Item = tuple[str, str, str, int]


def items(listed: tuple[Choice, ...], first: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """Identifier, name, description and number of each word; the number is what a .blend file keeps.

    first: words that are listed before the others, and have the numbers of their places: as the files have them that
    were saved before words had numbers of their own.
    """
    order = sorted(listed, key=lambda each: first.index(each.word) if each.word in first else len(first) + each.number)
    numbers = {word: place for place, word in enumerate(first)}
    return tuple(
        (each.word, each.label, each.meaning[:1].upper() + each.meaning[1:], numbers.get(each.word, each.number))
        for each in order
    )


MODES = items(choices.MODE_CHOICES)
DRAWING_MODES = items(choices.MODE_CHOICES, ("line", "auto", "grey"))
"""Of Grease Pencil, where a drawing is line art unless it is said otherwise."""
UNDECIDED = items(choices.UNDECIDED_CHOICES)
BACKGROUNDS = items(choices.BACKGROUND_CHOICES)
LIGHTS = items(choices.LIGHT_CHOICES)
SEQUENCE_UNDECIDED = items(choices.SEQUENCE_UNDECIDED_CHOICES)
