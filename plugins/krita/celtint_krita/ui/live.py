"""Colouring again after each stroke on the hint layer, never in the way of painting.

The layer is looked at a dozen times a second, which takes a millisecond or two: a filter for the moment when the
pen is lifted would stop every event of Krita's until Python is free, and the worker keeps Python busy.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from celtint_krita.host.pixels import changed_rows
from celtint_krita.host.qt import QGuiApplication, QObject, Qt, QTimer, tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import painting, recolouring, wire
from celtint_krita.model.choices import digest
from celtint_krita.model.worker import Job

if TYPE_CHECKING:
    from typing import Any

    from celtint_krita.host.pixels import Layer, Patch
    from celtint_krita.model.drawing import Drawing
    from celtint_krita.ui.desk import Desk

LOOK_MS = 80


class Live(QObject):
    """On or off for one docker; the newest hints win."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: desk.guarded(self.look))
        self._drawing: Drawing | None = None
        self._lines: Layer | None = None
        self._seen: tuple[bytes, Patch] | None = None
        self._job: Job | None = None

    def switch(self, on: bool) -> None:
        """Start or stop watching. Raises Refused where there is nothing to watch."""
        self._off()
        if not on:
            return
        try:
            drawing = self._desk.current()
            drawing.lines()
            if drawing.page.node(drawing.choices.hints) is None:
                raise Refused(tr("Choose a hint layer, or press New, before switching Live on."))
        except Refused:
            self._desk.docker.live.setChecked(False)
            raise
        self._drawing, self._lines, self._seen = drawing, None, None
        self._timer.start(LOOK_MS)
        self._desk.say(tr("Live: paint on the hint layer.") + drawing.grey_note())

    def _off(self) -> None:
        self._drawing = None
        self._timer.stop()

    def stopped(self, job: Job) -> None:
        """A job has failed or was cancelled; watch on."""
        if job is self._job:
            self._job, self._seen = None, None

    def look(self) -> None:
        """See whether anything was painted, and ask for its colours."""
        drawing, desk = self._drawing, self._desk
        if drawing is None or not drawing.page.open:
            desk.docker.live.setChecked(False)
            return
        painting_now = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self._job is not None or desk.running is not None or painting_now or not drawing.page.in_front:
            return
        # reading costs time that painting wants: lines are read again only when something else may have been painted
        if self._lines is None or drawing.page.active() != drawing.choices.hints:
            self._lines = drawing.lines()
        patch = drawing.page.patch(drawing.choices.hints)
        if not patch.data.strip(b"\0") or (self._lines.data, patch) == self._seen:
            return
        self._seen = (self._lines.data, patch)
        self._ask(drawing, self._lines, patch)

    def _ask(self, drawing: Drawing, lines: Layer, patch: Patch) -> None:
        mask, own = drawing.page.selected(), drawing.choices.results.get("colour")
        before = None if mask is not None or own is None else drawing.written.get(own)
        request = drawing.request(lines, None, drawing.said(), outputs=("colour",), live=drawing.page.key)

        changed = drawing.changes()

        def work(client: Any, tell: Any) -> Any:
            hints = wire.part(patch.on(lines.width, lines.height))
            answer = recolouring.answered(client.colour(replace(request, hints=hints), tell), changed)
            pixels = painting.layer_of(answer.colour)
            rows = None if before is None else changed_rows(before, pixels)
            return answer, pixels, rows, digest(pixels.data)

        def done(found: Any) -> None:
            answer, pixels, rows, mark = found
            self._job = None
            if drawing is not self._drawing:
                return
            if rows is None or not drawing.follow(str(own), pixels, rows, mark):
                drawing.place(answer, True, mask, None)
            drawing.take_palette(answer.palette)
            self._desk.offer(drawing)

        self._job = self._desk.worker.do(Job(work, done))
