"""A job's side of the server, without Blender: however it ends, it ends, and with a sentence."""

import threading
import time
from typing import Any, cast

import pytest
from celtint_client.errors import Cancelled


class Client:
    """A server that does with a drawing what it is told to."""

    def __init__(self, does) -> None:
        self.colour = does

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        pass


def run(does):
    from celtint_blender.grease_pencil.run import Asked, Run
    from celtint_client.messages import Settings
    from celtint_client.sequences import Frame, SequenceSettings
    from celtint_client.strokes import strokes_part

    class Gathered:
        frame = Frame(1, strokes_part(32, 32, b"", b""))
        boxes = ()
        canvas = skin = marks = None

    made = Run(cast(Any, lambda: Client(does)))
    made.ask(Asked(Settings(), SequenceSettings(), (), True), 1)
    made.give(cast(Any, Gathered()))
    return made


def test_a_server_that_never_answers_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celtint_blender.grease_pencil.errand.PATIENCE_S", 0.2)
    asked, answer = threading.Event(), threading.Event()

    def never(*_: object) -> None:
        asked.set()
        answer.wait(120)
        raise Cancelled("Cancelled.")

    job = run(never)
    assert asked.wait(60)
    assert not job.over
    job.cancel()
    begun = time.monotonic()
    while not job.over and time.monotonic() < begun + 60:
        time.sleep(0.01)
    assert job.over
    assert job.stopped
    answer.set()
    job.wait(60)


def test_what_nobody_foresaw_in_the_thread_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(args.exc_type))

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    job = run(breaks)
    job.wait(60)
    assert job.over
    assert "did not foresee" in job.error
    assert seen == [ZeroDivisionError]  # Blender's console has the rest
