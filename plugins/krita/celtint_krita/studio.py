"""What the docker's widgets do: read the layers, ask the server, put what comes back into the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_client.errors import Cancelled, LaunchError, WireError

from celtint_krita import host, model, names, painting
from celtint_krita.animation import Clip
from celtint_krita.forms import Form
from celtint_krita.live import Live
from celtint_krita.model import Choices, Refused
from celtint_krita.pixels import Layer, blank, inside, over, painted_thinly
from celtint_krita.qt import QApplication, QObject, QTimer, tr
from celtint_krita.worker import Job, Place, Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from celtint_client.answers import Colouring, Progress, Welcome

    from celtint_krita.docker import Docker

LOOK_MS = 400


class Studio(QObject):
    """One window's docker at work. Every slot ends with a sentence in the docker, whatever happened."""

    def __init__(self, docker: Docker) -> None:
        super().__init__(docker)
        self.docker = docker
        self.form = Form(docker)
        self.worker = Worker()
        self.worker.failed = self._failed
        self.worker.progressed.connect(self._progressed)
        self.worker.connected.connect(self._connected)
        self.running: Job | None = None
        self.page: host.Page | None = None
        self.choices = Choices()
        self.written: dict[str, bytes] = {}
        self.answer: Colouring | None = None
        self.live = Live(self)
        self.clip = Clip(self)
        self._place_server()
        self._wire()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    def _wire(self) -> None:
        d = self.docker
        for button, slot in (
            (d.colour, self.colour),
            (d.update_, self.update),
            (d.cancel, self.cancel),
            (d.new_hints, self.new_hints),
            (d.new_boxes, self.new_boxes),
            (d.tag, self.tag),
            (d.animate, self.clip.colour),
            (d.swap, self.swap),
            (d.apply, self.apply),
        ):
            button.clicked.connect(lambda _checked=False, slot=slot: self.guarded(slot))
        d.live.toggled.connect(lambda on: self.guarded(lambda: self.live.switch(on)))
        d.preview.toggled.connect(lambda on: self.guarded(lambda: self.show_regions(on)))
        d.unsure.toggled.connect(lambda on: self.guarded(lambda: self.show_unsure(on)))

    def guarded(self, slot: Callable[[], None]) -> None:
        """Do something; what can't be done is said."""
        try:
            slot()
        except (Refused, WireError) as error:
            self.say(str(error), bad=True)

    def say(self, text: str, bad: bool = False) -> None:
        """Put a sentence into the docker."""
        self.docker.message.setText(text)
        self.docker.message.setStyleSheet("color: #e06050;" if bad else "")

    def look(self) -> None:
        """See which document is in front and which layers it has."""
        page = host.page()
        if (page and page.key) != (self.page and self.page.key):
            self._turn_to(page)
        if self.page is not None:
            self.form.refresh(self.page, self.choices)

    def _turn_to(self, page: host.Page | None) -> None:
        self._keep()
        self.page = page
        self.answer = None
        self.choices = Choices() if page is None else Choices.from_json(page.choices())
        if page is not None:
            self.form.show(page, self.choices)

    def _keep(self) -> None:
        """Remember the settings in the document they were made for."""
        if self.page is not None and self.page.open and self.choices.results:
            self.page.keep_choices(self.choices.to_json())

    def current(self) -> host.Page:
        """The document in front, its settings read from the docker. Raises Refused."""
        self.look()
        if self.page is None:
            raise Refused(tr("Open a document with your drawing first."))
        self.form.read(self.choices)
        return self.page

    def lines(self, page: host.Page, time: int | None = None) -> Layer:
        """The line layer's pixels. Raises Refused."""
        chosen = self.choices.lines or page.active()
        if chosen is not None and chosen in self.choices.results.values():
            raise Refused(tr("That layer was made by celtint; choose the layer with your lines."))
        layer = page.read(chosen, time)
        self.choices.lines = chosen
        if blank(layer):
            raise Refused(tr("The layer {0} is empty; draw your lines on it first.").format(page.named(chosen)))
        return layer

    def hints(self, page: host.Page, time: int | None = None) -> Layer | None:
        if self.choices.hints is None or page.node(self.choices.hints) is None:
            return None
        layer = page.read(self.choices.hints, time)
        if painted_thinly(layer):
            raise Refused(tr("The paint on the hint layer is less than half opaque; paint hints more opaquely."))
        return None if blank(layer) else layer

    def request(self, page: host.Page, lines: Layer, hints: Layer | None, **more: Any) -> Any:
        palette = host.palette_colours(self.choices.palette) if self.choices.palette else ()
        return model.request(self.choices, lines, hints, page.rectangles(self.choices.boxes), palette, **more)

    def start(self, work: Callable[..., Any], then: Callable[[Any], None], text: str) -> None:
        """Give the worker a job; one at a time."""
        if self.running is not None:
            raise Refused(tr("celtint is still at work; wait or press Cancel."))
        self.running = self.worker.do(Job(work, lambda answer: self._ended(then, answer)))
        self.say(text)
        self.busy(True)

    def busy(self, on: bool) -> None:
        self.docker.cancel.setEnabled(on)
        for button in (self.docker.colour, self.docker.update_, self.docker.animate, self.docker.swap):
            button.setEnabled(not on)
        self.docker.progress.setValue(0)

    def _ended(self, then: Callable[[Any], None], answer: Any) -> None:
        self.running = None
        self.busy(False)
        self.guarded(lambda: then(answer))

    def _failed(self, job: Job, error: WireError) -> None:
        if job is self.running:
            self.running = None
            self.busy(False)
        if isinstance(error, Cancelled):
            self.say(tr("Cancelled; the document is as it was."))
        elif isinstance(error, LaunchError):
            self.say(tr("The server can't be started. Install it with “pip install celtint”, then say below which "
                        "Python has it.") + f" {error}", bad=True)
        else:
            self.say(f"{error} " + tr("Press Colour to try again."), bad=True)
        self.clip.stopped()
        self.live.stopped()

    def _progressed(self, job: Job, news: Progress) -> None:
        if job is self.running and not self.clip.busy:
            waiting = news.stage == "queued"
            self.docker.progress.setValue(0 if waiting else round(100 * news.share))
            if waiting:
                self.say(tr("Waiting; {0} before this.").format(news.position))

    def _connected(self, welcome: Welcome) -> None:
        self.form.offer_models(welcome.models)

    def colour(self) -> None:
        """Colour the drawing into a new layer."""
        self._colour(None)

    def update(self) -> None:
        """Colour the drawing into celtint's own layer."""
        page = self.current()
        own = self.choices.results.get("colour")
        if page.node(own) is None:
            raise Refused(tr("celtint has made no layer here yet; press Colour first."))
        self._colour(own)

    def _colour(self, own: str | None) -> None:
        page = self.current()
        request = self.request(page, self.lines(page), self.hints(page), outputs=model.wanted(self.choices))
        mask = page.selected()

        def placed(answer: Colouring) -> None:
            self.place(page, answer, own, mask)
            self.say(model.summary(answer))

        self.start(lambda client, tell: client.colour(request, tell), placed, tr("Colouring …"))

    def place(self, page: host.Page, answer: Colouring, own: str | None, mask: bytes | None) -> None:
        """Put a result into the document it was asked for."""
        if not page.open:
            raise Refused(tr("The document was closed meanwhile; open it and press Colour again."))
        if page.node(self.choices.lines) is None:
            raise Refused(tr("The line layer was removed meanwhile; choose another and press Colour again."))
        pixels = painting.layer_of(answer.colour)
        self.answer = answer
        if own is not None and self._is_ours(page, own):
            self._rewrite(page, own, pixels, mask)
        else:
            pixels = pixels if mask is None else inside(pixels, mask)
            self._insert(page, answer, pixels, mask)
        self.form.offer_entries(answer.palette)
        page.keep_choices(self.choices.to_json())

    def _is_ours(self, page: host.Page, own: str) -> bool:
        """Whether celtint's layer is as celtint left it: what the artist has painted on is the artist's."""
        kept = self.written.get(own)
        return kept is None or page.raw(own) == kept

    def _rewrite(self, page: host.Page, own: str, pixels: Layer, mask: bytes | None) -> None:
        if mask is not None:
            pixels = over(page.read(own), pixels, mask)
        page.rewrite(own, pixels)
        self.written[own] = pixels.data

    def _insert(self, page: host.Page, answer: Colouring, pixels: Layer, mask: bytes | None) -> None:
        below = page.top_of(self.choices.lines)
        results = self.choices.results
        if self.choices.split:
            layers = painting.by_colour(pixels, answer.palette)
            results["colour"] = page.insert_group(names.RESULT_LAYER, layers, below)
        else:
            results["colour"] = page.insert(names.RESULT_LAYER, pixels, below)
            self.written[results["colour"]] = pixels.data
        if answer.shade is not None:
            shade = painting.layer_of(answer.shade)
            shade = shade if mask is None else inside(shade, mask)
            results["shade"] = page.insert(names.SHADE_LAYER, shade, below)

    def cancel(self) -> None:
        """Stop what is under way."""
        if self.running is not None:
            self.say(tr("Stopping …"))
            self.worker.cancel(self.running)

    def new_hints(self) -> None:
        """A layer for hints, active, above the others."""
        page = self.current()
        self.choices.hints = page.new_paint_layer(names.HINT_LAYER)
        self.form.show(page, self.choices)
        self.say(tr("Paint a dab of colour into each part, then press Colour."))

    def new_boxes(self) -> None:
        page = self.current()
        self.choices.boxes = page.new_vector_layer(names.BOX_LAYER)
        self.form.show(page, self.choices)
        self.say(tr("Draw a box with the rectangle tool, select it, write its name and press Tag selected box."))

    def tag(self) -> None:
        """Name the selected boxes, and give their tag its colour."""
        page, d = self.current(), self.docker
        tag = d.tag_name.text().strip()
        if not tag:
            raise Refused(tr("Write what is in the box first, such as hair."))
        if not page.tag_selected(self.choices.boxes, tag):
            raise Refused(tr("No box is selected; click one with the Select Shapes tool first."))
        self.choices.tags[tag] = "none" if d.tag_empty.isChecked() else list(d.tag_colour.rgb())
        page.keep_choices(self.choices.to_json())
        self.say(tr("{0}: tagged.").format(tag))

    def show_regions(self, on: bool) -> None:
        """Show the regions that celtint sees, on a layer of their own, or take that away."""
        self._overlay(on, "preview", names.PREVIEW_LAYER, lambda answer: painting.layer_of(answer.preview))

    def show_unsure(self, on: bool) -> None:
        """Mark the regions whose colour is a guess, or take the marks away."""
        outputs = ("report", "polygons")
        self._overlay(on, "unsure", names.UNSURE_LAYER, painting.unsure_marks, outputs)

    def _overlay(
        self, on: bool, kind: str, name: str, draw: Callable[..., Layer], outputs: tuple[str, ...] = ("preview",)
    ) -> None:
        page = self.current()
        page.remove(self.choices.results.pop(kind, None))
        if not on:
            return
        lines = self.lines(page)
        request = self.request(page, lines, self.hints(page), outputs=outputs)

        def shown(answer: Colouring) -> None:
            pixels = draw(answer) if kind == "preview" else draw(answer, page.width, page.height)
            self.choices.results[kind] = page.insert(name, pixels, None)
            self.say(model.summary(answer) if answer.regions is not None else tr("These are the regions."))

        self.start(lambda client, tell: client.colour(request, tell), shown, tr("Looking …"))

    def swap(self) -> None:
        """Give a colour of the result another, on all frames of celtint's layer."""
        page = self.current()
        old, new = self.docker.swap_entry.currentData(), self.docker.swap_colour.rgb()
        own = self.choices.results.get("colour")
        if old is None or page.node(own) is None:
            raise Refused(tr("There is no coloured layer here yet; press Colour first."))
        if page.held(own, page.time()) is not None:
            self.clip.swap(page, str(own), tuple(old), new)
        else:
            pixels = painting.swapped(page.read(own), tuple(old), new)
            page.rewrite(str(own), pixels)
            self.written[str(own)] = pixels.data
        self.form.change_entry(tuple(old), new)
        self.say(tr("Changed."))

    def _place_server(self) -> None:
        d = self.docker
        for widget, key in ((d.python, "python"), (d.url, "url"), (d.token, "token")):
            widget.setText(host.setting(key))
        self.worker.use(Place(d.python.text().strip(), d.url.text().strip(), d.token.text().strip()))

    def apply(self) -> None:
        """Keep where the server is, and connect."""
        d = self.docker
        for widget, key in ((d.python, "python"), (d.url, "url"), (d.token, "token")):
            host.keep_setting(key, widget.text().strip())
        self._place_server()
        self.start(
            lambda client, _tell: client.models(),
            lambda found: self.say(tr("Connected; {0} networks.").format(len(found))),
            tr("Connecting …"),
        )
        QApplication.processEvents()
