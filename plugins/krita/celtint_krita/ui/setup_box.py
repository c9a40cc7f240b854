"""What the docker shows of installing the engine: a box where there is none, a row where there is one."""

from __future__ import annotations

from celtint_krita import names
from celtint_krita.host.qt import QLabel, QProgressBar, QVBoxLayout, QWidget, tr
from celtint_krita.ui.widgets import FolderButton, button, field, row


class SetupBox(QWidget):
    """What the docker shows where there is no engine: why, a button, how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(names.SETUP)
        self.setToolTip(tr("celtint's engine does the colouring; it is a program of its own"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        self.told = QLabel("")
        self.told.setObjectName(names.SETUP_TOLD)
        self.told.setToolTip(self.toolTip())
        self.told.setWordWrap(True)
        tip = tr("Install celtint's engine for you alone; nothing else on this machine is changed")
        self.install = button(names.SETUP_INSTALL, tr("Install"), tip)
        self.cancel = button(names.SETUP_CANCEL, tr("Cancel"), tr("Stop; what is half done is removed"))
        self.progress = QProgressBar()
        self.progress.setObjectName(names.SETUP_PROGRESS)
        self.progress.setToolTip(tr("How far the installation is"))
        self.progress.setRange(0, 100)
        rows.addWidget(self.told)
        rows.addLayout(row(self.install, self.cancel))
        rows.addWidget(self.progress)
        self.setVisible(False)


class SetupRow(QWidget):
    """The same in the docker's *Engine and server* section, for an engine that is there: repair, update, remove."""

    def __init__(self) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        tip = tr("Install the engine again: repairs what is broken, brings the version that this plugin carries")
        self.again = button(names.SETUP_AGAIN, tr("Install"), tip)
        self.remove = button(names.SETUP_REMOVE, tr("Remove"), tr("Remove the engine that was installed from here"))
        tip = tr("A folder with the packages' wheels, to install without the internet; empty to fetch them")
        self.wheels = field(names.SETUP_WHEELS, tip, tr("from the internet"))
        pick = FolderButton(names.SETUP_PICK, tr("Choose the folder of wheels"), self.wheels)
        rows.addLayout(row(self.again, self.remove))
        rows.addLayout(row(QLabel(tr("Wheels")), self.wheels, pick))
