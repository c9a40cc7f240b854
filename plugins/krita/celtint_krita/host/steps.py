"""When an undo step is made, undone or redone. Krita tells no plugin of it, but its History docker's list is read anew
then, whether the docker is shown or not: to listen there costs nothing while nothing happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celtint_krita.host.application import Krita
from celtint_krita.host.qt import QAbstractItemView, QObject, tr
from celtint_krita.host.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable


class Steps(QObject):
    """Listens to the steps of the document that the window in front shows. told: called with whether one was added,
    as a stroke adds one; else it was undone or redone, or another document is shown."""

    def __init__(self, parent: QObject, told: Callable[[bool], None]) -> None:
        super().__init__(parent)
        self._told = told
        self._model: Any = None
        self._count = 0

    def listen(self) -> None:
        """Begin. Raises Refused in a Krita without that docker."""
        self.stop()
        window = Krita.instance().activeWindow()
        views = [] if window is None else window.qwindow().findChildren(QAbstractItemView)
        models = [each.model() for each in views if each.metaObject().className() == "KisUndoView"]
        if not models:
            raise Refused(tr("Live needs Krita's History docker; switch it on in Krita's settings, or press Update."))
        self._model, self._count = models[0], models[0].rowCount()
        self._model.modelReset.connect(self._moved)

    def stop(self) -> None:
        """Listen no more."""
        if self._model is not None:
            self._model.modelReset.disconnect(self._moved)
            self._model = None

    def _moved(self) -> None:
        count = self._model.rowCount()
        added, self._count = count > self._count, count
        self._told(added)
