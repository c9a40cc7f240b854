"""What a client sent, kept so that it can refer to it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from celtint_client.errors import UnknownPart
from celtint_client.parts import Part, Ref

from celtint_server.ledger import Lease
from celtint_server.lru import ByteLru

if TYPE_CHECKING:
    from celtint_client.parts import AnyPart


EACH = 512
"""Bytes that a part counts for beside its own."""


class HeldPart:
    """A part and, once somebody asks, its digest. lease: of the message it came in."""

    def __init__(self, part: Part, lease: Lease | None = None) -> None:
        self.part = part
        self.lease = lease
        self.kept = False

    @cached_property
    def digest(self) -> str:
        return self.part.digest()


class PartStore:
    """The parts of one connection, up to `limit` bytes.

    The parts of one message are kept and dropped together, because they are views into it and the whole of it,
    header and all, stays in memory as long as one of them does.
    """

    def __init__(self, limit: int) -> None:
        self._messages: ByteLru[int, tuple[HeldPart, ...]] = ByteLru(limit, _bytes)
        self._count = 0

    def resolve(self, parts: "Mapping[str, AnyPart]", lease: Lease | None = None) -> dict[str, HeldPart]:
        """The parts of a message, its refs looked up. lease: of the message.

        Hashes what hasn't been hashed yet if a ref isn't found otherwise, so keep it off the event loop.
        Raises UnknownPart, naming every ref that isn't kept any more.
        """
        found = {name: self._find(part.ref) for name, part in parts.items() if isinstance(part, Ref)}
        missing = {part.ref for name, part in parts.items() if isinstance(part, Ref) and found[name] is None}
        if missing:
            raise UnknownPart("The server no longer has this part; send it again.", tuple(sorted(missing)))
        new = {name: HeldPart(part, lease) for name, part in parts.items() if isinstance(part, Part)}
        return {**new, **{name: held for name, held in found.items() if held is not None}}

    def keep(self, parts: Mapping[str, HeldPart]) -> None:
        """Keep the parts of a message that was taken; one that was refused leaves nothing."""
        new = tuple(held for held in parts.values() if not held.kept)
        for held in new:
            held.kept = True
        if new:
            self._count += 1
            self._messages.put(self._count, new)

    def make_room(self) -> bool:
        """Drop the message that wasn't used for longest; False if there is none."""
        return self._messages.drop_oldest()

    def clear(self) -> None:
        """Keep nothing more of what was sent until now."""
        self._messages.clear()

    def _find(self, ref: str) -> HeldPart | None:
        kept = self._messages.items()
        for hashed in (True, False):
            for key, message in kept:
                for held in message:
                    if ("digest" in vars(held) or not hashed) and held.digest == ref:
                        self._messages.get(key)
                        return held
        return None


def _bytes(message: Iterable[HeldPart]) -> int:
    """Of the whole messages that these parts are views into."""
    buffers = (held.part.view.obj for held in message)
    whole = {id(buffer): memoryview(buffer).nbytes for buffer in buffers}
    return sum(whole.values()) + EACH * sum(1 for _ in message)
