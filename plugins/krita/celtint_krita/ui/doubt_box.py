"""What the docker shows of what celtint is unsure of: a list, and what can be said of the row that is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita import names
from celtint_krita.host.qt import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget, tr
from celtint_krita.ui.widgets import button, row, swatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celtint_krita.model.doubts import Spot

_ROWS = 3


class DoubtBox(QWidget):
    """The list and its buttons."""

    def __init__(self) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        self.list = QListWidget()
        self.list.setObjectName(names.DOUBTS)
        self.list.setToolTip(tr("What celtint guessed, the largest first; click one to see where it is"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setUniformItemSizes(True)
        tip = tr("The colour it has is right: it is kept from now on, until you paint a hint there")
        self.keep = button(names.DOUBT_KEEP, tr("Keep"), tip)
        tip = tr("Give it Krita's foreground colour, which is kept from now on, until you paint a hint there")
        self.take = button(names.DOUBT_TAKE, tr("Foreground colour"), tip)
        tip = tr("Go to the next place that celtint isn't sure of, the one that deserves a look most first")
        self.next = button(names.NEXT_UNSURE, tr("Next"), tip)
        tip = tr("Forget what you said of such places: celtint guesses them again")
        self.forget = button(names.DOUBT_FORGET, tr("Forget"), tip)
        rows.addWidget(self.list)
        rows.addLayout(row(self.keep, self.take))
        rows.addLayout(row(self.next, self.forget))
        self.show_spots((), 0)

    def show_spots(self, spots: Sequence[Spot], said: int) -> None:
        """List these places. said: of how many the artist has said something."""
        self.list.blockSignals(True)
        self.list.clear()
        for spot in spots:
            QListWidgetItem(swatch(spot.colour), _text(spot), self.list)
        self.list.blockSignals(False)
        line = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + 4)
        self.list.setFixedHeight(line * max(1, min(_ROWS, len(spots))) + 2 * self.list.frameWidth() + 2)
        for each in (self.list, self.keep, self.take):
            each.setEnabled(bool(spots))
        self.forget.setEnabled(bool(said))

    def pick(self, at: int) -> None:
        """Mark a row, or none for -1, as if it had been clicked, but for what a click does."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)


def _text(spot: Spot) -> str:
    x, y, width, height = spot.box
    colour = tr("empty") if spot.colour is None else "#{:02x}{:02x}{:02x}".format(*spot.colour)
    place = tr("{0} × {1} px at {2}, {3}").format(width, height, x, y)
    return f"{colour}  {place}" + ("" if spot.time is None else "  " + tr("frame {0}").format(spot.time))
