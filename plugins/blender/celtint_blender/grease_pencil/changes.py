"""Which drawings have to be coloured again: those that a change since the last time reaches."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from celtint_client.parts import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from celtint_blender.grease_pencil.reading import Gathered

ALL = "all"
"""What holds for every drawing: the settings, the palette, the cast."""
Prints = dict[str, str]
"""Digests of what was asked, by the drawing's number, and of `ALL`."""


def loaded(text: str) -> Prints:
    """From what an object keeps; nothing where it can't be read."""
    try:
        found = {str(name): str(digest) for name, digest in json.loads(text or "{}").items()}
        return {name: digest for name, digest in found.items() if name == ALL or str(int(name)) == name}
    except (ValueError, AttributeError):
        return {}


def saved(prints: Prints) -> str:
    """As an object keeps it."""
    return json.dumps(prints, separators=(",", ":"))


def of_all(*settings: object, cast: Part | None) -> str:
    """What stands for that which holds for every drawing."""
    return _digest([repr(settings).encode(), b"" if cast is None else bytes(cast.data)])


def of(given: Gathered) -> str:
    """What stands for a drawing as it is sent."""
    frame = given.frame
    parts = (frame.picture, frame.hints, frame.key, given.marks)
    sent = (bytes(each.data) if isinstance(each, Part) else b"" for each in parts)
    return _digest([repr(given.boxes).encode(), *sent])


def _digest(parts: Iterable[bytes]) -> str:
    made = hashlib.blake2b(digest_size=8)
    for each in parts:
        made.update(len(each).to_bytes(8, "little"))
        made.update(each)
    return made.hexdigest()


def numbers(prints: Prints) -> list[int]:
    """The drawings whose digests are there."""
    return [int(name) for name in prints if name != ALL]


def reached(numbers: Collection[int], keyed: Collection[int], changed: Collection[int]) -> set[int]:
    """The drawings that changes reach: up to the keys before and after, which say all colours of theirs. A hint stops
    nothing, since it says one colour only.

    numbers: of all drawings; keyed: of those that the artist filled.
    """
    found: set[int] = set()
    for number in changed:
        low, high = around(keyed, number)
        found |= {each for each in numbers if (low is None or each > low) and (high is None or each < high)}
    return found


def around(keyed: Collection[int], number: int) -> tuple[int | None, int | None]:
    """The nearest keys before and after a drawing."""
    before, after = ([each for each in keyed if each < number], [each for each in keyed if each > number])
    return max(before, default=None), min(after, default=None)
