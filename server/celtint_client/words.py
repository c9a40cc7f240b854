"""What hosts ask of the contract's words."""

from __future__ import annotations

from celtint_client import choices


def in_sequence(undecided: str) -> str:
    """The word of `undecided` for frames: the same, or "auto" in place of one that is for a single drawing."""
    return undecided if undecided in choices.SEQUENCE_UNDECIDED else "auto"
