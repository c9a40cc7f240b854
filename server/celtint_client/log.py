"""The server's log: where it is, what a line of it looks like, and its end for whoever is asked for help.

A line says when, how bad, for which client and which job, and what::

    2026-01-31 12:00:00.123 INFO client=krita-1f2e3d4c job=0a1b… jobs: done after 0.81 s

No picture, no token and no name of an artist's file is ever written there, so it can be passed on as it is.
"""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING

from celtint_client import VERSION

if TYPE_CHECKING:
    from io import TextIOWrapper

FILE = "server.log"
"""Its name in the state folder; older ones have .1 and .2 after it."""
MOST_BYTES = 512 << 10
"""Of one file."""
OLDER = 2
"""Files that are kept besides the one that is written."""
LINES = 200
"""How many of the last lines are copied."""
LONGEST = 400
"""Characters of one line after its head; the rest is cut off."""
NOBODY = "-"
"""Stands for a client or a job where there is none."""


def head(moment: float, level: str, client: str = NOBODY, job: str = NOBODY) -> str:
    """What every line begins with. moment: seconds since 1970; said in local time."""
    day, thousandths = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment)), int(moment % 1 * 1000)
    return f"{day}.{thousandths:03d} {level} client={client} job={job} "


def private(path: Path) -> TextIOWrapper:
    """Open a log to add to it; only its owner can read it, even if it was there before. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    file = os.fdopen(handle, "a", encoding="utf-8", errors="replace")
    if os.name != "nt":
        os.fchmod(file.fileno(), 0o600)
    return file


def older(path: Path, age: int = 1) -> Path:
    """The log that was written before; age: 1 for the one just before."""
    return path.with_name(f"{path.name}.{age}")


def tail(path: Path, most: int = LINES, start: int = 0) -> list[str]:
    """The last lines, at most so many, going back into the older log where there are fewer; [] without a log.

    start: the size that the log had before what is asked for; then nothing before it is given.
    """
    lines = _lines(path, start)
    if not start and len(lines) < most:
        lines = _lines(older(path)) + lines
    return lines[-most:]


def copied(folder: Path, host: str, near: bool = True) -> str:
    """What *Copy log* puts on the clipboard: who asks, with which versions, and the end of the log.

    folder: of the log. host: the host application and its version. near: whether the server is on this machine.
    """
    about = [f"celtint {VERSION} in {host}", f"{platform.platform()}, Python {platform.python_version()}", ""]
    lines = tail(folder / FILE) if near else ["The server is on another machine; its log is there."]
    text = "\n".join([*about, *(lines or ["There is no log: no server has been started from here yet."])]) + "\n"
    return text.replace(str(Path.home()), "~")  # which holds the user's name


def _lines(path: Path, start: int = 0) -> list[str]:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            first = start if start <= size else 0  # a new file was begun meanwhile
            file.seek(max(first, size - MOST_BYTES))
            return file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
