"""Reaching a server that is named on the command line."""

import contextlib
import json
import os
import signal
import ssl
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from celtint import BadRequest
from celtint_client import launcher
from celtint_client.client import Client

from celtint_cli import files

_STATE = "CELTINT_STATE_DIR"
_STOP_S = 10.0


def add_options(add: Callable[..., object]) -> None:
    """The options that name a server, as `connect` takes them; add: of an argparse parser."""
    add(
        "--server",
        metavar="URL",
        help="colour there instead of in this process: ws://127.0.0.1:PORT, or 'local'",
    )
    add("--token-file", type=Path, metavar="FILE", help="its token, unless it is this machine's own server")
    add("--tls-ca", type=Path, metavar="PEM", help="the certificate to trust, for wss:// with one of its own")


def connect(url: str, token_file: Path | None, certificate: Path | None = None, name: str = "celtint colour") -> Client:
    """A connection to the server at `url`, or, for "local", to this machine's own, started if there is none.

    The token comes from `token_file`, else from the environment's CELTINT_TOKEN, else from the state file of
    this machine's own server if that is the one. certificate: PEM file to trust for wss://, None for the
    system's. name: of who connects, for the server's log. Raises BadRequest where no token is known, and what
    `Client` raises.
    """
    if url == "local":
        return launcher.connect(name)
    if not url.startswith(("ws://", "wss://")):
        raise BadRequest(f"A server's address begins with ws:// or wss://, or is 'local', not {url!r}.")
    tls = None
    if certificate is not None:
        try:
            tls = ssl.create_default_context(cafile=certificate)
        except (OSError, ssl.SSLError):
            raise BadRequest(f"{certificate} is not a readable PEM certificate.") from None
    return Client(url, _token(url, token_file), name, tls)


def _token(url: str, token_file: Path | None) -> str:
    if token_file is not None:
        return files.read_text(token_file).strip()
    if token := os.environ.get("CELTINT_TOKEN"):
        return token
    own = own_server()
    if own is not None and own["url"].rstrip("/") == url.rstrip("/"):
        return own["token"]
    raise BadRequest(f"No token is known for {url}; name its file with --token-file or set CELTINT_TOKEN.")


def own_server() -> dict[str, str] | None:
    """url, token and pid of this machine's own server as its state file says, and the address of its page, "" if it
    has none; it may be gone all the same."""
    try:
        state = json.loads(launcher.state_file().read_text("utf-8"))
        return {"page": str(state.get("page", "")), **{key: str(state[key]) for key in ("url", "token", "pid")}}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@contextlib.contextmanager
def private_server(name: str) -> Iterator[Client]:
    """A client of a server of its own, in a state folder of its own, stopped at the end: whoever measures or
    shows something neither uses nor stops a server that is somebody's at work. Raises what `launcher.connect`
    raises."""
    before = os.environ.get(_STATE)
    with tempfile.TemporaryDirectory(prefix="celtint-") as folder:
        os.environ[_STATE] = folder
        try:
            with launcher.connect(name, idle_exit_s=60) as client:
                yield client
        finally:
            _stop(own_server())
            os.environ.pop(_STATE)
            if before is not None:
                os.environ[_STATE] = before


def _stop(server: dict[str, str] | None) -> None:
    """End a server of this machine and wait until it has put its things away."""
    if server is None:
        return
    os.kill(int(server["pid"]), signal.SIGTERM)
    end = time.monotonic() + _STOP_S
    while launcher.state_file().exists() and time.monotonic() < end:
        time.sleep(0.02)
