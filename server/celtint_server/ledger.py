"""One account of the bytes that a server holds for its clients: messages, jobs, results, answers, caches.

Who holds bytes holds a lease for them. They are given back when the lease is closed, or when nothing refers to it any
more, as the bytes themselves are: several holders of one message share one lease, and it is counted once.
"""

import threading
from collections import Counter, deque
from collections.abc import Callable

from celtint_client.errors import QueueFull, TooLarge

MakeRoom = Callable[[], bool]
"""Drops something that is kept but not needed; False if there is nothing."""

_FULL = "The server holds as much as it may; try again when a job is done."
_ALONE = "This takes more memory than the server gives one request; make it smaller."


class Lease:
    """Bytes that are counted as long as this is. Safe to use from several threads."""

    def __init__(self, ledger: "Ledger", kind: str, client: str, size: int) -> None:
        self._ledger, self._kind, self._client = ledger, kind, client
        self.size = size

    def resize(self, size: int) -> None:
        """Hold so many bytes from now on. Raises QueueFull, TooLarge for more than there is room for."""
        if size > self.size:
            self._ledger.claim(self._kind, self._client, size - self.size, size)
        else:
            self._ledger.returned.append((self._kind, self._client, self.size - size))
        self.size = size

    def close(self) -> None:
        """Hold nothing any more."""
        self.resize(0)

    def __del__(self) -> None:
        # Nothing but an append, which needs no lock: this may run at any point of any thread.
        self._ledger.returned.append((self._kind, self._client, self.size))


class Ledger:
    """How many bytes may be held, and are. Safe to use from several threads.

    limit: bytes of all clients. client_limit: of one. reserve: of `limit`, for messages that are on their way and for
    nothing else: so neither they nor what is held can take all the room of the other.
    """

    ARRIVING = "arriving"
    """The kind of what the reserve is for."""

    def __init__(self, limit: int, client_limit: int, reserve: int) -> None:
        self.limit = limit
        self.client_limit = client_limit
        self.returned: deque[tuple[str, str, int]] = deque()
        self._reserve = reserve
        self._common = limit - reserve
        self._lock = threading.Lock()
        self._kinds: Counter[str] = Counter()
        self._clients: Counter[str] = Counter()
        self._shared: list[MakeRoom] = []
        self._own: dict[str, MakeRoom] = {}

    def lease(self, kind: str, client: str, size: int) -> Lease:
        """Count `size` bytes more, dropping what is kept and not needed to make room.

        Raises QueueFull if they don't fit now, TooLarge if they never will.
        """
        self.claim(kind, client, size, size)
        return Lease(self, kind, client, size)

    def force(self, kind: str, size: int) -> Lease:
        """Count bytes of the server itself that are there already; what comes next finds so much less room."""
        while not self._fits(kind, "", size) and self._make_room(None):
            pass
        self._add(kind, "", size)
        return Lease(self, kind, "", size)

    def claim(self, kind: str, client: str, more: int, whole: int) -> None:
        """Count `more` bytes of something that then has `whole`. Raises as `lease` does."""
        most = self._reserve if kind == self.ARRIVING else self._common
        if whole > (most if not client else min(most, self.client_limit)):
            raise TooLarge(_ALONE)
        while not self._try(kind, client, more):
            own = client if self._over(client, more) else None
            if not self._make_room(own):
                raise QueueFull(_FULL)

    def held(self, kind: str | None = None) -> int:
        """Bytes that are held, of one kind or all."""
        with self._lock:
            self._settle()
            return self._kinds.total() if kind is None else self._kinds[kind]

    def tight(self) -> bool:
        """Whether there is no room for anything more than there is."""
        return self.held() - self.held(self.ARRIVING) >= self._common

    def share(self, make_room: MakeRoom) -> None:
        """Something that can be dropped for anybody, the first said first."""
        self._shared.append(make_room)

    def join(self, client: str, make_room: MakeRoom) -> None:
        """What can be dropped of one client."""
        with self._lock:
            self._own[client] = make_room

    def leave(self, client: str) -> None:
        """This client is gone."""
        with self._lock:
            self._own.pop(client, None)

    def _try(self, kind: str, client: str, more: int) -> bool:
        with self._lock:
            self._settle()
            if not self._room(kind, client, more):
                return False
            self._count(kind, client, more)
            return True

    def _fits(self, kind: str, client: str, more: int) -> bool:
        with self._lock:
            self._settle()
            return self._room(kind, client, more)

    def _room(self, kind: str, client: str, more: int) -> bool:
        arriving = self._kinds[self.ARRIVING]
        if kind == self.ARRIVING:
            return arriving + more <= self._reserve
        mine = not client or self._clients[client] + more <= self.client_limit
        return mine and self._kinds.total() - arriving + more <= self._common

    def _over(self, client: str, more: int) -> bool:
        """Whether it is this client's own limit that is in the way."""
        with self._lock:
            return bool(client) and self._clients[client] + more > self.client_limit

    def _add(self, kind: str, client: str, more: int) -> None:
        with self._lock:
            self._count(kind, client, more)

    def _count(self, kind: str, client: str, more: int) -> None:
        self._kinds[kind] += more
        if client:
            self._clients[client] += more
            if not self._clients[client]:
                del self._clients[client]

    def _settle(self) -> None:
        while self.returned:
            kind, client, size = self.returned.popleft()
            self._count(kind, client, -size)

    def _make_room(self, client: str | None) -> bool:
        """Drop one thing, of this client or of anybody."""
        with self._lock:
            own = [drop for name, drop in self._own.items() if client in (None, name)]
        return any(drop() for drop in ([*self._shared, *own] if client is None else own))
