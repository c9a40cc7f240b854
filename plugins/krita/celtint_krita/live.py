"""Colouring again after each stroke on the hint layer, never in the way of painting.

The layer is looked at when the pen or the mouse was let go, and now and then for what menus do (undo, filters).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita.model import Refused
from celtint_krita.qt import QApplication, QEvent, QObject, QTimer, tr
from celtint_krita.worker import Job

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.answers import Colouring

    from celtint_krita import host
    from celtint_krita.studio import Studio

SETTLE_MS = 30
GLANCE_MS = 700
_LETTING_GO = (QEvent.Type.MouseButtonRelease, QEvent.Type.TabletRelease)


class Live(QObject):
    """On or off for one docker; the newest hints win."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: studio.guarded(self._look))
        self._seen: tuple[str, bytes, bytes] | None = None
        self._again = False
        self._job: Job | None = None
        self.on = False

    def switch(self, on: bool) -> None:
        """Start or stop watching. Raises Refused where there is nothing to watch."""
        self.on = False
        app = QApplication.instance()
        app.removeEventFilter(self)
        self._timer.stop()
        if not on:
            return
        try:
            page = self._studio.current()
            self._studio.lines(page)
            if page.node(self._studio.choices.hints) is None:
                raise Refused(tr("Choose a hint layer, or press New, before switching Live on."))
        except Refused:
            self._studio.docker.live.setChecked(False)
            raise
        self.on, self._seen = True, None
        app.installEventFilter(self)
        self._timer.start(SETTLE_MS)
        self._studio.say(tr("Live: paint on the hint layer."))

    def eventFilter(self, watched: Any, event: Any) -> bool:
        del watched
        if self.on and event.type() in _LETTING_GO:
            self._timer.start(SETTLE_MS)
        return False

    def stopped(self) -> None:
        """A job has failed or was cancelled; watch on."""
        self._job = None
        if self.on:
            self._timer.start(GLANCE_MS)

    def _look(self) -> None:
        if not self.on:
            return
        studio = self._studio
        page = studio.current()
        if self._job is not None or studio.running is not None:
            self._again = True
            return
        lines, hints = studio.lines(page), page.read(studio.choices.hints)
        seen = (page.key, lines.data, hints.data)
        if seen == self._seen:
            self._timer.start(GLANCE_MS)
            return
        self._seen = seen
        request = studio.request(page, lines, hints, outputs=("colour",), live=page.key)
        self._job = studio.worker.do(
            Job(lambda client, tell: client.colour(request, tell), lambda answer: self._done(page, answer))
        )

    def _done(self, page: host.Page, answer: Colouring) -> None:
        self._job = None
        studio = self._studio
        if self.on:
            studio.guarded(lambda: studio.place(page, answer, studio.choices.results.get("colour"), page.selected()))
            studio.say(tr("Live: paint on the hint layer."))
            self._timer.start(SETTLE_MS if self._again else GLANCE_MS)
        self._again = False
