"""Serving the canvas, and opening it in the browser."""

import dataclasses
import os
import re
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from celtint_client import launcher
from celtint_server.config import ConfigError, Handed, Invitation, Ready, ServerConfig
from celtint_web import serving

PORT = 8517
"""Where the page is unless something else is there: browsers keep projects by address, and the port is part of it."""
PORTS = 20
"""So many ports from it on are tried."""

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/*?#@A-Z]*")


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


def paired(config: ServerConfig, origins: list[str]) -> ServerConfig:
    """The same server, which lets in pages of further origins that say a code. Raises ConfigError for no origin."""
    for origin in origins:
        if origin != "null" and not _ORIGIN.fullmatch(origin):
            raise ConfigError(f"An origin is null, file:// or like https://editor.example:8080, not {origin}.")
    named = " or ".join(origins)

    def show(code: str) -> None:
        print(
            f"celtint: to let in a page of {named}, type {code} there; it works once, within ten minutes.",
            file=sys.stderr,
            flush=True,
        )

    return dataclasses.replace(config, origins=tuple(origins), show_code=show, keys_file=keys_file())


def keys_file() -> Path:
    """Where the keys of pages are kept: longer than a session of the system's."""
    return launcher.lasting_folder() / "keys.json"


def opener(browser: bool) -> Callable[[Invitation], None]:
    """What follows an invitation: the browser opens, or its address is said on standard output."""
    return lambda invitation: show(invitation.url, invitation.redirect, browser=browser)


def show(url: str, redirect: Path | None, *, browser: bool) -> None:
    """Open the page in the browser, or say its address. Returns at once.

    url: the page's address, with its code. redirect: a file that leads there, which is what the browser is told: every
    user of this machine may read the command line that it gets.
    """
    if redirect is None or not browser or not _has_browser():
        _say(url)
        return
    place = redirect.as_uri()

    def opening() -> None:
        if not webbrowser.open(place):
            _say(url)

    threading.Thread(target=opening, name="browser").start()
    print(
        "The page opens in your browser; if it doesn't, celtint open --no-browser says an address to open by hand.",
        file=sys.stderr,
        flush=True,
    )


def _say(url: str) -> None:
    print(url, flush=True)
    print("Open this address in a browser; it works once, within ten minutes.", file=sys.stderr, flush=True)


def _has_browser() -> bool:
    """Whether a browser can have a window; without one `webbrowser` would take over the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
