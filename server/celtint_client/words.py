"""What hosts ask of the contract's words."""

from __future__ import annotations

from celtint_client import choices

AUTO_GAP = -1
"""What stands for "auto" in a field for whole numbers."""
ANY_COLOURS = 0
"""What stands for as many colours as it takes."""


def in_sequence(undecided: str) -> str:
    """The word of `undecided` for frames: the same, or "auto" in place of one that is for a single drawing."""
    return undecided if undecided in choices.SEQUENCE_UNDECIDED else "auto"


def gap(number: int) -> int | str:
    """The setting `gap` of a field for whole numbers: "auto" for `AUTO_GAP`."""
    return "auto" if number == AUTO_GAP else number


def colours(number: int) -> int | None:
    """The setting `colours` of a field for whole numbers: none for `ANY_COLOURS`."""
    return None if number == ANY_COLOURS else number
