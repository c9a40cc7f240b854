"""Calls under way: what is waited for, what is sent with it, and how what comes is taken."""

from __future__ import annotations

import contextlib
import queue
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from celtint_client import framing
from celtint_client.answers import Progress
from celtint_client.errors import ConnectionLost, WireError
from celtint_client.framing import Failure, Notification
from celtint_client.parts import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias, TypeVar

    from celtint_client.framing import Message, Response
    from celtint_client.parts import AnyPart

    Tell: TypeAlias = Callable[[Progress], None]
    Inbox: TypeAlias = "queue.SimpleQueue[Message | WireError]"
    T = TypeVar("T")
    Read: TypeAlias = Callable[[Any, dict[str, AnyPart]], T]


@dataclass
class Call:
    """One call under way: where its answer goes, the job it started, if any, and whether that is over."""

    inbox: Inbox = field(default_factory=queue.SimpleQueue)
    job: str | None = None
    over: bool = False

    def next(self) -> Message:
        """Wait for what comes next. Raises what went wrong."""
        return take(self, None)


@dataclass(frozen=True)
class Sending:
    """The parts of a request, and the digests of those worth a ref once somebody needs them.

    On this machine a hint layer is sent faster than it is hashed; a picture is not, as the server hashes it too, nor a
    cast.
    """

    parts: dict[str, AnyPart]
    near: bool

    @cached_property
    def digests(self) -> dict[str, str]:
        worth = {name: part for name, part in self.parts.items() if name != "hints" or not self.near}
        return {name: part.digest() for name, part in worth.items() if isinstance(part, Part)}


def started(answer: Response) -> str | None:
    """The job that an answer names."""
    job = answer.result.get("job")
    return job if isinstance(job, str) else None


def lost(error: WireError, job: str | None) -> WireError:
    """The error that a call is told of when the line broke: with its job."""
    return ConnectionLost(str(error), job) if isinstance(error, ConnectionLost) else error


def take(call: Call, timeout: float | None) -> Message:
    """The next message about a call, for so many seconds (None: however long). Raises what went wrong."""
    try:
        news = call.inbox.get(timeout=timeout)
    except queue.Empty:
        raise ConnectionLost("The server didn't answer in time.") from None
    call.over = isinstance(news, (WireError, Failure))
    if isinstance(news, WireError):
        raise news
    if isinstance(news, Failure):
        raise news.error()
    return news


def passing_on(progress: Tell | None) -> Callable[[Notification], None]:
    """What is done with the news of a sequence."""

    def pass_on(news: Notification) -> None:
        if progress is not None:
            progress(Progress.read(news.params))

    return pass_on


@contextlib.contextmanager
def naming(job: str) -> Iterator[None]:
    """Have a ConnectionLost say which job it was, also where it comes from sending."""
    try:
        yield
    except ConnectionLost as error:
        raise ConnectionLost(str(error), job) from None


def is_result(told: dict[str, Any]) -> bool:
    """Whether what a call was answered with is what its job gave, and not where it stands."""
    return "mode" in told or "objects" in told


def done(news: Notification, read: Read[T]) -> T:
    """What a job's end brings. Raises what went wrong."""
    if "error" in news.params:
        raise framing.read_failure(None, news.params["error"]).error()
    return read(news.params, news.parts)
