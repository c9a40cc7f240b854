"""The settings that new documents begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celtint_krita.host.qt import tr
from celtint_krita.model.drawing import make_usual

if TYPE_CHECKING:
    from celtint_krita.ui.desk import Desk


def make(desk: Desk) -> None:
    """New documents begin with the settings of the one in front. Raises Refused."""
    make_usual(desk.current().choices)
    desk.say(tr("New documents begin with these settings."))


def reset(desk: Desk) -> None:
    """The document in front, and new ones, have celtint's own settings. Raises Refused."""
    drawing = desk.current()
    make_usual(None)
    drawing.choices.reset()
    drawing.keep()
    desk.form.follow(drawing.page, drawing.choices)
    desk.say(tr("These are celtint's own settings; new documents begin with them."))
