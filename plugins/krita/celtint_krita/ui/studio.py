"""What the docker's widgets do: read the layers, ask the server, put what comes back into the document."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

from celtint_client import words
from celtint_client.errors import BadRequest, Cancelled, LaunchError, TimedOut, WireError
from celtint_client.place import Place

from celtint_krita import names
from celtint_krita.host import application
from celtint_krita.host.page import Page, front_page
from celtint_krita.host.qt import QGuiApplication, QObject, QTimer, tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import doubts, painting, recolouring, wire
from celtint_krita.model.drawing import Drawing, Drawings
from celtint_krita.model.worker import NAME, Job, Worker
from celtint_krita.ui import usual
from celtint_krita.ui.animation import Clip
from celtint_krita.ui.docker import Docker
from celtint_krita.ui.doubts import Doubts
from celtint_krita.ui.forms import Form
from celtint_krita.ui.live import Live
from celtint_krita.ui.palette import PaletteDesk
from celtint_krita.ui.setup import Setup
from celtint_krita.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from celtint_client.answers import Progress, Welcome

    from celtint_krita.host.pixels import Layer

LOOK_MS = 400
DRAWINGS = Drawings()


class Studio(QObject):
    """One window's docker at work. Every slot ends with a sentence in the docker, whatever happened."""

    def __init__(self, docker: Docker) -> None:
        super().__init__(docker)
        self.docker = docker
        self.form = Form(docker)
        self.worker = Worker()
        self.worker.failed, self.worker.guarded = self._failed, self.guarded
        self.worker.progressed.connect(self._progressed)
        self.worker.connected.connect(self._connected)
        self.running: Job | None = None
        self.drawing: Drawing | None = None
        self.live = Live(self)
        self.clip = Clip(self)
        self.stage = Stage(self)
        self.doubts = Doubts(self)
        self.palette = PaletteDesk(self)
        self._again = ""
        self._sought = self._there = False
        self.setup = Setup(self, docker.setup_box, docker.setup_row)
        self._place_server()
        self._wire()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        docker.visibilityChanged.connect(self._shown)

    def _wire(self) -> None:
        d = self.docker
        for button, slot in (
            (d.colour, self.colour),
            (d.update_, self.update),
            (d.cancel, self.cancel),
            (d.doubts.next, self.doubts.show_next),
            (d.doubts.keep, self.doubts.keep),
            (d.doubts.take, self.doubts.take),
            (d.doubts.forget, self.doubts.forget),
            (d.new_hints, self.new_hints),
            (d.new_boxes, self.new_boxes),
            (d.tag, self.tag),
            (d.animate, self.clip.colour),
            (d.stage, self.stage.make),
            (d.another, self.stage.another),
            (d.swatches.take, self.palette.take),
            (d.swatches.choose, self.palette.choose),
            (d.swatches.find, self.palette.find),
            (d.swatches.merge, self.palette.merge),
            (d.swatches.export, self.palette.export),
            (d.swatches.import_, self.palette.import_),
            (d.convert, self.convert),
            (d.make_usual, lambda: usual.make(self)),
            (d.forget_usual, lambda: usual.reset(self)),
            (d.apply, self.apply),
            (d.copy_log, self.copy_log),
        ):
            button.clicked.connect(lambda _checked=False, slot=slot: self.guarded(slot))
        self.form.watch(lambda: self.guarded(self.changed))
        d.live.toggled.connect(lambda on: self.guarded(lambda: self.live.switch(on)))
        d.preview.toggled.connect(lambda on: self.guarded(lambda: self.show_regions(on)))
        d.show_ink.toggled.connect(lambda on: self.guarded(lambda: self.show_lines(on)))
        d.unsure.toggled.connect(lambda on: self.guarded(lambda: self.show_unsure(on)))

    def guarded(self, slot: Callable[[], None]) -> None:
        """Do something; what can't be done is said.

        Qt ends Krita, unsaved drawings and all, on an exception that leaves a slot: none may.
        """
        try:
            slot()
        except WireError as error:
            self.say(wire.failed(error), bad=True)
        except Refused as error:
            self.say(str(error), bad=True)
        except Exception:
            traceback.print_exc()
            self._unlock()
            self.say(tr("The plugin failed at this; save your work, start Krita again and report it."), bad=True)

    def _unlock(self) -> None:
        """What failed as nobody foresaw must not leave buttons grey that nothing lights again."""
        if self.running is None:
            self.clip.drop()
            self.busy(False)

    def say(self, text: str, bad: bool = False) -> None:
        """Put a sentence into the docker."""
        self.docker.message.setText(text)
        self.docker.message.setStyleSheet("color: #e06050;" if bad else "")

    def _shown(self, shown: bool) -> None:
        """The docker came to be seen, or no longer is; a tab behind another isn't. Unseen it looks at nothing."""
        if not shown:
            self._timer.stop()
            return
        self._timer.start(LOOK_MS)
        self.guarded(self.look)
        if not self._sought:
            self._sought = True
            self.setup.find(self.worker.place)

    def turned(self) -> None:
        """Krita shows another document, or none."""
        if self._timer.isActive():
            self.guarded(self.look)

    def _tick(self) -> None:
        if not self.docker.window().isMinimized():
            self.guarded(self.look)

    def look(self) -> None:
        """See which document is in front and which layers it has."""
        page = front_page()
        if page is None:
            if self.drawing is not None:
                self.drawing = None
                self.doubts.offer(None)
                self.palette.offer(None)
            self.form.offer_rgb(False)
            return
        if self.drawing is None or not page.same(self.drawing.page):
            self._turn_to(page)
        if self.drawing is not None:
            self.form.refresh(self.drawing.page, self.drawing.choices)
            if self.form.has(self.drawing.choices.results.get("colour")) != self._there:
                self.offer(self.drawing)

    def _turn_to(self, page: Page) -> None:
        self.drawing = DRAWINGS.of(page)
        self.form.show(page, self.drawing.choices)
        self.offer(self.drawing)

    def changed(self) -> None:
        """A setting was changed: the document keeps it."""
        if self.drawing is not None and self.drawing.page.open:
            self.form.read(self.drawing.choices)
            self.drawing.keep()

    def current(self) -> Drawing:
        """The document in front, its settings read from the docker. Raises Refused."""
        self.look()
        if self.drawing is None:
            raise Refused(tr("Open a document with your drawing first."))
        self.form.read(self.drawing.choices)
        return self.drawing

    def start(self, work: Callable[..., Any], then: Callable[[Any], None], text: str, again: str | None = None) -> None:
        """Give the worker a job; one at a time. again: what to say if it fails, as what to press."""
        if self.running is not None:
            raise Refused(tr("celtint is still at work; wait or press Cancel."))
        self._again = tr("Press Colour to try again.") if again is None else again
        self.running = self.worker.do(Job(work, lambda answer: self._ended(then, answer)))
        self.say(text)
        self.busy(True)

    def busy(self, on: bool) -> None:
        self.docker.cancel.setEnabled(on)
        d = self.docker
        for button in (d.colour, d.update_, d.animate, d.stage, d.another):
            button.setEnabled(not on)
        self.docker.progress.setValue(0)

    def _ended(self, then: Callable[[Any], None], answer: Any) -> None:
        self.running = None
        self.busy(False)
        then(answer)

    def _failed(self, job: Job, error: WireError) -> None:
        self.live.stopped(job)
        if job.cancelled.is_set():
            return  # it was let go when that was pressed
        if job is self.running:
            self.running = None
            self.busy(False)
        if isinstance(error, Cancelled):  # by whoever runs the server
            self.say(tr("Cancelled; the document is as it was."))
        elif isinstance(error, LaunchError):
            advice = tr("Press Install, or say below, under Engine and server, which Python has celtint.")
            self.say(f"{wire.failed(error)}\n{advice}", bad=True)
            self.setup.find(self.worker.place)
        elif isinstance(error, (TimedOut, BadRequest)):
            self.say(wire.failed(error), bad=True)  # the same again would end the same
        else:
            self.say(f"{wire.failed(error)} {self._again}".strip(), bad=True)
        self.guarded(self.clip.stopped)

    def _progressed(self, job: Job, news: Progress) -> None:
        if job is self.running and not self.clip.busy:
            waiting = news.stage == "queued"
            self.docker.progress.setValue(0 if waiting else round(100 * news.share))
            if waiting:
                self.say(tr("Waiting; {0} before this.").format(news.position))

    def _connected(self, welcome: Welcome) -> None:
        self.form.offer_models(welcome.models)
        self.setup.connected()

    def colour(self) -> None:
        """Colour the drawing into a new layer."""
        self._colour(again=False)

    def update(self) -> None:
        """Colour the drawing into celtint's own layer."""
        drawing = self.current()
        if drawing.page.node(drawing.choices.results.get("colour")) is None:
            raise Refused(tr("celtint has made no layer here yet; press Colour first."))
        self._colour(again=True)

    def _colour(self, again: bool) -> None:
        drawing = self.current()
        choices = drawing.choices
        request = drawing.request(drawing.lines(), drawing.hints(), drawing.said(), outputs=wire.wanted(choices))
        mask, split, changed = drawing.page.selected(), choices.split, drawing.changes()
        called = dict(choices.names)

        def work(client: Any, tell: Any) -> Any:
            answer = recolouring.answered(client.colour(request, tell), changed)
            if not split:
                return answer, None
            return answer, painting.by_colour(
                painting.layer_of(answer.colour), recolouring.named(answer.palette, called)
            )

        def placed(found: Any) -> None:
            answer, layers = found
            drawing.place(answer, again, mask, layers)
            drawing.doubt(doubts.spots(answer))
            self.offer(drawing)
            self.docker.inks.setText(words.inks(answer.inks))
            self.say(wire.summary(answer) + drawing.grey_note())

        self.start(work, placed, tr("Colouring …"))

    def offer(self, drawing: Drawing) -> None:
        """Show a result's colours and doubts, if its document is in front and its layer there, not undone."""
        if drawing is self.drawing:
            self._there = drawing.page.node(drawing.choices.results.get("colour")) is not None
            for each in (self.palette, self.doubts):
                each.offer(drawing if self._there else None)

    def cancel(self) -> None:
        """Stop what is under way, at once, whatever the server does; of an animation what is done is kept."""
        job, self.running = self.running, None
        self.busy(False)
        if job is not None:
            self.worker.cancel(job)
            self.say(tr("Cancelled; the document is as it was."))
        self.clip.stopped()

    def new_hints(self) -> None:
        """A layer for hints, active, above the others."""
        drawing = self.current()
        drawing.choices.lines = drawing.choices.lines or drawing.page.active()
        drawing.choices.hints = drawing.page.new_paint_layer(names.HINT_LAYER)
        self.form.follow(drawing.page, drawing.choices)
        self.say(tr("Paint a dab of colour into each part, then press Colour."))

    def new_boxes(self) -> None:
        """A vector layer for boxes, active."""
        drawing = self.current()
        drawing.choices.lines = drawing.choices.lines or drawing.page.active()
        drawing.choices.boxes = drawing.page.new_vector_layer(names.BOX_LAYER)
        self.form.follow(drawing.page, drawing.choices)
        self.say(tr("Draw a box with the rectangle tool, select it, write its name and press Tag selected box."))

    def tag(self) -> None:
        """Name the selected boxes, and give their tag its colour."""
        drawing, d = self.current(), self.docker
        tag = d.tag_name.text().strip()
        if not tag:
            raise Refused(tr("Write what is in the box first, such as hair."))
        if not drawing.page.tag_selected(drawing.choices.boxes, tag):
            raise Refused(tr("No box is selected; click one with the Select Shapes tool first."))
        drawing.choices.tags[tag] = "none" if d.tag_empty.isChecked() else list(d.tag_colour.rgb())
        drawing.keep()
        self.say(tr("{0}: tagged.").format(tag))

    def show_regions(self, on: bool) -> None:
        """Show the regions that celtint sees, on a layer of their own, or take that away."""
        self._overlay(on, "preview", names.PREVIEW_LAYER, lambda found: painting.layer_of(found.preview), ("preview",))

    def show_lines(self, on: bool) -> None:
        """Show which lines count as ink, on a layer of their own, or take that away."""
        self._overlay(on, "ink", names.INK_LAYER, lambda found: painting.ink_layer(found.ink), ("ink",))

    def show_unsure(self, on: bool) -> None:
        """Mark the regions whose colour is a guess, or take the marks away."""
        self._overlay(on, "unsure", names.UNSURE_LAYER, painting.unsure_marks, ("colour", "report", "polygons"))

    def _overlay(self, on: bool, kind: str, name: str, draw: Callable[[Any], Layer], outputs: tuple[str, ...]) -> None:
        drawing = self.current()
        drawing.overlay(kind, name, None)
        if not on:
            return
        request = drawing.request(drawing.lines(), drawing.hints(), drawing.said(), outputs=outputs)

        def work(client: Any, tell: Any) -> Any:
            answer = client.colour(request, tell)
            return answer, draw(answer)

        def shown(found: Any) -> None:
            drawing.overlay(kind, name, found[1])
            seen = tr("These lines count as ink.") if kind == "ink" else tr("These are the regions that celtint sees.")
            told = wire.summary(found[0]) if kind == "unsure" else seen
            self.docker.inks.setText(words.inks(found[0].inks))
            self.say(told + drawing.grey_note())

        self.start(work, shown, tr("Looking …"))

    def convert(self) -> None:
        """Make a grey document an RGB one, in which colours can be seen; one undo step."""
        drawing = self.current()
        grey_hints = drawing.page.is_grey(drawing.choices.hints)
        drawing.page.to_rgb()
        self.form.offer_rgb(drawing.page.grey)
        told = tr("The document is RGB now; undo brings the grey one back.")
        self.say(told + (" " + tr("Paint your hints again: those on a grey layer are grey.") if grey_hints else ""))

    def _place_server(self) -> None:
        d = self.docker
        for widget, key in ((d.python, "python"), (d.url, "url"), (d.token, "token")):
            widget.setText(application.setting(key))
        self.worker.use(Place(NAME, d.python.text().strip(), d.url.text().strip(), d.token.text().strip()))

    def apply(self) -> None:
        """Keep where the server is, and connect."""
        d = self.docker
        for widget, key in ((d.python, "python"), (d.url, "url"), (d.token, "token")):
            application.keep_setting(key, widget.text().strip())
        self._place_server()
        self.start(
            lambda client, _tell: client.models(),
            lambda found: self.say(tr("Connected; {0} networks.").format(len(found))),
            tr("Connecting …"),
        )

    def copy_log(self) -> None:
        """Put the end of the server's log on the clipboard."""
        QGuiApplication.clipboard().setText(self.worker.log(f"Krita {application.version()}"))
        self.say(tr("The end of the log is on the clipboard; paste it where you ask for help."))


class WorkingDocker(Docker):
    """The docker with a studio behind it, as Krita makes one for each window."""

    def __init__(self) -> None:
        super().__init__()
        self.studio = Studio(self)

    def canvasChanged(self, canvas: Any) -> None:
        del canvas
        self.studio.turned()
