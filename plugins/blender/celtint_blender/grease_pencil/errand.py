"""What the server is asked for in a thread, while Blender's main thread goes on: how it is stopped and how it ends."""

from __future__ import annotations

import contextlib
import math
import threading
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np
from celtint_client.errors import Cancelled, ConnectionLost, LaunchError, TimedOut, WireError

from celtint_blender.host.ending import PATIENCE_S, UNFORESEEN
from celtint_blender.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from celtint_client.answers import Progress
    from celtint_client.client import Client

NO_PYTHON = "Press Install in the sidebar or the add-on's preferences, or say there which Python has celtint."


class Errand(ABC):
    """The server's side of a job; nothing of Blender is touched. share: 0 to 1. again: what to do if it fails.

    Once it is `over`, `error` says why it failed, if it did and wasn't `stopped`.
    """

    again = "colour again"

    def __init__(self, connect: Callable[[], Client]) -> None:
        self._connect = connect
        self._stop = threading.Event()
        self._let_go_at = math.inf
        self._client: Client | None = None
        self._job = ""
        self.share = 0.0
        self.error: str | None = None
        self._thread = threading.Thread(target=self._work, name="celtint errand", daemon=True)

    def begin(self) -> None:
        """Start the thread, once everything is there."""
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether there is nothing to wait for; a server that doesn't end what was stopped is let go."""
        return not self._thread.is_alive() or time.monotonic() > self._let_go_at

    @property
    def stopped(self) -> bool:
        """Whether `cancel` was called."""
        return self._stop.is_set()

    def wait(self, seconds: float) -> None:
        """Wait for it, no longer than that."""
        self._thread.join(seconds)

    def cancel(self) -> None:
        """Stop, without waiting."""
        if self.stopped:
            return
        self._let_go_at = time.monotonic() + PATIENCE_S
        self._stop.set()
        client, job = self._client, self._job
        if client is not None and job and self._thread.is_alive():
            threading.Thread(target=_cancel, args=(client, job), daemon=True).start()

    @abstractmethod
    def _ask(self, client: Client) -> None:
        """Ask the server, and keep what it gives; in the thread."""

    def _work(self) -> None:
        self.error = UNFORESEEN  # this stands if it ends in no way below; the console is told the rest
        try:
            with self._connect() as client:
                self._client = client
                self._ask(client)
            self.error = None
        except (WireError, Refused, ValueError, np.linalg.LinAlgError) as error:
            self.error = self._why(error)

    def _why(self, error: Exception) -> str:
        if isinstance(error, LaunchError):
            return f"{error}\n{NO_PYTHON}"
        if isinstance(error, ConnectionLost):
            return f"{error} Nothing was changed; {self.again}, or see the server's address in the preferences."
        if isinstance(error, (Cancelled, TimedOut, Refused)):  # cancelled here, or by whoever runs the server
            return f"{error} Nothing was changed."
        if isinstance(error, WireError):
            return f"{error} Nothing was changed; {self.again}."
        return f"The answer can't be used ({error}); nothing was changed."

    def _tell(self, news: Progress) -> None:
        self._job = news.job
        self._check()

    def _check(self) -> None:
        if self._stop.is_set():
            raise Cancelled("Cancelled.")


def _cancel(client: Client, job: str) -> None:
    with contextlib.suppress(WireError):  # it has ended, one way or another, and says so itself
        client.cancel(job)
