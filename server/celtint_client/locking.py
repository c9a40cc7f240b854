"""A lock that several processes of one user share: a file, given back when whoever holds it ends, however it ends."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO


@contextlib.contextmanager
def held(lock: Path, wait_s: float) -> Iterator[None]:
    """Hold a lock file meanwhile. Raises TimeoutError if somebody else does for longer than `wait_s`; OSError."""
    with lock.open("a+b") as file:
        end = time.monotonic() + wait_s
        while not _locked(file):
            if time.monotonic() > end:
                raise TimeoutError(lock.name)
            time.sleep(0.05)
        yield  # closing the file gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _locked(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
