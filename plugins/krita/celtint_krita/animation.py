"""Frames: every drawing of a range coloured, an animated layer written with keys where the lines have them.

Krita has no call that writes keys at any time, so the frames are imported into a document of their own, their
times put right in its saved file, and the layer brought over from there: one undo step, whatever the times.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_krita import host, names, painting
from celtint_krita.model import Refused
from celtint_krita.pixels import Layer, blank, inside
from celtint_krita.qt import QObject, tr
from celtint_krita.worker import Job

if TYPE_CHECKING:
    from typing import Any

    from celtint_client.answers import Colouring
    from celtint_client.messages import RGB

    from celtint_krita.studio import Studio


class Clip(QObject):
    """Colours a range of frames, one drawing after the other."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._page: host.Page | None = None
        self._todo: list[int] = []
        self._drawn: dict[int, Layer] = {}
        self._count = 0
        self._palette: dict[str, Any] = {}
        self._stop = False
        self._mask: bytes | None = None

    @property
    def busy(self) -> bool:
        return self._page is not None

    def colour(self) -> None:
        """Begin. Raises Refused."""
        studio = self._studio
        page = studio.current()
        if studio.running is not None or self.busy:
            raise Refused(tr("celtint is still at work; wait or press Cancel."))
        lines = studio.choices.lines or page.active()
        node = page.node(lines)
        if node is None or not node.animated():
            raise Refused(tr("The line layer has no frames; choose an animated layer."))
        first, last = studio.docker.range_from.value(), studio.docker.range_to.value()
        if first > last:
            raise Refused(tr("The range ends before it begins; choose the first and the last frame."))
        keys = page.keys(lines, first, last)
        begun = page.held(lines, first)
        self._todo = sorted({*keys, *([begun] if begun is not None else [])})
        if not self._todo:
            raise Refused(tr("There is no drawing between frames {0} and {1}.").format(first, last))
        studio.choices.lines = lines
        self._page, self._drawn, self._count, self._stop = page, {}, len(self._todo), False
        self._palette, self._mask = {}, page.selected()
        self._first = first
        studio.busy(True)
        self._next()

    def stopped(self) -> None:
        """A job has failed or was cancelled: what is done is kept."""
        if self.busy:
            self._finish(whole=False)

    def _next(self) -> None:
        studio, page = self._studio, self._page
        if page is None:
            return
        if not page.open or page.node(studio.choices.lines) is None:
            self._page = None
            studio.busy(False)
            raise Refused(tr("The document or its line layer is gone; nothing was written."))
        if not self._todo:
            self._finish(whole=True)
            return
        done = self._count - len(self._todo)
        studio.docker.progress.setValue(round(100 * done / self._count))
        studio.say(tr("Drawing {0} of {1} …").format(done + 1, self._count))
        time = self._todo.pop(0)
        lines = page.read(studio.choices.lines, time)
        if blank(lines):
            self._take(time, Layer(page.width, page.height, bytes(4 * page.width * page.height)))
            return
        request = studio.request(page, lines, self._hints(page, time), batch=True)
        job = Job(lambda client, tell: client.colour(request, tell), lambda answer: self._coloured(time, answer))
        studio.running = studio.worker.do(job)

    def _hints(self, page: host.Page, time: int) -> Layer | None:
        """What the artist said of a frame: the key painted on it, else the hint layer as it is then."""
        keys = page.node(self._studio.choices.keys)
        if keys is not None and (not keys.animated() or keys.hasKeyframeAtTime(time)):
            painted = page.read(self._studio.choices.keys, time if keys.animated() else None)
            if not blank(painted):
                return painted
        return self._studio.hints(page, time)

    def _coloured(self, time: int, answer: Colouring) -> None:
        self._studio.running = None
        for entry in answer.palette:
            self._palette.setdefault(entry.id, entry)
        self._studio.guarded(lambda: self._take(time, painting.layer_of(answer.colour)))

    def _take(self, time: int, layer: Layer) -> None:
        self._drawn[time] = layer if self._mask is None else inside(layer, self._mask)
        self._next()

    def _finish(self, whole: bool) -> None:
        studio, page = self._studio, self._page
        self._page = None
        studio.running = None
        studio.busy(False)
        if page is None or not self._drawn:
            return
        frames = {max(self._first, time): layer for time, layer in sorted(self._drawn.items())}
        studio.choices.results["colour"] = write(page, names.RESULT_LAYER, frames, studio.choices.lines)
        studio.form.offer_entries(list(self._palette.values()))
        page.keep_choices(studio.choices.to_json())
        done = tr("Coloured {0} drawings.") if whole else tr("Stopped; {0} drawings are coloured.")
        studio.say(done.format(len(frames)))
        self._drawn = {}

    def swap(self, page: host.Page, layer: str, old: RGB, new: RGB) -> None:
        """Change a colour on every frame: a new animated layer takes the old one's place."""
        first, last = page.clip()
        keys = page.keys(layer, min(0, first), max(last, page.time()))
        frames = {time: painting.swapped(page.read(layer, time), old, new) for time in keys}
        made = write(page, names.RESULT_LAYER, frames, self._studio.choices.lines)
        page.remove(layer)
        self._studio.choices.results["colour"] = made
        page.keep_choices(self._studio.choices.to_json())


def write(page: host.Page, name: str, frames: dict[int, Layer], below: str | None) -> str:
    """An animated layer with these frames at their times, under `below`; its id."""
    times = sorted(frames)
    with tempfile.TemporaryDirectory(prefix="celtint-") as folder:
        pictures = []
        for number, time in enumerate(times):
            path = str(Path(folder) / f"{number:06}.png")
            if not painting.image_of(frames[time]).save(path):
                raise Refused(tr("The frames can't be written to the temporary folder; make room on the disk."))
            pictures.append(path)
        return page.bring_frames(name, pictures, times, str(Path(folder) / "even.kra"), below)
