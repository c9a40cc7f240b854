"""Frames on their way from Krita to the server: read on the main thread, one by one, as the worker takes them."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from celtint_client import scenes
from celtint_client.errors import Cancelled
from celtint_client.sequences import Frame, SequenceRequest, SequenceSettings
from celtint_client.words import in_sequence

from celtint_krita.host.pixels import blank
from celtint_krita.host.qt import QObject, Qt, pyqtSignal
from celtint_krita.model import wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from celtint_krita.host.pixels import Layer
    from celtint_krita.model.drawing import Drawing


class Feed(QObject):
    """The drawings of a range. `frames` is for the worker's thread; the rest for the main one. keyed: the times of
    those that were sent with a key."""

    _asked = pyqtSignal()
    coloured = pyqtSignal(object)

    def __init__(self, parent: QObject, drawing: Drawing, times: list[int], last: int) -> None:
        super().__init__(parent)  # or the worker's thread might be the one to delete it
        self._drawing, self._times, self._ends = drawing, list(times), [*times[1:], last + 1]
        self._ready: queue.SimpleQueue[Frame | Exception | None] = queue.SimpleQueue()
        self._next, self._now = 0, drawing.page.time()
        self.keyed: set[int] = set()
        self._asked.connect(self._read, Qt.ConnectionType.QueuedConnection)

    def request(self) -> SequenceRequest:
        """What is asked for all frames. Raises Refused, and BadRequest for a cast or cuts that are none."""
        self._drawing.check()
        lines = self._drawing.lines(self._times[0])
        one = self._drawing.request(lines, None, (), outputs=("colour", "report"))
        chosen = one.settings
        undecided = in_sequence(chosen.undecided)
        shown = {frame: time for at, time in enumerate(self._times) for frame in range(time, self._ends[at])}
        cuts = scenes.cuts(self._drawing.choices.cuts, shown)
        settings = SequenceSettings(
            chosen.mode,
            undecided,
            chosen.gap,
            strength=chosen.strength,
            ink=chosen.ink,
            trace=chosen.trace,
            cuts=cuts,
        )
        return SequenceRequest(one.boxes, one.palette, settings, one.wanted, one.model, cast=one.cast)

    def frames(self) -> Iterator[Frame]:
        """Every drawing, each read as it is taken. Raises what reading raised."""
        while True:
            self._asked.emit()
            frame = self._ready.get()
            if frame is None:
                return
            if isinstance(frame, Exception):
                raise frame
            yield frame

    def stop(self) -> None:
        """No more frames."""
        self._ready.put(Cancelled("Cancelled."))

    def _read(self) -> None:
        try:
            self._ready.put(self._frame())
        except Exception as error:  # it is raised where it is waited for
            self._ready.put(error)

    def _frame(self) -> Frame | None:
        if self._next >= len(self._times):
            return None
        self._drawing.check()
        time, end = self._times[self._next], self._ends[self._next]
        self._next += 1
        choices = self._drawing.choices
        key, hints = self._shown(choices.keys, time, end), self._shown(choices.hints, time, end)
        if key is not None:
            self.keyed.add(time)
        said = self._drawing.said(time, end)
        marks = self._drawing.marks(lambda layer: self._shown(layer, time, end))
        return Frame(time, wire.part(self._drawing.lines(time)), _part(hints), _part(key), boxes=said, marks=marks)

    def _shown(self, layer: str | None, time: int, end: int) -> Layer | None:
        """What a layer says of the drawing that is shown from `time` to before `end`.

        A layer with frames says what is drawn on them; one without belongs to the frame the artist is at.
        """
        page = self._drawing.page
        if page.node(layer) is None:
            return None
        begun = page.keys(layer, time, end - 1)
        if not page.has_frames(layer):
            begun = [self._now] if time <= self._now < end else []
        found: Any = page.read(layer, begun[0]) if begun else None
        return None if found is None or blank(found) else found


def _part(layer: Layer | None) -> Any:
    return None if layer is None else wire.part(layer)
