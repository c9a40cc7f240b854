"""Opening the WebSocket, and the errors that a server says before it is open or by closing it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
from websockets.sync.client import connect as ws_connect

from celtint_client import SUBPROTOCOL
from celtint_client.errors import (
    BY_NAME,
    ConnectionLost,
    QueueFull,
    TooLarge,
    Unauthorised,
    VersionUnsupported,
    WireError,
)

if TYPE_CHECKING:
    import contextlib
    import ssl
    from typing import Any

_TOO_BIG, _POLICY, _GOING_AWAY, _LATER = 1009, 1008, 1001, 1013


def open_socket(ending: contextlib.ExitStack, url: str, tls: ssl.SSLContext | None, timeout: float) -> Any:
    """A WebSocket that `ending` closes; newer versions of websockets want to be entered before they are used."""
    try:
        opened = ws_connect(
            url,
            ssl=tls,
            subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
            compression=None,
            proxy=None,
            max_size=None,
            open_timeout=timeout,
            ping_timeout=60,
        )
        socket = ending.enter_context(opened)
    except InvalidStatus as error:
        raise refused(error.response.status_code, bytes(error.response.body or b"")) from None
    except (OSError, ConnectionClosed, InvalidHandshake, InvalidURI, EOFError) as error:
        raise ConnectionLost(f"No celtint server answers at {url} ({type(error).__name__}).") from None
    if socket.subprotocol != SUBPROTOCOL:
        ending.close()
        raise VersionUnsupported(f"The server doesn't speak {SUBPROTOCOL}.")
    return socket


def refused(status: int, body: bytes) -> WireError:
    """The error that a server's HTTP answer says."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if isinstance(said, dict) and said.get("name") in BY_NAME:
        return BY_NAME[said["name"]](str(said.get("message", "")))
    return ConnectionLost(f"The server refused the connection with HTTP status {status}.")


def why(code: int | None, reason: str | None) -> WireError | None:
    """The error that a close code says, if it says one."""
    if code == _TOO_BIG:
        return TooLarge("The message is larger than the server takes.")
    if code == _POLICY:
        return Unauthorised(reason or "The server closed the connection.")
    if code == _LATER:
        return QueueFull("The server has no room for this; try again later.")
    if code == _GOING_AWAY:
        return ConnectionLost("The server has shut down.")
    return None
