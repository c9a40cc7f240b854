"""Sending the frames of one sequence to one client, no more of them than it has room for."""

import asyncio
from collections.abc import Awaitable, Callable

from celtint_client.errors import WireError
from celtint_client.framing import Failure, Notification
from celtint_client.messages import Wanted

from celtint_server.outbox import Later
from celtint_server.sequences import Sequence

Deliver = Callable[[Later], Awaitable[None]]


class Stream:
    """Frames on their way. Runs on the event loop but for `changed`, which any thread may call.

    deliver: waits until the connection has room for a message, then posts it. ending: what is said last.
    """

    def __init__(
        self, sequence: Sequence, wanted: Wanted, deliver: Deliver, ending: Callable[[], Notification]
    ) -> None:
        self.sequence = sequence
        self.granted = 0
        self._wanted = wanted
        self._deliver = deliver
        self._ending = ending
        self._loop = asyncio.get_running_loop()
        self._credit = asyncio.Semaphore(0)
        self._news = asyncio.Event()
        sequence.watchers[self] = self.changed
        self._task = asyncio.create_task(self._run())

    @property
    def over(self) -> bool:
        """Whether the last message was delivered."""
        return self._task.done()

    def grant(self, frames: int) -> int:
        """The client can take so many more; gives all granted so far."""
        self.granted += frames
        for _ in range(frames):
            self._credit.release()
        return self.granted

    def changed(self) -> None:
        """There are more frames, or the job has ended."""
        self._loop.call_soon_threadsafe(self._news.set)

    def stop(self) -> None:
        """Send no more."""
        self.sequence.watchers.pop(self, None)
        self._task.cancel()

    async def _run(self) -> None:
        sequence, sent = self.sequence, 0
        while True:
            self._news.clear()
            ended = sequence.ended is not None  # asked first: what gets ready later is seen below
            while sent < len(sequence.ready):
                number = sequence.ready[sent]
                sent += 1
                if number not in sequence.taken:
                    await self._credit.acquire()
                    await self._deliver(self._frame(number))
            if ended:
                break
            await self._news.wait()
        sequence.watchers.pop(self, None)
        await self._deliver(Later(self._ending, self._failed, sequence.id, 0))

    def _frame(self, number: int) -> Later:
        """A frame that is read when its turn comes, so that none waits in memory."""
        sequence, wanted = self.sequence, self._wanted
        size = sequence.answering_bytes(wanted)
        return Later(lambda: sequence.answer(number, wanted), self._failed, sequence.id, size)

    def _failed(self, error: WireError) -> Notification:
        """A frame couldn't be sent: this ends here, and the frames that weren't taken can be asked for again."""
        self.stop()
        return Notification("done", {"job": self.sequence.id, "error": Failure.of(None, error).body()})
