"""Colouring again after each stroke on the hint layer, never in the way of painting.

Nothing is looked at until Krita's history says that something was done. Then the hint layer is read in strips, with
Krita's own work between; the worker packs it, and gets back only the rectangle that is different.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from celtint_krita.host import strips
from celtint_krita.host.pixels import Layer
from celtint_krita.host.qt import QGuiApplication, QObject, Qt, QTimer, tr
from celtint_krita.host.refused import Refused
from celtint_krita.host.steps import Steps
from celtint_krita.model import painting, recolouring, sparse, wire
from celtint_krita.model.choices import digest
from celtint_krita.model.drawing import Change
from celtint_krita.model.worker import Job
from celtint_krita.ui.pump import Pump

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any

    from celtint_client.messages import RGB
    from celtint_client.parts import Part

    from celtint_krita.host.strips import Strips
    from celtint_krita.model.drawing import Drawing
    from celtint_krita.ui.desk import Desk

LOOK_MS, SETTLE_MS = 40, 1000
"""After a step until it is looked at, and again while something else is under way; without a step until what was
written is noted in the document."""


class Base(NamedTuple):
    """What stands in a layer and on the server alike: the layer, its pixels, the job whose result it is, and the
    colours that were changed in it."""

    own: str
    pixels: Layer
    job: str
    changed: dict[RGB, RGB]

    def stands(self, drawing: Drawing) -> bool:
        """Whether nothing else was written there since."""
        return drawing.written.get(self.own) is self.pixels


class Live(QObject):
    """On or off for one docker; the newest hints win."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._steps = Steps(self, lambda added: desk.guarded(lambda: self.moved(added)))
        self._pump = Pump(self, desk.guarded)
        self._timer, self._quiet = QTimer(self), QTimer(self)
        for timer, slot in ((self._timer, self.look), (self._quiet, self._settle)):
            timer.setSingleShot(True)
            timer.timeout.connect(lambda slot=slot: desk.guarded(slot))
        self._drawing: Drawing | None = None
        self._lines: Strips | None = None
        self._hints: Strips | None = None
        self._picture: tuple[Strips, Part] | None = None
        self._base: Base | None = None
        self._job: Job | None = None
        self._stale = self._due = False

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
            self._steps.listen()
        except Refused:
            self._desk.docker.live.setChecked(False)
            raise
        self._drawing = drawing
        self._desk.say(tr("Live: paint on the hint layer.") + drawing.grey_note())
        self.moved(False)

    def _off(self) -> None:
        self._steps.stop()
        self._timer.stop()
        self._pump.stop()
        self._drawing = self._lines = self._hints = self._picture = self._base = None

    def stopped(self, job: Job) -> None:
        """A job has failed or was cancelled; the next step is another try."""
        if job is self._job:
            self._job, self._hints = None, None
            self._later()

    def moved(self, added: bool) -> None:
        """Something was done: a stroke, where a step was added, or else an undo, a redo, a turn to another document."""
        drawing = self._drawing
        if drawing is None:
            return
        # lines are read again only when they may be others: that costs as much as all the rest
        if not added or (drawing.page.open and drawing.page.active() != drawing.choices.hints):
            self._stale = True
        self._due = True
        self._quiet.stop()
        self._timer.start(LOOK_MS)

    def _later(self) -> None:
        if self._due:
            self._timer.start(LOOK_MS)
        else:
            self._quiet.start(SETTLE_MS)

    def look(self) -> None:
        """See what was painted, and ask for its colours, unless nothing was done since it was looked at last."""
        drawing, desk = self._drawing, self._desk
        if drawing is None or not drawing.page.open:
            self._off()
            desk.docker.live.setChecked(False)
            return
        if not self._due or not drawing.page.in_front:
            return
        painting_now = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self._job is not None or self._pump.busy or desk.running is not None or painting_now:
            self._timer.start(LOOK_MS)
            return
        self._due = False
        self._pump.run(self._reading(drawing), lambda anew: self._ask(drawing) if anew else self._later())

    def _reading(self, drawing: Drawing) -> Generator[None, None, bool]:
        """Read what may be another; whether there is paint to ask the colours of."""
        lines, hints = self._lines, self._hints
        if lines is None or self._stale:
            self._lines, self._stale = (yield from strips.read(drawing.page, drawing.choices.lines, lines)), False
        self._hints = yield from strips.read(drawing.page, drawing.choices.hints, hints)
        return not self._hints.blank and (self._lines, self._hints) != (lines, hints)

    def _ask(self, drawing: Drawing) -> None:
        lines, hints, base, changed = self._lines, self._hints, self._base, drawing.changes()
        if lines is None or hints is None:
            return
        mask, known = drawing.page.selected(), self._picture
        if base is not None and (mask is not None or base.changed != changed or not base.stands(drawing)):
            base = None
        empty = Layer(lines.width, lines.height, b"")  # until the worker has put the strips together
        request = drawing.request(empty, None, drawing.said(), outputs=("colour",), live=drawing.page.key)

        def work(client: Any, tell: Any) -> Any:
            picture = known[1] if known is not None and known[0] is lines else wire.part(lines.layer())
            since = None if base is None else base.job
            asked = replace(request, picture=picture, hints=sparse.part(hints), since=since)
            answer = recolouring.answered(client.colour(asked, tell), changed)
            patch = whole = painting.layer_of(answer.colour)
            corner = (0, 0)
            if base is not None and answer.changed is not None:
                corner = answer.changed[:2]
                whole = strips.paste(base.pixels, patch, *corner) if patch.data else base.pixels
            return answer, picture, Change(patch, corner, whole)

        def done(found: Any) -> None:
            answer, picture, change = found
            self._picture = (lines, picture)
            if drawing is not self._drawing:
                self._job = None
                return
            self._pump.run(self._placing(drawing, answer, change, mask), lambda own: placed(answer, change, own))

        def placed(answer: Any, change: Change, own: str) -> None:
            stands = drawing.written.get(own)
            self._base = None if mask is not None or stands is None else Base(own, stands, answer.job, changed)
            drawing.take_palette(answer.palette)
            self._desk.offer(drawing)
            self._later()

        self._job = self._desk.worker.do(Job(work, done))

    def _placing(self, drawing: Drawing, answer: Any, change: Change, mask: bytes | None) -> Generator[None, None, str]:
        """Put a result where the last one is, or into a new layer; that layer's id."""
        own, whole = drawing.choices.results.get("colour"), change.whole
        try:
            if mask is not None or own is None or not (yield from drawing.follow(own, change)):
                drawing.place(replace(answer, colour=wire.part(whole)), True, mask, None)
        finally:  # whatever was in the way, the next step is another try
            self._job = None
        return drawing.choices.results["colour"]

    def _settle(self) -> None:
        """Note in the document what was written: that takes longer than a stroke's colours may."""
        drawing, base = self._drawing, self._base
        if drawing is None or base is None or self._due or self._job is not None:
            return

        def noted(mark: str) -> None:
            self._job = None
            if base.stands(drawing):
                drawing.settle(base.own, mark)
            if self._due:
                self._timer.start(LOOK_MS)

        self._job = self._desk.worker.do(Job(lambda _client, _tell: digest(base.pixels.data), noted))
