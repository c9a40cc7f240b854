"""Every drawing of a range of frames, one after the other: what is under way and what is done of it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from celtint_client.errors import WireError
from celtint_client.estimate import Estimate, spoken
from celtint_client.scenes import Scenes

from celtint_krita.host.pixels import blank, inside
from celtint_krita.host.qt import QObject, Qt, QTimer, tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import clip, painting, recolouring
from celtint_krita.model.doubts import Spot, spot_of
from celtint_krita.model.feed import Feed
from celtint_krita.model.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from celtint_client.answers import Colouring
    from celtint_client.sequences import SequenceDone

    from celtint_krita.host.film import Film
    from celtint_krita.host.pixels import Layer
    from celtint_krita.model.drawing import Drawing
    from celtint_krita.ui.desk import Desk


class Clip(QObject):
    """Colours a range of frames; the layer is written at the end, with what is done until then."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._drawing: Drawing | None = None
        self._todo: list[int] = []
        self._done: list[int] = []
        self._film: Film | None = None
        self._palette: dict[str, Any] = {}
        self._mask: bytes | None = None
        self._unsure: dict[tuple[int, int], Spot] = {}
        self._time = 0
        self._estimate = Estimate()
        self._feed: Feed | None = None
        self._scenes = Scenes()

    @property
    def busy(self) -> bool:
        return self._drawing is not None

    def colour(self) -> None:
        """Begin. Raises Refused."""
        desk = self._desk
        drawing = desk.current()
        page, choices, docker = drawing.page, drawing.choices, desk.docker
        if desk.running is not None or self.busy:
            raise Refused(tr("celtint is still at work; wait or press Cancel."))
        lines = choices.lines or page.active()
        if not page.has_frames(lines):
            raise Refused(tr("The line layer has no frames; choose an animated layer."))
        first, last = docker.range_from.value(), docker.range_to.value()
        if first > last:
            raise Refused(tr("The range ends before it begins; choose the first and the last frame."))
        self._todo = page.drawings(lines, first, last)
        if not self._todo:
            raise Refused(tr("There is no drawing between frames {0} and {1}.").format(first, last))
        choices.lines = lines
        self._film = clip.begin(page)
        self._drawing, self._done, self._palette, self._unsure = drawing, [], {}, {}
        self._estimate, self._scenes = Estimate(), Scenes()
        self._mask, self._time = page.selected(), page.time()
        desk.busy(True)
        feed = Feed(self, drawing, self._todo, last)
        desk.say(tr("Drawing 1 of {0} …").format(len(self._todo)))
        asked = Job(lambda client, _tell: client.welcome.verbs, lambda verbs: self._begin(verbs, feed))
        desk.running = desk.worker.do(asked)

    def _begin(self, verbs: tuple[str, ...], feed: Feed) -> None:
        """All frames in one go where the server can, else one by one."""
        desk = self._desk
        desk.running = None
        if "sequence" not in verbs:
            self._next()
            return
        self._feed = feed
        try:
            request = feed.request()
        except (Refused, WireError):
            self.stopped()
            raise
        feed.coloured.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        store, found = self._store(), self._scenes

        def taken(frame: Any) -> None:
            found.take(frame)
            feed.coloured.emit((frame.number, store(frame.number, frame.colouring).palette))

        def work(client: Any, tell: Any) -> Any:
            return client.sequence(request, feed.frames(), taken, tell)

        desk.running = desk.worker.do(Job(work, self._all, again=False))

    def _all(self, done: SequenceDone) -> None:
        """All frames have come: what is to be looked at is known."""
        at = [(doubt.number, doubt.region) for doubt in done.doubts if doubt.region is not None]
        if self._drawing is not None:
            self._drawing.doubt(self._unsure[place] for place in at if place in self._unsure)
        self._finish(tr("Coloured {0} drawings."))

    def _store(self) -> Callable[[int, Colouring], Colouring]:
        """What the worker does with a coloured frame: the part that is to be shown goes onto the film."""
        film, mask, unsure = self._film, self._mask, self._unsure
        changed = {} if self._drawing is None else self._drawing.changes()

        def store(time: int, answer: Colouring) -> Colouring:
            answer = recolouring.answered(answer, changed)
            unsure.update({(time, each.id): spot_of(each, time) for each in answer.regions or () if each.unsure})
            layer = painting.layer_of(answer.colour)
            if film is not None:
                film.add(time, layer if mask is None else inside(layer, mask))
            return answer

        return store

    def _arrived(self, found: Any) -> None:
        """A coloured frame has come."""
        if self.busy:
            self._remember(*found)
            self._tell(len(self._todo))

    def _remember(self, time: int, palette: Any) -> None:
        self._done.append(time)
        for entry in palette:
            self._palette.setdefault(entry.id, entry)

    def _tell(self, count: int) -> None:
        share = len(self._done) / count
        self._desk.docker.progress.setValue(round(100 * share))
        left = spoken(self._estimate.left(share, monotonic()))
        told = tr("Drawing {0} of {1} …").format(min(count, len(self._done) + 1), count)
        self._desk.say(f"{told} {left}".strip())

    def stopped(self) -> None:
        """A job has failed or was cancelled: what is done is kept."""
        if self._feed is not None:
            self._feed.stop()
        if self.busy:
            self._finish(tr("Stopped; {0} drawings are coloured."))

    def drop(self) -> None:
        """Be as if nothing had begun; what was done is gone."""
        if self._feed is not None:
            self._feed.stop()
            self._feed.deleteLater()
        if self._film is not None:
            self._film.close()
        self._drawing, self._todo, self._done, self._feed, self._film = None, [], [], None, None

    def _next(self) -> None:
        drawing, desk = self._drawing, self._desk
        if drawing is None:
            return
        try:
            drawing.check()
        except Refused:
            self._done = []
            self._finish("")
            raise
        if not self._todo:
            self._finish(tr("Coloured {0} drawings."))
            return
        self._tell(len(self._done) + len(self._todo))
        time, store = self._todo[0], self._store()
        lines = drawing.lines(time)
        request = drawing.request(lines, self._hints(drawing, time), drawing.said(time), batch=True)

        def work(client: Any, tell: Any) -> Any:
            return store(time, client.colour(request, tell)).palette

        desk.running = desk.worker.do(Job(work, self._coloured))

    def _hints(self, drawing: Drawing, time: int) -> Layer | None:
        """What the artist said of a frame: the key painted on it, else the hint layer as it is then."""
        page, keys = drawing.page, drawing.choices.keys
        if page.node(keys) is not None and time in page.drawings(keys, time, time):
            painted = page.read(keys, time)
            if not blank(painted):
                return painted
        return drawing.hints(time)

    def _coloured(self, palette: Any) -> None:
        """A drawing is done; the next one once Krita has had its turn."""
        self._desk.running = None
        if self._todo:
            self._remember(self._todo.pop(0), palette)
            QTimer.singleShot(0, lambda: self._desk.guarded(self._next))

    def _finish(self, sentence: str) -> None:
        desk, drawing, done, film, feed = self._desk, self._drawing, self._done, self._film, self._feed
        self._drawing, self._todo, self._done, self._feed, self._film = None, [], [], None, None
        desk.running = None
        desk.busy(False)
        if feed is not None:
            desk.docker.scenes.setText(self._scenes.sentence(feed.keyed))
            feed.deleteLater()
        if drawing is None or film is None:
            return
        with film:
            if done:
                drawing.check()
                drawing.page.go_to(self._time)
                drawing.take_palette(self._palette.values())
                clip.write(drawing, film, done)
                desk.offer(drawing)
                desk.say(sentence.format(len(done)) + drawing.grey_note())
