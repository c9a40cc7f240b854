"""Keeping what was used last, up to so many bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class ByteLru(Generic[K, V]):
    """A dictionary that drops what wasn't used for longest when it holds more than `limit` bytes.

    size: bytes of a value. What alone is larger than the limit isn't kept. Safe to use from several threads.
    """

    def __init__(self, limit: int, size: Callable[[V], int]) -> None:
        self._limit = limit
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._held = 0

    def get(self, key: K) -> V | None:
        """What is kept under `key`, now the last used."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: K, value: V) -> None:
        """Keep `value`, and drop others until all fit."""
        size = self._size(value)  # once, as a value may grow while it is kept
        with self._lock:
            if key in self._kept:
                self._held -= self._kept.pop(key)[1]
            self._kept[key] = (value, size)
            self._held += size
            while self._held > self._limit:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._held -= dropped

    def drop_oldest(self) -> bool:
        """Drop what wasn't used for longest; False if nothing is kept."""
        with self._lock:
            if not self._kept:
                return False
            _, (_, size) = self._kept.popitem(last=False)
            self._held -= size
            return True

    def clear(self) -> None:
        """Drop all."""
        with self._lock:
            self._kept.clear()
            self._held = 0

    def items(self) -> list[tuple[K, V]]:
        """All that is kept, the last used first."""
        with self._lock:
            return [(key, value) for key, (value, _) in reversed(self._kept.items())]
