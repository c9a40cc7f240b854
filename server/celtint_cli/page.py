"""Serving the canvas, and opening it in the browser."""

import dataclasses
import os
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from celtint_client import launcher
from celtint_server.config import Handed, Invitation, Ready, ServerConfig
from celtint_web import serving

PORT = 8517
"""Where the page is unless something else is there: browsers keep projects by address, and the port is part of it."""
PORTS = 20
"""So many ports from it on are tried."""


def served(config: ServerConfig, port: int | None, *, browser: bool, handed: tuple[Handed, ...] = ()) -> ServerConfig:
    """The same server with the page. port: as asked for, None for the usual one. browser: open it there, or say its
    address. handed: files for it."""
    ready = config.ready

    def told(said: Ready) -> None:
        if port is None and said.port != PORT:
            print(
                f"celtint: port {PORT} is taken, so the page is at {said.page} this time; projects that the browser "
                f"keeps belong to an address, and those of port {PORT} are not shown here.",
                file=sys.stderr,
                flush=True,
            )
        if ready is not None:
            ready(said)

    return dataclasses.replace(
        config,
        port=PORT if port is None else port,
        ports=PORTS if port is None else 1,
        ready=told,
        pages=serving.page,
        keys_file=keys_file(),
        invite=opener(browser),
        handed=handed,
    )


def keys_file() -> Path:
    """Where the keys of pages are kept: longer than a session of the system's."""
    return launcher.lasting_folder() / "keys.json"


def opener(browser: bool) -> Callable[[Invitation], None]:
    """What follows an invitation: the browser opens, or its address is said on standard output."""
    return _open if browser and _has_browser() else _say


def _has_browser() -> bool:
    """Whether a browser can have a window; without one `webbrowser` would take over the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _say(invitation: Invitation) -> None:
    print(invitation.url, flush=True)
    print("Open this address in a browser; it works once, within ten minutes.", file=sys.stderr, flush=True)


def _open(invitation: Invitation) -> None:
    """Show the browser the redirect: every user of this machine may read the command line that it gets."""
    if invitation.redirect is None:
        _say(invitation)
        return
    place = invitation.redirect.as_uri()

    def show() -> None:
        if not webbrowser.open(place):
            _say(invitation)

    threading.Thread(target=show, name="browser", daemon=True).start()
    print(
        "The page opens in your browser; if it doesn't, celtint open --no-browser says an address to open by hand.",
        file=sys.stderr,
        flush=True,
    )
