"""The scenes of a sequence in hosts: what a field for cuts says, and what was found, in a line for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from celtint_client.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from celtint_client.sequences import FrameAnswer

_NUMBERS = re.compile(r"-?[0-9]+(?:[\s,]+-?[0-9]+)*,?")


def cuts(text: str, shown: Mapping[int, int]) -> str:
    """The setting `cuts` of a field for text: "auto" for an empty one; frames as the host counts become the wire's.

    shown: by frame of the host's, the number on the wire of the drawing that is shown there. A scene begins with the
    drawing that is shown on the frame given, held or not; frames outside of the range are passed over, since the field
    is kept and ranges change. Raises BadRequest for what is neither auto, none nor numbers.
    """
    given = text.strip().lower() or "auto"
    if given in ("auto", "none"):
        return given
    if _NUMBERS.fullmatch(given) is None:
        raise BadRequest(
            f"Cuts are auto, none, or the frames with which scenes begin, such as 14, 31; not “{text.strip()}”."
        )
    begun = {shown[frame] for frame in map(int, re.findall(r"-?[0-9]+", given)) if frame in shown}
    return ",".join(str(number) for number in sorted(begun)) or "none"


def told(begun: Sequence[tuple[str, str, bool]]) -> str:
    """The scenes in a line without an end. begun: of each the frame it begins with, as people name it, its mode ("line"
    or "grey"), and whether a key is of it."""
    if len(begun) < 2:
        return "".join(f"one scene, of {'drawings' if mode == 'line' else 'grey frames'}" for _, mode, _ in begun)
    each = ", ".join(f"{name} ({mode}{'' if key else ', no key'})" for name, mode, key in begun)
    return f"{len(begun)} scenes, which begin with {each}"


class Scenes:
    """What the frames of a sequence that come back say of its scenes; of one run, from any one thread."""

    def __init__(self) -> None:
        self._modes: dict[int, str] = {}
        self._cuts: set[int] = set()

    def take(self, answer: FrameAnswer) -> None:
        """A frame has come."""
        self._modes[answer.number] = answer.colouring.mode
        if answer.cut:
            self._cuts.add(answer.number)

    def sentence(self, keys: Collection[int], name: Callable[[int], str] = str) -> str:
        """One sentence on them; "" before any frame has come. keys: the numbers of the frames sent with a key. name: of
        the frame of a number, as the host's people call it."""
        numbers = sorted(self._modes)
        starts = [number for number in numbers if number in self._cuts or number == numbers[0]]
        ends = [*starts[1:], *([numbers[-1] + 1] if numbers else [])]
        rows = [
            (name(start), self._modes[start], any(start <= key < ends[at] for key in keys))
            for at, start in enumerate(starts)
        ]
        line = told(rows)
        return f"{line[:1].upper()}{line[1:]}{'; Cuts says otherwise' if len(rows) > 1 else ''}." if line else ""
