"""What celtint is unsure of, gone through from what deserves a look most: on its frame, ringed on an own layer. One
click says that a guess is right, or gives it another colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita import names
from celtint_krita.host import application, view
from celtint_krita.host.qt import QObject, tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import painting

if TYPE_CHECKING:
    from celtint_client.messages import RGB

    from celtint_krita.model.doubts import Spot
    from celtint_krita.model.drawing import Drawing
    from celtint_krita.ui.desk import Desk


class Doubts(QObject):
    """The docker's list of them, at work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._box = desk, desk.docker.doubts
        self._box.list.currentRowChanged.connect(lambda at: desk.guarded(lambda: self.look_at(at)))

    def offer(self, drawing: Drawing | None) -> None:
        """List what the document in front has, or nothing."""
        spots, said = ((), 0) if drawing is None else (drawing.spots, len(drawing.choices.said))
        self._box.show_spots(spots, said)
        self._box.pick(-1 if drawing is None else drawing.looked)
        self._desk.docker.doubts_section.count(len(spots))

    def show_next(self) -> None:
        """Look at the next place; after the last one the ring is taken away. Raises Refused."""
        drawing = self._desk.current()
        if not drawing.spots:
            raise Refused(tr("celtint is unsure of nothing that it coloured here; press Colour for a new look."))
        if drawing.looked + 1 < len(drawing.spots):
            self.look_at(drawing.looked + 1)
            return
        self._done(drawing, tr("That was all; press Next to begin again."))

    def look_at(self, at: int) -> None:
        """Go to a place of the list and ring it."""
        desk = self._desk
        drawing = desk.current()
        if not 0 <= at < len(drawing.spots):
            return
        spot = drawing.spots[at]
        drawing.looked = at
        self._box.pick(at)
        if spot.time is not None:
            drawing.page.go_to(spot.time)
        view.show(spot.box, drawing.page.width, drawing.page.height)
        ring = painting.ring(drawing.page.width, drawing.page.height, spot.box)
        drawing.overlay("unsure", names.UNSURE_LAYER, ring)
        where = "" if spot.time is None else " " + tr("Frame {0}.").format(spot.time)
        desk.say(tr("{0} of {1} to look at, ringed.").format(at + 1, len(drawing.spots)) + where)

    def keep(self) -> None:
        """The colour of the place that is looked at is right. Raises Refused."""
        drawing, spot = self._looked_at()
        self._said(drawing, spot, spot.colour)

    def take(self) -> None:
        """The place that is looked at takes the foreground colour. Raises Refused."""
        drawing, spot = self._looked_at()
        self._said(drawing, spot, application.foreground())
        if spot.time is not None:
            self._desk.say(tr("Kept; press Colour frames to see it."))
        elif self._desk.running is None and drawing.page.node(drawing.choices.results.get("colour")) is not None:
            self._desk.update()

    def forget(self) -> None:
        """All that was said of such places is forgotten."""
        drawing = self._desk.current()
        drawing.forget()
        self.offer(drawing)
        self._desk.say(tr("Forgotten; press Update to have them guessed again."))

    def _looked_at(self) -> tuple[Drawing, Spot]:
        drawing = self._desk.current()
        if not 0 <= drawing.looked < len(drawing.spots):
            raise Refused(tr("Click a row of the list first."))
        return drawing, drawing.spots[drawing.looked]

    def _said(self, drawing: Drawing, spot: Spot, colour: RGB | None) -> None:
        at = drawing.looked
        drawing.say_of(spot, colour)
        self.offer(drawing)
        if drawing.spots:
            self.look_at(min(at, len(drawing.spots) - 1))
        else:
            self._done(drawing, tr("That was all that celtint was unsure of."))

    def _done(self, drawing: Drawing, sentence: str) -> None:
        drawing.looked = -1
        drawing.overlay("unsure", names.UNSURE_LAYER, None)
        self._box.pick(-1)
        self._desk.say(sentence)
