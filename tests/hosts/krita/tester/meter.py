"""How long things take inside Krita, and how long the main thread was away meanwhile."""

import time
from itertools import pairwise
from typing import Any

from celtint_tester import drawing
from PyQt5.QtCore import QEvent, QObject, Qt, QTimer
from PyQt5.QtWidgets import QApplication

BEATS: list[float] = []
_TIMER = QTimer()
_TIMER.setTimerType(Qt.PreciseTimer)
_TIMER.setInterval(2)
_TIMER.timeout.connect(lambda: BEATS.append(time.perf_counter()))


def start() -> float:
    """Beat from now on; the time now, in seconds."""
    BEATS.clear()
    _TIMER.start()
    return now()


def now() -> float:
    return time.perf_counter()


def stop(since: float = 0.0) -> dict[str, Any]:
    """Stop beating; the longest pauses between two beats after a moment, in milliseconds, longest first."""
    _TIMER.stop()
    beats = [beat for beat in BEATS if beat >= since] + [now()]
    pauses = sorted((round((after - before) * 1000, 1) for before, after in pairwise(beats)), reverse=True)
    return {"pauses_ms": pauses[:8], "beats": len(beats)}


WATCH: dict[str, Any] = {}
_WATCHER = QTimer()
_WATCHER.setTimerType(Qt.PreciseTimer)
_WATCHER.setInterval(2)


def watch(name: str, x: int, y: int, wanted: list[int]) -> float:
    """Note when a node that shows these bytes at a pixel stands; the time now."""
    WATCH.clear()
    _WATCHER.timeout.disconnect() if _WATCHER.receivers(_WATCHER.timeout) else None
    _WATCHER.timeout.connect(lambda: _look(name, x, y, wanted))
    _WATCHER.start()
    WATCH["start"] = now()
    return float(WATCH["start"])


def _look(name: str, x: int, y: int, wanted: list[int]) -> None:
    if drawing.has_pixel(name, x, y, wanted):
        WATCH["seen"] = now()
        _WATCHER.stop()


def seen() -> float:
    """When what was watched for stood, 0 if it doesn't yet."""
    return float(WATCH.get("seen", 0.0))


class _Release(QObject):
    """Notes when the mouse button was let go over the canvas."""

    at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.MouseButtonRelease:
            self.at = now()
        return False


RELEASE = _Release()


def listen() -> None:
    """Note from now on when the mouse button is let go."""
    QApplication.instance().installEventFilter(RELEASE)


def released() -> float:
    """When it was let go last."""
    return RELEASE.at
