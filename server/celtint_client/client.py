"""A sync client: one connection, calls that block, safe to use from several threads.

A thread of its own reads what the server sends and hands each message to the call that waits for it, so that
one thread may colour while another cancels.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed

from celtint_client import VERSION, calls, door, framing, streaming
from celtint_client.answers import Colouring, Model, Progress, Welcome
from celtint_client.calls import Call, Sending
from celtint_client.errors import ConnectionLost, TooLarge, UnknownPart, WireError
from celtint_client.framing import Failure, Notification, Request, Response
from celtint_client.messages import JobRequest
from celtint_client.parts import Ref
from celtint_client.reading import Fields
from celtint_client.staging import StageAnswer

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Any

    from celtint_client.calls import Read, T, Tell
    from celtint_client.framing import Id, Message
    from celtint_client.messages import ColourRequest, PaletteRequest, Wanted
    from celtint_client.parts import AnyPart
    from celtint_client.sequences import Frame, SequenceDone, SequenceRequest
    from celtint_client.staging import StageRequest
    from celtint_client.streaming import OnFrame

_REMEMBERED = 256


class Client:
    """A connection to one server.

    url: ws:// or wss://. token: from the server's state or token file. name: of the host application, for the
    server's log. tls: context for wss://, None for the system's certificates. timeout: seconds to connect,
    and for every short call to be answered; colouring takes as long as it takes.

    Raises Unauthorised, VersionUnsupported, or ConnectionLost if nothing answers there. Every method raises
    the exception of what the server says, and ConnectionLost if the line breaks.
    """

    def __init__(
        self,
        url: str,
        token: str,
        name: str = "celtint_client",
        tls: ssl.SSLContext | None = None,
        timeout: float = 10.0,
    ) -> None:
        self._timeout = timeout
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._calls: dict[Id, Call] = {}
        self._jobs: dict[str, Call] = {}
        self._sent: dict[str, None] = {}
        self._near = urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")
        self._next = 0
        self._lost: WireError | None = None
        self._ending = contextlib.ExitStack()
        self._socket = door.open_socket(self._ending, url, tls, timeout)
        self._reader = threading.Thread(target=self._read, name="celtint client", daemon=True)
        self._reader.start()
        try:
            answer = self._call("hello", {"token": token, "client": name, "version": VERSION})
            self.welcome = Welcome.read(answer.result)
        except WireError:
            self.close()
            raise

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; jobs under way go on and are kept by the server for ten minutes."""
        self._ending.close()
        if threading.current_thread() is not self._reader:
            self._reader.join(self._timeout)

    def colour(self, request: ColourRequest, progress: Tell | None = None) -> Colouring:
        """Colour one picture and wait for it.

        progress: called in this thread; if it raises, the job is cancelled and what it raised goes on.
        """
        params, sending = request.params(), Sending(request.parts(), self._near)
        try:
            return self._work("colour", params, self._referred(sending), progress, Colouring.read, sending)
        except UnknownPart as error:
            with self._lock:
                for ref in error.refs:
                    self._sent.pop(ref, None)
            if any(isinstance(part, Ref) for part in sending.parts.values()):
                raise
        return self._work("colour", params, sending.parts, progress, Colouring.read, sending)

    def palette(self, request: PaletteRequest, progress: Tell | None = None) -> Colouring:
        """Give one palette entry of a kept job another colour; the answer is a job of its own."""
        return self._work("palette", request.params(), {}, progress, Colouring.read)

    def job(self, job: str, wanted: Wanted | None = None, progress: Tell | None = None) -> Colouring:
        """What a job gave, waiting for it if it isn't done; works on a new connection too."""
        return self._work("job.get", JobRequest(job, wanted).params(), {}, progress, Colouring.read)

    def stage(self, request: StageRequest, progress: Tell | None = None) -> StageAnswer:
        """Make a picture of boxes and wait for it; otherwise as `colour`."""
        return self._work("stage", request.params(), {}, progress, StageAnswer.read)

    def stage_job(self, job: str, progress: Tell | None = None) -> StageAnswer:
        """What a job of `stage` gave, with the outputs that were wanted; otherwise as `job`."""
        return self._work("job.get", JobRequest(job).params(), {}, progress, StageAnswer.read)

    def sequence(
        self,
        request: SequenceRequest,
        frames: Iterable[Frame],
        on_frame: OnFrame,
        progress: Tell | None = None,
    ) -> SequenceDone:
        """Colour many frames and wait for all of them.

        frames: taken one by one as the server stores them. on_frame: called in this thread with every coloured frame,
        in the order in which they get done; what it has returned from isn't sent again. progress: as for `colour`.
        No more than a few frames are held at a time. If `frames`, on_frame or progress raises, the job is cancelled
        and what was raised goes on. A job cancelled otherwise raises Cancelled once all finished frames are here.
        """
        return self._streamed("sequence", request.params(), on_frame, progress, frames, request.parts())

    def sequence_job(self, job: str, on_frame: OnFrame, progress: Tell | None = None) -> SequenceDone:
        """The frames of a sequence that weren't taken yet; works on a new connection, and after a cancel."""
        return self._streamed("job.get", JobRequest(job).params(), on_frame, progress)

    def sequence_palette(
        self, request: PaletteRequest, on_frame: OnFrame, progress: Tell | None = None
    ) -> SequenceDone:
        """Give one palette entry of a kept sequence another colour; the frames that have it come back."""
        return self._streamed("palette", request.params(), on_frame, progress)

    def _streamed(
        self,
        method: str,
        params: dict[str, Any],
        on_frame: OnFrame,
        progress: Tell | None,
        frames: Iterable[Frame] | None = None,
        parts: dict[str, AnyPart] | None = None,
    ) -> SequenceDone:
        call = self._send(method, params, parts or {})
        try:
            job = streaming.job_of(call)
            if frames is not None:
                streaming.send(self, job, frames)
            with calls.naming(job):
                done = streaming.take(self, call, job, on_frame, calls.passing_on(progress))
            call.over = True
            return done
        finally:
            self._finish(call)

    def _finish(self, call: Call) -> None:
        """Hear no more of a call's job; cancel it if nobody waited for its end."""
        if not call.over:
            self._abandon(call)
        with self._lock:
            self._jobs.pop(call.job or "", None)

    def cancel(self, job: str) -> bool:
        """Ask for a job to stop; True if it was waiting or under way. Its own call raises Cancelled."""
        answer = self._call("cancel", JobRequest(job).params())
        return Fields(answer.result, "The answer").flag("cancelled", False)

    def models(self) -> tuple[Model, ...]:
        """The networks that can be asked for."""
        answer = self._call("models.list", {})
        return Fields(answer.result, "The answer").rows("models", Model.read, 10_000)

    def card(self, name: str) -> str:
        """What is written of a network, Markdown: licence, what it learned from, what it is worth, its limits.

        Raises ModelNotFound, also where it has no card."""
        answer = self._call("models.card", {"name": name})
        return Fields(answer.result, "The answer").text("card", longest=framing.MAX_HEADER)

    def _work(
        self,
        method: str,
        params: dict[str, Any],
        parts: dict[str, AnyPart],
        progress: Tell | None,
        read: Read[T],
        sending: Sending | None = None,
    ) -> T:
        """Send a call that starts or joins a job, pass on its progress, and wait until it is done."""
        call = self._send(method, params, parts)
        if sending is not None:
            self._remember(sending)
        try:
            while True:
                news = calls.take(call, None)
                if isinstance(news, Response) and calls.is_result(news.result):
                    call.over = True
                    return read(news.result, news.parts)
                if isinstance(news, Notification) and news.method == "done":
                    call.over = True
                    return calls.done(news, read)
                if isinstance(news, Notification) and progress is not None:
                    progress(Progress.read(news.params))
        finally:
            self._finish(call)

    def _abandon(self, call: Call) -> None:
        """Cancel the job of a call that nobody waits for any more."""
        if call.job is not None:
            with contextlib.suppress(WireError):  # what made the caller stop matters more
                self._send("cancel", JobRequest(call.job).params(), {})

    def ask(self, method: str, params: dict[str, Any], parts: dict[str, AnyPart]) -> Call:
        """Send a request without waiting for its answer; for the modules of this package."""
        return self._send(method, params, parts)

    def _call(self, method: str, params: dict[str, Any]) -> Response:
        answer = calls.take(self._send(method, params, {}), self._timeout)
        if not isinstance(answer, Response):
            raise ConnectionLost("The server answered something else than it was asked.")
        return answer

    def _send(self, method: str, params: dict[str, Any], parts: dict[str, AnyPart]) -> Call:
        call = Call()
        with self._lock:
            if self._lost is not None:
                raise self._lost
            self._next += 1
            number = self._next
            self._calls[number] = call
        with contextlib.ExitStack() as unsent:
            unsent.callback(self._forget, number)
            pieces = framing.encode(Request(number, method, params, parts))
            limit = self.welcome.limits.max_message if parts else None
            if limit is not None and sum(map(len, pieces)) > limit:
                raise TooLarge(f"The message is larger than the server takes, which is {limit >> 20} MiB.")
            self._push(pieces)
            unsent.pop_all()
        return call

    def _push(self, message: framing.Encoded) -> None:
        """Send one message; another thread's waits until it is through, as its fragments can't be mixed in."""
        try:
            with self._sending:
                self._socket.send(message)
        except ConnectionClosed:
            self._reader.join(self._timeout)
            raise self._lost or ConnectionLost("The connection to the server is closed.") from None

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Send something that isn't answered; for the modules of this package."""
        self._push(framing.encode(Notification(method, params)))

    def _forget(self, number: int) -> None:
        """Wait no more for the answer to a request that wasn't sent."""
        with self._lock:
            self._calls.pop(number, None)

    def _referred(self, sending: Sending) -> dict[str, AnyPart]:
        """The parts, those that the server should still have as refs."""
        if not self._sent:
            return sending.parts
        known = {name: Ref(digest) for name, digest in sending.digests.items() if digest in self._sent}
        return {**sending.parts, **known}

    def _remember(self, sending: Sending) -> None:
        """Note what the server has now: after sending, so that it works while we hash."""
        digests = sending.digests.values()
        with self._lock:
            for digest in digests:
                self._sent[digest] = None
            while len(self._sent) > _REMEMBERED:
                del self._sent[next(iter(self._sent))]

    def _read(self) -> None:
        """Hand on every message until the connection ends; then, whatever ended it, tell everybody who waits."""
        lost: WireError = ConnectionLost("The server closed the connection.")
        try:
            for data in self._socket:
                self._dispatch(framing.decode(data, framing.LONG_HEADER))
        except WireError as error:
            lost = error
        except ConnectionClosed:
            pass
        finally:
            self._lose(door.why(self._socket.close_code, self._socket.close_reason) or lost)

    def _lose(self, lost: WireError) -> None:
        with self._lock:
            self._lost = lost
            waiting = [*self._calls.values(), *self._jobs.values()]
        for call in waiting:
            call.inbox.put(calls.lost(lost, call.job))

    def _dispatch(self, message: Message) -> None:
        with self._lock:
            if isinstance(message, (Response, Failure)):
                call = self._calls.pop(message.id, None)
                if call is not None and isinstance(message, Response) and not calls.is_result(message.result):
                    call.job = calls.started(message)
                    if call.job is not None:
                        self._jobs[call.job] = call
            else:
                call = self._jobs.get(str(message.params.get("job")))
        if call is not None:
            call.inbox.put(message)
