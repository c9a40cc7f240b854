"""How long things take inside Krita, how long the main thread was away meanwhile, and what they leave in memory."""

import ctypes
import gc
import sys
import time
from itertools import pairwise
from typing import Any

from celtint_tester import drawing, window
from celtint_tester.qt import QtCore, QtWidgets

BEATS: list[float] = []
_TIMER = QtCore.QTimer()
_TIMER.setTimerType(QtCore.Qt.TimerType.PreciseTimer)
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
_WATCHER = QtCore.QTimer()
_WATCHER.setTimerType(QtCore.Qt.TimerType.PreciseTimer)
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


class _Release(QtCore.QObject):
    """Notes when the mouse button was let go over the canvas."""

    at = 0.0

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.MouseButtonRelease:
            self.at = now()
        return False


RELEASE = _Release()


def listen() -> None:
    """Note from now on when the mouse button is let go."""
    QtWidgets.QApplication.instance().installEventFilter(RELEASE)


def released() -> float:
    """When it was let go last."""
    return RELEASE.at


class _Heap(ctypes.Structure):
    """What glibc's mallinfo2 gives, of all threads' arenas."""

    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks")),
        *((name, ctypes.c_size_t) for name in ("uordblks", "fordblks", "keepcost")),
    ]


def _taken() -> tuple[int, int]:
    """Bytes that malloc has given out, and blocks that Python has."""
    gc.collect()
    read = ctypes.CDLL(None).mallinfo2
    read.restype = _Heap
    heap = read()
    return int(heap.uordblks + heap.hblkhd), sys.getallocatedblocks()


def left_behind(docker: str, what: str, looks: int = 200, rounds: int = 5) -> list[float]:
    """What each of the docker's looks at the document ("document"), or Live's at the hints ("live"), leaves behind:
    bytes of malloc's, blocks of Python's.

    The least of some rounds, as Krita's own threads take and give back memory meanwhile; what leaks does so in each.
    """
    studio = window.widget(docker).studio
    look = studio.look if what == "document" else studio.live.look
    found = []
    for _ in range(rounds + 1):
        before = _taken()
        for _ in range(looks):
            look()
        after = _taken()
        found.append([(after[0] - before[0]) / looks, (after[1] - before[1]) / looks])
    return [min(column) for column in zip(*found[1:], strict=True)]
