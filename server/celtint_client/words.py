"""What hosts ask of the contract's words."""

from __future__ import annotations

from collections.abc import Sequence

from celtint_client import choices
from celtint_client.answers import Pen

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


def ink(text: str) -> str:
    """The setting `ink`, or `trace`, of a field for text: "auto" for an empty one."""
    return text.strip() or "auto"


def posed(tag: str) -> tuple[str, str, str | None]:
    """What a tag of `stage` means that a person wrote in one field: what, where it looks, and in which pose.

    "boy, waving left" is a boy, "left", "waving"; without a comma it is a name alone, "auto" and None.
    """
    what, _, how = tag.partition(",")
    words = how.split()
    facing = next((word for word in words if word in choices.FACING), "auto")
    return what.strip(), facing, " ".join(word for word in words if word not in choices.FACING) or None


def _kind(pen: Pen) -> str:
    return " (trace line)" if pen.trace else "" if pen.counts else " (not ink)"


def inks(pens: Sequence[Pen]) -> str:
    """The line colours of a drawing as a list for people; "" if there are none."""
    told = []
    for pen in pens:
        colour = "#{:02x}{:02x}{:02x}".format(*pen.colour)
        told.append(f"{colour} {pen.share:.0%}{_kind(pen)}")
    return f"Line colours: {', '.join(told)}." if told else ""
