"""The thread that waits for the server: what it does with a server that is lost, hangs, or is met as nobody foresaw."""

import queue
import threading
from collections.abc import Callable
from typing import Any

import pytest
from celtint_client.answers import Progress
from celtint_client.errors import Cancelled, ConnectionLost, WireError


class Line:
    """A connection; `closed` is set by closing it."""

    welcome = None

    def __init__(self) -> None:
        self.closed = threading.Event()

    def close(self) -> None:
        self.closed.set()

    def cancel(self, _job: str) -> None:
        pass


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Do a job and give (answer, error) once the thread is done with it."""
    from celtint_krita.model import worker as module

    monkeypatch.setattr(module, "PATIENCE_S", 0.05)
    made = module.Worker()
    lines = []

    class Place:
        def connect(self) -> Line:
            lines.append(Line())
            return lines[-1]

    made._place = Place()  # type: ignore[assignment]
    heard: list[tuple[Any, Any]] = []
    told = threading.Event()

    def hear(_job: Any, answer: Any, error: Any) -> None:
        heard.append((answer, error))
        told.set()

    from celtint_krita.host.qt import Qt

    made.ended.connect(hear, Qt.ConnectionType.DirectConnection)

    def do(work: Callable[..., Any], again: bool = True, cancel: threading.Event | None = None) -> Any:
        told.clear()
        job = made.do(module.Job(work, lambda _: None, again))
        if cancel is not None:
            cancel.wait(10)
            made.cancel(job)
        assert told.wait(10)
        return heard[-1]

    return do


def lost(client: Any, tell: Any) -> Any:
    tell(Progress("1", "regions"))
    raise ConnectionLost("The server closed the connection.")


def test_a_job_whose_server_was_lost_is_asked_for_once_more(ended: Callable[..., Any]) -> None:
    tries = []

    def work(client: Any, tell: Any) -> Any:
        tries.append(client)
        return lost(client, tell) if len(tries) == 1 else "done"

    assert ended(work) == ("done", None)
    assert len(set(map(id, tries))) == 2 and tries[0].closed.is_set()
    answer, error = ended(lost)
    assert answer is None and isinstance(error, ConnectionLost)


def test_what_cannot_be_done_again_is_told_of(ended: Callable[..., Any]) -> None:
    answer, error = ended(lost, again=False)
    assert answer is None and isinstance(error, ConnectionLost)


def test_a_server_that_hangs_is_let_go_when_its_job_is_cancelled(ended: Callable[..., Any]) -> None:
    begun = threading.Event()

    def hang(client: Any, _tell: Any) -> Any:
        begun.set()
        assert client.closed.wait(10)
        raise ConnectionLost("The connection is closed.")

    answer, error = ended(hang, cancel=begun)
    assert answer is None and isinstance(error, Cancelled)
    assert ended(lambda _client, _tell: "next") == ("next", None)


def test_what_nobody_foresaw_is_told_and_the_next_job_is_done(
    ended: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: queue.SimpleQueue[Any] = queue.SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", told.put)
    answer, error = ended(lambda _client, _tell: 1 // 0)
    assert answer is None and type(error) is WireError and "did not foresee" in str(error)
    assert ended(lambda _client, _tell: "after it") == ("after it", None)
    assert told.get(timeout=10).exc_type is ZeroDivisionError
