"""What can go wrong on the wire, one exception for each stable name.

::

    WireError
    ├── Unauthorised, VersionUnsupported        at the door
    ├── BadRequest                              a message that can't be used
    │   └── ProtocolError                       bytes that aren't a message at all
    ├── ModelNotFound, BadPicture, TooLarge, UnknownPart
    ├── QueueFull, Cancelled, TimedOut, Internal
    ├── ConnectionLost                          the line broke; the job may still be fetched with `Client.job`
    └── LaunchError                             no server was found and none could be started

``name`` is stable, ``code`` is JSON-RPC's integer, ``retryable`` says whether trying again may help.
"""

from __future__ import annotations

from typing import ClassVar


class WireError(Exception):
    """Base of everything this package raises on purpose. ``str()`` is one plain sentence."""

    name: ClassVar[str] = "INTERNAL"
    code: int = -32603
    retryable: bool = False


class Unauthorised(WireError):
    """No token, a wrong one, or a page or address that isn't let in."""

    name = "UNAUTHORISED"
    code = -32001


class VersionUnsupported(WireError):
    """Client and server don't speak the same version."""

    name = "VERSION_UNSUPPORTED"
    code = -32002


class BadRequest(WireError):
    """A request whose method, parameters or parts can't be used."""

    name = "BAD_REQUEST"
    code = -32602


class ProtocolError(BadRequest):
    """Bytes that aren't a message. ``code`` is -32700 for what isn't JSON, -32600 for what isn't JSON-RPC."""

    def __init__(self, message: str, code: int = -32600) -> None:
        super().__init__(message)
        self.code = code


class ModelNotFound(WireError):
    """No network of that name is installed."""

    name = "MODEL_NOT_FOUND"
    code = -32003


class BadPicture(WireError):
    """A part that isn't the picture it says it is."""

    name = "BAD_PICTURE"
    code = -32004


class TooLarge(WireError):
    """More pixels or bytes than the server takes."""

    name = "TOO_LARGE"
    code = -32005


class UnknownPart(WireError):
    """A part was referred to that the server no longer has: send it again. ``refs`` names those missing."""

    name = "UNKNOWN_PART"
    code = -32006
    retryable = True

    def __init__(self, message: str, refs: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.refs = refs


class QueueFull(WireError):
    """Too many jobs are waiting."""

    name = "QUEUE_FULL"
    code = -32007
    retryable = True


class Cancelled(WireError):
    """The job was cancelled, or a newer request of the same live drawing took its place."""

    name = "CANCELLED"
    code = -32008
    retryable = True


class TimedOut(WireError):
    """The job took longer than the server lets one take."""

    name = "TIMED_OUT"
    code = -32009


class Internal(WireError):
    """The server failed; its log says why."""

    name = "INTERNAL"
    code = -32603


class ConnectionLost(WireError):
    """The connection broke. ``job`` is what was under way, kept by the server for ten minutes, or None."""

    retryable = True

    def __init__(self, message: str, job: str | None = None) -> None:
        super().__init__(message)
        self.job = job


class LaunchError(WireError):
    """No server could be started; the message ends with the last lines of its log."""


BY_NAME: dict[str, type[WireError]] = {
    kind.name: kind
    for kind in (
        Unauthorised,
        VersionUnsupported,
        BadRequest,
        ModelNotFound,
        BadPicture,
        TooLarge,
        UnknownPart,
        QueueFull,
        Cancelled,
        TimedOut,
        Internal,
    )
}
"""Every stable name and its exception."""
