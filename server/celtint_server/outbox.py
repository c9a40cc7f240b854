"""What is to be sent to one client. Nothing large waits here: it is made when its turn comes, and counted then."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from celtint import CeltintError
from celtint_client import framing
from celtint_client.errors import QueueFull, WireError
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from celtint_server import logs
from celtint_server.convert import wire_error
from celtint_server.ledger import Lease, Ledger

if TYPE_CHECKING:
    from celtint_client.framing import Message

MOST = 16
"""Messages waiting for a slow reader before it is told no more progress and no more requests are read."""
PATIENCE, PAUSE = 30.0, 0.05
"""Seconds that an answer waits for memory before the client is told to ask again, and between two looks."""
INTERNAL_ERROR = 1011

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Later:
    """A message that is made when it is sent, on a thread.

    make: makes it; what it raises is said by `failed`. size: bytes that it takes at most, beyond what is counted
    elsewhere. job: whose message it is. pins: bytes of something counted elsewhere that can't be dropped while this
    waits.
    """

    make: "Callable[[], Message]"
    failed: "Callable[[WireError], Message]"
    job: str
    size: int
    pins: int = 0


class Outbox:
    """The messages of one client, sent one after the other. Runs on the event loop.

    pin_limit: bytes that those waiting may pin, see `can_pin`.
    """

    def __init__(self, socket: ServerConnection, ledger: Ledger, client: str, pin_limit: int) -> None:
        self._socket = socket
        self._ledger = ledger
        self._client = client
        self._pin_limit = pin_limit
        self._pinned = 0
        self._closed = False
        self._waiting: asyncio.Queue[Message | Later] = asyncio.Queue()
        self._room = asyncio.Event()
        self._room.set()

    @property
    def full(self) -> bool:
        """Whether the client reads too slowly to be sent more than it must."""
        return self._waiting.qsize() >= MOST or self._pinned >= self._pin_limit

    def can_pin(self, size: int) -> bool:
        """Whether a message may keep `size` bytes of something from being dropped."""
        return not self._ledger.tight() and (not self._pinned or self._pinned + size <= self._pin_limit)

    async def room(self) -> None:
        """Wait until not too much waits."""
        await self._room.wait()

    def post(self, message: "Message | Later") -> None:
        """Let a message wait for its turn."""
        if self._closed:
            return
        self._pinned += message.pins if isinstance(message, Later) else 0
        self._waiting.put_nowait(message)
        if self.full:
            self._room.clear()

    async def run(self) -> None:
        """Send what is posted until cancelled or the client is gone."""
        try:
            while True:
                message = await self._waiting.get()
                await self._send(message)
                self._pinned -= message.pins if isinstance(message, Later) else 0
                del message
                if not self.full:
                    self._room.set()
        except ConnectionClosed:
            pass  # the reader hears of it too
        except Exception:  # a message that can't be written must not leave the client waiting for it
            log.exception("no answer can be sent")
            await self._socket.close(INTERNAL_ERROR, "INTERNAL")
        finally:
            self.close()

    def close(self) -> None:
        """Send nothing more, hold nothing more."""
        self._closed = True
        self._waiting = asyncio.Queue()
        self._pinned = 0
        self._room.set()

    async def _send(self, message: "Message | Later") -> None:
        if not isinstance(message, Later):
            await self._socket.send(framing.encode(message))
            return
        try:
            lease = await self._lease(message.size)
            pieces = await asyncio.to_thread(_written, message)
        except WireError as error:
            await self._socket.send(framing.encode(message.failed(error)))
            return
        await self._socket.send(pieces)
        lease.close()

    async def _lease(self, size: int) -> Lease:
        """Wait for memory. Raises QueueFull after a while, TooLarge."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self._ledger.lease("outbox", self._client, size)
            except QueueFull:
                if time.monotonic() > end:
                    raise
            await asyncio.sleep(PAUSE)


def _written(later: Later) -> "framing.Encoded":
    """Make it. Raises WireError alone."""
    with logs.of_job(later.job):
        try:
            return framing.encode(later.make())
        except (WireError, CeltintError) as error:
            raise wire_error(error) from None
        except Exception:  # a result that can't be told must not leave the client waiting, nor the others
            raise logs.internal(log, "The server failed at this answer") from None
