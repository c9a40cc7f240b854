"""Messages as they come in: counted from their first byte on, put together without a second copy."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from celtint_client.errors import WireError
from celtint_client.framing import MAX_HEADER
from websockets.asyncio.server import ServerConnection

from celtint_server.convert import wire_error
from celtint_server.ledger import Lease, Ledger

if TYPE_CHECKING:
    from celtint_client.parts import Blob

TRY_AGAIN_LATER = 1013
FREE = 1 << 18
"""Bytes on their way that every client may have."""
LOOSE = 16
"""Bytes of memory that a byte of JSON takes, at most about, once it is objects."""
LEAST = 4096
"""Bytes that any message counts for, for the objects that belong to it."""


class Socket(ServerConnection):
    """A WebSocket that says how many bytes come in."""

    inbox: "Inbox | None" = None

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.inbox is not None:
            self.inbox.got(len(data))


@dataclass(frozen=True)
class Incoming:
    """A message as bytes, and the lease for them; where there is no room for it only what it began with."""

    data: "str | Blob"
    lease: Lease | None
    refusal: WireError | None = None


class Inbox:
    """The messages of one client on their way in. Runs on the event loop."""

    def __init__(self, socket: Socket, ledger: Ledger, client: str) -> None:
        self._socket = socket
        self._ledger = ledger
        self._client = client
        self._bytes = 0
        self._lease = ledger.lease(Ledger.ARRIVING, "", 0)
        socket.inbox = self

    def got(self, size: int) -> None:
        """So many bytes have come. A message that there is no memory for ends its connection."""
        self._bytes += size
        try:
            self._lease.resize(max(0, self._bytes - FREE))
        except WireError as error:
            self._socket.inbox = None
            self._socket.protocol.fail(TRY_AGAIN_LATER, error.name)
            self._socket.send_data()

    async def next(self) -> Incoming:
        """Wait for a message. Raises ConnectionClosed."""
        data, text, length, arrived = bytearray(), [], 0, 0
        async for fragment in self._socket.recv_streaming():
            if isinstance(fragment, bytes):
                data += fragment
                arrived += _on_the_wire(len(fragment))
            else:
                arrived += _on_the_wire(len(fragment) if fragment.isascii() else len(fragment.encode()))
                if length <= MAX_HEADER:  # more than that is refused, whatever it is
                    text.append(fragment[: MAX_HEADER + 1])
                    length += len(text[-1])
        whole: str | Blob = "".join(text) if text else memoryview(data).toreadonly()
        self._bytes = max(0, self._bytes - arrived)
        self._lease.resize(max(0, min(self._lease.size, self._bytes - FREE)))
        try:
            return Incoming(whole, self._ledger.lease("messages", self._client, _weight(whole)))
        except WireError as error:
            start = whole[:MAX_HEADER] if isinstance(whole, str) else bytes(whole[: MAX_HEADER + 4])
            return Incoming(start, None, wire_error(error))

    def close(self) -> None:
        """The connection is gone."""
        self._socket.inbox = None
        self._lease.close()


def _on_the_wire(length: int) -> int:
    """Bytes of a client's frame with its header and mask (RFC 6455, 5.2)."""
    return length + (6 if length < 126 else 8 if length < 1 << 16 else 14)


def _weight(data: "str | Blob") -> int:
    """Bytes of memory that a message takes, its JSON as objects."""
    if isinstance(data, str):
        return LEAST + LOOSE * len(data)
    header = min(int.from_bytes(data[:4], "little"), len(data), MAX_HEADER)
    return LEAST + len(data) + LOOSE * header
