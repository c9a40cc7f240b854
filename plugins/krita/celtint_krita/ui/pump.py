"""Something done step by step, with Krita's own events between, so that its window never waits for the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celtint_krita.host.qt import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


class Pump(QObject):
    """Runs one generator at a time. guarded: as `Studio.guarded`."""

    def __init__(self, parent: QObject, guarded: Callable[[Callable[[], None]], None]) -> None:
        super().__init__(parent)
        self._guarded = guarded
        self._steps: Generator[None, None, Any] | None = None
        self._then: Callable[[Any], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(lambda: guarded(self._step))

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._steps is not None

    def run(self, steps: Generator[None, None, Any], then: Callable[[Any], None]) -> None:
        """Begin, and give to `then` what it ends with. What was under way is dropped."""
        self._steps, self._then = steps, then
        self._timer.start()

    def stop(self) -> None:
        """Drop what is under way."""
        self._timer.stop()
        self._steps = self._then = None

    def _step(self) -> None:
        steps, then = self._steps, self._then
        if steps is None or then is None:
            return
        try:
            next(steps)
        except StopIteration as end:
            self.stop()
            then(end.value)
        except BaseException:
            self.stop()
            raise
