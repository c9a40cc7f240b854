"""The door: token, addresses, origins, TLS.

Any web page may open a socket to this machine (CVE-2025-52882, CVE-2025-66414), and a name it controls may be
made to point here, so a connection is refused unless its `Host` is ours, it has no `Origin` but our own
page's, and its first message brings the token, or what a page was given (`admission`).
"""

import contextlib
import hmac
import ipaddress
import json
import os
import secrets
import ssl
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from celtint_client import SUBPROTOCOL
from celtint_client.errors import QueueFull, Unauthorised, VersionUnsupported, WireError
from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers

from celtint_server.config import ConfigError, ServerConfig

TOKEN_BYTES = 32
HELLO_BYTES = 8192
"""The longest first message: nobody without the token makes the server hold more."""


def new_token() -> str:
    """256 random bits in hex."""
    return secrets.token_hex(TOKEN_BYTES)


def same_token(given: object, token: str) -> bool:
    """Whether a client's token is right, in a time that says nothing about how much of it is."""
    return isinstance(given, str) and hmac.compare_digest(given.encode(errors="replace"), token.encode())


def read_token(path: Path) -> str:
    """The token of a file that exists. Raises ConfigError if others can read it or it holds no token."""
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii", "replace").strip()
    except OSError as error:
        raise ConfigError(f"The token file can't be read: {error.strerror}.") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise ConfigError("The token file can be read by other users; make it private with chmod 600.")
    if len(text) != 2 * TOKEN_BYTES or not set(text) <= set("0123456789abcdef"):
        raise ConfigError("The token file holds no token of 64 hex digits; remove it to get a new one.")
    return text


def shared_token(path: Path) -> str:
    """The token of a file, which is made if there is none; servers that make it at once agree on one.

    Raises ConfigError.
    """
    if not path.exists():
        with _draft(path, new_token() + "\n") as draft, contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)  # unlike a rename, this takes nothing's place
    return read_token(path)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, all of it or nothing. Raises ConfigError."""
    with _draft(path, text) as draft:
        draft.replace(path)


@contextlib.contextmanager
def _draft(path: Path, text: str) -> Iterator[Path]:
    """A whole file beside `path`, readable by its owner alone, that is gone afterwards unless it was moved.

    Raises ConfigError, also for what goes wrong with files in the body.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".celtint-")  # 0600 from the start
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"{path.name} can't be written: {error.strerror}.") from None


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def tls_context(config: ServerConfig) -> ssl.SSLContext | None:
    """The TLS to serve with. Raises ConfigError for a public address without it, or files that don't fit."""
    if (config.tls_cert is None) != (config.tls_key is None):
        raise ConfigError("TLS needs a certificate and a key; only one of them was given.")
    if config.tls_cert is None or config.tls_key is None:
        if not is_loopback(config.host):
            raise ConfigError(
                f"{config.host or 'Every address'} can be reached from other machines: "
                "give a TLS certificate and key, or listen on 127.0.0.1."
            )
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(config.tls_cert, config.tls_key)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"The TLS certificate and key can't be used: {error.strerror}.") from None
    return context


def too_many() -> QueueFull:
    """What a client hears that is one too many."""
    return QueueFull("Too many clients are connected; try again later.")


def limit_messages(connection: ServerConnection, size: int) -> None:
    """Set how long a message may be from now on.

    websockets takes this limit at the start only, and renamed the attribute behind it in version 16.
    """
    protocol = connection.protocol
    setattr(protocol, "max_message_size" if hasattr(protocol, "max_message_size") else "max_size", size)


@dataclass(frozen=True)
class Refusal:
    """An HTTP answer instead of a WebSocket."""

    status: HTTPStatus
    error: WireError

    def body(self) -> str:
        said = {"name": self.error.name, "message": str(self.error), "retryable": self.error.retryable}
        return json.dumps(said) + "\n"


@dataclass(frozen=True)
class Door:
    """Who may open a WebSocket. hosts: values of `Host` that mean us. origins: of our own page. others: of pages that
    were allowed besides."""

    hosts: frozenset[str]
    origins: frozenset[str]
    others: frozenset[str] = frozenset()

    @classmethod
    def of(cls, config: ServerConfig, port: int) -> "Door":
        """The door of a server that listens on `port`."""
        names = {config.host, *config.hosts}
        if is_loopback(config.host):
            names |= {"127.0.0.1", "localhost", "::1"}
        written = {f"[{name}]" if ":" in name else name for name in names if name}
        standard = 443 if config.tls_cert else 80
        hosts = {f"{name}:{port}" for name in written} | (written if port == standard else set())
        scheme = "https" if config.tls_cert else "http"
        return cls(frozenset(hosts), frozenset(f"{scheme}://{host}" for host in hosts), frozenset(config.origins))

    def refuse_host(self, headers: Headers) -> Refusal | None:
        """Refuse a request that was meant for another name (DNS rebinding)."""
        given = headers.get_all("Host")
        if len(given) == 1 and given[0].lower() in self.hosts:
            return None
        return Refusal(HTTPStatus.FORBIDDEN, Unauthorised("This server isn't known by that Host."))

    def refuse_socket(self, headers: Headers, clients: int, most: int) -> Refusal | None:
        """Refuse a WebSocket from a foreign page, of another protocol, or one too many."""
        given = headers.get_all("Origin")
        if len(given) > 1 or not set(given) <= self.origins | self.others:
            return Refusal(HTTPStatus.FORBIDDEN, Unauthorised("Web pages of other origins aren't let in."))
        offered = ",".join(headers.get_all("Sec-WebSocket-Protocol")).split(",")
        if SUBPROTOCOL not in {name.strip() for name in offered}:
            error = VersionUnsupported(f"This server speaks the subprotocol {SUBPROTOCOL} alone.")
            return Refusal(HTTPStatus.BAD_REQUEST, error)
        if clients >= most:
            return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, too_many())
        return None
