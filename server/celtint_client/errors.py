"""What can go wrong on the wire, one exception for each stable name.

::

    WireError
    ├── Unauthorised, VersionUnsupported        at the door
    ├── BadRequest                              a message that can't be used
    │   └── ProtocolError                       bytes that aren't a message at all
    ├── ModelNotFound, BadPicture, TooLarge, UnknownPart
    ├── QueueFull, Cancelled, TimedOut, Internal
    ├── ConnectionLost                          the line broke; the job may still be fetched with `Client.job`
    ├── LaunchError                             no server was found and none could be started
    └── InstallError                            the engine couldn't be installed; nothing was changed
        └── NoPython                            because there is no Python for it; one can be fetched

``name`` is stable, ``code`` is JSON-RPC's integer, ``retryable`` says whether trying again may help.
"""

from __future__ import annotations

from typing import Any, ClassVar

from celtint_client.choices import ERRORS


class WireError(Exception):
    """Base of everything this package raises on purpose. ``str()`` is one plain sentence."""

    name: ClassVar[str] = "INTERNAL"
    code: int = ERRORS["INTERNAL"].code
    retryable: bool = ERRORS["INTERNAL"].retryable

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        if "name" in vars(cls):  # then the rest is what the contract says of that name
            cls.code, cls.retryable = ERRORS[cls.name].code, ERRORS[cls.name].retryable


class Unauthorised(WireError):
    """No token, a wrong one, or a page or address that isn't let in."""

    name = "UNAUTHORISED"


class VersionUnsupported(WireError):
    """Client and server don't speak the same version."""

    name = "VERSION_UNSUPPORTED"


class BadRequest(WireError):
    """A request whose method, parameters or parts can't be used."""

    name = "BAD_REQUEST"


class ProtocolError(BadRequest):
    """Bytes that aren't a message. ``code`` is -32700 for what isn't JSON, -32600 for what isn't JSON-RPC."""

    def __init__(self, message: str, code: int = -32600) -> None:
        super().__init__(message)
        self.code = code


class ModelNotFound(WireError):
    """No network of that name is installed."""

    name = "MODEL_NOT_FOUND"


class BadPicture(WireError):
    """A part that isn't the picture it says it is."""

    name = "BAD_PICTURE"


class TooLarge(WireError):
    """More pixels or bytes than the server takes."""

    name = "TOO_LARGE"


class UnknownPart(WireError):
    """A part was referred to that the server no longer has: send it again. ``refs`` names those missing."""

    name = "UNKNOWN_PART"

    def __init__(self, message: str, refs: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.refs = refs


class QueueFull(WireError):
    """Too many jobs are waiting."""

    name = "QUEUE_FULL"


class Cancelled(WireError):
    """The job was cancelled, or a newer request of the same live drawing took its place."""

    name = "CANCELLED"


class TimedOut(WireError):
    """The job took longer than the server lets one take."""

    name = "TIMED_OUT"


class Internal(WireError):
    """The server failed; its log says why."""

    name = "INTERNAL"


class ConnectionLost(WireError):
    """The connection broke. ``job`` is what was under way, kept by the server for ten minutes, or None."""

    retryable = True

    def __init__(self, message: str, job: str | None = None) -> None:
        super().__init__(message)
        self.job = job


class LaunchError(WireError):
    """No server could be started; the message ends with the last lines of its log."""


class InstallError(WireError):
    """The engine couldn't be installed or removed; what was there before still is."""


class NoPython(InstallError):
    """There is no Python that celtint can be installed with; the message says what would be fetched, and from where."""


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
