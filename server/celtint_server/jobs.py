"""The queue of jobs and the threads that do them; knows nothing of sockets or pictures.

Interactive jobs go before batches, clients take turns within each, and one thread is always left to
interactive jobs where there are two or more. A newer job of the same client and `live` id takes the place of
the older ones. A job that has ended is kept for a while so that it can be fetched again. One that runs past its
deadline ends with `TimedOut` when it next tells how far it is.
"""

import logging
import math
import secrets
import threading
import time
from collections.abc import Callable
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from celtint import Cancelled as StopWork
from celtint import CeltintError
from celtint_client.answers import Progress
from celtint_client.errors import Cancelled, QueueFull, TimedOut, WireError

from celtint_server import logs
from celtint_server.convert import wire_error

T = TypeVar("T")
State = Literal["queued", "running", "done", "failed"]
Tell = Callable[[str, float], None]

TELL_EVERY = 0.1
"""Seconds between two notes of progress in one stage."""

_CANCELLED = "The job was cancelled."
_REPLACED = "A newer request for the same drawing took this one's place."
_CLOSING = "The server is shutting down."

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Job(Generic[T]):
    """One piece of work.

    client: whose turn it takes. listeners: by client, told the job and its progress, or None when it has
    ended; called with the queue locked, so they only post. why: the reason to stop, once there is one. context: in
    which it was asked for, so that the log knows for whom it is done.
    """

    work: Callable[[Tell], T] | None
    client: str
    batch: bool = False
    live: str | None = None
    listeners: "dict[str, Listener[T]]" = field(default_factory=dict)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    state: State = "queued"
    outcome: T | None = None
    error: WireError | None = None
    why: str | None = None
    ended: float = 0.0
    position: int | None = None
    context: Context = field(default_factory=copy_context, repr=False)


Listener = Callable[[Job[T], Progress | None], None]


@dataclass(frozen=True)
class Capacity:
    """How much a queue takes: jobs waiting, of one client, threads; how long and how many bytes it keeps.

    deadline_s, batch_deadline_s: seconds that one job may run, from when a thread takes it.
    """

    waiting: int
    waiting_per_client: int
    workers: int
    keep_s: float
    keep_bytes: int
    deadline_s: float = math.inf
    batch_deadline_s: float = math.inf


class JobQueue(Generic[T]):
    """A bounded queue and its worker threads. size: bytes that a finished job's outcome holds on to."""

    def __init__(
        self, capacity: Capacity, size: Callable[[T], int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._capacity = capacity
        self._size = size
        self._clock = clock
        self._change = threading.Condition()
        self._waiting: list[Job[T]] = []
        self._running: list[Job[T]] = []
        self._ended: dict[str, Job[T]] = {}
        self._served: dict[str, int] = {}
        self._turns = 0
        self._closed = False
        self._threads = [
            threading.Thread(target=self._serve, name=f"celtint worker {n}", daemon=True)
            for n in range(capacity.workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job[T]) -> None:
        """Let a job wait for its turn. Raises QueueFull."""
        with self._change:
            older = [other for other in self._open() if job.live is not None and _same_drawing(job, other)]
            waiting = [other for other in self._waiting if other not in older]
            mine = sum(other.client == job.client for other in waiting)
            if len(waiting) >= self._capacity.waiting or mine >= self._capacity.waiting_per_client:
                raise QueueFull("Too many jobs are waiting; try again when one is done.")
            if self._closed:
                raise Cancelled(_CLOSING)
            for other in older:
                self._stop(other, _REPLACED)
            self._waiting.append(job)
            with logs.of_job(job.id):
                log.debug("%s, one of %d that wait", "batch" if job.batch else "asked for", len(self._waiting))
            self._moved()
            self._change.notify_all()

    def cancel(self, job_id: str) -> bool:
        """Stop a job; True if it was waiting or running."""
        with self._change:
            for job in self._open():
                if job.id == job_id:
                    self._stop(job, _CANCELLED)
                    self._moved()
                    return True
            return False

    def find(self, job_id: str) -> Job[T] | None:
        """The job of that id that has ended and is still kept, or None."""
        with self._change:
            self._sweep()
            return self._ended.get(job_id)

    def join(self, job_id: str, client: str, listener: Listener[T]) -> Job[T] | None:
        """The job of that id, or None. If it hasn't ended, `listener` hears of it from now on."""
        with self._change:
            for job in self._open():
                if job.id == job_id:
                    job.listeners[client] = listener
                    return job
        return self.find(job_id)

    def leave(self, client: str) -> None:
        """This client is gone; its jobs go on, and are kept."""
        with self._change:
            self._served.pop(client, None)
            for job in self._open():
                job.listeners.pop(client, None)

    def make_room(self) -> bool:
        """Drop the oldest of the outcomes that are kept; False if there is none."""
        with self._change:
            for job in self._ended.values():
                if job.outcome is not None and self._size(job.outcome):
                    del self._ended[job.id]
                    return True
            return False

    def busy(self) -> bool:
        """Whether a job waits or runs. Also drops what was kept for long enough."""
        with self._change:
            self._sweep()
            return bool(self._waiting or self._running)

    def close(self, timeout: float) -> None:
        """Cancel all jobs and wait up to `timeout` seconds for the threads."""
        with self._change:
            self._closed = True
            for job in self._open():
                self._stop(job, _CLOSING)
            self._change.notify_all()
        end = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _open(self) -> list[Job[T]]:
        return [*self._waiting, *self._running]

    def _stop(self, job: Job[T], why: str) -> None:
        job.why = why
        if job.state == "queued":
            self._waiting.remove(job)
            self._end(job, None, Cancelled(why))

    def _serve(self) -> None:
        """What every worker thread does."""
        while True:
            with self._change:
                while (job := self._take()) is None:
                    if self._closed:
                        return
                    self._change.wait()
            outcome, error = job.context.run(self._logged, job)
            with self._change:
                self._running.remove(job)
                self._end(job, outcome, error)
                self._change.notify_all()
            del outcome, error  # or this thread would hold on to them until the next job

    def _take(self) -> Job[T] | None:
        order = self._order()
        batches = sum(job.batch for job in self._running)
        room = max(1, self._capacity.workers - 1)
        job = next((job for job in order if not job.batch or batches < room), None)
        if job is not None:
            self._waiting.remove(job)
            self._running.append(job)
            self._turns += 1
            self._served[job.client] = self._turns
            job.state = "running"
            self._moved()
        return job

    def _order(self) -> list[Job[T]]:
        """The waiting jobs in the order of their turns, if nothing else comes."""
        left, served, turn = list(self._waiting), dict(self._served), self._turns
        order = []
        while left:
            job = min(left, key=lambda other: (other.batch, served.get(other.client, 0)))
            left.remove(job)
            turn += 1
            served[job.client] = turn
            order.append(job)
        return order

    def _moved(self) -> None:
        """Tell the waiting jobs whose position has changed."""
        for position, job in enumerate(self._order()):
            if job.position != position:
                job.position = position
                self._post(job, Progress(job.id, "queued", 0.0, position))

    def _logged(self, job: Job[T]) -> tuple[T | None, WireError | None]:
        """Do a job, and say in the log how it went."""
        with logs.of_job(job.id):
            begun = self._clock()
            outcome, error = self._do(job)
            took = f"after {self._clock() - begun:.2f} s"
            if error is None:
                log.info("done %s", took)
            else:
                bad = logging.INFO if isinstance(error, Cancelled) else logging.WARNING
                log.log(bad, "%s %s: %s", error.name, took, error)
            return outcome, error

    def _do(self, job: Job[T]) -> tuple[T | None, WireError | None]:
        try:
            assert job.work is not None
            outcome = job.work(self._teller(job))
            return (outcome, None) if job.why is None else (None, Cancelled(job.why))
        except (CeltintError, WireError) as error:
            return None, wire_error(error) if job.why is None else Cancelled(job.why)
        except Exception:  # whatever one drawing brings about, the server goes on for the others
            return None, logs.internal(log, "The server failed at this job")

    def _teller(self, job: Job[T]) -> Tell:
        """The progress function of a job, which also stops it."""
        told: tuple[str, float] = ("", 0.0)
        allowed = self._capacity.batch_deadline_s if job.batch else self._capacity.deadline_s
        deadline = self._clock() + allowed

        def tell(stage: str, share: float) -> None:
            nonlocal told
            if job.why is not None:
                raise StopWork(job.why)
            now = self._clock()
            if now > deadline:
                raise _too_long(job, allowed)
            if stage != told[0] or now - told[1] >= TELL_EVERY:
                told = (stage, now)
                with self._change:
                    self._post(job, Progress(job.id, stage, min(1.0, max(0.0, share))))

        return tell

    def _end(self, job: Job[T], outcome: T | None, error: WireError | None) -> None:
        job.work = None  # it holds the pictures, and the lease of the request
        job.outcome, job.error = outcome, error
        job.state = "done" if error is None else "failed"
        job.ended = self._clock()
        for older in [other for other in self._ended.values() if job.live is not None and _same_drawing(job, other)]:
            del self._ended[older.id]  # one drawing's every stroke would fill the memory
        self._ended[job.id] = job
        self._sweep()
        self._post(job, None)
        job.listeners.clear()

    def _sweep(self) -> None:
        """Drop what has been kept for long enough, and the oldest if all of it is too much."""
        since = self._clock() - self._capacity.keep_s
        held = 0
        for job in reversed(list(self._ended.values())):
            held += self._size(job.outcome) if job.outcome is not None else 0
            if job.ended < since or held > self._capacity.keep_bytes:
                del self._ended[job.id]

    def _post(self, job: Job[T], news: Progress | None) -> None:
        for listener in job.listeners.values():
            listener(job, news)


def _too_long(job: Job[T], allowed: float) -> TimedOut:
    what, option = ("fewer frames", "--batch-deadline") if job.batch else ("a smaller picture", "--deadline")
    return TimedOut(
        f"The job was stopped after {allowed:g} seconds, the longest that this server lets one take; send {what}, or "
        f"start the server with a longer {option}."
    )


def _same_drawing(job: Job[T], other: Job[T]) -> bool:
    return job.live == other.live and job.client == other.client
