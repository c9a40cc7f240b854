"""How a server is set up, and where its networks come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from celtint import Descriptor, Network, ObjectSet, WordTable
    from celtint.matching.geometry import Matcher
    from celtint.stage.drawer import Drawing
    from celtint_client.parts import Blob

    from celtint_server.ledger import Lease


class ConfigError(Exception):
    """The server can't start this way; the message is one plain sentence (exit code 2)."""


class ModelSource(Protocol):
    """Where networks come from; `celtint_models.registry` is one."""

    def names(self) -> Sequence[str]:
        """Every name that can be loaded."""

    def describe(self, name: str) -> "Descriptor":
        """What the network takes and gives; raises `celtint.ModelNotFound`."""

    def card(self, name: str) -> str:
        """Its card, Markdown; raises `celtint.ModelNotFound`, also where it has none."""

    def load(self, name: str) -> "Network":
        """Read the network; raises `celtint.ModelNotFound`."""

    def load_matcher(self) -> "Matcher":
        """Read the network that matches regions; raises `celtint.ModelNotFound` if there is none."""

    def load_cast_matcher(self) -> "Matcher":
        """Read the network that finds parts on model sheets; raises `celtint.ModelNotFound` if there is none."""


@dataclass(frozen=True)
class Stock:
    """What `stage` places: the objects, the words that lead to them, and the network that draws things anew, or what
    loads it (None: this server has no engine that has learned)."""

    objects: "ObjectSet"
    words: "WordTable"
    drawing: "Drawing" = None


class Page(Protocol):
    """A file that browsers are given; `celtint_web.serving.Page` is one."""

    @property
    def body(self) -> bytes:
        """Its bytes."""

    @property
    def packed(self) -> bytes | None:
        """The same by gzip, None if that isn't worth it."""

    @property
    def type(self) -> str:
        """Content-Type."""

    @property
    def etag(self) -> str:
        """ETag, in its quotes."""


@dataclass(frozen=True)
class Handed:
    """A file that is handed over to the page. role: what it is for ("picture" or "hints"). data: its bytes, which the
    server doesn't look into. lease: for them, where they count."""

    name: str
    role: str
    data: "Blob"
    lease: "Lease | None" = None


@dataclass(frozen=True)
class Invitation:
    """What opens the server's page once, within ten minutes.

    url: its address, which holds a code: no other user may see it, so it belongs on no program's command line.
    redirect: a file of the user's own that leads there, removed once the code is spent; None without a state file.
    """

    url: str
    redirect: Path | None


@dataclass(frozen=True)
class Ready:
    """Told to `ServerConfig.ready` once the server takes connections.

    url: ws:// or wss:// address. token_file, state_file: as configured, "" where there is none. page: http:// or https://
    address of the page, "" where none is served.
    """

    url: str
    host: str
    port: int
    pid: int
    version: str
    token_file: str
    state_file: str
    page: str = ""


@dataclass(frozen=True)
class ServerConfig:
    """Everything a server needs to know before it starts.

    host: address to listen on; anything but loopback needs tls_cert and tls_key (PEM files).
    port: 0 takes a free one. ports: so many from `port` on are tried.
    hosts: further names, without port, that clients may address the server by (the `Host` header).
    token_file: 0600 file with the token. One that exists is read, else a new token is written to it; it stays,
        as other servers may read it. None: the token is in the state file alone.
    state_file: 0600 JSON file by which launchers find the server (`celtint_client.launcher.state_file()`),
        removed at the end. None: no such file.
    default_model: network for requests that name none (None: the first of the model source).
    idle_exit_s: exit after so many seconds without a connection and without a job (None: never; a plugin's
    server
        takes 900).
    max_pixels: of one picture, checked before it is decoded. max_message: bytes of one message.
    parts_bytes: of parts kept per connection. results_bytes: of finished jobs kept. pictures_bytes: of
    prepared
        pictures kept. keep_s: how long a finished job is kept.
    memory_bytes: of all that is held for clients: messages coming in, parts, what waits in the queue, results, prepared
    pictures, answers; half of it is for what comes in. client_bytes: of one connection's.
    outbox_bytes: of results that one connection, reading slowly, keeps from being dropped.
    queue: jobs waiting, of all clients. queue_per_client: of one. workers: threads that colour; batches leave
    one free.
    deadline_s: seconds that one job may run, and batch_deadline_s one of a batch or a sequence, from when a worker
    takes it; then it ends with TIMED_OUT.
    hello_s: seconds a new connection has to say `hello`. max_clients: connections at a time that have said it.
    max_waiting: of those that haven't yet; beyond it the oldest is dropped.
    spool_dir: folder in which sequences keep their frames in a private one (None: the system's for temporary files).
    spool_bytes: of all sequences together.
    ready: called once, from the event loop's thread, when connections are taken.
    pages: gives the file at a URL's path, or None; called on threads. None: this server has no page.
    invite: called once, after `ready`, with what opens the page; handed: files that are handed over to it.
    keys_file: 0600 file with the keys of pages, shared by servers. None: keys end with the server.
    origins: of pages elsewhere that are let in once they have said a code that `show_code` was told.
    stock: gives what `stage` places, called once, on a thread. None: this server can't be asked for `stage`.
    show_code: shows people such a code; called on any thread.
    """

    host: str = "127.0.0.1"
    port: int = 0
    ports: int = 1
    hosts: tuple[str, ...] = ()
    token_file: Path | None = None
    state_file: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    default_model: str | None = None
    idle_exit_s: float | None = None
    max_pixels: int = 1 << 27
    max_message: int = 640 << 20
    parts_bytes: int = 384 << 20
    results_bytes: int = 768 << 20
    pictures_bytes: int = 768 << 20
    memory_bytes: int = 3 << 30
    client_bytes: int = 3 << 29
    outbox_bytes: int = 256 << 20
    keep_s: float = 600.0
    queue: int = 64
    queue_per_client: int = 16
    workers: int = 2
    deadline_s: float = 600.0
    batch_deadline_s: float = 6 * 3600.0
    hello_s: float = 5.0
    max_clients: int = 32
    max_waiting: int = 256
    spool_dir: Path | None = None
    spool_bytes: int = 4 << 30
    ready: Callable[[Ready], None] | None = None
    pages: Callable[[str], Page | None] | None = None
    invite: Callable[[Invitation], None] | None = None
    handed: tuple[Handed, ...] = ()
    keys_file: Path | None = None
    origins: tuple[str, ...] = ()
    stock: Callable[[], Stock] | None = None
    show_code: Callable[[str], None] | None = None

    @property
    def longest_message(self) -> int:
        """Bytes of one message, a part of the memory that all messages on their way may take, and one client."""
        return min(self.max_message, self.memory_bytes // 4, self.client_bytes // 2)
