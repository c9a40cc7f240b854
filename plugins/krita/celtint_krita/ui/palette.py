"""The colours of a result: changed, named, written into a palette file and read from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from celtint_krita.host import application
from celtint_krita.host.qt import QColor, QColorDialog, QFileDialog, QObject, tr
from celtint_krita.host.refused import Refused
from celtint_krita.model import clip, gpl
from celtint_krita.model.recolouring import written

if TYPE_CHECKING:
    from celtint_client.messages import RGB

    from celtint_krita.model.drawing import Drawing
    from celtint_krita.ui.desk import Desk

_FILES = "GIMP, Krita (*.gpl *.kpl)"


class PaletteDesk(QObject):
    """The docker's swatches, at work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._box = desk, desk.docker.swatches
        self._box.list.currentRowChanged.connect(lambda _at: desk.guarded(self.picked))
        self._box.name.editingFinished.connect(lambda: desk.guarded(self.rename))

    def offer(self, drawing: Drawing | None) -> None:
        """Show the colours of the document in front, or none."""
        self._box.show_entries(() if drawing is None else drawing.entries)

    def picked(self) -> None:
        """A swatch was clicked."""
        self._box.pick(self._box.picked(), self._desk.current().entries)

    def find(self) -> None:
        """Pick the swatch of the foreground colour. Raises Refused."""
        colour = application.foreground()
        if not self._box.pick(colour, self._desk.current().entries):
            raise Refused(tr("{0} is no colour of the result.").format(written(colour)))

    def take(self) -> None:
        """The picked colour becomes the foreground colour. Raises Refused."""
        self._change(application.foreground())

    def choose(self) -> None:
        """The picked colour becomes one that is chosen in a dialog. Raises Refused."""
        old = self._old()
        chosen = QColorDialog.getColor(QColor(*old), self._box, tr("What this colour becomes"))
        if chosen.isValid():
            self._change((chosen.red(), chosen.green(), chosen.blue()))

    def merge(self) -> None:
        """The picked colours become the one that was clicked last. Raises Refused."""
        drawing, kept = self._desk.current(), self._old()
        others = [each for each in self._box.all_picked() if each != kept]
        if not others:
            raise Refused(tr("Pick two colours or more first: click one, then others with Ctrl."))
        clip.recolour(drawing, dict.fromkeys(others, kept))
        self._desk.offer(drawing)
        self._box.pick(kept, drawing.entries)
        self._desk.say(tr("{0} colours became one.").format(1 + len(others)) + drawing.grey_note())

    def rename(self) -> None:
        """The picked colour has the name that was written."""
        colour, drawing = self._box.picked(), self._desk.current()
        name = self._box.name.text().strip()
        if colour is not None and name != next((e.name for e in drawing.entries if e.colour == colour), name):
            drawing.name_colour(colour, name)
            self.offer(drawing)

    def export(self) -> None:
        """Write the colours into a file."""
        drawing = self._desk.current()
        path = QFileDialog.getSaveFileName(self._box, tr("Export the palette"), "palette.gpl", _FILES)[0]
        if path:
            wanted = Path(path) if Path(path).suffix else Path(path + ".gpl")
            gpl.write(wanted, [(each.name or written(each.colour), each.colour) for each in drawing.entries])
            self._desk.say(tr("{0}: {1} colours.").format(wanted.name, len(drawing.entries)))

    def import_(self) -> None:
        """Read colours from a file: by name they change, by colour they are named."""
        path = QFileDialog.getOpenFileName(self._box, tr("Import a palette"), "", _FILES)[0]
        if not path:
            return
        drawing, changed, named = self._desk.current(), 0, 0
        rows = gpl.read(Path(path))
        own = {each.name: each.colour for each in drawing.entries if each.name}
        wanted = {own[name]: colour for name, colour in rows if own.get(name, colour) != colour}
        if wanted:
            clip.recolour(drawing, wanted)
            changed = len(wanted)
        for name, colour in rows:
            if name and any(each.colour == colour and not each.name for each in drawing.entries):
                drawing.name_colour(colour, name)
                named += 1
        self._desk.offer(drawing)
        self._desk.say(tr("{0} colours changed, {1} named.").format(changed, named))

    def _old(self) -> RGB:
        old = self._box.picked()
        if old is None:
            raise Refused(tr("Click a colour of the result first; press Colour if there is none."))
        return old

    def _change(self, new: RGB) -> None:
        old, drawing = self._old(), self._desk.current()
        clip.recolour(drawing, {old: new})
        self._desk.offer(drawing)
        self._box.pick(new, drawing.entries)
        self._desk.say(tr("Changed.") + drawing.grey_note())
