"""The server's side of the plugin: a thread that finds or starts the server and waits for its answers.

Krita's API is for the main thread only, so nothing here touches it; what comes back arrives as Qt signals there.
"""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
from typing import TYPE_CHECKING

from celtint_client.errors import Cancelled, ConnectionLost, WireError
from celtint_client.place import Place

from celtint_krita.host.qt import QObject, Qt, pyqtSignal
from celtint_krita.host.refused import Refused
from celtint_krita.model.wire import Foreseen

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from celtint_client.answers import Progress
    from celtint_client.client import Client

NAME = "krita"
SWITCH_S = 0.0005
"""How long Python stays with the worker when Krita's main thread wants it: its usual 5 ms add up under a brush."""

PATIENCE_S = 3.0
"""How long a server has to end a job that was cancelled before its connection is given up."""
UNFORESEEN = "The plugin met something that it did not foresee; the document is as it was."


class Job:
    """One thing that was asked for. `work` runs in the thread: (client, tell) -> answer. again: whether it can be done
    once more where the server was lost in the middle of it. over: the thread is done with it."""

    def __init__(
        self, work: Callable[[Client, Callable[[Progress], None]], Any], then: Callable[[Any], None], again: bool = True
    ) -> None:
        self.work, self.then, self.again = work, then, again
        self.cancelled, self.over = threading.Event(), threading.Event()
        self.job: str | None = None


class Worker(QObject):
    """Does jobs one after the other. Signals arrive on the main thread, in order."""

    progressed = pyqtSignal(object, object)
    ended = pyqtSignal(object, object, object)
    connected = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._place = Place(NAME)
        self._client: Client | None = None
        self._thread: threading.Thread | None = None
        self.ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.failed: Callable[[Job, WireError], None] = lambda _job, _error: None
        self.guarded: Callable[[Callable[[], None]], None] = lambda slot: slot()

    @property
    def place(self) -> Place:
        """Where the server is."""
        return self._place

    def use(self, place: Place) -> None:
        """Talk to another server from the next job on."""
        if place != self._place:
            self._place = place
            self._jobs.put(None)

    def log(self, host: str) -> str:
        """The end of the server's log. host: Krita and its version."""
        return self._place.log(host)

    def do(self, job: Job) -> Job:
        if self._thread is None:
            sys.setswitchinterval(SWITCH_S)
            self._begin()
        self._jobs.put(job)
        return job

    def cancel(self, job: Job) -> None:
        """Ask for a job to stop, without waiting; it ends with Cancelled. A server that doesn't end it is let go."""
        job.cancelled.set()
        client, number = self._client, job.job
        if client is not None and number is not None:
            threading.Thread(target=_cancel, args=(client, number), daemon=True).start()
        if client is not None:
            threading.Thread(target=_let_go, args=(client, job), daemon=True).start()

    def _end(self, job: Job, answer: Any, error: WireError | None) -> None:
        if job.cancelled.is_set():
            error = Cancelled("Cancelled.")  # however it ended
        self.guarded(lambda: job.then(answer) if error is None else self.failed(job, error))

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._run, name="celtint", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._serve()
        finally:  # it met what nobody foresaw, and Python tells of that; another thread does the next jobs
            self._begin()

    def _serve(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                self._drop()
                continue
            answer: Any = None
            ended: WireError | None = WireError(UNFORESEEN)  # this stands if it ends in no way below
            try:
                answer, ended = self._attempt(job), None
            except WireError as error:
                ended = error
            except Refused as error:
                ended = Foreseen(str(error))
            except (OSError, ValueError) as error:
                ended = WireError(f"The answer can't be used ({error}).")
            finally:
                job.over.set()
                self.ended.emit(job, answer, ended)

    def _attempt(self, job: Job) -> Any:
        """Do a job; once more on a new connection if the old one was found dead, or died of something."""
        try:
            return self._work(job)
        except ConnectionLost:
            connected, begun = self._client is not None, job.job is not None
            self._drop()
            if not connected or (begun and not job.again):
                raise
            job.job = None
            return self._work(job)

    def _work(self, job: Job) -> Any:
        if job.cancelled.is_set():
            raise Cancelled("Cancelled.")
        if self._client is None:
            self._client = self._place.connect()
            self.connected.emit(self._client.welcome)

        def tell(news: Progress) -> None:
            job.job = news.job
            if job.cancelled.is_set():
                raise Cancelled("Cancelled.")
            self.progressed.emit(job, news)

        return job.work(self._client, tell)

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def _let_go(client: Client, job: Job) -> None:
    if not job.over.wait(PATIENCE_S):
        client.close()


def _cancel(client: Client, job: str) -> None:
    with contextlib.suppress(WireError):  # it has ended, one way or another, and says so itself
        client.cancel(job)
