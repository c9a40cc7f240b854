"""What each of a docker's verbs needs of the whole: `studio` is one, `live` and `animation` work at one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from celtint_krita.model.drawing import Drawing
    from celtint_krita.model.worker import Job, Worker
    from celtint_krita.ui.docker import Docker
    from celtint_krita.ui.forms import Form


class Desk(Protocol):
    """A QObject. running: the job that the buttons wait for, if there is one. drawing: the document in front."""

    docker: Docker
    form: Form
    drawing: Drawing | None
    worker: Worker
    running: Job | None

    def current(self) -> Drawing:
        """The document in front, its settings read from the docker. Raises Refused."""

    def guarded(self, slot: Callable[[], None]) -> None:
        """Do something; what can't be done is said."""

    def start(self, work: Callable[..., Any], then: Callable[[Any], None], text: str, again: str | None = None) -> None:
        """Give the worker a job; one at a time. again: what to say if it fails, as what to press. Raises Refused."""

    def say(self, text: str, bad: bool = False) -> None:
        """Put a sentence into the docker."""

    def busy(self, on: bool) -> None:
        """Grey out what can't be pressed while a job runs, or light it again."""

    def update(self) -> None:
        """Colour the drawing into celtint's own layer. Raises Refused."""

    def offer(self, drawing: Drawing) -> None:
        """Show a result's colours and doubts, if its document is in front."""
