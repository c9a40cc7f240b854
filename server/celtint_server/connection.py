"""One client: its hello, its requests, and what is sent back to it."""

import asyncio
import logging
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from celtint.errors import CeltintError
from celtint_client import VERSION, framing
from celtint_client.answers import Limits, Progress, Welcome
from celtint_client.errors import (
    BadRequest,
    Internal,
    ProtocolError,
    QueueFull,
    Unauthorised,
    VersionUnsupported,
    WireError,
)
from celtint_client.framing import Failure, Notification, Request, Response
from celtint_client.messages import ColourRequest, JobRequest, PaletteRequest
from celtint_client.reading import Fields
from celtint_client.sequences import Credit
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from celtint_server import security
from celtint_server.convert import colouring, wire_error
from celtint_server.jobs import Job
from celtint_server.parts import PartStore
from celtint_server.sequences import Sequence
from celtint_server.sequencing import Sequencing
from celtint_server.work import Done

if TYPE_CHECKING:
    from celtint_client.framing import Message
    from celtint_client.parts import AnyPart

    from celtint_server.app import Server

OUTBOX = 16
"""Messages waiting for a slow reader before it is told no more progress and no more requests are read."""

Answer = tuple[dict[str, Any], "dict[str, AnyPart]"]
"""A response's result and parts."""

VERBS = ("colour", "sequence", "palette")

METHOD_NOT_FOUND = -32601
POLICY_VIOLATION = 1008
INTERNAL_ERROR = 1011
TRY_AGAIN_LATER = 1013

log = logging.getLogger(__name__)


class Connection:
    """Serves one WebSocket until it closes. Everything but `_heard` runs on the event loop."""

    def __init__(self, server: "Server", socket: ServerConnection) -> None:
        self._server = server
        self._socket = socket
        self._loop = asyncio.get_running_loop()
        self._id = secrets.token_hex(8)
        self._store = PartStore(server.config.parts_bytes)
        self._outbox: asyncio.Queue[Message] = asyncio.Queue()
        self._room = asyncio.Event()
        self._sequencing = Sequencing(server, self._id, self._store, self._heard_progress, self._deliver)
        self._methods = {
            "colour": self._colour,
            "palette": self._palette,
            "sequence": self._sequence,
            "frame": self._frame,
            "sequence.start": self._start,
            "models.list": self._models_list,
            "job.get": self._job_get,
            "cancel": self._cancel,
            "credit": self._grant,
        }

    async def run(self) -> None:
        """Greet, then answer until the client goes."""
        try:
            if not await self._greet():
                return
            sender = asyncio.create_task(self._send_all())
            try:
                await self._serve()
            finally:
                sender.cancel()
                self._sequencing.close()
                self._server.sequences.leave(self._id)
                self._server.queue.leave(self._id)
                self._store.clear()  # this object is in a cycle, so it may stay for some time yet
                self._outbox = asyncio.Queue()
        except ConnectionClosed:
            log.info("%s went away", self._id)

    async def _greet(self) -> bool:
        """Take the hello; without a good one, say why and close."""
        request: Message | None = None
        try:
            async with asyncio.timeout(self._server.config.hello_s):
                request = framing.decode(await self._socket.recv())
            welcome = self._welcome(request)
        except TimeoutError:
            await self._socket.close(POLICY_VIOLATION, "hello didn't come in time")
            return False
        except WireError as error:
            refused = error if isinstance(error, (VersionUnsupported, QueueFull)) else Unauthorised(str(error))
            number = request.id if isinstance(request, Request) else None
            await self._transmit(Failure.of(number, refused))
            code = TRY_AGAIN_LATER if isinstance(refused, QueueFull) else POLICY_VIOLATION
            await self._socket.close(code, refused.name)
            return False
        security.limit_messages(self._socket, self._server.config.max_message)
        await self._transmit(welcome)
        return True

    def _welcome(self, request: "Message") -> Response:
        if not isinstance(request, Request) or request.method != "hello":
            raise Unauthorised("The first message must be hello, with the token.")
        fields = Fields(request.params, "hello")
        if not security.same_token(fields.take("token", None), self._server.token):
            raise Unauthorised("The token is missing or wrong.")
        name, version = fields.text("client"), fields.text("version")
        if version.split(".")[0] != VERSION.split(".")[0]:
            raise VersionUnsupported(f"This server is version {VERSION}; the client must be of the same major one.")
        self._server.admit(self._socket)
        log.info("%s is %r %r", self._id, name, version)
        config = self._server.config
        limits = Limits(config.max_pixels, config.max_message, config.parts_bytes)
        return Response(request.id, Welcome(VERSION, self._server.studio.models, limits, VERBS).params())

    async def _serve(self) -> None:
        self._room.set()
        async for data in self._socket:
            try:
                message = framing.decode(data)
            except ProtocolError as error:
                self._post(Failure.of(framing.request_id(data), error))
            else:
                await self._answer(message)
            del data
            await self._room.wait()

    async def _answer(self, message: "Message") -> None:
        if not isinstance(message, (Request, Notification)):
            return  # nothing was asked of the client, so there is nothing that this could answer
        number = message.id if isinstance(message, Request) else None
        answer: Message
        try:
            if message.method not in self._methods:
                raise _no_method(message.method)
            answer = Response(number, *await self._methods[message.method](message))
        except (WireError, CeltintError) as error:
            answer = Failure.of(number, wire_error(error))
        except Exception:  # a mistake of ours must not end the connection
            log.exception("%s failed at %s", self._id, message.method)
            answer = Failure.of(number, Internal("The server failed at this request; its log says why."))
        if isinstance(message, Request):
            self._post(answer)

    async def _colour(self, message: Request | Notification) -> Answer:
        request = ColourRequest.read(message.params, message.parts)
        parts = await asyncio.to_thread(self._store.resolve, message.parts)
        self._server.studio.check(request, parts)
        job: Job[Done | Sequence] = Job(None, self._id, request.batch, request.live, {self._id: self._heard})
        job.work = lambda tell: self._server.studio.colour(job.id, request, parts, tell)
        return self._submitted(job)

    async def _palette(self, message: Request | Notification) -> Answer:
        request = PaletteRequest.read(message.params)
        before = self._server.queue.find(request.job)
        if before is None or before.outcome is None:
            raise _no_job()
        outcome = before.outcome
        if isinstance(outcome, Sequence):
            return await self._sequencing.recolour(request), {}
        job: Job[Done | Sequence] = Job(None, self._id, listeners={self._id: self._heard})
        job.work = lambda tell: self._server.studio.recolour(job.id, request, outcome, tell)
        return self._submitted(job)

    def _submitted(self, job: Job[Done | Sequence]) -> Answer:
        self._server.queue.submit(job)
        return {"job": job.id, "state": "queued"}, {}

    async def _job_get(self, message: Request | Notification) -> Answer:
        request = JobRequest.read(message.params)
        sequence = self._server.sequences.find(request.job)
        if sequence is not None:
            return self._sequencing.fetch(sequence, request.wanted), {}
        job = self._server.queue.join(request.job, self._id, self._heard)
        if job is None:
            raise _no_job()
        if job.error is not None:
            raise job.error
        if not isinstance(job.outcome, Done):
            return {"job": job.id, "state": job.state}, {}
        answer = job.outcome.answer
        if request.wanted is not None and request.wanted != job.outcome.wanted:
            answer = await asyncio.to_thread(colouring, job.id, job.outcome.result, request.wanted)
        return {**answer.params(), "state": "done"}, answer.parts()

    async def _cancel(self, message: Request | Notification) -> Answer:
        request = JobRequest.read(message.params)
        return {"cancelled": self._sequencing.cancel(request.job) or self._server.queue.cancel(request.job)}, {}

    async def _models_list(self, message: Request | Notification) -> Answer:
        Fields(message.params, "models.list").end()
        return {"models": [asdict(model) for model in self._server.studio.described]}, {}

    async def _grant(self, message: Request | Notification) -> Answer:
        return self._sequencing.grant(Credit.read(message.params)), {}

    async def _sequence(self, message: Request | Notification) -> Answer:
        return await self._sequencing.open(message.params), {}

    async def _frame(self, message: Request | Notification) -> Answer:
        return await self._sequencing.frame(message.params, message.parts), {}

    async def _start(self, message: Request | Notification) -> Answer:
        return await self._sequencing.start(message.params), {}

    async def _deliver(self, message: Notification) -> None:
        """Post a message once the outbox has room."""
        await self._room.wait()
        self._post(message)

    def _heard_progress(self, job: Job[Done | Sequence], news: Progress | None) -> None:
        """Like `_heard`, of a job whose end is told after its frames."""
        if news is not None:
            self._heard(job, news)

    def _heard(self, job: Job[Done | Sequence], news: Progress | None) -> None:
        """Take news of a job, on a worker's thread, to the event loop."""
        self._loop.call_soon_threadsafe(self._pass_on, job, news)

    def _pass_on(self, job: Job[Done | Sequence], news: Progress | None) -> None:
        if news is None:
            self._post(_ending(job))
        elif self._outbox.qsize() < OUTBOX:
            if news.position is not None:
                self._post(Notification("queued", {"job": news.job, "position": news.position}))
            else:
                said = {"job": news.job, "stage": news.stage, "share": round(news.share, 4)}
                self._post(Notification("progress", said))

    def _post(self, message: "Message") -> None:
        self._outbox.put_nowait(message)
        if self._outbox.qsize() >= OUTBOX:
            self._room.clear()

    async def _send_all(self) -> None:
        """Send what is posted, one message after the other, until cancelled."""
        try:
            while True:
                await self._transmit(await self._outbox.get())
                if self._outbox.qsize() < OUTBOX:
                    self._room.set()
        except ConnectionClosed:
            pass  # the reader hears of it too
        except Exception:  # a message that can't be written must not leave the client waiting for it
            log.exception("%s can't be answered", self._id)
            await self._socket.close(INTERNAL_ERROR, "INTERNAL")
        finally:
            self._room.set()

    async def _transmit(self, message: "Message") -> None:
        await self._socket.send(framing.encode(message))


def _ending(job: Job[Done | Sequence]) -> Notification:
    if isinstance(job.outcome, Done):
        return Notification("done", job.outcome.answer.params(), job.outcome.answer.parts())
    error = job.error or Internal("The job ended without a result.")
    return Notification("done", {"job": job.id, "error": Failure.of(None, error).body()})


def _no_method(method: str) -> BadRequest:
    error = BadRequest(f"This server has no method {method[:100]!r}.")
    error.code = METHOD_NOT_FOUND
    return error


def _no_job() -> BadRequest:
    return BadRequest("There is no such finished job; results are kept for ten minutes.")
