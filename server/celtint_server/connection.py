"""One client: its hello, its requests, and what is sent back to it."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from celtint import CeltintError
from celtint_client import VERSION, framing
from celtint_client.answers import Colouring, Limits, Progress, Welcome
from celtint_client.errors import (
    BadRequest,
    ProtocolError,
    QueueFull,
    Unauthorised,
    VersionUnsupported,
    WireError,
)
from celtint_client.framing import Failure, Notification, Request, Response
from celtint_client.messages import ColourRequest, JobRequest, PaletteRequest, Wanted
from celtint_client.reading import Fields
from celtint_client.sequences import Credit
from celtint_client.staging import StageAnswer, StageRequest
from websockets.exceptions import ConnectionClosed

from celtint_server import logs, security
from celtint_server.admission import Guest
from celtint_server.convert import wire_error
from celtint_server.handing import Handing
from celtint_server.jobs import Job
from celtint_server.ledger import Lease
from celtint_server.outbox import Later, Outbox
from celtint_server.parts import HeldPart, PartStore
from celtint_server.receiving import TRY_AGAIN_LATER, Inbox, Incoming, Socket
from celtint_server.scenes import Ended, Scene
from celtint_server.sequences import Sequence
from celtint_server.sequencing import Sequencing
from celtint_server.services import Services
from celtint_server.work import Outcome

if TYPE_CHECKING:
    from celtint_client.framing import Message

Said = dict[str, Any]
"""A response's result."""
Asked = Request | Notification
Failed = Callable[[WireError], "Message"]
"""Makes the message that says what went wrong."""

Telling = Callable[[Colouring | StageAnswer], "Message"]
"""Puts what a job gave into a message."""

VERBS = ("colour", "sequence", "palette")

METHOD_NOT_FOUND = -32601
POLICY_VIOLATION = 1008

log = logging.getLogger(__name__)


class Connection:
    """Serves one WebSocket until it closes. Everything but `_heard` runs on the event loop."""

    def __init__(self, server: Services, socket: Socket, admit: Callable[[Socket, str], None]) -> None:
        """admit: counts a socket that has said hello as a client, a page with the id of its key; raises QueueFull if
        there are too many."""
        self._server = server
        self._handing = Handing(server, Guest())
        self._admit = admit
        self._socket = socket
        self._loop = asyncio.get_running_loop()
        self._id = secrets.token_hex(8)
        self._store = PartStore(server.config.parts_bytes)
        self._outbox = Outbox(socket, server.ledger, self._id, server.config.outbox_bytes)
        self._sequencing = Sequencing(server, self._id, self._store, self._heard_progress, self._deliver)
        self._methods = {
            "colour": self._colour,
            "palette": self._palette,
            "sequence": self._sequence,
            "frame": self._frame,
            "sequence.start": self._start,
            "models.list": self._models_list,
            "models.card": self._models_card,
            "job.get": self._job_get,
            "cancel": self._cancel,
            "credit": self._grant,
            "page.hand": self._hand,
            "page.open": self._open,
            "page.take": self._take_handed,
        }
        if server.stage.offered:
            self._methods["stage"] = self._stage

    async def run(self) -> None:
        """Greet, then answer until the client goes."""
        try:
            if not await self._greet():
                return
            inbox = Inbox(self._socket, self._server.ledger, self._id)
            self._server.ledger.join(self._id, self._store.make_room)
            sender = asyncio.create_task(self._outbox.run())
            try:
                await self._serve(inbox)
            finally:
                sender.cancel()
                inbox.close()
                self._server.ledger.leave(self._id)
                self._sequencing.close()
                self._handing.close()
                self._server.queue.leave(self._id)
                self._store.clear()  # this object is in a cycle, so it may stay for some time yet
                self._outbox.close()
                await asyncio.to_thread(self._server.sequences.leave, self._id)
        except ConnectionClosed:
            log.info("went away")

    async def _greet(self) -> bool:
        """Take the hello; without a good one, say why and close."""
        request: Message | None = None
        try:
            async with asyncio.timeout(self._server.config.hello_s):
                request = framing.decode(await self._socket.recv())
            welcome = await self._welcome(request)
        except TimeoutError:
            await self._socket.close(POLICY_VIOLATION, "hello didn't come in time")
            return False
        except WireError as error:
            refused = error if isinstance(error, (VersionUnsupported, QueueFull)) else Unauthorised(str(error))
            log.warning("refused: %s", refused.name)
            number = request.id if isinstance(request, Request) else None
            await self._transmit(Failure.of(number, refused))
            code = TRY_AGAIN_LATER if isinstance(refused, QueueFull) else POLICY_VIOLATION
            await self._socket.close(code, refused.name)
            return False
        security.limit_messages(self._socket, self._server.config.longest_message)
        await self._transmit(welcome)
        return True

    async def _welcome(self, request: "Message") -> Response:
        if not isinstance(request, Request) or request.method != "hello":
            raise Unauthorised("The first message must be hello, with the token.")
        fields = Fields(request.params, "hello")
        asking = self._socket.request
        origin = None if asking is None else asking.headers.get("Origin")
        called = str(request.params.get("client", ""))
        guest = await asyncio.to_thread(self._server.admission.let_in, fields, origin, called)
        name, version = fields.text("client"), fields.text("version")
        if version.split(".")[0] != VERSION.split(".")[0]:
            raise VersionUnsupported(f"This server is version {VERSION}; the client must be of the same major one.")
        self._admit(self._socket, guest.key)
        self._handing = Handing(self._server, guest)
        logs.of_client(name, self._id)
        log.info("connected: version %s", logs.plain(version))
        config = self._server.config
        limits = Limits(config.max_pixels, config.longest_message, config.parts_bytes)
        welcome = Welcome(VERSION, self._server.studio.models, limits, self._verbs(), guest.told)
        return Response(request.id, welcome.params())

    def _verbs(self) -> tuple[str, ...]:
        """What this server can be asked for."""
        return (*VERBS, "stage") if self._server.stage.offered else VERBS

    async def _serve(self, inbox: Inbox) -> None:
        while True:
            await self._take(await inbox.next())
            await self._outbox.room()

    async def _take(self, received: Incoming) -> None:
        """Answer what came in; whatever takes time is done on a thread."""
        refusal = received.refusal
        if refusal is None:
            try:
                message = await asyncio.to_thread(framing.decode, received.data)
            except ProtocolError as error:
                refusal = wire_error(error)
        if refusal is not None:
            self._outbox.post(Failure.of(await asyncio.to_thread(framing.request_id, received.data), refusal))
        else:
            await self._answer(message, received.lease)

    async def _answer(self, message: "Message", lease: Lease | None) -> None:
        if not isinstance(message, (Request, Notification)):
            return  # nothing was asked of the client, so there is nothing that this could answer
        number = message.id if isinstance(message, Request) else None
        with logs.of_job(message.params.get("job")):
            try:
                answer = await self._answered(message, number, lease)
            except (WireError, CeltintError) as error:
                known = message.method if message.method in self._methods else "a request"
                log.info("%s refused: %s: %s", known, error.name, error)
                answer = Failure.of(number, wire_error(error))
            except Exception:  # a mistake of ours must not end the connection
                answer = Failure.of(number, logs.internal(log, "The server failed at this request"))
        if isinstance(message, Request):
            self._outbox.post(answer)

    async def _answered(self, message: Asked, number: "framing.Id", lease: Lease | None) -> "Message | Later":
        if message.method not in self._methods:
            raise _no_method(message.method)
        said = await self._methods[message.method](message, lease)
        return said if isinstance(said, (Later, Failure)) else Response(number, said)

    async def _colour(self, message: Asked, lease: Lease | None) -> Said:
        request, parts = await asyncio.to_thread(self._read_colour, message, lease)
        job: Job[Ended] = Job(None, self._id, request.batch, request.live, {self._id: self._heard})
        before = self._had(request.since)
        job.work = lambda tell, _held=lease: self._server.studio.colour(job.id, request, parts, tell, before)
        said = self._submitted(job)
        self._store.keep(parts)
        return said

    async def _stage(self, message: Asked, _lease: Lease | None) -> Said:
        request = await asyncio.to_thread(StageRequest.read, message.params)
        await asyncio.to_thread(self._server.stage.check, request)
        job: Job[Ended] = Job(None, self._id, request.batch, request.live, {self._id: self._heard})
        job.work = lambda tell: self._server.stage.make(job.id, request, tell)
        return self._submitted(job)

    def _had(self, since: str | None) -> Outcome | None:
        """What a client says that it still has, if it is still here too."""
        job = None if since is None else self._server.queue.find(since)
        return job.outcome if job is not None and isinstance(job.outcome, Outcome) else None

    def _read_colour(self, message: Asked, lease: Lease | None) -> tuple[ColourRequest, dict[str, HeldPart]]:
        request = ColourRequest.read(message.params, message.parts)
        parts = self._store.resolve(message.parts, lease)
        self._server.studio.check(request, parts)
        return request, parts

    async def _palette(self, message: Asked, lease: Lease | None) -> Said:
        request = await asyncio.to_thread(PaletteRequest.read, message.params)
        before = self._server.queue.find(request.job)
        if before is None or before.outcome is None:
            raise _no_job()
        outcome = before.outcome
        if isinstance(outcome, Scene):
            raise BadRequest("A picture of boxes has hints: change one of their colours and send them to colour.")
        if isinstance(outcome, Sequence):
            return await self._sequencing.recolour(request)
        job: Job[Ended] = Job(None, self._id, listeners={self._id: self._heard})
        job.work = lambda tell, _held=lease: self._server.studio.recolour(job.id, request, outcome, tell)
        return self._submitted(job)

    def _submitted(self, job: Job[Ended]) -> Said:
        self._server.queue.submit(job)
        return {"job": job.id, "state": "queued"}

    async def _job_get(self, message: Asked, _lease: Lease | None) -> "Said | Later | Failure":
        request = await asyncio.to_thread(JobRequest.read, message.params)
        sequence = self._server.sequences.find(request.job)
        if sequence is not None:
            return self._sequencing.fetch(sequence, request.wanted)
        job = self._server.queue.join(request.job, self._id, self._heard)
        if job is None:
            raise _no_job()
        number = message.id if isinstance(message, Request) else None
        if job.error is not None:
            return Failure.of(number, job.error)
        if not isinstance(job.outcome, Outcome | Scene):
            return {"job": job.id, "state": job.state}
        return self._telling(
            job.id,
            job.outcome,
            request.wanted,
            lambda answer: Response(number, {**answer.params(), "state": "done"}, answer.parts()),
            lambda error: Failure.of(number, error),
        )

    def _telling(
        self, job: str, outcome: Outcome | Scene, wanted: Wanted | None, tell: Telling, failed: Failed
    ) -> Later:
        """A result that is put into a message when it is sent. If too much waits, it may be gone by then."""
        size, pins = outcome.answering_bytes(wanted), outcome.nbytes
        if self._outbox.can_pin(pins):
            return Later(lambda: tell(outcome.answered(wanted)), failed, job, size, pins)
        return Later(lambda: tell(self._kept(job).answered(wanted)), failed, job, size)

    def _kept(self, job_id: str) -> Outcome | Scene:
        job = self._server.queue.find(job_id)
        if job is None or not isinstance(job.outcome, Outcome | Scene):
            raise QueueFull("The result had to make room for others before it was read; ask for it again.")
        return job.outcome

    async def _cancel(self, message: Asked, _lease: Lease | None) -> Said:
        request = JobRequest.read(message.params)
        return {"cancelled": await self._sequencing.cancel(request.job) or self._server.queue.cancel(request.job)}

    async def _models_list(self, message: Asked, _lease: Lease | None) -> Said:
        Fields(message.params, "models.list").end()
        described = await asyncio.to_thread(lambda: self._server.studio.described)
        return {"models": [asdict(model) for model in described]}

    async def _models_card(self, message: Asked, _lease: Lease | None) -> Said:
        fields = Fields(message.params, "models.card")
        name = fields.text("name")
        fields.end()
        return {"card": await asyncio.to_thread(self._server.studio.card, name)}

    async def _grant(self, message: Asked, _lease: Lease | None) -> Said:
        return self._sequencing.grant(await asyncio.to_thread(Credit.read, message.params))

    async def _sequence(self, message: Asked, lease: Lease | None) -> Said:
        return await self._sequencing.open(message.params, message.parts, lease)

    async def _frame(self, message: Asked, _lease: Lease | None) -> Said:
        return await self._sequencing.frame(message.params, message.parts)

    async def _start(self, message: Asked, _lease: Lease | None) -> Said:
        return await self._sequencing.start(message.params)

    async def _hand(self, message: Asked, lease: Lease | None) -> Said:
        return self._handing.hand(message, lease)

    async def _open(self, message: Asked, _lease: Lease | None) -> Said:
        return await self._handing.open(message)

    async def _take_handed(self, message: Asked, _lease: Lease | None) -> Later:
        return self._handing.take(message)

    async def _deliver(self, message: "Message | Later") -> None:
        """Post a message once the outbox has room."""
        await self._outbox.room()
        self._outbox.post(message)

    def _heard_progress(self, job: Job[Ended], news: Progress | None) -> None:
        """Like `_heard`, of a job whose end is told after its frames."""
        if news is not None:
            self._heard(job, news)

    def _heard(self, job: Job[Ended], news: Progress | None) -> None:
        """Take news of a job, on a worker's thread, to the event loop."""
        self._loop.call_soon_threadsafe(self._pass_on, job, news)

    def _pass_on(self, job: Job[Ended], news: Progress | None) -> None:
        if news is None:
            self._outbox.post(self._ending(job))
        elif not self._outbox.full:
            if news.position is not None:
                self._outbox.post(Notification("queued", {"job": news.job, "position": news.position}))
            else:
                said = {"job": news.job, "stage": news.stage, "share": round(news.share, 4)}
                self._outbox.post(Notification("progress", said))

    def _ending(self, job: Job[Ended]) -> "Message | Later":
        number = job.id

        def failed(error: WireError) -> Notification:
            return Notification("done", {"job": number, "error": Failure.of(None, error).body()})

        if not isinstance(job.outcome, Outcome | Scene):
            with logs.of_job(number):
                return failed(job.error or logs.internal(log, "The job ended without a result"))
        return self._telling(
            number, job.outcome, None, lambda answer: Notification("done", answer.params(), answer.parts()), failed
        )

    async def _transmit(self, message: "Message") -> None:
        await self._socket.send(framing.encode(message))


def _no_method(method: str) -> BadRequest:
    error = BadRequest(f"This server has no method {method[:100]!r}.")
    error.code = METHOD_NOT_FOUND
    return error


def _no_job() -> BadRequest:
    return BadRequest("There is no such finished job; results are kept for ten minutes.")
