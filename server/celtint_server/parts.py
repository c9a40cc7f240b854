"""What a client sent, kept so that it can refer to it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from celtint_client.errors import UnknownPart
from celtint_client.parts import Part, Ref

from celtint_server.lru import ByteLru

if TYPE_CHECKING:
    from celtint_client.parts import AnyPart


class Held:
    """A part and, once somebody asks, its digest."""

    def __init__(self, part: Part) -> None:
        self.part = part

    @cached_property
    def digest(self) -> str:
        return self.part.digest()


class PartStore:
    """The parts of one connection, up to `limit` bytes.

    The parts of one message are kept and dropped together, because they are views into it and the whole of it
    stays in memory as long as one of them does.
    """

    def __init__(self, limit: int) -> None:
        self._messages: ByteLru[int, tuple[Held, ...]] = ByteLru(limit, _bytes)
        self._count = 0

    def resolve(self, parts: "Mapping[str, AnyPart]", keep: bool = True) -> dict[str, Held]:
        """The parts of a message, its refs looked up, its own kept from now on if `keep`.

        Hashes what hasn't been hashed yet if a ref isn't found otherwise, so keep it off the event loop.
        Raises UnknownPart, naming every ref that isn't kept any more.
        """
        found = {name: self._find(part.ref) for name, part in parts.items() if isinstance(part, Ref)}
        missing = {part.ref for name, part in parts.items() if isinstance(part, Ref) and found[name] is None}
        if missing:
            raise UnknownPart("The server no longer has this part; send it again.", tuple(sorted(missing)))
        new = {name: Held(part) for name, part in parts.items() if isinstance(part, Part)}
        if new and keep:
            self._count += 1
            self._messages.put(self._count, tuple(new.values()))
        return {**new, **{name: held for name, held in found.items() if held is not None}}

    def clear(self) -> None:
        """Keep nothing more of what was sent until now."""
        self._messages.clear()

    def _find(self, ref: str) -> Held | None:
        kept = self._messages.items()
        for hashed in (True, False):
            for key, message in kept:
                for held in message:
                    if ("digest" in vars(held) or not hashed) and held.digest == ref:
                        self._messages.get(key)
                        return held
        return None


def _bytes(message: Iterable[Held]) -> int:
    return sum(len(held.part.view) for held in message)
