"""Installing the engine from the docker: one button where none is found, with progress and cancel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from celtint_client import engine, installer
from celtint_client.errors import Cancelled, NoPython
from celtint_client.installing import Installing, Lookout

from celtint_krita.host import application
from celtint_krita.host.qt import QTimer, tr
from celtint_krita.host.refused import Refused

if TYPE_CHECKING:
    from celtint_client.place import Place

    from celtint_krita.ui.desk import Desk
    from celtint_krita.ui.setup_box import SetupBox, SetupRow

KIT = engine.kit_in(Path(__file__).parents[1])
"""What the plugin's zip carries; None in a source tree."""
LOOK_MS = 100
"""How often a running installation is looked at."""


class Setup:
    """What those buttons do."""

    def __init__(self, desk: Desk, box: SetupBox, again: SetupRow) -> None:
        self._desk, self._box, self._row = desk, box, again
        self._lookout: Lookout | None = None
        self._running: Installing | None = None
        self._may_fetch = False
        self._timer = QTimer(desk)
        self._timer.timeout.connect(lambda: desk.guarded(self._look))
        for widget, slot in (
            (box.install, self.install),
            (box.cancel, self.cancel),
            (again.again, self.install),
            (again.remove, self.remove),
        ):
            widget.clicked.connect(lambda _checked=False, slot=slot: desk.guarded(slot))
        again.wheels.setText(application.setting("wheels"))
        again.wheels.editingFinished.connect(self._keep)
        self._show_state()

    def find(self, where: Place) -> None:
        """Look whether there is an engine to start, and offer to install one if not."""
        if self._lookout is None and self._running is None:
            self._lookout = Lookout(where)
            self._timer.start(LOOK_MS)

    def connected(self) -> None:
        """A server answers, so there is nothing to offer."""
        if self._running is None:
            self._box.setVisible(False)

    def install(self) -> None:
        """Install the engine, again if it is there."""
        if KIT is None:
            raise Refused(tr("This copy of the plugin carries no engine; install the zip that “make plugins” builds."))
        if self._running is not None:
            raise Refused(tr("celtint is being installed; wait or press Cancel."))
        wheels = self._row.wheels.text().strip()
        self._running = Installing(KIT, Path(wheels) if wheels else None, may_fetch=self._may_fetch)
        self._offer("", True)
        self._timer.start(LOOK_MS)

    def cancel(self) -> None:
        """Stop, without waiting."""
        if self._running is not None:
            self._running.cancel()

    def remove(self) -> None:
        """Take the engine away."""
        if self._running is not None:
            raise Refused(tr("celtint is being installed; wait or press Cancel."))
        installer.remove()
        self._show_state()
        self._desk.say(tr("The engine is removed; a server that runs ends by itself."))

    def _keep(self) -> None:
        application.keep_setting("wheels", self._row.wheels.text().strip())

    def _look(self) -> None:
        if self._running is not None:
            self._box.told.setText(self._running.step.text)
            self._box.progress.setValue(round(100 * self._running.step.share))
            if self._running.over:
                ended, self._running = self._running, None
                self._timer.stop()
                self._end(ended)
        elif self._lookout is not None and self._lookout.found is not None:
            found, self._lookout = self._lookout.found, None
            self._timer.stop()
            if found and KIT is not None:
                self._offer(tr("celtint's engine isn't on this machine yet."))

    def _end(self, ended: Installing) -> None:
        error = ended.error
        self._may_fetch = isinstance(error, NoPython)  # whoever presses the button again has read what it does
        self._show_state()
        if error is None:
            self._box.setVisible(False)
            self._desk.say(tr("celtint is installed; dab some colour and press Colour."))
        elif isinstance(error, Cancelled):
            self._offer(tr("Cancelled; nothing was installed."))
        else:
            self._offer(str(error))

    def _offer(self, text: str, busy: bool = False) -> None:
        """Show the box, with its button or, while it is busy, with progress and *Cancel*."""
        self._box.told.setText(text)
        self._box.install.setText(tr("Fetch Python and install") if self._may_fetch else tr("Install"))
        self._box.install.setVisible(not busy)
        self._box.cancel.setVisible(busy)
        self._box.progress.setVisible(busy)
        self._row.again.setEnabled(not busy)
        self._row.remove.setEnabled(not busy and engine.installed() is not None)
        self._box.setVisible(True)

    def _show_state(self) -> None:
        found = engine.installed()
        fresh = found is None or KIT is None or found.made_of == KIT.digest
        words = tr("Install") if found is None else tr("Repair") if fresh else tr("Update")
        self._row.again.setText(words)
        self._row.again.setEnabled(KIT is not None)
        self._row.remove.setEnabled(found is not None)
