"""Who is let in by its hello: programs by the token, pages by a key, and, once, by a code."""

import contextlib
import html
import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from celtint_client.errors import QueueFull, Unauthorised
from celtint_client.reading import Fields

from celtint_server import codes, security
from celtint_server.codes import Codes
from celtint_server.config import ConfigError, Handed, Invitation, ServerConfig
from celtint_server.keys import Keys

_REDIRECT = """<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={url}">
<title>celtint</title>
<a href="{url}">celtint</a>
"""
_PREFIX = "open-"
_AGAIN = "This page isn't let in any more: open it again with celtint open."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guest:
    """Who was let in. key: the id of a page's key, "" for a program with the token. told: a new key, told once."""

    key: str = ""
    told: str = ""


class Admission:
    """Of one server. Safe to use from several threads."""

    def __init__(self, config: ServerConfig, token: str) -> None:
        self._config = config
        self._token = token
        self._keys = Keys(config.keys_file)
        self._codes = Codes()
        self._handed: dict[str, tuple[float, deque[Handed]]] = {}
        self._lock = threading.Lock()
        self._origins: frozenset[str] = frozenset()
        self._address = ""
        self._folder = config.state_file.parent if config.state_file is not None else None

    def open(self, address: str, origins: frozenset[str]) -> None:
        """Let pages in. address: of the server's own page. origins: of it."""
        self._address, self._origins = address, origins
        if self._folder is not None:
            _sweep(self._folder)

    def let_in(self, hello: Fields, origin: str | None, client: str) -> Guest:
        """Look at who says hello; takes the members that say it. origin: the socket's, None without one.

        Reads files, so keep it off the event loop. Raises Unauthorised.
        """
        token, key, code = (hello.take(name, None) for name in ("token", "key", "code"))
        if token is not None or origin is None or (key is None and code is None):
            if security.same_token(token, self._token):
                return Guest()
            self._ask_for_code(origin)
            raise Unauthorised("The token is missing or wrong.")
        try:
            guest = self._page(str(key or ""), str(code or ""), origin, client)
        except ConfigError as error:
            log.error("no page is let in: %s", error)
            raise Unauthorised("The server can't read its file of keys; its log says why.") from None
        if guest is None:
            self._ask_for_code(origin)
            raise Unauthorised(_AGAIN)
        return guest

    def _page(self, key: str, code: str, origin: str, client: str) -> Guest | None:
        known = self._keys.find(key, origin) if key else None
        with self._lock:
            spent = self._codes.spend(code, origin) if code else None
        if known is None and spent is None:
            return None
        told = ""
        if known is None:
            known, told = self._keys.add(origin, client)
            log.info("a page has a key now: %s", known)
        if spent is not None and spent.handed:
            with self._lock:
                self._handed[known] = (time.monotonic() + codes.VALID_S, deque(spent.handed))
        return Guest(known, told)

    def invite(self, handed: Iterable[Handed] = ()) -> Invitation:
        """An address that opens the server's own page, once. Writes a file. Raises QueueFull, ConfigError."""
        code = codes.new()
        url = f"{self._address}#code={code}"
        redirect = None
        if self._folder is not None:
            redirect = self._folder / f"{_PREFIX}{secrets.token_hex(8)}.html"
            security.write_private(redirect, _REDIRECT.format(url=html.escape(url)))
        try:
            with self._lock:
                self._codes.add(code, self._origins, tuple(handed), redirect)
        except QueueFull:
            codes.drop(redirect)
            raise
        return Invitation(url, redirect)

    def take(self, key: str) -> tuple[Handed | None, int]:
        """The next file that was handed over to a page with this key, and how many are left."""
        with self._lock:
            _until, waiting = self._handed.get(key, (0.0, deque()))
            file = waiting.popleft() if waiting else None
            if not waiting:
                self._handed.pop(key, None)
            return file, len(waiting)

    def revoked(self, ids: Iterable[str]) -> set[str]:
        """Which of these keys are no more. A file that can't be read says nothing of them."""
        try:
            return set(ids) - {key.id for key in self._keys.listed()}
        except ConfigError:
            return set()

    def sweep(self) -> None:
        """Forget codes and files that nobody came for."""
        with self._lock:
            self._codes.sweep()
            now = time.monotonic()
            self._handed = {key: kept for key, kept in self._handed.items() if kept[0] > now}

    def close(self) -> None:
        """Nobody is let in any more."""
        with self._lock:
            self._codes.sweep(everything=True)
            self._handed.clear()

    def ask_for_code(self) -> None:
        """Have a code shown to people, to be typed where a page of another origin asks for it."""
        code = codes.new_typed()
        with self._lock:
            self._codes.add(code, frozenset(self._config.origins))
        if self._config.show_code is not None:
            self._config.show_code(code)

    def _ask_for_code(self, origin: str | None) -> None:
        """The same, once a page that may be let in was not, and no code is shown that it could say."""
        if origin is None or origin not in self._config.origins:
            return
        with self._lock:
            waiting = self._codes.waiting(origin)
        if not waiting:
            self.ask_for_code()


def _sweep(folder: Path) -> None:
    """Remove redirects that a server which was killed has left; their codes ended with it."""
    with contextlib.suppress(OSError):
        for redirect in folder.glob(f"{_PREFIX}*.html"):
            if time.time() - redirect.stat().st_mtime > codes.VALID_S:
                redirect.unlink(missing_ok=True)
