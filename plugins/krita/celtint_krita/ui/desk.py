"""What each of a docker's verbs needs of the whole: `studio` is one, `live` and `animation` work at one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from celtint_krita.model.drawing import Drawing
    from celtint_krita.model.worker import Job, Worker
    from celtint_krita.ui.docker import Docker


class Desk(Protocol):
    """A QObject. running: the job that the buttons wait for, if there is one."""

    docker: Docker
    worker: Worker
    running: Job | None

    def current(self) -> Drawing:
        """The document in front, its settings read from the docker. Raises Refused."""

    def guarded(self, slot: Callable[[], None]) -> None:
        """Do something; what can't be done is said."""

    def say(self, text: str, bad: bool = False) -> None:
        """Put a sentence into the docker."""

    def busy(self, on: bool) -> None:
        """Grey out what can't be pressed while a job runs, or light it again."""

    def offer(self, drawing: Drawing) -> None:
        """Show a result's colours, if its document is in front."""
