"""What the docker shows of a result's palette: swatches, and what can be done with the one that is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita import names
from celtint_krita.host.qt import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSize,
    Qt,
    QVBoxLayout,
    QWidget,
    tr,
)
from celtint_krita.model.recolouring import written
from celtint_krita.ui.widgets import button, field, row, swatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celtint_client.messages import RGB, PaletteEntry

_SIDE, _LINES = 26, 3


class PaletteBox(QWidget):
    """Swatches, the name of the one that is picked, and buttons."""

    def __init__(self) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        self.list = QListWidget()
        self.list.setObjectName(names.SWATCHES)
        self.list.setToolTip(tr("The colours of the result; click one to change or name it"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setSpacing(1)
        side = max(_SIDE, self.fontMetrics().height() * 3 // 2)
        self._side = side
        self.list.setIconSize(QSize(side, side))
        self.list.setGridSize(QSize(side + 6, side + 6))
        self.name = field(names.SWATCH_NAME, tr("A name for this colour, such as skin; it goes into palette files"))
        self.name.setPlaceholderText(tr("name of the colour"))
        tip = tr("It becomes Krita's foreground colour, everywhere and on all frames")
        self.take = button(names.SWATCH_TAKE, tr("Foreground colour"), tip)
        self.choose = button(names.SWATCH_CHOOSE, tr("Choose…"), tr("It becomes a colour that you choose, everywhere"))
        tip = tr("Pick Krita's foreground colour here: take it from the picture with Ctrl and a click first")
        self.find = button(names.SWATCH_FIND, tr("Find"), tip)
        tip = tr("The colours that you picked, with Ctrl and a click, become the one that was clicked last, everywhere")
        self.merge = button(names.SWATCH_MERGE, tr("Merge"), tip)
        tip = tr("Write these colours and their names into a palette file (.gpl or .kpl), for the next drawing")
        self.export = button(names.PALETTE_EXPORT, tr("Export…"), tip)
        tip = tr("Read a palette file: colours of a name become what they are in it, those that it has take its names")
        self.import_ = button(names.PALETTE_IMPORT, tr("Import…"), tip)
        rows.addWidget(self.list)
        rows.addLayout(row(self.take, self.choose))
        rows.addWidget(self.name)
        rows.addLayout(row(self.find, self.merge, self.export, self.import_))
        self.show_entries(())

    def show_entries(self, entries: Sequence[PaletteEntry]) -> None:
        """Show these colours; the one that was picked stays so if it is among them."""
        picked = self.picked()
        self.list.blockSignals(True)
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(swatch(entry.colour, self._side), "", self.list)
            item.setData(Qt.ItemDataRole.UserRole, list(entry.colour))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.name or written(entry.colour))
            item.setToolTip(f"{entry.name} {written(entry.colour)}".strip())
        self.list.blockSignals(False)
        self.list.setFixedHeight((self._side + 6) * min(_LINES, 1 + len(entries) // 8) + 6)
        self.pick(picked, entries)
        for each in (self.list, self.find, self.merge, self.export, self.import_):
            each.setEnabled(bool(entries))

    def pick(self, colour: RGB | None, entries: Sequence[PaletteEntry]) -> bool:
        """Mark a colour's swatch and show its name; whether there is one."""
        at = next((at for at, entry in enumerate(entries) if entry.colour == colour), -1)
        self.list.blockSignals(True)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self.name.setText(entries[at].name if at >= 0 else "")
        for each in (self.name, self.take, self.choose):
            each.setEnabled(at >= 0)
        return at >= 0

    def all_picked(self) -> list[RGB]:
        """The colours whose swatches are marked."""
        return [_colour_of(item) for item in self.list.selectedItems()]

    def picked(self) -> RGB | None:
        """The colour whose swatch is marked, of several the one that was clicked last."""
        item = self.list.currentItem()
        return None if item is None else _colour_of(item)


def _colour_of(item: QListWidgetItem) -> RGB:
    red, green, blue = item.data(Qt.ItemDataRole.UserRole)
    return (red, green, blue)
