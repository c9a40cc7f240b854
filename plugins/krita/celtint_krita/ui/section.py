"""A part of the docker that folds away under its title, and stays as it was left, in every window and session."""

from __future__ import annotations

from celtint_krita.host import application
from celtint_krita.host.qt import QFormLayout, QSizePolicy, Qt, QToolButton, QVBoxLayout, QWidget


class Section(QWidget):
    """A title with an arrow, which shows or hides what is below it. name: under which Krita keeps that."""

    def __init__(self, name: str, title: str, tip: str, body: QWidget, opened: bool = False) -> None:
        super().__init__()
        self._name, self._title, self._body = name, title, body
        self._head = QToolButton()
        self._head.setObjectName(name)
        self._head.setToolTip(tip)
        self._head.setText(title)
        self._head.setCheckable(True)
        self._head.setAutoRaise(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head.toggled.connect(self._fold)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        rows.addWidget(body)
        self.setMinimumWidth(body.minimumSizeHint().width())  # or it would be cut off when it is unfolded
        kept = application.setting(name, "open" if opened else "folded")
        self._head.setChecked(kept == "open")
        self._fold(kept == "open")
        self._head.toggled.connect(lambda on: application.keep_setting(name, "open" if on else "folded"))

    def count(self, number: int) -> None:
        """Say how many there are in it, behind the title; nothing for none."""
        self._head.setText(f"{self._title} ({number})" if number else self._title)

    def _fold(self, shown: bool) -> None:
        self._head.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._body.setVisible(shown)


def folded() -> tuple[QWidget, QFormLayout]:
    """What a section holds, and the form that it is."""
    body = QWidget()
    form = QFormLayout(body)
    form.setContentsMargins(12, 2, 0, 6)
    return body, form
