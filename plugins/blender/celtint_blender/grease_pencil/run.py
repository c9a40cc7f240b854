"""Colouring an object: Blender's main thread reads the drawings one by one, a thread has the server colour them."""

from __future__ import annotations

import contextlib
import math
import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from celtint_client import words
from celtint_client.errors import Cancelled, ConnectionLost, LaunchError, TimedOut, WireError
from celtint_client.messages import ColourRequest, Wanted
from celtint_client.sequences import SequenceRequest

from celtint_blender.grease_pencil.drawing import Fills, linear_of_bytes
from celtint_blender.grease_pencil.outlines import outlines
from celtint_blender.host.ending import PATIENCE_S, UNFORESEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from celtint_client.answers import Colouring, Progress
    from celtint_client.client import Client
    from celtint_client.messages import PaletteEntry, Settings
    from celtint_client.sequences import Frame, FrameAnswer, SequenceSettings

    from celtint_blender.grease_pencil.gather import Gathered
    from celtint_blender.grease_pencil.view import Canvas

WANTED = Wanted(("polygons", "report"), tolerance=0.5)
AHEAD = 4
"""Drawings that are read before the server takes them."""
NO_PYTHON = "Install the server with “pip install celtint”, then say in the add-on's preferences which Python has it."


@dataclass(frozen=True)
class Asked:
    """What is the same for all drawings."""

    one: Settings
    many: SequenceSettings
    palette: tuple[PaletteEntry, ...]
    single: bool


class Run:
    """The server's side of a job; nothing of Blender is touched. share: 0 to 1.

    `give` every drawing, then None, when it is `fed`; when it is `over`, `results` has the fills by frame, or `error`
    says why not, if it wasn't `stopped`. unsure: regions that it is unsure of, by frame. inks: the line
    colours found, as a list for people. own_s: seconds that laying out the answers took.
    """

    def __init__(self, asked: Asked, count: int, connect: Callable[[], Client]) -> None:
        self._asked, self._count, self._connect = asked, count, connect
        self._given: queue.Queue[Gathered | None] = queue.Queue(AHEAD)
        self._stop = threading.Event()
        self._let_go_at = math.inf
        self._client: Client | None = None
        self._job = ""
        self._canvases: dict[int, Canvas] = {}
        self.share, self.own_s, self.fed = 0.0, 0.0, False
        self.error: str | None = None
        self.unsure: dict[int, int] = {}
        self.inks = ""
        self.results: dict[int, Fills] = {}
        self.entries: dict[str, PaletteEntry] = {}
        self._thread = threading.Thread(target=self._work, name="celtint fills", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether there is nothing to wait for; a server that doesn't end what was stopped is let go."""
        return not self._thread.is_alive() or time.monotonic() > self._let_go_at

    @property
    def stopped(self) -> bool:
        """Whether `cancel` was called."""
        return self._stop.is_set()

    @property
    def hungry(self) -> bool:
        """Whether another drawing can be given."""
        return not self._given.full()

    def give(self, gathered: Gathered | None) -> None:
        """The next drawing; None after the last. Only while it is hungry."""
        if gathered is not None:
            self._canvases[gathered.frame.number] = gathered.canvas
        self.fed = gathered is None
        self._given.put_nowait(gathered)

    def wait(self, seconds: float) -> None:
        """Wait for it, no longer than that."""
        self._thread.join(seconds)

    def cancel(self) -> None:
        """Stop, without waiting."""
        if self.stopped:
            return
        self._let_go_at = time.monotonic() + PATIENCE_S
        self._stop.set()
        client, job = self._client, self._job
        if client is not None and job and self._thread.is_alive():
            threading.Thread(target=_cancel, args=(client, job), daemon=True).start()

    def _work(self) -> None:
        self.error = UNFORESEEN  # this stands if it ends in no way below; the console is told the rest
        try:
            with self._connect() as client:
                self._client = client
                if self._asked.single:
                    self._one(client)
                else:
                    self._many(client)
            self.error = None
        except Cancelled as error:  # by `cancel`, or by whoever runs the server
            self.error = f"{error} Nothing was changed."
        except LaunchError as error:
            self.error = f"{error}\n{NO_PYTHON}"
        except ConnectionLost as error:
            self.error = f"{error} Nothing was changed; colour again, or see the server's address in the preferences."
        except TimedOut as error:
            self.error = f"{error} Nothing was changed."
        except WireError as error:
            self.error = f"{error} Nothing was changed; colour again."
        except (ValueError, np.linalg.LinAlgError) as error:
            self.error = f"The answer can't be used ({error}); nothing was changed."

    def _one(self, client: Client) -> None:
        for gathered in self._gathered():
            frame, settings = gathered.frame, self._asked.one
            assert frame.picture is not None  # as every drawing that is gathered has one
            request = ColourRequest(frame.picture, frame.hints, gathered.boxes, self._asked.palette, settings, WANTED)
            self._keep(frame.number, client.colour(request, self._tell))

    def _many(self, client: Client) -> None:
        waiting = self._gathered()
        first = next(waiting, None)
        if first is None:
            return

        def frames() -> Iterator[Frame]:
            yield first.frame
            for gathered in waiting:
                yield gathered.frame

        # a sequence's boxes are the same on all of its frames: those of its first drawing
        request = SequenceRequest(first.boxes, self._asked.palette, self._asked.many, WANTED)
        client.sequence(request, frames(), self._take, self._tell)

    def _gathered(self) -> Iterator[Gathered]:
        while True:
            self._check()
            with contextlib.suppress(queue.Empty):
                gathered = self._given.get(timeout=0.1)
                if gathered is None:
                    return
                yield gathered

    def _tell(self, news: Progress) -> None:
        self._job = news.job
        self._check()
        if self._asked.single:
            self.share = news.share

    def _check(self) -> None:
        if self._stop.is_set():
            raise Cancelled("Cancelled.")

    def _take(self, answer: FrameAnswer) -> None:
        self._check()
        self._keep(answer.number, answer.colouring)
        self.unsure[answer.number] = len(answer.unsure)
        self.share = len(self.results) / self._count

    def _keep(self, number: int, answer: Colouring) -> None:
        self.inks = words.inks(answer.inks) or self.inks
        self.entries.update((entry.id, entry) for entry in answer.palette)
        begun = time.thread_time()
        self.results[number] = fills(answer, self._canvases[number])
        self.own_s += time.thread_time() - begun


def fills(answer: Colouring, canvas: Canvas) -> Fills:
    """What an answer's regions are filled with, on the drawing's plane; those without colour are left out."""
    regions = {region.id: region for region in answer.regions or ()}
    found: list[tuple[Any, np.ndarray[Any, np.dtype[np.float64]]]] = []
    for outline in outlines(answer.polygons) if answer.polygons is not None else ():
        region = regions.get(outline.region)
        if region is not None and region.colour is not None:
            ring = canvas.clipped(outline.ring)
            if len(ring) > 2:
                found.append((region, ring))
    if not found:
        return Fills(np.zeros((0, 3), np.float32), np.zeros(0, np.int32), np.zeros((0, 4), np.float32), ())
    colours = np.array([region.colour for region, _ in found], np.uint8)
    return Fills(
        canvas.points(np.concatenate([ring for _, ring in found])),
        np.array([len(ring) for _, ring in found], np.int32),
        linear_of_bytes(colours),
        tuple(region.entry or "" for region, _ in found),
    )


def _cancel(client: Client, job: str) -> None:
    with contextlib.suppress(WireError):  # it has ended, one way or another, and says so itself
        client.cancel(job)
