"""Widgets with a name and a tooltip, as the docker is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita.host.qt import (
    QCheckBox,
    QColor,
    QColorDialog,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QIcon,
    QLabel,
    QLineEdit,
    QPainter,
    QPixmap,
    QPushButton,
    QSpinBox,
    Qt,
    QWidget,
    pyqtSignal,
)

if TYPE_CHECKING:
    from celtint_client.messages import RGB


class ColourButton(QPushButton):
    """A button that shows a colour and lets one be picked. setText("#rrggbb") and text() read and write it."""

    picked = pyqtSignal(str)

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setToolTip(tip)
        self.setText("#c8a078")
        self.setMaximumWidth(84)
        self.clicked.connect(self._ask)

    def setText(self, text: str) -> None:
        super().setText(text)
        colour = QColor(text)
        ink = "#000000" if colour.lightness() > 127 else "#ffffff"
        self.setStyleSheet(f"background-color: {colour.name()}; color: {ink};")

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self.text()), self, self.toolTip())
        if chosen.isValid():
            self.setText(chosen.name())
            self.picked.emit(chosen.name())

    def rgb(self) -> tuple[int, int, int]:
        colour = QColor(self.text())
        return (colour.red(), colour.green(), colour.blue())


class FolderButton(QPushButton):
    """A button that lets a folder be picked into a field."""

    def __init__(self, name: str, tip: str, field_: QLineEdit) -> None:
        super().__init__("…")
        self.setObjectName(name)
        self.setToolTip(tip)
        self.setMaximumWidth(32)
        self._field = field_
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.toolTip(), self._field.text())
        if chosen:
            self._field.setText(chosen)
            self._field.editingFinished.emit()


def button(name: str, text: str, tip: str, check: bool = False) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setCheckable(check)
    return made


def tick(name: str, text: str, tip: str) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setToolTip(tip)
    return made


def combo(name: str, tip: str, items: tuple[tuple[str, str], ...] = ()) -> QComboBox:
    """A list to pick from; items are texts and what they stand for."""
    made = QComboBox()
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setMinimumContentsLength(10)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, data in items:
        made.addItem(text, data)
    return made


def number(name: str, tip: str, least: int, most: int, value: int, special: str = "", suffix: str = "") -> QSpinBox:
    made = QSpinBox()
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setRange(least, most)
    made.setValue(value)
    made.setSpecialValueText(special)
    made.setSuffix(suffix)
    return made


def field(name: str, tip: str, hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setPlaceholderText(hint)
    return made


def note(name: str, tip: str) -> QLabel:
    """A line of text that was found out: it wraps, and can be copied."""
    made = QLabel("")
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def swatch(colour: RGB | None, size: int = 16) -> QIcon:
    """A square of a colour, clear for none, with a rim that shows on every theme."""
    shown = QPixmap(size, size)
    shown.fill(QColor(0, 0, 0, 0) if colour is None else QColor(*colour))
    painter = QPainter(shown)
    painter.setPen(QColor(128, 128, 128))
    painter.drawRect(0, 0, size - 1, size - 1)
    painter.end()
    return QIcon(shown)


def labelled(form: QFormLayout, text: str, widget: QWidget, *beside: QWidget) -> None:
    """A row of a form, whose label says in its tooltip what the widget, the first of the row, says in its own."""
    label = QLabel(text)
    label.setToolTip(widget.toolTip())
    form.addRow(label, row(widget, *beside) if beside else widget)


def row(*widgets: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    for widget in widgets:
        made.addWidget(widget)
    return made
