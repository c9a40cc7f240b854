"""Sending many frames and taking many back, with only a few of them in memory at any time."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from celtint_client.errors import ConnectionLost, QueueFull
from celtint_client.framing import Notification, Response, read_failure
from celtint_client.sequences import Credit, FrameAnswer, SequenceDone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Protocol, TypeAlias

    from celtint_client.framing import Message
    from celtint_client.parts import AnyPart
    from celtint_client.sequences import Frame

    OnFrame: TypeAlias = Callable[[FrameAnswer], None]

    class Asked(Protocol):
        """A request under way: gives the next message about it, raising what the server says went wrong."""

        def next(self) -> Message: ...

    class Line(Protocol):
        """What this module needs of a client."""

        def ask(self, method: str, params: dict[str, Any], parts: dict[str, AnyPart]) -> Asked: ...

        def tell(self, method: str, params: dict[str, Any]) -> None: ...


WINDOW = 4
"""Frames under way in either direction: sent and not yet stored by the server, or coloured and not yet taken."""

PATIENCE, PAUSE = 60.0, 0.25
"""Seconds that a sequence whose frames are sent waits for room in the server's queue, and between asking for it."""


def job_of(asked: Asked) -> str:
    """The job that the answer to a request names."""
    answer = asked.next()
    if not isinstance(answer, Response) or not isinstance(answer.result.get("job"), str):
        raise ConnectionLost("The server answered something else than it was asked.")
    return str(answer.result["job"])


def send(line: Line, job: str, frames: Iterable[Frame]) -> None:
    """Send all frames, then say that these are all. Raises what the server says of any of them.

    While the server's queue is full it keeps the frames: then it is asked again, for `PATIENCE` seconds.
    """
    under_way: deque[Asked] = deque()
    for frame in frames:
        if len(under_way) == WINDOW:
            under_way.popleft().next()
        under_way.append(line.ask("frame", {"job": job, **frame.params()}, frame.parts()))
        del frame  # a generator's next frame may be large, and so may this one
    while under_way:
        under_way.popleft().next()
    end = time.monotonic() + PATIENCE
    while True:
        try:
            line.ask("sequence.start", {"job": job}, {}).next()
            return
        except QueueFull:
            if time.monotonic() > end:
                raise
            time.sleep(PAUSE)


def take(
    line: Line, asked: Asked, job: str, on_frame: OnFrame, on_news: Callable[[Notification], None]
) -> SequenceDone:
    """Take the frames of a job one by one until it is done. Raises Cancelled and the like after the last of them."""
    line.tell("credit", Credit(job, WINDOW).params())
    while True:
        news = asked.next()
        if not isinstance(news, Notification):
            continue
        if news.method == "frame":
            answer = FrameAnswer.read(news.params, news.parts)
            on_frame(answer)
            line.tell("credit", Credit(job, 1, (answer.number,)).params())
        elif news.method == "done":
            if "error" in news.params:
                raise read_failure(None, news.params["error"]).error()
            return SequenceDone.read(news.params)
        else:
            on_news(news)
