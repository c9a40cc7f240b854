"""How long something still takes, from the share that is done, as people say it."""

from __future__ import annotations

import math

LEAST_SHARE, LEAST_S = 0.05, 2.0
"""Nothing is said before so much is done, and so long was watched."""


class Estimate:
    """Of one job."""

    def __init__(self) -> None:
        self._began: tuple[float, float] | None = None

    def left(self, share: float, now: float) -> float | None:
        """Seconds, or None while nothing can be said. share: done, 0 to 1; now: seconds on any clock that goes on."""
        if self._began is None or share < self._began[0]:
            self._began = (share, now)
        done, took = share - self._began[0], now - self._began[1]
        if done < LEAST_SHARE or took < LEAST_S:
            return None
        return (1 - share) * took / done


def spoken(seconds: float | None) -> str:
    """ "about 20 seconds left": rounded up to 5 s or a minute; "" for None."""
    if seconds is None:
        return ""
    if seconds <= 55:
        return f"about {max(5, 5 * math.ceil(seconds / 5))} seconds left"
    minutes = math.ceil(seconds / 60)
    return f"about {minutes} minute{'s' if minutes > 1 else ''} left"
