"""What Krita is told when it starts: a docker, and actions under Tools, Scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from celtint_krita import names
from celtint_krita.host.application import DockWidgetFactory, DockWidgetFactoryBase, Extension, Krita
from celtint_krita.host.language import TEXTS, texts
from celtint_krita.host.qt import QCheckBox, QLocale, QPushButton, tr
from celtint_krita.ui.studio import WorkingDocker


class Actions(Extension):
    """Shortcuts that press the docker's buttons."""

    def setup(self) -> None:
        """Nothing to do before there is a window."""

    def createActions(self, window: Any) -> None:
        told = {
            "celtint_colour_action": tr("celtint: colour the drawing"),
            "celtint_update_action": tr("celtint: update the colours"),
            "celtint_hints_action": tr("celtint: new hint layer"),
            "celtint_live_action": tr("celtint: live on or off"),
            "celtint_stage_action": tr("celtint: make a picture of the boxes"),
        }
        main = window.qwindow()  # the handle `window` is gone once this is done, in Krita 5.1
        for name, button in names.ACTIONS.items():
            action = window.createAction(name, told[name], "tools/scripts")
            action.triggered.connect(lambda _checked=False, b=button: press(main, b))


def press(main: Any, button: str) -> None:
    """Click a button of the docker in this main window, if it can be clicked."""
    found = main.findChild(QPushButton, button) or main.findChild(QCheckBox, button)
    if found is not None and found.isEnabled():
        found.click()


def register() -> None:
    """Called once, when Krita imports the plugin. Without a window system (kritarunner) there is nothing to show."""
    TEXTS.update(texts(Path(__file__).parents[1], QLocale().uiLanguages()))
    app = Krita.instance()
    app.addExtension(Actions(app))
    right = DockWidgetFactoryBase.DockPosition.DockRight
    app.addDockWidgetFactory(DockWidgetFactory(names.DOCKER, right, WorkingDocker))
