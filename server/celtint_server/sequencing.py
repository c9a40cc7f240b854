"""What one connection asks about sequences."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from celtint_client.answers import Progress
from celtint_client.errors import BadRequest, QueueFull
from celtint_client.framing import Failure, Notification
from celtint_client.messages import JobRequest, PaletteRequest, Wanted
from celtint_client.reading import Fields
from celtint_client.sequences import Credit, Frame, SequenceRequest

from celtint_server import logs
from celtint_server.jobs import Job, Tell
from celtint_server.ledger import Lease
from celtint_server.parts import PartStore
from celtint_server.scenes import Ended
from celtint_server.sequences import Sequence
from celtint_server.services import Services
from celtint_server.streaming import Deliver, Stream

if TYPE_CHECKING:
    from celtint_client.parts import AnyPart

log = logging.getLogger(__name__)

Listener = Callable[[Job[Ended], Progress | None], None]


class Sequencing:
    """The sequences of one connection, and their frames on the way to it. Runs on the event loop.

    heard: told of the progress of a job, on any thread. deliver: as `Stream` wants it.
    """

    def __init__(self, server: Services, client: str, store: PartStore, heard: Listener, deliver: Deliver) -> None:
        self._server = server
        self._client = client
        self._store = store
        self._heard = heard
        self._deliver = deliver
        self._streams: dict[str, Stream] = {}

    async def open(self, params: dict[str, Any], parts: "dict[str, AnyPart]", lease: Lease | None) -> dict[str, Any]:
        """`sequence`: let frames come. lease: of the request, which is kept with it."""
        held = await asyncio.to_thread(self._store.resolve, parts, lease)
        own: dict[str, AnyPart] = {name: one.part for name, one in held.items()}
        request = await asyncio.to_thread(SequenceRequest.read, params, own)
        await asyncio.to_thread(self._server.studio.check_sequence, request)
        sequence = await asyncio.to_thread(self._server.sequences.open, self._client, request, request.corrects)
        sequence.lease = lease
        self._stream(sequence, request.wanted)
        return {"job": sequence.id, "state": "open"}

    async def frame(self, params: dict[str, Any], parts: "dict[str, AnyPart]") -> dict[str, Any]:
        """`frame`: keep one."""
        fields = Fields(params, "frame")
        sequence, frame = self._mine(fields.text("job")), Frame.take(fields, parts)
        fields.end()
        held = await asyncio.to_thread(self._store.resolve, parts)
        given = {name: one.part for name, one in held.items()}
        return {"frames": await asyncio.to_thread(sequence.add, frame, given, self._server.config.max_pixels)}

    async def start(self, params: dict[str, Any]) -> dict[str, Any]:
        """`sequence.start`: all frames are there."""
        sequence = self._mine(JobRequest.read(params).job)
        sequence.start()
        try:
            self._submit(sequence, lambda tell: self._server.studio.sequence(sequence, tell))
        except QueueFull:
            sequence.reopen()  # with all its frames, so that it can be tried again
            raise
        return {"frames": len(sequence.numbers), "state": "queued"}

    async def recolour(self, request: PaletteRequest) -> dict[str, Any]:
        """`palette` of a sequence: a new one whose frames have the other colour."""
        before = self._server.sequences.find(request.job)
        assert before is not None  # the caller asked
        asked = before.request
        settled = replace(asked, wanted=request.wanted, corrects=request.job)
        sequence = await asyncio.to_thread(self._server.sequences.open, self._client, settled, request.job)
        self._stream(sequence, request.wanted)
        sequence.start()
        work = self._server.studio.recolour_sequence
        try:
            self._submit(sequence, lambda tell: work(sequence, request, tell))
        except BaseException:
            await self._forget(sequence)
            raise
        return {"job": sequence.id, "state": "queued"}

    def fetch(self, sequence: Sequence, wanted: Wanted | None) -> dict[str, Any]:
        """`job.get` of a sequence: send what its client doesn't have yet."""
        if not sequence.started:
            raise BadRequest("This sequence hasn't been started.")
        old = self._streams.pop(sequence.id, None)
        if old is not None:
            old.stop()
        job = self._server.queue.join(sequence.id, self._client, self._heard)
        self._stream(sequence, wanted or sequence.request.wanted)
        return {"job": sequence.id, "state": "done" if job is None or job.ended else job.state}

    def grant(self, credit: Credit) -> dict[str, Any]:
        """`credit`: frames that are taken are dropped from what is to be sent, and so many more may follow."""
        sequence, stream = self._server.sequences.find(credit.job), self._streams.get(credit.job)
        if sequence is not None:
            sequence.taken.update(set(credit.taken) & sequence.numbers)
        if sequence is None or (stream is None and credit.frames):
            raise BadRequest("This connection gets no frames of such a job; ask for it with job.get.")
        return {"frames": 0 if stream is None else stream.grant(credit.frames)}

    async def cancel(self, job: str) -> bool:
        """`cancel` of a sequence that hasn't been started; True if it was one."""
        sequence = self._server.sequences.find(job)
        if sequence is None or sequence.started:
            return False
        await self._forget(sequence)
        return True

    def close(self) -> None:
        """The connection is gone."""
        for stream in self._streams.values():
            stream.stop()
        self._streams.clear()

    def _mine(self, job: str) -> Sequence:
        sequence = self._server.sequences.find(job)
        if sequence is None or sequence.started or sequence.client != self._client:
            raise BadRequest("There is no such sequence that frames can be sent to; begin one with sequence.")
        return sequence

    def _stream(self, sequence: Sequence, wanted: Wanted) -> None:
        self._streams = {job: stream for job, stream in self._streams.items() if not stream.over}
        self._streams[sequence.id] = Stream(sequence, wanted, self._deliver, lambda: self._ending(sequence))

    def _submit(self, sequence: Sequence, work: Callable[[Tell], Sequence]) -> None:
        """Have a sequence coloured, after what people wait for at their canvas."""

        def ended(_job: Job[Ended], news: Progress | None) -> None:
            if news is None:
                sequence.end(time.monotonic())

        listeners: dict[str, Listener] = {self._client: self._heard, sequence.id: ended}
        self._server.queue.submit(Job(work, self._client, True, None, listeners, sequence.id))

    async def _forget(self, sequence: Sequence) -> None:
        stream = self._streams.pop(sequence.id, None)
        if stream is not None:
            stream.stop()
        await asyncio.to_thread(self._server.sequences.drop, sequence.id)

    def _ending(self, sequence: Sequence) -> Notification:
        job = self._server.queue.find(sequence.id)
        if job is not None and job.outcome is not None:
            return Notification("done", sequence.summary().params())
        error = (job.error if job is not None else None) or logs.internal(log, "The job ended without a result")
        return Notification("done", {"job": sequence.id, "error": Failure.of(None, error).body()})
